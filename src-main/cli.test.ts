import { execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from './library/ids.ts'
import { openLibrary } from './library/open-library.ts'

interface Ended {
  readonly exit: number
  readonly out: string
  readonly err: string
}

const root = join(import.meta.dirname, '..')
let folder: string

const start = (file: string, words: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  new Promise<Ended>((ended) => {
    execFile(
      process.execPath,
      [join(root, file), ...words],
      { maxBuffer: 1e8, env: { ...process.env, ...env } },
      (error, out, err) => ended({ exit: error === null ? 0 : Number(error.code), out, err }),
    )
  })
const briefdesk = (...words: readonly string[]) =>
  start('out/main/cli.js', ['--library', join(folder, 'library'), ...words])
const json = async (...words: readonly string[]) => JSON.parse((await briefdesk(...words, '--json')).out)

/** An authoring folder with one paragraph of its own in each language. */
function author(name: string, zh: string, yaml = 'format: 1\n'): string {
  const path = join(folder, name)
  mkdirSync(path, { recursive: true })
  const head = `slug: memo
lead: zh-TW
languages: [zh-TW, en]
title: {zh-TW: 備忘, en: Memo}
summary: {zh-TW: 結論在此。, en: The bottom line.}
publisher: {zh-TW: 某單位, en: A unit}
issued: 2026-07-10
tlp: CLEAR
secrecy: none
tags: []
`
  writeFileSync(join(path, 'briefing.yaml'), yaml + head)
  writeFileSync(join(path, 'text.zh-TW.md'), `{#h1}\n## 背景\n\n{#p1}\n${zh}\n\n{#p2}\n第二段。\n`)
  writeFileSync(
    join(path, 'text.en.md'),
    '{#h1}\n## Background\n\n{#p1}\nFirst paragraph.\n\n{#p2}\nSecond paragraph.\n',
  )
  writeFileSync(
    join(path, 'timeline.csv'),
    'id,when,lane.zh-TW,lane.en,title.zh-TW,title.en,block\ne1,2025-07~,某國,A country,提案,Proposal,p1\n',
  )
  return path
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'briefdesk-cli-'))
  // Builds the tool if its sources are newer than it.
  expect(await start('scripts/briefdesk.mjs', ['--version'])).toMatchObject({ exit: 0 })
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('an empty library is filled with the samples', async () => {
  const rows: { slug: string; version: number }[] = await json('list')
  expect(rows.map(({ slug, version }) => `${slug} ${version}`).sort()).toEqual(['un-ai-governance 1', 'waico 1'])
})

test('a folder is taken in, its next version too, and the annotation stays with its words', async () => {
  const first = await json('import', author('memo', '甲國提案，乙國反對。'))
  const made = await json(
    'annotate',
    'memo',
    '--lang',
    'zh-TW',
    '--quote',
    '乙國反對',
    '--note',
    '查證',
    '--kind',
    'question',
    '--tag',
    '立場',
  )
  const second = await json('import', author('memo', '據報，甲國提案，乙國反對。'))
  expect([first, second, made, await json('annotations', 'memo')]).toEqual([
    { id: first.id, slug: 'memo', version: 1, outcome: 'added', warnings: [] },
    { id: first.id, slug: 'memo', version: 2, outcome: 'new-version', warnings: [] },
    {
      id: made.id,
      briefing: first.id,
      lang: 'zh-TW',
      quote: '乙國反對',
      note: '查證',
      kind: 'question',
      tags: ['立場'],
      status: 'exact',
      start: 5,
      end: 9,
      block: 'p1',
      places: [{ block: 'p1', start: 5, end: 9 }],
    },
    [{ ...made, start: 8, end: 12, places: [{ block: 'p1', start: 8, end: 12 }] }],
  ])
})

test('a briefing is shown with the names of the product and its text once per language', async () => {
  await json('import', author('memo', '據報，甲國提案，乙國反對。'))
  const { id, slug, title, summary, blocks, events } = await json('show', 'memo')
  expect({ id, slug, title, summary, blocks, events }).toEqual({
    id,
    slug: 'memo',
    title: { 'zh-TW': '備忘', en: 'Memo' },
    summary: { 'zh-TW': '結論在此。', en: 'The bottom line.' },
    blocks: [
      { id: 'h1', kind: 'heading', level: 2, text: { 'zh-TW': '背景', en: 'Background' } },
      { id: 'p1', kind: 'paragraph', text: { 'zh-TW': '據報，甲國提案，乙國反對。', en: 'First paragraph.' } },
      { id: 'p2', kind: 'paragraph', text: { 'zh-TW': '第二段。', en: 'Second paragraph.' } },
    ],
    events: [
      {
        id: 'e1',
        when: '2025-07~',
        lane: { 'zh-TW': '某國', en: 'A country' },
        origin: 'source',
        status: 'occurred',
        title: { 'zh-TW': '提案', en: 'Proposal' },
        block: 'p1',
        sources: [],
      },
    ],
  })
})

test('a brief is written as PDF with its size and pages told, and the library is not changed', async () => {
  const out = join(folder, 'memo.pdf')
  await briefdesk('import', author('memo', '據報，甲國提案，乙國反對。'))
  const before = await json('list')
  const made = await json('export', 'memo', '--lang', 'both', '--out', out, '--no-timeline')
  const pdf = readFileSync(out)
  expect([made, pdf.toString('latin1', 0, 5), await json('list')]).toEqual([
    { path: out, bytes: pdf.length, pages: expect.any(Number) },
    '%PDF-',
    before,
  ])
}, 60_000)

test('the history of an annotation is there from the command line', async () => {
  await json('import', author('memo', '據報，甲國提案，乙國反對。'))
  const { id } = await json('annotate', 'memo', '--lang', 'zh-TW', '--quote', '第二段', '--note', '查證')
  const { versions } = await json('history', id)
  const unknown = await briefdesk('history', 'waico')
  expect([
    versions.map(({ op, said }: { op: string; said: { note: string } }) => [op, said.note]),
    unknown.exit,
  ]).toEqual([[['add', '查證']], 1])
})

test('annotations go to a file and into another library as the records they are, once', async () => {
  const on = async (place: string, ...words: string[]) => {
    const ended = await start('out/main/cli.js', ['--library', join(folder, place), ...words])
    return { ...ended, value: ended.out.startsWith('{') || ended.out.startsWith('[') ? JSON.parse(ended.out) : null }
  }
  const mark = ['annotate', 'waico', '--lang', 'en', '--quote', 'This is a proposal, not an institution']
  const made = (await on('giver', ...mark, '--note', '=1+1', '--tag', 'a', '--json')).value
  const file = join(folder, 'all.jsonld')
  const written = (await on('giver', 'annotations', '--format', 'jsonld', '--out', file, '--json')).value
  const taken = (await on('taker', 'annotations', 'import', file, '--json')).value
  const again = (await on('taker', 'annotations', 'import', file, '--json')).value
  const csv = await on('taker', 'annotations', 'waico', '--format', 'csv', '--lang', 'en')
  const md = (await on('taker', 'annotations', '--format', 'md', '--json')).value
  const nowhere = join(folder, 'nowhere.json')
  writeFileSync(nowhere, '{"type": "Annotation", "target": "https://example.org/"}')
  const refused = await on('taker', 'annotations', 'import', nowhere, '--json')
  writeFileSync(nowhere, '[1,')
  const broken = await on('taker', 'annotations', 'import', nowhere)
  expect([
    [written.path, written.count, written.bytes],
    [taken.added.map(({ id }: { id: string }) => id), again.unchanged, again.added],
    (await on('taker', 'annotations', '--json')).value,
    [csv.out.startsWith('\ufeffId,'), csv.out.includes("'=1+1"), csv.exit],
    [md.format, md.count, md.text.includes('\\=1+1') || md.text.includes('\\=1+1')],
    [refused.exit, refused.value.refused[0].cause, refused.err.trim().split('\n').length],
    [broken.exit, broken.out, broken.err.includes('line 1, character 4')],
  ]).toEqual([
    [file, 1, readFileSync(file).length],
    [[made.id], 1, []],
    [made],
    [true, true, 0],
    ['md', 1, true],
    [1, 'no-briefing', 1],
    [1, '', true],
  ])
})

test('a timeline of one briefing goes to a file, of several together to stdout, and each event names its briefing', async () => {
  await json('import', author('memo', '據報，甲國提案，乙國反對。'))
  const file = join(folder, 'memo.ics')
  const written = await json('timeline', 'memo', '--format', 'ics', '--lang', 'en', '--out', file)
  const calendar = readFileSync(file, 'utf8')
  const csv = await briefdesk('timeline', 'memo', 'waico', 'memo', '--format', 'csv', '--calendar', 'roc')
  const rows = csv.out.split('\r\n')
  const data = JSON.parse((await briefdesk('timeline', 'memo', 'waico', '--format', 'json', '--lang', 'en')).out)
  const all = await json('timeline', '--format', 'svg')
  const unknown = await briefdesk('timeline', 'memo', 'no-such', '--format', 'svg')
  const own = data.events.find(({ briefing }: { briefing: string }) => briefing === 'memo')
  expect([
    [written, calendar.includes('SUMMARY;LANGUAGE=en:[ca.\\, month only] Proposal\r\n')],
    [rows[0]?.startsWith('\ufeffbriefing,id,when,'), rows.at(-1), csv.exit],
    rows.filter((row) => row.startsWith('memo,')),
    [data.briefings.map(({ slug }: { slug: string }) => slug), data.events.length, own],
    [all.format, all.count, all.left, all.text.includes('① '), all.text.includes('③ ')],
    [unknown.exit, unknown.out, unknown.err],
  ]).toEqual([
    [{ path: file, bytes: readFileSync(file).length, count: 1, left: [] }, true],
    [true, '', 0],
    ['memo,memo/e1,2025-07~,某國,A country,source,occurred,提案,Proposal,,,p1,,CLEAR,none,約民國114年7月'],
    [
      ['memo', 'waico'],
      48,
      {
        ...{ briefing: 'memo', id: 'e1', when: '2025-07~', date: 'ca. July 2025 (ROC 114)', origin: 'source' },
        ...{ lane: { 'zh-TW': '某國', en: 'A country' }, title: { 'zh-TW': '提案', en: 'Proposal' }, block: 'p1' },
        ...{ status: 'occurred', sources: [], marking: { tlp: 'CLEAR', secrecy: 'none' } },
      },
    ],
    ['svg', 84, [], true, true],
    [1, '', 'briefdesk: not found: briefing no-such\n'],
  ])
})

test('a trial tells where every annotation stands on a version, adds up, and changes nothing', async () => {
  const on = (...words: string[]) => start('out/main/cli.js', ['--library', join(folder, 'trial'), ...words, '--json'])
  const value = async (...words: string[]) => JSON.parse((await on(...words)).out)
  await on('import', author('memo', '甲國提案，乙國反對。'))
  await on('annotate', 'memo', '--lang', 'zh-TW', '--quote', '乙國反對')
  await on('annotate', 'memo', '--lang', 'zh-TW', '--quote', '甲國提案')
  await on('import', author('memo', '據報，甲國提案。丙國沒有意見，各方仍在協商當中。'))
  const dump = () => readFileSync(join(folder, 'trial/library.sqlite'))
  await on('list')
  const before = dump()
  const second = await value('reanchor', 'memo', '--version', '2')
  const after = dump()
  const first = await value('reanchor', 'memo', '--version', second.hash.slice(0, 12))
  const counts = Object.values(second.counts as Record<string, number>).reduce((sum, count) => sum + count, 0)
  const none = await on('reanchor', 'memo', '--version', '7')
  expect([
    [second.version, second.total, counts, after.equals(before)],
    second.annotations.map(({ quote, status, block, start, end }: Record<string, unknown>) => [
      quote,
      status,
      block,
      start,
      end,
    ])[1],
    first,
    [none.exit, none.err],
  ]).toEqual([[2, 2, 2, true], ['甲國提案', 'exact', 'p1', 3, 7], second, [1, 'briefdesk: not found: version 7\n']])
})

test('a library is checked, backed up, and restored, and the one of before is kept', async () => {
  const out = join(folder, 'copy.sqlite')
  await json('list')
  const made = await json('backup', '--to', out)
  const twice = await briefdesk('backup', '--to', out)
  await briefdesk('annotate', 'waico', '--lang', 'en', '--quote', 'WAICO', '--note', 'x')
  const before = await json('annotations')
  const checked = await json('verify')
  const restored = await json('restore', out)
  const bad = join(folder, 'bad.sqlite')
  writeFileSync(bad, readFileSync(out).subarray(0, 9000))
  const refused = await briefdesk('restore', bad)
  expect([
    made.path,
    made.counts.briefings >= 2,
    [twice.exit, twice.out],
    [checked.ok, checked.damaged, checked.counts.annotations],
    restored.now.annotations,
    readFileSync(join(restored.setAside, 'library.sqlite')).length > 0,
    [refused.exit, refused.out, refused.err.trim().split('\n').length],
    (await json('verify')).ok,
  ]).toEqual([out, true, [1, ''], [true, [], before.length], made.counts.annotations, true, [1, '', 1], true])
})

test('a damaged library is told by verify with exit code 1, and nothing of it is changed', async () => {
  const place = join(folder, 'damaged')
  const on = (...words: string[]) => start('out/main/cli.js', ['--library', place, ...words])
  await on('list')
  const file = join(place, 'library.sqlite')
  const bytes = readFileSync(file)
  bytes.fill(0, 8192, 12288)
  writeFileSync(file, bytes)
  const { exit, out, err } = await on('verify', '--json')
  expect([exit, JSON.parse(out).ok, err, readFileSync(file).equals(bytes)]).toEqual([
    1,
    false,
    `briefdesk: damaged: ${file}\n`,
    true,
  ])
})

describe('what is refused says why in one line, on stderr alone, and ends with 1', () => {
  test.each([
    [
      'a quote that is not there',
      ['annotate', 'waico', '--lang', 'en', '--quote', 'no such words'],
      'the quote is not there',
    ],
    [
      'a quote that is there more than once',
      ['annotate', 'waico', '--lang', 'zh-TW', '--quote', '中國'],
      /the quote is there \d+ times/,
    ],
    ['a briefing nobody has', ['show', 'nothing', '--json'], 'not found: briefing nothing'],
    ['a folder that is not there', ['import', '/no/such/folder'], 'not found: /no/such/folder'],
    [
      'a file in a folder that is not there',
      ['export', 'waico', '--lang', 'en', '--out', '/no/such/folder/a.pdf'],
      'not found: /no/such/folder/a.pdf',
    ],
  ])('%s', async (_, words, cause) => {
    const { exit, out, err } = await briefdesk(...words)
    expect({ exit, out, err }).toEqual({ exit: 1, out: '', err: expect.stringMatching(cause) })
    expect(err.trim().split('\n')).toHaveLength(1)
  })

  test('a folder with an error, which names file and line and leaves nothing behind', async () => {
    const path = author('wrong', '甲。')
    writeFileSync(
      join(path, 'timeline.csv'),
      'id,when,lane.zh-TW,lane.en,title.zh-TW,title.en,block\ne1,2025-99,某國,A country,提案,Proposal,p1\n',
    )
    writeFileSync(
      join(path, 'briefing.yaml'),
      readFileSync(join(path, 'briefing.yaml'), 'utf8').replace('slug: memo', 'slug: wrong'),
    )
    const { exit, out, err } = await briefdesk('import', path)
    const slugs = (await json('list')).map(({ slug }: { slug: string }) => slug)
    expect([exit, out, err.trim().split('\n').length, slugs.includes('wrong')]).toEqual([1, '', 1, false])
    expect(err).toContain('timeline.csv:2: ')
  })

  test('a library that another program holds', async () => {
    const held = join(folder, 'held')
    const none = () => {}
    const library = openLibrary(held, { newId: () => uuidv7(0), now: () => 0, tell: none, onDamage: none })
    const ended = await start('out/main/cli.js', ['--library', held, 'list'])
    library.close()
    expect(ended).toEqual({ exit: 1, out: '', err: `briefdesk: the library is in use by another program: ${held}\n` })
  })
})

test.each([
  [[]],
  [['delete']],
  [['show']],
  [['list', 'more']],
  [['list', '--out', 'a.pdf']],
  [['annotate', 'waico', '--lang', 'fr', '--quote', 'x']],
  [['annotate', 'waico', '--lang', 'en']],
  [['export', 'waico', '--lang', 'en']],
  [['list', '--unknown']],
  [['backup']],
  [['restore']],
  [['history']],
  [['annotations', 'import']],
  [['annotations', '--format', 'pdf']],
  [['annotations', '--out', 'a.csv']],
  [['annotations', 'import', 'a.json', '--into', '']],
  [['reanchor', 'waico']],
  [['timeline', 'waico']],
  [['timeline', '--format', 'png']],
  [['timeline', '--format', 'svg', '--calendar', 'lunar']],
  [['timeline', '', '--format', 'svg']],
  [['verify', '--to', 'a']],
  [['--library', 'a', 'list']],
  [['list', '--json', '--json']],
  [['show', '']],
  [['annotate', 'waico', '--lang', 'en', '--quote', 'x', '--tag', 'a\nb']],
  [['annotate', 'waico', '--lang', 'en', '--quote', 'x', '--note', '\u001b[2J']],
  [['no such\ncommand']],
])('%j is not understood and ends with 2', async (words) => {
  const { exit, out } = await briefdesk(...words)
  expect({ exit, out }).toEqual({ exit: 2, out: '' })
})

test('a folder named by nothing is not understood; the variable set to nothing is not set', async () => {
  const nothing = await start('out/main/cli.js', ['--library', '', 'list'])
  const home = { BRIEFDESK_LIBRARY: '', XDG_CONFIG_HOME: join(folder, 'config'), HOME: folder, APPDATA: folder }
  const unset = await start('out/main/cli.js', ['list', '--json'], home)
  expect([nothing.exit, nothing.out, nothing.err.split('\n')[0], unset.exit, JSON.parse(unset.out).length]).toEqual([
    2,
    '',
    'briefdesk: --library needs a folder',
    0,
    2,
  ])
})

test('the version and the help are JSON too where that is asked for', async () => {
  const { version } = await json('--version')
  const { usage } = await json('--help')
  expect([version, usage]).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+/), expect.stringContaining('verify')])
})

test('a quote with line breaks is refused in one line', async () => {
  const { exit, out, err } = await briefdesk('annotate', 'waico', '--lang', 'en', '--quote', 'no\nsuch\r\nwords')
  expect([exit, out, err]).toEqual([1, '', 'briefdesk: refused: the quote is not there: no such words\n'])
})

test('a row stays a row, whatever a note holds', async () => {
  await briefdesk('annotate', 'waico', '--lang', 'en', '--quote', 'This is a proposal', '--note', 'a\tb\nc')
  const { out } = await briefdesk('annotations', 'waico')
  const row = out.split('\n').find((line) => line.includes('This is a proposal'))
  expect(row?.split('\t').slice(3, 5)).toEqual(['This is a proposal', 'a b c'])
})

test('whoever reads only the beginning of an answer is not told of an error', async () => {
  const words = ['--library', join(folder, 'library'), 'show', 'waico', '--json']
  const child = spawn(process.execPath, [join(root, 'out/main/cli.js'), ...words])
  child.stdout.destroy()
  let err = ''
  child.stderr.on('data', (bytes) => {
    err += bytes
  })
  expect([await new Promise((ended) => child.once('close', ended)), err]).toEqual([0, ''])
})

test.skipIf(process.platform !== 'linux')('a folder that cannot be made is named at once, with its cause', async () => {
  const { exit, out, err } = await start('out/main/cli.js', ['--library', '/proc/briefdesk', 'list'])
  expect([exit, out, err]).toEqual([1, '', expect.stringMatching(/: \/proc\/briefdesk \(E[A-Z]+\)\n$/)])
})
