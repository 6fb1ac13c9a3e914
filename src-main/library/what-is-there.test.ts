import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Refusal } from '../../src-shared/ipc.ts'
import { makeBackup, verifyFile } from './backups.ts'
import { openDatabase } from './database.ts'
import { placesIn, stampOf } from './disk.ts'
import { libraryOver } from './library.ts'
import { annotate, notesIn, openForTest, publish, testSurroundings } from './library-for-tests.ts'
import { applicationId, steps } from './migrations.ts'
import type { SafeOpening } from './open-safely.ts'
import { reportsOf, writeUpkeep } from './upkeep-file.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'briefdesk-there-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const file = () => placesIn(folder).library

/** A library with one note, closed; with a backup of it if that is asked for. */
function desk(note: string, withBackup = false): void {
  const { library } = openForTest(folder, testSurroundings())
  annotate(library, publish(library, 'waico'), note)
  library.close()
  if (withBackup) {
    const { library: source, backups } = placesIn(folder)
    makeBackup({ source, folder: backups, second: null, label: 'auto', time: 1_750_000_500_000 })
  }
}

function setAside(name: string): string {
  const place = join(placesIn(folder).setAside, name)
  mkdirSync(place, { recursive: true })
  renameSync(file(), join(place, 'library.sqlite'))
  return place
}

/** What an opening comes to: the notes, or the refusal. */
function opened(opening: SafeOpening = {}) {
  try {
    const { library, unreadable } = openForTest(folder, testSurroundings(1_760_000_000_000), opening)
    const notes = notesIn(library)
    library.close()
    return { notes, unreadable, cause: reportsOf(folder).at(-1)?.cause ?? null }
  } catch (error) {
    return error instanceof Refusal ? [error.code, error.data.cause].filter(Boolean).join(' ') : String(error)
  }
}

describe('a folder in which a library was is never taken for a new one', () => {
  test.each([
    [
      'what is known about it',
      () => writeUpkeep(folder, { second: null, space: 'x', lastVerify: null, acknowledged: [] }),
    ],
    ['facts that could not be read', () => writeFileSync(join(folder, 'upkeep-20260101T000000Z-unreadable.json'), '?')],
    ['a plan that cannot be read', () => writeFileSync(join(folder, 'replacing.json'), '{')],
    ['a sign that it was moved', () => writeFileSync(join(folder, 'moved-to.json'), '{"to":"/elsewhere"}')],
    [
      'something set aside',
      () => mkdirSync(join(folder, 'set-aside', '20260101T000000Z-damaged'), { recursive: true }),
    ],
  ])('with %s the library is missing, and none is made', (_, leave) => {
    leave()
    expect([opened(), existsSync(file())]).toEqual(['not-found library-missing', false])
  })

  test('a reader who asks for a new one gets it, and all traces stay', () => {
    writeUpkeep(folder, { second: '/stick', space: null, lastVerify: null, acknowledged: [] })
    writeFileSync(file(), '')
    const before = opened()
    const after = opened({ task: { type: 'new' } })
    const [aside = ''] = readdirSync(placesIn(folder).setAside)
    expect([before, after, readFileSync(join(placesIn(folder).setAside, aside, 'library.sqlite')).length]).toEqual([
      'damaged empty-file',
      { notes: [], unreadable: null, cause: null },
      0,
    ])
  })

  test('a library that came back before a new one was made is opened and not put away', () => {
    desk('還在')
    expect([opened({ task: { type: 'new' } }), existsSync(placesIn(folder).setAside)]).toEqual([
      { notes: ['還在'], unreadable: null, cause: null },
      false,
    ])
  })
})

describe('a library that was set aside', () => {
  test('is what a missing one is put together from, where there is no backup', () => {
    desk('舊')
    const place = setAside('20250101T000000Z-replaced')
    const bytes = readFileSync(join(place, 'library.sqlite'))
    const found = opened()
    expect([
      found,
      reportsOf(folder)[0]?.backup,
      readFileSync(join(place, 'library.sqlite')).equals(bytes),
      verifyFile(file()).ok,
    ]).toEqual([
      { notes: ['舊'], unreadable: null, cause: 'library-missing' },
      { name: 'set-aside/20250101T000000Z-replaced', made: '2025-01-01T00:00:00.000Z' },
      true,
      true,
    ])
  })

  test('the newest good one is taken, and a good backup before any of them', () => {
    desk('備份裡的', true)
    setAside('20250101T000000Z-replaced')
    const { backups } = placesIn(folder)
    const [name = ''] = readdirSync(backups)
    const withBackup = opened()
    rmSync(file())
    rmSync(backups, { recursive: true })
    const bad = join(placesIn(folder).setAside, '20990101T000000Z-damaged')
    mkdirSync(bad)
    writeFileSync(join(bad, 'library.sqlite'), 'bad')
    const without = opened()
    const sources = reportsOf(folder).map(({ backup }) => backup?.name)
    expect([withBackup, without, sources]).toEqual([
      { notes: ['備份裡的'], unreadable: null, cause: 'library-missing' },
      { notes: ['備份裡的'], unreadable: null, cause: 'library-missing' },
      [name, 'set-aside/20250101T000000Z-replaced'],
    ])
  })
})

describe('a plan that cannot be read is kept and told', () => {
  test('and a recovery that had moved the damaged file away is finished from it', () => {
    desk('只在損毀的檔案裡')
    const bytes = readFileSync(file()).fill(0, 0, 100)
    writeFileSync(file(), bytes)
    setAside(`${stampOf(1_750_000_000_000)}-damaged`)
    writeFileSync(join(folder, 'replacing.json'), '{"aside": "2')
    const found = opened()
    const [kept = ''] = readdirSync(folder).filter((name) => name.startsWith('replacing-'))
    expect([found, readFileSync(join(folder, kept), 'utf8')]).toEqual([
      { notes: ['只在損毀的檔案裡'], unreadable: kept, cause: 'library-missing' },
      '{"aside": "2',
    ])
  })

  test('and a library that a restore had moved away stands in its place again', () => {
    desk('還原前')
    setAside(`${stampOf(1_750_000_000_000)}-replaced`)
    writeFileSync(join(folder, 'replacing.json'), 'null')
    expect([opened(), existsSync(join(placesIn(folder).setAside, `${stampOf(1_750_000_000_000)}-replaced`))]).toEqual([
      { notes: ['還原前'], unreadable: expect.stringMatching(/^replacing-.*-unreadable\.json$/), cause: null },
      false,
    ])
  })
})

describe('an empty file', () => {
  test('with a backup is damage: it is kept as it is, and a report tells of the recovery', () => {
    desk('備份裡的', true)
    writeFileSync(file(), '')
    const found = opened()
    expect([found, readFileSync(join(reportsOf(folder)[0]?.setAside ?? '', 'library.sqlite')).length]).toEqual([
      { notes: ['備份裡的'], unreadable: null, cause: 'empty-file' },
      0,
    ])
  })

  test('whose words are all in the log beside it is put together from that', () => {
    // Every page is in the log, as before the first checkpoint.
    const db = openDatabase(file())
    db.script('PRAGMA wal_autocheckpoint = 0')
    db.transaction(() => {
      for (const step of steps) db.script(step)
      db.script(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${steps.length}`)
    })
    const library = libraryOver(db, testSurroundings())
    annotate(library, publish(library, 'waico'), '只在紀錄檔裡')
    copyFileSync(`${file()}-wal`, join(folder, 'log'))
    db.close()
    writeFileSync(file(), '')
    renameSync(join(folder, 'log'), `${file()}-wal`)
    expect(opened()).toEqual({ notes: ['只在紀錄檔裡'], unreadable: null, cause: 'empty-file' })
  })

  test('with nothing to recover from is refused by its cause and stays; no library is made in its place', () => {
    writeFileSync(file(), '')
    expect([opened(), readFileSync(file()).length, readdirSync(folder).sort()]).toEqual([
      'damaged empty-file',
      0,
      ['library.lock', 'library.sqlite'],
    ])
  })
})

describe('a file of another program is left where it is, also where there are backups to recover from', () => {
  test.each([
    ['a text', () => writeFileSync(file(), '這不是書庫。'.repeat(1000))],
    ['an archive', () => writeFileSync(file(), Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(9000, 7)]))],
    [
      'a database',
      () => {
        const db = openDatabase(file())
        db.script('CREATE TABLE a (b TEXT) STRICT')
        db.close()
      },
    ],
    [
      'a damaged database',
      () => {
        const db = openDatabase(file())
        db.script('CREATE TABLE a (b TEXT) STRICT; PRAGMA application_id = 7')
        db.close()
        writeFileSync(file(), readFileSync(file()).fill(9, 100))
      },
    ],
  ])('%s', (_, make) => {
    desk('備份裡的', true)
    rmSync(file())
    make()
    const bytes = readFileSync(file())
    const asked = () => opened({ task: { type: 'recover' } })
    expect([opened(), readFileSync(file()).equals(bytes), existsSync(placesIn(folder).setAside), asked()]).toEqual([
      expect.stringMatching(/^damaged (not-a-library|unreadable)$/),
      true,
      false,
      { notes: ['備份裡的'], unreadable: null, cause: 'asked' },
    ])
  })

  test('a library of which the disk left nothing but zeros is no such file', () => {
    desk('備份裡的', true)
    writeFileSync(file(), Buffer.alloc(readFileSync(file()).length))
    expect(opened()).toEqual({ notes: ['備份裡的'], unreadable: null, cause: 'not-a-library' })
  })
})

test('what a killed program was making is swept at the next start, beside the library and in every folder of it', () => {
  desk('一', true)
  const aside = join(placesIn(folder).setAside, '20250101T000000Z-damaged')
  mkdirSync(aside, { recursive: true })
  const dead = 2 ** 22 + 1
  const left = [
    join(folder, '.making-library.sqlite'),
    join(folder, '.making-library.sqlite-wal'),
    join(placesIn(folder).backups, '.making-backup.sqlite'),
    join(aside, '.making-1-7.txt'),
    join(tmpdir(), `briefdesk-reading-${dead}-abcdef`),
  ]
  const others = [join(folder, 'making-notes.txt'), join(tmpdir(), `briefdesk-reading-${process.pid}-abcdef`)]
  for (const path of [...left, ...others]) writeFileSync(path, 'half')
  opened()
  expect([left.filter((path) => existsSync(path)), others.filter((path) => existsSync(path))]).toEqual([[], others])
  for (const path of others) rmSync(path)
})
