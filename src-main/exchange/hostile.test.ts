import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { micromark } from 'micromark'
import { describe, expect, test } from 'vitest'
import type { NotebookRow } from '../../src-shared/annotations/notebook.ts'
import { csvCell } from '../../src-shared/csv-cell.ts'
import { Refusal } from '../../src-shared/ipc.ts'
import { exchangeWords } from '../exchange-words.ts'
import { csvOf } from './csv.ts'
import { escaped, markdownOf } from './markdown.ts'
import { faultIn, parseJson } from './parse-json.ts'

const row = (more: Partial<NotebookRow>): NotebookRow => ({
  ...{ id: '01986b1e-0000-7000-8000-000000000001', hlc: '', briefing: 'b', kind: 'fact', note: '', tags: [] },
  ...{ created: '', modified: '', quote: '', type: 'text', lang: 'zh-TW', at: null, paragraph: 3, order: 0 },
  ...{ status: 'exact', review: false },
  ...more,
})
const marking = { tlp: 'GREEN', secrecy: 'none' } as const
const named = new Map([['b', { slug: 'waico', title: '上海提案 <WAICO> *', marking }]])

/** A table read back as RFC 4180 says. */
function cellsOf(csv: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of csv
    .replace(/^\ufeff/, '')
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === '\r\n') rows.push([])
  }
  return rows.slice(0, -1)
}

/** What Markdown of our own making may become. */
const ours = /^<\/?(?:h[1-4]|p|blockquote|ul|li)>|^<br \/>/
const foreignTags = (markdown: string) =>
  (micromark(markdown, { allowDangerousHtml: true, allowDangerousProtocol: true }).match(/<[^>]*>/g) ?? []).filter(
    (tag) => !ours.test(tag),
  )
const wordsIn = (markdown: string) =>
  micromark(markdown, { allowDangerousHtml: true })
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
const letters = (text: string) => text.replace(/\s+/gu, '')

const tricky = [
  '# head\n## two\n\n    code\n\n- one\n1. two\n2) three\n+ x',
  'a\n===\nb\n---\n***\n___',
  '<script>alert(1)</script><img src=x onerror=alert(1)> &amp; &lt; <!-- -->',
  '[a](javascript:alert(1)) ![b](x) [^1] [ref]: http://x www.example.org http://example.org a@b.org',
  '`code` ~~x~~ **b** __c__ $m$ | t | u |\n|---|---|\n> quoted\n>> twice',
  '```js\nx\n```\n~~~\ny\n~~~\n\ttab\n&#35; \\# \\',
  ':::note\n{#id}\n::: end  \nhard break  \nlast\\',
]

test('nothing in a quote, a note, a tag or a title becomes markup, and the words stay', () => {
  const outcome = tricky.map((text) => {
    const paper = markdownOf([row({ quote: text, note: text, tags: [text.slice(0, 60)] })], named, exchangeWords.en, {
      lang: 'en',
      date: '2026-11-21',
    })
    return [foreignTags(paper), letters(wordsIn(escaped(text))) === letters(text)]
  })
  expect(outcome).toEqual(tricky.map(() => [[], true]))
})

test('a table has a byte order mark, heads in the language, and the same cells when it is read back', () => {
  const note = '一\n二,"三"\r\n四'
  const csv = csvOf(
    [row({ note, quote: '引文；a;b', tags: ['甲', '乙'], due: '2026-12-01' })],
    named,
    exchangeWords['zh-TW'],
    'zh-TW',
  )
  const [head, cells] = cellsOf(csv)
  const of = (name: string) => cells?.[head?.indexOf(name) ?? -1]
  expect([
    csv.startsWith('\ufeff識別碼,'),
    of('種類'),
    of('狀態'),
    of('引文'),
    of('筆記'),
    of('標籤'),
    of('期限'),
    of('段落'),
  ]).toEqual([true, '事實', '不變', '引文；a;b', note, '甲、乙', '2026-12-01', '3'])
})

test('no cell begins a formula: half width and full width signs, tabs, line breaks, with or without white space before', () => {
  const formulas = [
    '=1+1',
    '+1',
    '-1',
    '@A1',
    '＝1',
    '＋1',
    '－1',
    '＠A',
    '\t=1',
    '\r=1',
    '\n=1',
    '\0=1',
    ' =1',
    '\u00a0=1',
    '"=1"',
  ]
  expect(formulas.map(csvCell).filter((cell) => !/^"?'|^"""/.test(cell))).toEqual([])
})

describe.skipIf(!existsSync(join(import.meta.dirname, '../../../shared/bench/vectors')))('the hostile inputs', () => {
  const vectors = <T>(name: string) =>
    JSON.parse(readFileSync(join(import.meta.dirname, '../../../shared/bench/vectors', name), 'utf8')) as T

  test('JSON that must parse does, JSON that must not is refused with its place, and nothing crashes', () => {
    const cases =
      vectors<{ name: string; base64?: string; big?: { bytes: number; prefix: string } }[]>('json/parsing.json')
    const wrong = cases.filter(({ name, base64, big }) => {
      const bytes =
        big === undefined
          ? Buffer.from(base64 ?? '', 'base64')
          : Buffer.from(big.prefix.repeat(Math.ceil(big.bytes / big.prefix.length)))
      try {
        parseJson(bytes)
        return name.startsWith('n_')
      } catch (error) {
        if (!(error instanceof Refusal)) return true
        const { cause, line, column } = error.data
        const placed = cause !== 'not-json' || (Number(line) >= 1 && Number(column) >= 1)
        return name.startsWith('y_') || !placed || (cause === 'not-json' && faultIn(bytes.toString()) > bytes.length)
      }
    })
    expect(wrong.map(({ name }) => name)).toEqual([])
  })

  test('naughty strings and script payloads stay words in Markdown and in a table', () => {
    const texts = [
      ...vectors<string[]>('strings/naughty.json'),
      ...vectors<{ payload: string }[]>('xss/h5sc.json').map(({ payload }) => payload),
      ...vectors<{ payload: string }[]>('xss/dompurify.json').map(({ payload }) => payload),
      ...vectors<{ input: string }[]>('markdown/markdown-it.json').map(({ input }) => input),
      ...vectors<string[]>('csv/formula-injection.json'),
    ]
    const rows = texts.map((text) => row({ quote: text, note: text, tags: [text] }))
    const paper = (one: NotebookRow) =>
      markdownOf([one], named, exchangeWords['zh-TW'], { lang: 'zh-TW', date: '2026-11-21' })
    const marked = rows.filter((one) => foreignTags(paper(one)).length > 0).map(({ note }) => note)
    const cells = cellsOf(csvOf(rows, named, exchangeWords['zh-TW'], 'zh-TW')).slice(1)
    const notes = cells.map((line) => line[9] ?? '')
    const changed = texts.filter((text, index) => notes[index] !== text && notes[index] !== `'${text}`)
    const formulas = cells.flat().filter((cell) => /^[\s\0]*[=+\-@＝＋－＠]/u.test(cell))
    expect([marked, changed, formulas, cells.length]).toEqual([[], [], [], texts.length])
  })
})
