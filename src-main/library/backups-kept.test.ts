import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Backup, backupLabels } from '../../src-shared/library/library.ts'
import { backupsIn, labelFor, outgoing } from './backup-names.ts'
import { makeBackup } from './backups.ts'
import { secondBackups } from './disk.ts'
import { keepDraft } from './drafts.ts'
import { runHere } from './jobs.ts'
import { annotate, notesIn, openForTest, publish, rewrite, testSurroundings } from './library-for-tests.ts'
import type { OpenLibrary } from './open-library.ts'
import { openSafely } from './open-safely.ts'
import { upkeep } from './upkeep.ts'
import { readUpkeep, writeUpkeep } from './upkeep-file.ts'

const hour = 3_600_000
const day = 24 * hour
const call = { request: 'r' }
const start = Date.UTC(2026, 0, 5, 8)

let root: string
let folder: string
let library: OpenLibrary
let around: ReturnType<typeof testSurroundings>
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'briefdesk-kept-'))
  folder = join(root, 'library')
  around = testSurroundings(start)
  library = openForTest(folder, around).library
})
afterEach(() => {
  library.close()
  rmSync(root, { recursive: true })
})

const startCare = () => upkeep({ folder, library, tell: around.tell, runJob: runHere, log: () => {}, idle: 0 })
const numbersIn = (place = join(folder, 'backups')) =>
  backupsIn(place, 'library')
    .map(({ number }) => number)
    .sort((a, b) => a - b)
const backUp = (time: number, second: string | null = null, of = folder) =>
  makeBackup({ source: join(of, 'library.sqlite'), folder: join(of, 'backups'), second, label: 'auto', time })

/** Backups of one day, an hour apart: one weekly, one daily, and then the latest, of which three are kept. */
const hours = (from: number, count: number) => Array.from({ length: count }, (_, at) => start + (from + at) * hour)

describe('while something in the library cannot be proven, backups are made and none goes', () => {
  const codes = async (care = startCare()) => {
    const { notices } = await care.handlers.state({}, call)
    return notices.map(({ code, data }) => `${code} ${data.count}`)
  }

  test('a damaged entry of the history: until it is repaired', async () => {
    const briefing = publish(library, 'waico')
    const row = rewrite(library, annotate(library, briefing, '一'), '二')
    for (const time of hours(0, 5)) backUp(time)
    rewrite(library, row, '三')
    library.db.run("UPDATE record_history SET payload = replace(payload, '一', '乙')")
    const care = startCare()
    await care.handlers.backup({}, call)
    const told = await codes(care)
    for (const time of hours(6, 3)) backUp(time)
    const during = numbersIn()
    const { historyLeft } = await care.handlers.repair({}, call)
    const after = await codes(care)
    backUp(start + 9 * hour)
    expect([told, during, historyLeft, after, numbersIn().length]).toEqual([
      ['damaged-history 1'],
      [1, 2, 3, 4, 5, 6, 7, 8, 9],
      [],
      [],
      // One in, one out again.
      9,
    ])
  })

  test('a history that no backup proves stays a notice after the repair, and in the next session', async () => {
    const briefing = publish(library, 'waico')
    rewrite(library, annotate(library, briefing, '一'), '二')
    library.db.run("UPDATE record_history SET payload = replace(payload, '一', '乙')")
    const care = startCare()
    await care.handlers.verify({}, call)
    const { historyLeft } = await care.handlers.repair({}, call)
    const [now, next] = [await codes(care), await codes()]
    for (const time of hours(0, 7)) backUp(time)
    expect([historyLeft.length, now, next, numbersIn()]).toEqual([
      1,
      ['damaged-history 1'],
      ['damaged-history 1'],
      [1, 2, 3, 4, 5, 6, 7],
    ])
  })

  test('a damaged draft: until it is saved or discarded', async () => {
    publish(library, 'waico')
    for (const time of hours(0, 5)) backUp(time)
    const draft = {
      key: 'annotation/new',
      briefing: 'b',
      text: '打字中',
      tags: null,
      base_hlc: null,
      saved: '2026-01-01',
    }
    keepDraft(library.db, draft)
    library.db.run("UPDATE drafts SET text = '打錯'")
    const care = startCare()
    await care.handlers.verify({}, call)
    const told = await codes(care)
    for (const time of hours(5, 2)) backUp(time)
    const during = numbersIn()
    library.db.run('DELETE FROM drafts')
    const after = await codes(care)
    backUp(start + 7 * hour)
    expect([told, during, after, numbersIn().length]).toEqual([['damaged-drafts 1'], [1, 2, 3, 4, 5, 6, 7], [], 7])
  })

  test('the same in the second folder', () => {
    const second = join(root, 'stick')
    mkdirSync(second)
    const briefing = publish(library, 'waico')
    rewrite(library, annotate(library, briefing, '一'), '二')
    library.db.run("UPDATE record_history SET payload = replace(payload, '一', '乙')")
    for (const time of hours(0, 7)) backUp(time, second)
    expect(numbersIn(second)).toEqual([1, 2, 3, 4, 5, 6, 7])
  })
})

describe('a second folder that is there and cannot be read holds up nothing', () => {
  test.each([
    ['a file stands in the place of its backups', (stick: string) => writeFileSync(join(stick, secondBackups), '')],
    [
      'nobody may look into it',
      (stick: string) => {
        rmSync(stick, { recursive: true })
        // As root in a test one may look anywhere, but not through a link to itself.
        symlinkSync(stick, stick)
      },
    ],
  ])('%s: the backup is made, the list is there, and a notice says so', async (_, spoil) => {
    publish(library, 'waico')
    const stick = join(root, 'stick')
    mkdirSync(stick)
    writeUpkeep(folder, { ...readUpkeep(folder), second: stick })
    spoil(stick)
    const care = startCare()
    const before = await care.handlers.state({}, call)
    const made = await care.handlers.backup({}, call)
    const listed = await care.handlers.backups({}, call)
    const { notices, secondFolder, lastBackup } = await care.handlers.state({}, call)
    const notice = { code: 'second-folder-failed', data: { folder: stick, cause: 'unavailable' } }
    expect([
      before.notices,
      made.number,
      listed.map(({ id }) => id),
      notices,
      secondFolder?.state,
      lastBackup?.id,
    ]).toEqual([[notice], 1, [made.id], [notice], 'failed', made.id])
  })

  test('a damaged library is recovered from the backup beside it', () => {
    annotate(library, publish(library, 'waico'), '註')
    backUp(start)
    const stick = join(root, 'stick')
    mkdirSync(stick)
    writeFileSync(join(stick, secondBackups), '')
    writeUpkeep(folder, { ...readUpkeep(folder), second: stick })
    library.close()
    writeFileSync(join(folder, 'library.sqlite'), '')
    library = openSafely(folder, around, { lockWait: 0 }).library
    expect(notesIn(library)).toEqual(['註'])
  })
})

test('in a second folder that two libraries share, each keeps as many as it keeps alone', () => {
  const second = join(root, 'stick')
  mkdirSync(second)
  const other = join(root, 'other')
  publish(library, 'waico')
  const { library: neighbour } = openForTest(other, testSurroundings(start))
  publish(neighbour, 'waico')
  neighbour.close()
  for (const time of hours(0, 5)) backUp(time, second, other)
  const theirs = numbersIn(second)
  for (const time of hours(5, 7)) backUp(time, second)
  const all = readdirSync(second).filter((name) => name.includes('-latest-')).length
  // Two libraries, three latest each.
  expect([theirs, numbersIn(second).slice(0, 5), all]).toEqual([[1, 2, 3, 4, 5], [1, 2, 3, 4, 5], 6])
})

describe('a clock that jumps', () => {
  /** What is left of backups made at these times, newest first. */
  const kept = (times: readonly number[]) => {
    let known: readonly Backup[] = []
    for (const [at, time] of times.entries()) {
      const made: Backup = {
        id: `library:${at}`,
        place: 'library',
        name: String(at),
        number: at + 1,
        made: new Date(time).toISOString(),
        label: labelFor(known, time),
        briefings: 1,
        annotations: 1,
        bytes: 1,
      }
      const gone = outgoing([made, ...known], made)
      known = [made, ...known].filter((each) => each !== gone)
    }
    return known
  }
  const work = (days: number, perDay = 4) =>
    Array.from({ length: days * perDay }, (_, at) => start + Math.floor(at / perDay) * day + (at % perDay) * hour)
  const lostOf = (times: readonly number[]) => {
    const before = kept(work(70))
    const after = kept([...work(70), ...times])
    return before.filter((each) => !after.some(({ number }) => number === each.number))
  }
  const weeksOld = ({ made }: Backup) => (start + 70 * day - Date.parse(made)) / (7 * day)

  test.each([1, 7, 8, 30, 59])(
    'forward by %i days, six times, takes at most one weekly that was due anyway',
    (days) => {
      const lost = lostOf(Array.from({ length: 6 }, (_, at) => start + 70 * day + (at + 1) * days * day))
      const weekly = lost.filter(({ label }) => label === 'weekly')
      expect([weekly.length <= 1, weekly.every((each) => weeksOld(each) >= 4)]).toEqual([true, true])
    },
  )

  test('forward and back again and again takes at most one of the weeklies', () => {
    const to = start + 70 * day
    const lost = lostOf(Array.from({ length: 12 }, (_, at) => to + at * hour + (at % 2 === 0 ? 30 + at : 0) * day))
    expect(lost.filter(({ label }) => label === 'weekly').length <= 1).toBe(true)
  })

  test.each([
    ['five times a day', work(70, 5), { latest: 3, daily: 7, weekly: 4 }],
    ['twice a day', work(70, 2), { latest: 3, daily: 7, weekly: 4 }],
    [
      'once a week, whose backups speak for a day each',
      Array.from({ length: 60 }, (_, at) => start + at * 7 * day),
      { weekly: 27 },
    ],
  ])('and one that does not: work %s keeps what is said', (_, times, said) => {
    const left = kept(times)
    const counts = backupLabels.map((label) => [label, left.filter((each) => each.label === label).length] as const)
    const expected = Object.keys(said).map((label) => counts.find(([each]) => each === label))
    expect(Object.fromEntries(expected.map((each) => each ?? []))).toEqual(said)
  })
})
