import { beforeEach, expect, test } from 'vitest'
import { type Draft, draftKey } from '../../src-shared/annotations/draft.ts'
import { annotate, publish, rewrite, testSurroundings } from '../library/library-for-tests.ts'
import { type OpenLibrary, openInMemory } from '../library/open-library.ts'
import type { StoredRecord } from '../library/records.ts'
import { drafting } from './drafts.ts'

let library: OpenLibrary
let noun: ReturnType<typeof drafting>
let briefing: StoredRecord<'briefings'>
const call = { request: 'r' }
const drafts = async () => (await noun.drafts({ briefing: briefing.id }, call)) as readonly Draft[]

beforeEach(() => {
  library = openInMemory(testSurroundings())
  noun = drafting(library)
  briefing = publish(library, 'waico')
})

const write = (key: string, text: string, base: string | null = null, tags = '') =>
  noun.keepDraft({ key, briefing: briefing.id, text, tags, base }, call)

test('a draft is the whole of its editor, and is kept until it is dropped', async () => {
  await write('annotation/a/w', '打', null, '章')
  await write('annotation/a/w', '打字中', null, '章程, ')
  const kept = await drafts()
  await noun.dropDraft({ key: 'annotation/a/w' }, call)
  expect([kept, await drafts()]).toEqual([
    [
      {
        key: 'annotation/a/w',
        briefing: briefing.id,
        text: '打字中',
        tags: '章程, ',
        base: null,
        begun: null,
        saved: expect.stringMatching(/^2025-06-15T/),
        damaged: false,
      },
    ],
    [],
  ])
})

test('a draft tells what its annotation said when it was begun, also after that was changed', async () => {
  const made = annotate(library, briefing, '原文')
  await write(draftKey(made.id, 'w'), '我的', made.hlc)
  const before = await drafts()
  rewrite(library, made, '別處的')
  const after = await drafts()
  expect([before, after].map(([draft]) => [draft?.text, draft?.base, draft?.begun])).toEqual([
    ['我的', made.hlc, { note: '原文', tags: [] }],
    ['我的', made.hlc, { note: '原文', tags: [] }],
  ])
})

test('two windows on one annotation each have a draft of their own', async () => {
  const made = annotate(library, briefing, '')
  await write(draftKey(made.id, 'one'), '這邊', made.hlc)
  await write(draftKey(made.id, 'two'), '那邊', made.hlc)
  await noun.dropDraft({ key: draftKey(made.id, 'one') }, call)
  expect((await drafts()).map(({ text }) => text)).toEqual(['那邊'])
})

test.each([
  ['text', "text = '反對'"],
  ['tags', "tags = '別的'"],
  ['version it was begun from', 'base_hlc = NULL'],
])('a draft whose %s was changed by damage is told as damaged', async (_, damage) => {
  const made = annotate(library, briefing, '')
  await write(draftKey(made.id, 'w'), '同意', made.hlc, '章程')
  library.db.run(`UPDATE drafts SET ${damage}`)
  expect((await drafts()).map(({ damaged, begun }) => [damaged, begun])).toEqual([[true, null]])
})
