import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Refusal } from '../../src-shared/ipc.ts'
import { type Backup, backupLabels } from '../../src-shared/library/library.ts'
import { backupsIn, labelFor, nameOfBackup, outgoing } from './backup-names.ts'
import { makeBackup, verifyFile } from './backups.ts'
import { secondBackups } from './disk.ts'
import { runHere } from './jobs.ts'
import { annotate, notesIn, openForTest, publish, rewrite, testSurroundings } from './library-for-tests.ts'
import type { OpenLibrary } from './open-library.ts'
import { type Upkeep, upkeep } from './upkeep.ts'
import { Cancelled } from './verify.ts'

let root: string
let folder: string
let library: OpenLibrary
let around: ReturnType<typeof testSurroundings>
let care: Upkeep
const call = { request: 'r' }

const startCare = () => upkeep({ folder, library, tell: around.tell, runJob: runHere, log: () => {}, idle: 0 })

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'briefdesk-backups-'))
  folder = join(root, 'library')
  around = testSurroundings()
  library = openForTest(folder, { ...around, onWrite: () => care?.wrote() }).library
  care = startCare()
})
afterEach(() => {
  library.close()
  rmSync(root, { recursive: true })
})

const refusalOf = async (work: () => unknown) => {
  try {
    await work()
  } catch (error) {
    return error instanceof Refusal ? error.code : error instanceof Cancelled ? 'Cancelled' : String(error)
  }
  return 'done'
}
const names = (place = join(folder, 'backups')) => readdirSync(place).sort()

describe('a backup', () => {
  test('is a whole library under a name that says date, label and counts', async () => {
    const briefing = publish(library, 'waico')
    annotate(library, briefing, '一')
    const made = await care.handlers.backup({}, call)
    const { ok, counts, checked } = verifyFile(join(folder, 'backups', made.name))
    expect([made, names(), ok, counts.annotations, checked]).toEqual([
      {
        id: `library:${made.name}`,
        place: 'library',
        name: expect.stringMatching(/^briefdesk-0001-20250615T\d{6}Z-manual-1b-1a\.sqlite$/),
        number: 1,
        made: expect.stringMatching(/^2025-06-15T/),
        label: 'manual',
        briefings: 1,
        annotations: 1,
        bytes: expect.any(Number),
      },
      [made.name],
      true,
      1,
      { records: 3, versions: 1 },
    ])
  })

  test('of a library with a damaged record is refused, nothing is left of it, and the good ones stay', async () => {
    const briefing = publish(library, 'waico')
    annotate(library, briefing, '同意')
    await care.handlers.backup({}, call)
    const before = names()
    library.db.run("UPDATE annotations SET note = '反對'")
    const refused = await refusalOf(() => care.handlers.backup({}, call))
    const state = await care.handlers.state({}, call)
    expect([refused, names(), state.notices.map(({ code }) => code)]).toEqual([
      'damaged',
      before,
      ['damaged-records', 'backup-failed'],
    ])
  })

  test('is not made at the end of a session that changed nothing, nor while damage is known', async () => {
    const briefing = publish(library, 'waico')
    await care.close()
    const first = names().length
    care = startCare()
    await care.close()
    const second = names().length
    care = startCare()
    annotate(library, briefing, '一')
    care.metDamage('annotations', briefing.id)
    await care.close()
    expect([first, second, names().length]).toEqual([1, 1, 1])
  })

  test('a half-made one of a killed program is swept by the next', async () => {
    publish(library, 'waico')
    mkdirSync(join(folder, 'backups'))
    writeFileSync(join(folder, 'backups', '.making-backup.sqlite'), 'half')
    const { name } = await care.handlers.backup({}, call)
    expect(names()).toEqual([name])
  })
})

test('after a pause in writing a backup is made, and the next one not before an hour', async () => {
  let told: () => void = () => {}
  const next = () => new Promise<void>((done) => (told = done))
  care = upkeep({
    folder,
    library,
    tell: (event) => event === 'library.noticed' && told(),
    runJob: runHere,
    log: () => {},
    idle: 20,
  })
  const made = next()
  const briefing = publish(library, 'waico')
  await made
  const first = names().length
  const checked = next()
  await checked
  annotate(library, briefing, '一')
  await new Promise((done) => setTimeout(done, 100))
  const second = names().length
  await care.close()
  expect([first, second, names().length]).toEqual([1, 1, 1])
})

test('a session that ends within an hour of the last backup makes none; what it wrote is in the next one', async () => {
  const session = async (note: string, clock: number) => {
    around.clock.time = clock
    care = startCare()
    annotate(library, briefing, note)
    await care.close()
    return names().length
  }
  const hour = 3_600_000
  const briefing = publish(library, 'waico')
  await care.close()
  const start = around.clock.time
  expect([
    names().length,
    await session('一', start + hour / 2),
    await session('二', start + 2 * hour),
    // A session that changes nothing itself still owes what the one before it wrote.
    await session('三', start + 2 * hour + 60_000),
    await (async () => {
      around.clock.time = start + 4 * hour
      care = startCare()
      await care.close()
      return names().length
    })(),
    // A clock that went back is no reason to wait.
    await session('四', start - 24 * hour),
  ]).toEqual([1, 1, 2, 2, 3, 4])
})

test('unsaved words alone are changes too, which the next session still owes a backup', async () => {
  publish(library, 'waico')
  await care.close()
  const hour = 3_600_000
  around.clock.time += hour / 2
  library.db.run(
    "INSERT INTO drafts (key, briefing, text, saved) VALUES ('annotation/new', 'b', '打字中', '2026-01-01')",
  )
  const before = names().length
  around.clock.time += 2 * hour
  care = startCare()
  await care.close()
  expect([before, names().length]).toEqual([1, 2])
})

test('the backup that was chosen for a restore is never the one that goes, whatever its label', async () => {
  const briefing = publish(library, 'waico')
  const order = { source: join(folder, 'library.sqlite'), folder: join(folder, 'backups'), second: null }
  for (let at = 0; at < 8; at += 1) makeBackup({ ...order, label: 'auto', time: around.clock.time + at * 60_000 })
  for (const label of ['manual', 'migration', 'before-import', 'before-import', 'before-import'] as const) {
    makeBackup({ ...order, label, time: around.now() })
  }
  const gone: string[] = []
  for (let turn = 0; turn < 5; turn += 1) {
    const listed = await care.handlers.backups({}, call)
    for (const label of backupLabels) {
      const oldest = listed.findLast((each) => each.label === label)
      if (oldest === undefined) continue
      annotate(library, briefing, `${turn} ${label}`)
      const path = await care.prepareRestore(oldest.id)
      // The new process that restores begins after the end of this one.
      await startCare().close()
      if (!existsSync(path)) gone.push(oldest.name)
    }
  }
  const labels = new Set((await care.handlers.backups({}, call)).map(({ label }) => label))
  expect([gone, labels.size]).toEqual([[], backupLabels.length])
})

describe('the second folder', () => {
  test('gets a copy that was read back there', async () => {
    publish(library, 'waico')
    const stick = join(root, 'stick')
    mkdirSync(stick)
    await care.setSecondFolder(stick)
    const { secondFolder } = await care.handlers.state({}, call)
    const [copy] = names(join(stick, secondBackups))
    expect([
      secondFolder?.state,
      secondFolder?.last?.name,
      verifyFile(join(stick, secondBackups, copy ?? '')).ok,
    ]).toEqual(['ready', copy, true])
  })

  test('that is not there is a notice that stays, is not made anew, and does not hold up the backup', async () => {
    publish(library, 'waico')
    const stick = join(root, 'stick')
    mkdirSync(stick)
    await care.setSecondFolder(stick)
    rmSync(stick, { recursive: true })
    const made = await care.handlers.backup({}, call)
    const gone = await care.handlers.state({}, call)
    mkdirSync(stick)
    const empty = await care.handlers.state({}, call)
    expect([
      made.number,
      gone.notices,
      empty.notices,
      gone.secondFolder?.state,
      existsSync(join(stick, secondBackups)),
    ]).toEqual([
      2,
      [{ code: 'second-folder-missing', data: { folder: stick } }],
      [{ code: 'second-folder-missing', data: { folder: stick } }],
      'missing',
      false,
    ])
  })
})

describe('what is kept', () => {
  const hour = 3_600_000
  const year = 365.25 * 24 * hour
  /** A year of hourly backups on the given clock; how many were made, and what is left. */
  const simulate = (times: readonly number[]) => {
    let known: readonly Backup[] = []
    let gone: Backup[] = []
    for (const [at, time] of times.entries()) {
      const label = labelFor(known, time)
      const name = nameOfBackup(at + 1, time, label, { briefings: 1, annotations: at })
      const made: Backup = {
        id: name,
        place: 'library',
        name,
        number: at + 1,
        made: new Date(time).toISOString(),
        label,
        briefings: 1,
        annotations: at,
        bytes: 1,
      }
      known = [made, ...known]
      const out = outgoing(known, made)
      if (out !== null) {
        gone = [...gone, out]
        known = known.filter((each) => each !== out)
      }
    }
    return { known, gone }
  }
  const counts = (known: readonly Backup[]) =>
    Object.fromEntries(backupLabels.map((label) => [label, known.filter((each) => each.label === label).length]))

  test('is three latest, seven daily and four weekly after ten weeks of work', () => {
    const start = Date.UTC(2026, 0, 5, 8)
    const times = Array.from({ length: 70 * 6 }, (_, at) => start + Math.floor(at / 6) * 24 * hour + (at % 6) * hour)
    const { known } = simulate(times)
    const { latest, daily, weekly } = counts(known)
    expect([latest, daily, weekly, known[0]?.number]).toEqual([3, 7, 4, 420])
  })

  test('a clock ten years ahead or back takes nothing away, and the order is that of the making', () => {
    const start = Date.UTC(2026, 0, 5, 8)
    const work = (from: number, days: number) =>
      Array.from({ length: days * 3 }, (_, at) => from + Math.floor(at / 3) * 24 * hour + (at % 3) * hour)
    const before = simulate(work(start, 40))
    const times = [
      ...work(start, 40),
      start + 41 * 24 * hour + 10 * year,
      start + 41 * 24 * hour - 10 * year,
      start + 41 * 24 * hour,
    ]
    const after = simulate(times)
    const lost = before.known.filter((each) => !after.known.some(({ number }) => number === each.number))
    // The two jumps add and take nothing; only the last one, made by a believable clock, could.
    expect([lost, after.known.slice(0, 3).map(({ number }) => number)]).toEqual([[], [123, 122, 121]])
  })

  test('names that are no backups are left alone', () => {
    const place = join(root, 'other')
    mkdirSync(place)
    for (const name of ['notes.txt', 'briefdesk-1-now-daily.sqlite', 'library.sqlite'])
      writeFileSync(join(place, name), '')
    expect(backupsIn(place, 'second')).toEqual([])
  })

  test('on disk too: the fourth latest goes when the fifth is made', () => {
    publish(library, 'waico')
    const order = { source: join(folder, 'library.sqlite'), folder: join(folder, 'backups'), second: null }
    const labels = Array.from({ length: 7 }, (_, at) => {
      const { backup } = makeBackup({ ...order, label: 'auto', time: Date.UTC(2026, 0, 5, 8 + at) })
      return backup.label
    })
    expect([labels, names().map((name) => Number(name.slice(10, 14)))]).toEqual([
      ['weekly', 'daily', 'latest', 'latest', 'latest', 'latest', 'latest'],
      [1, 2, 5, 6, 7],
    ])
  })
})

describe('verify', () => {
  test('tells its way, its counts and the damaged records, and is remembered', async () => {
    const briefing = publish(library, 'waico')
    const damaged = annotate(library, briefing, '同意')
    annotate(library, briefing, '二')
    library.db.run("UPDATE annotations SET note = '反對' WHERE id = ?", damaged.id)
    const result = await care.handlers.verify({}, call)
    const state = await startCare().handlers.state({}, call)
    expect([
      result.ok,
      result.damaged,
      result.checked,
      state.lastVerify?.at,
      state.notices.map(({ code }) => code),
      around.facts
        .filter((fact) => String((fact as [string])[0]).startsWith('library.'))
        .map((fact) => (fact as [string])[0]),
    ]).toEqual([
      false,
      [{ table: 'annotations', id: damaged.id, briefing: briefing.id }],
      { records: 4, versions: 1 },
      result.at,
      ['damaged-records'],
      expect.arrayContaining(['library.progressed', 'library.verified', 'library.noticed']),
    ])
  })

  test('that is stopped ends at once and is not remembered', async () => {
    publish(library, 'waico')
    const stopped = await refusalOf(() => verifyFile(join(folder, 'library.sqlite'), { cancelled: () => true }))
    expect([stopped, (await care.handlers.state({}, call)).lastVerify]).toEqual(['Cancelled', null])
  })
})

describe('a damaged record', () => {
  test('is put right word for word from the log', async () => {
    const briefing = publish(library, 'waico')
    annotate(library, briefing, '同意')
    library.db.run("UPDATE annotations SET note = '反對'")
    await care.handlers.verify({}, call)
    const result = await care.handlers.repair({}, call)
    expect([result, notesIn(library), (await care.handlers.verify({}, call)).ok]).toEqual([
      { exact: 1, older: [], left: [], history: 0, historyLeft: [] },
      ['同意'],
      true,
    ])
  })

  test('whose target, hash or version text was hit is put right too', async () => {
    const briefing = publish(library, 'waico')
    annotate(library, briefing, '一')
    await care.handlers.backup({}, call)
    library.db.script(`DROP TRIGGER versions_are_immutable; DROP TRIGGER annotation_targets_are_immutable`)
    library.db.run("UPDATE annotations SET target = '{}'")
    library.db.run("UPDATE versions SET content = '{}'")
    library.db.run('UPDATE briefings SET row_hash = ?', 'f'.repeat(64))
    await care.handlers.verify({}, call)
    const result = await care.handlers.repair({}, call)
    expect([result, (await care.handlers.verify({}, call)).ok]).toEqual([
      { exact: 3, older: [], left: [], history: 0, historyLeft: [] },
      true,
    ])
  })

  test('whose log is damaged too comes from a backup, and history tells of it', async () => {
    const briefing = publish(library, 'waico')
    const first = annotate(library, briefing, '舊')
    await care.handlers.backup({}, call)
    library.write('later', (writer) => writer.put('annotations', 'change', first, { note: '新' }))
    library.db.run("UPDATE annotations SET note = '錯'")
    library.db.script('DROP TRIGGER change_log_is_not_rewritten')
    library.db.run("UPDATE change_log SET payload = '{}' WHERE op = 'change'")
    await care.handlers.verify({}, call)
    const { exact, older, left } = await care.handlers.repair({}, call)
    expect([exact, older.map(({ id }) => id), left, notesIn(library)]).toEqual([0, [first.id], [], ['舊']])
  })
})

test('a damaged entry of the log or the history is found, does not hold up backups, and is put right where it can be proven', async () => {
  const briefing = publish(library, 'waico')
  const row = rewrite(library, annotate(library, briefing, '一'), '二')
  await care.handlers.backup({}, call)
  rewrite(library, row, '三')
  library.db.script('DROP TRIGGER change_log_is_not_rewritten')
  library.db.run("UPDATE change_log SET payload = replace(payload, '三', '四')")
  library.db.run("UPDATE record_history SET payload = replace(payload, '一', '乙')")
  library.db.run("DELETE FROM record_history WHERE payload LIKE '%二%'")
  const found = await care.handlers.verify({}, call)
  const made = await care.handlers.backup({}, call)
  const { history, exact } = await care.handlers.repair({}, call)
  const after = await care.handlers.verify({}, call)
  const guarded = await refusalOf(() => library.db.run('DELETE FROM change_log'))
  expect([
    found.ok,
    found.damaged,
    found.damagedHistory.map(({ id }) => id),
    made.number,
    exact,
    history,
    after.ok,
  ]).toEqual([false, [], [row.id], 2, 0, 3, true])
  expect(guarded).toContain('append-only')
})

test('conflict copies of synchronising programs are named, our own files are not', async () => {
  const copies = [
    'library (conflicted copy 2026-01-01).sqlite',
    'library 2.sqlite',
    'library-LAPTOP-7.sqlite',
    'library.sync-conflict-20260101-120000-ABCDEF.sqlite',
    'library (小明的衝突複本 2026-01-01).sqlite',
  ]
  for (const name of copies) writeFileSync(join(folder, name), '')
  const { notices } = await care.handlers.state({}, call)
  expect(notices).toEqual([{ code: 'conflict-copies', data: { count: 5, names: expect.any(String) } }])
})
