import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Refusal } from '../../src-shared/ipc.ts'
import type { RecoveryReport } from '../../src-shared/library/recovery.ts'
import { makeBackup, verifyFile } from './backups.ts'
import { openDatabase } from './database.ts'
import { allDrafts, isTrueDraft, keepDraft } from './drafts.ts'
import { annotate, notesIn, openForTest, publish, remove, rewrite, testSurroundings } from './library-for-tests.ts'
import { schemaVersion } from './migrations.ts'
import { copyLibraryTo, followMoves } from './move.ts'
import { finishReports, openSafely } from './open-safely.ts'
import { replaceLibrary } from './replace.ts'
import { reportsOf } from './upkeep-file.ts'

let root: string
let folder: string
const file = () => join(folder, 'library.sqlite')
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'briefdesk-recovery-'))
  folder = join(root, 'library')
})
afterEach(() => rmSync(root, { recursive: true }))

const backUp = (time = 1_750_000_500_000) =>
  makeBackup({ source: file(), folder: join(folder, 'backups'), second: null, label: 'auto', time }).backup

/** Thirty annotations; a backup; then a new one, a change and a removal. */
function work(withBackup = true): void {
  const { library } = openForTest(folder, testSurroundings())
  const briefing = publish(library, 'waico', '正文'.repeat(3000))
  const rows = Array.from({ length: 30 }, (_, at) => annotate(library, briefing, `舊 ${at} ${'字'.repeat(200)}`))
  if (withBackup) backUp()
  annotate(library, briefing, '新')
  for (const row of rows.slice(0, 1)) rewrite(library, row, '改')
  for (const row of rows.slice(1, 2)) remove(library, row)
  library.close()
}

function reopen() {
  const around = testSurroundings(1_760_000_000_000)
  const { library } = openForTest(folder, around)
  const notes = notesIn(library)
  const [report] = reportsOf(folder)
  library.close()
  return { notes, report, damage: around.facts, sound: verifyFile(file()).ok }
}

const refusalOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return error instanceof Refusal ? [error.code, error.data.cause].filter(Boolean).join(' ') : String(error)
  }
  return 'done'
}

/** Kinds of damage, each done to the bytes of a closed library. */
const damages: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  'an empty file': () => Buffer.alloc(0),
  'a header of zeros': (bytes) => bytes.fill(0, 0, 100),
  'a first page of zeros': (bytes) => bytes.fill(0, 0, 4096),
  'a file cut in half': (bytes) => bytes.subarray(0, bytes.length / 2),
  'a file cut after 50 bytes': (bytes) => bytes.subarray(0, 50),
  'a foreign mark in the header': (bytes) => {
    bytes.writeUInt32BE(0x42724400, 68)
    return bytes
  },
  'a schema of nobody in the header': (bytes) => {
    bytes.writeUInt32BE(0x40000001, 60)
    return bytes
  },
  'a schema of zero in the header': (bytes) => {
    bytes.writeUInt32BE(0, 60)
    return bytes
  },
  'every third page zero': (bytes) => {
    for (let page = 3; page * 4096 < bytes.length; page += 3) bytes.fill(0, page * 4096, (page + 1) * 4096)
    return bytes
  },
  'every page but the first is noise': (bytes) => {
    for (let at = 4096; at < bytes.length; at += 1) bytes[at] = (at * 7919) % 251
    return bytes
  },
}

describe('a damaged library', () => {
  test.each(Object.keys(damages))('with %s opens; nothing wrong is shown, and the damaged file is kept', (name) => {
    work()
    const bytes = damages[name]?.(readFileSync(file())) ?? Buffer.alloc(0)
    writeFileSync(file(), bytes)
    const { notes, report, damage, sound } = reopen()
    const known = (note: string) => ['新', '改'].includes(note) || note.startsWith('舊 ')
    expect({
      sound,
      damage,
      atLeastTheBackup: notes.length >= 29,
      onlyKnown: notes.every(known),
      kept: readFileSync(join(report?.setAside ?? '', 'library.sqlite')).equals(bytes),
      backup: report?.backup?.name.startsWith('briefdesk-0001'),
      now: report?.now.annotations,
    }).toEqual({
      sound: true,
      damage: [],
      atLeastTheBackup: true,
      onlyKnown: true,
      kept: true,
      backup: true,
      now: notes.length,
    })
  })

  const draft = { briefing: 'b', tags: null, base_hlc: null, saved: '2026-01-01' }

  test('gives back what is newer than the backup, with changes, removals, history and drafts', () => {
    work()
    const db = openDatabase(file())
    keepDraft(db, { ...draft, key: 'annotation/new', text: '打字中' })
    keepDraft(db, { ...draft, key: 'annotation/odd', text: '打錯' })
    db.run("UPDATE drafts SET text = '打對' WHERE key = 'annotation/odd'")
    db.close()
    writeFileSync(file(), damages['a first page of zeros']?.(readFileSync(file())) ?? '')
    const { notes, report } = reopen()
    const again = openDatabase(file(), { readOnly: true })
    const ops = again.all<{ op: string }>('SELECT op FROM change_log ORDER BY hlc DESC LIMIT 3').map(({ op }) => op)
    const old = again.all('SELECT 1 FROM record_history').length
    const drafts = allDrafts(again).map((each) => `${each.text} ${isTrueDraft(each)}`)
    again.close()
    expect([notes.filter((note) => !note.startsWith('舊')), notes.length, ops, old, drafts, report]).toEqual([
      ['改', '新'].sort(),
      30,
      ['remove', 'change', 'add'],
      2,
      ['打字中 true', '打對 false'],
      {
        id: expect.stringMatching(/^20251009T\d{6}Z-damaged$/),
        at: expect.any(String),
        cause: 'not-a-library',
        setAside: join(folder, 'set-aside', report?.id ?? ''),
        backup: { name: expect.any(String), made: expect.any(String) },
        badBackups: [],
        salvage: {
          state: 'whole',
          taken: { briefings: 0, versions: 0, annotations: 2 },
          removals: 1,
          drafts: 2,
          kept: 0,
        },
        lost: { briefings: 0, versions: 0, annotations: 0 },
        uncounted: false,
        samples: false,
        now: { briefings: 1, versions: 1, annotations: 30 },
      } satisfies RecoveryReport,
    ])
  })

  test('without a backup becomes a new one with what was salvaged, under the same ids', () => {
    work(false)
    const device = openDatabase(file(), { readOnly: true })
    const before = device.all('SELECT * FROM meta ORDER BY key')
    device.close()
    writeFileSync(file(), damages['a header of zeros']?.(readFileSync(file())) ?? '')
    const { notes, report } = reopen()
    const after = openDatabase(file(), { readOnly: true })
    expect([notes.length, report?.backup, report?.salvage.taken, after.all('SELECT * FROM meta ORDER BY key')]).toEqual(
      [30, null, { briefings: 1, versions: 1, annotations: 30 }, before],
    )
    after.close()
  })

  test('and a damaged newest backup: the next good one is taken, and the report names the bad one', () => {
    work()
    const second = backUp(1_750_000_900_000)
    const path = join(folder, 'backups', second.name)
    const bytes = readFileSync(path)
    const at = bytes.indexOf('新')
    bytes.write('舊', at)
    writeFileSync(path, bytes)
    truncateSync(file(), 8192)
    const { report } = reopen()
    expect([report?.backup?.name.slice(0, 14), report?.badBackups]).toEqual(['briefdesk-0001', [second.name]])
  })

  test('what the log names and nobody has is counted as lost', () => {
    work()
    const bytes = readFileSync(file())
    // The row and its copy in the index of the log are hit; the log itself is whole.
    const db = openDatabase(file())
    db.run("UPDATE annotations SET note = '錯', row_hash = ? WHERE note = '新'", 'f'.repeat(64))
    db.close()
    expect(readFileSync(file()).equals(bytes)).toBe(false)
    const damaged = readFileSync(file())
    writeFileSync(file(), damages['a header of zeros']?.(damaged) ?? '')
    const { notes, report } = reopen()
    expect([notes.includes('錯'), report?.lost, report?.salvage.state]).toEqual([
      false,
      { briefings: 0, versions: 0, annotations: 1 },
      'part',
    ])
  })

  test('annotations whose briefing comes back only with the samples find it again', () => {
    const { library } = openForTest(folder, testSurroundings())
    const briefing = publish(library, 'waico', '正文'.repeat(30))
    annotate(library, briefing, '註')
    library.db.script('DROP TRIGGER versions_are_immutable')
    library.db.run("UPDATE versions SET content = '{}'")
    library.close()
    writeFileSync(file(), damages['a header of zeros']?.(readFileSync(file())) ?? '')
    const { library: again } = openForTest(folder, testSurroundings(1_760_000_000_000))
    const before = [notesIn(again), reportsOf(folder)[0]?.salvage.kept]
    // As the samples do it: the same briefing under its own id.
    again.write('samples', (writer) => {
      const { slug, status, number, version, minted } = briefing
      return writer.add('briefings', briefing.id, { slug, status, number, version, minted })
    })
    const [report] = finishReports(folder, again, true, () => 'words')
    const after = [notesIn(again), report?.salvage.kept, report?.samples, report?.lost.annotations]
    again.close()
    expect([before, after]).toEqual([
      [[], 2],
      [['註'], 0, true, 0],
    ])
  })
})

const newer = (steps: number) => schemaVersion + steps

describe('what is not ours or not damaged is left byte for byte as it was', () => {
  test.each([
    [
      'a library of a newer program',
      'newer-library',
      (db: ReturnType<typeof openDatabase>) =>
        db.script(`PRAGMA user_version = ${newer(1)}; UPDATE meta SET value = ${newer(1)} WHERE key = 'schema'`),
    ],
    [
      'a newer one whose own word is five schemas ahead',
      'newer-library',
      (db: ReturnType<typeof openDatabase>) =>
        db.script(`PRAGMA user_version = ${newer(5)}; UPDATE meta SET value = ${newer(5)} WHERE key = 'schema'`),
    ],
  ])('%s', (_, code, change) => {
    work()
    const db = openDatabase(file())
    change(db)
    db.close()
    const before = readFileSync(file())
    expect([refusalOf(reopen), readFileSync(file()).equals(before), readdirSync(folder).sort()]).toEqual([
      code,
      true,
      ['backups', 'library.lock', 'library.sqlite'],
    ])
  })

  test.each([
    [
      'a database of another program',
      (path: string) => {
        const db = openDatabase(path)
        db.script('CREATE TABLE a (b TEXT) STRICT')
        db.close()
      },
    ],
    ['a text', (path: string) => writeFileSync(path, '這不是書庫。'.repeat(100))],
  ])('%s', (_, make) => {
    mkdirSync(folder)
    make(file())
    const before = readFileSync(file())
    expect([refusalOf(reopen), readFileSync(file()).equals(before)]).toEqual(['damaged not-a-library', true])
  })
})

test('a library is put together anew when the reader asks for it', () => {
  work()
  const around = testSurroundings(1_760_000_000_000)
  const { library, outcome } = openForTest(folder, around, { task: { type: 'recover' } })
  const notes = notesIn(library)
  library.close()
  expect([outcome, notes.length, notes.includes('新'), reportsOf(folder)[0]?.cause]).toEqual([
    { type: 'recover', ok: true },
    30,
    true,
    'asked',
  ])
})

describe('a library that is not where it was', () => {
  test('is not replaced by an empty one, and its folder is not made', () => {
    const around = testSurroundings()
    const refused = refusalOf(() => openForTestWithout(join(root, 'gone'), around))
    work(false)
    rmSync(file())
    const empty = refusalOf(() => openForTestWithout(folder, around))
    expect([refused, existsSync(join(root, 'gone')), empty, existsSync(file())]).toEqual([
      'not-found library-missing',
      false,
      'not-found library-missing',
      false,
    ])
  })

  test('but left its backups: the newest good one is opened, and a report says so', () => {
    work()
    rmSync(file())
    const { notes, report } = reopen()
    expect([notes.length, report?.cause, report?.salvage.state]).toEqual([30, 'library-missing', 'nothing'])
  })

  const openForTestWithout = (place: string, around: ReturnType<typeof testSurroundings>) => {
    return openSafely(place, around, { lockWait: 0, expected: true }).library.close()
  }
})

describe('a restore', () => {
  const from = () => join(folder, 'backups', readdirSync(join(folder, 'backups'))[0] ?? '')
  const restore = () =>
    openForTest(folder, testSurroundings(1_760_000_000_000), { task: { type: 'restore', from: from() } })

  test('puts the backup in place, and the library of before is kept aside', () => {
    work()
    const before = readFileSync(file())
    const { library, outcome, setAside } = restore()
    const notes = notesIn(library)
    library.close()
    expect([
      outcome,
      notes.length,
      notes.includes('新'),
      readFileSync(join(setAside ?? '', 'library.sqlite')).equals(before),
    ]).toEqual([{ type: 'restore', ok: true }, 30, false, true])
  })

  test('of a damaged backup is refused, and the library is as it was', () => {
    work()
    truncateSync(from(), 4096)
    const before = readFileSync(file())
    const { library, outcome } = restore()
    const notes = notesIn(library)
    library.close()
    expect([outcome?.ok, outcome?.code, notes.includes('新'), before.equals(readFileSync(file()))]).toEqual([
      false,
      'damaged',
      true,
      true,
    ])
  })

  test.each(['recovery', 'restore'] as const)('a %s that is killed anywhere is finished by the next start', (kind) => {
    work()
    if (kind === 'recovery') writeFileSync(file(), damages['a header of zeros']?.(readFileSync(file())) ?? '')
    const states: string[] = []
    const snapshot = () => {
      const place = join(root, `state-${states.length}`)
      copyFolder(folder, place)
      states.push(place)
    }
    const plan = { kind, cause: 'asked', from: kind === 'restore' ? from() : null } as const
    // As the disk is when the new library is half made, and when it is not yet in its place.
    refusalOf(() =>
      replaceLibrary(folder, plan, 1_760_000_000_000, () => {
        writeFileSync(join(folder, '.making-library.sqlite'), 'half')
        snapshot()
        throw new Error('killed')
      }),
    )
    for (const place of states) {
      rmSync(folder, { recursive: true })
      copyFolder(place, folder)
      const { library } = openForTest(folder, testSurroundings(1_760_000_000_000))
      const notes = notesIn(library)
      library.close()
      expect([verifyFile(file()).ok, notes.length >= 29, readdirSync(folder).includes('replacing.json')]).toEqual([
        true,
        true,
        false,
      ])
    }
  })
})

test('a library is moved: copied with its backups, read back, and the old one stays', () => {
  work()
  const to = join(root, 'there', 'Briefdesk library')
  const before = readFileSync(file())
  const { library, folder: now, outcome } = openForTest(folder, testSurroundings(), { task: { type: 'move', to } })
  const notes = notesIn(library)
  library.close()
  const again = openForTest(folder, testSurroundings(), { task: { type: 'move', to } })
  const followed = followMoves(folder)
  again.library.close()
  expect([
    now,
    outcome?.ok,
    notes.length,
    readdirSync(join(to, 'backups')),
    readFileSync(file()).equals(before),
    again.outcome?.data,
    again.folder,
    followed,
  ]).toEqual([
    to,
    true,
    30,
    readdirSync(join(folder, 'backups')),
    true,
    { cause: 'library-there', folder: to },
    folder,
    to,
  ])
})

describe('a move that was killed midway can be tried again', () => {
  const there = () => join(root, 'there', 'Briefdesk library')
  const move = () => {
    const around = testSurroundings(1_770_000_000_000)
    const { library, outcome, folder: now } = openForTest(folder, around, { task: { type: 'move', to: there() } })
    const notes = notesIn(library)
    library.close()
    return [outcome?.ok, outcome?.data?.cause ?? null, now === there(), notes.includes('後來的')]
  }
  const writeLater = (place: string, note: string) => {
    const { library } = openForTest(place, testSurroundings(1_760_000_000_000))
    annotate(library, library.db.all<never>('SELECT * FROM briefings')[0] as never, note)
    library.close()
  }

  test('when the library was there, but nobody had been told', () => {
    work()
    copyLibraryTo(folder, there(), 1_750_000_000_000)
    rmSync(join(folder, 'moved-to.json'))
    writeLater(folder, '後來的')
    expect([
      move(),
      readdirSync(there()).includes('moving.json'),
      verifyFile(join(there(), 'library.sqlite')).ok,
    ]).toEqual([[true, null, true, true], false, true])
  })

  test('when only backups and a half-made copy were there', () => {
    work()
    copyLibraryTo(folder, there(), 1_750_000_000_000)
    rmSync(join(folder, 'moved-to.json'))
    rmSync(join(there(), 'library.sqlite'))
    writeFileSync(join(there(), '.making-library.sqlite'), 'half')
    writeLater(folder, '後來的')
    expect([move(), readdirSync(there()).filter((name) => name.startsWith('.making'))]).toEqual([
      [true, null, true, true],
      [],
    ])
  })

  test('and a copy that cannot be read any more is kept aside', () => {
    work()
    copyLibraryTo(folder, there(), 1_750_000_000_000)
    writeFileSync(join(there(), 'library.sqlite'), 'damaged since')
    writeLater(folder, '後來的')
    const moved = move()
    const [aside = ''] = readdirSync(join(there(), 'set-aside'))
    expect([moved, readFileSync(join(there(), 'set-aside', aside, 'library.sqlite'), 'utf8')]).toEqual([
      [true, null, true, true],
      'damaged since',
    ])
  })

  test('but what was opened there since is a library of its own and is not touched', () => {
    work()
    copyLibraryTo(folder, there(), 1_750_000_000_000)
    writeLater(there(), '在新的地方寫的')
    const before = readFileSync(join(there(), 'library.sqlite'))
    expect([move(), readFileSync(join(there(), 'library.sqlite')).equals(before)]).toEqual([
      [false, 'library-there', false, false],
      true,
    ])
  })
})

function copyFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.isDirectory()) copyFolder(join(from, entry.name), join(to, entry.name))
    else copyFileSync(join(from, entry.name), join(to, entry.name))
  }
}
