import { expect, test } from 'vitest'
import type { PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import type { Lang } from '../../src-shared/languages.ts'
import { besideRows, drawnLanguages } from './rows.ts'

const rows = ['p1', 'p2'].map((id, index) => ({
  id,
  number: index + 1,
  cells: { 'zh-TW': [{ id, text: '一二三四五' }], en: [{ id, text: 'one two' }] },
}))
const mark = (id: string, lang: Lang, block: string | null, start = 0): PlacedAnnotation =>
  ({
    id,
    created: id,
    target: { type: 'text', lang, selectors: [] },
    resolution: { status: block ? 'exact' : 'orphan', places: block ? [{ block, start, end: start + 1 }] : [] },
  }) as unknown as PlacedAnnotation
const list = [
  mark('d', 'en', 'p2'),
  mark('c', 'zh-TW', 'p2', 2),
  mark('a', 'zh-TW', 'p1', 3),
  mark('b', 'zh-TW', 'p1'),
  mark('lost', 'zh-TW', null),
]

test('annotations stand in the order of the text; those without words are kept apart, none is lost', () => {
  const { placed, unplaced } = besideRows(rows, list, (row) => drawnLanguages(row, 'zh-TW', 'zh-TW'))
  expect([placed.map(({ annotation }) => annotation.id), unplaced.map(({ id }) => id)]).toEqual([
    ['b', 'a', 'd', 'c'],
    ['lost'],
  ])
})

test('an annotation in the other language stands beside its paragraph and says that its words are elsewhere', () => {
  const elsewhere = (reading: 'zh-TW' | 'en' | 'parallel') =>
    besideRows(rows, list, (row) => drawnLanguages(row, reading, 'zh-TW'))
      .placed.filter((noted) => noted.elsewhere)
      .map(({ annotation }) => annotation.id)
  expect([elsewhere('zh-TW'), elsewhere('en'), elsewhere('parallel')]).toEqual([['d'], ['b', 'a', 'c'], []])
})
