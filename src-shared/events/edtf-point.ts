import { type CalendarDay, dayLength, dayOf, daysIn, isLeap, startOfDay } from './calendar-days.ts'
import type { EdtfCause } from './edtf-cause.ts'
import { type DatePart, type Doubt, doubtsOf } from './edtf-doubts.ts'
import { plainPoint } from './edtf-plain.ts'
import { type EdtfTime, readTime } from './edtf-time.ts'

export type { DatePart, Doubt } from './edtf-doubts.ts'
export type { EdtfTime } from './edtf-time.ts'

/** One date as EDTF writes it: no interval, no set. */

/**
 * How much of a date is known; `day` also where a time of day stands in `time`. `era` = ten thousand years or more, or
 * no digit of the year is known.
 */
export type Precision = 'day' | 'month' | 'season' | 'year' | 'decade' | 'century' | 'millennium' | 'era'

/** One side of a date. `from` and `to` are milliseconds UTC: the start of its first day, the end of its last. */
export interface EdtfPoint {
  /** The first year it can be, where digits are unspecified. */
  readonly year: number
  readonly month: number | null
  readonly day: number | null
  /** EDTF season code 21–41, where the month stands. */
  readonly season: number | null
  readonly precision: Precision
  /** Of any part. */
  readonly approximate: boolean
  readonly uncertain: boolean
  readonly from: number
  readonly to: number
  readonly time: EdtfTime | null
  readonly doubts: Readonly<Record<DatePart, Doubt>>
  /** Parts with unspecified digits, as written: "201X", "XX". */
  readonly unspecified: Readonly<Record<DatePart, string | null>>
  /** Number of significant digits of the year; null where all are. */
  readonly significant: number | null
  /** The year was written with an exponent, so its end digits are no statement. */
  readonly exponent: boolean
  /** First and last day it can mean. Years may lie beyond what `from` and `to` can hold. */
  readonly earliest: CalendarDay
  readonly latest: CalendarDay
  /** Level of EDTF it needs. */
  readonly level: 0 | 1 | 2
}

export type PointResult = EdtfPoint | { readonly cause: EdtfCause }

const year = /(?<year>-?[0-9X]{4}(?:S\d{1,6})?|Y-?\d{1,15}(?:E\d{1,3})?(?:S\d{1,6})?)/u.source
const month = /(?:-(?<beforeMonth>[?~%])?(?<month>[0-9X]{2})(?<afterMonth>[?~%])?)/u.source
const day = /(?:-(?<beforeDay>[?~%])?(?<day>[0-9X]{2})(?<afterDay>[?~%])?)/u.source
const shape = new RegExp(`^(?<beforeYear>[?~%])?${year}(?<afterYear>[?~%])?(?:${month}${day}?)?$`, 'u')

/** Reads one date, or tells why it cannot be read. */
export function parsePoint(text: string): PointResult {
  if (text === '') return { cause: { kind: 'empty' } }
  const plain = plainPoint(text)
  if (plain !== null) return plain
  if (/^\d{4}-\d\d-\d\dT/u.test(text)) return parseMoment(text)
  const found = shape.exec(text)?.groups
  if (!found) return { cause: misshape(text) }
  const doubts = doubtsOf(found)
  if (doubts === null) return { cause: { kind: 'qualifier', text } }
  const read = readYear(found.year ?? '')
  if ('cause' in read) return read
  const parts: Parts = { ...read, doubts, month: found.month ?? null, day: found.day ?? null, written: text }
  if (read.special && parts.month !== null) return { cause: { kind: 'year', text: found.year ?? '' } }
  return /^\d\d$/u.test(parts.month ?? '') && Number(parts.month) > 12 ? seasonPoint(parts) : datePoint(parts)
}

interface YearRead {
  readonly year: number
  readonly first: number
  readonly last: number
  readonly mask: string | null
  readonly significant: number | null
  readonly exponent: boolean
  /** Written with Y or S: it can have no month. */
  readonly special: boolean
}

interface Parts extends YearRead {
  readonly month: string | null
  readonly day: string | null
  readonly doubts: EdtfPoint['doubts']
  readonly written: string
}

function readYear(text: string): YearRead | { readonly cause: EdtfCause } {
  const [number = '', digits] = text.split('S')
  const long = number.startsWith('Y')
  const [base = '', power] = (long ? number.slice(1) : number).split('E')
  const bad = { cause: { kind: 'year', text } } as const
  if (base === '-0000') return bad
  const mask = base.includes('X') ? base : null
  if (mask !== null) {
    if (digits !== undefined) return { cause: { kind: 'significant', text } }
    const ends = [Number(base.replaceAll('X', '0')), Number(base.replaceAll('X', '9'))]
    const [first, last] = [Math.min(...ends), Math.max(...ends)]
    // -000X: the sign of a year 0 says nothing.
    return {
      year: (ends[0] ?? 0) + 0,
      first: first + 0,
      last: last + 0,
      mask,
      significant: null,
      exponent: false,
      special: false,
    }
  }
  const value = Number(base) * 10 ** Number(power ?? 0)
  if (!Number.isSafeInteger(value)) return bad
  const size = String(Math.abs(value))
  // A Y says that the year has more than four digits, unless an exponent or significant digits need it.
  if (long && power === undefined && digits === undefined && (size.length < 5 || base.replace('-', '') !== size)) {
    return bad
  }
  const length = long ? size.length : 4
  const significant = digits === undefined ? null : Number(digits)
  if (significant !== null && (significant < 1 || significant > length)) {
    return { cause: { kind: 'significant', text } }
  }
  const unit = significant === null ? 1 : 10 ** (length - significant)
  const low = Math.floor(Math.abs(value) / unit) * unit
  const [first, last] = value < 0 ? [-(low + unit - 1), -low] : [low, low + unit - 1]
  const exponent = power !== undefined
  return {
    year: value,
    first: first + 0,
    last: last + 0,
    mask: null,
    significant,
    exponent,
    special: long || digits !== undefined,
  }
}

const masked = (text: string | null) => (text?.includes('X') ? text : null)
const fits = (mask: string | null, value: number) => {
  if (mask === null || mask === 'XX') return true
  const digits = String(value).padStart(2, '0')
  return (mask[0] === 'X' || mask[0] === digits[0]) && (mask[1] === 'X' || mask[1] === digits[1])
}

function datePoint(parts: Parts): PointResult {
  const { month, day } = parts
  if (month !== null && !month.includes('X') && (Number(month) < 1 || Number(month) > 12)) {
    return { cause: { kind: 'month', text: month } }
  }
  const earliest = edge(parts, true)
  const latest = edge(parts, false)
  if (earliest === null || latest === null) {
    const wrongMonth = month !== null && !range(12).some((each) => fits(month, each))
    if (wrongMonth) return { cause: { kind: 'month', text: month } }
    const known = month !== null && !month.includes('X') && parts.mask === null
    const last = known ? daysIn(parts.year, Number(month)) : null
    return { cause: { kind: 'day', text: day ?? '', last } }
  }
  return finished(parts, {
    month: month === null || month.includes('X') ? null : Number(month),
    day: day === null || day.includes('X') ? null : Number(day),
    season: null,
    precision: precisionOf(parts),
    from: startOfDay(earliest.year, earliest.month, earliest.day),
    to: startOfDay(latest.year, latest.month, latest.day + 1),
    earliest,
    latest,
    time: null,
    level: levelOf(parts),
  })
}

const range = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

/** The first or last day that fits the digits; null where none does. */
function edge({ first, last, mask, month, day }: Parts, early: boolean): CalendarDay | null {
  const inYear = (year: number): CalendarDay | null => {
    const isOpen = month === null || month.includes('X')
    const [lowest, highest] = isOpen ? [1, 12] : [Number(month), Number(month)]
    for (let step = 0; step <= highest - lowest; step += 1) {
      const each = early ? lowest + step : highest - step
      const found = fits(month, each) ? dayIn(year, each, day, early) : null
      if (found !== null) return { year, month: each, day: found }
    }
    return null
  }
  const nearest = inYear(early ? first : last)
  if (nearest !== null || mask === null) return nearest
  // What is in no common year can only be the 29th of February.
  const step = early ? 1 : -1
  for (let year = early ? first : last; year >= first && year <= last; year += step) {
    if (isLeap(year) && fitsYear(mask, year)) return inYear(year)
  }
  return null
}

/** The first or last day of a month that fits the digits. */
function dayIn(year: number, month: number, day: string | null, early: boolean): number | null {
  const last = daysIn(year, month)
  if (day === null || day === 'XX') return early ? 1 : last
  if (!day.includes('X')) return Number(day) >= 1 && Number(day) <= last ? Number(day) : null
  for (let step = 0; step < last; step += 1) {
    const each = early ? 1 + step : last - step
    if (fits(day, each)) return each
  }
  return null
}

const fitsYear = (mask: string, year: number) => {
  const digits = String(Math.abs(year)).padStart(4, '0')
  return [...mask.replace('-', '')].every((sign, index) => sign === 'X' || sign === digits[index])
}

function precisionOf({ first, last, mask, significant, month, day }: Parts): Precision {
  if (mask !== null)
    return (['era', 'millennium', 'century', 'decade'] as const)[mask.replace('-', '').indexOf('X')] ?? 'era'
  if (significant !== null) return precisionOfYears(last - first + 1)
  if (month === null || month.includes('X')) return 'year'
  return day === null || day.includes('X') ? 'month' : 'day'
}

/** The precision of a stretch of years. */
export function precisionOfYears(years: number): Precision {
  if (years <= 1) return 'year'
  return years <= 10 ? 'decade' : years <= 100 ? 'century' : years <= 1000 ? 'millennium' : 'era'
}

function seasonPoint(parts: Parts): PointResult {
  const { first, last, month, day } = parts
  const season = Number(month)
  if (season < 21) return { cause: { kind: 'month', text: month ?? '' } }
  if (season > 41) return { cause: { kind: 'season', text: month ?? '' } }
  if (day !== null) return { cause: { kind: 'season-day', text: parts.written } }
  const [begin, length] = monthsOf(season)
  const from = startOfDay(first, begin, 1)
  const to = startOfDay(last, begin + length, 1)
  return finished(parts, {
    month: null,
    day: null,
    season,
    precision: parts.mask === null ? 'season' : precisionOf(parts),
    from,
    to,
    earliest: dayOf(from),
    latest: dayOf(to - dayLength),
    time: null,
    level: season > 24 ? 2 : levelOf(parts),
  })
}

/** First month and length in months of a sub-year grouping. Seasons are taken as northern calendar quarters from March. */
function monthsOf(season: number): readonly [first: number, length: number] {
  if (season <= 28) return [((season - 21) % 4) * 3 + 3, 3]
  if (season <= 32) return [((season - 29 + 2) % 4) * 3 + 3, 3]
  if (season <= 36) return [(season - 33) * 3 + 1, 3]
  if (season <= 39) return [(season - 37) * 4 + 1, 4]
  return [(season - 40) * 6 + 1, 6]
}

type Placed = Pick<
  EdtfPoint,
  'month' | 'day' | 'season' | 'precision' | 'from' | 'to' | 'earliest' | 'latest' | 'time' | 'level'
>

function finished({ year, mask, month, day, doubts, significant, exponent }: Parts, placed: Placed): EdtfPoint {
  const all = [doubts.year, doubts.month, doubts.day]
  return {
    ...placed,
    year,
    approximate: all.some((doubt) => doubt.approximate),
    uncertain: all.some((doubt) => doubt.uncertain),
    doubts,
    unspecified: { year: mask, month: masked(month), day: masked(day) },
    significant,
    exponent,
  }
}

function levelOf({ written, year, month, day, mask, significant, exponent, special }: Parts): 0 | 1 | 2 {
  if (significant !== null || exponent) return 2
  // Level 1 knows one mark at the end, and X from the right: 201X, 20XX, 2025-XX, 2025-12-XX, 2025-XX-XX.
  if (/[?~%]./u.test(written)) return 2
  const digits = [month ?? '', day ?? ''].map((part) => part.replaceAll('X', ''))
  const isPlainMask =
    digits.every((part) => part.length !== 1) && !(month?.includes('X') && day !== null && day !== 'XX')
  if (!isPlainMask || (mask !== null && (month !== null || !/^-?\d\d(?:\dX|XX)$/u.test(mask)))) return 2
  const plain = /^\d{4}(?:-\d\d){0,2}$/u.test(written) && !special && year >= 0
  return plain && Number(month ?? 0) <= 12 ? 0 : 1
}

function parseMoment(text: string): PointResult {
  const at = text.indexOf('T')
  const point = parsePoint(text.slice(0, at))
  if ('cause' in point) return point
  const read = readTime(text.slice(at + 1))
  if ('cause' in read) return read
  const { hour, minute, second, offset } = read
  const from = point.from + ((hour * 60 + minute - (offset ?? 0)) * 60 + (second ?? 0)) * 1000
  const to = from + (second === null ? 60_000 : 1000)
  return { ...point, from, to, time: read }
}

/** Why a text does not even have the shape of a date. */
function misshape(text: string): EdtfCause {
  if (/^(?:-?\d{4}-\d\d-\d\d)[ t]\d/u.test(text)) return { kind: 'time', text: text.slice(text.search(/[ t]/u)).trim() }
  if (/[^0-9XYES?~%.:TZ+-]/u.test(text) || !/\d|X/u.test(text)) return { kind: 'characters', text }
  if (/[?~%]{2}/u.test(text)) return { kind: 'qualifier', text }
  if (/^Y|^-?[0-9X]{5}(?:-|$)/u.test(text)) return { kind: 'year', text }
  if (/S/u.test(text)) return { kind: 'significant', text }
  return { kind: 'digits', text }
}
