import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test } from 'vitest'
import type { Block, BlockKind, Content } from '../../src-shared/briefings/content.ts'
import { startWords } from '../i18n.ts'
import { blockElement, drawnRuns, offsetAt, placesIn, pointAt } from '../ui/drawn-text.ts'
import { BlockView } from './reader-block.tsx'
import { ReaderContext } from './reader-context.ts'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
startWords('zh-TW')

const cells = (text: string) => {
  let at = 0
  return text.split('\n').map((row) =>
    row.split('\t').map((cell) => {
      const start = at
      at += cell.length + 1
      return { start, end: start + cell.length }
    }),
  )
}
const list = '第一項，含𠀋字\n第二項\n其下一項'
const table = '部件\t依據\n對話\t第79/325號決議\n小組\t'
const refs = [
  { type: 'source', at: 2, source: 's01' },
  { type: 'source', at: 2, source: 's02' },
  { type: 'footnote', at: 3, footnote: 'f1' },
] as const

const blocks: Readonly<Record<BlockKind, Block>> = {
  heading: { kind: 'heading', level: 2, id: 'h1', text: '一、發生了什麼', refs },
  paragraph: {
    kind: 'paragraph',
    id: 'p1',
    text: '中國於2025年提出 WAICO，詳見連結與程式碼。',
    spans: [
      { type: 'strong', start: 3, end: 8 },
      { type: 'emphasis', start: 6, end: 12 },
      { type: 'link', start: 10, end: 20, href: 'https://example.org/' },
      { type: 'code', start: 21, end: 23 },
    ],
    refs: [...refs, { type: 'source', at: 26, source: 's01' }],
  },
  quotation: { kind: 'quotation', id: 'q1', text: '「👩🏽‍🚀 有益補充。」\n第二行', refs },
  list: {
    kind: 'list',
    id: 'l1',
    text: list,
    ordered: false,
    items: [
      { start: 0, end: 8, depth: 0 },
      { start: 9, end: 12, depth: 0 },
      { start: 13, end: 17, depth: 1 },
    ],
    refs: [
      { type: 'source', at: 8, source: 's01' },
      { type: 'source', at: 13, source: 's02' },
    ],
  },
  table: {
    kind: 'table',
    id: 't1',
    text: table,
    rows: cells(table),
    refs: [{ type: 'source', at: 17, source: 's01' }],
  },
  footnote: {
    kind: 'footnote',
    id: 'n1',
    label: 'f1',
    text: '註腳的文字。',
    refs: [{ type: 'source', at: 6, source: 's02' }],
  },
  view: { kind: 'view', id: 'v1', view: 'timeline', text: '' },
}

const content = {
  lead: 'zh-TW',
  editions: { 'zh-TW': { blocks: Object.values(blocks) } },
  sources: [
    { id: 's01', citation: '外交部', reliability: 'B', credibility: 2 },
    { id: 's02', citation: '某報' },
  ],
  events: [],
  risks: [],
  positions: [],
} as unknown as Content

function draw(block: Block): HTMLElement {
  const place = document.createElement('div')
  document.body.replaceChildren(place)
  const tools = { content, openRef: () => {}, openLink: () => {}, openView: () => {}, toFootnoteMark: () => {} }
  act(() =>
    createRoot(place).render(
      <ReaderContext value={tools}>
        <BlockView block={block} lang="zh-TW" />
      </ReaderContext>,
    ),
  )
  return place
}

test.each(Object.values(blocks))(
  'the drawn text of a $kind is its canonical text, with only separators undrawn',
  (block) => {
    const place = draw(block)
    const element = blockElement(place, 'zh-TW', block.id)
    let text = ''
    for (const run of element ? drawnRuns(element) : []) {
      const gap = block.text.slice(text.length, run.at)
      expect(gap).toMatch(/^[\t\n]*$/u)
      text += gap + run.text
    }
    expect(text + block.text.slice(text.length).replace(/[^\t\n]/gu, '?')).toBe(block.text)
  },
)

test.each(Object.values(blocks).filter((block) => block.kind !== 'view'))(
  'every drawn offset of a $kind leads to a point of the page and back',
  (block) => {
    const element = blockElement(draw(block), 'zh-TW', block.id)
    if (!element) throw new Error('not drawn')
    const drawn = drawnRuns(element).flatMap(({ at, text }) => [...text].map((_, index) => at + index))
    const back = drawn.map((offset) => {
      const point = pointAt(element, offset)
      return point && offsetAt(element, point.node, point.offset)
    })
    expect(back).toEqual(drawn)
  },
)

test('a selection over source chips and a table is the stretch of canonical text between its ends', () => {
  const place = draw(blocks.table)
  const found = [...place.querySelectorAll('[data-at]')]
  const range = document.createRange()
  range.setStart(found[1]?.firstChild as Node, 1)
  range.setEnd(found[3]?.firstChild as Node, 4)
  expect(placesIn(place, range)).toEqual([{ lang: 'zh-TW', block: 't1', start: 4, end: 13 }])
})

test('emphasis and links may overlap, and references stand where they belong', () => {
  const place = draw(blocks.paragraph)
  expect([...place.querySelectorAll('strong')].map((each) => each.textContent)).toEqual(['202', '5年'])
  expect(place.querySelector('a[href="https://example.org/"]')?.textContent).toBe(' WAICO，詳見連')
  expect([...place.querySelectorAll('[role=doc-biblioref]')].map((each) => each.textContent)).toEqual(['B2', '2', 'B2'])
})
