import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Code, Refusal } from '../../src-shared/ipc.ts'
import type { Backup, BackupLabel, LibraryCounts } from '../../src-shared/library/library.ts'
import { backupsIn, backupsInSecond, labelFor, nameOfBackup, outgoing } from './backup-names.ts'
import { openDatabase } from './database.ts'
import { copyAside, isFull, makeFolder, making, onDisk, putInPlace, sweep, syncFile } from './disk.ts'
import { applicationId, schemaVersion } from './migrations.ts'
import { isSound, type Verified, verifyDatabase, type Watch } from './verify.ts'

export interface BackupOrder {
  /** The library file. */
  readonly source: string
  /** Where backups go. */
  readonly folder: string
  /** The second folder, if there is one. */
  readonly second: string | null
  /** `auto`: the first of a week or a day, or one of the latest. */
  readonly label: BackupLabel | 'auto'
  readonly time: number
}

export interface BackupMade {
  readonly backup: Backup
  /** What came of the copy in the second folder; null if there is no such folder. */
  readonly second: { readonly backup: Backup } | { readonly code: Code | 'missing' } | null
  /** What in the library, and so in the backup, cannot be proven: records with such a history, and drafts. */
  readonly unproven: Unproven
}

export interface Unproven {
  readonly history: number
  readonly drafts: number
}

/**
 * Makes a backup: a tidy copy under a temporary name, opened again and read whole, put on disk, and only then given
 * its name. A library that fails the check makes no backup and takes none away: refused with `damaged`. One whose
 * history or drafts alone cannot be proven makes one and takes none away, because an older one may be what proves them.
 * Nothing about the second folder holds up the backup beside the library.
 */
export function makeBackup({ source, folder, second, label, time }: BackupOrder, watch: Watch = {}): BackupMade {
  onDisk(folder, () => makeFolder(folder))
  sweep(folder)
  const known = backupsIn(folder, 'library')
  const elsewhere = second === null ? [] : backupsInSecond(second).backups
  const number = Math.max(0, ...[...known, ...elsewhere].map((each) => each.number)) + 1
  const chosen = label === 'auto' ? labelFor(known, time) : label
  const temporary = join(folder, `${making}backup.sqlite`)
  try {
    copyLibrary(source, temporary, folder)
    const { counts, damagedHistory, damagedDrafts } = goodOrRefused(temporary, watch)
    const unproven = { history: damagedHistory.length, drafts: damagedDrafts.length }
    const goes = unproven.history + unproven.drafts === 0
    const name = nameOfBackup(number, time, chosen, counts)
    onDisk(folder, () => putInPlace(temporary, join(folder, name)))
    const backup = takeOne(folder, 'library', name, goes)
    return { backup, unproven, second: second === null ? null : copyToSecond(second, join(folder, name), name, goes) }
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** One in, at most one out; none if `goes` is false. */
function takeOne(folder: string, place: Backup['place'], name: string, goes: boolean): Backup {
  const all = backupsIn(folder, place)
  const made = all.find((each) => each.name === name)
  if (made === undefined) throw new Refusal('unavailable', { folder })
  if (!goes) return made
  // A second folder may be shared: what another library put there is not ours to take away, nor to count.
  const space = spaceOf(join(folder, name))
  const ours = all.filter((each) => each === made || spaceOf(join(folder, each.name)) === space)
  const gone = outgoing(ours, made)
  if (gone !== null) rmSync(join(folder, gone.name), { force: true })
  return made
}

/**
 * A file to be read only. One without a log is in nobody's hands and is taken as it is, so that not even an index
 * appears beside it, and so that a disk which cannot be written to will do.
 */
const openToRead = (path: string) =>
  openDatabase(path, { readOnly: true, unchanging: existsSync(path) && !existsSync(`${path}-wal`) })

/** Which library a copy is of: the id it was given when it was made; null where that cannot be read. */
export function spaceOf(path: string): string | null {
  try {
    const db = openToRead(path)
    try {
      return db.get<{ value: string }>("SELECT value FROM meta WHERE key = 'space'")?.value ?? null
    } finally {
      db.close()
    }
  } catch {
    return null
  }
}

function copyToSecond(folder: string, from: string, name: string, goes: boolean): BackupMade['second'] {
  // A stick that is not there leaves an empty place behind; nothing is made in it.
  if (!existsSync(folder)) return { code: 'missing' }
  try {
    onDisk(folder, () => sweep(folder, 24 * 3_600_000))
    const temporary = onDisk(folder, () => copyAside(from, folder, name))
    try {
      onDisk(folder, () => syncFile(temporary))
      goodOrRefused(temporary)
      onDisk(folder, () => putInPlace(temporary, join(folder, name)))
    } catch (error) {
      rmSync(temporary, { force: true })
      throw error
    }
    return { backup: onDisk(folder, () => takeOne(folder, 'second', name, goes)) }
  } catch (error) {
    return { code: error instanceof Refusal ? error.code : 'internal' }
  }
}

/** Writes a tidy copy of a library that may be in use. */
export function copyLibrary(source: string, target: string, folder: string): void {
  const db = openDatabase(source, { readOnly: true })
  try {
    db.copyTo(target)
  } catch (error) {
    // A full disk leaves an empty file.
    rmSync(target, { force: true })
    if (error instanceof Refusal && error.code !== 'damaged' && isFull(folder)) {
      throw new Refusal('disk-full', { folder }, { cause: error })
    }
    throw error
  } finally {
    db.close()
  }
}

/** Reads a copy whole. Refuses with `damaged` where anything in it is not what was written. */
export function goodOrRefused(path: string, watch: Watch = {}): Verified {
  const verified = verifyFile(path, watch)
  if (!isSound(verified)) {
    const cause = verified.structure.length > 0 ? 'check-failed' : 'records'
    throw new Refusal('damaged', { cause, count: verified.damaged.length, records: verified.damaged.slice(0, 20) })
  }
  return verified
}

/**
 * Reads a library file whole without changing it. Whatever is wrong with it is in the result; one of a newer schema is
 * refused with `newer-library`, because nobody here can tell whether it is sound.
 */
export function verifyFile(path: string, watch: Watch = {}, newest = schemaVersion): Verified {
  const nothing = { briefings: 0, versions: 0, annotations: 0, removed: 0, drafts: 0 } satisfies LibraryCounts
  const unreadable = (error: unknown): Verified => ({
    ok: false,
    structure: [String((error as Error).cause ?? error)],
    searchIndex: 'none',
    checked: { records: 0, versions: 0 },
    counts: nothing,
    damaged: [],
    damagedHistory: [],
    damagedDrafts: [],
  })
  try {
    const db = openToRead(path)
    try {
      if (db.pragma('application_id') !== applicationId) return unreadable(new Error('not a library'))
      const schema = Number(db.pragma('user_version'))
      if (schema > newest) throw new Refusal('newer-library', { schema })
      return verifyDatabase(db, watch)
    } finally {
      db.close()
    }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'damaged') return unreadable(error)
    throw error
  }
}
