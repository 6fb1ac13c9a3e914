import { daysIn } from './calendar-days.ts'
import { datesInText } from './date-in-text.ts'
import { type EdtfCause, parseEdtf } from './edtf.ts'

/** A date as it stands in a cell of someone's table: EDTF, ISO, ROC, or in words. What is not sure is refused, not guessed. */

export type DateCellCause =
  | { readonly kind: 'empty' }
  /** A spreadsheet's own count of days; `perhaps` is what it would mean in Excel. */
  | { readonly kind: 'serial'; readonly text: string; readonly perhaps: string }
  /** 3/4/2025 is March or April. */
  | { readonly kind: 'day-or-month'; readonly text: string }
  /** 25/9/3: nobody knows which century, or which calendar. */
  | { readonly kind: 'short-year'; readonly text: string }
  /** A day without its year. */
  | { readonly kind: 'no-year'; readonly text: string }
  /** More words than a date, or more than one date. */
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'edtf'; readonly cause: EdtfCause }

export type DateCell =
  | {
      readonly ok: true
      readonly edtf: string
      readonly as: 'edtf' | 'iso' | 'roc' | 'words'
      readonly planned: boolean
    }
  | { readonly ok: false; readonly cause: DateCellCause }

/** What is longer is no date. */
const longest = 200

/** Reads one cell. */
export function readDateCell(cell: string): DateCell {
  const text = cell.normalize('NFKC').trim()
  if (text === '') return { ok: false, cause: { kind: 'empty' } }
  if (text.length > longest) return { ok: false, cause: { kind: 'words', text: `${text.slice(0, 40)}…` } }
  const plain = parseEdtf(text)
  if (plain.ok) return good(text, 'edtf')
  return (
    serial(text) ?? digits(text) ?? inWords(cell.trim()) ?? { ok: false, cause: { kind: 'edtf', cause: plain.cause } }
  )
}

const good = (edtf: string, as: 'edtf' | 'iso' | 'roc' | 'words', planned = false): DateCell => ({
  ok: true,
  edtf,
  as,
  planned,
})
const bad = (cause: DateCellCause): DateCell => ({ ok: false, cause })

/** Days since the last of 1899, as Excel counts them: from 1954 to 2119. */
function serial(text: string): DateCell | null {
  if (!/^[2-7]\d{4}(?:\.\d+)?$/u.test(text)) return null
  const perhaps = new Date((Math.floor(Number(text)) - 25_569) * 86_400_000).toISOString().slice(0, 10)
  return bad({ kind: 'serial', text, perhaps })
}

const two = (value: string | number) => String(Number(value)).padStart(2, '0')

function made(year: number, month: string, day: string | undefined, as: 'iso' | 'roc'): DateCell {
  const edtf = `${String(year).padStart(4, '0')}-${two(month)}${day === undefined ? '' : `-${two(day)}`}`
  const read = parseEdtf(edtf)
  // A thirteenth month is no season here.
  if (Number(month) > 12) return bad({ kind: 'edtf', cause: { kind: 'month', text: month } })
  return read.ok ? good(edtf, as) : bad({ kind: 'edtf', cause: read.cause })
}

/** Dates in digits with other signs between them, or none. */
function digits(text: string): DateCell | null {
  const [, y = '', m = '', d] = /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[ T]0?0:00(?::00)?)?$/u.exec(text) ?? []
  if (y !== '') return made(Number(y), m, d, 'iso')
  const [, roc = '', rm = '', rd] = /^(?:民國)?(1\d\d)[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$/u.exec(text) ?? []
  if (roc !== '') return made(Number(roc) + 1911, rm, rd, 'roc')
  const [, whole = '', wm = '', wd = ''] = /^(\d{4}|1\d\d)(\d\d)(\d\d)$/u.exec(text) ?? []
  if (whole !== '')
    return made(Number(whole) + (whole.length === 3 ? 1911 : 0), wm, wd, whole.length === 3 ? 'roc' : 'iso')
  const [, a = '', b = '', year = ''] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/u.exec(text) ?? []
  if (year !== '') {
    const [first, second] = [Number(a), Number(b)]
    if (first === second) return made(Number(year), a, b, 'iso')
    if (first > 12 && second <= 12) return made(Number(year), b, a, 'iso')
    if (second > 12 && first <= 12) return made(Number(year), a, b, 'iso')
    return bad({ kind: 'day-or-month', text })
  }
  if (/^\d{1,2}[-/.]\d{1,2}[-/.]\d{1,2}$/u.test(text)) return bad({ kind: 'short-year', text })
  if (/^\d{1,2}[-/.]\d{1,2}$/u.test(text)) return bad({ kind: 'no-year', text })
  return null
}

/** A date in words that is all of the cell. */
function inWords(text: string): DateCell | null {
  const dates = datesInText(text, { roc: true })
  const [date, second] = dates
  if (!date) {
    // A bare year of the Republic: 114年.
    const roc = /^(?:民國)?\s?(\d{2,3})\s?年$/u.exec(text.normalize('NFKC'))?.[1]
    return roc && Number(roc) >= 1 ? good(String(Number(roc) + 1911), 'roc') : null
  }
  const rest = (text.slice(0, date.start) + text.slice(date.end)).replaceAll(
    /[\s,，。.()（）]|^(?:the|on|in|於|在)\b/giu,
    '',
  )
  if (second || rest !== '') return bad({ kind: 'words', text })
  if (date.edtf.includes('XXXX')) return bad({ kind: 'no-year', text })
  return good(date.edtf, date.calendar === 'roc' ? 'roc' : 'words', date.planned)
}

/** Dates given in columns of their own, as TimelineJS has them. */
export interface DateParts {
  readonly year: string
  readonly month: string
  readonly day: string
  readonly time: string
}

export type DatePartsCause =
  | { readonly kind: 'year' | 'month' | 'day' | 'time'; readonly text: string }
  /** A day without a month, a month without a year, a time without a day. */
  | { readonly kind: 'gap'; readonly missing: 'year' | 'month' | 'day' }

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Puts them together; null where all are empty. */
export function joinDateParts(parts: DateParts): { readonly edtf: string } | { readonly cause: DatePartsCause } | null {
  const [year, month, day, time] = [parts.year, parts.month, parts.day, parts.time].map((part) =>
    part.normalize('NFKC').trim(),
  ) as [string, string, string, string]
  if (year === '' && month === '' && day === '' && time === '') return null
  if (year === '') return { cause: { kind: 'gap', missing: 'year' } }
  if (month === '' && (day !== '' || time !== '')) return { cause: { kind: 'gap', missing: 'month' } }
  if (day === '' && time !== '') return { cause: { kind: 'gap', missing: 'day' } }
  const y = yearOf(year)
  if (y === null) return { cause: { kind: 'year', text: year } }
  if (month === '') return { edtf: y }
  const named = monthNames.indexOf(month.slice(0, 3).toLowerCase()) + 1
  const m = named || Number(/^(\d{1,2})月?$/u.exec(month)?.[1] ?? 0)
  if (m < 1 || m > 12) return { cause: { kind: 'month', text: month } }
  if (day === '') return { edtf: `${y}-${two(m)}` }
  const d = Number(/^(\d{1,2})日?$/u.exec(day)?.[1] ?? 0)
  if (d < 1 || d > daysIn(Number(y.replace('Y', '')), m)) return { cause: { kind: 'day', text: day } }
  const date = `${y}-${two(m)}-${two(d)}`
  if (time === '') return { edtf: date }
  const clock = clockOf(time)
  return clock === null || !parseEdtf(`${date}T${clock}`).ok
    ? { cause: { kind: 'time', text: time } }
    : { edtf: `${date}T${clock}` }
}

function yearOf(text: string): string | null {
  const found = /^(-?)(\d{1,9})(?:\.0+)?年?$/u.exec(text)
  if (!found) return null
  const [, sign = '', number = ''] = found
  const value = Number(number)
  if (value === 0 && sign === '-') return null
  return value > 9999 ? `Y${sign}${value}` : sign + String(value).padStart(4, '0')
}

/** 14:30, 2:30 pm, 14:30:05. */
function clockOf(text: string): string | null {
  const found = /^(\d{1,2}):(\d\d)(?::(\d\d))?\s*([ap])?\.?m?\.?$/iu.exec(text)
  if (!found) return null
  const [, hours = '', minutes = '', seconds = '00', half] = found
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  return hour > 23 || (half !== undefined && Number(hours) > 12) ? null : `${two(hour)}:${minutes}:${seconds}`
}
