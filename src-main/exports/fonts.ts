import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../../src-shared/ipc.ts'

/** The faces a brief is set in: name in the app's fonts folder, and place in the font packages it is copied from. */
export const faces = [
  ['SourceSerif4-400.ttf', 'source-serif-4/400Regular/SourceSerif4_400Regular.ttf'],
  ['SourceSerif4-400-italic.ttf', 'source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf'],
  ['SourceSerif4-600.ttf', 'source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf'],
  ['SourceSerif4-700.ttf', 'source-serif-4/700Bold/SourceSerif4_700Bold.ttf'],
  ['Inter-400.ttf', 'inter/400Regular/Inter_400Regular.ttf'],
  ['Inter-500.ttf', 'inter/500Medium/Inter_500Medium.ttf'],
  ['Inter-700.ttf', 'inter/700Bold/Inter_700Bold.ttf'],
  ['NotoSerifTC-400.ttf', 'noto-serif-tc/400Regular/NotoSerifTC_400Regular.ttf'],
  ['NotoSerifTC-600.ttf', 'noto-serif-tc/600SemiBold/NotoSerifTC_600SemiBold.ttf'],
  ['NotoSerifTC-700.ttf', 'noto-serif-tc/700Bold/NotoSerifTC_700Bold.ttf'],
  ['NotoSansTC-400.ttf', 'noto-sans-tc/400Regular/NotoSansTC_400Regular.ttf'],
  ['NotoSansTC-500.ttf', 'noto-sans-tc/500Medium/NotoSansTC_500Medium.ttf'],
  ['NotoSansTC-700.ttf', 'noto-sans-tc/700Bold/NotoSansTC_700Bold.ttf'],
] as const

/**
 * The font files in a folder, either the app's own (`out/fonts`) or the installed font packages (`@expo-google-fonts`).
 * Refuses with `unavailable` when one is missing: a brief is set in the bundled faces or not at all.
 */
export function fontFiles(folder: string): readonly string[] {
  const packaged = existsSync(join(folder, 'noto-sans-tc'))
  return faces.map(([name, inPackages]) => {
    const file = join(folder, packaged ? inPackages : name)
    if (!existsSync(file)) throw new Refusal('unavailable', { font: name })
    return file
  })
}
