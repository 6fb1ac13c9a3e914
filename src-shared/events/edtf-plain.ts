import { daysIn, startOfDay } from './calendar-days.ts'
import { clear } from './edtf-doubts.ts'
import type { EdtfPoint } from './edtf-point.ts'

const certain = { year: clear, month: clear, day: clear }
const specified = { year: null, month: null, day: null }

/** Most dates are digits and nothing else: they need no more than this. Null for what is not one of them. */
export function plainPoint(text: string): EdtfPoint | null {
  const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/u.exec(text)
  if (found === null) return null
  const year = Number(found[1])
  const month = found[2] === undefined ? null : Number(found[2])
  const day = found[3] === undefined ? null : Number(found[3])
  if (month !== null && (month < 1 || month > 12)) return null
  if (day !== null && (day < 1 || day > daysIn(year, month ?? 1))) return null
  const earliest = { year, month: month ?? 1, day: day ?? 1 }
  const latest = { year, month: month ?? 12, day: day ?? daysIn(year, month ?? 12) }
  return {
    year,
    month,
    day,
    season: null,
    precision: month === null ? 'year' : day === null ? 'month' : 'day',
    approximate: false,
    uncertain: false,
    from: startOfDay(year, earliest.month, earliest.day),
    to: startOfDay(year, latest.month, latest.day + 1),
    time: null,
    doubts: certain,
    unspecified: specified,
    significant: null,
    exponent: false,
    earliest,
    latest,
    level: 0,
  }
}
