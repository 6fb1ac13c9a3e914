import { expect, test } from 'vitest'
import {
  dueStatesOf,
  type Facet,
  loosened,
  type NotebookFilter,
  narrowings,
  noFilter,
  sifted,
  toggled,
} from './notebook-filter.ts'
import { noted } from './notebook-for-tests.ts'

const today = '2026-11-21'
const rows = [
  noted('a', { kind: 'judgement', quote: '臺灣看不到取得席位的途徑', tags: ['主權'], created: '2026-10-02T04:00:00Z' }),
  noted('b', { kind: 'action', note: '請法制組補時程表', due: '2026-11-20', briefing: 'un', tags: ['主權', '法制'] }),
  noted('c', {
    kind: 'action',
    quote: 'Ｇｅｎｅｖａ Dialogue',
    lang: 'en',
    due: '2026-11-24',
    status: 'moved',
    review: true,
  }),
  noted('d', { kind: 'action', done: '2026-11-01T00:00:00Z', created: '2026-11-05T04:00:00Z' }),
  noted('e', { kind: 'question', quote: '', type: 'risk', lang: null, about: { 'zh-TW': '台海風險', en: 'Strait' } }),
]
const chosen = (facet: Facet, ...values: string[]): NotebookFilter => ({
  ...noFilter,
  chosen: { ...noFilter.chosen, [facet]: values },
})
const ids = (filter: NotebookFilter) =>
  sifted(rows, filter, today)
    .shown.map(({ id }) => id)
    .join('')

test('rows are found by their words in both languages, whatever width, capitals and 臺 or 台 they are written with', () => {
  const found = Object.fromEntries(
    ['台灣', '臺', 'geneva', 'GENEVA dialogue', '法制', '#主權', '時程　補', 'strait', '沒有'].map((query) => [
      query,
      ids({ ...noFilter, query }),
    ]),
  )
  expect(found).toEqual({
    台灣: 'a',
    臺: 'ae',
    geneva: 'c',
    'GENEVA dialogue': 'c',
    法制: 'b',
    '#主權': 'ab',
    '時程　補': 'b',
    strait: 'e',
    沒有: '',
  })
})

test('each facet narrows, several values of one facet widen, several facets narrow further', () => {
  expect({
    kind: ids(chosen('kind', 'action')),
    kinds: ids(chosen('kind', 'action', 'question')),
    status: ids(chosen('status', 'waiting')),
    moved: ids(chosen('status', 'moved')),
    overdue: ids(chosen('due', 'overdue')),
    week: ids(chosen('due', 'week')),
    open: ids(chosen('due', 'open')),
    done: ids(chosen('due', 'done')),
    briefing: ids(chosen('briefing', 'un')),
    tag: ids(chosen('tag', '主權')),
    untagged: ids(chosen('tag', '')),
    lang: ids(chosen('lang', 'en')),
    type: ids(chosen('type', 'risk')),
    days: ids({ ...noFilter, from: '2026-10-02', to: '2026-10-31' }),
    both: ids(toggled(chosen('kind', 'action'), 'tag', '法制')),
  }).toEqual({
    kind: 'bcd',
    kinds: 'bcde',
    status: 'c',
    moved: 'c',
    overdue: 'b',
    week: 'c',
    open: 'bc',
    done: 'd',
    briefing: 'b',
    tag: 'ab',
    untagged: 'cde',
    lang: 'c',
    type: 'e',
    days: 'abce',
    both: 'b',
  })
})

test('the counts of a facet follow all the other ones, and not its own choice', () => {
  const { counts } = sifted(rows, toggled(chosen('kind', 'action'), 'lang', 'zh-TW'), today)
  expect({
    kind: Object.fromEntries(counts.kind),
    lang: Object.fromEntries(counts.lang),
    tag: Object.fromEntries(counts.tag),
  }).toEqual({
    kind: { judgement: 1, action: 2 },
    lang: { 'zh-TW': 2, en: 1 },
    tag: { 主權: 1, 法制: 1, '': 1 },
  })
})

test('an action is overdue from the day after, due this week up to the seventh day, and neither once it is done', () => {
  const due = (given: Parameters<typeof noted>[1]) => dueStatesOf(noted('x', { kind: 'action', ...given }), today)
  expect([
    due({ due: '2026-11-20' }),
    due({ due: today }),
    due({ due: '2026-11-27' }),
    due({ due: '2026-11-28' }),
    due({ due: '2026-11-20', done: '2026-11-21T00:00:00Z' }),
    due({}),
    due({ kind: 'fact' }),
  ]).toEqual([['overdue', 'open'], ['week', 'open'], ['week', 'open'], ['open'], ['done'], ['open'], []])
})

test('what a filter narrows by can be let go one by one', () => {
  const filter = { ...toggled(chosen('kind', 'action'), 'tag', '法制'), query: '主權', from: '2026-10-01' }
  const left = narrowings(filter)
  expect([left, left.reduce(loosened, filter)]).toEqual([['query', 'date', 'kind', 'tag'], noFilter])
})

test('what was left on an earlier version is counted by itself, and not among what was lost', () => {
  const left = [noted('k', { status: 'orphan', kept: 1, at: null }), noted('l', { status: 'orphan', at: null })]
  const { counts } = sifted(left, noFilter, today)
  expect([...counts.status]).toEqual([
    ['kept', 1],
    ['orphan', 1],
  ])
})
