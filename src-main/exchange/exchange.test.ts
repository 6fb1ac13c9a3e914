import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { findQuote } from '../../src-shared/annotations/anchor.ts'
import type { AnnotationDraft, Target } from '../../src-shared/annotations/annotation.ts'
import type { Briefing } from '../../src-shared/briefings/briefing.ts'
import type { Lang } from '../../src-shared/languages.ts'
import { type LibraryRoom, openRoom } from '../library-room.ts'

const sample = join(import.meta.dirname, '../../samples/waico')
let folder: string
let here: LibraryRoom
let there: LibraryRoom
let waico: Briefing
let requests = 0
const call = () => {
  requests += 1
  return { request: `r${requests}` }
}

/** Two libraries of two people with the same briefing, made once. */
const made = mkdtempSync(join(tmpdir(), 'briefdesk-exchange-'))
beforeAll(async () => {
  for (const name of ['here', 'there']) {
    const opened = openRoom({ folder: join(made, name), lockWait: 0 })
    await opened.importPath(sample, call().request)
    opened.library.close()
  }
})
afterAll(() => rmSync(made, { recursive: true, force: true }))

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'briefdesk-exchange-'))
  cpSync(made, folder, { recursive: true })
  here = openRoom({ folder: join(folder, 'here'), lockWait: 0 })
  there = openRoom({ folder: join(folder, 'there'), lockWait: 0 })
  const [row] = await here.handlers.briefings.list({}, call())
  waico = await here.handlers.briefings.open({ id: row?.id ?? '' }, call())
})
afterEach(() => {
  here.library.close()
  there.library.close()
  rmSync(folder, { recursive: true, force: true })
})

const words = (lang: Lang, quote: string): Target => {
  const place = findQuote(waico.content.editions[lang]?.blocks ?? [], quote)
  if (place.found === null) throw new Error(`not in the sample: ${quote}`)
  return { type: 'text', lang, selectors: [...place.found] }
}
const draft = (target: Target, more: Partial<AnnotationDraft> = {}): AnnotationDraft => ({
  ...{ briefing: waico.id, version: waico.version, target, kind: 'fact' as const, note: '', tags: [] },
  ...more,
})
const add = async (given: AnnotationDraft) => here.handlers.annotations.add(given, call())
const rowsOf = ({ library }: LibraryRoom) => library.db.all('SELECT * FROM annotations ORDER BY id')
const file = (name: string, content: unknown): string => {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}
const takeIn = (path: string, into: string | null = null, to = there) => to.exchange.takeIn(path, into, call().request)
const jsonld = async (from = here) =>
  JSON.parse((await from.exchange.textOf({ ids: null, format: 'jsonld', lang: 'zh-TW' })).text)
const refusalOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: { code: string; data: object }) => thrown,
  )
  return error === null ? null : [error.code, error.data]
}

/** One of every kind, target and field. */
async function everything() {
  const paragraphs = `${waico.content.editions['zh-TW']?.blocks[1]?.text}\n${waico.content.editions['zh-TW']?.blocks[2]?.text}`
  const risk = waico.content.risks[0]?.id ?? ''
  const first = await add(
    draft(words('zh-TW', '這是一項提案，不是既有機構'), {
      note: '  「提案」\n=1+1 <b>&amp; 𠮷',
      tags: ['立場', 'a b'],
    }),
  )
  await add(draft(words('zh-TW', paragraphs), { kind: 'judgement' }))
  await add(draft(words('en', 'This is a proposal, not an institution'), { kind: 'question', links: [first.id] }))
  await add(draft({ type: 'event', id: waico.content.events[0]?.id ?? '' }, { kind: 'action', due: '2026-12-01' }))
  await add(
    draft(
      { type: 'cell', id: risk, column: 'severity', value: null },
      { marking: { tlp: 'AMBER', secrecy: 'restricted' } },
    ),
  )
  await add(draft({ type: 'risk', id: risk }, { kind: 'action', done: '2026-11-01T00:00:00.000Z', due: null }))
  await add(draft({ type: 'briefing' }, { kind: 'keypoint', note: 'all of it', tags: ['x'] }))
  await here.handlers.annotations.change({ id: first.id, hlc: first.hlc, change: { note: '改過的筆記' } }, call())
  return first.id
}

/** The sample again with other words in it. */
function changedSample(from: string, to: string): string {
  const path = join(folder, 'changed')
  cpSync(sample, path, { recursive: true })
  const text = join(path, 'text.zh-TW.md')
  writeFileSync(text, readFileSync(text, 'utf8').replace(from, to))
  return path
}

test('JSON-LD taken into an empty library with the same briefings gives the same records, field by field, and no more the second time', async () => {
  const first = await everything()
  const changed = changedSample('這是一項提案，不是既有機構。', '這是一項倡議，還不是機構。')
  for (const each of [here, there]) await each.importPath(changed, call().request)
  const [stored] = (await here.handlers.annotations.list({ briefing: waico.id }, call())).filter(
    ({ id }) => id === first,
  )
  const [row] = await here.handlers.briefings.list({}, call())
  const what = { what: 'kept' } as const
  await here.handlers.annotations.decide(
    { id: first, hlc: stored?.hlc ?? '', version: row?.version ?? '', decision: what },
    call(),
  )
  const path = file('all.jsonld', await jsonld())
  const report = await takeIn(path)
  const again = await takeIn(path)
  expect([
    [report.added.length, report.updated, report.unchanged, report.refused, report.total],
    [again.added.length, again.updated, again.unchanged, again.refused],
    rowsOf(there),
    (await jsonld(there)).first.items,
  ]).toEqual([[7, 0, 0, [], 7], [0, 0, 7, []], rowsOf(here), (await jsonld()).first.items])
})

test('a briefing that has another id there is known by the hash of its version', async () => {
  await everything()
  const text = JSON.stringify(await jsonld()).replaceAll(waico.id, '01986b1e-0000-7000-8000-0000000000ff')
  const report = await takeIn(file('moved.jsonld', text))
  expect([report.added.length, report.briefings]).toEqual([7, [{ id: waico.id, count: 7 }]])
})

test('a change made elsewhere updates the record, an older one does not, and a removed one comes back', async () => {
  const first = await everything()
  const before = file('before.jsonld', await jsonld())
  await takeIn(before)
  const [stored] = (await here.handlers.annotations.list({ briefing: waico.id }, call())).filter(
    ({ id }) => id === first,
  )
  await here.handlers.annotations.change({ id: first, hlc: stored?.hlc ?? '', change: { note: '後來' } }, call())
  const after = file('after.jsonld', await jsonld())
  const counts = async (path: string) => {
    const { added, updated, unchanged } = await takeIn(path)
    return [added.length, updated, unchanged]
  }
  const seen = [await counts(after), await counts(before), rowsOf(there)]
  const { added } = await takeIn(after)
  const all = await there.handlers.annotations.list({ briefing: waico.id }, call())
  const items = all.map(({ id, hlc }) => ({ id, hlc }))
  await there.handlers.annotations.removeMany({ items }, call())
  expect([
    ...seen,
    added,
    await counts(after),
    (await there.handlers.annotations.list({ briefing: waico.id }, call())).length,
  ]).toEqual([[0, 1, 6], [0, 0, 7], rowsOf(here), [], [7, 0, 0], 7])
})

test('an edit of the file by another program is taken in when it says a later time', async () => {
  const first = await everything()
  const whole = await jsonld()
  await takeIn(file('a.jsonld', whole))
  const item = whole.first.items.find(({ id }: { id: string }) => id === `urn:uuid:${first}`)
  item.body[0].value = 'edited elsewhere'
  const same = await takeIn(file('b.jsonld', whole))
  item.modified = '2035-01-01T00:00:00Z'
  const later = await takeIn(file('c.jsonld', whole))
  const [row] = (await there.handlers.annotations.list({ briefing: waico.id }, call())).filter(({ id }) => id === first)
  expect([same.updated, later.updated, later.unchanged, row?.note]).toEqual([0, 1, 6, 'edited elsewhere'])
})

test('a record from a clock far ahead is kept as one made here, and our clock does not follow it', async () => {
  await add(draft({ type: 'briefing' }, { note: 'x' }))
  const whole = await jsonld()
  whole.first.items[0]['briefdesk:record'].hlc = 'fffffffffff0-0000-00000001'
  const path = file('ahead.jsonld', whole)
  const { added } = await takeIn(path)
  const again = await takeIn(path)
  expect([(added[0]?.hlc ?? 'z') < '0300', again.unchanged]).toEqual([true, 1])
})

test('the id of an annotation by another author is not taken over', async () => {
  await add(draft({ type: 'briefing' }, { note: 'mine' }))
  const whole = await jsonld()
  const [item] = whole.first.items
  item['briefdesk:record'].author = '01986b1e-0000-7000-8000-0000000000aa'
  item['briefdesk:record'].hlc = here.library.db
    .get<{ hlc: string }>('SELECT max(hlc) AS hlc FROM change_log')
    ?.hlc.replace(/....-........$/, 'ffff-00000000')
  item.body[0].value = 'not mine'
  const report = await takeIn(file('forged.jsonld', whole), null, here)
  expect([report.refused.map(({ cause }) => cause), rowsOf(here).map(({ note }) => note)]).toEqual([
    ['other-author'],
    ['mine'],
  ])
})

const elsewhere = <T extends object>(more: T) => ({
  '@context': 'http://www.w3.org/ns/anno.jsonld',
  id: 'https://example.org/annotations/1',
  type: 'Annotation',
  ...more,
})
const quoting = (exact: string, more: object = {}, source = 'https://example.org/page') => ({
  source,
  selector: { type: 'TextQuoteSelector', exact, ...more },
})

test('an annotation of another program is found by its quote, keeps what we have no field for, and gives it out again', async () => {
  const theirs = elsewhere({
    creator: { id: 'https://example.org/people/7', type: 'Person', name: 'Ann' },
    'dc:unknown': { deep: [1, 2] },
    rights: 'https://creativecommons.org/licenses/by/4.0/',
    motivation: 'questioning',
    created: '2026-03-01T08:00:00+08:00',
    body: [
      { type: 'TextualBody', value: '<p>Why?</p><p>a &lt; b</p>', format: 'text/html' },
      { type: 'Image', id: 'https://example.org/i.png' },
    ],
    target: quoting('This  is a proposal,\nnot an institution'),
  })
  const report = await takeIn(file('theirs.jsonld', theirs), waico.id)
  const [row] = await there.handlers.annotations.list({ briefing: waico.id }, call())
  const [item] = (await jsonld(there)).first.items
  const round = await takeIn(file('round.jsonld', await jsonld(there)), null, here)
  expect([
    [report.added.length, report.orphaned, report.refused],
    row && [
      row.kind,
      row.note,
      row.target.type === 'text' && row.target.selectors.map(({ exact }) => exact),
      row.resolution.status,
      row.created,
    ],
    [
      item.via,
      item.creator,
      item['dc:unknown'],
      item.rights,
      item.motivation,
      item.body.at(-1),
      item['briefdesk:origin'],
    ],
    [round.added.length, rowsOf(here)],
  ]).toEqual([
    [1, 0, []],
    ['question', 'Why?\na < b', ['This is a proposal, not an institution'], 'exact', '2026-03-01T00:00:00.000Z'],
    [theirs.id, theirs.creator, theirs['dc:unknown'], theirs.rights, 'questioning', theirs.body[1], theirs.target],
    [1, rowsOf(there)],
  ])
})

test('words that are not in the text come in without a place, with their words; a place without words does not come in', async () => {
  const at = { type: 'TextPositionSelector', start: 4, end: 9 }
  const path = file('some.json', [
    elsewhere({ id: 'urn:x:1', target: quoting('這句話不在任何版本裡。') }),
    elsewhere({ id: 'urn:x:2', target: { source: 'https://example.org/', selector: at } }),
    elsewhere({
      id: 'urn:x:3',
      target: { source: 'https://example.org/', selector: [at, { type: 'CssSelector', value: 'p' }] },
    }),
    elsewhere({ id: 'urn:x:4' }),
    elsewhere({
      id: 'urn:x:5',
      target: { source: 'https://example.org/', selector: { type: 'FragmentSelector', value: 'xywh=1,2,3,4' } },
    }),
    elsewhere({
      id: 'urn:x:6',
      target: { source: 'https://example.org/', selector: { type: 'FragmentSelector', value: 'event/none' } },
    }),
    elsewhere({ id: 'urn:x:7', type: 'Note', target: 'https://example.org/' }),
    'not an object',
    elsewhere({
      id: 'urn:x:8',
      target: { source: 'https://example.org/', selector: { type: 'FragmentSelector', value: 'p2' } },
    }),
    elsewhere({ id: 'urn:x:9', target: 'https://example.org/', bodyValue: 'all of it' }),
  ])
  const report = await takeIn(path, waico.id)
  const nowhere = await takeIn(path)
  const all = await there.handlers.annotations.list({ briefing: waico.id }, call())
  expect([
    [report.added.length, report.orphaned, report.total],
    report.refused.map(({ at: number, cause }) => [number, cause]),
    new Set(
      all.map(
        ({ target, resolution, note }) =>
          `${resolution.status} ${target.type === 'text' ? target.selectors[0]?.exact.slice(0, 10) : note}`,
      ),
    ),
    nowhere.refused.map(({ cause }) => cause).filter((cause) => cause === 'no-briefing').length,
  ]).toEqual([
    [3, 1, 10],
    [
      [2, 'position-only'],
      [3, 'position-only'],
      [4, 'no-target'],
      [5, 'unknown-part'],
      [6, 'unknown-part'],
      [7, 'not-an-annotation'],
      [8, 'not-an-annotation'],
    ],
    new Set(['orphan 這句話不在任何版本裡', 'exact 這是一項提案，不是既', 'exact all of it']),
    5,
  ])
})

test('of words that stand there more than once the context decides; where it does not, they have no place', async () => {
  const whole = waico.content.editions['zh-TW']?.blocks.map(({ text }) => text).join('\n') ?? ''
  const word = '聯合國'
  const at = whole.indexOf(word, whole.indexOf(word) + 1)
  const context = { prefix: whole.slice(at - 20, at), suffix: whole.slice(at + 3, at + 23) }
  await takeIn(file('a.json', elsewhere({ target: quoting(word, context) })), waico.id)
  await takeIn(file('b.json', elsewhere({ id: 'urn:x:2', target: quoting(word) })), waico.id)
  const all = await there.handlers.annotations.list({ briefing: waico.id }, call())
  const prefixes = all.flatMap(({ target }) =>
    target.type === 'text' ? target.selectors.map(({ prefix }) => prefix) : [],
  )
  expect([
    all.map(({ resolution }) => resolution.status).sort(),
    prefixes.some((prefix) => prefix.endsWith(context.prefix.split('\n').at(-1) ?? '?')),
  ]).toEqual([['exact', 'orphan'], true])
})

test('the briefing is known by its title or by the address of a source of its own', async () => {
  const url = waico.content.sources.find((source) => source.url !== undefined)?.url ?? ''
  const title = waico.content.title.en ?? ''
  const report = await takeIn(
    file('named.json', [
      elsewhere({
        id: 'urn:x:1',
        target: { source: { id: 'https://example.org/', title }, selector: quoting('not an institution').selector },
      }),
      elsewhere({ id: 'urn:x:2', target: quoting('沒有這些字', {}, url) }),
      elsewhere({ id: 'urn:x:3', target: quoting('x', {}, 'https://example.org/else') }),
    ]),
  )
  expect([report.added.length, report.orphaned, report.refused]).toEqual([
    2,
    1,
    [{ at: 3, id: 'urn:x:3', quote: 'x', cause: 'no-briefing', data: { source: 'https://example.org/else' } }],
  ])
})

test('a Hypothesis export: quotes, page notes, answers under what they answer, kinds by tag', async () => {
  const row = (id: string, more: object) => ({
    id,
    created: '2026-02-01T00:00:00.000000+00:00',
    updated: '2026-02-02T00:00:00.000000+00:00',
    user: 'acct:ann@hypothes.is',
    uri: 'https://example.org/page',
    text: '',
    tags: [],
    document: { title: [waico.content.title['zh-TW']] },
    target: [{ source: 'https://example.org/page' }],
    ...more,
  })
  const selector = (exact: string) => [
    { type: 'RangeSelector', startContainer: '/p[1]', endContainer: '/p[1]', startOffset: 0, endOffset: 3 },
    { type: 'TextPositionSelector', start: 10, end: 20 },
    { type: 'TextQuoteSelector', exact, prefix: 'x', suffix: 'y' },
  ]
  const rows = [
    row('a1', {
      text: '真的嗎？',
      tags: ['疑問', 'AI'],
      target: [{ source: 'https://example.org/page', selector: selector('這是一項提案，不是既有機構') }],
    }),
    row('a2', { target: [{ source: 'https://example.org/page', selector: selector('中國於2025年7月26日提出') }] }),
    row('a3', { text: '整頁的筆記' }),
    row('a4', {
      text: '是的',
      references: ['a1'],
      created: '2026-02-05T00:00:00Z',
      updated: '2026-02-06T00:00:00Z',
      user_info: { display_name: '王小明' },
    }),
    row('a5', { text: 'alone', references: ['gone'] }),
  ]
  const path = file('hypothesis.json', { total: 5, rows })
  const report = await takeIn(path)
  const again = await takeIn(path)
  const plainList = await takeIn(file('list.json', rows))
  const client = await takeIn(
    file('client.json', { export_date: '2026-11-01', client_version: '1.2', annotations: rows }),
  )
  const all = await there.handlers.annotations.list({ briefing: waico.id }, call())
  expect([
    [
      report.form,
      report.total,
      report.added.length,
      report.orphaned,
      report.refused.map(({ id, cause }) => [id, cause]),
    ],
    [again, plainList, client].map(({ added, updated, unchanged }) => [added.length, updated, unchanged]),
    all.map(({ kind, note, tags, target, modified }) => [kind, note, tags, target.type, modified.slice(0, 10)]).sort(),
  ]).toEqual([
    ['hypothesis', 4, 3, 0, [['a5', 'reply-alone']]],
    [
      [0, 0, 3],
      [0, 0, 3],
      [0, 0, 3],
    ],
    [
      ['fact', '', [], 'text', '2026-02-02'],
      ['keypoint', '整頁的筆記', [], 'briefing', '2026-02-02'],
      ['question', '真的嗎？\n\n— 王小明, 2026-02-05\n是的', ['疑問', 'AI'], 'text', '2026-02-06'],
    ],
  ])
})

test('a file that is no annotations is refused as a whole, with the reason, and nothing is kept', async () => {
  const bad = async (name: string, content: string | Buffer) => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return refusalOf(takeIn(path, waico.id))
  }
  const good = JSON.stringify(elsewhere({ target: quoting('不是既有機構') }))
  expect([
    await bad('a.json', `[\n  ${good},\n  {"type": Annotation}\n]`),
    await bad('b.json', Buffer.from([0x7b, 0xff])),
    await bad('c.json', `${'['.repeat(100)}${']'.repeat(100)}`),
    await bad('d.json', good.replace('"type":"Annotation"', '"type":"Annotation","__proto__":{"kind":"fact"}')),
    await bad('e.json', '{"hello": 1}'),
    await bad('f.json', '{"type":"AnnotationCollection","total":3,"first":"https://example.org/page1"}'),
    await refusalOf(takeIn(join(folder, 'none.json'))),
    await refusalOf(takeIn(folder)),
    rowsOf(there),
  ]).toEqual([
    ['refused', { cause: 'not-json', line: 3, column: 12, file: 'a.json' }],
    ['refused', { cause: 'not-utf8', file: 'b.json' }],
    ['refused', { cause: 'too-deep', file: 'c.json' }],
    ['refused', { cause: 'bad-name', name: '__proto__', file: 'd.json' }],
    ['refused', { cause: 'unknown-form', file: 'e.json' }],
    ['refused', { cause: 'pages-elsewhere', file: 'f.json' }],
    ['not-found', { path: join(folder, 'none.json'), cause: 'ENOENT', file: 'none.json' }],
    ['refused', { cause: 'not-a-file', file: folder.split('/').at(-1) }],
    [],
  ])
})

test('an item with a field that holds nonsense is refused alone, and the field is named', async () => {
  await everything()
  const whole = await jsonld()
  const [a, b, c, d] = whole.first.items
  a['briefdesk:kind'] = 'opinion'
  b['briefdesk:due'] = '2026-02-31'
  c['briefdesk:decisions'] = { short: {} }
  d.body = [{ type: 'TextualBody', value: 'x\u0000y', purpose: 'commenting' }]
  const report = await takeIn(file('odd.jsonld', whole))
  expect([report.added.length, report.refused.map(({ data }) => data?.field)]).toEqual([
    3,
    ['kind', 'due', 'decisions', 'note'],
  ])
})

test('a file is written whole, over a link to its file too, and never over a folder', async () => {
  await everything()
  const out = join(folder, 'out.csv')
  const written = await here.exchange.write({ ids: null, format: 'csv', lang: 'en', out })
  mkdirSync(join(folder, 'a-folder.csv'))
  expect([
    written.count,
    readFileSync(out).length === written.bytes,
    await refusalOf(here.exchange.write({ ids: null, format: 'csv', lang: 'en', out: join(folder, 'a-folder.csv') })),
    readdirSync(folder).filter((name) => name.endsWith('.part')),
  ]).toEqual([
    7,
    true,
    ['refused', { path: join(folder, 'a-folder.csv'), file: 'a-folder.csv', cause: 'not-a-file' }],
    [],
  ])
})

test('files for people carry the marking of the briefing, say the strictest first, and tell what was kept from what is lost', async () => {
  await takeIn(file('a.json', elsewhere({ target: quoting('這句話不在任何版本裡') })), waico.id, here)
  const [plain] = await here.handlers.annotations.list({ briefing: waico.id }, call())
  const left = await here.handlers.annotations.reviewLeft({}, call())
  if (plain === undefined) throw new Error('not taken in')
  await add(draft({ type: 'briefing' }, { marking: { tlp: 'AMBER' } }))
  const given = { id: plain.id, hlc: plain.hlc, version: waico.version, decision: { what: 'kept' as const } }
  await here.handlers.annotations.decide(given, call())
  const text = async (format: 'csv' | 'md') => (await here.exchange.textOf({ ids: null, format, lang: 'zh-TW' })).text
  const [csv, md] = [await text('csv'), (await text('md')).split('\n\n')]
  const [head = '', ...lines] = csv.replace('\ufeff', '').trim().split('\r\n')
  const at = head.split(',').indexOf('TLP')
  const cells = lines.map((line) => line.split(',').slice(at, at + 2))
  const own = md.findIndex((part) => part.startsWith('## '))
  expect([
    left.map(({ waiting }) => waiting),
    cells.sort(),
    md[2],
    md[own + 1],
    md.includes('### 留在舊版的註記'),
    md.includes('### 找不到原文的註記'),
  ]).toEqual([
    [1],
    [
      ['TLP:AMBER', '無'],
      ['TLP:GREEN', '無'],
    ],
    'TLP:AMBER · 機密等級：無',
    'TLP:GREEN · 機密等級：無',
    true,
    false,
  ])
})
