import { beforeEach, expect, test } from 'vitest'
import type { Decision, PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import type { Review, ReviewItem, ReviewSide } from '../../src-shared/annotations/review.ts'
import { type FakeBridge, fakeBridge } from '../fake-bridge.ts'
import { click, press, rendered } from '../rendered.tsx'
import { useNavigation } from '../ui/navigation.tsx'
import { ReviewScreen } from './review-screen.tsx'

const briefing = '019f4989-de80-7a3e-9c41-5b2d8e70f1a6'
const version = 'v2'
const then = '美國的晶片出口管制日趨嚴格，這等於一條完全不必經過華府的技術通道。'
const today = '美國的晶片出口管制持續收緊，這等於一條不必經過華府的技術通道。'

const side = (number: number, paragraph: number | null, text: string, start: number, end: number): ReviewSide => ({
  ...{ number, issued: '2025-07-28', paragraph },
  blocks: [{ id: 'p3', text, marks: [{ start, end }] }],
})
const annotation = (id: string, exact: string, more: object = {}) =>
  ({
    ...{ id, briefing, version: 'v1', kind: 'judgement', note: '認證門檻。', tags: ['供應鏈'], hlc: `${id} 1` },
    ...{ created: '2025-10-02T00:00:00.000Z', modified: '2025-10-02T00:00:00.000Z' },
    target: {
      type: 'text',
      lang: 'zh-TW',
      selectors: [{ block: 'p3', exact, prefix: '', suffix: '', start: 0, end: 1 }],
    },
    resolution: { status: 'changed', places: [{ block: 'p3', start: 14, end: 30 }] },
    ...more,
  }) as unknown as PlacedAnnotation

let answered: unknown[]
let decisions: Map<string, Decision>

function desk(): FakeBridge {
  answered = []
  decisions = new Map()
  const cell = { type: 'cell', id: 'r1', column: 'severity', value: '4' }
  const all: readonly ReviewItem[] = [
    {
      annotation: annotation('a1', '這等於一條完全不必經過華府的技術通道'),
      found: 'changed',
      before: side(1, 3, then, 14, 32),
      now: side(2, 3, today, 14, 30),
      offer: side(2, 3, today, 14, 30),
      near: 'p3',
    },
    {
      annotation: annotation('a2', '章程預計年底前公布', { resolution: { status: 'orphan', places: [] } }),
      found: 'orphan',
      before: side(1, 9, '章程預計年底前公布。', 0, 9),
      now: null,
      offer: null,
      near: 'p3',
    },
    {
      annotation: annotation('a3', '', { target: cell }),
      found: 'changed',
      before: { ...side(1, null, '', 0, 0), blocks: [], title: { 'zh-TW': '碎片化' }, value: '4' },
      now: { ...side(2, null, '', 0, 0), blocks: [], title: { 'zh-TW': '碎片化' }, value: '5' },
      offer: { ...side(2, null, '', 0, 0), blocks: [], value: '5' },
      near: null,
    },
  ]
  const now = (each: PlacedAnnotation): PlacedAnnotation => {
    const said = decisions.get(each.id)
    return { ...each, ...(said && { decisions: { [version]: said } }) }
  }
  const review = (): Review => ({
    ...{ briefing, version, title: { 'zh-TW': '上海提案 WAICO' }, number: 2, issued: '2025-11-18', total: 13 },
    counts: { exact: 10, changed: 2, moved: 0, rewritten: 0, orphan: 1, 'by-hand': 0 },
    items: all.map((item) => ({ ...item, annotation: now(item.annotation) })),
  })
  return fakeBridge({
    'annotations.review': review,
    'annotations.list': () => review().items.map((item) => item.annotation),
    'annotations.drafts': () => [],
    'annotations.decide': ({ id, decision }: { id: string; decision: { what: Decision['what'] } | null }) => {
      answered.push([id, decision?.what ?? null])
      if (decision === null) decisions.delete(id)
      else decisions.set(id, { ...decision, at: '', found: 'changed', selectors: [] })
      return now(all.find(({ annotation: { id: each } }) => each === id)?.annotation as PlacedAnnotation)
    },
    'briefings.open': () => ({
      id: briefing,
      version,
      content: {
        ...{ lead: 'zh-TW', languages: ['zh-TW'], title: {}, issued: '2025-11-18', align: {}, notes: [], sources: [] },
        marking: { tlp: 'GREEN', secrecy: 'none' },
        editions: { 'zh-TW': { blocks: [{ kind: 'paragraph', id: 'p3', text: today }] } },
      },
    }),
  })
}

const text = (selector: string) => [...document.querySelectorAll(selector)].map((each) => each.textContent)
const focused = () => document.activeElement?.getAttribute('data-item')

beforeEach(async () => {
  desk()
  await rendered(<ReviewScreen id={briefing} />)
  await new Promise((resolve) => setTimeout(resolve, 60))
})

test('the counts add up and say so; then and now stand beside each other, struck and underlined', () => {
  expect({
    counts: text('.review-counts > div'),
    sum: text('.review-sum'),
    queue: text('.review-queue button'),
    was: [text('.was del'), text('.was mark')],
    now: [text('.review-columns section:last-child ins'), text('.review-columns section:last-child mark')],
    heads: text('.review-columns h3'),
    progress: text('.review-head [role=status]'),
  }).toEqual({
    counts: ['不變10', '原文已改2', '已搬移0', '已改寫0', '找不到原文1'],
    sum: ['10 則不變，已自動沿用到新版。13 則，一則不少。'],
    queue: [
      '這等於一條完全不必經過華府的技術通道原文已改¶3',
      '章程預計年底前公布找不到原文第 1 版 ¶9',
      '碎片化：嚴重程度內容已改',
    ],
    was: [['日趨嚴格', '完全'], ['這等於一條完全不必經過華府的技術通道']],
    now: [['持續收緊'], ['這等於一條不必經過華府的技術通道']],
    heads: ['當時第 1 版 ¶3', '現在第 2 版 ¶3'],
    progress: ['已看 0，共 3'],
  })
})

test('one key answers and goes on to the next; undo says again what was said before', async () => {
  await press('Enter')
  await new Promise((resolve) => setTimeout(resolve, 60))
  const second = focused()
  // Nothing was found: Enter does nothing, and the reason is there.
  await press('Enter')
  const why = text('.review-why span')
  const toldWhy = text('p.vh[role=status]')[0] === why[0]
  await press('KeyK')
  await new Promise((resolve) => setTimeout(resolve, 60))
  const third = [focused(), text('.cell-value'), text('.review-why span')]
  await press('KeyZ', { ctrlKey: true })
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect({ answered, second, why, toldWhy, third, back: focused(), states: text('.review-state') }).toEqual({
    answered: [
      ['a1', 'accepted'],
      ['a2', 'kept'],
      ['a2', null],
    ],
    second: 'a2',
    why: ['新版找不到原文，無法接受'],
    toldWhy: true,
    third: ['a3', ['當時的值：4', '現在的值：5'], ['只有內文上的註記可以改放別處']],
    back: 'a2',
    states: ['原文已改，你已接受¶3', '找不到原文第 1 版 ¶9', '內容已改'],
  })
})

test('when all are answered it says so, with the counts and a way back to the text', async () => {
  for (const key of ['Enter', 'KeyK', 'Enter']) {
    await press(key)
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
  const sum = document.activeElement?.getAttribute('aria-describedby') ?? ''
  expect(document.getElementById(sum)?.textContent).toBe(text('.review-end p')[0])
  expect([text('.review-end h2'), text('.review-end p'), document.activeElement?.textContent]).toEqual([
    ['都看過了'],
    ['13 則註記，一則不少：不變 10、原文已改 2、找不到原文 1。'],
    '回到內文',
  ])
})

test('a key that is part of a composition, or pressed on a button elsewhere, answers nothing', async () => {
  await press('KeyK', { isComposing: true })
  const button = [...document.querySelectorAll('button')].find((each) => each.textContent?.startsWith('改放別處'))
  await press('Enter', {}, button)
  expect(answered).toEqual([])
})

test('from the end the changes of the briefing are one press away', async () => {
  function Where() {
    return <output>{JSON.stringify(useNavigation().view)}</output>
  }
  desk()
  await rendered(
    <>
      <Where />
      <ReviewScreen id={briefing} />
    </>,
  )
  await new Promise((resolve) => setTimeout(resolve, 60))
  for (const key of ['Enter', 'KeyK', 'Enter']) {
    await press(key)
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
  await click('看這一版改了什麼')
  expect(text('output')).toEqual([JSON.stringify({ screen: 'changes', id: briefing })])
})

test('taking back says what was taken back, by its own name, and the next answer clears the line', async () => {
  for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) {
    await press(key)
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
  await press('KeyZ', { ctrlKey: true })
  await new Promise((resolve) => setTimeout(resolve, 60))
  const undone = text('.toast span')
  await press('KeyK')
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect([undone, text('.toast')]).toEqual([['已復原：接受新內容'], []])
})
