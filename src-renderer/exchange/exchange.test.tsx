import { act } from 'react'
import { expect, test, vi } from 'vitest'
import type { TakenAnnotations } from '../../src-shared/exchange/exchange.ts'
import { sampleRow } from '../briefings/sample-rows.ts'
import { FakeRefusal, fakeBridge } from '../fake-bridge.ts'
import { click, press, rendered, settled } from '../rendered.tsx'
import { ExchangeProvider } from './use-exchange.tsx'

// Components are slow to draw on a busy machine.
vi.setConfig({ testTimeout: 20_000 })

const row = sampleRow()
const taken: TakenAnnotations = {
  ...{ file: 'a.json', form: 'w3c', total: 4, updated: 1, unchanged: 0, orphaned: 1 },
  added: [{ id: 'a', hlc: '1' }],
  refused: [
    { at: 2, id: 'urn:x', quote: '引文', cause: 'no-briefing', data: { source: 'https://example.org/' } },
    { at: 4, id: null, quote: '', cause: 'bad-field', data: { field: 'due' } },
  ],
  briefings: [{ id: row.id, count: 2 }],
}
const dialog = () => document.querySelector('[role=dialog]')
const chosen = async (bridge: ReturnType<typeof fakeBridge>, item: string) => {
  await act(async () => bridge.tell('menu.chosen', { item }))
  await settled()
}
const open = () => rendered(<ExchangeProvider>書庫</ExchangeProvider>)

test('the report counts, gives a reason for each that was left out, and takes the added ones back and again', async () => {
  const bridge = fakeBridge({
    'briefings.list': () => [row],
    'annotations.importChosen': () => taken,
    'annotations.removeMany': () => ({ done: [{ id: 'a', hlc: '2' }], stale: [] }),
    'annotations.restoreMany': () => ({ done: [{ id: 'a', hlc: '3' }], stale: [] }),
  })
  await open()
  await chosen(bridge, 'import-annotations')
  const counts = [...document.querySelectorAll('.counts div')].map((each) => each.textContent)
  const reasons = [...document.querySelectorAll('.refused li')].map((each) => each.textContent)
  await click('復原這次匯入')
  const closed = dialog()
  await press('KeyZ', { ctrlKey: true, shiftKey: true })
  expect([counts, reasons, closed, bridge.asked.filter(([name]) => name.endsWith('Many'))]).toEqual([
    ['新增1', '更新1', '沒有變動0', '沒有匯入2'],
    ['第 2 則書庫裡沒有它所註記的簡報https://example.org/引文', '第 4 則欄位「due」的內容無法使用'],
    null,
    [
      ['annotations.removeMany', { items: [{ id: 'a', hlc: '1' }] }],
      ['annotations.restoreMany', { items: [{ id: 'a', hlc: '2' }] }],
    ],
  ])
})

test('a briefing is asked for where the file names none, and the same file is read again', async () => {
  const bridge = fakeBridge({ 'briefings.list': () => [row], 'annotations.importChosen': () => taken })
  await open()
  await chosen(bridge, 'import-annotations')
  const select = document.querySelector('select') as HTMLSelectElement
  // There is a choice to make: the focus is there, and the counts are said with the dialog.
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect(document.activeElement === select).toBe(true)
  const sum = document.querySelector('[role=dialog]')?.getAttribute('aria-describedby') ?? ''
  expect(document.getElementById(sum)?.textContent).toContain('沒有匯入2')
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')?.set?.call(select, row.id)
    select.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await click('匯入這份簡報')
  expect(bridge.asked.filter(([name]) => name === 'annotations.importChosen').map(([, input]) => input)).toEqual([
    {},
    { into: row.id, again: true },
  ])
})

test('a file that is refused as a whole says what is wrong with it; closing the file dialog is nothing wrong', async () => {
  let answer: () => unknown = () => null
  const bridge = fakeBridge({ 'annotations.importChosen': () => answer() })
  await open()
  await chosen(bridge, 'import-annotations')
  const seen = [dialog()]
  answer = () => {
    throw new FakeRefusal('refused', { cause: 'not-json', file: 'b.json', line: 3, column: 7 })
  }
  await chosen(bridge, 'import-annotations')
  expect([...seen, document.querySelector('[role=alert]')?.textContent]).toEqual([
    null,
    '「b.json」不是完整的 JSON：第 3 行第 7 個字起無法讀取。沒有匯入任何註記。',
  ])
})

test('the export asks for the format, then names the file that was written', async () => {
  const bridge = fakeBridge({
    'briefings.list': () => [row],
    'annotations.exportChosen': () => ({ path: '/desk/案頭註記.csv', bytes: 10, count: 5 }),
  })
  await open()
  await chosen(bridge, 'export-annotations')
  await click('CSV')
  await click('匯出…')
  expect([dialog(), document.querySelector('.toast')?.textContent, bridge.asked.at(-1)]).toEqual([
    null,
    '已匯出 5 則註記到「案頭註記.csv」',
    ['annotations.exportChosen', { ids: null, format: 'csv' }],
  ])
})
