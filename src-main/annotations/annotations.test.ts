import { beforeEach, expect, test } from 'vitest'
import { anchorOf } from '../../src-shared/annotations/anchor.ts'
import type { AnnotationDraft, PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import { canonicalJson } from '../../src-shared/briefings/canonical.ts'
import type { Content } from '../../src-shared/briefings/content.ts'
import { Refusal } from '../../src-shared/ipc.ts'
import { uuidv7 } from '../library/ids.ts'
import { type OpenLibrary, openInMemory } from '../library/open-library.ts'
import { sha256 } from '../library/sha256.ts'
import { versionReader } from '../library/versions.ts'
import { annotations } from './annotations.ts'

const briefing = '01986b1e-0000-7000-8000-000000000001'

const content = (...texts: readonly string[]) =>
  ({
    editions: { 'zh-TW': { blocks: texts.map((text, at) => ({ id: `p${at + 1}`, kind: 'paragraph', text })) } },
    events: [{ id: 'e1' }],
    risks: [],
    positions: [],
    notes: [],
    sources: [],
  }) as unknown as Content

let library: OpenLibrary
let noun: ReturnType<typeof annotations>
let facts: string[]
let time: number
let requests = 0
const call = () => {
  requests += 1
  return { request: `r${requests}` }
}

/** Puts a version into the library as an import does. */
function publish(version: Content, number: number): string {
  const canonical = canonicalJson(version)
  const hash = sha256(canonical)
  library.write(call().request, (writer) => {
    const own = { slug: 'waico', status: 'issued', number, version: hash }
    const known = library.read('briefings', briefing)
    if (known === null) writer.add('briefings', briefing, { ...own, minted: 0 })
    else writer.put('briefings', 'change', known, own)
    const row = { briefing, number, hash, head: '{}', counts: '{}', received: '', content: canonical }
    writer.add('versions', library.newId(), row)
    return null
  })
  return hash
}

let first: string
const texts = ['中國提出倡議。美國表示反對。', '聯合國成立科學小組。']

beforeEach(() => {
  facts = []
  time = 1_750_000_000_000
  let ids = 0
  library = openInMemory({
    newId: () => {
      ids += 1
      return uuidv7(1_750_000_000_000, new Uint8Array(10).fill(ids))
    },
    now: () => time,
    tell: (event) => facts.push(event),
    onDamage: (table, id) => facts.push(`damage ${table} ${id}`),
  })
  noun = annotations(library, versionReader(library))
  first = publish(content(...texts), 1)
})

const draft = (block: string, start: number, end: number, note = ''): AnnotationDraft => {
  const text = texts[Number(block.slice(1)) - 1] ?? ''
  const selector = anchorOf({ id: block, text }, start, end)
  if (selector === null) throw new Error('no anchor')
  return {
    briefing,
    version: first,
    target: { type: 'text', lang: 'zh-TW', selectors: [selector] },
    kind: 'fact',
    note,
    tags: [],
  }
}

const add = async (given: AnnotationDraft, on = call()) => noun.add(given, on)
const list = async () => noun.list({ briefing }, call())
const refusalOf = async (work: () => unknown) => {
  try {
    await work()
  } catch (error) {
    return error instanceof Refusal ? error : String(error)
  }
  return 'done'
}
const shortly = ({ note, kind, resolution }: PlacedAnnotation) =>
  [note, kind, resolution.status, ...resolution.places.map(({ block, start, end }) => `${block} ${start}-${end}`)].join(
    ' ',
  )

test('an annotation is kept with its words, their context and its place', async () => {
  const made = await add({ ...draft('p1', 7, 13, '重點'), tags: ['立場', '立場'] })
  expect([made, await list(), facts]).toEqual([
    {
      id: expect.any(String),
      briefing,
      version: first,
      target: {
        type: 'text',
        lang: 'zh-TW',
        selectors: [{ block: 'p1', exact: '美國表示反對', prefix: '中國提出倡議。', suffix: '。', start: 7, end: 13 }],
      },
      kind: 'fact',
      note: '重點',
      tags: ['立場'],
      created: '2025-06-15T15:06:40.000Z',
      modified: '2025-06-15T15:06:40.000Z',
      hlc: expect.stringMatching(/^[0-9a-f]{12}-[0-9a-f]{4}-[0-9a-f]{8}$/),
      resolution: { status: 'exact', places: [{ block: 'p1', start: 7, end: 13 }] },
    },
    [made],
    ['annotations.changed'],
  ])
})

test('an annotation asked for twice with one request is there once', async () => {
  const on = call()
  const replies = [await add(draft('p1', 0, 2), on), await add(draft('p1', 0, 2), on)]
  expect([replies[0]?.id === replies[1]?.id, (await list()).length]).toEqual([true, 1])
})

test('the same place given twice is marked once', async () => {
  const given = draft('p1', 0, 2)
  const { target } = given
  const selectors = target.type === 'text' ? [...target.selectors, ...target.selectors] : []
  const made = await add({ ...given, target: { type: 'text', lang: 'zh-TW', selectors } })
  expect([made.target.type === 'text' && made.target.selectors.length, made.resolution.places.length]).toEqual([1, 1])
})

test('words that do not stand where the draft says are refused', async () => {
  const wrong = draft('p1', 0, 2)
  const selectors = [{ block: 'p2', exact: '中國', prefix: '', suffix: '', start: 0, end: 2 }]
  const refusal = await refusalOf(() => add({ ...wrong, target: { type: 'text', lang: 'zh-TW', selectors } }))
  expect([(refusal as Refusal).data, await list()]).toEqual([{ cause: 'quote-mismatch', block: 'p2' }, []])
})

test('a change on a stale annotation is refused with the stored one, and neither text is lost', async () => {
  const made = await add(draft('p1', 0, 2, '一'))
  const changed = await noun.change({ id: made.id, hlc: made.hlc, change: { note: '二' } }, call())
  const refusal = await refusalOf(() => noun.change({ id: made.id, hlc: made.hlc, change: { note: '三' } }, call()))
  expect([
    (refusal as Refusal).code,
    (refusal as Refusal).data,
    (await list()).map(({ note }) => note),
    library.db
      .all<{ payload: string }>('SELECT payload FROM record_history WHERE record_id = ?', made.id)
      .map(({ payload }) => JSON.parse(payload).note),
  ]).toEqual(['conflict', { current: changed }, ['二'], ['一']])
})

test('a removed annotation is gone, only it, and comes back with its removal taken back', async () => {
  const [one, two] = [await add(draft('p1', 0, 2, '一')), await add(draft('p2', 0, 3, '二'))]
  await noun.remove({ id: one.id, hlc: one.hlc }, call())
  const without = (await list()).map(({ note }) => note)
  const restored = await noun.restore({ id: one.id }, call())
  expect([without, (await list()).map(({ id }) => id), restored.note]).toEqual([['二'], [one.id, two.id], '一'])
})

test('a new version keeps every annotation and finds its words again', async () => {
  for (const [block, start, end, note] of [
    ['p1', 7, 13, 'a'],
    ['p2', 0, 3, 'b'],
    ['p1', 0, 2, 'c'],
  ] as const) {
    time += 1000
    await add(draft(block, start, end, note))
  }
  await list()
  publish(content('據悉，美國表示反對。', '聯合國成立科學小組。'), 2)
  const second = (await list()).map(shortly)
  publish(content(...texts), 3)
  expect([second, (await list()).map(shortly)]).toEqual([
    ['a fact exact p1 3-9', 'b fact exact p2 0-3', 'c fact rewritten p1 0-3'],
    ['a fact exact p1 7-13', 'b fact exact p2 0-3', 'c fact exact p1 0-2'],
  ])
})

test('a place in the cache that was damaged is found again, not believed', async () => {
  await add(draft('p1', 7, 13))
  library.db.run(`UPDATE resolutions SET places = '[{"block":"p2","start":0,"end":3}]'`)
  expect((await list()).map(shortly)).toEqual([' fact exact p1 7-13'])
})

test('an annotation with one changed letter is reported and not shown as if it were true', async () => {
  const [one, two] = [await add(draft('p1', 0, 2, '同意')), await add(draft('p2', 0, 3, '二'))]
  facts.length = 0
  library.db.run("UPDATE annotations SET note = '反對' WHERE id = ?", one.id)
  const shown = (await list()).map(({ id }) => id)
  const refusal = await refusalOf(() => noun.change({ id: one.id, hlc: one.hlc, change: { note: '' } }, call()))
  expect([shown, facts, (refusal as Refusal).code]).toEqual([[two.id], [`damage annotations ${one.id}`], 'damaged'])
})

test('an event, a missing event and the whole briefing as targets', async () => {
  const on = (target: AnnotationDraft['target']) => ({ ...draft('p1', 0, 2), target })
  const event = await add(on({ type: 'event', id: 'e1' }))
  const whole = await add(on({ type: 'briefing' }))
  const refusal = await refusalOf(() => add(on({ type: 'risk', id: 'r1' })))
  expect([event.resolution, whole.resolution, (refusal as Refusal).code]).toEqual([
    { status: 'exact', places: [] },
    { status: 'exact', places: [] },
    'not-found',
  ])
})

test('the history of an annotation is every version with its words, newest first, and any of them can be had again', async () => {
  const made = await add(draft('p1', 0, 2, '一'))
  time += 60_000
  const changed = await noun.change({ id: made.id, hlc: made.hlc, change: { note: '二', tags: ['立場'] } }, call())
  const gone = await noun.remove({ id: made.id, hlc: changed.hlc }, call())
  const { removed, versions } = await noun.history({ id: made.id }, call())
  const back = await noun.revert({ id: made.id, hlc: made.hlc, expected: gone.hlc }, call())
  const after = await noun.history({ id: made.id }, call())
  expect([
    removed,
    versions.map(({ op, at, here, said, current }) => [op, at, here, said?.note, said?.tags, current]),
    [back.note, back.tags, (await list()).map(({ note }) => note)],
    [after.removed, after.versions.map(({ op, said }) => `${op} ${said?.note}`)],
  ]).toEqual([
    true,
    [
      ['remove', '2025-06-15T15:07:40.000Z', true, '二', ['立場'], true],
      ['change', '2025-06-15T15:07:40.000Z', true, '二', ['立場'], false],
      ['add', '2025-06-15T15:06:40.000Z', true, '一', [], false],
    ],
    ['一', [], ['一']],
    [false, ['restore 一', 'remove 二', 'change 二', 'add 一']],
  ])
})

test('words of the history that cannot be proven are not shown, and cannot be taken back', async () => {
  const made = await add(draft('p1', 0, 2, '同意'))
  const changed = await noun.change({ id: made.id, hlc: made.hlc, change: { note: '新' } }, call())
  library.db.run("UPDATE record_history SET payload = replace(payload, '同意', '反對')")
  const { versions } = await noun.history({ id: made.id }, call())
  const refusal = await refusalOf(() => noun.revert({ id: made.id, hlc: made.hlc, expected: changed.hlc }, call()))
  expect([versions.map(({ said }) => said?.note ?? null), (refusal as Refusal).code]).toEqual([
    ['新', null],
    'not-found',
  ])
})

test('removed annotations are listed newest first, are offered for thirty days, and are there after that too', async () => {
  const [one, two] = [await add(draft('p1', 0, 2, '一')), await add(draft('p2', 0, 3, '二'))]
  await noun.remove({ id: one.id, hlc: one.hlc }, call())
  time += 20 * 24 * 3_600_000
  await noun.remove({ id: two.id, hlc: two.hlc }, call())
  time += 15 * 24 * 3_600_000
  const removed = await noun.removed({ briefing }, call())
  const all = await noun.removed({}, call())
  const back = await noun.restore({ id: one.id }, call())
  expect([removed.map(({ note, offered }) => [note, offered]), all.length, back.note]).toEqual([
    [
      ['二', true],
      ['一', false],
    ],
    2,
    '一',
  ])
})

test('a note changed in one window and removed in another: neither is overwritten in silence', async () => {
  const made = await add(draft('p1', 0, 2, '原文'))
  await noun.remove({ id: made.id, hlc: made.hlc }, call())
  const refusal = (await refusalOf(() =>
    noun.change({ id: made.id, hlc: made.hlc, change: { note: '我的' } }, call()),
  )) as Refusal
  const current = refusal.data.current as PlacedAnnotation
  // Whoever has seen the removal and still wants the words has them.
  const back = await noun.change({ id: made.id, hlc: current.hlc, change: { note: '我的' } }, call())
  const changed = await noun.change({ id: made.id, hlc: back.hlc, change: { note: '後來' } }, call())
  const stale = (await refusalOf(() => noun.remove({ id: made.id, hlc: back.hlc }, call()))) as Refusal
  expect([
    refusal.code,
    refusal.data.removed,
    current.note,
    back.note,
    stale.code,
    (await list()).map(({ note, hlc }) => [note, hlc]),
  ]).toEqual(['conflict', true, '原文', '我的', 'conflict', [['後來', changed.hlc]]])
})

test('an old version is brought back only over the one that was seen, and a removal is taken back only while it is the last word', async () => {
  const made = await add(draft('p1', 0, 2, '一'))
  const mine = await noun.change({ id: made.id, hlc: made.hlc, change: { note: '二' } }, call())
  const theirs = await noun.change({ id: made.id, hlc: mine.hlc, change: { note: '三' } }, call())
  const stale = (await refusalOf(() =>
    noun.revert({ id: made.id, hlc: made.hlc, expected: mine.hlc }, call()),
  )) as Refusal
  const back = await noun.revert({ id: made.id, hlc: made.hlc, expected: theirs.hlc }, call())
  const gone = await noun.remove({ id: made.id, hlc: back.hlc }, call())
  await noun.restore({ id: made.id, hlc: gone.hlc }, call())
  const late = (await refusalOf(() => noun.restore({ id: made.id, hlc: gone.hlc }, call()))) as Refusal
  expect([
    stale.code,
    (stale.data.current as PlacedAnnotation).note,
    back.note,
    late.code,
    (await list()).map(({ note }) => note),
  ]).toEqual(['conflict', '三', '一', 'conflict', ['一']])
})

test('a new version reads the versions it needs and not all there ever were', async () => {
  for (let at = 0; at < 12; at += 1) await noun.add(draft('p1', at % 5, (at % 5) + 2), call())
  let reads = 0
  const read = versionReader(library)
  const counting = annotations(library, (id, hash) => {
    reads += 1
    return read(id, hash)
  })
  const counts: number[] = []
  for (let number = 2; number <= 14; number += 1) {
    publish(content(...texts, `新增第 ${number} 段。`), number)
    reads = 0
    await counting.list({ briefing }, call())
    counts.push(reads)
  }
  expect(Math.max(...counts)).toBeLessThanOrEqual(2 + 12 * 2)
  expect(counts.at(-1)).toBe(counts[1])
})
