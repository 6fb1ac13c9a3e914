import { beforeEach, expect, test } from 'vitest'
import { anchorOf } from '../../src-shared/annotations/anchor.ts'
import type { AnnotationDraft, Target } from '../../src-shared/annotations/annotation.ts'
import type { NotebookRow } from '../../src-shared/annotations/notebook.ts'
import { canonicalJson } from '../../src-shared/briefings/canonical.ts'
import type { Content } from '../../src-shared/briefings/content.ts'
import { uuidv7 } from '../library/ids.ts'
import { type OpenLibrary, openInMemory } from '../library/open-library.ts'
import { sha256 } from '../library/sha256.ts'
import { versionReader } from '../library/versions.ts'
import { annotations } from './annotations.ts'

const briefings = ['01986b1e-0000-7000-8000-000000000001', '01986b1e-0000-7000-8000-000000000002'] as const
const [waico, un] = briefings

const content = (...texts: readonly string[]) =>
  ({
    lead: 'zh-TW',
    languages: ['zh-TW'],
    align: {},
    editions: { 'zh-TW': { blocks: texts.map((text, at) => ({ id: `p${at + 1}`, kind: 'paragraph', text })) } },
    events: [],
    risks: [{ id: 'r1', title: { 'zh-TW': '斷供' }, scores: { likelihood: { value: 6 } } }],
    positions: [],
    notes: [],
    sources: [],
  }) as unknown as Content

let library: OpenLibrary
let noun: ReturnType<typeof annotations>
let facts: unknown[]
let requests = 0
const call = () => {
  requests += 1
  return { request: `r${requests}` }
}

/** Puts a version into the library as an import does. */
function publish(briefing: string, version: Content, number: number): string {
  const canonical = canonicalJson(version)
  const hash = sha256(canonical)
  library.write(call().request, (writer) => {
    const own = { slug: briefing.slice(-2), status: 'issued', number, version: hash }
    const known = library.read('briefings', briefing)
    if (known === null) writer.add('briefings', briefing, { ...own, minted: 0 })
    else writer.put('briefings', 'change', known, own)
    const row = { briefing, number, hash, head: '{}', counts: '{}', received: '', content: canonical }
    writer.add('versions', library.newId(), row)
    return null
  })
  return hash
}

const texts = ['中國提出倡議。美國表示反對。', '聯合國成立科學小組。']
let version: string

beforeEach(() => {
  facts = []
  let ids = 0
  library = openInMemory({
    newId: () => {
      ids += 1
      return uuidv7(1_750_000_000_000, new Uint8Array(10).fill(ids))
    },
    now: () => 1_750_000_000_000,
    tell: (event, fact) => facts.push([event, fact]),
    onDamage: () => {},
  })
  noun = annotations(library, versionReader(library))
  for (const briefing of briefings) version = publish(briefing, content(...texts), 1)
})

const words = (block: string, start: number, end: number): Target => {
  const selector = anchorOf({ id: block, text: texts[Number(block.slice(1)) - 1] ?? '' }, start, end)
  if (selector === null) throw new Error('no anchor')
  return { type: 'text', lang: 'zh-TW', selectors: [selector] }
}
const add = async (target: Target, given: Partial<AnnotationDraft> = {}) =>
  noun.add({ briefing: waico, version, target, kind: 'fact', note: '', tags: [], ...given }, call())
const rows = async (briefing: string = waico) => noun.notebook({ briefing }, call())
const shortly = ({ kind, tags, quote, type, at, paragraph, status, review }: NotebookRow) =>
  [kind, tags.join(), quote, type, at, paragraph, status, review && 'waits'].filter((each) => each).join(' ')

test('the notebook lists a briefing in the order of its text, what is about it and what is lost at the end', async () => {
  await add({ type: 'risk', id: 'r1' })
  await add(words('p2', 0, 3))
  await add(words('p1', 7, 9))
  await add(words('p1', 0, 2))
  await add(words('p1', 0, 2), { briefing: un })
  publish(waico, content('中國提出倡議。美國表示反對。'), 2)
  expect([(await rows()).map(shortly), (await rows(un)).map(shortly)]).toEqual([
    [
      'fact 中國 text block/p1 1 exact',
      'fact 美國 text block/p1 1 exact',
      'fact risk risk/r1 exact',
      expect.stringMatching(/^fact 聯合國 text (\S+ )*waits$/u),
    ],
    ['fact 中國 text block/p1 1 exact'],
  ])
})

test('many are changed in one write and put back as they were; each briefing is told of once', async () => {
  const all = [
    await add(words('p1', 0, 2)),
    await add(words('p1', 7, 9)),
    await add(words('p1', 0, 2), { briefing: un }),
  ]
  facts = []
  const given = call()
  const changes = all.map(({ id, hlc }) => ({
    id,
    hlc,
    change: { tags: ['會議'], kind: 'action' as const, due: '2026-12-01' },
  }))
  const changed = await noun.changeMany({ changes }, given)
  const again = await noun.changeMany({ changes }, given)
  const told = [...facts]
  const now = [...(await rows()), ...(await rows(un))].map((row) => [row.kind, row.tags.join(), row.due].join(' '))
  const back = await noun.changeMany(
    { changes: changed.done.map(({ id, hlc }) => ({ id, hlc, change: { tags: [], kind: 'fact', due: null } })) },
    call(),
  )
  expect({
    done: changed.done.map(({ id }) => id),
    stale: changed.stale,
    again,
    told,
    now,
    back: [back.done.length, (await rows()).map((row) => [row.kind, row.tags.join(), row.due].join(' '))],
  }).toEqual({
    done: all.map(({ id }) => id),
    stale: [],
    again: changed,
    told: [
      ['annotations.changed', { briefing: waico }],
      ['annotations.changed', { briefing: un }],
    ],
    now: ['action 會議 2026-12-01', 'action 會議 2026-12-01', 'action 會議 2026-12-01'],
    back: [3, ['fact  ', 'fact  ']],
  })
})

test('of many, those that were changed meanwhile are named and stay as they are', async () => {
  const [one, other] = [await add(words('p1', 0, 2)), await add(words('p1', 7, 9))]
  const newer = await noun.change({ id: other.id, hlc: other.hlc, change: { note: '別處寫的' } }, call())
  const removed = await noun.removeMany({ items: [one, other].map(({ id, hlc }) => ({ id, hlc })) }, call())
  const left = (await rows()).map(({ note }) => note)
  const restored = await noun.restoreMany({ items: [...removed.done, { id: newer.id, hlc: 'old' }] }, call())
  expect({ stale: [removed.stale, restored.stale], left, all: (await rows()).map(({ id }) => id) }).toEqual({
    stale: [[other.id], [other.id]],
    left: ['別處寫的'],
    all: [one.id, other.id],
  })
})

test('a removal of many that was taken back can be done again with the clocks it then has', async () => {
  const all = [await add(words('p1', 0, 2)), await add(words('p2', 0, 3))]
  const removed = await noun.removeMany({ items: all.map(({ id, hlc }) => ({ id, hlc })) }, call())
  const restored = await noun.restoreMany({ items: [...removed.done] }, call())
  const again = await noun.removeMany({ items: [...restored.done] }, call())
  expect([removed.done.length, restored.done.length, again.done.length, await rows()]).toEqual([2, 2, 2, []])
})

test('links of many stand on each of them, and can be taken off again', async () => {
  const all = [await add(words('p1', 0, 2)), await add(words('p1', 7, 9))]
  const linked = await noun.changeMany(
    {
      changes: all.map(({ id, hlc }) => ({
        id,
        hlc,
        change: { links: all.map((each) => each.id).filter((each) => each !== id) },
      })),
    },
    call(),
  )
  const links = (await rows()).map((row) => row.links)
  await noun.changeMany({ changes: linked.done.map((each) => ({ ...each, change: { links: [] } })) }, call())
  expect([links, (await rows()).map((row) => row.links)]).toEqual([
    [[all[1]?.id], [all[0]?.id]],
    [undefined, undefined],
  ])
})
