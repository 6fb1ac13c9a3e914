import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import type { BriefingEvent } from '../briefings/content.ts'
import { bareCell, safeCell } from '../csv-cell.ts'
import { joinDateParts, readDateCell } from './date-cell.ts'
import { guessColumns, type TimelineField } from './timeline-columns.ts'
import { readTimelineRows, writeTimelineCsv } from './timeline-csv.ts'

const samples = ['waico', 'un-ai-governance'].map((briefing) =>
  readFileSync(join(import.meta.dirname, `../../samples/${briefing}/timeline.csv`), 'utf8'),
)
const cells = (text: string) => parse(text, { relax_column_count: true, bom: true }) as string[][]

const read: readonly (readonly [cell: string, edtf: string, as: string])[] = [
  ['2025-07-26', '2025-07-26', 'edtf'],
  ['2026-07~', '2026-07~', 'edtf'],
  ['2027-01/2027-06', '2027-01/2027-06', 'edtf'],
  ['2025-09-25/..', '2025-09-25/..', 'edtf'],
  ['202X', '202X', 'edtf'],
  ['[2025-03,2025-05]', '[2025-03,2025-05]', 'edtf'],
  ['2025-36', '2025-36', 'edtf'],
  [' 2025 ', '2025', 'edtf'],
  ['２０２５－０７－２６', '2025-07-26', 'edtf'],
  ['2025/7/26', '2025-07-26', 'iso'],
  ['2025/07/26', '2025-07-26', 'iso'],
  ['2025.7.26', '2025-07-26', 'iso'],
  ['2025/7', '2025-07', 'iso'],
  ['2025-7', '2025-07', 'iso'],
  ['2025-7-6', '2025-07-06', 'iso'],
  ['20250726', '2025-07-26', 'iso'],
  ['2025-07-26 00:00:00', '2025-07-26', 'iso'],
  ['26/7/2025', '2025-07-26', 'iso'],
  ['7/26/2025', '2025-07-26', 'iso'],
  ['5/5/2025', '2025-05-05', 'iso'],
  ['114/7/26', '2025-07-26', 'roc'],
  ['114.07.26', '2025-07-26', 'roc'],
  ['民國114/7/26', '2025-07-26', 'roc'],
  ['114/7', '2025-07', 'roc'],
  ['1140726', '2025-07-26', 'roc'],
  ['民國114年7月26日', '2025-07-26', 'roc'],
  ['114年7月26日', '2025-07-26', 'roc'],
  ['114年7月', '2025-07', 'roc'],
  ['114年', '2025', 'roc'],
  ['民國前1年10月10日', '1911-10-10', 'roc'],
  ['2025年7月26日', '2025-07-26', 'words'],
  ['2025 年 7 月', '2025-07', 'words'],
  ['2025年第三季', '2025-35', 'words'],
  ['約2030年', '2030~', 'words'],
  ['2024–2027年', '2024/2027', 'words'],
  ['26 July 2025', '2025-07-26', 'words'],
  ['July 26, 2025', '2025-07-26', 'words'],
  ['Sept. 2025', '2025-09', 'words'],
  ['Q3 2025', '2025-35', 'words'],
  ['6–7 July 2026', '2026-07-06/2026-07-07', 'words'],
  ['the 1990s', '199X', 'words'],
]
test.each(read)('a date in a cell is read as it is written: %s', (cell, edtf, as) => {
  const result = readDateCell(cell)
  expect(result.ok ? [result.edtf, result.as] : result.cause).toEqual([edtf, as])
})

test.each([
  ['', { kind: 'empty' }],
  ['45864', { kind: 'serial', text: '45864', perhaps: '2025-07-26' }],
  ['45864.5', { kind: 'serial', text: '45864.5', perhaps: '2025-07-26' }],
  ['20000', { kind: 'serial', text: '20000', perhaps: '1954-10-03' }],
  ['3/4/2025', { kind: 'day-or-month', text: '3/4/2025' }],
  ['25/9/3', { kind: 'short-year', text: '25/9/3' }],
  ['99/7/26', { kind: 'short-year', text: '99/7/26' }],
  ['9/25', { kind: 'no-year', text: '9/25' }],
  ['9月25日', { kind: 'no-year', text: '9月25日' }],
  ['2025年7月及2026年3月', { kind: 'words', text: '2025年7月及2026年3月' }],
  ['2025年7月（地點未定）', { kind: 'words', text: '2025年7月（地點未定）' }],
  ['soon', { kind: 'edtf', cause: { kind: 'characters', text: 'soon' } }],
  ['待定', { kind: 'edtf', cause: { kind: 'characters', text: '待定' } }],
  ['2025-02-30', { kind: 'edtf', cause: { kind: 'day', text: '30', last: 28 } }],
  ['2025/13/1', { kind: 'edtf', cause: { kind: 'month', text: '13' } }],
  ['2025/25', { kind: 'edtf', cause: { kind: 'month', text: '25' } }],
  ['114/2/30', { kind: 'edtf', cause: { kind: 'day', text: '30', last: 28 } }],
  ['2027/2025', { kind: 'edtf', cause: { kind: 'order', text: '2027/2025' } }],
])('a cell that is not surely a date is refused with its cause: %s', (cell, cause) => {
  const result = readDateCell(cell)
  expect(result.ok ? result.edtf : result.cause).toEqual(cause)
})

test.each([
  ['2025', '', '', '', '2025'],
  ['2025', '7', '', '', '2025-07'],
  ['2025', '7', '6', '', '2025-07-06'],
  ['2025', 'July', '6', '', '2025-07-06'],
  ['2025年', '7月', '6日', '', '2025-07-06'],
  ['-44', '3', '15', '', '-0044-03-15'],
  ['12026', '', '', '', 'Y12026'],
  ['2025', '7', '6', '2:30 PM', '2025-07-06T14:30:00'],
  ['2025', '7', '6', '12:05 am', '2025-07-06T00:05:00'],
  ['2025', '7', '6', '14:30', '2025-07-06T14:30:00'],
])('a date in columns of its own is put together: %s %s %s %s', (year, month, day, time, edtf) => {
  expect(joinDateParts({ year, month, day, time })).toEqual({ edtf })
})

test.each([
  ['', '7', '', '', { kind: 'gap', missing: 'year' }],
  ['2025', '', '6', '', { kind: 'gap', missing: 'month' }],
  ['2025', '7', '', '14:30', { kind: 'gap', missing: 'day' }],
  ['MMXXV', '', '', '', { kind: 'year', text: 'MMXXV' }],
  ['2025', '13', '', '', { kind: 'month', text: '13' }],
  ['2025', '2', '29', '', { kind: 'day', text: '29' }],
  ['2025', '7', '6', 'noon', { kind: 'time', text: 'noon' }],
  ['2025', '7', '6', '25:00', { kind: 'time', text: '25:00' }],
])('parts that make no date are refused with the part: %s %s %s %s', (year, month, day, time, cause) => {
  expect(joinDateParts({ year, month, day, time })).toEqual({ cause })
})

const fields = (head: string, row = '') => guessColumns(head.split(','), [row.split(',')]).map(({ field }) => field)
const timelineJs =
  'Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,Media Caption,Media Thumbnail,Type,Group,Background'

test('columns are guessed from their heads, in both languages, and from the words under them', () => {
  expect([
    fields(samples[0]?.split('\n')[0] ?? ''),
    fields(timelineJs, ',,,,,,,,,A title,Its text,,,,,,EU,'),
    fields('編號,日期,行為者,事件,說明,狀態,備忘', 'e1,2025-07-26,中國,提出倡議,說明文字,預計,x'),
    fields('開始日期,結束日期,標題（中文）,標題（英文）,Description,網址,標題', ',,標題,Title,words,,'),
    fields('constructor,__proto__,toString, Start Date ,end_date,EVENT', ',,,,,An event'),
  ]).toEqual([
    [
      'id',
      'when',
      'lane.zh-TW',
      'lane.en',
      'origin',
      'status',
      'title.zh-TW',
      'title.en',
      'body.zh-TW',
      'body.en',
      'block',
      'source',
      'tlp',
      'secrecy',
    ],
    [
      'year',
      'month',
      'day',
      'time',
      'endYear',
      'endMonth',
      'endDay',
      'endTime',
      'said',
      'title.en',
      'body.en',
      'url',
      null,
      null,
      null,
      'type',
      'lane.en',
      null,
    ],
    ['id', 'when', 'lane.zh-TW', 'title.zh-TW', 'body.zh-TW', 'status', null],
    ['when', 'until', 'title.zh-TW', 'title.en', 'body.en', 'url', null],
    [null, null, null, 'when', 'until', 'title.en'],
  ])
})

test('our own timeline.csv comes in whole and goes out with the same bytes', () => {
  for (const sample of samples) {
    const [head = [], ...rows] = cells(sample)
    const mapping = guessColumns(head, rows).map(({ field }) => field)
    const run = readTimelineRows(rows, mapping)
    expect([run.good, run.refused, run.missing]).toEqual([rows.length, 0, []])
    const events = run.rows.flatMap((row) => (row.ok ? [row.event] : []))
    const back = events.map(
      ({ id, origin, status, block, marking, body, ...event }): BriefingEvent => ({
        ...event,
        id: id ?? '',
        origin: origin ?? 'source',
        status: status ?? 'occurred',
        ...(block === null ? {} : { block }),
        ...(marking === null ? {} : { marking }),
        body,
      }),
    )
    // A person quotes fewer cells than we do.
    const bare = (text: string) => text.replaceAll('"', '')
    const written = writeTimelineCsv(back, { lineEnd: '\n' })
    expect([bare(written), parse(written)]).toEqual([bare(sample), parse(sample)])
  }
})

test('a TimelineJS sheet is read: eras and its title are told, not taken for events', () => {
  const rows = [
    '2025,7,26,,2025,7,28,,,WAIC 2025,Text with <b>tags</b>,https://example.org/a,,,,,Summits,',
    '2027,,,,,,,,Early 2027,Summit,,,,,,,Summits,',
    ',,,,,,,,,A history,,,,,,title,,',
    '2020,,,,2030,,,,,The twenties,,,,,,era,,',
    '2025,2,29,,,,,,,No such day,,,,,,,,',
    '2025,7,26,,2024,7,26,,,Backwards,,,,,,,,',
    ',,,,,,,,,,,,,,,,,',
    '2025,7,26,14:30,,,,,,A moment,,javascript:alert(1),,,,,,',
    '2025,7,26,14:30,,,,,,A moment,,,,,,,,',
  ].map((row) => row.split(','))
  const mapping = guessColumns(timelineJs.split(','), rows).map(({ field }) => field)
  const { rows: read, good, refused } = readTimelineRows(rows, mapping)
  expect([good, refused]).toEqual([3, 5])
  expect(
    read.map((row) => [
      row.line,
      row.ok ? [row.event.when, row.event.title, row.event.said, row.event.url] : row.cause,
    ]),
  ).toEqual([
    [2, ['2025-07-26/2025-07-28', { en: 'WAIC 2025' }, null, 'https://example.org/a']],
    [3, ['2027', { en: 'Summit' }, 'Early 2027', null]],
    [4, { kind: 'not-an-event', type: 'title' }],
    [5, { kind: 'not-an-event', type: 'era' }],
    [6, { kind: 'date-part', end: false, cause: { kind: 'day', text: '29' } }],
    [7, { kind: 'interval', cause: { kind: 'order', text: '2025-07-26/2024-07-26' } }],
    [9, { kind: 'link', text: 'javascript:alert(1)' }],
    [10, ['2025-07-26T14:30:00', { en: 'A moment' }, null, null]],
  ])
})

const mapping: readonly (TimelineField | null)[] = [
  'id',
  'when',
  'until',
  'title.zh-TW',
  'lane.zh-TW',
  'status',
  'tlp',
  'secrecy',
  'origin',
  'source',
]
const row = (text: string) => text.split(';')

test('a row is an event or is refused with its line and its cause', () => {
  const { rows: read } = readTimelineRows(
    [
      'a;民國114年7月26日;;提出倡議;中國;已發生;TLP:GREEN;restricted;own;s1|s2| s1',
      'b;預計2027年;;第二次會議;聯合國;;;;;',
      'c;2025-07-01;2025-07-03;三天的會議;;;;;;',
      'd;2025-07-01;2025-07-01;一天;;;;;;',
      'e;45864;;由試算表來;;;;;;',
      'f;;;沒有日期;;;;;;',
      'g;2025;;;;;;;;',
      'h;2025;;標題;;maybe;;;;',
      'i;2025;;標題;;;PURPLE;;;',
      'j;2025;;標題;;;;hidden;;',
      'k;2025;;標題;;;;;mine;',
      'a;2025;;又一次;;;;;;',
      'l;2025;;標題;;;;;;;extra',
      "m;2025;;'=HYPERLINK(1);;;;;;",
      'n;2025;soon;標題;;;;;;',
    ].map(row),
    mapping,
    { lines: Array.from({ length: 15 }, (_, index) => index * 10) },
  )
  const shown = read.map((each) => {
    if (!each.ok) return [each.line, each.cause]
    const { id, when, said, status, title } = each.event
    return [each.line, [id, when, said, status, title['zh-TW']]]
  })
  expect(shown).toEqual([
    [0, ['a', '2025-07-26', '民國114年7月26日', 'occurred', '提出倡議']],
    [10, ['b', '2027', '預計2027年', 'planned', '第二次會議']],
    [20, ['c', '2025-07-01/2025-07-03', null, null, '三天的會議']],
    [30, ['d', '2025-07-01', null, null, '一天']],
    [40, { kind: 'date', field: 'when', cause: { kind: 'serial', text: '45864', perhaps: '2025-07-26' } }],
    [50, { kind: 'no-date' }],
    [60, { kind: 'no-title' }],
    [70, { kind: 'value', field: 'status', text: 'maybe' }],
    [80, { kind: 'value', field: 'tlp', text: 'PURPLE' }],
    [90, { kind: 'value', field: 'secrecy', text: 'hidden' }],
    [100, { kind: 'value', field: 'origin', text: 'mine' }],
    [110, { kind: 'id-twice', id: 'a', first: 0 }],
    [120, { kind: 'cells', expected: 10, found: 11 }],
    [130, ['m', '2025', null, null, '=HYPERLINK(1)']],
    [140, { kind: 'date', field: 'until', cause: { kind: 'edtf', cause: { kind: 'characters', text: 'soon' } } }],
  ])
  expect(read[0]?.ok && [read[0].event.sources, read[0].event.marking, read[0].event.origin]).toEqual([
    ['s1', 's2'],
    { tlp: 'GREEN', secrecy: 'restricted' },
    'own',
  ])
})

test('without a column for the date or the title nothing is read, and it is told', () => {
  expect(readTimelineRows([['a']], ['id'])).toEqual({ rows: [], good: 0, refused: 0, missing: ['date', 'title'] })
})

const dangerous = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '\0=1',
  '＝1',
  '＋1',
  '－1',
  '＠a',
  ' =1',
  "'=1",
  "''=1",
  '=HYPERLINK("http://x","y")',
]
const harmless = ['民國114年', 'a=b', "it's", "'quoted'", '', '2025-07-26']

test('no cell is calculated by a spreadsheet, and each comes back as it was', () => {
  const event = (title: string): BriefingEvent => ({
    id: 'e',
    when: '-0044-03-15',
    lane: { en: title },
    origin: 'source',
    status: 'occurred',
    title: { en: title },
    sources: [],
  })
  for (const title of [...dangerous, ...harmless]) {
    const text = writeTimelineCsv([event(title)], { byteOrderMark: true })
    const written = parse(text, { bom: true }) as string[][]
    expect(written[1]?.filter((cell) => /^\s*[=+\-@＝＋－＠]|^[\t\r\n\0]/u.test(cell))).toEqual([])
    expect([bareCell(safeCell(title)), bareCell(written[1]?.[7] ?? ''), bareCell(written[1]?.[1] ?? '')]).toEqual([
      title,
      title,
      '-0044-03-15',
    ])
  }
})

test('a table for people carries the date in words, its lines end as RFC 4180 says, and quotes are doubled', () => {
  const event: BriefingEvent = {
    id: 'e',
    when: '2026-07~',
    lane: { en: 'UN' },
    origin: 'own',
    status: 'planned',
    title: { en: 'A "b", c' },
    body: { en: 'one\ntwo' },
    sources: ['s1', 's2'],
    marking: { tlp: 'AMBER' },
  }
  expect(writeTimelineCsv([event], { words: ['zh-TW', 'en'] })).toBe(
    'id,when,lane.zh-TW,lane.en,origin,status,title.zh-TW,title.en,body.zh-TW,body.en,block,source,tlp,secrecy,date.zh-TW,date.en\r\n' +
      'e,2026-07~,,UN,own,planned,,"A ""b"", c",,"one\ntwo",,s1|s2,AMBER,,約2026年7月（約民國115年7月）,ca. July 2026 (ROC 115)\r\n',
  )
})

const vectors = join(import.meta.dirname, '../../../shared/bench/vectors/csv/formula-injection.json')
test.skipIf(!existsSync(vectors))('the hostile cells stay text', () => {
  for (const cell of JSON.parse(readFileSync(vectors, 'utf8')) as string[]) {
    expect([/^\s*[=+\-@]/u.test(safeCell(cell)), bareCell(safeCell(cell))]).toEqual([false, cell])
  }
})
