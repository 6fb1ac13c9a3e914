import { QueryClientProvider } from '@tanstack/react-query'
import { act, useRef, useState } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AnnotationDraft, PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import { newQueryClient } from '../api.ts'
import { startWords } from '../i18n.ts'
import { NavigationProvider } from '../ui/navigation.tsx'
import { ToastsProvider } from '../ui/toasts.tsx'
import { UndoProvider } from '../ui/undo.tsx'
import { useAnnotating } from './annotating.tsx'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
startWords('zh-TW')
window.matchMedia = () => ({ matches: true }) as MediaQueryList

const words = '  中國於2025年提出構想。'
const rows = [{ id: 'p1', number: 1, cells: { 'zh-TW': [{ id: 'p1', text: words }] } }]
const briefing = '019f4989-de80-7a3e-9c41-5b2d8e70f1a6'

let stored: PlacedAnnotation[]
let asked: [string, unknown][]
let answers: (() => void)[]
let hold: boolean
let root: Root

function answer(operation: string, input: never): unknown {
  const { id, ...rest } = input as { id?: string } & Record<string, unknown>
  if (operation === 'annotations.list') return stored
  if (operation === 'annotations.drafts') return []
  if (operation === 'annotations.add') {
    const draft = rest as unknown as AnnotationDraft
    const [at] = draft.target.type === 'text' ? draft.target.selectors : []
    const added = {
      ...draft,
      id: `a${stored.length + 1}`,
      hlc: 'h1',
      created: '2026-07-10T00:00:00Z',
      resolution: { status: 'exact', places: at ? [{ block: at.block, start: at.start, end: at.end }] : [] },
    } as unknown as PlacedAnnotation
    stored = [...stored, added]
    return added
  }
  if (operation === 'annotations.remove') return { hlc: 'h3' }
  if (operation === 'annotations.change') {
    const before = stored.find((each) => each.id === id)
    const after = { ...before, ...(rest.change as object), hlc: 'h2' } as PlacedAnnotation
    stored = stored.map((each) => (each.id === id ? after : each))
    return after
  }
  return null
}

function Page() {
  const pane = useRef<HTMLElement>(null)
  const [panelOpen, setPanelOpen] = useState(false)
  const annotating = useAnnotating({
    briefing,
    version: 'v'.repeat(64),
    title: () => '上海提案',
    lead: 'zh-TW',
    rows,
    reading: 'zh-TW',
    root: pane,
    about: () => null,
    aboutName: () => '',
    shown: true,
    panelOpen,
    onNeedPanel: () => setPanelOpen(true),
  })
  return (
    <main ref={pane} tabIndex={-1}>
      <p data-block="p1" data-lang="zh-TW">
        <span data-at={0}>{words}</span>
      </p>
      <aside>{annotating.margin('p1')}</aside>
      {panelOpen && <nav>{annotating.panel}</nav>}
      <button type="button" className="to-panel" onClick={() => setPanelOpen(!panelOpen)} />
      {annotating.layer}
      <footer>{annotating.saving.state}</footer>
    </main>
  )
}

beforeEach(async () => {
  stored = []
  asked = []
  answers = []
  hold = false
  Object.assign(window, {
    bridge: {
      call: async (noun: string, operation: string, input: never) => {
        if (!['list', 'drafts'].includes(operation)) asked.push([operation, input])
        if (hold) await new Promise<void>((go) => answers.push(go))
        return { ok: true, value: answer(`${noun}.${operation}`, input) }
      },
      on: () => () => {},
    },
  })
  const place = document.createElement('div')
  document.body.replaceChildren(place)
  root = createRoot(place)
  await act(async () =>
    root.render(
      <QueryClientProvider client={newQueryClient()}>
        <ToastsProvider>
          <UndoProvider>
            <NavigationProvider>
              <Page />
            </NavigationProvider>
          </UndoProvider>
        </ToastsProvider>
      </QueryClientProvider>,
    ),
  )
  await act(async () => {})
})
afterEach(() => act(async () => root.unmount()))

const select = (start: number, end: number) =>
  act(async () => {
    const text = document.querySelector('[data-at]')?.firstChild as Text
    document.getSelection()?.setBaseAndExtent(text, start, text, end)
    document.dispatchEvent(new Event('selectionchange'))
  })
const press = (code: string) =>
  act(async () => {
    window.dispatchEvent(new KeyboardEvent('keydown', { code, bubbles: true, cancelable: true }))
  })
const footer = () => document.querySelector('footer')?.textContent

test('words and the key 2 make a judgement, anchored without the white space around it', async () => {
  await select(0, 5)
  await press('Digit2')
  expect(asked).toEqual([
    [
      'add',
      {
        briefing,
        version: 'v'.repeat(64),
        kind: 'judgement',
        note: '',
        tags: [],
        target: {
          type: 'text',
          lang: 'zh-TW',
          selectors: [{ block: 'p1', exact: '中國於', prefix: '  ', suffix: '2025年提出構想。', start: 2, end: 5 }],
        },
      },
    ],
  ])
})

test('"saved" is said only after the library has answered, and the mark is announced', async () => {
  hold = true
  await select(2, 5)
  await press('Digit1')
  const before = footer()
  await act(async () => answers.shift()?.())
  expect([before, footer(), document.querySelector('main > .vh')?.textContent]).toEqual([
    'saving',
    'saved',
    '已加上註記，事實：「中國於」',
  ])
})

test('the same key takes the mark off again, another key changes its kind', async () => {
  await select(2, 5)
  await press('Digit1')
  await press('Digit3')
  await press('Digit3')
  expect(asked.map(([operation]) => operation)).toEqual(['add', 'change', 'remove'])
})

test('N opens the note of a key point, whatever kind was marked before', async () => {
  await select(2, 5)
  await press('Digit4')
  await select(9, 13)
  await press('KeyN')
  expect([stored.map(({ kind }) => kind), document.querySelectorAll('aside textarea').length]).toEqual([
    ['action', 'keypoint'],
    1,
  ])
})

test('with the panel open a card stands there and not beside the text as well; words being written are kept', async () => {
  const panel = () =>
    act(async () => document.querySelector('.to-panel')?.dispatchEvent(new MouseEvent('click', { bubbles: true })))
  const cards = (place: string) => document.querySelectorAll(`${place} .mark-card`).length
  await select(2, 5)
  await press('KeyN')
  const field = document.querySelector('aside textarea') as HTMLTextAreaElement
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(field, '查證')
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await panel()
  await act(async () => {})
  const opened = [cards('main > aside'), cards('nav'), document.querySelectorAll('textarea').length, stored[0]?.note]
  await panel()
  expect([opened, cards('main > aside'), cards('nav')]).toEqual([[0, 1, 0, '查證'], 1, 0])
})

test('without words the keys do nothing', async () => {
  await press('Digit1')
  await press('KeyN')
  expect(asked).toEqual([])
})

test('every annotation has a button that tells its kind, its words and its note', async () => {
  await select(2, 5)
  await press('Digit5')
  expect(document.querySelector('aside .card-head')?.getAttribute('aria-label')?.trim()).toBe(
    '要點：「中國於」，沒有筆記',
  )
})
