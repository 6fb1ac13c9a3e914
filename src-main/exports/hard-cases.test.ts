import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import en from '../../locales/en/exports.json' with { type: 'json' }
import zh from '../../locales/zh-TW/exports.json' with { type: 'json' }
import type { Briefing } from '../../src-shared/briefings/briefing.ts'
import type { Block, Content } from '../../src-shared/briefings/content.ts'
import { composeBrief } from './compose.ts'
import { typeset } from './export-file.ts'
import { contextForTests, everything, fontsForTests } from './paper-for-tests.ts'
import { openEngine, pdfStandards } from './pdf-engine.ts'
import { bare, run } from './pdf-for-tests.ts'

const context = contextForTests(zh.paper, en.paper)
const engine = await openEngine(fontsForTests())

const hostile = '#panic("x") $ * _ ` @a <b> \\ // /* = - + https://a.example ] [ "quoted" \'s #let x = 1'
const long = 'x'.repeat(600)

function briefingOf(blocks: readonly Block[], part: Partial<Content> = {}): Briefing {
  const content: Content = {
    format: 1,
    slug: 'hard',
    lead: 'en',
    languages: ['en'],
    title: { en: hostile },
    summary: { en: `${hostile}\n\n${long}` },
    publisher: { en: hostile },
    issued: '2026',
    marking: { tlp: 'RED', secrecy: 'top-secret' },
    tags: [hostile],
    scales: {},
    align: {},
    editions: { en: { blocks } },
    events: [],
    periods: [],
    risks: [],
    positions: [],
    notes: [],
    sources: [],
    terms: [],
    ...part,
  }
  return {
    id: '019f49da-6c00-7a3e-9c41-5b2d8e70f1a6',
    slug: 'hard',
    status: 'issued',
    number: 1,
    version: 'ab'.repeat(32),
    counts: { annotations: 0, notes: 0, events: 0, risks: 0, positions: 0 },
    reading: null,
    received: '2026-07-10T00:00:00.000Z',
    content,
  }
}

const setIn = (lang: 'zh-TW' | 'en' | 'both', briefing: Briefing) =>
  typeset(engine, composeBrief(briefing, [], { ...everything, lang }, context))

/** The text inside the paper: what runs off the page does not count. */
function textOf(pdf: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'briefdesk-hard-'))
  const file = join(folder, 'hard.pdf')
  writeFileSync(file, pdf)
  const page = ['-x', '0', '-y', '0', '-W', '596', '-H', '842', '-r', '72']
  const { out } = run('pdftotext', '-raw', ...page, file, '-')
  rmSync(folder, { recursive: true })
  return out
}

const paragraph = (id: string, text: string): Block => ({ id, kind: 'paragraph', text })

test('text that looks like markup is text, an endless word does not stop the press, and an empty brief is a brief', () => {
  const hard = briefingOf([
    paragraph('p1', hostile),
    paragraph('p2', long),
    { id: 'q1', kind: 'quotation', text: hostile },
  ])
  expect(setIn('both', hard).pages).toBeGreaterThan(1)
  expect(setIn('zh-TW', briefingOf([])).pages).toBeGreaterThan(0)
})

test('a heading level that is skipped costs the claim of PDF/UA, not the brief', () => {
  const skipping = briefingOf([
    { id: 'h1', kind: 'heading', level: 2, text: 'One' },
    { id: 'h2', kind: 'heading', level: 4, text: 'Deep' },
  ])
  const metadata = Buffer.from(setIn('en', skipping).pdf).toString('latin1')
  expect([metadata.includes('pdfuaid:part'), metadata.includes('/DisplayDocTitle true')]).toEqual([false, true])
})

test('tables with rows of different lengths and lists of any depth are set', () => {
  const text = 'a\tb\tc\nd\ne\tf\tg\th'
  const cell = (start: number) => ({ start, end: start + 1 })
  const rows = [[cell(0), cell(2), cell(4)], [cell(6)], [cell(8), cell(10), cell(12), cell(14)]]
  const items = [2, 0, 1, 3, 1, 0].map((depth, index) => ({ ...cell(index * 2), depth }))
  const blocks: Block[] = [
    { id: 't1', kind: 'table', text, rows },
    { id: 'l1', kind: 'list', ordered: true, text: 'a\nb\nc\nd\ne\nf', items },
    { id: 'l2', kind: 'list', ordered: false, text: '', items: [] },
    { id: 't2', kind: 'table', text: '', rows: [] },
  ]
  const drawn = textOf(setIn('en', briefingOf(blocks)).pdf)
  expect(drawn.match(/(?<![a-z])[a-h](?![a-z])/g)?.join('')).toContain('abcdefghabcdef')
})

test('every form of date is drawn, an unreadable one is kept in the table, and 300 events make several drawings', () => {
  const dates = [
    '-0050',
    '1911~',
    '2025-07-26',
    '2025-21',
    '202X',
    '2025-09-25/..',
    '../2020',
    '2026-01-14?',
    'no date',
    '9999',
  ]
  const events = Array.from({ length: 300 }, (_, index) => ({
    id: `e${index}`,
    when: dates[index % dates.length] ?? '',
    lane: { en: `Lane ${index % 23}` },
    origin: 'source' as const,
    status: (['occurred', 'planned', 'reported', 'superseded'] as const)[index % 4] ?? 'occurred',
    title: { en: index % 7 === 0 ? long : `Event ${index} ${hostile}` },
    sources: [],
  }))
  expect(setIn('en', briefingOf([], { events })).pages).toBeGreaterThan(10)
})

test('rows, sources and marks longer than a page go over the page and lose nothing', () => {
  const text = (name: string) => Array.from({ length: 700 }, (_, index) => `${name}${index}`).join(' ')
  const base = { sources: [], vulnerability: false }
  const briefing = briefingOf(
    [{ id: 't1', kind: 'table', text: text('cell'), rows: [[{ start: 0, end: text('cell').length }]] }],
    {
      summary: { en: text('summary') },
      events: [
        {
          ...base,
          id: 'e1',
          when: '2025',
          lane: { en: text('lane') },
          origin: 'own',
          status: 'occurred',
          title: { en: 'E' },
          body: { en: text('event') },
        },
      ],
      risks: [{ ...base, id: 'r1', category: { en: 'C' }, title: { en: 'R' }, body: { en: text('risk') }, scores: {} }],
      positions: [
        {
          ...base,
          id: 'p1',
          actor: { en: 'A' },
          issue: { en: 'I' },
          when: '2025',
          stance: 'none',
          label: { en: text('position') },
          status: 'stated',
        },
      ],
      sources: [{ id: 's1', citation: text('source') }],
    },
  )
  const drawn = bare(textOf(setIn('en', briefing).pdf))
  const names = ['cell', 'summary', 'lane', 'event', 'risk', 'position', 'source']
  const lost = names.flatMap((name) =>
    [0, 350, 698].filter((index) => !drawn.includes(`${name}${index}${name}${index + 1}`)),
  )
  expect(lost).toEqual([])
})

test('a note longer than a page goes over the page', () => {
  const text = { en: Array.from({ length: 120 }, () => 'A sentence of some length that fills a line.').join(' ') }
  const note = { id: 'n1', kind: 'note' as const, title: { en: long }, text, on: ['block/none'], evidence: [] }
  const made = setIn('en', briefingOf([], { notes: [{ ...note, assumptions: {}, indicators: { en: [long] } }] }))
  expect(made.pages).toBeGreaterThan(1)
})

test('no file carries a path, a user name, a script or a file in it (15)', () => {
  const text = Buffer.from(setIn('en', briefingOf([paragraph('p1', 'plain')])).pdf).toString('latin1')
  expect(text).not.toMatch(/\/JS\b|\/JavaScript|\/Launch|\/EmbeddedFile|\/home\/|\/root\/|node_modules|briefdesk-press/)
  expect(pdfStandards).toContain('ua-1')
  expect(readFileSync('src-main/exports/templates/main.typ', 'utf8')).not.toMatch(/@preview|\bread\(/)
})
