import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { type ComparableEvent, proposedFrom, sameEvents } from './same-event.ts'

type Cells = Readonly<Record<string, string>>
const table = (briefing: string, file: string) =>
  parse(readFileSync(join(import.meta.dirname, `../../samples/${briefing}/${file}.csv`), 'utf8'), {
    columns: true,
  }) as Cells[]

function eventsOf(briefing: string): ComparableEvent[] {
  const urls = new Map(table(briefing, 'sources').map(({ id, url }) => [id, url ?? '']))
  return table(briefing, 'timeline').map((row) => ({
    id: row.id ?? '',
    when: row.when ?? '',
    title: { 'zh-TW': row['title.zh-TW'] ?? '', en: row['title.en'] ?? '' },
    lane: { 'zh-TW': row['lane.zh-TW'] ?? '', en: row['lane.en'] ?? '' },
    status: row.status ?? '',
    urls: (row.source ?? '').split('|').flatMap((id) => urls.get(id) ?? []),
  }))
}

const un = eventsOf('un-ai-governance')
const waico = eventsOf('waico')

// Read by hand: which events both samples tell.
const labelled = [
  'e01 e05',
  'e02 e08',
  'e03 e09',
  'e04 e10',
  'e05 e13',
  'e06 e14',
  'e07 e15',
  'e08 e16',
  'e09 e17',
  'e10 e19',
  'e12 e20',
  'e13 e21',
  'e15 e26',
  'e16 e27',
  'e17 e28',
  'e19 e29',
  'e21 e30',
  'e22 e31',
  'e25 e33',
  'e26 e34',
  'e29 e36',
  'e30 e37',
  'e31 e38',
  'e32 e39',
  'e33 e40',
  'e35 e42',
  'e36 e43',
]

const pairs = (proposals: readonly { a: string; b: string }[]) => proposals.map(({ a, b }) => `${a} ${b}`).sort()
const changed = (events: readonly ComparableEvent[], change: (event: ComparableEvent) => Partial<ComparableEvent>) =>
  events.map((event) => ({ ...event, ...change(event) }))

test.each([
  ['as they are', () => ({})],
  ['without their sources', () => ({ urls: [] })],
  ['in English only, without sources', (event: ComparableEvent) => ({ urls: [], title: { en: event.title.en ?? '' } })],
  ['in Chinese only', (event: ComparableEvent) => ({ title: { 'zh-TW': event.title['zh-TW'] ?? '' } })],
  ['with years for dates', (event: ComparableEvent) => ({ when: event.when.slice(0, 4) })],
])('all events both samples tell are proposed, and no others: %s', (_, change) => {
  expect(pairs(sameEvents(changed(un, change), changed(waico, change)))).toEqual(labelled)
})

test('with titles in Chinese and nothing else, none is proposed that is not the same, and one of 27 is missed', () => {
  const change = (event: ComparableEvent) => ({ urls: [], title: { 'zh-TW': event.title['zh-TW'] ?? '' } })
  const proposed = pairs(sameEvents(changed(un, change), changed(waico, change)))
  expect(labelled.filter((each) => !proposed.includes(each))).toEqual(['e13 e21'])
  expect(proposed.filter((each) => !labelled.includes(each))).toEqual([])
})

test('of one briefing no two events are the same', () => {
  for (const events of [un, waico]) {
    const [odd, even] = [events.filter((_, index) => index % 2 === 1), events.filter((_, index) => index % 2 === 0)]
    const halves = [events.slice(0, 18), events.slice(18)] as const
    expect([sameEvents(odd, even), sameEvents(...halves)]).toEqual([[], []])
  }
})

test('every proposal says why, and what the two tell differently', () => {
  const all = sameEvents(un, waico)
  expect(all.find(({ a }) => a === 'e02')).toEqual({
    a: 'e02',
    b: 'e08',
    score: 0.76,
    reasons: [
      { kind: 'date', how: 'overlap' },
      { kind: 'title', lang: 'zh-TW', share: 0.93 },
      { kind: 'title', lang: 'en', share: 0.61 },
    ],
    differs: ['when'],
  })
  expect(all.find(({ a }) => a === 'e15')?.reasons).toContainEqual({ kind: 'name', name: '79/325' })
  expect(all.every(({ score, reasons }) => score >= proposedFrom && score <= 1 && reasons.length >= 2)).toBe(true)
})

const event = (id: string, when: string, zh: string, change: Partial<ComparableEvent> = {}): ComparableEvent => ({
  id,
  when,
  title: { 'zh-TW': zh },
  lane: { 'zh-TW': '聯合國' },
  urls: [],
  ...change,
})

test.each([
  ['another year', event('a', '2026-07-06', '全球對話首次會議'), event('b', '2027-07-06', '全球對話首次會議')],
  [
    'another thing on the same day',
    event('a', '2025-09-25', '全球對話啟動'),
    event('b', '2025-09-25', '公開徵求科學小組人選'),
  ],
  [
    'another thing on the same day from the same source',
    event('a', '2025-07-26', '李強倡議成立新組織', { urls: ['https://example.org/a'] }),
    event('b', '2025-07-26', '行動計畫發布', { urls: ['https://example.org/a'] }),
  ],
  ['a date nobody can read', event('a', 'soon', '全球對話啟動'), event('b', 'soon', '全球對話啟動')],
  [
    'the home page of a site as the only tie',
    event('a', '2025-01', '甲'),
    event('b', '2025-01', '乙', { urls: ['https://un.org/'] }),
  ],
])('what is not the same event is not proposed: %s', (_, a, b) => {
  expect(sameEvents([a], [b])).toEqual([])
})

test.each([
  ['a day beside', event('a', '2026-02-12', '大會任命科學小組'), event('b', '2026-02-13', '聯合國大會任命科學小組')],
  [
    'a month that holds the day',
    event('a', '2023-10?', '設立高階諮詢機構'),
    event('b', '2023-10-26', '設立高階諮詢機構'),
  ],
  ['one of two months', event('a', '[2025-03,2025-05]', '科學小組完成組成'), event('b', '2025-05', '科學小組完成組成')],
])('dates that can mean the same do not keep two apart: %s', (_, a, b) => {
  expect(pairs(sameEvents([a], [b]))).toEqual(['a b'])
})

test('an event stands in one pair at most, the surest', () => {
  const one = [event('a', '2025-09-25', '全球對話在紐約啟動')]
  const others = [event('b', '2025-09', '全球對話啟動'), event('c', '2025-09-25', '全球對話在紐約啟動')]
  expect(pairs(sameEvents(one, others))).toEqual(['a c'])
})

test('two large briefings are compared in reasonable time', () => {
  const many = (prefix: string) =>
    Array.from({ length: 1000 }, (_, index) =>
      event(`${prefix}${index}`, `${1900 + (index % 120)}`, `事件第${index}號在某地發生`),
    )
  const before = performance.now()
  sameEvents(many('a'), many('b'))
  expect(performance.now() - before).toBeLessThan(5000)
})
