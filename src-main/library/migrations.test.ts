import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { backupsIn } from './backup-names.ts'
import { makeBackup, verifyFile } from './backups.ts'
import { type Database, openDatabase } from './database.ts'
import { placesIn } from './disk.ts'
import { allDrafts } from './drafts.ts'
import { notesIn, openForTest, testSurroundings } from './library-for-tests.ts'
import { steps } from './migrations.ts'
import type { SafeOpening } from './open-safely.ts'
import { reportsOf } from './upkeep-file.ts'

const samples = join(import.meta.dirname, '../../e2e/samples')
let folder: string
const file = () => placesIn(folder).library
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'briefdesk-migrations-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A library of an older release, after some work on it. */
function old(schema: number, work: (db: Database) => void = () => {}): void {
  mkdirSync(folder, { recursive: true })
  copyFileSync(join(samples, `library-schema-${schema}.sqlite`), file())
  changed(work)
}

function changed(work: (db: Database) => void): void {
  const db = openDatabase(file())
  for (const { name } of db.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'trigger'")) {
    if (name !== 'change_log_is_not_cut') db.script(`DROP TRIGGER ${name}`)
  }
  work(db)
  db.close()
}

const draft = (db: Database, key: string, text: string, saved = '2026-01-01T00:00:00.000Z') => {
  const briefing = db.get<{ id: string }>('SELECT id FROM briefings')?.id ?? ''
  db.run('INSERT OR REPLACE INTO drafts (key, briefing, text, saved) VALUES (?, ?, ?, ?)', key, briefing, text, saved)
}

/** Damages a text that is in the file: no statement of ours can write such a letter. */
function zeroIn(text: string): void {
  const bytes = readFileSync(file())
  const at = bytes.indexOf(text)
  expect(at).toBeGreaterThan(0)
  bytes[at + 1] = 0
  writeFileSync(file(), bytes)
}

const open = (opening: SafeOpening = {}) => openForTest(folder, testSurroundings(1_800_000_000_000), opening)
const migrationBackups = () =>
  backupsIn(placesIn(folder).backups, 'library').filter(({ label }) => label === 'migration').length

describe.each([1, 2])('a library of schema %i', (schema) => {
  test.each(['text', 'key'])('opens with a letter of zeros in the %s of a draft, which is told as damaged', (where) => {
    old(schema, (db) => {
      draft(db, where === 'key' ? 'QQQQ' : 'note a', where === 'text' ? 'QQQQ' : '草稿')
      draft(db, 'note b', '另一份草稿')
    })
    zeroIn('QQQQ')
    const { library, setAside } = open()
    const found = [setAside, notesIn(library).length, allDrafts(library.db).length]
    library.close()
    const { structure, damagedDrafts } = verifyFile(file())
    expect([found, structure, damagedDrafts.length]).toEqual([[null, 2, 2], [], 1])
  })

  test('that is put together anew keeps the words around a damaged letter of a draft', () => {
    old(schema, (db) => draft(db, 'note a', 'QQQQ'))
    zeroIn('QQQQ')
    writeFileSync(file(), readFileSync(file()).fill(0, 0, 100))
    const { library } = open()
    const texts = allDrafts(library.db).map(({ text }) => text)
    library.close()
    const { structure, damagedDrafts } = verifyFile(file())
    expect([texts, structure, damagedDrafts.length]).toEqual([['Q\ufffdQQ'], [], 1])
  })

  test('that is put together anew keeps its newer drafts, and those too that no backup has', () => {
    old(schema, (db) => draft(db, 'note a', '舊草稿'))
    const { library: source, backups } = placesIn(folder)
    makeBackup({ source, folder: backups, second: null, label: 'weekly', time: 1_750_000_500_000 })
    changed((db) => {
      draft(db, 'note a', '新草稿', '2026-02-01T00:00:00.000Z')
      draft(db, 'note b', '只在這裡')
    })
    writeFileSync(file(), readFileSync(file()).fill(0, 0, 100))
    const { library, setAside } = open()
    const texts = allDrafts(library.db).map(({ text }) => text)
    library.close()
    const { ok, damagedDrafts } = verifyFile(file())
    expect([setAside !== null, texts, ok, damagedDrafts]).toEqual([true, ['新草稿', '只在這裡'], true, []])
  })

  test.each(['briefings', 'versions', 'annotations'])(
    'in which only the hashes of its %s are damaged loses none of them at the update, and its cause is told',
    (table) => {
      old(schema, (db) =>
        db.run(`UPDATE ${table} SET row_hash = 'f' || substr(row_hash, 2) WHERE row_hash NOT LIKE 'f%'`),
      )
      const { library } = open()
      const found = [notesIn(library), library.db.all('SELECT id FROM versions').length]
      library.close()
      const [report] = reportsOf(folder)
      expect([found, report?.cause, report?.lost, verifyFile(file()).ok]).toEqual([
        [['改過的筆記', '請查證此說法'], 1],
        'records',
        { briefings: 0, versions: 0, annotations: 0 },
        true,
      ])
    },
  )
})

test('a migration that cannot be done leaves one backup of each state of the library, not one of each start', () => {
  old(3)
  const broken = { migrations: [...steps, 'CREATE TABLE meta (a TEXT) STRICT'] }
  const start = () => expect(() => open(broken)).toThrow()
  start()
  start()
  const before = migrationBackups()
  changed((db) => draft(db, 'note a', '新的草稿'))
  start()
  start()
  expect([before, migrationBackups()]).toEqual([1, 2])
})
