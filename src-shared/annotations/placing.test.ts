import { describe, expect, test } from 'vitest'
import { type AnchorBlock, anchorOf } from './anchor.ts'
import type { BlockSelector } from './annotation.ts'
import { locate, locateAll } from './placing.ts'

const block = (id: string, text: string): AnchorBlock => ({ id, text })
const p1 = block('p1', '聯合國大會決議設立獨立國際科學小組，由四十名成員組成。')
const p2 = block('p2', '會員國得提名專家，秘書長應徵求各方意見並兼顧區域平衡。')
const p3 = block('p3', '全球對話每年舉行一次，輪流在日內瓦與紐約召開。')
const then = [p1, p2, p3]

const mark = (of: AnchorBlock, words: string): BlockSelector => {
  const at = of.text.indexOf(words)
  const selector = anchorOf(of, at, at + words.length)
  if (selector === null || at === -1) throw new Error(`no such words: ${words}`)
  return selector
}
const over = [mark(p1, '由四十名成員組成。'), mark(p2, p2.text), mark(p3, '全球對話')]

const shortly = ({ status, places }: ReturnType<typeof locate>, now: readonly AnchorBlock[]) =>
  [
    status,
    ...places.map(
      (place) => `${place.block} ${now.find(({ id }) => id === place.block)?.text.slice(place.start, place.end)}`,
    ),
  ].join(' | ')

describe('a mark over three paragraphs', () => {
  test.each([
    ['on the same text', then, `exact | p1 由四十名成員組成。 | p2 ${p2.text} | p3 全球對話`],
    [
      'after a paragraph above',
      [block('p0', '前言。'), ...then],
      `exact | p1 由四十名成員組成。 | p2 ${p2.text} | p3 全球對話`,
    ],
    [
      'with other ids on the same text',
      [block('a', p1.text), block('b', p2.text), block('c', p3.text)],
      `exact | a 由四十名成員組成。 | b ${p2.text} | c 全球對話`,
    ],
    ['after the one in the middle went', [p1, p3], 'changed | p1 由四十名成員組成。 | p3 全球對話'],
    [
      'after two became one',
      [block('p1', p1.text + p2.text), p3],
      `exact | p1 由四十名成員組成。${p2.text} | p3 全球對話`,
    ],
    [
      'after one became two',
      [p1, block('p2', '會員國得提名專家，'), block('p2a', '秘書長應徵求各方意見並兼顧區域平衡。'), p3],
      'changed | p1 由四十名成員組成。 | p2 會員國得提名專家， | p2a 秘書長應徵求各方意見並兼顧區域平衡。 | p3 全球對話',
    ],
    ['after everything went', [block('z', '另一份文件。')], 'orphan'],
  ])('%s', (_, now, wanted) => {
    expect(shortly(locate(over, now, then), now)).toBe(wanted)
  })
})

describe('what a reader calls moved', () => {
  test.each([
    ['not a paragraph that kept its id and stands elsewhere', [p3, p1, p2], 'exact | p1 四十名成員'],
    [
      'not a paragraph that was only counted anew',
      [block('p1', '新的第一段，講別的事情。'), block('p2', p1.text), block('p3', p2.text), block('p4', p3.text)],
      'exact | p2 四十名成員',
    ],
    [
      'not a paragraph that was edited and moved with its id',
      [p2, p3, block('p1', p1.text.replace('決議', '議決'))],
      'exact | p1 四十名成員',
    ],
    [
      'a sentence that went to another paragraph',
      [block('p1', '聯合國大會決議設立獨立國際科學小組。'), p2, block('p3', `${p3.text}小組由四十名成員組成。`)],
      'moved | p3 四十名成員',
    ],
  ])('%s', (_, now, wanted) => {
    expect(shortly(locate([mark(p1, '四十名成員')], now, then), now)).toBe(wanted)
  })
})

test('what was replaced shows what stands in its place', () => {
  const now = [p1, block('p2', '專家由區域集團推舉，任期三年，不得連任，並須申報利益。'), p3]
  expect(shortly(locate([mark(p2, '秘書長應徵求各方意見')], now, then), now)).toBe(
    'rewritten | p2 專家由區域集團推舉，任期三年，不得連任，並須申報利益',
  )
})

test('all annotations of an edition at once are each as it would be alone', () => {
  const now = [block('p0', '前言改寫。'), block('p1', p1.text.replace('四十', '四十二')), p3]
  const list = [over, [mark(p1, '四十名成員')], [mark(p2, '提名專家')], [mark(p3, '日內瓦與紐約')], []]
  expect([locateAll(list, now, then), locateAll(list.toReversed(), now, then)]).toEqual([
    list.map((selectors) => locate(selectors, now, then)),
    list.map((selectors) => locate(selectors, now, then)).toReversed(),
  ])
})

test('an anchor that does not fit its own version is looked for by its words, not carried by its numbers', () => {
  const crooked = { ...mark(p2, '秘書長應徵求各方意見'), start: 0, end: 10 }
  expect(
    shortly(locate([crooked], [p1, block('p2', `其後，${p2.text}`), p3], then), [
      p1,
      block('p2', `其後，${p2.text}`),
      p3,
    ]),
  ).toBe('exact | p2 秘書長應徵求各方意見')
})
