import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Refusal } from '../../src-shared/ipc.ts'
import { backupsIn } from './backup-names.ts'
import { verifyFile } from './backups.ts'
import { openDatabase } from './database.ts'
import { annotate, notesIn, openForTest, publish, testSurroundings } from './library-for-tests.ts'
import { schemaVersion, steps } from './migrations.ts'
import { openLibrary } from './open-library.ts'

const samples = join(import.meta.dirname, '../../e2e/samples')
let root: string
let folder: string
const file = () => join(folder, 'library.sqlite')
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'briefdesk-old-'))
  folder = join(root, 'library')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** One more migration, as a later release may bring one. */
const next = [
  ...steps,
  'CREATE TABLE stars (annotation TEXT PRIMARY KEY NOT NULL) STRICT; CREATE INDEX annotations_kind ON annotations (kind)',
]

function work(): void {
  const { library } = openForTest(folder, testSurroundings())
  const briefing = publish(library, 'waico')
  for (let at = 0; at < 20; at += 1) annotate(library, briefing, `註 ${at}`)
  library.close()
}

const copyTo = (place: string) => {
  mkdirSync(place, { recursive: true })
  for (const name of readdirSync(folder)) {
    if (name.startsWith('library.sqlite')) copyFileSync(join(folder, name), join(place, name))
  }
}

describe('a library of an older release', () => {
  test.each(readdirSync(samples).filter((name) => /^library-schema-\d+\.sqlite$/.test(name)))(
    '%s opens in the code of today, whole and writable',
    (name) => {
      mkdirSync(folder)
      copyFileSync(join(samples, name), file())
      const { library } = openForTest(folder, testSurroundings(1_800_000_000_000))
      const [briefing] = library.db.all<never>('SELECT * FROM briefings')
      const before = notesIn(library)
      annotate(library, briefing as never, '今天的註記')
      const after = notesIn(library)
      library.close()
      expect([before, after.length, verifyFile(file()).ok]).toEqual([['改過的筆記', '請查證此說法'], 3, true])
    },
  )

  test('there is one for every schema before that of today', () => {
    const known = readdirSync(samples).filter((name) => /^library-schema-\d+\.sqlite$/.test(name))
    expect(known.map((name) => Number(/\d+/.exec(name)?.[0]))).toEqual(
      expect.arrayContaining(Array.from({ length: schemaVersion - 1 }, (_, at) => at + 1)),
    )
  })

  test('is backed up before it is changed, and keeps its records', () => {
    work()
    const { library } = openForTest(folder, testSurroundings(), { migrations: next })
    const [backup] = backupsIn(join(folder, 'backups'), 'library')
    const copy = openDatabase(join(folder, 'backups', backup?.name ?? ''), { readOnly: true })
    expect([
      backup?.label,
      copy.pragma('user_version'),
      library.db.pragma('user_version'),
      notesIn(library).length,
      library.db.all('SELECT * FROM stars').length,
    ]).toEqual(['migration', schemaVersion, schemaVersion + 1, 20, 0])
    copy.close()
    library.close()
  })

  test('is not changed if no backup can be made', () => {
    work()
    const refuse = () => {
      throw new Refusal('disk-full', { folder })
    }
    let code = ''
    try {
      openLibrary(folder, testSurroundings(), { migrations: next, beforeMigration: refuse }).close()
    } catch (error) {
      code = (error as Refusal).code
    }
    const db = openDatabase(file(), { readOnly: true })
    const schema = db.pragma('user_version')
    db.close()
    // A full disk still lets it be read, over a copy elsewhere.
    expect([code, schema]).toEqual(['', schemaVersion])
  })

  test('is the old or the new one wherever a migration is killed', () => {
    work()
    const db = openDatabase(file())
    const states: string[] = []
    const snapshot = () => {
      states.push(join(root, `killed-${states.length}`))
      copyTo(states.at(-1) ?? '')
    }
    // What a kill leaves is what is on disk at that moment: the file and its log, between every two statements.
    snapshot()
    db.transaction(() => {
      snapshot()
      for (const statement of (next.at(-1) ?? '').split(';')) {
        db.script(statement)
        snapshot()
      }
      db.script(`PRAGMA user_version = ${next.length}`)
      snapshot()
      db.run("INSERT OR REPLACE INTO meta (key, value) VALUES ('schema', ?)", String(next.length))
      snapshot()
    })
    snapshot()
    db.pragma('wal_checkpoint(TRUNCATE)')
    snapshot()
    db.close()
    const found = states.map((place) => {
      rmSync(folder, { recursive: true })
      mkdirSync(folder)
      for (const name of readdirSync(place)) copyFileSync(join(place, name), join(folder, name))
      const before = openDatabase(file())
      const schema = before.pragma('user_version')
      const tables = before.all("SELECT 1 FROM sqlite_schema WHERE name IN ('stars', 'annotations_kind')").length
      before.close()
      const { library } = openForTest(folder, testSurroundings(), { migrations: next })
      const notes = notesIn(library).length
      library.close()
      return `${schema} ${tables} ${notes} ${verifyFile(file(), {}, next.length).ok}`
    })
    expect(found).toEqual([
      ...Array(6).fill(`${schemaVersion} 0 20 true`),
      ...Array(2).fill(`${next.length} 2 20 true`),
    ])
  })
})

describe('a folder that cannot be written to', () => {
  // Root may write everywhere, so there the folder is mounted read-only, where that is allowed.
  const bar = (): (() => void) | null => {
    if (process.getuid?.() !== 0) {
      chmodSync(file(), 0o444)
      chmodSync(folder, 0o555)
      return () => chmodSync(folder, 0o755)
    }
    if (spawnSync('mount', ['--bind', folder, folder]).status !== 0) return null
    if (spawnSync('mount', ['-o', 'remount,ro,bind', folder]).status !== 0) {
      execFileSync('umount', [folder])
      return null
    }
    return () => execFileSync('umount', [folder])
  }

  test('is opened for reading, nothing in it changes, and a write is refused with its cause', (context) => {
    work()
    const before = readFileSync(file())
    const free = bar()
    if (free === null) return context.skip('no read-only folder can be made here')
    try {
      const { library } = openForTest(folder, testSurroundings())
      let code = ''
      try {
        publish(library, 'un')
      } catch (error) {
        code = (error as Refusal).code
      }
      const found = [library.readOnly, notesIn(library).length, code]
      library.close()
      expect([found, readFileSync(file()).equals(before), existsSync(`${file()}-wal`)]).toEqual([
        ['read-only', 20, 'read-only'],
        true,
        false,
      ])
    } finally {
      free()
    }
  })

  test('with a log that was not read in shows the latest words all the same', (context) => {
    const { library } = openForTest(folder, testSurroundings())
    annotate(library, publish(library, 'waico'), '最後一句')
    const place = join(root, 'killed')
    copyTo(place)
    library.close()
    rmSync(folder, { recursive: true })
    mkdirSync(folder)
    for (const name of readdirSync(place)) copyFileSync(join(place, name), join(folder, name))
    const free = bar()
    if (free === null) return context.skip('no read-only folder can be made here')
    try {
      const { library: again } = openForTest(folder, testSurroundings())
      const notes = notesIn(again)
      again.close()
      expect(notes).toEqual(['最後一句'])
    } finally {
      free()
    }
  })
})
