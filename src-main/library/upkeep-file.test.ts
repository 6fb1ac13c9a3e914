import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runHere } from './jobs.ts'
import { openForTest, publish, testSurroundings } from './library-for-tests.ts'
import { upkeep } from './upkeep.ts'
import { readUpkeep } from './upkeep-file.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'briefdesk-upkeep-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const lastVerify = {
  at: '2026-01-01T00:00:00.000Z',
  ok: true,
  structure: [],
  searchIndex: 'none',
  checked: { records: 1, versions: 1 },
  counts: { briefings: 1, versions: 1, annotations: 0, removed: 0, drafts: 0 },
  damaged: [],
  damagedHistory: [],
  damagedDrafts: [],
}
const sound = { second: '/stick', space: 'a space', lastVerify, acknowledged: ['a report'] }
const file = () => join(folder, 'upkeep.json')

describe('one bad fact does not lose the others', () => {
  test.each([
    ['a date that is none', { lastVerify: { ...lastVerify, at: 'NaN' } }, { lastVerify: null }],
    ['a check without its findings', { lastVerify: { at: lastVerify.at } }, { lastVerify: null }],
    ['a check that is a list', { lastVerify: [] }, { lastVerify: null }],
    ['a second folder that is a number', { second: 7 }, { second: null }],
    ['an id that is a list', { space: [] }, { space: null }],
    ['reports that are a text', { acknowledged: 'all' }, { acknowledged: [] }],
  ])('%s', (_, bad, lost) => {
    writeFileSync(file(), JSON.stringify({ ...sound, ...bad }))
    expect(readUpkeep(folder)).toEqual({ ...sound, ...lost })
  })
})

test('a last check without a date that can be read does not stop the next one', async () => {
  const around = testSurroundings()
  const { library } = openForTest(folder, around)
  publish(library, 'waico')
  writeFileSync(file(), JSON.stringify({ ...sound, second: null, lastVerify: { ...lastVerify, at: 'once' } }))
  let checked = () => {}
  const verified = new Promise<void>((done) => {
    checked = done
  })
  const tell = (event: string) => event === 'library.verified' && checked()
  const care = upkeep({ folder, library, tell, runJob: runHere, log: () => {}, idle: 10 })
  await verified
  await care.close()
  library.close()
  expect(readUpkeep(folder).lastVerify?.ok).toBe(true)
})

describe('a file that cannot be read as it should is kept under its date, and the reader is told', () => {
  test.each([
    ['no JSON', '{"second": "/sti', null],
    ['another kind of JSON', '[1, 2]', null],
    ['one bad fact', JSON.stringify({ ...sound, lastVerify: 7 }), '/stick'],
  ])('%s', async (_, text, second) => {
    const { library } = openForTest(folder, testSurroundings())
    writeFileSync(file(), text)
    const care = upkeep({ folder, library, tell: () => {}, runJob: runHere, log: () => {} })
    const state = await care.handlers.state({}, { request: 'r' })
    await care.handlers.dropSecondFolder({}, { request: 'r' })
    await care.close()
    library.close()
    const [kept = ''] = readdirSync(folder).filter((name) => name.startsWith('upkeep-'))
    expect([
      kept,
      readFileSync(join(folder, kept), 'utf8'),
      state.notices.filter(({ code }) => code === 'facts-set-aside'),
      state.secondFolder?.folder ?? null,
    ]).toEqual([
      expect.stringMatching(/^upkeep-\d{8}T\d{6}Z-unreadable\.json$/),
      text,
      [{ code: 'facts-set-aside', data: { name: kept } }],
      second,
    ])
  })
})
