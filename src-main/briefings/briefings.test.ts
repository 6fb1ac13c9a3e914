import { expect, test } from 'vitest'
import type { Reading } from '../../src-shared/briefings/briefing.ts'
import { canonicalJson } from '../../src-shared/briefings/canonical.ts'
import type { Content } from '../../src-shared/briefings/content.ts'
import { Refusal } from '../../src-shared/ipc.ts'
import { uuidv7 } from '../library/ids.ts'
import { openInMemory } from '../library/open-library.ts'
import { sha256 } from '../library/sha256.ts'
import { versionReader } from '../library/versions.ts'
import { briefings, type Received } from './briefings.ts'

const publisherId = '01986b1e-0000-7000-8000-000000000001'
const otherId = '01986b1e-0000-7000-8000-000000000002'

function content(slug: string, text: string): Content {
  return {
    format: 1,
    slug,
    lead: 'zh-TW',
    languages: ['zh-TW'],
    title: { 'zh-TW': '標題' },
    summary: { 'zh-TW': '結論。' },
    publisher: { 'zh-TW': '單位' },
    issued: '2026-07-10',
    marking: { tlp: 'CLEAR', secrecy: 'none' },
    tags: [],
    scales: {},
    align: {},
    editions: { 'zh-TW': { blocks: [{ id: 'p1', kind: 'paragraph', text }] } },
    events: [],
    periods: [],
    risks: [],
    positions: [],
    notes: [],
    sources: [],
    terms: [],
  }
}

const received = (briefing: string | null, slug: string, text: string): Received => {
  const made = content(slug, text)
  const canonical = canonicalJson(made)
  return { briefing, content: made, canonical, hash: sha256(canonical), warnings: [] }
}

function desk() {
  const facts: string[] = []
  let ids = 0
  const library = openInMemory({
    newId: () => {
      ids += 1
      return uuidv7(1_750_000_000_000, new Uint8Array(10).fill(ids))
    },
    now: () => 1_750_000_000_000,
    tell: (event) => facts.push(event),
    onDamage: (table) => facts.push(`damage ${table}`),
  })
  const noun = briefings(library, versionReader(library), async () => received(null, 'dropped', '甲'))
  let requests = 0
  const accept = (given: Received) => {
    requests += 1
    const { outcome, number, slug } = noun.accept(given, `r${requests}`)
    return `${slug} ${number} ${outcome}`
  }
  const list = async () => noun.handlers.list({}, { request: '' })
  return { library, noun, facts, accept, list }
}

const codeOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error)
  }
  return 'done'
}

test('a folder becomes a briefing, a changed one its next version, the same one nothing new', () => {
  const { accept, noun } = desk()
  const outcomes = [
    accept(received(publisherId, 'waico', '甲')),
    accept(received(publisherId, 'waico', '甲')),
    accept(received(publisherId, 'waico', '乙')),
    accept(received(publisherId, 'waico', '甲')),
  ]
  expect([outcomes, noun.idOf('waico')]).toEqual([
    ['waico 1 added', 'waico 1 unchanged', 'waico 2 new-version', 'waico 3 new-version'],
    publisherId,
  ])
})

test('a briefing without an id of its own gets one, and is known by its short name', () => {
  const { accept, noun } = desk()
  const outcomes = [accept(received(null, 'memo', '甲')), accept(received(null, 'memo', '乙'))]
  expect([outcomes, noun.idOf('memo')]).toEqual([
    ['memo 1 added', 'memo 2 new-version'],
    expect.stringMatching(/^.{8}-.{4}-7/),
  ])
})

test("a published briefing is not taken over by another's under its short name, with an id or without", async () => {
  const { accept, list } = desk()
  accept(received(publisherId, 'waico', '甲'))
  const refused = [otherId, null].map((id) => codeOf(() => accept(received(id, 'waico', '乙'))))
  expect([refused, (await list()).map(({ id, number }) => [id, number])]).toEqual([
    ['refused', 'refused'],
    [[publisherId, 1]],
  ])
})

test('a version reads as it was written, and one with a changed letter is never shown', () => {
  const { accept, noun, library } = desk()
  accept(received(publisherId, 'waico', '原文'))
  const read = versionReader(library)
  const hash = received(publisherId, 'waico', '原文').hash
  const before = read(publisherId, hash)
  library.db.script('DROP TRIGGER versions_are_immutable')
  library.db.run("UPDATE versions SET content = replace(content, '原文', '偽文')")
  const fresh = versionReader(library)
  expect([
    before?.editions['zh-TW']?.blocks[0]?.text,
    codeOf(() => fresh(publisherId, hash)),
    noun.idOf('waico'),
  ]).toEqual(['原文', 'damaged', publisherId])
})

test('a version cannot be rewritten', () => {
  const { accept, library } = desk()
  accept(received(publisherId, 'waico', '甲'))
  expect(codeOf(() => library.db.run("UPDATE versions SET content = '{}'"))).toContain('immutable')
})

test('the list shows each briefing with its current version and where the reader stopped', async () => {
  const { accept, noun, list } = desk()
  accept(received(publisherId, 'waico', '甲'))
  const { hash } = received(publisherId, 'waico', '甲')
  const reading: Reading = { lang: 'zh-TW', block: 'p1', progress: 0.5, version: hash }
  await noun.handlers.keepReading({ id: publisherId, reading }, { request: 'r' })
  expect(await list()).toEqual([
    {
      id: publisherId,
      slug: 'waico',
      status: 'issued',
      number: 1,
      version: hash,
      head: {
        lead: 'zh-TW',
        languages: ['zh-TW'],
        title: { 'zh-TW': '標題' },
        summary: { 'zh-TW': '結論。' },
        publisher: { 'zh-TW': '單位' },
        issued: '2026-07-10',
        marking: { tlp: 'CLEAR', secrecy: 'none' },
        tags: [],
      },
      counts: { annotations: 0, notes: 0, events: 0, risks: 0, positions: 0 },
      reading,
      received: '2025-06-15T15:06:40.000Z',
    },
  ])
})

test('the versions of a briefing are known, and what the current one changed since any of them', async () => {
  const { accept, noun } = desk()
  for (const text of ['總部初步考慮設於上海。', '總部已經設於上海。', '總部設於上海。'])
    accept(received(publisherId, 'waico', text))
  const on = { request: '' }
  const versions = await noun.handlers.versions({ id: publisherId }, on)
  const since = async (number: number) => {
    const { hash = '' } = { hash: versions.find((each) => each.number === number)?.version }
    const { now, passages } = await noun.handlers.changes({ id: publisherId, since: hash }, on)
    return [now.number, passages.map(({ what, text }) => [what, text['zh-TW']?.map((part) => part.what).join(' ')])]
  }
  expect([
    versions.map(({ number, issued }) => [number, issued]),
    await since(1),
    await since(3),
    codeOf(() => noun.handlers.changes({ id: publisherId, since: '0'.repeat(64) }, on)),
  ]).toEqual([
    [
      [1, '2026-07-10'],
      [2, '2026-07-10'],
      [3, '2026-07-10'],
    ],
    [3, [['changed', 'kept removed kept']]],
    [3, [['same', 'kept']]],
    'not-found',
  ])
})

test('dropped files are read and taken in, and every window is told once', async () => {
  const { noun, facts } = desk()
  const input = { name: 'memo', files: [{ path: 'briefing.yaml', bytes: new Uint8Array() }] }
  const replies = [
    await noun.handlers.importDropped(input, { request: 'a' }),
    await noun.handlers.importDropped(input, { request: 'a' }),
  ]
  expect([replies.map(({ outcome }) => outcome), facts]).toEqual([['added', 'added'], ['briefings.changed']])
})

test('a briefing that is not there is not found', () => {
  const { noun } = desk()
  expect([
    codeOf(() => noun.idOf('nothing')),
    codeOf(() => noun.handlers.open({ id: otherId }, { request: '' })),
  ]).toEqual(['not-found', 'not-found'])
})
