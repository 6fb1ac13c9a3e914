import { describe, expect, test } from 'vitest'
import { contextLength } from './annotation.ts'
import { type Found, reanchor, type TextSelector } from './reanchor.ts'

const quote = (text: string, words: string, from = 0): TextSelector => {
  const start = text.indexOf(words, from)
  if (start === -1) throw new Error(`no such words: ${words}`)
  return selector(text, start, start + words.length)
}

const selector = (text: string, start: number, end: number): TextSelector => ({
  exact: text.slice(start, end),
  prefix: text.slice(Math.max(start - contextLength, 0), start),
  suffix: text.slice(end, end + contextLength),
  start,
  end,
})

const words = (text: string, found: Found | undefined) =>
  found === undefined
    ? null
    : 'start' in found
      ? `${found.status}: ${text.slice(found.start, found.end)}`
      : found.status

/** Mulberry32: every run makes the same texts. */
function randomBy(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const characters = {
  zh: [
    ...'的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經',
  ],
  en: 'the of and to in is that for it as was with be by on not he his but at are this have from or had an they which one you'.split(
    ' ',
  ),
  odd: ['𠮷', '👨‍👩‍👧', 'e\u0301', '葛\u{e0100}', '🇹🇼', '👍🏽', '한', '①', 'ﬁ', '…'],
}

function paragraphs(seed: number, count: number, lang: 'zh' | 'en'): string[] {
  const random = randomBy(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  return Array.from({ length: count }, () => {
    const signs = Array.from({ length: 20 + Math.floor(random() * 60) }, () =>
      random() < 0.04 ? pick(characters.odd) : pick(characters[lang]),
    )
    return lang === 'zh' ? `${signs.join('')}。` : `${signs.join(' ')}.`
  })
}

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })
const edges = (text: string) => new Set([...segmenter.segment(text)].map(({ index }) => index).concat(text.length))

/** Quotes of all lengths, overlapping and nested, cut at visible characters. */
function quotes(text: string, seed: number, count: number): TextSelector[] {
  const random = randomBy(seed)
  const cuts = [...edges(text)]
  return Array.from({ length: count }, () => {
    const first = Math.floor(random() * (cuts.length - 1))
    const last = Math.min(first + 1 + Math.floor(random() ** 2 * 80), cuts.length - 1)
    return selector(text, cuts[first] as number, cuts[last] as number)
  }).filter(({ exact }) => exact.trim() === exact && exact !== '')
}

const texts = (['zh', 'en'] as const).flatMap((lang) => [1, 2, 3].map((seed) => [lang, seed] as const))

describe.each(texts)('a text in %s (%i)', (lang, seed) => {
  const blocks = paragraphs(seed, 12, lang)
  const text = blocks.join('\n')
  const asked = quotes(text, seed + 100, 120)

  test('unchanged, every quote is where it was', () => {
    expect(reanchor(text, text, asked)).toEqual(
      asked.map(({ start, end }) => ({ status: 'exact', start, end, score: 1 })),
    )
  })

  test('with something put in above, every quote moves down with its text', () => {
    const above = `${paragraphs(seed + 50, 1, lang)[0]}\n`
    expect(reanchor(text, above + text, asked)).toEqual(
      asked.map(({ start, end }) => ({
        status: 'exact',
        start: start + above.length,
        end: end + above.length,
        score: 1,
      })),
    )
  })

  test('with one paragraph deleted, exactly its own quotes are orphans', () => {
    const starts = blocks.map((_, index) => blocks.slice(0, index).join('\n').length + (index === 0 ? 0 : 1))
    const [from, to] = [starts[5] as number, starts[6] as number]
    const inside = asked.filter(({ start, end }) => end < from || start >= to || (start >= from && end < to))
    const found = reanchor(text, text.slice(0, from) + text.slice(to), inside)
    expect(found.map((one) => ('start' in one ? [one.start, one.end] : one.status))).toEqual(
      inside.map(({ start, end }) =>
        start >= to ? [start - (to - from), end - (to - from)] : start >= from ? 'orphan' : [start, end],
      ),
    )
  })

  test('after many small edits no place splits a visible character, and asking twice or in another order changes nothing', () => {
    const random = randomBy(seed + 7)
    const signs = [...segmenter.segment(text)].map(({ segment }) => segment)
    const now = signs
      .flatMap((sign) => {
        const dice = random()
        return dice < 0.02 ? [] : dice < 0.04 ? [sign, '🇹🇼'] : dice < 0.05 ? ['e\u0301'] : [sign]
      })
      .join('')
    const found = reanchor(text, now, asked)
    const whole = edges(now)
    const split = found.filter((one) => 'start' in one && !(whole.has(one.start) && whole.has(one.end)))
    const order = asked.map((_, index) => index).sort((x, y) => ((x * 7919) % 101) - ((y * 7919) % 101))
    const other = reanchor(
      text,
      now,
      order.map((index) => asked[index] as TextSelector),
    )
    expect([split, reanchor(text, now, asked), order.map((index) => found[index])]).toEqual([[], found, other])
  })

  test('of nested quotes that are all found the inner one stays inside the outer one', () => {
    const now = text.replace(/的|the/gu, 'X')
    const nested = asked.flatMap((outer) => {
      const third = Math.floor(outer.exact.length / 3)
      return third < 5 ? [] : [[outer, selector(text, outer.start + third, outer.end - third)] as const]
    })
    const found = reanchor(text, now, nested.flat())
    const broken = nested.filter((_, index) => {
      const [outer, inner] = [found[index * 2], found[index * 2 + 1]]
      if (outer === undefined || inner === undefined || !('start' in outer) || !('start' in inner)) return false
      return inner.start < outer.start || inner.end > outer.end
    })
    expect(broken).toEqual([])
  })

  test('without the old text a quote that stands there with its context is found too', () => {
    const telling = asked.filter(({ exact }) => exact.length >= 12)
    const found = reanchor(null, text, telling)
    expect(found.map((one) => ('start' in one ? [one.start, one.end] : one.status))).toEqual(
      telling.map(({ start, end }) => [start, end]),
    )
  })
})

describe('what a re-import changes is the same text', () => {
  test.each([
    [
      'a space between Chinese and Latin',
      '各國使用AI系統的情形不一。',
      '各國使用 AI 系統的情形不一。',
      '使用AI系統',
      '使用 AI 系統',
    ],
    [
      'full width and half width',
      '共計３０項（含附件），詳見表１。',
      '共計30項(含附件),詳見表1。',
      '３０項（含附件）',
      '30項(含附件)',
    ],
    ['臺 and 台', '臺灣的臺北市與臺中市。', '台灣的台北市與台中市。', '臺北市', '台北市'],
    [
      'hard wraps',
      '依船舶法之規定，向主管機關申請登記。',
      '依船舶法之規定，向主管\n機關申請登記。',
      '主管機關',
      '主管\n機關',
    ],
    [
      'smart quotes',
      'He said "we agree" and left the room.',
      'He said “we agree” and left the room.',
      '"we agree"',
      '“we agree”',
    ],
    [
      'ligatures',
      'The efficient office of the official.',
      'The eﬃcient oﬃce of the oﬃcial.',
      'efficient office',
      'eﬃcient oﬃce',
    ],
    [
      'line ends in English',
      'the Member States agreed to it',
      'the Member\nStates agreed to it',
      'Member States',
      'Member\nStates',
    ],
  ])('%s', (_, before, now, marked, wanted) => {
    const [found] = reanchor(before, now, [quote(before, marked)])
    const [searched] = reanchor(null, now, [quote(before, marked)])
    expect([words(now, found), words(now, searched)]).toEqual([`changed: ${wanted}`, `changed: ${wanted}`])
  })
})

describe('what an edit does to a quote', () => {
  const before =
    '大會決議設立獨立國際科學小組，由四十名成員組成。\n會員國得提名專家，秘書長應徵求各方意見。\n全球對話每年舉行一次，輪流在日內瓦與紐約召開。'

  test.each([
    [
      'a word of it replaced',
      '四十名成員',
      '大會決議設立獨立國際科學小組，由四十二名成員組成。',
      'changed: 四十二名成員',
    ],
    [
      'a word beside it replaced',
      '四十名成員',
      '大會決定設立獨立國際科學小組，由四十名成員組成。',
      'exact: 四十名成員',
    ],
    [
      'something put in inside it',
      '獨立國際科學小組',
      '大會決議設立獨立的國際科學小組，由四十名成員組成。',
      'changed: 獨立的國際科學小組',
    ],
    ['two signs, kept', '大會', '大會決議成立獨立國際科學小組。', 'exact: 大會'],
    ['one sign, kept', '由', '大會決議成立獨立國際科學小組，由四十名成員組成。', 'exact: 由'],
  ])('%s', (_, marked, first, wanted) => {
    const now = [first, ...before.split('\n').slice(1)].join('\n')
    expect(words(now, reanchor(before, now, [quote(before, marked)])[0])).toBe(wanted)
  })

  test('a paragraph that moved takes its quotes along, and those of the text it went past stay', () => {
    const [one, two, three] = before.split('\n') as [string, string, string]
    const old = [one, two, '主席由兩國共同擔任。', '經費由自願捐助支應。', three].join('\n')
    const now = [three, one, two, '主席由兩國共同擔任。', '經費由自願捐助支應。'].join('\n')
    const found = reanchor(old, now, [quote(old, '秘書長應徵求'), quote(old, '輪流在日內瓦')])
    expect(found.map((each) => words(now, each))).toEqual(['exact: 秘書長應徵求', 'moved: 輪流在日內瓦'])
  })

  test('a quote over several paragraphs and a table row joined by tabs is one stretch', () => {
    const old = '第一段的結尾。\n項目\t數量\n電腦\t三十\n第二段的開頭。'
    const now = '新的一段。\n第一段的結尾。\n項目\t數量\n電腦\t三十五\n第二段的開頭。'
    expect(words(now, reanchor(old, now, [quote(old, '結尾。\n項目\t數量\n電腦\t三十\n第二段')])[0])).toBe(
      'changed: 結尾。\n項目\t數量\n電腦\t三十五\n第二段',
    )
  })

  test('a passage that was written anew is not adopted by a lookalike that was there before', () => {
    const old = '歐盟觀望，未表態。\n各國起初觀望。\n其後歐盟觀望，未再表態。'
    const now = '各國起初觀望。\n其後歐盟觀望，未再表態。'
    expect(words(now, reanchor(old, now, [quote(old, '歐盟觀望，未表態')])[0])).toBe('orphan')
  })

  test('of two equal paragraphs one was deleted and nothing tells which: the reader is asked', () => {
    const old = '前言。\n甲：同意本案。\n甲：同意本案。\n結語。'
    const now = '前言全改寫。\n甲：同意本案。\n結語也改寫。'
    const found = reanchor(old, now, [quote(old, '同意本案'), quote(old, '同意本案', 12)])
    expect(found.map(({ status }) => status)).toEqual(['rewritten', 'rewritten'])
  })

  test('of two places that are equally good without the old text, none is taken', () => {
    const now = '甲方於七月表示同意本案。\n乙方於七月表示同意本案。'
    const alone = { exact: '表示同意', prefix: '於七月', suffix: '本案。', start: 100, end: 104 }
    expect(reanchor(null, now, [alone])).toEqual([{ status: 'orphan' }])
  })
})

describe('whatever the texts are, it ends', () => {
  const random = randomBy(5)
  const noise = (length: number, from: number, signs: number) =>
    Array.from({ length }, () => String.fromCharCode(from + Math.floor(random() * signs))).join('')
  const million = 1_000_000

  test.each([
    ['two wholly different texts', noise(million, 0x4e00, 3000), noise(million, 0x4e00, 3000)],
    ['two wholly different texts of few letters', noise(million, 97, 4), noise(million, 97, 4)],
    ['one letter, over and over', 'a'.repeat(million), 'b'.repeat(million)],
    ['one letter, and one more', `${'a'.repeat(million)}b`, `c${'a'.repeat(million - 3)}`],
    [
      'the same rows, shifted',
      '同意\t反對\t棄權\n'.repeat(million / 9),
      `表${'反對\t同意\t棄權\n'.repeat(million / 9)}`,
    ],
    ['all of it gone', noise(million, 0x4e00, 3000), ''],
  ])(
    '%s',
    (_, old, now) => {
      const asked = Array.from({ length: 200 }, (__, index) => selector(old, index * 4000, index * 4000 + 5 + index))
      // Processor time: a busy machine is not the engine's fault.
      const begun = process.cpuUsage()
      const found = reanchor(old, now, asked)
      const spent = process.cpuUsage(begun).user / 1000
      expect([found.length, spent < 4000 ? 'in time' : spent]).toEqual([200, 'in time'])
    },
    120_000,
  )

  test('empty texts and quotes of nothing but white space have no place', () => {
    expect([
      reanchor('', '', [selector('', 0, 0)]),
      reanchor('甲 乙', '甲 乙', [selector('甲 乙', 1, 2)]),
      reanchor(null, '', [quote('甲乙', '甲')]),
    ]).toEqual([[{ status: 'orphan' }], [{ status: 'orphan' }], [{ status: 'orphan' }]])
  })
})
