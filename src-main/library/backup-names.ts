import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Backup, type BackupLabel, backupLabels } from '../../src-shared/library/library.ts'
import { momentOf, stampOf } from './disk.ts'

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

/** A new backup this much after the one before it is taken for a moved clock. */
const plausible = 60 * 86_400_000

/**
 * Which backup goes now that a new good one is there: at most one, the oldest of the same label, and only if there are
 * more than are kept. None goes when the clock was moved since the backup before: one in, none out.
 */
export function outgoing(known: readonly Backup[], made: Backup): Backup | null {
  const limit = kept[made.label]
  const before = known.find(({ number }) => number < made.number)
  if (limit === undefined || before === undefined) return null
  const since = Date.parse(made.made) - Date.parse(before.made)
  if (since < 0 || since > plausible) return null
  const same = known.filter(({ label }) => label === made.label)
  return same.length > limit ? (same.at(-1) ?? null) : null
}
