import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from './database.ts'
import { allDrafts, damagedDrafts, isTrueDraft, keepDraft } from './drafts.ts'
import { migrate, schemaVersion, steps } from './migrations.ts'
import { isSound, verifyDatabase } from './verify.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'briefdesk-drafts-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const draft = {
  key: 'annotation/a/w',
  briefing: 'b',
  text: '打字中',
  tags: '章程',
  base_hlc: null,
  saved: '2026-01-01',
}

test('drafts of a library of an older schema go on, and from then on bear a hash', () => {
  const db = openDatabase(join(folder, 'library.sqlite'))
  migrate(db, steps.slice(0, 2))
  db.run("INSERT INTO drafts (key, briefing, text, saved) VALUES ('annotation/a', 'b', '舊的', '2026-01-01')")
  const before = [damagedDrafts(db).length, verifyDatabase(db).ok]
  migrate(db)
  const after = allDrafts(db).map((each) => [each.text, each.tags, each.base_hlc, isTrueDraft(each)])
  db.close()
  expect([before, after]).toEqual([[0, true], [['舊的', null, null, true]]])
})

test('a check counts drafts and names those that do not say what was written; the library stays sound for its backups', () => {
  const db = openDatabase(join(folder, 'library.sqlite'))
  migrate(db)
  keepDraft(db, draft)
  keepDraft(db, { ...draft, key: 'annotation/b/w' })
  const whole = verifyDatabase(db)
  db.run("UPDATE drafts SET text = '打對中' WHERE key = 'annotation/b/w'")
  const found = verifyDatabase(db)
  db.close()
  expect([
    [whole.ok, whole.counts.drafts, whole.damagedDrafts],
    [found.ok, isSound(found), found.damagedDrafts],
  ]).toEqual([
    [true, 2, []],
    [false, true, [{ key: 'annotation/b/w', briefing: 'b' }]],
  ])
})

test('the draft in the library that is kept of this schema still says what was written', () => {
  const path = join(folder, 'library.sqlite')
  copyFileSync(join(import.meta.dirname, '../../e2e/samples/library-schema-3.sqlite'), path)
  const db = openDatabase(path)
  migrate(db)
  const found = allDrafts(db).map((each) => [each.text, each.tags, isTrueDraft(each)])
  db.close()
  expect([found, schemaVersion >= 3]).toEqual([[['請查證此說法：沒寫完的', '查證, ', true]], true])
})
