import { beforeEach, expect, test } from 'vitest'
import { fakeBridge, fakeSettings } from '../fake-bridge.ts'
import { press, rendered } from '../rendered.tsx'
import { forgetKept } from '../ui/kept.ts'
import { sampleBriefing, sampleContent } from '../ui/sample-briefing.ts'
import { positionMatrix } from './position-matrix.ts'
import { PositionsView } from './positions-view.tsx'

const start = { screen: 'briefing', id: 'b1', tab: 'positions' } as const
const show = (lang: 'zh-TW' | 'en', at?: string) => {
  fakeBridge({ 'settings.get': () => ({ ...fakeSettings, lang }) })
  return rendered(<PositionsView briefing={sampleBriefing} />, { start: at === undefined ? start : { ...start, at } })
}
const rows = (place: HTMLElement) =>
  [...place.querySelectorAll('.pm tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent))

beforeEach(() => {
  forgetKept()
  Element.prototype.scrollIntoView = () => {}
})

test('each cell has its stance in words, date and grade; an empty one says there is no source', async () => {
  expect(rows(await show('zh-TW'))).toEqual([
    ['美國', '反對拒絕集中控管2025-09-24民國114年9月24日A1', '尚無出處'],
    ['歐盟', '尚無出處', '有條件據報，未經查證據評論偏好一致規範2025年8月民國114年8月C3'],
  ])
})

test('in English the same', async () => {
  expect(rows(await show('en'))[1]).toEqual([
    'European Union',
    'no source yet',
    'conditionalreported, not verifiedPrefers uniform rulesAugust 2025August, ROC 114C3',
  ])
})

test('a target opens its cell, and the detail has quotation, status and sources', async () => {
  const place = await show('zh-TW', 'position/a1')
  const detail = place.querySelector('.pdet')?.textContent ?? ''
  const parts = ['We totally reject', '原文引述，英文', '本身公開表示', '¶1', '白宮新聞稿', '完全可靠；經其他來源證實']
  expect(parts.filter((part) => !detail.includes(part))).toEqual([])
})

test('arrows go from cell to cell, and Enter shows an empty cell for what it is', async () => {
  const place = await show('zh-TW')
  place.querySelector<HTMLElement>('[data-place="0,0"]')?.focus()
  await press('', { key: 'ArrowRight' })
  await press('', { key: 'Enter' })
  expect([
    document.activeElement?.getAttribute('aria-label'),
    place.querySelector('[aria-selected=true]')?.textContent,
    place.querySelector('.pdet .say')?.textContent?.slice(0, 5),
  ]).toEqual(['這一格的明細', '尚無出處', '尚無出處。'])
})

test('of several positions in a cell the latest comes first, and one without a date last', () => {
  const [first] = sampleContent.positions
  if (!first) throw new Error('no sample')
  const positions = ['2024', '', '2026'].map((when) => ({ ...first, id: when, when }))
  const cell = positionMatrix({ positions }).actors[0]?.cells[0]
  expect(cell?.map((position) => position.id)).toEqual(['2026', '2024', ''])
})
