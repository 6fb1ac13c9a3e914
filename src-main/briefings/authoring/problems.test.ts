import { expect, test } from 'vitest'
import en from '../../../locales/en/problems.json' with { type: 'json' }
import zh from '../../../locales/zh-TW/problems.json' with { type: 'json' }
import type { Problem } from '../../../src-shared/briefings/briefing.ts'
import { Refusal } from '../../../src-shared/ipc.ts'
import { author } from './author.ts'
import { bytesOf, goodFolder } from './good-folder.ts'
import { type ProblemCode, problemCodes } from './problem-codes.ts'
import { readFiles } from './read-files.ts'
import { zipOf } from './zip-for-tests.ts'

const zhText = 'text.zh-TW.md'
const zhNote = 'notes/n01.zh-TW.md'

/** The good folder with one thing changed in one file; a null file is taken away. */
type Change =
  | readonly [path: string, from: string, to: string]
  | readonly [path: string, bytes: Uint8Array | string | null]

interface Case {
  readonly code: ProblemCode
  readonly file: string
  readonly line: number | null
  readonly changes: readonly Change[]
  /** It brings other problems with it. */
  readonly isAmong?: boolean
}

const among = (one: Case): Case => ({ ...one, isAmong: true })

const problem = (code: ProblemCode, file: string, line: number | null, ...changes: readonly Change[]): Case => ({
  code,
  file,
  line,
  changes,
})

const latin = (text: string) => Uint8Array.from(text, (each) => each.charCodeAt(0))
const yaml = (code: ProblemCode, line: number | null, from: string, to: string) =>
  problem(code, 'briefing.yaml', line, ['briefing.yaml', from, to])
/** Replaces the second paragraph, which begins in line 9. */
const prose = (code: ProblemCode, line: number, to: string) =>
  problem(code, zhText, line, [zhText, '第二段有 `code  x` 與 \\\n硬換行。', to])
const zhNoteWith = (code: ProblemCode, line: number | null, from: string, to: string) =>
  problem(code, zhNote, line, [zhNote, from, to])

const refused: readonly Case[] = [
  problem('file-missing', 'briefing.yaml', null, ['briefing.yaml', null]),
  problem('file-missing', zhText, null, [zhText, null]),
  among(
    problem('file-unlisted', 'notes/n01.en.md', null, [
      'briefing.yaml',
      'languages: [zh-TW, en]',
      'languages: [zh-TW]',
    ]),
  ),
  problem('text-empty', zhText, null, [zhText, '\n']),
  problem('note-empty', 'notes/n01.en.md', null, ['notes/n01.en.md', 'A paragraph\nin two lines.', '']),
  problem('not-utf8', 'terms.csv', 2, ['terms.csv', latin('id,preferred.zh-TW\nt1,\xff\n')]),
  problem('control-character', 'terms.csv', 2, ['terms.csv', '機器智慧', '機器\u0000智慧']),
  yaml('control-character', 6, 'A small briefing}', '"A \\ud800"}'),
  yaml('control-character', 6, 'A small briefing}', '"A \\0"}'),
  problem('control-character', 'terms.csv', 2, ['terms.csv', '機器智慧', '機器\u202e智慧']),
  problem('control-character', zhText, 10, [zhText, '第二段', '第二\u2067段']),
  prose('control-character', 10, '第二段 &#x202e;abc'),
  yaml('control-character', 6, 'A small briefing}', '"A \\u2066"}'),
  yaml('text-too-long', 6, 'A small briefing}', `${'x'.repeat(301)}}`),
  prose('split-character', 10, '第二段 e[&#x301;字](https://example.org)'),
  yaml('text-too-long', 19, 'AI governance, 治理', `${'x'.repeat(65)}`),
  yaml('yaml-syntax', 7, 'title: {zh-TW: 小簡報, en: A small briefing}', 'title: {zh-TW: 小簡報'),
  yaml('yaml-syntax', 2, 'briefing:', 'format:'),
  among(problem('yaml-syntax', 'briefing.yaml', 1, ['briefing.yaml', `a: ${'['.repeat(100_000)}`])),
  problem('yaml-syntax', 'briefing.yaml', 1, ['briefing.yaml', '- a\n']),
  yaml('yaml-anchor', 3, 'slug: small', 'slug: &a small'),
  yaml('yaml-tag', 3, 'slug: small', 'slug: !!str small'),
  yaml('field-missing', 1, 'slug: small\n', ''),
  yaml('field-missing', 6, '{zh-TW: 小簡報, en: A small briefing}', '{en: A small briefing}'),
  zhNoteWith('field-missing', 2, 'title: 標題\n', ''),
  problem('field-missing', 'timeline.csv', 4, ['timeline.csv', '2027-01/2027-06', '']),
  yaml('field-twice', 5, 'languages: [zh-TW, en]', 'languages: [zh-TW, en, en]'),
  yaml('field-list', 19, 'tags: [AI governance, 治理]', 'tags: {a: b}'),
  among(yaml('field-map', 23, 'scales: {severity: un-1-7, likelihood: icd203}', 'scales: un-1-7')),
  yaml('field-text', 3, 'slug: small', 'slug: [small]'),
  yaml('value-unknown', 17, 'tlp: GREEN', 'tlp: green'),
  yaml('value-unknown', 1, 'format: 1', 'format: 2'),
  problem('value-unknown', 'timeline.csv', 2, ['timeline.csv', 'source,occurred', 'source,happened']),
  problem('value-unknown', zhText, 4, [zhText, 'tlp=AMBER', 'tlp=amber']),
  problem('number-wrong', 'risks.csv', 2, ['risks.csv', '5.5,1,', 'high,1,']),
  problem('number-wrong', 'risks.csv', 2, ['risks.csv', '5.5,1,', '5.5,0,']),
  yaml('date-wrong', 16, '2026-07-10', '10.7.2026'),
  problem('date-wrong', 'timeline.csv', 2, ['timeline.csv', '2025-07-26', '2025-02-30']),
  problem('interval-wrong', 'periods.csv', 3, ['periods.csv', '2025/2031', '2025-03']),
  yaml('language-wrong', 6, 'en: A small briefing', 'fr: Une note'),
  problem('language-wrong', 'sources.csv', 3, ['sources.csv', 'F,6,zh-TW', 'F,6,chinese_traditional']),
  yaml('language-missing', 5, '[zh-TW, en]', '[en]'),
  problem(
    'language-missing',
    'briefing.yaml',
    5,
    ['text.en.md', null],
    ['briefing.yaml', 'align: {p2: [p2a, p2b]}', ''],
    [zhNote, 'block/p2a', 'block/p2'],
  ),
  yaml('briefing-wrong', 2, '7000-8000', '4000-8000'),
  yaml('slug-wrong', 3, 'slug: small', 'slug: Small'),
  problem('id-wrong', zhText, 19, [zhText, '{#l1}', '{#L1}']),
  problem('id-wrong', zhText, 19, [zhText, '{#l1}', '{#constructor}']),
  problem('id-wrong', 'risks.csv', 3, ['risks.csv', 'r2,', 'R 2,']),
  problem('id-twice', zhText, 19, [zhText, '{#l1}', '{#q1}']),
  problem('id-twice', 'risks.csv', 3, ['risks.csv', 'r2,', 'r1,']),
  problem('id-line-wrong', zhText, 19, [zhText, '{#l1}', '{#l1 colour=red}']),
  problem('id-line-wrong', zhText, 19, [zhText, '{#l1}', '{#l1']),
  problem('id-above-nothing', zhText, 19, [zhText, '{#l1}\n', '{#l1}\n\n']),
  problem('id-above-nothing', zhText, 35, [zhText, '[^a]: 註腳文字[@s01]。\n', '[^a]: 註腳文字[@s01]。\n\n{#end}\n']),
  prose('block-empty', 10, '[@s01]'),
  problem('heading-level', zhText, 2, [zhText, '## 一', '# 一']),
  problem('heading-level', zhText, 2, [zhText, '## 一', '##### 一']),
  prose('html', 10, '第二段 <br>'),
  prose('html', 10, '<script>alert(1)</script>'),
  prose('html', 10, '<!-- 註解 -->'),
  prose('image', 10, '第二段 ![圖](https://example.org/a.png)'),
  prose('markdown-refused', 10, '```\ncode\n```'),
  prose('markdown-refused', 10, '***'),
  prose('markdown-refused', 10, '> - a'),
  prose('item-paragraphs', 12, '- 甲\n\n  乙'),
  prose('list-depth', 14, '- a\n  - b\n    - c\n      - d\n        - e'),
  problem('footnote-label', zhText, 33, [zhText, '[^a][@s02]', '[^Ä][@s02]'], [zhText, '[^a]:', '[^Ä]:']),
  problem('footnote-twice', zhText, 34, [zhText, '[@s01]。\n', '[@s01]。\n[^a]: 又一次\n']),
  prose('footnote-unknown', 11, '第二段\n見 [^b]'),
  problem('footnote-paragraphs', zhText, 35, [zhText, '註腳文字[@s01]。\n', '註腳文字[@s01]。\n\n    第二段\n']),
  prose('citation-wrong', 10, '第二段 [@S 01]'),
  prose('citation-wrong', 10, '第二段 [@s01,]'),
  prose('citation-wrong', 10, '第二段 [@s01'),
  problem('view-unknown', zhText, 31, [zhText, ':::timeline', ':::map']),
  prose('link-refused', 10, '[按此](javascript:alert(1))'),
  prose('link-refused', 10, '[按此](../other.md)'),
  prose('link-refused', 10, '[按此][x]\n\n[x]: file:///etc/passwd'),
  problem('link-refused', 'sources.csv', 2, ['sources.csv', 'https://example.org/report', 'file:///etc/passwd']),
  prose('source-unknown', 11, '第二段\n見 [@s09]'),
  yaml('source-unknown', 22, 'main_source: s01', 'main_source: s09'),
  problem('source-unknown', 'timeline.csv', 3, ['timeline.csv', 's01|s02', 's01|s03']),
  problem('block-unknown', 'timeline.csv', 3, ['timeline.csv', '第二行",Body,p1', '第二行",Body,p9']),
  yaml('block-unknown', 24, '{p2: [p2a, p2b]}', '{p2: [p2a, p9]}'),
  problem('risk-unknown', 'periods.csv', 2, ['periods.csv', 'r1,s01', 'r9,s01']),
  yaml('note-unknown', 21, 'key_judgement: n01', 'key_judgement: n09'),
  zhNoteWith('target-unknown', 5, 'event/e01', 'event/e09'),
  zhNoteWith('target-unknown', 8, 'source/s02', '__proto__/s02'),
  problem('table-syntax', 'terms.csv', 2, ['terms.csv', 't1,人工智慧', 't1,人"工智慧']),
  problem('table-cells', 'terms.csv', 2, ['terms.csv', ',AI\n', ',AI,x\n']),
  problem('column-missing', 'terms.csv', 1, ['terms.csv', 'preferred.zh-TW', 'preferred.fr']),
  problem('column-missing', 'terms.csv', 1, ['terms.csv', '']),
  problem('column-twice', 'terms.csv', 1, ['terms.csv', 'preferred.en', 'preferred']),
  among(yaml('scale-unknown', 23, 'severity: un-1-7', 'severity: constructor')),
  problem('scale-missing', 'risks.csv', 2, ['briefing.yaml', 'severity: un-1-7, ', '']),
  problem('score-range', 'risks.csv', 2, ['risks.csv', '5.5', '7.5']),
  problem('score-term', 'risks.csv', 2, ['risks.csv', 'likely', 'probably']),
  zhNoteWith('likelihood-wrong', 6, 'icd203/likely', 'icd203/maybe'),
  problem(
    'judgement-only',
    zhNote,
    6,
    [zhNote, 'kind: judgement', 'kind: note'],
    [zhNote, 'confidence: moderate\n', ''],
    ['briefing.yaml', 'key_judgement: n01\n', ''],
  ),
  problem(
    'key-judgement-wrong',
    'briefing.yaml',
    21,
    [zhNote, 'kind: judgement', 'kind: fact'],
    [zhNote, 'confidence: moderate\n', ''],
    [zhNote, 'likelihood: icd203/likely\n', ''],
  ),
  problem('quotation-language', 'positions.csv', 2, ['positions.csv', ',en,stated', ',,stated']),
  zhNoteWith('note-id', 2, 'id: n01', 'id: n02'),
  zhNoteWith('note-front-matter', 1, '---\nid: n01', 'id: n01'),
]

const warned: readonly Case[] = [
  problem('file-unknown', 'notes/draft.txt', null, ['notes/draft.txt', 'x']),
  problem('file-unknown', 'Briefing.yaml', null, ['Briefing.yaml', 'x']),
  problem('note-not-lead', 'notes/n02.en.md', null, ['notes/n02.en.md', '---\nkind: note\ntitle: T\n---\nText\n']),
  yaml('field-unknown', 3, 'slug: small\n', 'colour: red\nslug: small\n'),
  yaml('field-unknown', 3, 'slug: small\n', '__proto__: {a: b}\nslug: small\n'),
  zhNoteWith('field-unknown', 3, 'kind:', 'colour: red\nkind:'),
  problem('id-minted', zhText, 19, [zhText, '{#l1}\n', ''], ['text.en.md', '{#l1}\n', '{#l1}\n']),
  problem('block-one-language', zhText, 19, [zhText, '{#l1}', '{#l2}']),
  problem('unseen-character', 'terms.csv', 2, ['terms.csv', '機器智慧', '機器\u200b智慧']),
  prose('unseen-character', 10, '第二&#x2060;段'),
  yaml('unseen-character', 6, 'A small briefing}', '"A\\u200bB"}'),
  prose('list-start', 10, '3. 甲\n4. 乙'),
  problem('footnote-unused', zhText, 33, [zhText, '[^a][@s02]', '[@s02]']),
  problem('column-unknown', 'terms.csv', 1, ['terms.csv', ',abbreviations', ',colour']),
  problem('note-differs', 'notes/n01.en.md', 2, ['notes/n01.en.md', 'title: Title', 'kind: fact\ntitle: Title']),
  zhNoteWith('note-citation', 16, '續行。', '續行[@s01]。'),
]

function changed(changes: readonly Change[]): Map<string, Uint8Array> {
  const folder: Record<string, string | Uint8Array> = { ...goodFolder }
  for (const [path, from, to] of changes) {
    const text = folder[path]
    if (to === undefined) {
      if (from === null) delete folder[path]
      else folder[path] = from
    } else {
      if (typeof text !== 'string' || typeof from !== 'string' || !text.includes(from))
        throw new Error(`${path}: ${String(from)}`)
      folder[path] = text.replace(from, () => to)
    }
  }
  return bytesOf(folder)
}

const places = (problems: readonly Problem[]) => problems.map(({ file, line, code }) => ({ file, line, code }))

async function problemsOf(read: () => unknown): Promise<readonly Problem[]> {
  try {
    await read()
  } catch (error) {
    if (error instanceof Refusal && error.code === 'refused') return error.data.problems as readonly Problem[]
    throw error
  }
  throw new Error('nothing was refused')
}

const told: Problem[] = []

test.each(refused.map((each, at) => ({ ...each, at })))(
  '$code in $file, line $line, is refused ($at)',
  async ({ code, file, line, changes, isAmong = false }) => {
    const problems = await problemsOf(() => author(changed(changes)))
    told.push(...problems)
    const place = { file, line, code }
    expect(places(problems)).toEqual(isAmong ? expect.arrayContaining([place]) : [place])
  },
)

test.each(warned.map((each, at) => ({ ...each, at })))(
  '$code in $file, line $line, is told and the folder is kept ($at)',
  ({ code, file, line, changes }) => {
    const { warnings } = author(changed(changes))
    told.push(...warnings)
    expect(places(warnings)).toContainEqual({ file, line, code })
  },
)

const good = [...bytesOf(goodFolder)].map(([name, bytes]) => ({ name, bytes }))
const zipped = (...more: Parameters<typeof zipOf>[0]) =>
  readFiles([{ path: 'b.zip', bytes: zipOf([...good, ...more]) }])
const x = new Uint8Array([120])
const many = Array.from({ length: 2001 }, (_each, at) => ({ path: `notes/n${at}.en.md`, bytes: x }))
const big = { path: 'terms.csv', bytes: new Uint8Array(10_000_001) }
const badNames = [
  '../x',
  '/x',
  'a\\b',
  'c:x',
  'a\u0000b',
  'a\u202eb',
  'x.',
  'x ',
  'CON',
  'nul.txt',
  'COM1.csv',
  'a//b',
  './x',
  '__proto__',
  '檔.csv',
  `${'a'.repeat(201)}`,
]

test.each<[ProblemCode, string, () => Promise<unknown>]>([
  ['folder-too-many', '.', () => readFiles(many)],
  [
    'folder-too-many',
    'b.zip',
    () => readFiles([{ path: 'b.zip', bytes: zipOf(many.map(({ path, bytes }) => ({ name: path, bytes }))) }]),
  ],
  ['file-too-large', 'terms.csv', () => readFiles([big])],
  ['file-too-large', 'notes/n02.en.md', () => zipped({ name: 'notes/n02.en.md', bytes: big.bytes, deflated: true })],
  [
    'folder-too-large',
    '.',
    () =>
      readFiles(
        Array.from({ length: 6 }, (_each, at) => ({ path: `notes/n${at}.en.md`, bytes: new Uint8Array(9_000_000) })),
      ),
  ],
  ['name-refused', 'notes/a:b', () => readFiles([{ path: 'notes/a:b', bytes: x }])],
  ['name-twice', 'TERMS.CSV', () => zipped({ name: 'TERMS.CSV', bytes: x })],
  ['symbolic-link', 'notes/n02.en.md', () => zipped({ name: 'notes/n02.en.md', bytes: x, mode: 0o120777 })],
  [
    'zip-encrypted',
    'notes/n02.en.md',
    () => zipped({ name: 'notes/n02.en.md', bytes: x, encrypted: true, deflated: true }),
  ],
  ['zip-nested', 'notes/inner.zip', () => zipped({ name: 'notes/inner.zip', bytes: x })],
  [
    'zip-ratio',
    'notes/n02.en.md',
    () => zipped({ name: 'notes/n02.en.md', bytes: new Uint8Array(1_000_000), deflated: true }),
  ],
  ['zip-broken', 'b.zip', () => readFiles([{ path: 'b.zip', bytes: x }])],
  ['zip-broken', 'b.zip', () => zipped({ name: 'notes/n02.en.md', bytes: x, offset: 0 })],
  ['zip-broken', 'notes/n02.en.md', () => zipped({ name: 'notes/n02.en.md', bytes: x, crc: 1 })],
  [
    'zip-broken',
    'b.zip',
    () => zipped({ name: 'notes/n02.en.md', bytes: new Uint8Array(500), deflated: true, size: 3 }),
  ],
])('%s in %s is refused', async (code, file, read) => {
  const problems = await problemsOf(read)
  told.push(...problems)
  expect(places(problems)).toEqual([{ file, line: null, code }])
})

test.each(badNames)('the name %j in a zip is refused', async (name) => {
  const problems = await problemsOf(() => zipped({ name, bytes: x }))
  expect(problems.map(({ code }) => code)).toEqual([expect.stringMatching(/^(?:name-refused|zip-broken)$/u)])
})

test('all that is wrong is told at once, up to 200, in the order of files and lines', async () => {
  const rows = Array.from({ length: 300 }, (_each, at) => `t${at},,,,,\n`).join('')
  const problems = await problemsOf(() =>
    author(
      changed([
        ['terms.csv', `id,preferred.zh-TW,preferred.en,variants,mainland,abbreviations\n${rows}`],
        ['briefing.yaml', 'tlp: GREEN', 'tlp: x'],
      ]),
    ),
  )
  expect(problems).toHaveLength(200)
  expect(places(problems).slice(0, 2)).toEqual([
    { file: 'briefing.yaml', line: 17, code: 'value-unknown' },
    { file: 'terms.csv', line: 2, code: 'field-missing' },
  ])
})

test('every code has words in both languages, is made by a test, and fills the blanks of its words', () => {
  const blanks = (words: string) => [...words.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name]) => name).sort()
  expect(Object.keys(zh).sort()).toEqual([...problemCodes].sort())
  expect(Object.keys(en).sort()).toEqual([...problemCodes].sort())
  // Made by real files in gather-folder.test.ts.
  const elsewhere: readonly ProblemCode[] = ['not-readable', 'slug-taken']
  expect(problemCodes.filter((code) => !elsewhere.includes(code) && !told.some((each) => each.code === code))).toEqual(
    [],
  )
  for (const { code, data } of told) {
    const keys = new Set(Object.keys(data))
    expect(blanks(zh[code as ProblemCode]), code).toEqual(blanks(en[code as ProblemCode]))
    expect(
      blanks(zh[code as ProblemCode]).filter((each) => !keys.has(each ?? '')),
      code,
    ).toEqual([])
  }
})
