import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { findQuote } from '../../src-shared/annotations/anchor.ts'
import type { AnnotationDraft } from '../../src-shared/annotations/annotation.ts'
import type { Briefing } from '../../src-shared/briefings/briefing.ts'
import { type LibraryRoom, openRoom } from '../library-room.ts'

const sample = join(import.meta.dirname, '../../samples/waico')
const quote = '這是一項提案，不是既有機構'
let folder: string
let room: LibraryRoom
let waico: Briefing
let requests = 0
const call = () => {
  requests += 1
  return { request: `r${requests}` }
}

const made = mkdtempSync(join(tmpdir(), 'briefdesk-edited-'))
beforeAll(async () => {
  const opened = openRoom({ folder: join(made, 'library'), lockWait: 0 })
  await opened.importPath(sample, call().request)
  opened.library.close()
})
afterAll(() => rmSync(made, { recursive: true, force: true }))

const opened = async () => {
  const [row] = await room.handlers.briefings.list({}, call())
  return room.handlers.briefings.open({ id: row?.id ?? '' }, call())
}
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'briefdesk-edited-'))
  cpSync(made, folder, { recursive: true })
  room = openRoom({ folder: join(folder, 'library'), lockWait: 0 })
  waico = await opened()
})
afterEach(() => {
  room.library.close()
  rmSync(folder, { recursive: true, force: true })
})

const words = (text: string): AnnotationDraft['target'] => {
  const place = findQuote(waico.content.editions['zh-TW']?.blocks ?? [], text)
  if (place.found === null) throw new Error(`not in the sample: ${text}`)
  return { type: 'text', lang: 'zh-TW', selectors: [...place.found] }
}
const add = async (more: Partial<AnnotationDraft> = {}, text = quote) => {
  const draft = { briefing: waico.id, version: waico.version, target: words(text), kind: 'fact' as const, note: '' }
  return room.handlers.annotations.add({ ...draft, tags: [], ...more }, call())
}
const all = async () => room.handlers.annotations.list({ briefing: waico.id }, call())
const jsonld = async () => JSON.parse((await room.exchange.textOf({ ids: null, format: 'jsonld', lang: 'zh-TW' })).text)
const takeIn = (content: unknown, name = 'a.jsonld') => {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify(content))
  return room.exchange.takeIn(path, waico.id, call().request)
}
const context = { '@context': 'http://www.w3.org/ns/anno.jsonld' }
/** What a program makes of ours that writes back only what W3C has. */
const bare = (item: object, more: object = {}) => ({
  ...context,
  ...Object.fromEntries(Object.entries(item).filter(([name]) => !name.startsWith('briefdesk:'))),
  ...more,
})
const inFuture = (ms: number) => new Date(Date.now() + ms).toISOString()
/** The sample again with other words in it. */
const changeText = async (from: string, to: string) => {
  const path = join(folder, `changed ${requests}`)
  cpSync(sample, path, { recursive: true })
  const text = join(path, 'text.zh-TW.md')
  writeFileSync(text, readFileSync(text, 'utf8').replace(from, to))
  await room.importPath(path, call().request)
}

test('an edit by a program that knows only W3C changes the words it carries and nothing else', async () => {
  const linked = await add({}, '大會規模的數字並不一致')
  await add({
    ...{ kind: 'action', note: '筆記', tags: ['甲'], due: '2027-01-01', links: [linked.id] },
    marking: { tlp: 'RED', secrecy: 'secret' },
  })
  const item = (await jsonld()).first.items.find((each: { body?: object }) => each.body !== undefined)
  await changeText(`${quote}。`, '')
  const [before] = (await all()).filter(({ note }) => note !== '')
  const on = (await opened()).version
  const decision = { what: 'kept' } as const
  await room.handlers.annotations.decide(
    { id: before?.id ?? '', hlc: before?.hlc ?? '', version: on, decision },
    call(),
  )
  item.body[0].value = '別處改過'
  const report = await takeIn(bare(item, { modified: inFuture(1000) }))
  const [after] = (await all()).filter(({ note }) => note !== '')
  const { kind, note, tags, due, links, marking, decisions } = after ?? {}
  expect([report.updated, { kind, note, tags, due, links, marking }, decisions?.[on]?.what]).toEqual([
    1,
    {
      ...{ kind: 'action', note: '別處改過', tags: ['甲'], due: '2027-01-01', links: [linked.id] },
      marking: { tlp: 'RED', secrecy: 'secret' },
    },
    'kept',
  ])
})

test('an edit by another program raises a marking and never lowers it, and a removed one comes back with its own', async () => {
  await add({ note: 'x', marking: { tlp: 'AMBER', secrecy: 'secret' } })
  const [item] = (await jsonld()).first.items
  const markings: unknown[] = []
  for (const marking of [{ tlp: 'CLEAR', secrecy: 'none' }, { tlp: 'RED' }, {}]) {
    await takeIn(bare(item, { modified: inFuture(1000 * (markings.length + 1)), 'briefdesk:marking': marking }))
    markings.push((await all())[0]?.marking)
  }
  const [last] = await all()
  await room.handlers.annotations.remove({ id: last?.id ?? '', hlc: last?.hlc ?? '' }, call())
  await takeIn(bare(item, { modified: inFuture(60_000) }))
  expect([...markings, (await all())[0]?.marking]).toEqual([
    { tlp: 'AMBER', secrecy: 'secret' },
    { tlp: 'RED', secrecy: 'secret' },
    { tlp: 'RED', secrecy: 'secret' },
    { tlp: 'RED', secrecy: 'secret' },
  ])
})

test('what other programs said before stays when an edit does not carry it', async () => {
  const theirs = {
    ...{ ...context, id: 'urn:uuid:01986b1e-0000-7000-8000-00000000aaad', type: 'Annotation', bodyValue: 'n' },
    ...{ creator: { id: 'acct:x', name: 'Ann' }, rights: 'https://example.org/by' },
    target: { source: `urn:uuid:${waico.id}`, selector: { type: 'TextQuoteSelector', exact: quote } },
  }
  await takeIn(theirs)
  const { rights, ...edited } = (await jsonld()).first.items[0]
  await takeIn(bare(edited, { modified: inFuture(1000), bodyValue: 'm', body: undefined }))
  const [item] = (await jsonld()).first.items
  expect([rights, item.rights, item.creator, item['briefdesk:origin'], item.body[0].value]).toEqual([
    theirs.rights,
    theirs.rights,
    theirs.creator,
    theirs.target,
    'm',
  ])
})

test('decisions of a file that do not hold are left out and counted; those that hold are kept', async () => {
  await add()
  await changeText(`${quote}。`, '')
  const [item] = (await jsonld()).first.items
  const { version, content } = await opened()
  const block = content.editions['zh-TW']?.blocks.find(({ text }) => text.length > 20) ?? { id: '', text: '' }
  const place = { block: block.id, start: 0, end: 5, exact: block.text.slice(0, 5), prefix: '', suffix: '' }
  const decided = (selectors: object[], more = {}) => ({
    [version]: { what: 'placed', at: '2026-01-01T00:00:00.000Z', found: 'orphan', selectors, ...more },
  })
  const bad = [
    decided([{ ...place, start: 3, end: 99_999, exact: '完全不同' }]),
    decided([place, { ...place, block: 'nowhere', start: 9, end: 2, exact: 'x' }]),
    decided([{ ...place, end: 99_999, exact: block.text }]),
    decided([]),
    decided([place], { what: 'kept' }),
    decided([place], { what: 'accepted' }),
    { ['f'.repeat(64)]: decided([{ ...place, end: 99_999 }])[version] },
  ]
  const items = [...bad, decided([place])].map((decisions, index) => ({
    ...item,
    id: `urn:uuid:01986b1e-0000-7000-8000-00000000ab0${index}`,
    'briefdesk:decisions': decisions,
  }))
  const report = await takeIn({ ...context, type: 'AnnotationPage', items })
  const taken = (await all()).filter(({ id }) => id.includes('ab0'))
  expect([
    report.added.length,
    report.undecided,
    taken.filter(({ decisions }) => decisions !== undefined).map(({ id, resolution }) => [id.at(-1), resolution]),
    taken.filter(({ resolution }) => resolution.status === 'by-hand').length,
  ]).toEqual([8, 7, [['7', { status: 'by-hand', places: [{ block: block.id, start: 0, end: 5 }] }]], 1])
})

test('a place that is longer than its words is no place: the words are looked for', async () => {
  await add()
  const [item] = (await jsonld()).first.items
  const block = waico.content.editions['zh-TW']?.blocks[1] ?? { id: '', text: '' }
  const text = block.text.trim()
  item.target.selector.value = `block/${block.id}`
  item.target.selector.refinedBy = {
    ...{ type: 'TextQuoteSelector', exact: block.text, prefix: '', suffix: '' },
    refinedBy: { type: 'TextPositionSelector', start: 0, end: 999_999 },
  }
  const lost = structuredClone(item)
  lost.target.selector.refinedBy.exact = '不在任何版本裡的字'
  item.id = 'urn:uuid:01986b1e-0000-7000-8000-00000000aaab'
  lost.id = 'urn:uuid:01986b1e-0000-7000-8000-00000000aaac'
  await takeIn({ ...context, type: 'AnnotationPage', items: [item, lost] })
  const ends = (await all()).flatMap(({ id, target }) =>
    id.includes('aaa') && target.type === 'text' ? target.selectors.map(({ start, end }) => end - start) : [],
  )
  expect(ends).toEqual([text.length, 9])
})

test('an older record does not go over later words, whatever time it says', async () => {
  const { id, hlc } = await add({ note: '一' })
  const whole = await jsonld()
  whole.first.items[0].modified = '2090-01-01T00:00:00.000Z'
  await room.handlers.annotations.change({ id, hlc, change: { note: '後來寫的' } }, call())
  const report = await takeIn(whole)
  expect([report.updated, report.unchanged, (await all())[0]?.note]).toEqual([0, 1, '後來寫的'])
})

test('a time ahead of ours is not taken over, and the same file does not go over later words again', async () => {
  const theirs = (modified: string, note: string) => ({
    ...{ ...context, id: 'urn:uuid:01986b1e-0000-7000-8000-00000000aaae', type: 'Annotation', bodyValue: note },
    ...{ created: modified, modified },
    target: { source: `urn:uuid:${waico.id}`, selector: { type: 'TextQuoteSelector', exact: quote } },
  })
  const notes: unknown[] = []
  for (const ahead of [8 * 60 * 60 * 1000, 64 * 365 * 24 * 60 * 60 * 1000]) {
    const file = theirs(inFuture(ahead), 'from the file')
    await takeIn(file)
    const [one] = await all()
    notes.push(Date.parse(one?.modified ?? '') <= Date.now(), Date.parse(one?.created ?? '') <= Date.now())
    await room.handlers.annotations.change({ id: one?.id ?? '', hlc: one?.hlc ?? '', change: { note: 'mine' } }, call())
    const again = await takeIn(file)
    notes.push(again.unchanged, (await all())[0]?.note)
  }
  expect(notes).toEqual([true, true, 1, 'mine', true, true, 1, 'mine'])
})

test('one that was removed and comes back with later decisions is looked for from these', async () => {
  await add()
  await changeText(`${quote}。`, '')
  await all()
  const second = await opened()
  const block = second.content.editions['zh-TW']?.blocks.find(({ id }) => id === 'p3') ?? { id: '', text: '' }
  await changeText(`${quote}。`, '。')
  const [stored] = await all()
  const [item] = (await jsonld()).first.items
  const exact = block.text.slice(0, 5)
  item['briefdesk:decisions'] = {
    [second.version]: {
      ...{ what: 'placed', at: inFuture(0), found: 'orphan' },
      selectors: [{ block: 'p3', start: 0, end: 5, exact, prefix: '', suffix: block.text.slice(5, 37) }],
    },
  }
  const clock = item['briefdesk:record'].hlc as string
  item['briefdesk:record'].hlc = (Date.now() + 60_000).toString(16).padStart(12, '0') + clock.slice(12)
  await room.handlers.annotations.remove({ id: stored?.id ?? '', hlc: stored?.hlc ?? '' }, call())
  await takeIn(item)
  const cached = (await all())[0]?.resolution
  room.library.db.run('DELETE FROM resolutions')
  const afresh = (await all())[0]?.resolution
  expect([stored?.resolution.status, cached?.status, cached]).toEqual(['orphan', 'exact', afresh])
})

test('any number of answers is written under what it answers as long as there is room; the others are named', async () => {
  const uri = 'https://example.org/page'
  const answer = (index: number) => ({
    ...{ id: `r${index}`, uri, text: '是', references: ['root'], user_info: { display_name: '王' } },
    created: '2026-01-01T00:00:00Z',
  })
  const root = { id: 'root', uri, text: '筆記', target: [{ source: uri }] }
  const rows = [root, ...Array.from({ length: 20_000 }, (_, index) => answer(index))]
  const started = performance.now()
  const report = await takeIn({ rows })
  const bad = await takeIn({ rows: [{ ...root, text: 'x'.repeat(100_001) }, answer(1)] })
  const [one] = await all()
  expect([
    [
      report.added.length,
      (report.answers ?? 0) + report.refused.length,
      one?.note.startsWith('筆記\n\n— 王, 2026-01-01\n是'),
    ],
    [(report.answers ?? 0) > 1000, new Set(report.refused.map(({ cause, data }) => `${cause} ${data?.field}`))],
    bad.refused.map(({ at, cause }) => [at, cause]),
    performance.now() - started < 15_000,
  ]).toEqual([
    [1, 20_000, true],
    [true, new Set(['bad-field note'])],
    [
      [1, 'bad-field'],
      [2, 'reply-alone'],
    ],
    true,
  ])
})

test('what a later version or another program says beside our fields is kept and given out again', async () => {
  const theirs = {
    ...{ ...context, id: 'urn:uuid:01986b1e-0000-7000-8000-00000000aaaf', type: 'Annotation' },
    body: [
      { type: 'TextualBody', value: '一', purpose: 'commenting', creator: 'https://example.org/ann' },
      { type: 'TextualBody', value: '二', purpose: 'describing', created: '2026-01-01T00:00:00Z' },
      { type: 'TextualBody', value: '乙', purpose: 'tagging' },
      { type: 'TextualBody', value: '甲', purpose: 'tagging', creator: 'https://example.org/bob' },
    ],
    'briefdesk:marking': { tlp: 'AMBER', handling: 'eyes only' },
    'briefdesk:newfield': { deep: [1] },
    target: { source: `urn:uuid:${waico.id}`, selector: { type: 'TextQuoteSelector', exact: quote } },
  }
  await takeIn(theirs)
  const first = (await jsonld()).first.items[0]
  const [one] = await all()
  await room.handlers.annotations.change(
    { id: one?.id ?? '', hlc: one?.hlc ?? '', change: { note: '改了', tags: ['乙'] } },
    call(),
  )
  const changed = (await jsonld()).first.items[0]
  const rows = () => room.library.db.all<{ extra: string }>('SELECT * FROM annotations')
  const before = rows()
  const elsewhere = openRoom({ folder: join(folder, 'elsewhere'), lockWait: 0 })
  await elsewhere.importPath(sample, call().request)
  const path = join(folder, 'again.jsonld')
  writeFileSync(path, JSON.stringify(changed))
  await elsewhere.exchange.takeIn(path, null, call().request)
  const there = elsewhere.library.db.all('SELECT * FROM annotations')
  elsewhere.library.close()
  expect([
    one?.note,
    first.body.map(({ value, purpose, creator, created }: Record<string, unknown>) => [
      value,
      purpose,
      creator,
      created,
    ]),
    [first['briefdesk:marking'], first['briefdesk:newfield'], first['briefdesk:bodies']],
    changed.body.map(({ value, creator }: Record<string, unknown>) => [value, creator]),
    changed['briefdesk:bodies'].length,
    there,
  ]).toEqual([
    '一\n\n二',
    [
      ['一', 'commenting', 'https://example.org/ann', undefined],
      ['二', 'describing', undefined, '2026-01-01T00:00:00Z'],
      ['乙', 'tagging', undefined, undefined],
      ['甲', 'tagging', 'https://example.org/bob', undefined],
    ],
    [{ tlp: 'AMBER', handling: 'eyes only' }, { deep: [1] }, undefined],
    [
      ['改了', undefined],
      ['乙', undefined],
    ],
    3,
    before,
  ])
})

test('a column of any name survives its own export, and has no value that nobody gave it', async () => {
  const risk = waico.content.risks[0]?.id ?? ''
  const targets: AnnotationDraft['target'][] = ['constructor', 'a#b', '100%23'].map((column) => ({
    ...{ type: 'cell' as const, id: risk, column, value: null },
  }))
  for (const target of targets) await add({ target })
  const whole = await jsonld()
  const items = whole.first.items.map((item: object, index: number) => ({
    ...item,
    id: `urn:uuid:01986b1e-0000-7000-8000-00000000ac0${index}`,
  }))
  await takeIn({ ...context, type: 'AnnotationPage', items })
  const found = (await all()).map(({ target }) => JSON.stringify(target)).sort()
  expect(found).toEqual([...targets, ...targets].map((target) => JSON.stringify(target)).sort())
})
