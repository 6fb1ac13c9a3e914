import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Code, Refusal } from '../../src-shared/ipc.ts'
import { type Backup, type BackupLabel, backupLabels } from '../../src-shared/library/library.ts'
import { momentOf, onDisk, stampOf } from './disk.ts'

const form = /^briefdesk-(\d{4,9})-(\d{8}T\d{6}Z)-([a-z-]+)-(\d+)b-(\d+)a\.sqlite$/

/** The name of a backup says everything a list shows, so that a list needs no second file that could be lost. */
export function nameOfBackup(
  number: number,
  time: number,
  label: BackupLabel,
  { briefings, annotations }: { briefings: number; annotations: number },
): string {
  return `briefdesk-${String(number).padStart(4, '0')}-${stampOf(time)}-${label}-${briefings}b-${annotations}a.sqlite`
}

/** The backups of a folder, newest first: by their number, because a clock can be wrong. */
export function backupsIn(folder: string, place: Backup['place']): readonly Backup[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((name): Backup[] => {
      const [, number, stamp = '', label, briefings, annotations] = form.exec(name) ?? []
      const made = momentOf(stamp)
      const known = backupLabels.find((each) => each === label)
      if (number === undefined || made === null || known === undefined) return []
      const bytes = statSync(join(folder, name), { throwIfNoEntry: false })?.size
      if (bytes === undefined) return []
      return [
        {
          id: `${place}:${name}`,
          place,
          name,
          number: Number(number),
          made,
          label: known,
          briefings: Number(briefings),
          annotations: Number(annotations),
          bytes,
        },
      ]
    })
    .sort((a, b) => b.number - a.number || (a.name < b.name ? 1 : -1))
}

export interface SecondPlace {
  readonly backups: readonly Backup[]
  /** `ready`, or why there is nothing to be seen. */
  readonly state: 'ready' | 'missing' | Code
}

/** The backups of the second folder. One that is there and cannot be read is as good as an empty one: it holds up nothing. */
export function backupsInSecond(place: string): SecondPlace {
  try {
    return onDisk(place, () =>
      // Unlike the question whether it exists, this tells a folder nobody may look into from one that is not there.
      statSync(place, { throwIfNoEntry: false }) === undefined
        ? { backups: [], state: 'missing' }
        : { backups: backupsIn(place, 'second'), state: 'ready' },
    )
  } catch (error) {
    const code = error instanceof Refusal ? error.code : 'internal'
    // It was not written to.
    return { backups: [], state: code === 'read-only' ? 'unavailable' : code }
  }
}

/** The label of a backup nobody asked for: the first of a week, the first of a day, or one of the latest. */
export function labelFor(known: readonly Backup[], time: number): BackupLabel {
  const has = (label: BackupLabel, period: (time: number) => string) =>
    known.some((backup) => backup.label === label && period(Date.parse(backup.made)) === period(time))
  if (!has('weekly', weekOf)) return 'weekly'
  return has('daily', dayOf) ? 'latest' : 'daily'
}

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)
/** The Monday of a week. */
const weekOf = (time: number) => dayOf(time - ((new Date(time).getUTCDay() + 6) % 7) * 86_400_000)

/**
 * How many are kept of each label. Those made by hand, before a migration and before a restore are all kept: the one
 * that is about to be restored may be the oldest of them.
 */
const kept: Partial<Readonly<Record<BackupLabel, number>>> = {
  latest: 3,
  daily: 7,
  weekly: 4,
  'before-import': 3,
}

const day = 86_400_000

/** How far back a set reaches at least: nothing goes from it that was made less than this before. */
const reach: Partial<Readonly<Record<BackupLabel, number>>> = { daily: 6 * day, weekly: 27 * day }

/** A new backup this much after the one before it is taken for a moved clock. */
const plausible = 60 * day

/**
 * Which backup goes now that a new good one is there: at most one, the oldest of the same label, only if there are more
 * than are kept, and only if it is old for certain. None goes when the clock was moved far since the backup before: one
 * in, none out. All that are given are of one library.
 */
export function outgoing(known: readonly Backup[], made: Backup): Backup | null {
  const limit = kept[made.label]
  const before = known.find(({ number }) => number < made.number)
  if (limit === undefined || before === undefined) return null
  const since = Date.parse(made.made) - Date.parse(before.made)
  if (since < 0 || since > plausible) return null
  const same = known.filter(({ label }) => label === made.label)
  const oldest = same.length > limit ? same.at(-1) : undefined
  return oldest !== undefined && agedFor(known, oldest, made) >= (reach[made.label] ?? 0) ? oldest : null
}

/**
 * The time that passed between two backups, as far as the clock is to be believed: from one to the next at most a day
 * for each that was made. So a clock that jumps makes a backup older by a day and not by weeks.
 */
function agedFor(known: readonly Backup[], from: Backup, to: Backup): number {
  const between = known.filter(({ number }) => number >= from.number && number <= to.number)
  return between.slice(1).reduce((sum, earlier, at) => {
    const later = between[at] ?? earlier
    const passed = Date.parse(later.made) - Date.parse(earlier.made)
    return sum + Math.max(0, Math.min(passed, (later.number - earlier.number) * day))
  }, 0)
}
