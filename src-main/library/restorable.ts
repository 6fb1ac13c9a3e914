import { existsSync, mkdtempSync, realpathSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Refusal } from '../../src-shared/ipc.ts'
import { goodOrRefused, spaceOf } from './backups.ts'
import { placesIn, readingPrefix } from './disk.ts'
import { isUnclean, lookAt } from './look.ts'
import { schemaVersion } from './migrations.ts'
import { overCopy } from './reading-copy.ts'
import { ownSpace } from './recover.ts'

/**
 * Reads a file whole that is to take the place of a library, before anything is opened, made or moved, and changes
 * nothing on disk. Refuses what is not there, not a library, newer, damaged, or, unless `other`, of another library.
 */
export function restorableOrRefused(folder: string, from: string, { other }: { readonly other: boolean }): void {
  const found = statSync(from, { throwIfNoEntry: false })
  if (found === undefined) throw new Refusal('not-found', { path: from })
  if (!found.isFile()) throw new Refusal('refused', { path: from, cause: 'not a file' })
  const { library } = placesIn(folder)
  if (existsSync(library) && realpathSync(library) === realpathSync(from)) {
    throw new Refusal('refused', { path: from, cause: 'it is the library itself' })
  }
  // The log of an unclean end cannot be read in without writing beside it: a copy elsewhere can.
  const unclean = isUnclean(from)
  const read = (path: string) => {
    lookAt(from, path, unclean, schemaVersion)
    named(from, () => goodOrRefused(path))
    const [own, theirs] = [ownSpace(folder) ?? (existsSync(library) ? spaceOf(library) : null), spaceOf(path)]
    if (!other && own !== null && own !== theirs) {
      throw new Refusal('refused', { path: from, cause: 'it is a backup of another library; --other takes it' })
    }
  }
  if (unclean) overCopy(from, mkdtempSync(join(tmpdir(), `${readingPrefix}${process.pid}-`)), read)
  else read(from)
}

/** A refusal that names no place is about this file. */
function named<T>(from: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Refusal(error.code, { folder: from, ...error.data }, { cause: error })
  }
}
