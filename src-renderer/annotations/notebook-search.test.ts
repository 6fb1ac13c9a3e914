import { expect, test } from 'vitest'
import { excerpt, hitsOf, termsOf } from './notebook-search.ts'

const marked = (text: string, query: string) =>
  hitsOf(text, termsOf(query))
    .map(({ start, end }) => text.slice(start, end))
    .join('|')

test.each([
  ['臺灣與台商', '台', '臺|台'],
  ['ＷＡＩＣＯ 與 waico', 'Waico', 'ＷＡＩＣＯ|waico'],
  ['主權主權', '主權', '主權主權'],
  ['Ångström 與 café', 'cafe\u0301', 'café'],
  ['第㈠點', '(一)', '㈠'],
  ['𠮷野家的𠮷', '𠮷', '𠮷|𠮷'],
  ['沒有', '有沒', ''],
  ['', '有', ''],
])('in %s, %s is %s', (text, query, expected) => {
  expect(marked(text, query)).toBe(expected)
})

test('a long text is cut around the first hit, and never through a sign', () => {
  const long = `${'𠮷'.repeat(200)}找到${'後'.repeat(200)}`
  const cut = excerpt(long, termsOf('找到'), 120)
  expect({
    hit: cut.includes('找到'),
    whole: cut.isWellFormed(),
    ends: [cut[0], cut.at(-1)],
    short: excerpt('短', [], 5),
  }).toEqual({
    hit: true,
    whole: true,
    ends: ['…', '…'],
    short: '短',
  })
})
