import { isLeftBehind, isSafeName, sameName, topFolder } from './file-names.ts'
import { limits } from './limits.ts'
import type { Report } from './report.ts'

/** A file that was handed over, by its path with `/` in what was dropped. */
export interface HandedFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** Files handed over, as by drag and drop: those of a folder, with or without its own name before them. */
export function gatherFiles(files: readonly HandedFile[], report: Report): ReadonlyMap<string, Uint8Array> {
  const kept = files.filter((each) => !isLeftBehind(each.path))
  const top = topFolder(kept.map((each) => each.path))
  if (kept.length > limits.files) report.problemOf('.', 'folder-too-many', { most: limits.files })
  const found = new Map<string, Uint8Array>()
  const names = new Set<string>()
  let total = 0
  for (const { path, bytes } of kept) {
    const name = path.slice(top.length)
    total += bytes.length
    if (!isSafeName(name, false)) report.problemOf(path, 'name-refused')
    else if (names.has(sameName(name))) report.problemOf(name, 'name-twice')
    else if (bytes.length > limits.file)
      report.problemOf(name, 'file-too-large', { megabytes: limits.file / 1_000_000 })
    else found.set(name, bytes)
    names.add(sameName(name))
  }
  if (total > limits.folder) report.problemOf('.', 'folder-too-large', { megabytes: limits.folder / 1_000_000 })
  return found
}
