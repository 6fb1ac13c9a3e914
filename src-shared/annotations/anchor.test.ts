import { describe, expect, test } from 'vitest'
import { type AnchorBlock, anchorOf, findQuote, locate } from './anchor.ts'
import type { BlockSelector } from './annotation.ts'

const block = (id: string, text: string): AnchorBlock => ({ id, text })
const must = (selector: BlockSelector | null) => {
  if (selector === null) throw new Error('no anchor')
  return selector
}
const anchor = (of: AnchorBlock, words: string) => {
  const at = of.text.indexOf(words)
  return must(anchorOf(of, at, at + words.length))
}

describe('making an anchor', () => {
  test('it holds the words, their place and the words around them', () => {
    const p1 = block('p1', `${'前'.repeat(40)}世界人工智慧合作組織${'後'.repeat(40)}`)
    expect(anchorOf(p1, 40, 50)).toEqual({
      block: 'p1',
      exact: '世界人工智慧合作組織',
      prefix: '前'.repeat(32),
      suffix: '後'.repeat(32),
      start: 40,
      end: 50,
    })
  })

  test.each([
    ['white space at the ends is left out', '甲　乙 丙', 1, 4, '乙'],
    ['half of a character outside the BMP becomes the whole one', '在𠮷野家', 2, 3, '𠮷'],
    ['a family of emoji is one character', 'a👨‍👩‍👧b', 3, 4, '👨‍👩‍👧'],
    ['a combining mark stays with its letter', 'xe\u0301y', 1, 2, 'e\u0301'],
    ['a variation selector stays with its character', '葛\u{e0100}城', 0, 1, '葛\u{e0100}'],
    ['a selection made backwards is the same selection', '甲乙丙', 2, 1, '乙'],
  ])('%s', (_, text, start, end, exact) => {
    expect(anchorOf(block('p', text), start, end)?.exact).toBe(exact)
  })

  test('nothing but white space has no anchor', () => {
    expect([anchorOf(block('p', 'a  b'), 1, 3), anchorOf(block('p', 'ab'), 1, 1)]).toEqual([null, null])
  })

  test('context is never cut through a character', () => {
    const text = '𠮷'.repeat(40)
    const { prefix, suffix } = must(anchorOf(block('p', `a${text}中${text}b`), 81, 82))
    expect([prefix, suffix].map((side) => side.isWellFormed())).toEqual([true, true])
  })
})

describe('finding the words again', () => {
  const p1 = block('p1', '中國提出倡議。美國表示反對。')
  const p2 = block('p2', '聯合國成立科學小組。')
  const then = [p1, p2]

  test('in an unchanged version everything is where it was, even words that stand there twice', () => {
    const twice = block('p1', '合作與合作')
    const second = must(anchorOf(twice, 3, 5))
    expect(locate([second], [twice], [twice])).toEqual({ status: 'exact', places: [{ block: 'p1', start: 3, end: 5 }] })
  })

  test.each([
    [
      'a sentence before them',
      [block('p1', `新增一句。${p1.text}`), p2],
      'exact',
      [{ block: 'p1', start: 12, end: 18 }],
    ],
    ['a paragraph above them', [block('p0', '新增一段。'), p1, p2], 'exact', [{ block: 'p1', start: 7, end: 13 }]],
    [
      'their move to a new paragraph',
      [block('p1', '中國提出倡議。'), p2, block('p3', '後來美國表示反對。')],
      'moved',
      [{ block: 'p3', start: 2, end: 8 }],
    ],
    ['their deletion', [block('p1', '中國提出倡議。'), p2], 'orphan', []],
    ['the deletion of their paragraph', [p2], 'orphan', []],
  ])('after %s', (_, now, status, places) => {
    const found = locate([anchor(p1, '美國表示反對')], now, then)
    expect([found.status, found.places]).toEqual([status, places])
  })

  test('words that stood elsewhere already never adopt an annotation whose own words were replaced', () => {
    const old = [block('p1', '歐盟觀望。'), block('p2', '其後歐盟觀望，未再表態。')]
    const now = [block('p1', '歐盟反對。'), old[1] as AnchorBlock]
    expect(locate([anchor(old[0] as AnchorBlock, '歐盟觀望')], now, old)).toEqual({
      status: 'rewritten',
      places: [{ block: 'p1', start: 0, end: 4 }],
    })
  })

  test('of equal words each stays in the course of the text, whatever changed around it', () => {
    const old = block('p1', '甲方同意，乙方同意。')
    const second = must(anchorOf(old, 7, 9))
    expect([
      locate([second], [block('p1', '首先，甲方同意，乙方同意。')], [old]),
      locate([second], [block('p1', '丙方同意、丁方同意、')], [old]),
    ]).toEqual([
      { status: 'exact', places: [{ block: 'p1', start: 10, end: 12 }] },
      { status: 'exact', places: [{ block: 'p1', start: 7, end: 9 }] },
    ])
  })

  test('the other one of two equal words does not take the place of a deleted one', () => {
    const old = block('p1', '倡議提出後，各國對倡議反應不一。')
    const first = must(anchorOf(old, 0, 2))
    expect(locate([first], [block('p1', '各國起初沉默，後來對倡議反應不一，多數觀望。')], [old])).toEqual({
      status: 'rewritten',
      places: [{ block: 'p1', start: 0, end: 9 }],
    })
  })

  test('a passage over two paragraphs of which one is gone is shown where the rest stands', () => {
    const both = [anchor(p1, '美國表示反對。'), anchor(p2, '聯合國成立')]
    expect([locate(both, then, then).status, locate(both, [p2], then)]).toEqual([
      'exact',
      { status: 'changed', places: [{ block: 'p2', start: 0, end: 5 }] },
    ])
  })

  test('without the old text a quote is found by its words alone, if they stand there once', () => {
    const selector = anchor(p1, '美國表示反對')
    expect([
      locate([selector], [block('q9', '據報美國表示反對。')], null).status,
      locate([selector], [block('q9', '美國表示反對。'), block('q10', '美國表示反對。')], null).status,
    ]).toEqual(['moved', 'orphan'])
  })
})

describe('a quote given by hand', () => {
  const blocks = [
    block('h', '背景'),
    block('p1', '第一段的結尾。'),
    block('v', ''),
    block('p2', '第二段的開頭，第二段的結尾。'),
  ]

  test('is found in its paragraph', () => {
    const { found } = findQuote(blocks, ' 第一段 ')
    expect(found?.map(({ block: id, start, end }) => [id, start, end])).toEqual([['p1', 0, 3]])
  })

  test.each(['結尾。\n第二段', '結尾。\r\n\r\n第二段'])('may run over paragraphs that follow each other', (quote) => {
    const { found } = findQuote(blocks, quote)
    expect(found?.map(({ block: id, exact }) => [id, exact])).toEqual([
      ['p1', '結尾。'],
      ['p2', '第二段'],
    ])
  })

  test('is refused if it is not there or there more than once, and the refusal says which', () => {
    expect([findQuote(blocks, '第三段'), findQuote(blocks, '結尾'), findQuote(blocks, '  ')]).toEqual([
      { found: null, cause: 'not-there', times: 0 },
      { found: null, cause: 'ambiguous', times: 2 },
      { found: null, cause: 'not-there', times: 0 },
    ])
  })
})
