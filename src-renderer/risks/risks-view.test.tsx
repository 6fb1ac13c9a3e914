import { beforeEach, expect, test } from 'vitest'
import type { Briefing } from '../../src-shared/briefings/briefing.ts'
import { fakeBridge, fakeSettings } from '../fake-bridge.ts'
import { click, press, rendered } from '../rendered.tsx'
import { forgetKept } from '../ui/kept.ts'
import { sampleBriefing, sampleContent } from '../ui/sample-briefing.ts'
import { RisksView } from './risks-view.tsx'

const start = { screen: 'briefing', id: 'b1', tab: 'risks' } as const
const show = (lang: 'zh-TW' | 'en', briefing: Briefing = sampleBriefing) => {
  fakeBridge({ 'settings.get': () => ({ ...fakeSettings, lang }) })
  return rendered(<RisksView briefing={briefing} />, { start })
}
const rows = (place: HTMLElement) =>
  [...place.querySelectorAll('.reg tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent))

beforeEach(() => {
  forgetKept()
  Element.prototype.scrollIntoView = () => {}
})

test('the register is grouped with counts, and a blank is said to be one', async () => {
  expect(rows(await show('zh-TW'))).toEqual([
    ['經濟1 項'],
    ['E01', '供應鏈崩潰', '未評', '未查得', '未查得', '', '未定時程', 'C3'],
    ['技術2 項'],
    ['T01', '尖端科技', '較可能 55–80%', '5.6', '第 2 名', '脆弱點', '短程至中程2025年至2031年', 'C3A1'],
    ['T02', '資安失效', '未評', '3', '未查得', '', '長程2040年至2050年', '尚無出處'],
  ])
})

test('in English, one list, sorted by severity: the missing one is last', async () => {
  const place = await show('en')
  await click('One list')
  await click('Severity 1–7↕')
  expect(rows(place).map((row) => [row[1], row[3]])).toEqual([
    ['Cybersecurity breakdown', '3'],
    ['Frontier technologies', '5.6'],
    ['Supply chain collapse', 'not found'],
  ])
})

test('arrows go from cell to cell with one tab stop, and Enter opens the detail', async () => {
  const place = await show('zh-TW')
  const stops = () =>
    [...place.querySelectorAll('.reg [data-cell]')].filter((cell) => (cell as HTMLElement).tabIndex === 0)
  const before = stops().map((cell) => cell.textContent)
  ;(stops()[0] as HTMLElement).focus()
  for (const name of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'Enter']) await press('', { key: name })
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect([before, stops().length, document.activeElement?.getAttribute('aria-label')]).toEqual([
    ['供應鏈崩潰'],
    1,
    'T01 明細',
  ])
  expect(place.querySelector('.det')?.textContent).toContain('ICD 203 可能性用語')
})

test('a category closes and says so', async () => {
  const place = await show('zh-TW')
  await click('技術2 項')
  const button = place.querySelectorAll<HTMLElement>('.g button')[1]
  expect([button?.getAttribute('aria-expanded'), rows(place).length]).toEqual(['false', 3])
})

test('the matrix holds codes, and what lacks a score is named', async () => {
  const place = await show('en')
  expect([place.querySelector('.mx button')?.textContent, place.querySelector('.sidep .ft')?.textContent]).toEqual([
    'T01',
    '2 risks lack a score and are not in the matrix: E01 T02',
  ])
})

test('without both scores there is no matrix but an explanation', async () => {
  const risks = sampleContent.risks.map((risk) => ({ ...risk, scores: {} }))
  const place = await show('zh-TW', { ...sampleBriefing, content: { ...sampleContent, risks } })
  expect([place.querySelector('.mx'), place.querySelector('.no-mx h2')?.textContent]).toEqual([null, '為什麼沒有矩陣'])
})

test('periods are listed with their risk', async () => {
  const place = await show('zh-TW')
  expect(place.querySelector('.bands')?.textContent).toBe(
    '各時期最可能發生的風險2025年至2031年民國114年至民國120年T01 尖端科技C3',
  )
})
