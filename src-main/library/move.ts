import { existsSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { Refusal } from '../../src-shared/ipc.ts'
import { backupsIn } from './backup-names.ts'
import { copyLibrary, goodOrRefused } from './backups.ts'
import { type Database, holdLock, openDatabase } from './database.ts'
import {
  copyAside,
  makeFolder,
  making,
  onDisk,
  placesIn,
  putInPlace,
  stampOf,
  sweep,
  syncFolder,
  writeWhole,
} from './disk.ts'

/**
 * Copies a closed library to another folder: the library as a tidy copy, read whole before it gets its name, and its
 * backups. The old one stays as it is. Refuses a folder that has a library or lies within the old one. A move that was
 * killed midway leaves a sign in the target, so that it can be tried again.
 */
export function copyLibraryTo(from: string, to: string, time: number): void {
  const [old, next] = [placesIn(from), placesIn(to)]
  onDisk(to, () => makeFolder(to))
  const way = relative(realpathSync(from), realpathSync(to))
  if (way === '' || !(way.startsWith('..') || resolve(way) === way)) {
    throw new Refusal('refused', { cause: 'inside', folder: to })
  }
  if (existsSync(next.library) && !isHalfMoved(from, to)) throw libraryThere(to)
  const unlockOld = holdLock(old.lock, 3000)
  try {
    const unlock = onDisk(to, () => holdLock(next.lock, 0))
    try {
      sweep(to)
      if (existsSync(next.library)) takeAwayHalf(from, to, time)
      onDisk(to, () => writeWhole(next.moving, `${JSON.stringify({ from: realpathSync(from) })}\n`))
      const temporary = join(to, `${making}library.sqlite`)
      copyLibrary(old.library, temporary, to)
      try {
        goodOrRefused(temporary)
        onDisk(to, () => makeFolder(next.backups))
        for (const { name } of backupsIn(old.backups, 'library')) {
          onDisk(to, () => putInPlace(copyAside(join(old.backups, name), next.backups, name), join(next.backups, name)))
        }
        if (existsSync(old.upkeep)) onDisk(to, () => putInPlace(copyAside(old.upkeep, to, 'upkeep'), next.upkeep))
        onDisk(to, () => putInPlace(temporary, next.library))
        // It may have been here before: the sign of its leaving is no longer true.
        onDisk(to, () => rmSync(next.movedTo, { force: true }))
        // Should the preferences be lost, the old library must not be taken for the one of today.
        onDisk(from, () => writeWhole(old.movedTo, `${JSON.stringify({ to })}\n`))
      } catch (error) {
        rmSync(temporary, { force: true })
        throw error
      }
    } finally {
      unlock()
    }
  } finally {
    unlockOld()
  }
}

const libraryThere = (folder: string) => new Refusal('refused', { cause: 'library-there', folder })

/** True if the target holds what a move from here left that was killed; it is no library of its own until it is opened. */
function isHalfMoved(from: string, to: string): boolean {
  return textIn(placesIn(to).moving, 'from') === realpathSync(from)
}

/** A copy that holds nothing the library does not goes; one that cannot be read is kept aside; any other is refused. */
function takeAwayHalf(from: string, to: string, time: number): void {
  const { library, log, index, setAside } = placesIn(to)
  const held = holdsAllOf(placesIn(from).library, library)
  if (held === false) throw libraryThere(to)
  const aside = join(setAside, `${stampOf(time)}-replaced`)
  onDisk(to, () => {
    if (held === null) makeFolder(aside)
    for (const [path, name] of [
      [index, 'library.sqlite-shm'],
      [log, 'library.sqlite-wal'],
      [library, 'library.sqlite'],
    ] as const) {
      if (held === null && existsSync(path)) renameSync(path, join(aside, name))
      else rmSync(path, { force: true })
    }
    syncFolder(to)
  })
}

/** Whether a library has every change of a copy of it; null where the copy cannot be read. */
function holdsAllOf(library: string, copy: string): boolean | null {
  const last = (path: string, work: (db: Database) => boolean): boolean | null => {
    try {
      const db = openDatabase(path, { readOnly: true })
      try {
        return work(db)
      } finally {
        db.close()
      }
    } catch {
      return null
    }
  }
  let space: string | undefined
  let hlc: string | null | undefined
  const read = last(copy, (db) => {
    space = db.get<{ value: string }>("SELECT value FROM meta WHERE key = 'space'")?.value
    hlc = db.get<{ hlc: string | null }>('SELECT max(hlc) AS hlc FROM change_log')?.hlc
    return true
  })
  if (read === null) return null
  return (
    last(library, (db) => {
      const own = db.get<{ value: string }>("SELECT value FROM meta WHERE key = 'space'")?.value
      return own === space && (hlc == null || db.get('SELECT 1 FROM change_log WHERE hlc = ?', hlc) !== null)
    }) ?? false
  )
}

/** Where the library of a folder is now: there, or where it was moved to. */
export function followMoves(folder: string): string {
  const seen = new Set<string>()
  for (let place = folder; ; ) {
    seen.add(place)
    const to = movedTo(place)
    if (to === null || seen.has(to)) return place
    place = to
  }
}

const movedTo = (folder: string) => textIn(placesIn(folder).movedTo, 'to')

function textIn(path: string, key: string): string | null {
  try {
    const told = (JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, unknown>>)[key]
    return typeof told === 'string' ? told : null
  } catch {
    return null
  }
}
