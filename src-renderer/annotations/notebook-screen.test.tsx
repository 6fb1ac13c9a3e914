import { act } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import zh from '../../locales/zh-TW/annotations.json' with { type: 'json' }
import type { AnnotationChange } from '../../src-shared/annotations/annotation.ts'
import type { NotebookRow } from '../../src-shared/annotations/notebook.ts'
import { type FakeBridge, fakeBridge } from '../fake-bridge.ts'
import { click, press, rendered, settled } from '../rendered.tsx'
import { forgetKept } from '../ui/kept.ts'
import { useNavigation } from '../ui/navigation.tsx'
import { listed, noted } from './notebook-for-tests.ts'
import { NotebookScreen } from './notebook-screen.tsx'

// A whole screen with its menus, on machines that do other things beside it.
vi.setConfig({ testTimeout: 20_000 })

type Item = { readonly id: string; readonly hlc: string; readonly change?: AnnotationChange }

let stored: NotebookRow[]
let removed: NotebookRow[]
let bridge: FakeBridge
let clock = 0
const tick = () => {
  clock += 1
  return `t${clock}`
}

/** As the library does it: what was changed meanwhile is left alone. */
function each(items: readonly Item[], put: (row: NotebookRow, item: Item) => NotebookRow | null, among = stored) {
  const done: Item[] = []
  const stale: string[] = []
  for (const item of items) {
    const row = among.find(({ id, hlc }) => id === item.id && hlc === item.hlc)
    const after = row && put(row, item)
    if (after) done.push({ id: item.id, hlc: after.hlc })
    else stale.push(item.id)
  }
  return { done, stale }
}

const answers = {
  'briefings.list': () => [listed('waico', '上海提案', 3), listed('un', '聯合國', 1)],
  'annotations.notebook': ({ briefing }: { briefing: string }) => stored.filter((row) => row.briefing === briefing),
  'annotations.drafts': () => [],
  'annotations.add': () => ({ id: 'new', hlc: tick() }),
  'annotations.changeMany': ({ changes }: { changes: readonly Item[] }) =>
    each(changes, (row, { change }) => {
      const after = { ...row, ...change, hlc: tick() } as NotebookRow
      stored = stored.map((other) => (other.id === row.id ? after : other))
      return after
    }),
  'annotations.removeMany': ({ items }: { items: readonly Item[] }) =>
    each(items, (row) => {
      stored = stored.filter(({ id }) => id !== row.id)
      const after = { ...row, hlc: tick() }
      removed = [...removed, after]
      return after
    }),
  'annotations.restoreMany': ({ items }: { items: readonly Item[] }) =>
    each(
      items,
      (row) => {
        const after = { ...row, hlc: tick() }
        stored = [...stored, after]
        return after
      },
      removed,
    ),
} as never

function Where() {
  const { view } = useNavigation()
  return <output>{JSON.stringify(view)}</output>
}

beforeEach(async () => {
  forgetKept()
  removed = []
  stored = [
    noted('a', { quote: '若屬實', note: '單一來源。', kind: 'question', tags: ['查證'] }),
    noted('b', { quote: '臺灣看不到席位', kind: 'action', due: '2020-01-02' }),
    noted('c', { quote: 'no charter', lang: 'en', status: 'moved', review: true }),
    noted('d', { quote: '議程推進緩慢', briefing: 'un', kind: 'action' }),
  ]
  // A day of this year is told without its year.
  const created = `${new Date().getFullYear()}-10-02T04:00:00.000Z`
  stored = stored.map((row) => ({ ...row, created }))
  bridge = fakeBridge(answers)
  // Nothing has a size here: the pane is given one, so that rows are drawn.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(900)
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(60)
  await rendered(
    <>
      <NotebookScreen files={{ onExport: null, onImport: null, onBrief: null }} />
      <Where />
    </>,
    { start: { screen: 'notebook' } },
  )
})

const rows = () => [...document.querySelectorAll<HTMLElement>('.nb-row')].map((row) => row.dataset.id)
const row = (id: string) => document.querySelector<HTMLElement>(`.nb-row[data-id="${id}"]`) as HTMLElement
const asked = (operation: string) => bridge.asked.filter(([name]) => name === operation).map(([, input]) => input)
const toast = () => document.querySelector('.toast span')?.textContent
const focused = () => (document.activeElement as HTMLElement | null)?.dataset.id
const type = async (value: string, composing: 'no' | 'yes' | 'done' = 'no') => {
  const field = document.querySelector('.nb-search input') as HTMLInputElement
  await act(async () => {
    if (composing === 'yes') field.dispatchEvent(new Event('compositionstart', { bubbles: true }))
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, value)
    field.dispatchEvent(new Event('input', { bubbles: true }))
    if (composing === 'done') field.dispatchEvent(new Event('compositionend', { bubbles: true }))
  })
  await settled()
}

test('each row tells kind, words, note, place, date, due and what waits; each group how many it has', () => {
  const texts = [...document.querySelectorAll('.nb-head, .nb-row')].map((line) => line.textContent)
  expect(texts).toEqual([
    '上海提案3 則，1 則待辦',
    '疑問若屬實單一來源。#查證¶110 月 2 日',
    expect.stringMatching(/^待辦臺灣看不到席位¶110 月 2 日逾期，/u),
    `事實no charter¶110 月 2 日${zh.status.moved}`,
    '聯合國1 則，1 則待辦',
    '待辦議程推進緩慢¶110 月 2 日',
  ])
})

test('what an input method composes is searched for when it is done, and the hits are marked', async () => {
  await type('ㄊㄞ', 'yes')
  const meanwhile = rows()
  await type('台灣', 'done')
  expect([meanwhile, rows(), document.querySelector('.hit')?.textContent]).toEqual([
    ['a', 'b', 'c', 'd'],
    ['b'],
    '臺灣',
  ])
})

test('where nothing fits, the list says what to let go, and that nothing is lost', async () => {
  await type('沒有這種字')
  const text = document.querySelector('.em')?.textContent
  await click('清除搜尋字詞')
  expect([text, rows().length]).toEqual([
    '沒有符合的註記書庫裡有 4 則註記，都還在。可以放寬一項條件：清除搜尋字詞清除篩選',
    4,
  ])
})

test('arrows move the row, keys change it, and the focus stays through new rows and through a removal', async () => {
  row('a').focus()
  await press('ArrowDown')
  const moved = focused()
  await press('Digit5')
  const kind = stored.find(({ id }) => id === 'b')?.kind
  stored = stored.map((each) => ({ ...each }))
  await act(async () => bridge.tell('annotations.changed', { briefing: 'waico' }))
  await settled()
  const through = focused()
  await press('Delete')
  expect([moved, kind, through, rows(), focused()]).toEqual(['b', 'keypoint', 'b', ['a', 'c', 'd'], 'c'])
})

test('many get a tag in one write, which one step takes back', async () => {
  row('a').focus()
  await press('KeyA', { ctrlKey: true })
  const field = () => document.querySelector('[role=dialog] input') as HTMLInputElement
  await click('標籤')
  await click('加標籤…')
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field(), '會議、查證')
    field().dispatchEvent(new Event('input', { bubbles: true }))
  })
  await click('加上標籤')
  const tags = stored.map(({ tags }) => tags.join())
  const line = toast()
  await press('KeyZ', { ctrlKey: true })
  expect([tags, line, stored.map(({ tags }) => tags.join()), asked('annotations.changeMany').length]).toEqual([
    ['查證,會議', '會議,查證', '會議,查證', '會議,查證'],
    '已為 4 則加上 #會議 #查證',
    ['查證', '', '', ''],
    2,
  ])
})

test('what was changed elsewhere meanwhile is left alone and named, now and when the step is taken back', async () => {
  row('a').focus()
  await press('KeyA', { ctrlKey: true })
  stored = stored.map((each) => (each.id === 'b' ? { ...each, hlc: 'elsewhere' } : each))
  await press('Delete')
  const line = toast()
  removed = removed.map((each) => (each.id === 'c' ? { ...each, hlc: 'elsewhere' } : each))
  await press('KeyZ', { ctrlKey: true })
  await settled()
  expect([line, stored.map(({ id }) => id).sort(), toast()]).toEqual([
    '已刪除 3 則註記；「臺灣看不到席位」剛才在別處改過，沒有動',
    ['a', 'b', 'd'],
    '「no charter」剛才在別處改過，沒有動',
  ])
})

test('a box clicked with Shift is ticked with its row, and so are those between', async () => {
  const box = (id: string) => row(id).querySelector('input') as HTMLInputElement
  await act(async () => box('a').click())
  await act(async () => {
    box('c').dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey: true }))
  })
  await settled()
  expect(
    ['a', 'b', 'c', 'd'].map((id) => [row(id).ariaSelected ?? row(id).getAttribute('aria-selected'), box(id).checked]),
  ).toEqual([
    ['true', true],
    ['true', true],
    ['true', true],
    ['false', false],
  ])
})

test('what was collected is one press away', async () => {
  await act(async () => row('a').querySelector('input')?.click())
  await click(zh.notebook.act.together)
  await click(zh.notebook.act.collect)
  await click(zh.notebook.did.open)
  expect(document.querySelector('output')?.textContent).toBe(
    JSON.stringify({ screen: 'briefing', id: 'waico', tab: 'text', at: 'annotation/new' }),
  )
})

test('Shift with the arrows chooses a stretch, and lets go of it again', async () => {
  const count = () => document.querySelector('.nb-chosen b')?.textContent
  row('a').focus()
  await press('ArrowDown', { shiftKey: true })
  await press('ArrowDown', { shiftKey: true })
  const three = count()
  await press('ArrowUp', { shiftKey: true })
  const two = count()
  await press('Escape')
  expect([three, two, count()]).toEqual(['已選 3 則', '已選 2 則', undefined])
})

test('a key pressed before the library has answered acts on what the one before it made', async () => {
  row('a').focus()
  await act(async () => {
    for (const code of ['Digit1', 'Digit4', 'Digit2'])
      row('a').dispatchEvent(new KeyboardEvent('keydown', { code, bubbles: true, cancelable: true }))
  })
  await settled()
  await settled()
  const kind = stored.find(({ id }) => id === 'a')?.kind
  const line = toast()
  await press('KeyZ', { ctrlKey: true })
  expect([kind, line, stored.find(({ id }) => id === 'a')?.kind]).toEqual(['judgement', '已將 1 則改為判斷', 'action'])
})

test('Enter opens the passage of the row', async () => {
  await act(async () => row('c').focus())
  await press('Enter')
  expect(JSON.parse(document.querySelector('output')?.textContent ?? '')).toEqual({
    ...{ screen: 'briefing', id: 'waico', tab: 'text', at: 'annotation/c' },
  })
})

test('groups and order are chosen from one menu, each for itself', async () => {
  const open = () => document.querySelector<HTMLElement>('.nb-bar [aria-haspopup]')?.click()
  const items = () => [...document.querySelectorAll<HTMLElement>('[role=menuitemradio]')]
  await act(async () => open())
  await settled()
  const all = items().map((item) => item.textContent)
  await act(async () => items()[10]?.click())
  await settled()
  await act(async () => open())
  await settled()
  const chosen = items().flatMap((item) => (item.getAttribute('aria-checked') === 'true' ? [item.textContent] : []))
  expect([all, chosen, rows()]).toEqual([
    [
      ...['依簡報', '依種類', '依標籤', '依日期', '依月份', '依狀態', '不分組'],
      ...['原文順序', '新的在前', '舊的在前', '依種類', '依期限'],
    ],
    ['依簡報', '依種類'],
    ['c', 'a', 'b', 'd'],
  ])
})
