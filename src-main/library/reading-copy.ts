import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isUnclean } from './look.ts'

/**
 * Reads a library that nothing may be written beside, over a copy in a folder that can be written to: so its log can be
 * read in. The folder goes in the end.
 */
export function overCopy<T>(library: string, folder: string, work: (copy: string) => T): T {
  try {
    const copy = join(folder, 'library.sqlite')
    copyFileSync(library, copy)
    if (isUnclean(library)) copyFileSync(`${library}-wal`, `${copy}-wal`)
    return work(copy)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
