import { expect, test } from 'vitest'
import type { Content, Risk } from '../briefings/content.ts'
import { riskCodes } from './codes.ts'
import { horizonsOf } from './horizon.ts'
import { riskMatrix } from './matrix.ts'
import { missingScore, readScore, scoreColumns, scoreKey } from './scores.ts'

const risk = (id: string, zh: string, en: string): Risk => ({
  id,
  category: { 'zh-TW': zh, en },
  title: { 'zh-TW': id },
  scores: {},
  vulnerability: false,
  sources: [],
})

test('codes are a letter of the English category, made unique, and the place in it', () => {
  const risks = [
    risk('a', '經濟', 'Economic'),
    risk('b', '環境', 'Environmental'),
    risk('c', '政治', 'Political'),
    risk('d', '經濟', 'Economic'),
    risk('e', '其他', ''),
  ]
  expect(Object.fromEntries(riskCodes({ risks }))).toEqual({ a: 'E01', d: 'E02', b: 'N01', c: 'P01', e: 'A01' })
})

test('a period has every horizon it reaches into, seen from the issue date', () => {
  const periods = ['2024', '2026-07/2028-12', '2026-07/2030-12', '2032/2039', '2040/2050', '2027/..', 'soon']
  const words = periods.map((when) => horizonsOf(when, '2026-07-10'))
  expect(words).toEqual([
    ['past'],
    ['short'],
    ['short', 'medium'],
    ['medium', 'long'],
    ['long'],
    ['short', 'medium', 'long'],
    null,
  ])
})

test('a score is a number, a term with its range, or missing; missing is never zero', () => {
  expect([
    readScore({ scale: 'un-1-7', value: 4.2 }),
    readScore({ scale: 'icd203', value: 'likely' }),
    readScore({ scale: 'own', value: 'high' }),
    readScore(undefined),
    scoreKey(undefined),
    scoreKey({ scale: 'icd203', value: 'likely' }),
  ]).toEqual([
    { kind: 'number', value: 4.2, low: 1, high: 7 },
    { kind: 'term', term: 'likely', low: 55, high: 80 },
    { kind: 'plain', text: 'high' },
    null,
    null,
    67.5,
  ])
})

test('a missing number of a survey was not published; a missing one of our own was not scored', () => {
  const content: Pick<Content, 'risks' | 'scales'> = {
    risks: [{ ...risk('a', '', ''), scores: { importance: { scale: 'un-1-7', value: 6 } } }],
    scales: { likelihood: 'icd203', preparedness: 'un-1-7' },
  }
  expect([scoreColumns(content), missingScore(content, 'likelihood'), missingScore(content, 'preparedness')]).toEqual([
    ['likelihood', 'importance', 'preparedness'],
    'unscored',
    'unpublished',
  ])
})

test('a matrix holds the risks that have both scores, counts the rest, and is none where nobody has', () => {
  const scored = (id: string, likelihood: string | number, severity: number): Risk => ({
    ...risk(id, '', ''),
    scores: {
      likelihood: { scale: typeof likelihood === 'string' ? 'icd203' : 'un-1-7', value: likelihood },
      severity: { scale: 'impact-1-5', value: severity },
    },
  })
  const matrix = riskMatrix({ risks: [scored('a', 'likely', 4), risk('b', '', ''), scored('c', 'likely', 4)] })
  const numbers = riskMatrix({ risks: [scored('a', 4.6, 2)] })
  expect([
    matrix?.cells[1]?.[4],
    matrix?.left,
    [matrix?.columns.length, matrix?.rows.length],
    numbers?.cells[3]?.[4],
    riskMatrix({ risks: [risk('b', '', '')] }),
  ]).toEqual([['a', 'c'], ['b'], [7, 5], ['a'], null])
})
