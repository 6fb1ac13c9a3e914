import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { FakeRefusal, fakeBridge } from '../fake-bridge.ts'
import { click, press, rendered } from '../rendered.tsx'
import { useNavigation } from '../ui/navigation.tsx'
import { type LibraryFilter, noFilter } from './library-filter.ts'
import { ImportProvider } from './library-import.tsx'
import { LibraryScreen } from './library-screen.tsx'
import { sampleRows } from './sample-rows.ts'

// Components are slow to draw on a busy machine.
vi.setConfig({ testTimeout: 20_000 })

let place: unknown
function Library({ start = noFilter }: { readonly start?: LibraryFilter }) {
  const [filter, setFilter] = useState(start)
  place = useNavigation().view
  return (
    <ImportProvider>
      <LibraryScreen filter={filter} onFilter={setFilter} />
    </ImportProvider>
  )
}

const rows = () => [...document.querySelectorAll<HTMLElement>('.rows > li')]
const title = (row: Element | undefined) => row?.querySelector('h2')?.textContent

test('a row says title, bottom line, both calendars, marking, unit, state in words and my counts', async () => {
  fakeBridge({ 'briefings.list': () => sampleRows })
  await rendered(<Library />)
  expect({
    first: [...(rows()[0]?.querySelectorAll('h2, .bot, .meta > *, .r > *') ?? [])].map((each) => each.textContent),
    states: rows().map((row) => row.querySelector('.state')?.textContent),
    fallback: title(rows()[3]),
  }).toEqual({
    first: [
      '上海提案',
      '核心結論在此。',
      'TLP:AMBER',
      '國際組',
      '我的註記 3 則',
      '研析筆記 5 則',
      '2026-07-10',
      '民國115年7月10日',
      '未讀',
    ],
    states: ['未讀', '讀畢', '讀後有更新', '讀到 42 %'],
    fallback: 'Bletchley僅有英文',
  })
})

test('arrows move, Space shows the whole bottom line, Enter opens', async () => {
  fakeBridge({ 'briefings.list': () => sampleRows })
  await rendered(<Library />)
  rows()[0]?.querySelector('button')?.focus()
  await press('ArrowDown')
  await press('Space')
  const seen = {
    focused: document.activeElement?.textContent,
    whole: rows().map((row) => !!row.querySelector('.whole')),
  }
  await press('End')
  await click('Bletchley僅有英文')
  expect({ ...seen, place }).toEqual({
    focused: '上海提案',
    whole: [false, true, false, false],
    place: { screen: 'briefing', id: 'c', tab: 'text' },
  })
})

test('a filter that leaves nothing says that nothing is lost, and is cleared by one button', async () => {
  fakeBridge({ 'briefings.list': () => sampleRows })
  await rendered(<Library start={{ ...noFilter, tag: 'none such' }} />)
  const words = document.querySelector('.em h2')?.textContent
  await click('清除篩選')
  expect({ words, rows: rows().length }).toEqual({ words: '沒有符合篩選的簡報', rows: 4 })
})

test('an empty library says what will live here and how to start', async () => {
  const bridge = fakeBridge({ 'briefings.importChosen': () => null })
  await rendered(<Library />)
  await click('選擇壓縮檔')
  expect({ title: document.querySelector('h1')?.textContent, asked: bridge.asked.at(-1) }).toEqual({
    title: '桌上還是空的',
    asked: ['briefings.importChosen', { what: 'zip' }],
  })
})

test('a library that does not answer says so in words, and can be asked again', async () => {
  let broken = true
  fakeBridge({
    'briefings.list': () => {
      if (broken) throw new FakeRefusal('unavailable')
      return sampleRows
    },
  })
  await rendered(<Library />)
  const words = document.querySelector('[role=alert] p')?.textContent
  broken = false
  await click('再試一次')
  expect({ words, rows: rows().length }).toEqual({
    words: '書庫目前沒有回應。內容仍在畫面上，請稍後再試一次。',
    rows: 4,
  })
})

test('what is wrong in a folder is told by file and line', async () => {
  fakeBridge({
    'briefings.list': () => sampleRows,
    'briefings.importChosen': () => {
      const problem = (line: number | null, file: string) => ({
        file,
        line,
        code: 'date-wrong',
        data: { value: '2026-13' },
      })
      throw new FakeRefusal('refused', { problems: [problem(3, 'briefing.yaml'), problem(null, 'timeline.csv')] })
    },
  })
  await rendered(<Library />)
  await press('KeyI', { ctrlKey: true })
  const dialog = document.querySelector('[role=dialog]')
  expect(
    [...(dialog?.querySelectorAll('.report-lead, dt, dd > :first-child') ?? [])].map((each) => each.textContent),
  ).toEqual([
    '這份簡報有 2 個問題，請修正後再匯入一次。書庫沒有更動。',
    'briefing.yaml',
    '第 3 行',
    'timeline.csv',
    '整個檔案',
  ])
})
