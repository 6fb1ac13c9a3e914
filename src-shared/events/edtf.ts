import { dayOf } from './calendar-days.ts'
import type { EdtfCause } from './edtf-cause.ts'
import { type EdtfPoint, type Precision, parsePoint, precisionOfYears } from './edtf-point.ts'

/**
 * Dates as EDTF writes them (ISO 8601-2:2019), levels 0, 1 and 2: intervals, sets, unspecified and significant digits,
 * marks on any part, seasons to halves. A date keeps its vagueness; it is never made more precise.
 */

export type { EdtfCause } from './edtf-cause.ts'
export type { DatePart, Doubt, EdtfPoint, EdtfTime, Precision } from './edtf-point.ts'

/** `open` = goes on (..), `unknown` = not known (empty). */
export type EdtfEdge = EdtfPoint | 'open' | 'unknown'

/** One member of a set: a date, or all dates from one to another; null = a side left open. */
export interface EdtfMember {
  readonly from: EdtfPoint | null
  readonly to: EdtfPoint | null
}

/** `one` = it was one of these, not known which [..]; `all` = it was on each of them {..}. */
export interface EdtfSet {
  readonly kind: 'one' | 'all'
  readonly members: readonly EdtfMember[]
}

export interface EdtfDate {
  readonly text: string
  /** Of a set, the stretch its members lie in, as vague as that stretch is long. */
  readonly start: EdtfEdge
  /** Null where the date is not an interval. */
  readonly end: EdtfEdge | null
  /** Earliest and latest moment it can mean; null where a side is open or unknown. */
  readonly from: number | null
  readonly to: number | null
  readonly approximate: boolean
  readonly uncertain: boolean
  /** Null where the date is no set. */
  readonly set: EdtfSet | null
  /** Level of EDTF it needs. */
  readonly level: 0 | 1 | 2
}

/** The causes in six kinds. */
export type EdtfProblem = 'empty' | 'syntax' | 'month' | 'day' | 'order' | 'unsupported'

export type EdtfResult =
  | { readonly ok: true; readonly date: EdtfDate }
  | { readonly ok: false; readonly problem: EdtfProblem; readonly cause: EdtfCause }

/** The longest text that is read as a date. */
const longest = 400

/** Reads an EDTF text, or tells why it cannot be read. */
export function parseEdtf(text: string): EdtfResult {
  const trimmed = text.trim()
  if (trimmed === '') return refused({ kind: 'empty' })
  if (trimmed.length > longest) return refused({ kind: 'characters', text: `${trimmed.slice(0, 20)}…` })
  if (/[[\]{}]/u.test(trimmed)) return parseSet(trimmed)
  const sides = trimmed.split('/')
  if (sides.length > 2) return refused({ kind: 'interval', text: trimmed })
  const interval = sides.length === 2
  const edges: EdtfEdge[] = []
  for (const side of sides) {
    const edge = interval ? parseEdge(side) : parsePoint(side)
    if (typeof edge === 'object' && 'cause' in edge) return refused(edge.cause)
    edges.push(edge)
  }
  const start = edges[0] as EdtfEdge
  const end = edges[1] ?? null
  if (interval && typeof start === 'string' && typeof end === 'string') return refused({ kind: 'ends' })
  // A day and its month may follow each other in either order: 2025-07-15/2025-07 ends on a day of that July.
  if (isPoint(start) && isPoint(end) && !inOrder(start, end)) return refused({ kind: 'order', text: trimmed })
  const last = end ?? start
  return {
    ok: true,
    date: {
      text: trimmed,
      start,
      end,
      from: isPoint(start) ? start.from : null,
      to: isPoint(last) ? last.to : null,
      ...summed(edges.filter(isPoint)),
      set: null,
      level: levelOf(edges),
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

/** True where it means exactly one day or moment. */
export function isOneDay(date: EdtfDate): boolean {
  return date.set === null && date.end === null && isPoint(date.start) && date.start.precision === 'day'
}

const kinds: Partial<Record<EdtfCause['kind'], EdtfProblem>> = {
  empty: 'empty',
  month: 'month',
  season: 'month',
  day: 'day',
  order: 'order',
  set: 'unsupported',
  space: 'unsupported',
}

const refused = (cause: EdtfCause): EdtfResult => ({ ok: false, problem: kinds[cause.kind] ?? 'syntax', cause })

const inOrder = (start: EdtfPoint, end: EdtfPoint) =>
  start.from < end.to || (start.from === end.to && start.earliest.year < end.latest.year)

const summed = (points: readonly EdtfPoint[]) => ({
  approximate: points.some((point) => point.approximate),
  uncertain: points.some((point) => point.uncertain),
})

function levelOf(edges: readonly EdtfEdge[]): 0 | 1 | 2 {
  if (edges.some((edge) => isPoint(edge) && edge.level === 2)) return 2
  return edges.every((edge) => isPoint(edge) && edge.level === 0) ? 0 : 1
}

function parseEdge(side: string): EdtfEdge | { readonly cause: EdtfCause } {
  if (side === '..') return 'open'
  if (side === '') return 'unknown'
  return parsePoint(side)
}

function parseSet(text: string): EdtfResult {
  const found = /^(?:\[([^[\]{}]*)\]|\{([^[\]{}]*)\})$/u.exec(text)
  if (!found) return refused({ kind: 'brackets', text })
  const kind = found[1] === undefined ? 'all' : 'one'
  const inside = found[1] ?? found[2] ?? ''
  if (/\s/u.test(inside)) return refused({ kind: 'space', text })
  const words = inside.split(',')
  const members: EdtfMember[] = []
  for (const [index, word] of words.entries()) {
    const member = parseMember(word, index === 0, index === words.length - 1)
    if ('cause' in member) return refused(member.cause)
    members.push(member)
  }
  const points = members.flatMap(({ from, to }) => [from, to]).filter((point) => point !== null)
  const from = members.some((member) => member.from === null) ? null : Math.min(...points.map((point) => point.from))
  const to = members.some((member) => member.to === null) ? null : Math.max(...points.map((point) => point.to))
  if (from === null && to === null) return refused({ kind: 'ends' })
  const first = points.reduce((a, b) => (b.from < a.from ? b : a))
  const last = points.reduce((a, b) => (b.to > a.to ? b : a))
  return {
    ok: true,
    date: {
      text,
      start: from === null ? 'unknown' : to === null ? first : stretch(first, last, points),
      end: from === null ? last : to === null ? 'unknown' : null,
      from,
      to,
      ...summed(points),
      set: { kind, members },
      level: 2,
    },
  }
}

function parseMember(word: string, isFirst: boolean, isLast: boolean): EdtfMember | { readonly cause: EdtfCause } {
  if (word === '' || word.includes('/')) return { cause: { kind: 'set', text: word } }
  const sides = word.split('..')
  if (sides.length > 2) return { cause: { kind: 'set', text: word } }
  const [left = '', right] = sides
  if (right === undefined) {
    const point = parsePoint(left)
    return 'cause' in point ? point : { from: point, to: point }
  }
  if ((left === '' && !isFirst) || (right === '' && !isLast) || (left === '' && right === '')) {
    return { cause: { kind: 'set', text: word } }
  }
  const from = left === '' ? null : parsePoint(left)
  const to = right === '' ? null : parsePoint(right)
  if (from !== null && 'cause' in from) return from
  if (to !== null && 'cause' in to) return to
  if (from !== null && to !== null && !inOrder(from, to)) return { cause: { kind: 'order', text: word } }
  return { from, to }
}

/** The stretch the members of a set lie in, as one vague date; a single member stays what it is. */
function stretch(first: EdtfPoint, last: EdtfPoint, points: readonly EdtfPoint[]): EdtfPoint {
  if (points.every((point) => point.from === first.from && point.to === first.to)) return first
  const [a, b] = [first.earliest, last.latest]
  const years = b.year - a.year + 1
  const precision: Precision = years > 1 ? precisionOfYears(years) : a.month === b.month ? 'month' : 'year'
  const begin = dayOf(first.from)
  return {
    ...first,
    year: begin.year,
    month: precision === 'month' ? a.month : null,
    day: null,
    season: null,
    precision,
    ...summed(points),
    from: first.from,
    to: last.to,
    time: null,
    latest: b,
  }
}
