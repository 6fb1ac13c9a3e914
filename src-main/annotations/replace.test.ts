import { beforeEach, expect, test } from 'vitest'
import { anchorOf } from '../../src-shared/annotations/anchor.ts'
import type { AnnotationDraft, Target } from '../../src-shared/annotations/annotation.ts'
import { canonicalJson } from '../../src-shared/briefings/canonical.ts'
import type { Content } from '../../src-shared/briefings/content.ts'
import { Refusal } from '../../src-shared/ipc.ts'
import { uuidv7 } from '../library/ids.ts'
import { type OpenLibrary, openInMemory } from '../library/open-library.ts'
import { sha256 } from '../library/sha256.ts'
import { versionReader } from '../library/versions.ts'
import { annotations } from './annotations.ts'

const briefing = '01986b1e-0000-7000-8000-000000000001'
const text = '中國提出倡議。美國表示反對。'
const content = {
  lead: 'zh-TW',
  languages: ['zh-TW'],
  editions: { 'zh-TW': { blocks: [{ id: 'p1', kind: 'paragraph', text }] } },
  ...{ events: [], risks: [], positions: [], notes: [], sources: [], scales: {} },
} as unknown as Content

let library: OpenLibrary
let noun: ReturnType<typeof annotations>
let version: string
let facts: string[]
let requests = 0
const call = () => {
  requests += 1
  return { request: `r${requests}` }
}

beforeEach(() => {
  facts = []
  let ids = 0
  library = openInMemory({
    newId: () => {
      ids += 1
      return uuidv7(1_750_000_000_000, new Uint8Array(10).fill(ids))
    },
    now: () => 1_750_000_000_000,
    tell: (event) => facts.push(event),
    onDamage: () => {},
  })
  noun = annotations(library, versionReader(library))
  const canonical = canonicalJson(content)
  version = sha256(canonical)
  library.write(call().request, (writer) => {
    writer.add('briefings', briefing, { slug: 'waico', status: 'issued', number: 1, version, minted: 0 })
    const row = { briefing, number: 1, hash: version, head: '{}', counts: '{}', received: '', content: canonical }
    writer.add('versions', library.newId(), row)
    return null
  })
})

const words = (start: number, end: number): Target => {
  const selector = anchorOf({ id: 'p1', text }, start, end)
  if (selector === null) throw new Error('no anchor')
  return { type: 'text', lang: 'zh-TW', selectors: [selector] }
}
const draft = (start: number, end: number, more: Partial<AnnotationDraft> = {}): AnnotationDraft => ({
  ...{ briefing, version, target: words(start, end), kind: 'fact', note: '', tags: [] },
  ...more,
})
const quotes = async () =>
  (await noun.list({ briefing }, call())).map(({ target }) => target.type === 'text' && target.selectors[0]?.exact)

test('other words for an annotation: a new one says all that the old one said, and links of others follow', async () => {
  const other = await noun.add(draft(7, 9), call())
  const said = { kind: 'action', note: '查證', tags: ['章程'], due: '2026-12-01', links: [other.id] } as const
  const made = await noun.add(draft(0, 2, { ...said, tags: [...said.tags], links: [...said.links] }), call())
  await noun.change({ id: other.id, hlc: other.hlc, change: { links: [made.id] } }, call())
  const wide = await noun.replace({ id: made.id, hlc: made.hlc, version, target: words(0, 4) }, call())
  const [first, second] = await noun.list({ briefing }, call())
  const { kind, note, tags, due, links, resolution } = wide
  expect({ kind, note, tags, due, links, resolution, first: first?.links, second: second?.id }).toEqual({
    ...said,
    resolution: { status: 'exact', places: [{ block: 'p1', start: 0, end: 4 }] },
    first: [wide.id],
    second: wide.id,
  })
})

test('taking it back brings the old words, and making it again the new ones; links follow both ways', async () => {
  const made = await noun.add(draft(0, 2), call())
  const other = await noun.add(draft(7, 9, { links: [made.id] }), call())
  const linked = async () => (await noun.list({ briefing }, call())).find(({ id }) => id === other.id)?.links
  const wide = await noun.replace({ id: made.id, hlc: made.hlc, version, target: words(0, 4) }, call())
  const back = await noun.swap({ id: wide.id, hlc: wide.hlc, back: made.id }, call())
  const afterUndo = [await quotes(), await linked()]
  const again = await noun.swap({ id: back.id, hlc: back.hlc, back: wide.id }, call())
  expect([afterUndo, [await quotes(), await linked()], again.id]).toEqual([
    [['中國', '美國'], [made.id]],
    [['美國', '中國提出'], [again.id]],
    wide.id,
  ])
})

test('the history of both tells of the step, with the words of the other', async () => {
  const made = await noun.add(draft(0, 2), call())
  const wide = await noun.replace({ id: made.id, hlc: made.hlc, version, target: words(0, 4) }, call())
  const told = async (id: string) =>
    (await noun.history({ id }, call())).versions.map(({ op, other }) => [op, other?.quote ?? null])
  expect([await told(made.id), await told(wide.id)]).toEqual([
    [
      ['remove', '中國提出'],
      ['add', null],
    ],
    [['add', '中國']],
  ])
})

test('a neighbour with a damaged letter is not quoted as true, and hides no history', async () => {
  const made = await noun.add(draft(0, 2), call())
  const wide = await noun.replace({ id: made.id, hlc: made.hlc, version, target: words(0, 4) }, call())
  library.db.script('DROP TRIGGER annotation_targets_are_immutable')
  const others = async () => (await noun.history({ id: made.id }, call())).versions.map(({ other }) => other ?? null)
  const found: unknown[] = []
  for (const [from, to] of [
    ['中國提出', '美國提出'],
    ['"type"', 'type"'],
  ] as const) {
    library.db.run('UPDATE annotations SET target = replace(target, ?, ?) WHERE id = ?', from, to, wide.id)
    found.push(await others())
  }
  expect(found).toEqual([
    [null, null],
    [null, null],
  ])
})

test('an annotation that somebody changed meanwhile, or words that are not there, are refused and nothing is done', async () => {
  const made = await noun.add(draft(0, 2), call())
  const changed = await noun.change({ id: made.id, hlc: made.hlc, change: { note: '二' } }, call())
  const codes: string[] = []
  const wrong: Target = {
    type: 'text',
    lang: 'zh-TW',
    selectors: [{ block: 'p1', exact: '歐盟', prefix: '', suffix: '', start: 0, end: 2 }],
  }
  for (const input of [
    { id: made.id, hlc: made.hlc, version, target: words(0, 4) },
    { id: made.id, hlc: changed.hlc, version, target: wrong },
  ]) {
    try {
      await noun.replace(input, call())
    } catch (error) {
      codes.push(error instanceof Refusal ? error.code : String(error))
    }
  }
  expect([codes, await quotes()]).toEqual([['conflict', 'bad-request'], ['中國']])
})

test('what answers it answers the new one, and what other programs said of it stays with it', async () => {
  const made = await noun.add(draft(0, 2), call())
  const answer = await noun.add(draft(7, 9), call())
  const extra = '{"w3c":{"fields":{"rights":"https://example.org/by"}}}'
  library.write(call().request, (writer) => {
    const [row, other] = [made.id, answer.id].map((id) => library.read('annotations', id))
    if (!row || !other) throw new Error('not there')
    writer.put('annotations', 'change', other, { parent_id: made.id })
    writer.take('annotations', 'change', made.id, row, row, { from: null, extra })
    return null
  })
  const { hlc } = (await noun.list({ briefing }, call())).find(({ id }) => id === made.id) ?? made
  const wide = await noun.replace({ id: made.id, hlc, version, target: words(0, 4) }, call())
  const parents = [library.read('annotations', answer.id)?.parent_id]
  const back = await noun.swap({ id: wide.id, hlc: wide.hlc, back: made.id }, call())
  parents.push(library.read('annotations', answer.id)?.parent_id)
  expect([parents, library.read('annotations', wide.id)?.extra, back.id]).toEqual([[wide.id, made.id], extra, made.id])
})

test('a removed one is linked to the words that came back when it is brought back itself', async () => {
  const made = await noun.add(draft(0, 2), call())
  const others = [await noun.add(draft(7, 9), call()), await noun.add(draft(9, 11), call())]
  const linking: { id: string; hlc: string }[] = []
  for (const { id, hlc } of others) linking.push(await noun.change({ id, hlc, change: { links: [made.id] } }, call()))
  const wide = await noun.replace({ id: made.id, hlc: made.hlc, version, target: words(0, 4) }, call())
  const items = (await noun.list({ briefing }, call())).filter(({ id }) => others.some((each) => each.id === id))
  const { done: removed } = await noun.removeMany({ items: items.map(({ id, hlc }) => ({ id, hlc })) }, call())
  await noun.swap({ id: wide.id, hlc: wide.hlc, back: made.id }, call())
  const [first, second] = removed
  if (!first || !second) throw new Error('not removed')
  const one = await noun.restore(first, call())
  const { done, stale } = await noun.restoreMany({ items: [second] }, call())
  const links = (await noun.list({ briefing }, call())).map((each) => each.links).filter(Boolean)
  expect([one.links, done.length, stale, links]).toEqual([[made.id], 1, [], [[made.id], [made.id]]])
})
