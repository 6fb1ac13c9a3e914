import { beforeEach, expect, test } from 'vitest'
import { fakeBridge, fakeSettings } from '../fake-bridge.ts'
import { click, press, rendered } from '../rendered.tsx'
import { forgetKept } from '../ui/kept.ts'
import { useNavigation } from '../ui/navigation.tsx'
import { sampleBriefing } from '../ui/sample-briefing.ts'
import { TimelineView } from './timeline-view.tsx'

const now = Date.UTC(2026, 10, 21)
const start = { screen: 'briefing', id: 'b1', tab: 'timeline' } as const

function Where() {
  return <output>{JSON.stringify(useNavigation().view)}</output>
}

const show = (lang: 'zh-TW' | 'en', at?: string) => {
  fakeBridge({ 'settings.get': () => ({ ...fakeSettings, lang }) })
  return rendered(
    <>
      <TimelineView briefing={sampleBriefing} now={now} />
      <Where />
    </>,
    { start: at === undefined ? start : { ...start, at } },
  )
}
const cells = (place: HTMLElement) =>
  [...place.querySelectorAll('tbody tr')].map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent))
const key = (name: string) => press('', { key: name }, document.activeElement ?? document.body)

beforeEach(() => {
  forgetKept()
  // happy-dom draws nothing, so there is nothing to scroll.
  Element.prototype.scrollIntoView = () => {}
})

test('the table says what is uncertain in words, and in both calendars', async () => {
  expect(cells(await show('zh-TW'))).toEqual([
    ['2025-08-26民國114年8月26日', '聯合國', '通過決議只有中文的說明', '¶1', 'C3'],
    ['約2026年7月約只知月份約民國115年7月', '聯合國', '初步評估據報，未經查證', '¶2', 'C3'],
    ['2027年只知年份民國116年', '臺灣', '檢討預計◇ 自訂事件', '原文未提及', '尚無出處'],
  ])
})

test('in English the same, and what exists only in Chinese is marked', async () => {
  expect(cells(await show('en')).map((row) => row[2])).toEqual([
    'Resolution adopted只有中文的說明 [original: Chinese]',
    'Preliminary assessmentreported, not verified',
    'Reviewplanned◇ own event',
  ])
})

test('every mark has a name with date, actor, title and status', async () => {
  const place = await show('en')
  expect(
    [...place.querySelectorAll('svg [role=button][data-ids]')].map((mark) => mark.getAttribute('aria-label')).sort(),
  ).toEqual([
    '2025-08-26 (ROC 114), United Nations, Resolution adopted',
    '2027 (ROC 116), Taiwan, Review, planned',
    'ca. July 2026 (ROC 115), United Nations, Preliminary assessment, reported, not verified',
  ])
})

test('a target brings its event into sight; arrows walk the marks, Enter goes to the passage', async () => {
  const place = await show('zh-TW', 'event/e2')
  await new Promise((resolve) => setTimeout(resolve, 50))
  const focused = document.activeElement?.textContent
  const first = place.querySelector<SVGGElement>('svg [data-ids="e2"]')
  first?.focus()
  await key('ArrowRight')
  const second = document.activeElement?.getAttribute('data-ids')
  await key('Enter')
  expect([focused, place.querySelector('tr[aria-current]')?.getAttribute('data-event'), second]).toEqual([
    '通過決議',
    'e1',
    'e1',
  ])
  expect(place.querySelector('output')?.textContent).toBe(
    JSON.stringify({ screen: 'briefing', id: 'b1', tab: 'text', at: 'block/p2' }),
  )
})

test('the calendar changes every date, and the head says which one it is', async () => {
  const place = await show('zh-TW')
  await click('民國')
  expect([place.querySelector('th')?.textContent, cells(place).map((row) => row[0])]).toEqual([
    '日期（民國）▲',
    ['民國114年8月26日', '約民國115年7月約只知月份', '民國116年只知年份'],
  ])
})

test('sorting by actor is said to screen readers', async () => {
  const place = await show('zh-TW')
  await click('行為者↕')
  const heads = [...place.querySelectorAll('th')].map((head) => head.getAttribute('aria-sort'))
  expect([heads.slice(0, 2), place.querySelector('caption')?.textContent]).toEqual([
    ['none', 'ascending'],
    '與上圖相同的事件，依行為者排列',
  ])
})

test('coming back from the text, selection and sorting are as they were', async () => {
  const before = await show('zh-TW')
  await click('行為者↕')
  await click('檢討')
  const kept = (place: HTMLElement) => [
    place.querySelector('tr[aria-current]')?.getAttribute('data-event'),
    place.querySelectorAll('th')[1]?.getAttribute('aria-sort'),
  ]
  const first = kept(before)
  expect([first, kept(await show('zh-TW'))]).toEqual([
    ['e3', 'ascending'],
    ['e3', 'ascending'],
  ])
})
