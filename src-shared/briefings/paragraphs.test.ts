import { expect, test } from 'vitest'
import type { Block, Content } from './content.ts'
import { blockPlaces } from './paragraphs.ts'

const block = (id: string, kind: 'paragraph' | 'quotation' = 'paragraph'): Block => ({ id, kind, text: id })
const content = (zh: Block[], en: Block[], align = {}) =>
  ({ lead: 'zh-TW', align, editions: { 'zh-TW': { blocks: zh }, en: { blocks: en } } }) as unknown as Content
const numbers = (of: Content) => Object.fromEntries([...blockPlaces(of)].map(([id, { number }]) => [id, number]))

test('paragraphs are counted in the lead language; what is none stands after one', () => {
  const zh = [block('q0', 'quotation'), block('p1'), block('q1', 'quotation'), block('p2')]
  expect(numbers(content(zh, zh))).toEqual({ q0: 0, p1: 1, q1: 1, p2: 2 })
})

test('two blocks aligned to one share its number', () => {
  const zh = [block('p1'), block('p2')]
  const en = [block('p1a'), block('p1b'), block('p2')]
  expect(numbers(content(zh, en, { p1: ['p1a', 'p1b'] }))).toEqual({ p1: 1, p1a: 1, p1b: 1, p2: 2 })
})

test('a paragraph that only the other language has is counted where it stands', () => {
  expect(numbers(content([block('p1'), block('p3')], [block('p1'), block('p2'), block('p3')]))).toEqual({
    p1: 1,
    p2: 2,
    p3: 3,
  })
})
