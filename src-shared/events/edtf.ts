/**
 * Dates as EDTF writes them (ISO 8601-2:2019): levels 0 and 1, and the sub-year groupings of level 2
 * (seasons by hemisphere, quarters, quadrimesters, halves). A date keeps its vagueness; it is never made more precise.
 */

const dayLength = 86_400_000

/** How much of a date is known. */
export type Precision = 'day' | 'month' | 'season' | 'year' | 'decade' | 'century'

/** One side of a date. `from` and `to` are milliseconds UTC: the start of its first day, the end of its last. */
export interface EdtfPoint {
  readonly year: number
  readonly month: number | null
  readonly day: number | null
  /** EDTF season code 21–41, where the month stands. */
  readonly season: number | null
  readonly precision: Precision
  readonly approximate: boolean
  readonly uncertain: boolean
  readonly from: number
  readonly to: number
}

/** `open` = goes on (..), `unknown` = not known (empty). */
export type EdtfEdge = EdtfPoint | 'open' | 'unknown'

export interface EdtfDate {
  readonly text: string
  readonly start: EdtfEdge
  /** Null where the date is not an interval. */
  readonly end: EdtfEdge | null
  /** Earliest and latest moment it can mean; null where a side is open or unknown. */
  readonly from: number | null
  readonly to: number | null
  readonly approximate: boolean
  readonly uncertain: boolean
}

export type EdtfProblem = 'empty' | 'syntax' | 'month' | 'day' | 'order' | 'unsupported'

export type EdtfResult =
  | { readonly ok: true; readonly date: EdtfDate }
  | { readonly ok: false; readonly problem: EdtfProblem }

/** Reads an EDTF text, or tells why it cannot be read. */
export function parseEdtf(text: string): EdtfResult {
  const trimmed = text.trim()
  if (trimmed === '') return { ok: false, problem: 'empty' }
  if (/[[\]{}TEY]/.test(trimmed)) return { ok: false, problem: 'unsupported' }
  const sides = trimmed.split('/')
  if (sides.length > 2) return { ok: false, problem: 'syntax' }
  const interval = sides.length === 2
  const edges: EdtfEdge[] = []
  for (const side of sides) {
    const edge = interval ? parseEdge(side) : parsePoint(side)
    if (typeof edge === 'object' && 'problem' in edge) return { ok: false, problem: edge.problem }
    edges.push(edge)
  }
  const start = edges[0] as EdtfEdge
  const end = edges[1] ?? null
  if (interval && typeof start === 'string' && typeof end === 'string') return { ok: false, problem: 'syntax' }
  if (isPoint(start) && end !== null && isPoint(end) && start.from > end.from) return { ok: false, problem: 'order' }
  const last = end ?? start
  const points = edges.filter(isPoint)
  return {
    ok: true,
    date: {
      text: trimmed,
      start,
      end,
      from: isPoint(start) ? start.from : null,
      to: isPoint(last) ? last.to : null,
      approximate: points.some((point) => point.approximate),
      uncertain: points.some((point) => point.uncertain),
    },
  }
}

/** True for a side that is a date. */
export function isPoint(edge: EdtfEdge | null): edge is EdtfPoint {
  return edge !== null && typeof edge === 'object'
}

/** A moment to sort by: the start, else the end, of what the date can mean; unreadable dates come last. */
export function sortKey(when: string): number {
  const result = parseEdtf(when)
  if (!result.ok) return Number.POSITIVE_INFINITY
  return result.date.from ?? result.date.to ?? Number.POSITIVE_INFINITY
}

type Problem = { readonly problem: EdtfProblem }

function parseEdge(side: string): EdtfEdge | Problem {
  if (side === '..') return 'open'
  if (side === '') return 'unknown'
  return parsePoint(side)
}

const shape = /^(-?\d{4}|-?\d{3}X|-?\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?([?~%])?$/

function parsePoint(text: string): EdtfPoint | Problem {
  const found = shape.exec(text)
  if (found === null) return { problem: 'syntax' }
  const [, yearText = '', monthText, dayText, mark] = found
  const doubts = { approximate: mark === '~' || mark === '%', uncertain: mark === '?' || mark === '%' }
  const year = Number(yearText.replaceAll('X', '0'))
  const vague = yearText.endsWith('XX') ? 100 : yearText.endsWith('X') ? 10 : 1
  const base = { year, month: null, day: null, season: null, ...doubts }
  if (vague > 1) {
    if (monthText !== undefined) return { problem: 'unsupported' }
    const precision = vague === 100 ? 'century' : 'decade'
    return { ...base, precision, from: utc(year, 1, 1), to: utc(year + vague, 1, 1) }
  }
  if (monthText === undefined || monthText === 'XX') {
    if (dayText !== undefined && dayText !== 'XX') return { problem: 'unsupported' }
    return { ...base, precision: 'year', from: utc(year, 1, 1), to: utc(year + 1, 1, 1) }
  }
  const month = Number(monthText)
  if (month >= 21 && month <= 41) {
    if (dayText !== undefined) return { problem: 'syntax' }
    const [first, length] = monthsOf(month)
    return { ...base, season: month, precision: 'season', from: utc(year, first, 1), to: utc(year, first + length, 1) }
  }
  if (month < 1 || month > 12) return { problem: 'month' }
  if (dayText === undefined || dayText === 'XX') {
    return { ...base, month, precision: 'month', from: utc(year, month, 1), to: utc(year, month + 1, 1) }
  }
  const day = Number(dayText)
  if (day < 1 || utc(year, month, day) >= utc(year, month + 1, 1)) return { problem: 'day' }
  const from = utc(year, month, day)
  return { ...base, month, day, precision: 'day', from, to: from + dayLength }
}

/** First month and length in months of a sub-year grouping. Seasons are taken as northern calendar quarters from March. */
function monthsOf(season: number): readonly [first: number, length: number] {
  if (season <= 24 || season <= 28) return [((season - 21) % 4) * 3 + 3, 3]
  if (season <= 32) return [((season - 29 + 2) % 4) * 3 + 3, 3]
  if (season <= 36) return [(season - 33) * 3 + 1, 3]
  if (season <= 39) return [(season - 37) * 4 + 1, 4]
  return [(season - 40) * 6 + 1, 6]
}

/** Milliseconds of a day in the proleptic Gregorian calendar; months may run over. Years below 100 are meant as they stand. */
function utc(year: number, month: number, day: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime()
}
