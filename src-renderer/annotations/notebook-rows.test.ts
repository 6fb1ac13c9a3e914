import { expect, test } from 'vitest'
import { noted } from './notebook-for-tests.ts'
import { type Grouping, itemsOf, type Sorting } from './notebook-rows.ts'

// Noon in Taiwan and in most of the world: the same day everywhere the tests run.
const made = (day: string) => ({ created: `${day}T11:00:00.000Z` })
const rows = [
  noted('a', { kind: 'action', tags: ['會議', '主權'], due: '2026-12-01', ...made('2026-10-05') }),
  noted('b', { kind: 'fact', ...made('2026-10-02'), status: 'orphan' }),
  noted('c', { kind: 'action', briefing: 'un', due: '2026-11-01', ...made('2026-11-08') }),
  noted('d', { kind: 'action', briefing: 'un', done: '2026-10-01T00:00:00Z', tags: ['主權'], ...made('2026-10-02') }),
]
const lines = (grouping: Grouping, sorting: Sorting) =>
  itemsOf(rows, grouping, sorting, '2026-11-21')
    .map((item) => (item.type === 'head' ? `[${item.group} ${item.count}/${item.open}]` : item.row.id))
    .join(' ')

test.each<[Grouping, Sorting, string]>([
  ['briefing', 'text', '[waico 2/1] a b [un 2/1] c d'],
  ['briefing', 'newest', '[waico 2/1] a b [un 2/1] c d'],
  ['briefing', 'oldest', '[waico 2/1] b a [un 2/1] d c'],
  ['kind', 'text', '[fact 1/0] b [action 3/2] a c d'],
  ['kind', 'due', '[fact 1/0] b [action 3/2] c a d'],
  ['tag', 'text', '[主權 2/1] a d [會議 1/1] a [ 2/1] b c'],
  ['day', 'newest', '[2026-11-08 1/1] c [2026-10-05 1/1] a [2026-10-02 2/0] b d'],
  ['day', 'oldest', '[2026-10-02 2/0] b d [2026-10-05 1/1] a [2026-11-08 1/1] c'],
  ['month', 'text', '[2026-11 1/1] c [2026-10 3/1] a b d'],
  ['status', 'text', '[exact 3/2] a c d [orphan 1/0] b'],
  ['none', 'text', 'a b c d'],
  ['none', 'newest', 'c a b d'],
  ['none', 'kind', 'b a c d'],
  ['none', 'due', 'c a b d'],
])('grouped by %s, sorted by %s: %s', (grouping, sorting, expected) => {
  expect(lines(grouping, sorting)).toBe(expected)
})

test('a line has a name of its own, also where an annotation stands under two tags', () => {
  const keys = itemsOf(rows, 'tag', 'text', '2026-11-21').map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
})
