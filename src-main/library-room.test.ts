import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openRoom } from './library-room.ts'

const samples = join(import.meta.dirname, '../samples')
let folder: string
let said: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'briefdesk-room-'))
  said = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = () => openRoom({ folder, lockWait: 0, log: (words) => said.push(words) })

/** From here on the library finds no room on the disk. */
const fill = ({ library }: ReturnType<typeof open>) =>
  library.db.script(`PRAGMA max_page_count = ${Number(library.db.pragma('page_count'))}`)

test('a new library for whose samples the disk has no room is refused, not shown empty', async () => {
  const room = open()
  fill(room)
  await expect(room.takeInSamples(samples)).rejects.toMatchObject({ code: 'disk-full' })
  room.library.close()
})

test('a library in use opens without a sample for which there is no room, and says so', async () => {
  const room = open()
  await room.importPath(join(samples, 'waico'), 'r1')
  fill(room)
  await room.takeInSamples(samples)
  const rows = await room.handlers.briefings.list({}, { request: 'r2' })
  expect([rows.map(({ slug }) => slug), said.some((words) => words.includes('un-ai-governance'))]).toEqual([
    ['waico'],
    true,
  ])
  room.library.close()
})
