import { expect, test } from 'vitest'
import { bothEnds } from './said-selection.ts'

test('long words are said by how they begin and end', () => {
  expect([bothEnds('short\nwords'), bothEnds(`${'a'.repeat(60)}${'b'.repeat(60)}`, 10)]).toEqual([
    'short words',
    'aaaaa … bbbbb',
  ])
})
