import { expect, test } from 'vitest'
import type { Block, Content } from '../../src-shared/briefings/content.ts'
import { alignedRows, rowsFor } from './reader-rows.ts'

const p = (id: string): Block => ({ kind: 'paragraph', id, text: id })
const note = (id: string): Block => ({ kind: 'footnote', id, label: id, text: id })
const view = (id: string): Block => ({ kind: 'view', id, view: 'risks', text: '' })
const content = (zh: readonly Block[], en: readonly Block[] | null, align = {}) =>
  ({
    lead: 'zh-TW',
    align,
    editions: { 'zh-TW': { blocks: zh }, ...(en && { en: { blocks: en } }) },
  }) as unknown as Content
const shape = (of: Content) =>
  alignedRows(of).map(({ number, cells }) => [
    number,
    cells['zh-TW']?.map(({ id }) => id),
    cells.en?.map(({ id }) => id),
  ])

test('blocks are aligned by id, by the table of the briefing, and a view by what it shows', () => {
  expect(
    shape(content([p('p1'), view('v-a'), p('p2')], [p('p1a'), p('p1b'), view('v-b'), p('p2')], { p1: ['p1a', 'p1b'] })),
  ).toEqual([
    [1, ['p1'], ['p1a', 'p1b']],
    [null, ['v-a'], ['v-b']],
    [2, ['p2'], ['p2']],
  ])
})

test('what only the other language says stands after the block it follows there', () => {
  expect(shape(content([p('p1'), p('p3')], [p('p0'), p('p1'), p('p2'), p('p2b'), p('p3')]))).toEqual([
    [1, undefined, ['p0']],
    [2, ['p1'], ['p1']],
    [3, undefined, ['p2']],
    [4, undefined, ['p2b']],
    [5, ['p3'], ['p3']],
  ])
})

test('footnotes come last, wherever they were written', () => {
  expect(alignedRows(content([note('f1'), p('p1')], null)).map(({ id }) => id)).toEqual(['p1', 'f1'])
})

test('a missing language is shown in the lead language and says so; side by side it stays empty', () => {
  const rows = alignedRows(content([p('p1'), p('p2')], [p('p1')]))
  const shown = (reading: 'en' | 'parallel') =>
    rowsFor(rows, reading, 'zh-TW').map(({ cells }) =>
      cells.map(({ lang, fallback, blocks }) => [lang, fallback, blocks.length]),
    )
  expect([shown('en'), shown('parallel')]).toEqual([
    [[['en', false, 1]], [['zh-TW', true, 1]]],
    [
      [
        ['zh-TW', false, 1],
        ['en', false, 1],
      ],
      [
        ['zh-TW', false, 1],
        ['en', false, 0],
      ],
    ],
  ])
})
