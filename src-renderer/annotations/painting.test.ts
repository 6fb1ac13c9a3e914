import { expect, test } from 'vitest'
import { layersOf } from './painting.ts'

const layers = (...marks: (readonly [string, number, number])[]) =>
  layersOf(marks.map(([id, start, end]) => ({ id, kind: 'fact', start, end }))).map(({ id, start, end }) => [
    id,
    start,
    end,
  ])

test('of two marks that overlap, the shorter lies on top and nothing is painted twice', () => {
  expect(layers(['long', 0, 10], ['short', 3, 5])).toEqual([
    ['long', 0, 3],
    ['short', 3, 5],
    ['long', 5, 10],
  ])
})

test('of two marks on the same words, the later one shows', () => {
  expect(layers(['first', 2, 6], ['second', 2, 6])).toEqual([['second', 2, 6]])
})

test('marks apart from each other leave the words between them plain', () => {
  expect(layers(['a', 0, 2], ['b', 4, 6])).toEqual([
    ['a', 0, 2],
    ['b', 4, 6],
  ])
})
