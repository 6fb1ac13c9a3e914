import { describe, expect, test } from 'vitest'
import { type AnchorBlock, anchorOf } from './anchor.ts'
import type { BlockSelector } from './annotation.ts'
import { locate, locateAll } from './placing.ts'

/** Paragraphs with ids counted from the top, as an author does who numbers them anew in every version. */
const counted = (texts: readonly string[]): AnchorBlock[] => texts.map((text, index) => ({ id: `x${index + 1}`, text }))

const mark = (block: AnchorBlock, words: string): BlockSelector => {
  const at = block.text.indexOf(words)
  const selector = anchorOf(block, at, at + words.length)
  if (selector === null || at === -1) throw new Error(`no such words: ${words}`)
  return selector
}

const said = ({ status, places }: ReturnType<typeof locate>, now: readonly AnchorBlock[]) =>
  [
    status,
    ...places.map(({ block, start, end }) => {
      const text = now.find(({ id }) => id === block)?.text ?? ''
      return `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`
    }),
  ].join(' ')

const kinds = [
  {
    name: 'pledges in Chinese',
    words: ['已於三月撥付', '捐款', '萬元，已於'],
    texts: [...'甲乙丙丁戊己庚辛'].map(
      (name, index) => `${name}國捐款${'一二三四五六七八'[index]}百萬元，已於三月撥付。`,
    ),
  },
  {
    name: 'pledges in English',
    words: ['has ratified the protocol', 'troops', 'will contribute'],
    texts: ['Germany', 'France', 'Italy', 'Spain', 'Poland', 'Norway', 'Greece', 'Latvia'].map(
      (name, index) => `${name} will contribute ${150 + ((index * 370) % 900)} troops and has ratified the protocol.`,
    ),
  },
  {
    name: 'articles of a law',
    words: ['本法所稱主管機關', '機關為', '定之'],
    texts: [...'甲乙丙丁戊己庚辛'].map((name) => `本法所稱主管機關為${name}部，其組織以法律定之。`),
  },
  {
    name: 'rows of a table',
    words: ['yes', '12'],
    texts: ['Germany', 'France', 'Italy', 'Spain', 'Poland', 'Norway', 'Greece', 'Latvia'].map(
      (name) => `${name} | yes | 12`,
    ),
  },
  {
    name: 'sections that say the same',
    words: ['尚無進展', '進展。'],
    texts: [...'甲乙丙丁'].flatMap((name) => [`${name}案的辦理情形`, '本案目前尚無進展。']),
  },
]

describe.each(kinds)('$name that bear counted ids', ({ texts, words }) => {
  const then = counted(texts)
  const asked = then.flatMap((block) =>
    words.filter((word) => block.text.includes(word)).map((word) => ({ block, word, selector: mark(block, word) })),
  )
  /** What every mark says, and what it should: the same words of the same paragraph, wherever that is now. */
  const compare = (order: readonly (number | string)[]) => {
    const now = counted(order.map((one) => (typeof one === 'number' ? (texts[one] as string) : one)))
    const found = locateAll(
      asked.map(({ selector }) => [selector]),
      now,
      then,
    )
    return asked.map(({ block, word, selector }, index) => {
      const at = order.indexOf(then.indexOf(block))
      const { status, places } = found[index] as ReturnType<typeof locate>
      const place = { block: `x${at + 1}`, start: selector.start, end: selector.end }
      return { word, block, at, status, places, isRight: JSON.stringify(places) === JSON.stringify([place]) }
    })
  }
  const all = texts.map((_, index) => index)
  const step = new Set(texts).size === texts.length ? 1 : 2

  test.each(all.filter((index) => index % step === 0))(
    'without number %i exactly its own marks are orphans',
    (gone) => {
      const order = all.filter((index) => index < gone || index >= gone + step)
      const wrong = compare(order).filter(({ at, status, isRight }) =>
        at === -1 ? status !== 'orphan' : status !== 'exact' || !isRight,
      )
      expect(wrong).toEqual([])
    },
  )

  test.each(all.filter((index) => index % step === 0))(
    'with one put in before number %i every mark stays with its text',
    (at) => {
      const fresh = (texts[0] as string).replace(/^[^\s|國法案]+/u, 'Portugal')
      const order = [...all.slice(0, at), fresh, ...all.slice(at)]
      expect(compare(order).filter(({ status, isRight }) => status !== 'exact' || !isRight)).toEqual([])
    },
  )

  test('with two that changed places no mark is silently on the other one', () => {
    const [one, two] = [2, 4]
    const order = all.map((index) =>
      index >= one && index < one + step
        ? index + two - one
        : index >= two && index < two + step
          ? index - two + one
          : index,
    )
    const wrong = compare(order).filter(
      ({ at, status, isRight }) => !isRight && (status === 'exact' || (at !== one && at !== two)),
    )
    expect(step === 1 ? wrong : wrong.filter(({ status }) => status === 'exact')).toEqual([])
  })

  test('with the first gone and a figure changed in all others no mark is on a neighbour', () => {
    const edited = texts.map((text) =>
      text.replace('三月', '五月').replace('protocol', 'treaty').replace('定之', '另定之'),
    )
    const order = edited.slice(step)
    const now = counted(order)
    const found = locateAll(
      asked.map(({ selector }) => [selector]),
      now,
      then,
    )
    const wrong = asked.filter(({ block }, index) => {
      const at = then.indexOf(block) - step
      const { status, places } = found[index] as ReturnType<typeof locate>
      return status === 'exact' || status === 'changed' ? places.some((place) => place.block !== `x${at + 1}`) : false
    })
    expect(wrong).toEqual([])
  })
})

test('a paragraph that was edited while all were counted anew is not taken for its neighbour', () => {
  const [germany, france, italy, spain] = (kinds[1]?.texts ?? []) as [string, string, string, string]
  const then = counted([germany, france, italy, spain])
  const now = counted([france.replace('has ratified', 'has now ratified'), italy, spain])
  const found = then.map((block) => said(locate([mark(block, 'the protocol')], now, then), now))
  expect(found[0]).not.toMatch(/^(exact|changed)/)
  expect(found.slice(2)).toEqual(
    [italy, spain].map((text) => `exact ${text.replace('the protocol', '[the protocol]')}`),
  )
})

test('ids that were kept still tell an edited paragraph that moved from its neighbours', () => {
  const then = kinds[0]?.texts.map((text, index) => ({ id: `k${index}`, text })) ?? []
  const now = [...then.slice(3), ...then.slice(0, 3)].map(({ id, text }) => ({
    id,
    text: text.replace('三月', '五月'),
  }))
  const found = locateAll(
    then.map((block) => [mark(block, '捐款')]),
    now,
    then,
  )
  expect(found.map(({ places }) => places.map(({ block }) => block))).toEqual(then.map(({ id }) => [id]))
})

test('a paragraph that took in its neighbour kept its id, and the neighbour moved', () => {
  const [one, two, three] = (kinds[0]?.texts ?? []) as [string, string, string]
  const then = counted([one, two, three])
  const now = [{ id: 'x3', text: `${three}${two}` }]
  const found = then.map((block) => locate([mark(block, block.text)], now, then))
  expect(found.map((each) => said(each, now))).toEqual(['orphan', `moved ${three}[${two}]`, `exact [${three}]${two}`])
})

test('of equal paragraphs each keeps its id, wherever they stand', () => {
  const then = ['甲案的辦理情形', '無異議。', '乙案的辦理情形', '無異議。'].map((text, index) => ({
    id: `k${index}`,
    text,
  }))
  const now = [then[2], then[1], then[0], then[3]] as AnchorBlock[]
  const found = locateAll(
    then.map((block) => [mark(block, block.text)]),
    now,
    then,
  )
  expect(found.map(({ status, places }) => [status, places[0]?.block])).toEqual(then.map(({ id }) => ['exact', id]))
})

describe('of a mark over several passages', () => {
  const then = counted(['背景', '大會決議設立獨立國際科學小組，由四十名成員組成，任期三年。', '結論'])
  const over = then.slice(0, 2).map((block) => mark(block, block.text))
  test('a heading that is left does not speak for the page that is gone', () => {
    const now = counted(['背景', '結論'])
    expect(said(locate(over, now, then), now)).toBe('rewritten [背景]')
  })
})

describe('the same words, and something else right beside them', () => {
  test.each([
    ['a longer number', '支持的國家有12個。', '支持的國家有125個。', '12', 'changed 支持的國家有[12]5個。'],
    [
      'a longer number at the end',
      '共撥款 USD 5 million。',
      '共撥款 USD 50 million。',
      'USD 5',
      'changed 共撥款 [USD 5]0 million。',
    ],
    [
      'a number that begins earlier',
      '預算為 20 萬元整。',
      '預算為 120 萬元整。',
      '20 萬元',
      'changed 預算為 1[20 萬元]整。',
    ],
    ['thousands', '死亡人數為 20 人。', '死亡人數為 20,000 人。', '20', 'changed 死亡人數為 [20],000 人。'],
    [
      'a decimal',
      'Prices rose by 3 percent.',
      'Prices rose by 3.5 percent.',
      'rose by 3',
      'changed Prices [rose by 3].5 percent.',
    ],
    [
      'a number in Chinese',
      '小組由四十名成員組成。',
      '小組由四十二名成員組成。',
      '小組由四十',
      'changed [小組由四十]二名成員組成。',
    ],
    ['a longer word', '各國關注 AI 的發展。', '各國關注 AIM 的發展。', 'AI', 'changed 各國關注 [AI]M 的發展。'],
    [
      'what was inside a word before',
      'The unbinding text.',
      'The unbinding text, revised.',
      'binding',
      'exact The un[binding] text, revised.',
    ],
    [
      'a figure at the end of a sentence',
      '支持的國家有 12。',
      '支持的國家有 12。其餘觀望。',
      '12',
      'exact 支持的國家有 [12]。其餘觀望。',
    ],
    [
      'a denial',
      '委員會同意設立秘書處。',
      '委員會不同意設立秘書處。',
      '同意設立',
      'changed 委員會不[同意設立]秘書處。',
    ],
    [
      'another denial',
      '草案已獲通過，另行公布。',
      '草案沒有獲通過，另行公布。',
      '獲通過',
      'changed 草案沒有[獲通過]，另行公布。',
    ],
    [
      'a denial in English',
      'The members agree to the plan.',
      'The members do not agree to the plan.',
      'agree to',
      'changed The members do not [agree to] the plan.',
    ],
    [
      'a short denial in English',
      'The members will agree to it.',
      'The members won’t agree to it.',
      'agree to',
      'changed The members won’t [agree to] it.',
    ],
    [
      'a denial that is gone',
      '委員會不同意設立秘書處。',
      '委員會同意設立秘書處。',
      '同意設立',
      'changed 委員會[同意設立]秘書處。',
    ],
    [
      'a denial there was before',
      '委員會不同意設立。',
      '本委員會仍不同意設立。',
      '同意設立',
      'exact 本委員會仍不[同意設立]。',
    ],
  ])('%s', (_, before, after, words, wanted) => {
    const rest = '其他事項另定之。'
    const then = counted([before, rest])
    const now = counted([after, rest])
    expect(said(locate([mark(then[0] as AnchorBlock, words)], now, then), now)).toBe(wanted)
    const alone = said(locate([mark(then[0] as AnchorBlock, words)], now, null), now)
    expect(alone.startsWith('exact')).toBe(wanted.startsWith('exact') && alone !== 'orphan')
  })
})
