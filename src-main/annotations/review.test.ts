import { beforeEach, expect, test } from 'vitest'
import { anchorOf } from '../../src-shared/annotations/anchor.ts'
import type { DecisionGiven, PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import type { Review, ReviewSide } from '../../src-shared/annotations/review.ts'
import { canonicalJson } from '../../src-shared/briefings/canonical.ts'
import type { Content } from '../../src-shared/briefings/content.ts'
import { Refusal } from '../../src-shared/ipc.ts'
import { testSurroundings } from '../library/library-for-tests.ts'
import { type OpenLibrary, openInMemory } from '../library/open-library.ts'
import { sha256 } from '../library/sha256.ts'
import { versionReader } from '../library/versions.ts'
import { annotations } from './annotations.ts'

const briefing = '01986b1e-0000-7000-8000-000000000001'

interface Text {
  readonly id: string
  readonly text: string
}

const content = (blocks: readonly Text[], more: object = {}) =>
  ({
    lead: 'zh-TW',
    languages: ['zh-TW'],
    title: { 'zh-TW': '提案' },
    issued: '2026-07-10',
    align: {},
    editions: { 'zh-TW': { blocks: blocks.map((block) => ({ kind: 'paragraph', ...block })) } },
    ...{ events: [], risks: [], positions: [], notes: [], sources: [] },
    ...more,
  }) as unknown as Content

let library: OpenLibrary
let noun: ReturnType<typeof annotations>
let requests = 0
const call = () => {
  requests += 1
  return { request: `r${requests}` }
}

beforeEach(() => {
  library = openInMemory(testSurroundings())
  noun = annotations(library, versionReader(library))
})

/** Puts the next version into the library as an import does. */
function publish(version: Content): string {
  const canonical = canonicalJson(version)
  const hash = sha256(canonical)
  library.write(call().request, (writer) => {
    const known = library.read('briefings', briefing)
    const number = known === null ? 1 : (known.number as number) + 1
    const own = { slug: 'waico', status: 'issued', number, version: hash }
    if (known === null) writer.add('briefings', briefing, { ...own, minted: 0 })
    else writer.put('briefings', 'change', known, own)
    const row = { briefing, number, hash, head: '{}', counts: '{}', received: '', content: canonical }
    writer.add('versions', library.newId(), row)
    return null
  })
  return hash
}

const words = (version: string, block: Text, start: number, end: number) => {
  const selector = anchorOf(block, start, end)
  if (selector === null) throw new Error('no words')
  return noun.add(
    {
      ...{ briefing, version, kind: 'fact', note: '', tags: [] },
      target: { type: 'text', lang: 'zh-TW', selectors: [selector] },
    },
    call(),
  )
}
const list = async () => noun.list({ briefing }, call())
const review = async (): Promise<Review> => noun.review({ briefing }, call())
const decide = async ({ id }: { readonly id: string }, version: string, decision: DecisionGiven | null) => {
  const { hlc = '' } = (await list()).find((each) => each.id === id) ?? {}
  return noun.decide({ id, hlc, version, decision }, call())
}
const sum = ({ counts }: Review) => Object.values(counts).reduce((all, count) => all + count, 0)
const placesOf = (all: readonly PlacedAnnotation[]) =>
  all.map(({ id, resolution: { status, places } }) => [id, status, places])

/** Numbers by chance, the same ones in every run. */
function chance(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) | 0
    return (state >>> 8) % below
  }
}

const phrases =
  '中國提出倡議。|總部初步考慮設於上海，|尚無章程或創始成員名單。|美國表示反對，|歐盟支持聯合國機制；|臺灣看不到取得席位的途徑。|供應鏈合規的負擔隨之增加，|標準的效力不以會員身分為限。|WAICO is still a proposal, |the charter has not been found. |2026年7月𠮷日，|據報有四十餘國與會。'.split(
    '|',
  )

/** A version after another: words changed, blocks gone, moved, put in, joined. */
function edited(blocks: readonly Text[], random: (below: number) => number, next: () => string): readonly Text[] {
  let now = [...blocks]
  const phrase = () => phrases[random(phrases.length)] ?? ''
  for (let edits = 1 + random(6); edits > 0; edits -= 1) {
    const at = random(now.length)
    const block = now[at]
    if (block === undefined) continue
    const from = random(block.text.length + 1)
    const to = Math.min(from + random(12), block.text.length)
    const cut = `${block.text.slice(0, from)}${random(2) === 0 ? phrase() : ''}${block.text.slice(to)}`
    const rest = now.filter((_, index) => index !== at)
    const what = random(6)
    if (what <= 2) now[at] = { ...block, text: cut.isWellFormed() && cut.trim() !== '' ? cut : phrase() }
    else if (what === 3 && now.length > 2) now = rest
    else if (what === 4) now = rest.toSpliced(random(rest.length + 1), 0, block)
    else now.splice(at, 0, { id: next(), text: `${phrase()}${phrase()}` })
  }
  return now
}

test('whatever a new version does: all annotations are counted, and what the reader decided stays decided', async () => {
  for (let seed = 1; seed <= 25; seed += 1) {
    library = openInMemory(testSurroundings())
    noun = annotations(library, versionReader(library))
    const random = chance(seed)
    let made = 0
    const next = () => {
      made += 1
      return `p${made}`
    }
    const texts: Text[] = Array.from({ length: 6 }, () => ({
      id: next(),
      text: Array.from({ length: 2 + random(4) }, () => phrases[random(phrases.length)]).join(''),
    }))
    const first = publish(content(texts))
    let total = 0
    for (let each = 0; each < 14; each += 1) {
      const block = texts[random(texts.length)] as Text
      const start = random(block.text.length)
      const end = start + 1 + random(14)
      if (anchorOf(block, start, end) === null) continue
      await words(first, block, start, end)
      total += 1
    }
    let blocks: readonly Text[] = texts
    for (let version = 2; version <= 4; version += 1) {
      blocks = edited(blocks, random, next)
      // Each version has its day: the same words again would be the same version.
      const hash = publish(content(blocks, { issued: `2026-07-${10 + version}` }))
      const asFound = await review()
      const before = placesOf(await list())
      expect([asFound.total, sum(asFound), asFound.items.length]).toEqual([total, total, total - asFound.counts.exact])
      for (const { annotation, now } of asFound.items) {
        const shown = new Map(blocks.map(({ id, text }) => [id, text]))
        // What is called found stands in the text as it is today.
        for (const block of now?.blocks ?? []) expect(block.text).toBe(shown.get(block.id))
        const some = blocks[random(blocks.length)] as Text
        const selector = anchorOf(some, 0, 4)
        const choices: DecisionGiven[] = [{ what: 'kept' }]
        if (selector !== null) choices.push({ what: 'placed', selectors: [selector] })
        if (annotation.resolution.places.length > 0) choices.push({ what: 'accepted' })
        const given = choices[random(choices.length)] as DecisionGiven
        const decided = await decide(annotation, hash, given)
        expect(decided.decisions?.[hash]?.what).toBe(given.what)
        if (random(3) === 0) {
          // Taken back and said again.
          await decide(annotation, hash, null)
          expect(placesOf(await list()).find(([id]) => id === annotation.id)).toEqual(
            before.find(([id]) => id === annotation.id),
          )
          await decide(annotation, hash, given)
        }
      }
      const after = await review()
      expect([after.counts, after.total, sum(after)]).toEqual([asFound.counts, total, total])
      expect(after.items.every(({ annotation }) => annotation.decisions?.[hash] !== undefined)).toBe(true)
      expect(await noun.reviewLeft({}, call())).toEqual([])
      // Nothing was said about the quiet ones, and nothing happened to them.
      const quiet = new Set(asFound.items.map(({ annotation }) => annotation.id))
      expect(placesOf(await list()).filter(([id]) => !quiet.has(id as string))).toEqual(
        before.filter(([id]) => !quiet.has(id as string)),
      )
    }
    expect(library.db.all('SELECT count(*) AS n FROM annotations')).toEqual([{ n: total }])
  }
})

const one = { id: 'p1', text: '美國的晶片出口管制日趨嚴格，這等於一條完全不必經過華府的技術通道。' }
const two = { id: 'p2', text: '章程預計年底前公布，屆時名單一併公布。' }
const three = { id: 'p3', text: '各國既需要資源，也不願選邊。' }

test('a third version starts from where the reader put it, and from the old edition where it was kept there', async () => {
  const first = publish(content([one, two, three]))
  const [placed, kept] = [await words(first, two, 0, 9), await words(first, two, 10, 18)]
  const second = publish(content([one, three]))
  const place = anchorOf(three, 2, 7)
  if (place === null) throw new Error('no place')
  await decide(placed, second, { what: 'placed', selectors: [place] })
  await decide(kept, second, { what: 'kept' })
  const onSecond = (await review()).items.map(({ found, now, near }) => [found, now?.paragraph ?? null, near])
  publish(content([one, { id: 'p9', text: '新的一段，講別的事。' }, { ...three, text: `另外，${three.text}` }, two]))
  const { items, counts, total } = await review()
  const third = (await list()).map(({ resolution }) => [
    resolution.status,
    ...resolution.places.map(({ block, start, end }) => `${block} ${start}-${end}`),
  ])
  expect({ onSecond, third, total, sum: Object.values(counts).reduce((all, each) => all + each, 0) }).toEqual({
    onSecond: [
      ['orphan', 2, 'p1'],
      ['orphan', null, 'p1'],
    ],
    third: [
      ['exact', 'p3 5-10'],
      ['exact', 'p2 10-18'],
    ],
    total: 2,
    sum: 2,
  })
  expect(items).toEqual([])
})

test('a word on a place can be changed: what was found is still offered, and nothing found cannot be accepted', async () => {
  const first = publish(content([one, two, three]))
  const [moved, lost] = [await words(first, two, 0, 18), await words(first, one, 0, 13)]
  const second = publish(content([{ ...three, text: `${three.text}${two.text}` }]))
  const place = anchorOf(three, 2, 7)
  if (place === null) throw new Error('no place')
  await decide(moved, second, { what: 'placed', selectors: [place] })
  const at = (side: ReviewSide | null) =>
    side?.blocks.flatMap(({ id, marks }) => marks.map(({ start, end }) => `${id} ${start}-${end}`)).join() ?? null
  const offered = (await review()).items.map(({ now, offer, near }) => [at(now), at(offer), near])
  const accepted = await decide(moved, second, { what: 'accepted' })
  const refusal = await decide(lost, second, { what: 'accepted' }).catch((error) => error)
  expect([offered, placesOf([accepted]), (refusal as Refusal).data]).toEqual([
    [
      [null, null, 'p3'],
      ['p3 2-7', 'p3 14-32', 'p3'],
    ],
    [[moved.id, 'moved', [{ block: 'p3', start: 14, end: 32 }]]],
    { cause: 'no-place' },
  ])
})

test('what was lost shows the old passage and the nearest one of today', async () => {
  const first = publish(content([one, two, three]))
  await words(first, two, 0, 9)
  publish(content([one, three]))
  const [item] = (await review()).items
  expect([item?.found, item?.before.paragraph, item?.before.blocks, item?.now, item?.near]).toEqual([
    'orphan',
    2,
    [{ id: 'p2', text: two.text, marks: [{ start: 0, end: 9 }] }],
    null,
    'p1',
  ])
})

test('an event, a cell and a whole briefing: what is said of them then and now; nothing found cannot be accepted', async () => {
  const event = (when: string) => ({ id: 'e1', when, title: { 'zh-TW': '倡議' }, status: 'occurred', sources: [] })
  const risk = (value: number) => ({
    ...{ id: 'r1', title: { 'zh-TW': '碎片化' }, vulnerability: false, sources: [] },
    scores: { severity: { scale: 'impact-1-5', value } },
  })
  const first = publish(content([one], { events: [event('2025-07-26')], risks: [risk(4)] }))
  const base = { briefing, version: first, kind: 'fact' as const, note: '', tags: [] }
  const add = async (target: Parameters<typeof noun.add>[0]['target']) => noun.add({ ...base, target }, call())
  await add({ type: 'event', id: 'e1' })
  await add({ type: 'cell', id: 'r1', column: 'severity', value: null })
  await add({ type: 'briefing' })
  const second = publish(content([one], { events: [event('2025-07-28')], risks: [risk(5)] }))
  const { items, counts } = await review()
  const told = items.map(({ annotation, found, before, now }) => [
    annotation.target.type,
    found,
    before.value ?? before.words?.['zh-TW'],
    now?.value ?? now?.words?.['zh-TW'],
  ])
  publish(content([one], { events: [], risks: [risk(5)] }))
  const lost = (await review()).items.find(({ annotation }) => annotation.target.type === 'event')
  const refusal = await (async () => decide({ id: lost?.annotation.id ?? '' }, lost ? '0'.repeat(64) : second, null))()
    .then(() => 'done')
    .catch((error) => (error instanceof Refusal ? error.code : String(error)))
  expect({ told, counts, lost: [lost?.found, lost?.now], refusal }).toEqual({
    told: [
      ['event', 'changed', expect.stringContaining('2025-07-26'), expect.stringContaining('2025-07-28')],
      ['cell', 'changed', '4', '5'],
    ],
    counts: { exact: 1, changed: 2, moved: 0, rewritten: 0, orphan: 0, 'by-hand': 0 },
    lost: ['orphan', null],
    refusal: 'not-found',
  })
})

test('what was left on an earlier version is not lost: the version is told, and a later word on it holds', async () => {
  const first = publish(content([one, two, three]))
  const gone = await words(first, two, 0, 9)
  const second = publish(content([one, three]))
  await decide(gone, second, { what: 'kept' })
  const told = (await list()).map(({ resolution }) => resolution)
  const [row] = await noun.notebook({ briefing }, call())
  const left = await noun.reviewLeft({}, call())
  const place = anchorOf(three, 2, 7)
  if (place === null) throw new Error('no place')
  await decide(gone, second, { what: 'placed', selectors: [place] })
  const after = (await list()).map(({ resolution }) => [resolution.status, resolution.kept])
  expect({ told, row: [row?.status, row?.kept, row?.review], left, after }).toEqual({
    told: [{ status: 'orphan', places: [], kept: 1 }],
    row: ['orphan', 1, false],
    left: [],
    after: [['by-hand', undefined]],
  })
})
