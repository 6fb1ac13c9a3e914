import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { RecoveredCounts, RecoveryReport } from '../../src-shared/library/recovery.ts'
import { backupsIn, backupsInSecond } from './backup-names.ts'
import { copyLibrary, goodOrRefused, spaceOf, verifyFile } from './backups.ts'
import { type Database, openDatabase } from './database.ts'
import { copyAside, making, momentOf, onDisk, placesIn, secondBackups, sizeOf, syncFile, writeWhole } from './disk.ts'
import { isUnclean, lookAt } from './look.ts'
import { adoptIdentity, type LeftRecord, type Merged, merge } from './merge.ts'
import { migrate, schemaVersion } from './migrations.ts'
import { type Build, setAsideIn } from './replace.ts'
import { salvage } from './salvage.ts'
import { readUpkeep } from './upkeep-file.ts'
import { countsOf, isSound } from './verify.ts'

export interface RecoveryPlaces {
  readonly folder: string
  /** The second backup folder as the reader chose it. */
  readonly second: string | null
  readonly now: () => number
}

/** Every backup that can be seen, newest first; of two copies of one, the near one first. */
export function allBackups(folder: string, second: string | null) {
  const places = [
    ...backupsIn(placesIn(folder).backups, 'library').map((backup) => ({
      backup,
      path: join(placesIn(folder).backups, backup.name),
    })),
    ...(second === null ? [] : backupsInSecond(join(second, secondBackups)).backups).map((backup) => ({
      backup,
      path: join(second ?? '', secondBackups, backup.name),
    })),
  ]
  return places.sort((a, b) => b.backup.number - a.backup.number || (a.backup.place === 'library' ? -1 : 1))
}

/** The backups of this library. A second folder may hold those of another one; a reader is never given somebody else's desk. */
function ownBackups(folder: string, second: string | null) {
  const own = ownSpace(folder)
  return allBackups(folder, second).filter(
    ({ backup, path }) => backup.place === 'library' || own === null || spaceOf(path) === own,
  )
}

/** Which library this folder is of, as far as what stands beside the library says it. */
export function ownSpace(folder: string): string | null {
  const near = allBackups(folder, null)[0]
  return readUpkeep(folder).space ?? (near === undefined ? null : spaceOf(near.path))
}

interface GoodCopy {
  readonly path: string
  readonly name: string
  readonly made: string
  readonly backup: boolean
}

/** What a library can be put together from: its newest good backup; without one, the newest good library that was set aside. */
function newestGood(
  folder: string,
  backups: ReturnType<typeof ownBackups>,
  onBad: (name: string) => void,
): GoodCopy | null {
  for (const { backup, path } of backups) {
    if (isGood(path)) return { path, name: backup.name, made: backup.made, backup: true }
    onBad(backup.name)
  }
  const own = ownSpace(folder)
  for (const aside of setAsideIn(folder)) {
    const path = join(placesIn(folder).setAside, aside, 'library.sqlite')
    if (sizeOf(path) === 0 || !isGood(path) || (own !== null && spaceOf(path) !== own)) continue
    const made = momentOf(aside.slice(0, 16)) ?? ''
    return { path, name: `set-aside/${aside}`, made, backup: false }
  }
  return null
}

/** True if something good is there to put a library together from, the damaged file itself aside. */
export const hasGoodCopy = (folder: string, second: string | null): boolean =>
  newestGood(folder, ownBackups(folder, second), () => {}) !== null

/** How many bytes a recovery writes at most, about: the copy it starts from, a copy of the damaged file, and what it takes over. */
export function roomToRecover(folder: string, second: string | null): number {
  const { library, log } = placesIn(folder)
  const largest = Math.max(0, ...ownBackups(folder, second).map(({ backup }) => backup.bytes))
  return largest + 2 * (sizeOf(library) + sizeOf(log)) + aLittle
}

/** How many bytes a restore writes at most, about. */
export const roomToRestore = (from: string): number => sizeOf(from) + sizeOf(`${from}-wal`) + aLittle

/** A new library, a template, the report. */
const aLittle = 1_000_000

/**
 * Puts a library together out of the newest good backup and what can be salvaged of the damaged one, and writes what
 * was recovered and what was not beside the damaged files.
 */
export function recovery({ folder, second, now }: RecoveryPlaces): Build {
  return (replacement, aside) => {
    const backups = ownBackups(folder, second)
    const badBackups: string[] = []
    const good = newestGood(folder, backups, (name) => {
      if (!badBackups.includes(name)) badBackups.push(name)
    })
    const made = good === null ? newLibrary(folder) : copyOf(good, folder)
    const fresh = newLibrary(folder, 'template.sqlite')
    const found = salvage(join(aside, 'library.sqlite'), folder, [fresh, ...backups.map(({ path }) => path)])
    rmSync(fresh, { force: true })
    const db = openDatabase(made)
    let merged: Merged
    let counts: RecoveredCounts
    try {
      migrate(db)
      if (good === null) adoptIdentity(db, found)
      merged = merge(db, found)
      counts = recoveredCounts(db)
    } finally {
      db.close()
    }
    goodOrRefused(made)
    keepLeft(aside, merged.left)
    const report: RecoveryReport = {
      id: replacement.aside,
      at: new Date(now()).toISOString(),
      cause: replacement.cause,
      setAside: aside,
      backup: good === null ? null : { name: good.name, made: good.made },
      badBackups,
      salvage: {
        state: found.state,
        taken: merged.taken,
        removals: merged.removals,
        drafts: merged.drafts,
        kept: merged.left.length,
      },
      lost: merged.lost,
      uncounted: found.state !== 'whole',
      samples: false,
      now: counts,
    }
    onDisk(folder, () => writeWhole(join(aside, 'report.json'), `${JSON.stringify(report, null, 2)}\n`))
    return made
  }
}

function copyOf({ path, backup }: GoodCopy, folder: string): string {
  if (backup) return onDisk(folder, () => copyAside(path, folder, 'library.sqlite'))
  const made = join(folder, `${making}library.sqlite`)
  rmSync(made, { force: true })
  // A library that was set aside may have its last words in the log beside it.
  onDisk(folder, () => copyLibrary(path, made, folder))
  return made
}

export function recoveredCounts(db: Database): RecoveredCounts {
  const { briefings, versions, annotations } = countsOf(db)
  return { briefings, versions, annotations }
}

/** A copy of a backup, checked again, as the next library. */
export function restoration(folder: string): Build {
  return (replacement) => {
    if (replacement.from === null) throw new TypeError('no backup to restore')
    const { from } = replacement
    const made = join(folder, `${making}library.sqlite`)
    rmSync(made, { force: true })
    // Not a copy of the file alone: a library that was set aside may have its last words in the log beside it.
    onDisk(folder, () => copyLibrary(from, made, folder))
    goodOrRefused(made)
    return made
  }
}

/** An empty library under a temporary name: a program killed now must not leave a file that looks like a library. */
export function newLibrary(folder: string, name = 'library.sqlite'): string {
  const temporary = join(folder, `${making}${name}`)
  for (const end of ['', '-wal', '-shm']) rmSync(`${temporary}${end}`, { force: true })
  const db = openDatabase(temporary)
  try {
    migrate(db)
  } finally {
    db.close()
  }
  return temporary
}

/** An empty library, because the reader asked for one where there is none. */
export const beginning =
  (folder: string): Build =>
  () =>
    newLibrary(folder)

const leftFile = 'left.ndjson'

/** Records that are sound but have no briefing any more: one JSON value a line, so that nothing is thrown away. */
export function keepLeft(aside: string, left: readonly LeftRecord[]): void {
  const path = join(aside, leftFile)
  if (left.length === 0) {
    rmSync(path, { force: true })
    return
  }
  writeFileSync(path, left.map((each) => `${JSON.stringify(each)}\n`).join(''))
  syncFile(path)
}

export const leftPath = (aside: string) => join(aside, leftFile)

function isGood(path: string): boolean {
  try {
    if (!existsSync(path)) return false
    // Reading alone does not show that it could also be opened.
    lookAt(dirname(path), path, isUnclean(path), schemaVersion)
    return isSound(verifyFile(path))
  } catch {
    return false
  }
}
