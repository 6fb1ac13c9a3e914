import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Code, Refusal, type ReplyData } from '../../src-shared/ipc.ts'
import type { RecoveryCause, RecoveryReport } from '../../src-shared/library/recovery.ts'
import { goodOrRefused } from './backups.ts'
import { needRoom, placesIn, secondBackups, sizeOf, writeWhole } from './disk.ts'
import type { Surroundings } from './library.ts'
import { looksLikeOurs } from './look.ts'
import { adopt, type LeftRecord } from './merge.ts'
import { backUpBeforeMigration } from './migration-backup.ts'
import { copyLibraryTo } from './move.ts'
import { type Opening, type OpenLibrary, openLibrary } from './open-library.ts'
import {
  beginning,
  hasGoodCopy,
  keepLeft,
  leftPath,
  newLibrary,
  recoveredCounts,
  recovery,
  restoration,
  roomToRecover,
  roomToRestore,
} from './recover.ts'
import { type Build, finishReplacing, replaceLibrary } from './replace.ts'
import { salvage } from './salvage.ts'
import { readUpkeep, reportsOf } from './upkeep-file.ts'

/** What is to be done with the library before it is opened. Each is done whole or the library of before goes on. */
export type Task =
  | { readonly type: 'restore'; readonly from: string }
  | { readonly type: 'recover' }
  | { readonly type: 'move'; readonly to: string }
  /** The reader knows that there is no library here any more, and wants a new one. */
  | { readonly type: 'new' }

export interface Outcome {
  readonly type: Task['type']
  readonly ok: boolean
  readonly code?: Code
  readonly data?: ReplyData
}

export interface Opened {
  readonly library: OpenLibrary
  readonly folder: string
  /** What came of the task; null if there was none. */
  readonly outcome: Outcome | null
  /** Where the library of before was set aside by this opening; null if it was not. */
  readonly setAside: string | null
  /** The plan of a replacement that could not be read, under the name it was kept with; null if there was none. */
  readonly unreadable: string | null
}

export interface SafeOpening extends Pick<Opening, 'lockWait' | 'expected' | 'migrations'> {
  readonly task?: Task | null
  /** Opens nothing where the task could not be carried out: its refusal is thrown. */
  readonly taskOnly?: boolean
}

/**
 * Opens a library, whatever state it is in: a replacement that was interrupted is finished, a task is carried out, a
 * damaged library is set aside and put together anew. Refuses where nothing can be done: locked, newer, not there, foreign.
 */
export function openSafely(folder: string, surroundings: Surroundings, opening: SafeOpening = {}): Opened {
  const { task = null, taskOnly = false } = opening
  const { now } = surroundings
  if (task?.type === 'move') {
    const outcome = carriedOut(task, taskOnly, () => copyLibraryTo(folder, task.to, now()))
    const place = outcome.ok ? task.to : folder
    return { ...openSafely(place, surroundings, { ...opening, task: null }), outcome }
  }
  const { second } = readUpkeep(folder)
  const build: Build = (replacement, aside) =>
    replacement.kind === 'restore'
      ? restoration(folder)(replacement, aside)
      : replacement.kind === 'new'
        ? beginning(folder)(replacement, aside)
        : recovery({ folder, second, now })(replacement, aside)
  const replace = (plan: Parameters<typeof replaceLibrary>[1]) => {
    setAside = replaceLibrary(folder, plan, now(), build)
  }
  let outcome: Outcome | null = null
  let setAside: string | null = null
  let unreadable: string | null = null
  const library = openLibrary(folder, surroundings, {
    ...opening,
    begin: () => {
      outcome = finished(folder, () => {
        unreadable = finishReplacing(folder, build, now())
      })
      if (task?.type === 'restore') {
        outcome = carriedOut(task, taskOnly, () => {
          needRoom(folder, roomToRestore(task.from))
          goodOrRefused(task.from)
          replace({ kind: 'restore', cause: 'asked', from: task.from })
        })
      } else if (task?.type === 'recover') {
        outcome = carriedOut(task, taskOnly, () => {
          needRoom(folder, roomToRecover(folder, second))
          replace({ kind: 'recovery', cause: 'asked', from: null })
        })
      } else if (task?.type === 'new' && sizeOf(placesIn(folder).library) === 0) {
        // A library that came back meanwhile is opened and not put away.
        outcome = carriedOut(task, taskOnly, () => replace({ kind: 'new', cause: 'asked', from: null }))
      }
    },
    recover: (cause) => {
      // Before anything is moved: a recovery that runs out of room would open nothing.
      needRoom(folder, roomToRecover(folder, second))
      if (!canRecover(folder, second, cause)) return false
      replace({ kind: 'recovery', cause, from: null })
      return true
    },
    beforeMigration: () => {
      const { library: source, backups } = placesIn(folder)
      const there = second === null ? null : join(second, secondBackups)
      backUpBeforeMigration({ source, folder: backups, second: there, time: now() })
    },
  })
  // A library that can only be read is opened without a look at the task.
  const undone = notDone(task, outcome, library, folder)
  if (undone !== null && taskOnly) {
    library.close()
    throw new Refusal(undone.code ?? 'internal', undone.data)
  }
  return { library, folder, outcome: undone ?? outcome, setAside, unreadable }
}

function notDone(
  task: Task | null,
  outcome: Outcome | null,
  { readOnly }: OpenLibrary,
  folder: string,
): Outcome | null {
  if (task === null || outcome !== null || readOnly === null) return null
  return { type: task.type, ok: false, code: readOnly, data: { folder } }
}

/** A restore that was interrupted and cannot be finished leaves the library of before; that is told, not fatal. */
function finished(folder: string, work: () => void): Outcome | null {
  try {
    work()
    return null
  } catch (error) {
    if (!(error instanceof Refusal) || !existsSync(placesIn(folder).library)) throw error
    return { type: 'restore', ok: false, code: error.code, data: error.data }
  }
}

function carriedOut({ type }: Task, orThrow: boolean, work: () => void): Outcome {
  try {
    work()
    return { type, ok: true }
  } catch (error) {
    if (orThrow || !(error instanceof Refusal)) throw error
    return { type, ok: false, code: error.code, data: error.data }
  }
}

/**
 * Whether a library may be put together in the place of what is there (docs/decisions/0011). Not where that would be an
 * empty one that hides a loss, and not over a file that may belong to somebody else: that one is left where it is.
 */
function canRecover(folder: string, second: string | null, cause: RecoveryCause): boolean {
  const { library, log } = placesIn(folder)
  if (cause === 'library-missing' || cause === 'empty-file') {
    return hasGoodCopy(folder, second) || (sizeOf(log) > 0 && holdsRecords(folder))
  }
  if (looksLikeOurs(library)) return cause !== 'not-a-library' || hasGoodCopy(folder, second) || holdsRecords(folder)
  return holdsRecords(folder)
}

/** True if the damaged file, or its log, still has anything that says what was written. */
function holdsRecords(folder: string): boolean {
  const fresh = newLibrary(folder, 'template.sqlite')
  try {
    return salvage(placesIn(folder).library, folder, [fresh]).state !== 'nothing'
  } finally {
    rmSync(fresh, { force: true })
  }
}

/**
 * Ends recoveries whose report is not written out yet, now that the samples are there again: records that had no
 * briefing find it, and the report says so, in numbers and in words. One that cannot be ended is logged and tried again
 * at the next start; no report keeps a library shut.
 */
export function finishReports(
  folder: string,
  library: OpenLibrary,
  samples: boolean,
  words: (report: RecoveryReport) => string,
  log: (words: string) => void = () => {},
): readonly RecoveryReport[] {
  if (library.readOnly !== null) return []
  return reportsOf(folder).flatMap((report) => {
    try {
      return existsSync(textOf(report)) ? [] : [finishReport(report, library, samples, words)]
    } catch (error) {
      log(`the report of the recovery ${report.id} could not be ended: ${(error as Error).stack ?? error}`)
      return []
    }
  })
}

const textOf = ({ setAside }: RecoveryReport) => join(setAside, 'report.txt')

function finishReport(
  report: RecoveryReport,
  library: OpenLibrary,
  samples: boolean,
  words: (report: RecoveryReport) => string,
): RecoveryReport {
  const left = leftOf(report.setAside)
  const still = adopt(library.db, left)
  keepLeft(report.setAside, still)
  const { taken } = report.salvage
  const adopted = (table: LeftRecord['table']) =>
    left.filter((one) => one.table === table).length - still.filter((one) => one.table === table).length
  const done: RecoveryReport = {
    ...report,
    salvage: {
      ...report.salvage,
      taken: {
        briefings: taken.briefings + adopted('briefings'),
        versions: taken.versions + adopted('versions'),
        annotations: taken.annotations + adopted('annotations'),
      },
      kept: still.length,
    },
    lost: { ...report.lost, annotations: Math.max(0, report.lost.annotations - adopted('annotations')) },
    samples: samples && report.backup === null,
    now: recoveredCounts(library.db),
  }
  writeWhole(join(report.setAside, 'report.json'), `${JSON.stringify(done, null, 2)}\n`)
  writeWhole(textOf(report), words(done))
  return done
}

function leftOf(aside: string): readonly LeftRecord[] {
  if (!existsSync(leftPath(aside))) return []
  return readFileSync(leftPath(aside), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as LeftRecord)
}
