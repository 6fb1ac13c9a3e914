import type { EventStatus } from '../briefings/content.ts'
import type { Lang } from '../languages.ts'
import { safeLink } from '../links.ts'
import { type CalendarDay, dayOf, startOfDay } from './calendar-days.ts'
import { type Calendar, dateLines, dateWords, flagWords } from './date-words.ts'
import { type EdtfCause, type EdtfDate, type EdtfPoint, isOneDay, isPoint, parseEdtf } from './edtf.ts'

/**
 * Events as a calendar file (RFC 5545). A calendar knows days only, so what is vague stands on all the days it can mean,
 * blocks none of them, and says in words in front of its title and in its description that it is vague.
 */

export interface CalendarEvent {
  /** The same in every export of this event. */
  readonly uid: string
  /** EDTF. */
  readonly when: string
  readonly status: EventStatus
  readonly title: string
  readonly lane: string
  readonly body?: string
  readonly url?: string
  /** Lines that follow the description, such as sources with their grades. */
  readonly notes?: readonly string[]
}

export interface CalendarOptions {
  readonly name: string
  readonly lang: Lang
  readonly calendar: Calendar
  /** When the file is made, in milliseconds UTC. */
  readonly stamp: number
}

export type CalendarCause =
  | { readonly kind: 'date'; readonly cause: EdtfCause }
  /** A calendar has years 1 to 9999. */
  | { readonly kind: 'years' }
  /** No year is known, so there is no day to put it on. */
  | { readonly kind: 'no-year' }

export interface CalendarFile {
  readonly text: string
  readonly count: number
  /** What a calendar cannot hold, with the cause. */
  readonly left: readonly { readonly uid: string; readonly cause: CalendarCause }[]
}

/** Writes events as a calendar. */
export function writeCalendar(events: readonly CalendarEvent[], options: CalendarOptions): CalendarFile {
  const left: { uid: string; cause: CalendarCause }[] = []
  const written = events.map((event) => {
    const lines = linesOf(event, options)
    if (Array.isArray(lines)) return lines
    left.push({ uid: event.uid, cause: lines as CalendarCause })
    return []
  })
  const zh = options.lang === 'zh-TW'
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Briefdesk//Briefdesk//${zh ? 'ZH' : 'EN'}`,
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${escaped(options.name)}`,
    ...written.flat(),
    'END:VCALENDAR',
  ]
  return {
    text: lines.map((line) => `${folded(line)}\r\n`).join(''),
    count: written.filter((each) => each.length > 0).length,
    left,
  }
}

function linesOf(event: CalendarEvent, options: CalendarOptions): string[] | CalendarCause {
  const result = parseEdtf(event.when)
  if (!result.ok) return { kind: 'date', cause: result.cause }
  const days = daysOf(result.date)
  if ('kind' in days) return days
  const { lang } = options
  const zh = lang === 'zh-TW'
  const url = event.url === undefined ? null : safeLink(event.url)
  const language = `;LANGUAGE=${lang}`
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(event.uid)}`,
    `DTSTAMP:${utc(options.stamp)}`,
    ...days.lines,
    `SUMMARY${language}:${escaped(doubtsOf(event, lang) + oneLine(event.title))}`,
    `DESCRIPTION${language}:${escaped(descriptionOf(event, days.why, options))}`,
    ...(event.lane === '' ? [] : [`CATEGORIES${language}:${escaped(oneLine(event.lane))}`]),
    ...(url === null ? [] : [`URL:${url}`]),
    `STATUS:${statusOf(event, result.date)}`,
    // It is knowledge of a day, not an appointment: nobody is busy.
    'TRANSP:TRANSPARENT',
    `X-BRIEFDESK-EDTF:${escaped(result.date.text)}`,
    `X-BRIEFDESK-DATE${language}:${escaped(dateWords(event.when, lang, zh ? 'both' : 'gregorian'))}`,
    'END:VEVENT',
  ]
}

/** Why the days in the calendar are not the days of the event. */
type Why = 'range' | 'open-end' | 'open-start' | 'one-of' | 'all-of' | null

type Days = { readonly lines: readonly string[]; readonly why: Why } | CalendarCause

function daysOf(date: EdtfDate): Days {
  const { start, end, set } = date
  if (isOneDay(date) && isPoint(start) && start.time !== null) return momentOf(start)
  const [first, last] = [isPoint(start) ? start : null, isPoint(end) ? end : null]
  const points = [first, last].filter((point) => point !== null)
  if (points.some((point) => point.precision === 'era')) return { kind: 'no-year' }
  // Of an open stretch, the days its known side can mean.
  const from = (first ?? last)?.earliest
  const to = (end === null ? first : (last ?? first))?.latest
  if (!from || !to || from.year < 1 || to.year > 9998) return { kind: 'years' }
  const next = dayOf(startOfDay(to.year, to.month, to.day + 1))
  const lines = [`DTSTART;VALUE=DATE:${compact(from)}`, `DTEND;VALUE=DATE:${compact(next)}`]
  const vague = points.some((point) => point.precision !== 'day' || point.approximate || point.uncertain)
  const why: Why = set
    ? set.kind === 'one'
      ? 'one-of'
      : 'all-of'
    : end !== null && last === null
      ? 'open-end'
      : end !== null && first === null
        ? 'open-start'
        : vague
          ? 'range'
          : null
  return { lines, why }
}

function momentOf(point: EdtfPoint): Days {
  if (point.earliest.year < 1 || point.latest.year > 9998) return { kind: 'years' }
  // Without a zone it floats: the clock of whoever reads it.
  const stamp = utc(point.from)
  return { lines: [`DTSTART:${point.time?.offset === null ? stamp.slice(0, -1) : stamp}`], why: null }
}

const pad = (value: number, width = 2) => String(value).padStart(width, '0')
const compact = ({ year, month, day }: CalendarDay) => pad(year, 4) + pad(month) + pad(day)

const utc = (moment: number) =>
  new Date(moment)
    .toISOString()
    .replace(/\.\d+Z$/u, 'Z')
    .replaceAll(/[-:]/gu, '')

/** Before a title: 〔預計，約，只知月份〕, [expected, ca., month only]. */
function doubtsOf({ when, status }: CalendarEvent, lang: Lang): string {
  const zh = lang === 'zh-TW'
  const words = {
    occurred: '',
    planned: zh ? '預計' : 'expected',
    reported: zh ? '據報，未經查證' : 'reported, not verified',
    superseded: zh ? '已取代' : 'superseded',
  }
  const said = [words[status], ...dateLines(when, lang).flags.map((flag) => flagWords[lang][flag])].filter(Boolean)
  if (said.length === 0) return ''
  return zh ? `〔${said.join('，')}〕` : `[${said.join(', ')}] `
}

const whys: Readonly<Record<Lang, Readonly<Record<NonNullable<Why>, string>>>> = {
  'zh-TW': {
    range: '日曆上的起訖是可能的範圍，不是確定的日期。',
    'open-end': '日曆上只標開始；迄日未定或不明。',
    'open-start': '日曆上只標結束；起日未定或不明。',
    'one-of': '日曆上的起訖是可能的範圍，實際是其中之一。',
    'all-of': '日曆上從最早標到最晚，實際只在所列的各日期。',
  },
  en: {
    range: 'The days in the calendar are the range it may fall in, not a certain date.',
    'open-end': 'Only the beginning is in the calendar; the end is open or unknown.',
    'open-start': 'Only the end is in the calendar; the beginning is open or unknown.',
    'one-of': 'The days in the calendar are the range it may fall in; it is one of the dates given.',
    'all-of': 'The days in the calendar run from the first to the last; only the dates given are meant.',
  },
}

function descriptionOf(event: CalendarEvent, why: Why, { lang, calendar }: CalendarOptions): string {
  const zh = lang === 'zh-TW'
  const planned = event.status === 'planned' ? (zh ? '預計' : 'expected ') : ''
  const lines = [
    `${zh ? '日期：' : 'Date: '}${planned}${dateWords(event.when, lang, calendar)}`,
    why === null ? '' : whys[lang][why],
    event.body ?? '',
    ...(event.notes ?? []),
  ]
  return lines.filter((line) => line !== '').join('\n')
}

function statusOf({ status }: CalendarEvent, date: EdtfDate): 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED' {
  if (status === 'superseded') return 'CANCELLED'
  return status === 'occurred' && !date.uncertain ? 'CONFIRMED' : 'TENTATIVE'
}

const oneLine = (text: string) => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()

/** A text value: its own signs are escaped, what is no text is left out. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?|\u2028|\u2029|\u0085/gu, '\n')
    .replaceAll(/(?![\t\n])\p{Cc}/gu, '')
    .replaceAll(/[\\;,]/gu, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n')
}

/** Lines of at most 75 octets, cut between signs; each further one begins with a space. */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  let room = 75
  for (const sign of line) {
    const code = sign.codePointAt(0) ?? 0
    const octets = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    if (octets > room) {
      parts.push(part)
      part = ''
      room = 74
    }
    part += sign
    room -= octets
  }
  return [...parts, part].join('\r\n ')
}
