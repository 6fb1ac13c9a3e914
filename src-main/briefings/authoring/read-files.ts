import type { Authored } from './author.ts'
import { gatherFiles, type HandedFile } from './gather-files.ts'
import { gatherZipBytes } from './gather-zip.ts'
import { readGathered } from './read-gathered.ts'

/** Reads what was dropped: the files of a folder, with or without its own name before them, or one zip. */
export function readFiles(files: readonly HandedFile[]): Promise<Authored> {
  const [only] = files
  const isZip = only !== undefined && files.length === 1 && only.path.toLowerCase().endsWith('.zip')
  return readGathered((report) => (isZip ? gatherZipBytes(only.path, only.bytes, report) : gatherFiles(files, report)))
}
