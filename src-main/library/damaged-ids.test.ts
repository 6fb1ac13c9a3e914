import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { verifyFile } from './backups.ts'
import { placesIn } from './disk.ts'
import { annotate, openForTest, publish, rewrite, testSurroundings } from './library-for-tests.ts'
import { repairRecords } from './repair.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'briefdesk-ids-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  ['record_id', 'change_log'],
  ['record_id', 'record_history'],
  ['hlc', 'change_log'],
  ['hlc', 'record_history'],
])('a letter of zeros in the %s of %s is told as damaged history, and a repair does what it can', (column, table) => {
  const { library } = openForTest(folder, testSurroundings())
  rewrite(library, annotate(library, publish(library, 'waico'), '一'), '二')
  library.db.script('DROP TRIGGER change_log_is_not_rewritten')
  library.db.run(`UPDATE ${table} SET ${column} = 'QQQQ' || substr(${column}, 5) WHERE payload LIKE '%一%'`)
  library.close()
  const { library: file } = placesIn(folder)
  // No statement of ours can write such a letter.
  const bytes = readFileSync(file)
  for (let at = bytes.indexOf('QQQQ'); at >= 0; at = bytes.indexOf('QQQQ', at + 1)) bytes[at + 2] = 0
  writeFileSync(file, bytes)
  const { structure, damaged, damagedHistory } = verifyFile(file)
  const { library: again, setAside } = openForTest(folder, testSurroundings(1_760_000_000_000))
  const { left, historyLeft } = repairRecords(again, [], { backups: [] }, 'repair')
  again.close()
  expect([structure, damaged, left, setAside]).toEqual([[], [], [], null])
  expect([damagedHistory.length > 0, historyLeft.length > 0]).toEqual([true, true])
})
