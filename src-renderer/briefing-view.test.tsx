import { QueryClientProvider } from '@tanstack/react-query'
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Briefing } from '../src-shared/briefings/briefing.ts'
import { newQueryClient } from './api.ts'
import { BriefingView } from './briefing-view.tsx'
import { startWords } from './i18n.ts'
import { NavigationProvider } from './ui/navigation.tsx'
import { ToastsProvider } from './ui/toasts.tsx'
import { UndoProvider } from './ui/undo.tsx'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
startWords('zh-TW')
window.matchMedia = () => ({ matches: true }) as MediaQueryList

const id = '019f4989-de80-7a3e-9c41-5b2d8e70f1a6'
const heading = (text: string) => ({ kind: 'heading', id: 'h1', level: 2, text })
const briefing = {
  id,
  version: 'v2',
  number: 2,
  counts: { annotations: 1, events: 3, risks: 2, positions: 0, notes: 1 },
  reading: { lang: 'en', block: 'p1', progress: 0.5, version: 'v1' },
  content: {
    lead: 'zh-TW',
    languages: ['zh-TW', 'en'],
    title: { 'zh-TW': '上海提案' },
    summary: { 'zh-TW': '核心的話。', en: 'The bottom line.' },
    publisher: { 'zh-TW': '國際組' },
    issued: '2026-07-10',
    marking: { tlp: 'GREEN', secrecy: 'none' },
    keyJudgement: 'n01',
    mainSource: 's01',
    align: {},
    editions: {
      'zh-TW': {
        blocks: [
          heading('一、經過'),
          { kind: 'paragraph', id: 'p1', text: '第一段。' },
          { kind: 'paragraph', id: 'p2', text: '第二段。' },
        ],
      },
      en: { blocks: [heading('1. What happened'), { kind: 'paragraph', id: 'p1', text: 'Paragraph one.' }] },
    },
    events: [],
    risks: [],
    positions: [],
    notes: [{ id: 'n01', likelihood: { scale: 'icd203', term: 'likely' }, confidence: 'moderate' }],
    sources: [{ id: 's01', citation: '外交部', reliability: 'B', credibility: 2 }],
  },
} as unknown as Briefing
const annotation = {
  id: 'a1',
  briefing: id,
  kind: 'judgement',
  note: '',
  tags: [],
  hlc: 'h1',
  created: '2026-07-10T00:00:00Z',
  target: { type: 'text', lang: 'zh-TW', selectors: [{ block: 'p1', exact: '第一', start: 0, end: 2 }] },
  resolution: { status: 'exact', places: [{ block: 'p1', start: 0, end: 2 }] },
}

let root: Root
let place: HTMLElement
let kept: unknown[]

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  kept = []
  Object.assign(window, {
    bridge: {
      call: async (noun: string, operation: string, input: { reading?: unknown }) => {
        if (operation === 'keepReading') kept.push(input.reading)
        if (operation === 'change') return { ok: false, code: 'disk-full' }
        const values: Record<string, unknown> = {
          open: briefing,
          list: noun === 'annotations' ? [annotation] : [],
          drafts: [],
        }
        return { ok: true, value: values[operation] ?? null }
      },
      on: () => () => {},
    },
  })
  place = document.createElement('div')
  document.body.replaceChildren(place)
  root = createRoot(place)
  const none = () => null
  await act(async () =>
    root.render(
      <QueryClientProvider client={newQueryClient()}>
        <ToastsProvider>
          <UndoProvider>
            <NavigationProvider>
              <BriefingView
                id={id}
                tab="text"
                tabs={{ timeline: none, risks: none, positions: none, notes: none }}
                onExport={() => {}}
              />
            </NavigationProvider>
          </UndoProvider>
        </ToastsProvider>
      </QueryClientProvider>,
    ),
  )
  // TanStack Query tells its news in a timer of its own.
  await act(async () => void (await vi.advanceTimersByTimeAsync(10)))
})
afterEach(async () => {
  await act(async () => root.unmount())
  vi.useRealTimers()
})

const text = (selector: string) => [...place.querySelectorAll(selector)].map((each) => each.textContent)

test('a briefing opens in the language it was left in; what that language lacks is shown in the lead one and says so', () => {
  expect([text('.doc [data-at]'), text('.fallback')]).toEqual([
    ['1. What happened', 'Paragraph one.', '第二段。'],
    ['〔原文：中文〕', '〔原文：中文〕'],
  ])
})

test('the bottom line stands with likelihood and range, confidence and grade, each a thing of its own', () => {
  expect(text('.bl dd')).toEqual(['較可能 55–80%', '中', 'B2'])
})

test('a newer version than the one read last is told', () => {
  expect(text('.since')).toEqual(['讀後有更新：你上次讀的是較早的版次，現在是第 2 版'])
})

test('an annotation on the Chinese text is a double bar on the English one, with its quote in its own words', () => {
  expect([text('.double-bar.judgement'), text('.m blockquote'), text('.m .from')]).toEqual([
    ['Paragraph one.'],
    ['第一'],
    ['註記於中文版'],
  ])
})

test('the outline counts annotations and leads to the parts of the briefing', () => {
  expect(text('.out button')).toEqual([
    '核心結論',
    '1. What happened1註記 1 則',
    '事件3',
    '相關風險2',
    '立場0',
    '研析筆記1',
  ])
})

test('the place is written down for this version', async () => {
  await act(async () => void (await vi.advanceTimersByTimeAsync(1000)))
  expect(kept).toEqual([{ lang: 'en', block: 'p1', progress: 0, version: 'v2' }])
})

test('Ctrl+L goes on to side by side, and the columns share the rows', async () => {
  await act(async () => void window.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyL', ctrlKey: true })))
  expect(text('[data-row=p1] .passage-cell')).toEqual(['第一段。', 'Paragraph one.'])
})

test('what could not be written stays in red in the footer', async () => {
  await act(async () => place.querySelector<HTMLButtonElement>('.m .card-head')?.click())
  await act(async () => place.querySelector<HTMLButtonElement>('.card-kinds button')?.click())
  await act(async () => void (await vi.advanceTimersByTimeAsync(10)))
  expect(text('.st .failed')).toEqual(['無法寫入書庫。筆記仍在畫面上，請先複製。'])
})
