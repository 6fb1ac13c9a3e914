import { act } from 'react'
import { beforeEach, expect, test } from 'vitest'
import { FakeRefusal, fakeBridge, fakeSettings } from '../fake-bridge.ts'
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

const written = { path: '/desk/waico-v1-時間軸.ics', bytes: 71_600, count: 2, left: [{ id: 'e1', cause: 'no-year' }] }
const showWith = (exportChosen: () => unknown, lang: 'zh-TW' | 'en' = 'zh-TW') => {
  const bridge = fakeBridge({ 'settings.get': () => ({ ...fakeSettings, lang }), 'events.exportChosen': exportChosen })
  return rendered(<TimelineView briefing={sampleBriefing} now={now} />, { start }).then(() => bridge)
}
const toast = () => document.querySelector('.toast')?.textContent ?? null
const chosenFile = async (button: string, item: string) => {
  await click(button)
  await click(item)
}

test('the timeline goes to a file in the form and calendar chosen; where, how large and what was left out is said', async () => {
  const bridge = await showWith(() => written)
  await click('民國')
  await chosenFile('匯出時間軸', '日曆 iCalendar放進行事曆；不確定的日期附文字說明')
  const asked = { briefing: sampleBriefing.id, events: null, format: 'ics', calendar: 'roc' }
  expect([bridge.asked.at(-1), toast()]).toEqual([
    ['events.exportChosen', asked],
    '已匯出 2 個事件（72 KB）：/desk/waico-v1-時間軸.ics。另有 1 個事件的日期無法放進檔案，沒有匯出',
  ])
})

test('only what the filter shows goes out, and the menu says so', async () => {
  const bridge = await showWith(() => null, 'en')
  await click('Actors')
  await act(async () => document.querySelectorAll<HTMLElement>('[role=menuitemcheckbox]')[1]?.click())
  await press('Escape', { key: 'Escape' })
  await click('Export timeline')
  const head = document.querySelector('[role=menu] header')?.textContent
  await click('Drawing SVGThe whole timeline, sharp at any size')
  expect([head, bridge.asked.at(-1), toast()]).toEqual([
    'Only the 2 events shown now',
    ['events.exportChosen', { briefing: sampleBriefing.id, events: ['e2', 'e1'], format: 'svg', calendar: 'both' }],
    null,
  ])
})

test.each([
  [new FakeRefusal('disk-full', { folder: '/desk' }), '無法把時間軸寫到那裡。'],
  [new FakeRefusal('refused', { path: '/dev/null', cause: 'not-a-file' }), '這個名稱不是一般檔案，無法寫入。'],
  [new FakeRefusal('damaged', { what: 'versions' }), '損毀'],
])('a file that cannot be written is said in its own words (%#)', async (refusal, words) => {
  await showWith(() => {
    throw refusal
  })
  await chosenFile('匯出時間軸', '試算表 CSV一列一個事件，Excel 可直接開啟')
  expect(toast()).toContain(words)
})
