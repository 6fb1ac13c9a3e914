import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Refusal } from '../../src-shared/ipc.ts'
import { makeBackup, verifyFile } from './backups.ts'
import { openDatabase } from './database.ts'
import { placesIn, secondBackups } from './disk.ts'
import { annotate, notesIn, openForTest, publish, testSurroundings } from './library-for-tests.ts'
import { migrate } from './migrations.ts'
import { restoration } from './recover.ts'
import { readUpkeep, writeUpkeep } from './upkeep-file.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'briefdesk-not-ours-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** A library of its own with one annotation, closed; its file and its id. */
function desk(name: string, note: string) {
  const folder = join(root, name)
  const { library } = openForTest(folder, testSurroundings())
  annotate(library, publish(library, 'waico'), note)
  const space = library.db.get<{ value: string }>("SELECT value FROM meta WHERE key = 'space'")?.value ?? ''
  library.close()
  return { folder, file: placesIn(folder).library, space }
}

const codeOf = (work: () => unknown) => {
  try {
    work()
    return 'done'
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error)
  }
}

test('a backup of a newer program is refused by its cause, and its schema is never written back', () => {
  const { file } = desk('mine', '我的筆記')
  const db = openDatabase(file)
  db.script('PRAGMA user_version = 7')
  const migrated = codeOf(() => migrate(db))
  const schema = db.pragma('user_version')
  db.close()
  expect([codeOf(() => verifyFile(file)), migrated, schema]).toEqual(['newer-library', 'newer-library', 7])
})

test('a backup of another library in a shared folder is neither taken away nor put in the place of ours', () => {
  const mine = desk('mine', '我的筆記')
  const theirs = desk('theirs', '別人的筆記')
  const stick = join(root, 'stick')
  const second = join(stick, secondBackups)
  mkdirSync(second, { recursive: true })
  const at = (day: number) => Date.UTC(2026, 0, day)
  const order = (source: string, folder: string, day: number) =>
    makeBackup({ source, folder, second, label: 'weekly', time: at(day) })
  const { backup } = order(theirs.file, placesIn(theirs.folder).backups, 1)
  for (let day = 8; day <= 43; day += 7) order(mine.file, placesIn(mine.folder).backups, day)
  const kept = readdirSync(second).includes(backup.name)

  // Only the shared folder is left, and the other library's backup is made the newest there.
  rmSync(placesIn(mine.folder).backups, { recursive: true })
  order(theirs.file, placesIn(theirs.folder).backups, 60)
  writeUpkeep(mine.folder, { ...readUpkeep(mine.folder), second: stick, space: mine.space })
  writeFileSync(mine.file, '')
  const { library } = openForTest(mine.folder, testSurroundings())
  const notes = notesIn(library)
  library.close()
  expect([kept, notes]).toEqual([true, ['我的筆記']])
})

test('a library that was set aside is restored with the last words of its log', () => {
  const folder = join(root, 'mine')
  const { library } = openForTest(folder, testSurroundings())
  annotate(library, publish(library, 'waico'), '在紀錄檔裡的筆記')
  // As after a kill: the file with its log beside it.
  const aside = join(root, 'aside')
  mkdirSync(aside)
  for (const name of readdirSync(folder).filter((each) => each.startsWith('library.sqlite'))) {
    cpSync(join(folder, name), join(aside, name))
  }
  library.close()
  const target = join(root, 'target')
  mkdirSync(target)
  const made = restoration(target)({ from: join(aside, 'library.sqlite') } as never, join(root, 'unused'))
  const db = openDatabase(typeof made === 'string' ? made : '', { readOnly: true })
  const notes = db.all<{ note: string }>('SELECT note FROM annotations').map(({ note }) => note)
  db.close()
  expect(notes).toEqual(['在紀錄檔裡的筆記'])
})
