import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Contract } from '../../src-shared/contract.ts'
import { type Handlers, Refusal } from '../../src-shared/ipc.ts'
import type { Backup, BackupLabel, DamagedRecord, LibraryState } from '../../src-shared/library/library.ts'
import { backupClock } from './backup-clock.ts'
import { backupsInSecond } from './backup-names.ts'
import type { BackupMade } from './backups.ts'
import { makeFolder, onDisk, placesIn, secondBackups } from './disk.ts'
import { damagedDrafts } from './drafts.ts'
import { unprovenHistory } from './history-proof.ts'
import type { RunJob } from './jobs.ts'
import type { Tell } from './library.ts'
import { noticesOf, type Troubles } from './notices.ts'
import type { OpenLibrary } from './open-library.ts'
import { previewOf } from './preview.ts'
import { allBackups } from './recover.ts'
import { repairRecords, stillDamaged } from './repair.ts'
import { keepDamagedUpkeep, readUpkeep, reportsOf, type UpkeepFacts, writeUpkeep } from './upkeep-file.ts'
import { Cancelled, countsOf, isSound } from './verify.ts'

export interface Upkeep {
  readonly handlers: Handlers<Contract, 'library'>['library']
  /** A write was committed: a backup is due once the reader pauses. */
  readonly wrote: () => void
  readonly metDamage: (table: string, id: string) => void
  /** The structure of the file was found damaged while it was in use. */
  readonly metBrokenLibrary: () => void
  readonly taskFailed: (task: string, cause: string) => void
  /** A backup before something is changed at one stroke; one that cannot be made is a notice, not an obstacle. */
  readonly backupBefore: (label: BackupLabel) => Promise<void>
  readonly setSecondFolder: (folder: string | null) => Promise<void>
  /** The file of a listed backup, read whole; the library of today is backed up first. */
  readonly prepareRestore: (id: string) => Promise<string>
  /** Makes the backup of the end of a session, if there is anything new and the last one is an hour old; ends what is under way. */
  readonly close: () => Promise<void>
}

export interface UpkeepSurroundings {
  readonly folder: string
  readonly library: OpenLibrary
  readonly tell: Tell
  readonly runJob: RunJob
  readonly log: (words: string) => void
  /** Milliseconds without a write before a backup is made; 0 for never. */
  readonly idle?: number
  /** The plan of a replacement that could not be read, under the name it was kept with. */
  readonly unreadable?: string | null
}

const week = 7 * 24 * 3_600_000

/** Looks after the library: backups, checks, and what the reader should know about them. */
export function upkeep({
  folder,
  library,
  tell,
  runJob,
  log,
  idle = 60_000,
  unreadable: plan = null,
}: UpkeepSurroundings): Upkeep {
  const { library: file, backups } = placesIn(folder)
  let facts: UpkeepFacts = readUpkeep(folder)
  // Kept before the first fact is written over it.
  const unreadable = library.readOnly === null ? keepDamagedUpkeep(folder, library.now()) : null
  if (unreadable !== null) {
    log(`upkeep.json could not be read and was set aside: ${unreadable}`)
    onDisk(folder, () => writeUpkeep(folder, facts))
  }
  const keep = (change: Partial<UpkeepFacts>) => {
    facts = { ...facts, ...change }
    if (library.readOnly === null) onDisk(folder, () => writeUpkeep(folder, facts))
  }
  const space = library.db.get<{ value: string }>("SELECT value FROM meta WHERE key = 'space'")?.value ?? null
  if (space !== facts.space) keep({ space })
  const troubles: Troubles = {
    backup: null,
    second: null,
    broken: false,
    records: new Map(),
    unproven: { history: 0, drafts: 0 },
    task: null,
    unreadable: [plan, unreadable].filter((name) => name !== null),
  }
  // The library may be another one by now, so what was found damaged is looked at again.
  for (const each of stillDamaged(library.db, facts.lastVerify?.damaged ?? [])) {
    troubles.records.set(`${each.table} ${each.id}`, each)
  }
  /** Drafts come and go with the typing, so those that are known are looked at again each time. */
  const draftsNow = () => tried(() => damagedDrafts(library.db))
  if (facts.lastVerify !== null) {
    const { damagedHistory: history, damagedDrafts: drafts } = facts.lastVerify
    const still = history.length === 0 ? history : (tried(() => unprovenHistory(library.db)) ?? history)
    troubles.unproven = { history: still.length, drafts: drafts.length }
  }
  let busy: LibraryState['busy'] = null
  let chain: Promise<unknown> = Promise.resolve()
  let cancel = false
  let closing = false
  let timer: NodeJS.Timeout | null = null
  const clock = backupClock(folder, library)
  const secondPlace = () => (facts.second === null ? null : join(facts.second, secondBackups))
  const isDamaged = () => troubles.broken || troubles.records.size > 0

  /** One long job at a time. */
  const oneByOne = <T>(what: 'backup' | 'verify', work: () => Promise<T>): Promise<T> => {
    const mine = chain.then(async () => {
      busy = what
      cancel = closing && what === 'verify'
      try {
        return await work()
      } finally {
        busy = null
        tell('library.noticed', {})
      }
    })
    chain = mine.catch(() => {})
    return mine
  }
  const watch = (job: 'backup' | 'verify') => ({
    onProgress: (stage: 'structure' | 'records', done: number, total: number) =>
      tell('library.progressed', { job, stage, done, total }),
    cancelled: () => cancel,
  })

  const backup = (label: BackupLabel | 'auto'): Promise<BackupMade> =>
    oneByOne('backup', async () => {
      if (library.readOnly !== null) throw new Refusal('read-only', { folder })
      const done = clock.begin()
      try {
        const order = { source: file, folder: backups, second: secondPlace(), label, time: library.now() }
        const made = await runJob({ type: 'backup', order }, { onProgress: watch('backup').onProgress })
        done()
        troubles.backup = null
        troubles.unproven = made.unproven
        troubles.second = made.second !== null && 'code' in made.second ? made.second.code : null
        return made
      } catch (error) {
        const code = error instanceof Refusal ? error.code : 'internal'
        if (code === 'internal') log(`backup: ${(error as Error).stack}`)
        troubles.backup = code
        const records = error instanceof Refusal ? error.data.records : undefined
        for (const each of (records ?? []) as readonly DamagedRecord[]) met(each)
        throw error
      }
    })
  const checked = async (path: string, id: string) => {
    try {
      const verified = await oneByOne('verify', () => runJob({ type: 'verify', path }, watch('verify')))
      if (!isSound(verified)) throw new Refusal('damaged', { what: 'backup', id })
    } catch (error) {
      throw error instanceof Cancelled ? new Refusal('cancelled') : error
    }
  }
  const quietly = (work: Promise<unknown>) => work.then(noop, noop)

  const verify = () =>
    oneByOne('verify', async () => {
      const at = new Date(library.now()).toISOString()
      try {
        const result = { ...(await runJob({ type: 'verify', path: file }, watch('verify'))), at }
        troubles.broken = result.structure.length > 0
        troubles.records.clear()
        for (const each of result.damaged) troubles.records.set(`${each.table} ${each.id}`, each)
        troubles.unproven = { history: result.damagedHistory.length, drafts: result.damagedDrafts.length }
        keep({ lastVerify: result })
        tell('library.verified', { ok: result.ok, damaged: result.damaged.length })
        return result
      } catch (error) {
        if (error instanceof Cancelled) throw new Refusal('cancelled')
        throw error
      }
    })

  const met = (record: DamagedRecord) => {
    const key = `${record.table} ${record.id}`
    if (troubles.records.has(key)) return
    troubles.records.set(key, record)
    tell('library.noticed', {})
  }

  const whenIdle = () => {
    timer = null
    if (closing || library.readOnly !== null) return
    if (clock.isDirty() && !isDamaged()) {
      if (clock.isDue()) void quietly(backup('auto'))
      else arm(clock.wait())
    }
    const since = facts.lastVerify === null ? week : Math.abs(library.now() - Date.parse(facts.lastVerify.at))
    if (since >= week) void quietly(verify())
  }
  const arm = (wait: number) => {
    if (idle <= 0 || closing) return
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(whenIdle, wait)
    timer.unref()
  }
  arm(idle)

  const listed = () => allBackups(folder, facts.second)
  const listedAs = (id: string) => {
    const found = listed().find((each) => each.backup.id === id)
    if (found === undefined) throw new Refusal('not-found', { what: 'backup', id })
    return found
  }

  let ended: Promise<void> | null = null
  const end = async () => {
    closing = true
    if (timer !== null) clearTimeout(timer)
    if (busy === 'verify') cancel = true
    await chain
    if (library.readOnly === null && clock.isDue() && !isDamaged()) await quietly(backup('auto'))
  }

  const secondNow = () => {
    const place = secondPlace()
    return facts.second === null || place === null
      ? null
      : { folder: facts.second, state: backupsInSecond(place).state }
  }

  const state = (): LibraryState => {
    if (troubles.unproven.drafts > 0) {
      troubles.unproven = { ...troubles.unproven, drafts: draftsNow()?.length ?? troubles.unproven.drafts }
    }
    const all = listed().map((each) => each.backup)
    const of = (place: Backup['place']) => all.find((each) => each.place === place) ?? null
    const second = secondNow()
    const report = reportsOf(folder).findLast(({ id }) => !facts.acknowledged.includes(id)) ?? null
    return {
      folder,
      readOnly: library.readOnly !== null,
      bytes: statSync(file, { throwIfNoEntry: false })?.size ?? 0,
      counts: countsOf(library.db),
      lastBackup: of('library'),
      lastVerify: facts.lastVerify,
      secondFolder: second && {
        folder: second.folder,
        state: second.state === 'ready' || second.state === 'missing' ? second.state : 'failed',
        last: of('second'),
      },
      notices: noticesOf({ folder, readOnly: library.readOnly, second, troubles }),
      report,
      busy,
    }
  }
  return {
    handlers: {
      state,
      backups: () => listed().map((each) => each.backup),
      backup: async () => (await backup('manual')).backup,
      previewRestore: async ({ backup: id }) => {
        const { backup: one, path } = listedAs(id)
        await checked(path, id)
        return { backup: one, good: true, ...previewOf(library.db, path) }
      },
      verify,
      cancelVerify: () => {
        if (busy === 'verify') cancel = true
        return null
      },
      repair: (_, { request }) => {
        const copies = listed().map(({ backup: { made }, path }) => ({ path, made }))
        const result = repairRecords(library, [...troubles.records.values()], { backups: copies }, request)
        troubles.records.clear()
        for (const each of result.left) troubles.records.set(`${each.table} ${each.id}`, each)
        const { historyLeft: damagedHistory } = result
        troubles.unproven = { ...troubles.unproven, history: damagedHistory.length }
        if (facts.lastVerify !== null) {
          const drafts = draftsNow() ?? facts.lastVerify.damagedDrafts
          const ok = [facts.lastVerify.structure, result.left, damagedHistory, drafts].every(
            ({ length }) => length === 0,
          )
          keep({ lastVerify: { ...facts.lastVerify, ok, damaged: result.left, damagedHistory, damagedDrafts: drafts } })
        }
        tell('library.changed', { state: 'ready' })
        tell('library.noticed', {})
        return result
      },
      dropSecondFolder: () => {
        keep({ second: null })
        troubles.second = null
        tell('library.noticed', {})
        return null
      },
      acknowledgeReport: ({ report }) => {
        keep({ acknowledged: [...new Set([...facts.acknowledged, report])] })
        tell('library.noticed', {})
        return null
      },
    },
    wrote: () => {
      clock.wrote()
      arm(idle)
    },
    metDamage: (table, id) => met({ table, id, briefing: null }),
    metBrokenLibrary: () => {
      if (troubles.broken) return
      troubles.broken = true
      tell('library.noticed', {})
    },
    taskFailed: (task, cause) => {
      troubles.task = { task, cause }
      tell('library.noticed', {})
    },
    backupBefore: async (label) => {
      if (library.readOnly !== null || isDamaged()) return
      if (!clock.isDirty()) return
      await quietly(backup(label))
    },
    setSecondFolder: async (second) => {
      if (second !== null) onDisk(second, () => makeFolder(join(second, secondBackups)))
      keep({ second })
      troubles.second = null
      tell('library.noticed', {})
      if (second !== null) await quietly(backup('manual'))
    },
    prepareRestore: async (id) => {
      const { path } = listedAs(id)
      await checked(path, id)
      if (!isDamaged()) await quietly(backup('before-restore'))
      return path
    },
    close: () => {
      // An app that ends asks more than once; all wait for the same end.
      ended ??= end()
      return ended
    },
  }
}

const noop = () => {}

function tried<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}
