import { existsSync } from 'node:fs'
import type { SaveDialogOptions, SaveDialogReturnValue } from 'electron'

export type AskWhere = (options: SaveDialogOptions) => Promise<SaveDialogReturnValue>

export interface FileWanted {
  readonly title: string
  /** Path and name that are offered first. */
  readonly suggested: string
  /** What files of this kind are called. */
  readonly kind: string
  /** Those the name may end with; the first is added to a name with none of them. */
  readonly extensions: readonly [string, ...string[]]
}

/** Asks where a file goes; null if the person closed the dialog. */
export async function askForFile(askWhere: AskWhere, wanted: FileWanted): Promise<string | null> {
  const { title, suggested, kind, extensions } = wanted
  const { canceled, filePath } = await askWhere({
    title,
    defaultPath: suggested,
    filters: [{ name: kind, extensions: [...extensions] }],
  })
  if (canceled || !filePath) return null
  if (extensions.some((extension) => filePath.toLowerCase().endsWith(`.${extension}`))) return filePath
  const named = `${filePath}.${extensions[0]}`
  // The dialog asked about another name: what is there under this one has to be asked about as well.
  return existsSync(named) ? askForFile(askWhere, { ...wanted, suggested: named }) : named
}
