import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import type { EventStatus } from '../briefings/content.ts'
import { type CalendarEvent, type CalendarOptions, writeCalendar } from './icalendar.ts'

const options: CalendarOptions = {
  name: 'WAICO 與聯合國',
  lang: 'zh-TW',
  calendar: 'both',
  stamp: Date.UTC(2026, 6, 10, 8, 30),
}
const event = (when: string, change: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: 'waico/e01@briefdesk',
  when,
  status: 'occurred',
  title: '全球對話',
  lane: '聯合國',
  ...change,
})

/** Its lines with the folds taken out, as a calendar reads them. */
const unfolded = (text: string) => text.replaceAll('\r\n ', '').split('\r\n')
const field = (text: string, name: string) =>
  unfolded(text)
    .find((line) => line.startsWith(`${name}:`) || line.startsWith(`${name};`))
    ?.replace(/^[^:]*:/u, '')
/** The days of an event, with the end that is no longer part of it. */
const days = (when: string) => {
  const { text } = writeCalendar([event(when)], options)
  return [field(text, 'DTSTART'), field(text, 'DTEND')]
}

test('a calendar is written whole', () => {
  const { text, count, left } = writeCalendar(
    [
      event('2027-01/2027-06', {
        status: 'planned',
        title: '瑞士 AI 峰會',
        body: '預定於2027年上半年。',
        url: 'https://example.org/a?b=1',
        notes: ['來源：s24（B2）'],
      }),
    ],
    options,
  )
  expect([count, left]).toEqual([1, []])
  expect(unfolded(text)).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Briefdesk//Briefdesk//ZH',
    'CALSCALE:GREGORIAN',
    'X-WR-CALNAME:WAICO 與聯合國',
    'BEGIN:VEVENT',
    'UID:waico/e01@briefdesk',
    'DTSTAMP:20260710T083000Z',
    'DTSTART;VALUE=DATE:20270101',
    'DTEND;VALUE=DATE:20270701',
    'SUMMARY;LANGUAGE=zh-TW:〔預計〕瑞士 AI 峰會',
    'DESCRIPTION;LANGUAGE=zh-TW:日期：預計2027年1月至2027年6月（民國116年1月至民國116年6月）\\n日曆上的起訖是可能的範圍，不是確定的日期。\\n預定於2027年上半年。\\n來源：s24（B2）',
    'CATEGORIES;LANGUAGE=zh-TW:聯合國',
    'URL:https://example.org/a?b=1',
    'STATUS:TENTATIVE',
    'TRANSP:TRANSPARENT',
    'X-BRIEFDESK-EDTF:2027-01/2027-06',
    'X-BRIEFDESK-DATE;LANGUAGE=zh-TW:2027年1月至2027年6月（民國116年1月至民國116年6月）',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ])
})

test.each([
  ['2025-07-26', '20250726', '20250727'],
  ['2024-02-28', '20240228', '20240229'],
  ['2025-12-31', '20251231', '20260101'],
  ['2023-11-01/2023-11-02', '20231101', '20231103'],
  ['2025-07', '20250701', '20250801'],
  ['2027', '20270101', '20280101'],
  ['2025-36', '20251001', '20260101'],
  ['202X', '20200101', '20300101'],
  ['2026-07~', '20260701', '20260801'],
  ['2025-09-25/..', '20250925', '20250926'],
  ['2025-09/..', '20250901', '20251001'],
  ['../2027-06', '20270601', '20270701'],
  ['[2025-03,2025-05]', '20250301', '20250601'],
  ['[..2030]', '20300101', '20310101'],
  ['2025-12-1X', '20251210', '20251220'],
  ['0001-01-01', '00010101', '00010102'],
])('an event stands on all the days it can mean, and no others: %s', (when, start, end) => {
  expect(days(when)).toEqual([start, end])
})

test.each([
  ['2025-09-25T14:30:00+08:00', '20250925T063000Z'],
  ['2025-09-25T14:30:00Z', '20250925T143000Z'],
  ['2025-09-25T14:30:00', '20250925T143000'],
])('a time of day is kept with its zone, or floats without one: %s', (when, start) => {
  expect(days(when)).toEqual([start, undefined])
})

const said: readonly (readonly [string, EventStatus, string, string, string])[] = [
  ['2025-07-26', 'occurred', '全球對話', '全球對話', 'CONFIRMED'],
  ['2027', 'planned', '〔預計，只知年份〕全球對話', '[expected, year only] 全球對話', 'TENTATIVE'],
  [
    '2026-07~',
    'reported',
    '〔據報，未經查證，約，只知月份〕全球對話',
    '[reported, not verified, ca., month only] 全球對話',
    'TENTATIVE',
  ],
  ['2026-01-14?', 'occurred', '〔待確認〕全球對話', '[to be confirmed] 全球對話', 'TENTATIVE'],
  ['2025-07-26/..', 'occurred', '〔迄日未定〕全球對話', '[no end date] 全球對話', 'CONFIRMED'],
  ['2027-08-02', 'superseded', '〔已取代〕全球對話', '[superseded] 全球對話', 'CANCELLED'],
  ['[2027-03,2027-05]', 'planned', '〔預計，其中之一〕全球對話', '[expected, one of these] 全球對話', 'TENTATIVE'],
]
test.each(said)('what is doubted stands before the title: %s, %s', (when, status, zh, en, state) => {
  const files = (['zh-TW', 'en'] as const).map(
    (lang) => writeCalendar([event(when, { status })], { ...options, lang }).text,
  )
  expect([
    ...files.map((text) => field(text, 'SUMMARY')?.replaceAll('\\', '')),
    field(files[0] ?? '', 'STATUS'),
  ]).toEqual([zh, en, state])
})

test.each([
  ['2027', 'range'],
  ['2025-07-26/..', 'beginning'],
  ['../2025-07-26', 'Only the end'],
  ['[2025-03,2025-05]', 'one of the dates'],
  ['{2025-03-01,2025-03-08}', 'only the dates given'],
])('the description says why the days are not the dates: %s', (when, words) => {
  const { text } = writeCalendar([event(when)], { ...options, lang: 'en' })
  expect(field(text, 'DESCRIPTION')).toContain(words)
})

test('what no calendar can hold is left out, and told with its cause', () => {
  const { count, left, text } = writeCalendar(
    [
      event('soon', { uid: 'a' }),
      event('Y-17E7', { uid: 'b' }),
      event('XXXX-12-25', { uid: 'c' }),
      event('-0044-03-15', { uid: 'd' }),
    ],
    options,
  )
  expect([count, text.includes('VEVENT'), left]).toEqual([
    0,
    false,
    [
      { uid: 'a', cause: { kind: 'date', cause: { kind: 'characters', text: 'soon' } } },
      { uid: 'b', cause: { kind: 'years' } },
      { uid: 'c', cause: { kind: 'no-year' } },
      { uid: 'd', cause: { kind: 'years' } },
    ],
  ])
})

const hostile = [
  'a;b,c\\d\nEND:VEVENT\r\nBEGIN:VALARM',
  '事件'.repeat(200),
  '𠮷🗓️'.repeat(60),
  `${'x'.repeat(74)}民國`,
  'tab\there \0 \x07 bell \u2028 line',
  '\ud800 lone',
  'ATTACH:file:///etc/passwd',
]
test.each(hostile)('no title leaves its line, and every line has 75 octets at most: %j', (title) => {
  const { text } = writeCalendar([event('2025-07-26', { title, body: title, lane: title, uid: title })], {
    ...options,
    name: title,
  })
  const lines = text.split('\r\n')
  const octets = Math.max(...lines.map((line) => Buffer.byteLength(line)))
  const names = unfolded(text).map((line) => line.replace(/[;:].*$/su, ''))
  const broken = lines.some((line) =>
    /[\r\n\0\u2028\ufffd]/u.test(line.replaceAll('\ufffd', title.isWellFormed() ? '\ufffd' : '')),
  )
  expect([octets <= 75, broken, names.filter((name) => name === 'END').length, names.includes('ATTACH')]).toEqual([
    true,
    false,
    2,
    false,
  ])
  const read = field(text, 'SUMMARY')?.replaceAll(/\\([\\;,n])/gu, (_, sign) => (sign === 'n' ? '\n' : sign))
  expect(read).toBe(
    title
      .toWellFormed()
      .replaceAll(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
  )
})

test('only links that may leave the app are written', () => {
  const urls = ['javascript:alert(1)', 'file:///etc/passwd', 'https://example.org/\r\nATTACH:x'].map((url) =>
    field(writeCalendar([event('2025', { url })], options).text, 'URL'),
  )
  expect(urls).toEqual([undefined, undefined, 'https://example.org/ATTACH:x'])
})

test('the timelines of the samples are written with nothing left out', () => {
  for (const briefing of ['waico', 'un-ai-governance']) {
    const file = readFileSync(join(import.meta.dirname, `../../samples/${briefing}/timeline.csv`), 'utf8')
    const rows = parse(file, { columns: true }) as Record<string, string>[]
    const events = rows.map((row) =>
      event(row.when ?? '', { uid: row.id ?? '', title: row['title.en'] ?? '', status: row.status as EventStatus }),
    )
    const { count, left, text } = writeCalendar(events, { ...options, lang: 'en' })
    expect([count, left, text.match(/BEGIN:VEVENT/gu)?.length]).toEqual([rows.length, [], rows.length])
  }
})
