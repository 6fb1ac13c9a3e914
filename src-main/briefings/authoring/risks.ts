import { type Risk, type Score, type ScoreName, scoreNames } from '../../../src-shared/briefings/content.ts'
import { likelihoodScales, likelihoodTerm } from '../../../src-shared/standards/likelihood.ts'
import { scoreScale } from '../../../src-shared/standards/scores.ts'
import { oneOf } from './head.ts'
import { type Known, knownId, knownIds } from './known.ts'
import type { Report } from './report.ts'
import { type Columns, plainWords, type Row } from './table.ts'
import { readSpan } from './timeline.ts'
import { type Found, mostTitle } from './words.ts'

/** The columns of risks.csv. */
export const riskColumns: Columns = {
  needed: [],
  others: [
    ...scoreNames,
    'importance_rank',
    'vulnerability',
    'horizon',
    'owner',
    'treatment',
    'review_by',
    'block',
    'source',
    'tlp',
    'secrecy',
  ],
  wordsNeeded: ['category', 'title'],
  words: ['body'],
}

/** A row of risks.csv. */
export function readRisk(
  row: Row,
  scales: Readonly<Record<string, string>>,
  known: Pick<Known, 'block' | 'source'>,
  report: Report,
): Risk {
  const scores: Partial<Record<ScoreName, Score>> = {}
  for (const name of scoreNames) {
    const score = readScore(row.text(name), name, scales, report)
    if (score !== null) scores[name] = score
  }
  const optional = {
    body: row.longLocalized('body'),
    importanceRank: readRank(row.text('importance_rank'), report),
    horizon: readSpan(row, 'horizon', report),
    owner: plainWords(row.text('owner'), report),
    treatment: plainWords(row.lines('treatment'), report),
    reviewBy: row.date('review_by'),
    block: knownId(row.text('block'), 'block', known.block, report),
    marking: row.marking(),
  }
  return {
    id: row.id,
    category: row.localized('category') ?? {},
    title: row.localized('title', mostTitle) ?? {},
    scores,
    vulnerability: oneOf(row.text('vulnerability'), 'vulnerability', ['yes', 'no'] as const, report) === 'yes',
    sources: knownIds(row.list('source'), 'source', known.source, report),
    ...present(optional),
  }
}

/** The same without what is null. */
export function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], null> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as {
    [K in keyof T]?: Exclude<T[K], null>
  }
}

function readScore(
  found: Found | null,
  name: ScoreName,
  scales: Readonly<Record<string, string>>,
  report: Report,
): Score | null {
  if (found === null) return null
  const scale = Object.hasOwn(scales, name) ? scales[name] : undefined
  if (scale === undefined) {
    report.problem(found, 'scale-missing', { column: name })
    return null
  }
  const numbers = scoreScale(scale)
  if (numbers === null) {
    const terms = Object.hasOwn(likelihoodScales, scale) ? likelihoodScales[scale] : undefined
    if (likelihoodTerm(scale, found.value) !== null) return { scale, value: found.value }
    const known = terms?.terms.map((each) => each.key).join(' ') ?? ''
    report.problem(found, 'score-term', { column: name, value: found.value, known })
    return null
  }
  if (!/^\d{1,6}(?:\.\d{1,6})?$/u.test(found.value)) {
    report.problem(found, 'number-wrong', { field: name, value: found.value })
    return null
  }
  const value = Number(found.value)
  if (value >= numbers.low && value <= numbers.high) return { scale, value }
  report.problem(found, 'score-range', { column: name, value, low: numbers.low, high: numbers.high })
  return null
}

function readRank(found: Found | null, report: Report): number | null {
  if (found === null) return null
  if (/^[1-9]\d{0,3}$/u.test(found.value)) return Number(found.value)
  report.problem(found, 'number-wrong', { field: 'importance_rank', value: found.value })
  return null
}
