import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Refusal } from '../../src-shared/ipc.ts'
import { type Database, holdLock, openDatabase } from './database.ts'

let folder: string
let db: Database
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'briefdesk-database-'))
  db = openDatabase(join(folder, 'a.sqlite'))
  db.script('CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT, weight REAL) STRICT')
})
afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

const refusalOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return error instanceof Refusal ? error.code : (error as Error).constructor.name
  }
  return 'done'
}

test('a connection has the settings that keep words safe at a power cut', () => {
  const names = [
    'journal_mode',
    'synchronous',
    'foreign_keys',
    'trusted_schema',
    'cell_size_check',
    'busy_timeout',
    'cache_size',
  ]
  expect(Object.fromEntries(names.map((name) => [name, db.pragma(name)]))).toEqual({
    journal_mode: 'wal',
    synchronous: 2,
    foreign_keys: 1,
    trusted_schema: 0,
    cell_size_check: 1,
    busy_timeout: 3000,
    cache_size: -65536,
  })
})

test('a reopened library is as safe as a new one', () => {
  db.close()
  db = openDatabase(join(folder, 'a.sqlite'))
  expect([db.pragma('journal_mode'), db.pragma('synchronous')]).toEqual(['wal', 2])
})

describe('a value that would be kept as something else is refused', () => {
  const insert = (value: unknown) => () => db.run('INSERT INTO words (word) VALUES (?)', value as string)
  test.each([
    ['a date', new Date(0)],
    ['an object', {}],
    ['a function', () => 1],
    ['undefined', undefined],
    ['a list', ['a']],
    ['not a number', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['an integer too large to be exact', 2 ** 53],
    ['text with NUL', 'a\u0000b', 'bad-request'],
    ['half a character', '字\ud83d', 'bad-request'],
  ])('%s', (_, value, refused: string = 'TypeError') => {
    expect([refusalOf(insert(value)), db.all('SELECT * FROM words')]).toEqual([refused, []])
  })
})

test('values come back as they were given; a boolean is 0 or 1', () => {
  db.run('INSERT INTO words (id, word, weight) VALUES (?, ?, ?)', true, '𠮷野家\n案頭', 0.25)
  expect({ ...db.get('SELECT * FROM words') }).toEqual({ id: 1, word: '𠮷野家\n案頭', weight: 0.25 })
})

test('a missing, a surplus or a named parameter is refused, and so is a second statement', () => {
  expect([
    refusalOf(() => db.run('INSERT INTO words (id, word) VALUES (?, ?)', 1)),
    refusalOf(() => db.run('INSERT INTO words (id) VALUES (?)', 1, 'a')),
    refusalOf(() => db.run('INSERT INTO words (word) VALUES (:word)', 'a')),
    refusalOf(() => db.run("INSERT INTO words (word) VALUES ('a'); DELETE FROM words")),
    db.all('SELECT * FROM words'),
  ]).toEqual(['TypeError', 'TypeError', 'TypeError', 'TypeError', []])
})

test('a question mark or a semicolon inside quoted SQL text is not a parameter', () => {
  expect(db.get("SELECT '?; ''?' AS a, ? AS b", 'x')).toEqual({ a: "?; '?", b: 'x' })
})

test('a row id above 2^53 does not make a write fail after it was done', () => {
  db.run('INSERT INTO words (id, word) VALUES (?, ?)', 2n ** 60n, 'far')
  expect(db.run('UPDATE words SET word = ?', 'near')).toBe(1)
})

test('a transaction is done whole or not at all, and the first error is the one told', () => {
  const fail = () =>
    db.transaction(() => {
      db.run('INSERT INTO words (word) VALUES (?)', 'a')
      throw new RangeError('first')
    })
  expect([refusalOf(fail), db.all('SELECT * FROM words'), db.isTransaction()]).toEqual(['RangeError', [], false])
})

test('an inner transaction that fails takes back its own part alone', () => {
  db.transaction(() => {
    db.run('INSERT INTO words (word) VALUES (?)', 'outer')
    refusalOf(() =>
      db.transaction(() => {
        db.run('INSERT INTO words (word) VALUES (?)', 'inner')
        throw new Error('no')
      }),
    )
  })
  expect(db.all('SELECT word FROM words').map((row) => ({ ...row }))).toEqual([{ word: 'outer' }])
})

test('asynchronous work in a transaction is refused', () => {
  const work = () => db.transaction(async () => db.run('INSERT INTO words (word) VALUES (?)', 'a'))
  expect([refusalOf(work), db.all('SELECT * FROM words')]).toEqual(['TypeError', []])
})

test('a second database cannot be attached', () => {
  expect(refusalOf(() => db.script(`ATTACH '${join(folder, 'b.sqlite')}' AS b`))).not.toBe('done')
  expect(existsSync(join(folder, 'b.sqlite'))).toBe(false)
})

test('a library opened for reading refuses a write and leaves the file byte for byte as it was', () => {
  db.close()
  const before = readFileSync(join(folder, 'a.sqlite'))
  db = openDatabase(join(folder, 'a.sqlite'), { readOnly: true })
  const refused = refusalOf(() => db.run('INSERT INTO words (word) VALUES (?)', 'a'))
  db.close()
  expect([refused, readFileSync(join(folder, 'a.sqlite')).equals(before)]).toEqual(['read-only', true])
})

test('a file that is no database and a file that was cut are damaged', () => {
  db.transaction(() => {
    for (let i = 0; i < 2000; i += 1) db.run('INSERT INTO words (word) VALUES (?)', `詞語 ${i}`.repeat(10))
  })
  db.close()
  const cut = join(folder, 'a.sqlite')
  truncateSync(cut, Math.floor(statSync(cut).size / 2))
  writeFileSync(join(folder, 'text.sqlite'), '這不是資料庫'.repeat(100))
  expect([
    refusalOf(() => openDatabase(join(folder, 'text.sqlite'))),
    refusalOf(() => {
      db = openDatabase(cut)
      return db.all('SELECT * FROM words')
    }),
  ]).toEqual(['damaged', 'damaged'])
})

test('a lock is held against every other program and free again when its holder lets go', () => {
  const path = join(folder, 'lock')
  const release = holdLock(path, 0)
  const second = refusalOf(() => holdLock(path, 0))
  release()
  holdLock(path, 0)()
  expect(second).toBe('locked')
})
