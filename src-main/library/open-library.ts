import { accessSync, constants, copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Code, Refusal } from '../../src-shared/ipc.ts'
import type { RecoveryCause } from '../../src-shared/library/recovery.ts'
import { backupsIn } from './backup-names.ts'
import { type Database, damagedInstead, holdLock, openDatabase } from './database.ts'
import { isFull, makeFolder, onDisk, placesIn, putInPlace, readingPrefix, sweepAll } from './disk.ts'
import { type Library, libraryOver, type Surroundings } from './library.ts'
import { causeToRecover, damaged, isUnclean, lookAt } from './look.ts'
import { migrate, schemaVersion, steps } from './migrations.ts'
import { newLibrary } from './recover.ts'

export interface OpenLibrary extends Library {
  /** Why nothing can be written; null if all is well. */
  readonly readOnly: Code | null
  /** May be called again. */
  readonly close: () => void
}

export interface Opening {
  /** How long to wait for a library that is held by another program, in milliseconds. */
  readonly lockWait?: number
  /** A library was here before: where there is none now, none is made. */
  readonly expected?: boolean
  /** Under the lock, before the library is looked at. */
  readonly begin?: () => void
  /** Mends a library that cannot be opened; false if there is nothing to mend it with. */
  readonly recover?: (cause: RecoveryCause) => boolean
  /** Before a library of an older schema is changed. */
  readonly beforeMigration?: (schema: number) => void
  /** The migrations; others than those of today are for tests. */
  readonly migrations?: readonly string[]
}

/** Up to this size a library is checked at every start, also after an orderly end. */
const checkedAlways = 32_000_000

/**
 * Opens the library in a folder, and makes it if the folder has none.
 * Refuses with `locked` (another program holds it), `newer-library`, `not-found` (expected, and not there) or `damaged`
 * (and not recovered); then the file is left byte for byte as it was.
 */
export function openLibrary(folder: string, surroundings: Surroundings, opening: Opening = {}): OpenLibrary {
  const { lockWait = 1000, expected = false, begin = () => {}, recover = () => false } = opening
  if (expected && !existsSync(folder)) throw missing(folder)
  const barred = whyNotWritable(folder, lockWait)
  if (barred.code !== null) {
    const { code, cause } = barred
    if (!expected && !existsSync(placesIn(folder).library)) {
      throw new Refusal(code, { folder, ...(cause !== undefined && { cause }) })
    }
    return openUnchanging(folder, surroundings, opening, code)
  }
  const unlock = barred.unlock
  const attempt = () => openHeld(folder, surroundings, opening, unlock)
  try {
    sweepAll(folder)
    sweepReadings()
    begin()
    try {
      return attempt()
    } catch (error) {
      const cause = causeToRecover(error)
      if (cause !== null && recover(cause)) return attempt()
      // Nothing is left to put it together from, so it is not damage: the library is somewhere else, or gone.
      if (cause === 'library-missing') throw missing(folder)
      const code = whyOnlyReading(folder, error)
      if (code === null) throw error
      const reading = openUnchanging(folder, surroundings, opening, code)
      return { ...reading, close: closingBoth(reading.close, unlock) }
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** A library in memory, gone when it is closed. For tests. */
export function openInMemory(surroundings: Surroundings): OpenLibrary {
  const db = openDatabase(':memory:')
  migrate(db)
  return { ...libraryOver(db, surroundings), readOnly: null, close: () => db.close() }
}

const missing = (folder: string) => new Refusal('not-found', { what: 'library', folder, cause: 'library-missing' })

function openHeld(folder: string, surroundings: Surroundings, opening: Opening, unlock: () => void): OpenLibrary {
  const { library: path } = placesIn(folder)
  const { migrations = steps, beforeMigration = () => {}, expected = false } = opening
  if (!existsSync(path)) {
    // Traces of a library without it: it was moved or deleted, and an empty one must not hide that.
    if (wasHere(folder)) throw damaged(folder, 'library-missing')
    if (expected) throw missing(folder)
    const made = newLibrary(folder)
    onDisk(folder, () => putInPlace(made, path))
  }
  const unclean = isUnclean(path)
  lookAt(folder, path, unclean, migrations.length)
  const db = openDatabase(path)
  try {
    const check = unclean || statSync(path).size <= checkedAlways
    if (check && !damagedInstead(() => isInShape(db))) throw damaged(folder, 'check-failed')
    const schema = Number(db.pragma('user_version'))
    if (schema !== migrations.length) beforeMigration(schema)
    // Not taken for damage: a step that cannot be done would set a sound library aside at every start.
    migrate(db, migrations)
    // From now on it is a library of its own, and no longer the half of a move.
    rmSync(placesIn(folder).moving, { force: true })
    const library = damagedInstead(() => libraryOver(db, surroundings))
    return { ...library, readOnly: null, close: closingBoth(() => db.close(), unlock) }
  } catch (error) {
    db.close()
    throw error
  }
}

/**
 * What a row says is no matter of the file's shape: its hash tells that, and a connection that only reads, as every
 * other check of a library is, does not look at it at all.
 */
function isInShape(db: Database): boolean {
  const said = db.all<{ quick_check: string }>('PRAGMA quick_check').map(({ quick_check }) => quick_check)
  return said.every((each) => each === 'ok' || each.startsWith('CHECK constraint failed'))
}

/** True if something in the folder is there only because a library was. */
function wasHere(folder: string): boolean {
  const { log, backups, setAside, upkeep, movedTo, replacing } = placesIn(folder)
  return (
    [log, upkeep, movedTo, replacing].some((path) => existsSync(path)) ||
    backupsIn(backups, 'library').length > 0 ||
    (existsSync(setAside) && readdirSync(setAside).length > 0) ||
    readdirSync(folder).some((name) => /^(upkeep|replacing)-.+-unreadable/.test(name))
  )
}

const closingBoth = (first: () => void, second: () => void) => () => {
  try {
    first()
  } finally {
    second()
  }
}

/** A folder that cannot be written to can still be read. */
function openUnchanging(folder: string, surroundings: Surroundings, opening: Opening, code: Code): OpenLibrary {
  const { library: path } = placesIn(folder)
  const { migrations = steps } = opening
  if (!existsSync(path)) throw opening.expected ? missing(folder) : new Refusal(code, { folder })
  const unclean = isUnclean(path)
  let place = path
  let temporary: string | null = null
  if (unclean || headerSchema(path) < migrations.length) {
    // Its log cannot be read in without writing, nor an older schema be changed: a copy elsewhere can.
    temporary = mkdtempSync(join(tmpdir(), `${readingPrefix}${process.pid}-`))
    place = join(temporary, 'library.sqlite')
    copyFileSync(path, place)
    if (unclean) copyFileSync(`${path}-wal`, `${place}-wal`)
  }
  const clear = () => temporary !== null && rmSync(temporary, { recursive: true, force: true })
  let db: Database | null = null
  try {
    lookAt(folder, place, unclean, migrations.length)
    if (temporary !== null) {
      const copy = openDatabase(place)
      try {
        migrate(copy, migrations)
      } finally {
        copy.close()
      }
    }
    db = openDatabase(place, { readOnly: true, unchanging: true })
    const opened = db
    return { ...libraryOver(opened, surroundings), readOnly: code, close: closingBoth(() => opened.close(), clear) }
  } catch (error) {
    db?.close()
    clear()
    throw error
  }
}

/** Copies for reading that a killed program left behind. */
function sweepReadings(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${readingPrefix}(\\d+)-`).exec(name)?.[1])
    if (!pid || isAlive(pid)) continue
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true })
    } catch {
      // Of another user of this machine.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function headerSchema(path: string): number {
  const db = openDatabase(path, { readOnly: true, unchanging: true })
  try {
    return Number(db.pragma('user_version'))
  } catch {
    return schemaVersion
  } finally {
    db.close()
  }
}

/** Takes the lock, or tells why the folder cannot be written to. */
function whyNotWritable(
  folder: string,
  wait: number,
): { readonly code: Code; readonly cause: unknown } | { readonly code: null; readonly unlock: () => void } {
  try {
    onDisk(folder, () => {
      makeFolder(folder)
      // SQLite would take a lock in such a folder, and find out only at the first write.
      accessSync(folder, constants.W_OK)
      if (existsSync(placesIn(folder).library)) accessSync(placesIn(folder).library, constants.W_OK)
    })
    return { code: null, unlock: holdLock(placesIn(folder).lock, wait) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const there = existsSync(placesIn(folder).library)
    if (error.code === 'read-only' || (there && (error.code === 'unavailable' || error.code === 'disk-full'))) {
      return { code: isFull(folder) ? 'disk-full' : 'read-only', cause: error.data.cause }
    }
    // The database says only that it is busy.
    const { cause } = error.data
    throw new Refusal(error.code, { folder, ...(cause !== undefined && { cause }) }, { cause: error })
  }
}

/** A full disk or a write-protected file: the code; null where it is something else. */
function whyOnlyReading(folder: string, error: unknown): Code | null {
  if (!(error instanceof Refusal)) return null
  if (error.code === 'read-only' || error.code === 'disk-full') return error.code
  return error.code === 'unavailable' && isFull(folder) ? 'disk-full' : null
}
