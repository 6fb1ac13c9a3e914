import { expect, test } from 'vitest'
import { findIn } from './reader-find.tsx'
import type { Row } from './reader-rows.ts'

const row = (text: string): Row => ({
  id: 'p1',
  kind: 'paragraph',
  number: 1,
  cells: [{ lang: 'en', wanted: 'en', fallback: false, blocks: [{ kind: 'paragraph', id: 'p1', text }] }],
})

test('words are found whatever their capitals, at offsets of the text itself', () => {
  expect(findIn([row('İ WAICO, waico')], ' Waico ').map(({ start, end }) => [start, end])).toEqual([
    [2, 7],
    [9, 14],
  ])
})

test('nothing is found for nothing', () => {
  expect(findIn([row('text')], '  ')).toEqual([])
})

test('title and bottom line are searched before the text', () => {
  const head = [{ lang: 'en', block: 'head/title', text: 'The WAICO proposal' }] as const
  expect(findIn([row('waico')], 'waico', head).map(({ block, start }) => [block, start])).toEqual([
    ['head/title', 4],
    ['p1', 0],
  ])
})
