import { expect, test } from 'vitest'
import { dateLines, dateWords, rocYear } from './date-words.ts'
import { parseEdtf, sortKey } from './edtf.ts'

const day = (text: string) => new Date(text).getTime()
const range = (text: string) => {
  const result = parseEdtf(text)
  return result.ok ? [result.date.from, result.date.to] : result.problem
}

test.each([
  ['2025-07-26', [day('2025-07-26'), day('2025-07-27')]],
  ['2025-07', [day('2025-07-01'), day('2025-08-01')]],
  ['2027', [day('2027-01-01'), day('2028-01-01')]],
  ['2026-07~', [day('2026-07-01'), day('2026-08-01')]],
  ['2026-01-14?', [day('2026-01-14'), day('2026-01-15')]],
  ['2027-01/2027-06', [day('2027-01-01'), day('2027-07-01')]],
  ['2025-09-25/..', [day('2025-09-25'), null]],
  ['../2025-09-25', [null, day('2025-09-26')]],
  ['2025-09-25/', [day('2025-09-25'), null]],
  ['201X', [day('2010-01-01'), day('2020-01-01')]],
  ['20XX', [day('2000-01-01'), day('2100-01-01')]],
  ['2025-XX', [day('2025-01-01'), day('2026-01-01')]],
  ['2025-04-XX', [day('2025-04-01'), day('2025-05-01')]],
  ['2025-21', [day('2025-03-01'), day('2025-06-01')]],
  ['2025-24', [day('2025-12-01'), day('2026-03-01')]],
  ['2025-33', [day('2025-01-01'), day('2025-04-01')]],
  ['2025-41', [day('2025-07-01'), day('2026-01-01')]],
  ['2024-02-29', [day('2024-02-29'), day('2024-03-01')]],
  ['2025-02-29', 'day'],
  ['2025-13', 'month'],
  ['2025-00', 'month'],
  ['2027/2025', 'order'],
  ['../..', 'syntax'],
  ['', 'empty'],
  ['soon', 'syntax'],
  ['July 2025', 'syntax'],
  ['2025/07/26', 'syntax'],
  ['[2025, 2026]', 'unsupported'],
])('an EDTF date covers what it can mean: %s', (text, expected) => {
  expect(range(text)).toEqual(expected)
})

test.each([
  ['2025-07-26', '2025-07-26（民國114年7月26日）', '2025-07-26 (ROC 114)'],
  ['2025-07', '2025年7月（民國114年7月）', 'July 2025 (ROC 114)'],
  ['2027', '2027年（民國116年）', '2027 (ROC 116)'],
  ['2026-07~', '約2026年7月（約民國115年7月）', 'ca. July 2026 (ROC 115)'],
  ['2026-01-14?', '2026-01-14（民國115年1月14日），待確認', '2026-01-14 (ROC 115), to be confirmed'],
  [
    '2023-11-01/2023-11-02',
    '2023-11-01至2023-11-02（民國112年11月1日至民國112年11月2日）',
    '2023-11-01 to 2023-11-02 (ROC 112)',
  ],
  ['2025-09-25/..', '2025-09-25起，迄日未定（民國114年9月25日起，迄日未定）', 'from 2025-09-25, no end date (ROC 114)'],
  ['2025-2026', '2025-2026', '2025-2026'],
  ['2040/2050', '2040年至2050年（民國129年至民國139年）', '2040 to 2050 (ROC 129 to ROC 139)'],
  ['2025-40', '2025年上半年（民國114年上半年）', 'first half of 2025 (ROC 114)'],
  ['202X', '2020年代（民國109至118年）', '2020s'],
  ['20XX', '2000至2099年（民國89至188年）', '2000–2099'],
  ['191X', '1910年代（民國前2年至民國8年）', '1910s'],
  ['1911-10-10', '1911-10-10（民國前1年10月10日）', '1911-10-10 (1 before ROC)'],
])('a date is worded in both languages and calendars: %s', (text, zh, en) => {
  expect([dateWords(text, 'zh-TW', 'both'), dateWords(text, 'en', 'both')]).toEqual([zh, en])
})

test('the calendars turn over between 1911 and 1912, without a year 0', () => {
  expect([1911, 1912, 2025].map((year) => rocYear(year, 'zh-TW'))).toEqual(['民國前1年', '民國1年', '民國114年'])
})

test('flags tell what the digits cannot', () => {
  expect(
    ['2025-07', '2026-07~', '2026-01-14?', '2025-09-25/..', '2027'].map((text) => dateLines(text, 'en').flags),
  ).toEqual([['month'], ['approximate', 'month'], ['uncertain'], ['open'], ['year']])
})

test('events sort by their first possible moment, unreadable dates last', () => {
  const sorted = ['soon', '2027', '2025-07', '2025-07-26', '../2016'].sort((a, b) => sortKey(a) - sortKey(b))
  expect(sorted).toEqual(['../2016', '2025-07', '2025-07-26', '2027', 'soon'])
})
