import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RecoveredCounts, RecoveryReport } from '../../src-shared/library/recovery.ts'
import { backupsIn } from './backup-names.ts'
import { copyLibrary, goodOrRefused, spaceOf, verifyFile } from './backups.ts'
import { type Database, openDatabase } from './database.ts'
import { copyAside, making, onDisk, placesIn, secondBackups, syncFile, writeWhole } from './disk.ts'
import { adoptIdentity, type LeftRecord, type Merged, merge } from './merge.ts'
import { migrate } from './migrations.ts'
import type { Build } from './replace.ts'
import { salvage } from './salvage.ts'
import { readUpkeep } from './upkeep-file.ts'
import { countsOf, isSound } from './verify.ts'

export interface RecoveryPlaces {
  readonly folder: string
  /** The second backup folder as the reader chose it. */
  readonly second: string | null
  readonly now: () => number
}

/** Every backup, newest first; of two copies of one, the near one first. */
export function allBackups(folder: string, second: string | null) {
  const places = [
    ...backupsIn(placesIn(folder).backups, 'library').map((backup) => ({
      backup,
      path: join(placesIn(folder).backups, backup.name),
    })),
    ...(second === null ? [] : backupsIn(join(second, secondBackups), 'second')).map((backup) => ({
      backup,
      path: join(second ?? '', secondBackups, backup.name),
    })),
  ]
  return places.sort((a, b) => b.backup.number - a.backup.number || (a.backup.place === 'library' ? -1 : 1))
}

/** The backups of this library. A second folder may hold those of another one; a reader is never given somebody else's desk. */
function ownBackups(folder: string, second: string | null) {
  const all = allBackups(folder, second)
  const near = all.find(({ backup }) => backup.place === 'library')
  const own = readUpkeep(folder).space ?? (near === undefined ? null : spaceOf(near.path))
  return all.filter(({ backup, path }) => backup.place === 'library' || own === null || spaceOf(path) === own)
}

/**
 * Puts a library together out of the newest good backup and what can be salvaged of the damaged one, and writes what
 * was recovered and what was not beside the damaged files.
 */
export function recovery({ folder, second, now }: RecoveryPlaces): Build {
  return (replacement, aside) => {
    const backups = ownBackups(folder, second)
    const badBackups: string[] = []
    const good = backups.find(({ backup, path }) => {
      const ok = isGood(path)
      if (!ok && !badBackups.includes(backup.name)) badBackups.push(backup.name)
      return ok
    })
    const made =
      good === undefined ? newLibrary(folder) : onDisk(folder, () => copyAside(good.path, folder, 'library.sqlite'))
    const fresh = newLibrary(folder, 'template.sqlite')
    const found = salvage(join(aside, 'library.sqlite'), folder, [fresh, ...backups.map(({ path }) => path)])
    rmSync(fresh, { force: true })
    const db = openDatabase(made)
    let merged: Merged
    let counts: RecoveredCounts
    try {
      migrate(db)
      if (good === undefined) adoptIdentity(db, found)
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
      backup: good === undefined ? null : { name: good.backup.name, made: good.backup.made },
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
    return existsSync(path) && isSound(verifyFile(path))
  } catch {
    return false
  }
}
