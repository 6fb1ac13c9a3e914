import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app, type BrowserWindow, dialog } from 'electron'
import type { Lang } from '../src-shared/languages.ts'
import type { LibraryClient, LibraryState } from './library-client.ts'
import { say } from './words.ts'

/** True if the library is not where it was: moved by hand, or on a disk that is not connected. */
export function isLost({ state, code, data }: LibraryState): boolean {
  return state === 'failed' && code === 'not-found' && data?.cause === 'library-missing'
}

/**
 * Asks what to do about a library that is not where it was. Never makes an empty one in its place by itself. Gives the
 * folder that was chosen, or null if the app ends.
 */
export async function askForLibrary(
  library: LibraryClient,
  window: BrowserWindow | null,
  lang: Lang,
  folder: string,
): Promise<string | null> {
  const options = {
    type: 'warning' as const,
    message: say(lang, 'lostTitle'),
    detail: say(lang, 'lostText', { folder }),
    buttons: [say(lang, 'lostAgain'), say(lang, 'lostChoose'), say(lang, 'lostNew'), say(lang, 'quit')],
    defaultId: 0,
    cancelId: 3,
    noLink: true,
  }
  for (;;) {
    const { response } = await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options))
    if (response === 3) {
      app.quit()
      return null
    }
    let next = folder
    if (response === 1) {
      const chosen = await dialog.showOpenDialog({
        title: say(lang, 'chooseLibraryFolder'),
        properties: ['openDirectory'],
      })
      const [picked] = chosen.filePaths
      if (chosen.canceled || picked === undefined) continue
      const inside = join(picked, 'Briefdesk library')
      next = existsSync(join(picked, 'library.sqlite')) || !existsSync(inside) ? picked : inside
    }
    const isNew = response === 2
    const done = await library.restart({ folder: next, expected: !isNew, ...(isNew && { task: { type: 'new' } }) })
    if (done.ok) return done.folder
    if (done.code !== 'not-found') return null
  }
}
