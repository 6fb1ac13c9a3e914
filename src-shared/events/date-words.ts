import type { Lang } from '../languages.ts'
import { type EdtfDate, type EdtfEdge, type EdtfPoint, isPoint, parseEdtf } from './edtf.ts'

export type Calendar = 'gregorian' | 'roc' | 'both'

/** What a reader must know about a date beside its digits. */
export type DateFlag = 'approximate' | 'uncertain' | 'month' | 'season' | 'year' | 'open'

export interface DateLines {
  readonly gregorian: string
  readonly roc: string
  readonly flags: readonly DateFlag[]
}

/** Words for the flags, as printed in a chip beside a date. */
export const flagWords: Readonly<Record<Lang, Readonly<Record<DateFlag, string>>>> = {
  'zh-TW': {
    approximate: '約',
    uncertain: '待確認',
    month: '只知月份',
    season: '只知季節',
    year: '只知年份',
    open: '迄日未定',
  },
  en: {
    approximate: 'ca.',
    uncertain: 'to be confirmed',
    month: 'month only',
    season: 'season only',
    year: 'year only',
    open: 'no end date',
  },
}

/**
 * A date in words, never more precise than it is: "約2026年7月（民國115年7月）", "ca. July 2026 (ROC 115)".
 * A text that is not EDTF is given back as it stands.
 */
export function dateWords(when: string, lang: Lang, calendar: Calendar): string {
  const result = parseEdtf(when)
  if (!result.ok) return when
  const lines = linesOf(result.date, lang)
  const zh = lang === 'zh-TW'
  const body =
    calendar === 'gregorian'
      ? lines.gregorian
      : calendar === 'roc'
        ? lines.roc
        : zh
          ? `${lines.gregorian}（${lines.roc}）`
          : withRocEn(lines.gregorian, rocYearsEn(result.date))
  if (!result.date.uncertain) return body
  return zh ? `${body}，待確認` : `${body}, to be confirmed`
}

/** Both calendars on lines of their own, and the flags that go beside them. */
export function dateLines(when: string, lang: Lang): DateLines {
  const result = parseEdtf(when)
  return result.ok ? linesOf(result.date, lang) : { gregorian: when, roc: '', flags: [] }
}

/** "民國114年", "民國前1年" for 1911; English "ROC 114", "1 before ROC". There is no year 0. */
export function rocYear(year: number, lang: Lang): string {
  if (lang === 'en') return year >= 1912 ? `ROC ${year - 1911}` : `${1912 - year} before ROC`
  return year >= 1912 ? `民國${year - 1911}年` : `民國前${1912 - year}年`
}

function linesOf(date: EdtfDate, lang: Lang): DateLines {
  return {
    gregorian: joined(date, lang, (point) => gregorian(point, lang)),
    roc: joined(date, lang, (point) => roc(point, lang)),
    flags: flagsOf(date),
  }
}

function flagsOf(date: EdtfDate): DateFlag[] {
  const flags: DateFlag[] = []
  if (date.approximate) flags.push('approximate')
  if (date.uncertain) flags.push('uncertain')
  const only = date.end === null && isPoint(date.start) ? date.start.precision : null
  if (only === 'month' || only === 'season') flags.push(only)
  if (only === 'year' || only === 'decade' || only === 'century') flags.push('year')
  if (date.end === 'open' || date.end === 'unknown') flags.push('open')
  return flags
}

function joined(date: EdtfDate, lang: Lang, word: (point: EdtfPoint) => string): string {
  const about = (edge: EdtfEdge) => {
    if (!isPoint(edge)) return ''
    return `${edge.approximate ? (lang === 'zh-TW' ? '約' : 'ca. ') : ''}${word(edge)}`
  }
  const { start, end } = date
  if (end === null) return about(start)
  const zh = lang === 'zh-TW'
  if (!isPoint(end)) {
    if (end === 'unknown') return zh ? `${about(start)}起，迄日不明` : `from ${about(start)}, end unknown`
    return zh ? `${about(start)}起，迄日未定` : `from ${about(start)}, no end date`
  }
  if (!isPoint(start)) return zh ? `至${about(end)}止` : `until ${about(end)}`
  return zh ? `${about(start)}至${about(end)}` : `${about(start)} to ${about(end)}`
}

const pad = (value: number, width = 2) => String(Math.abs(value)).padStart(width, '0')

function yearWord(year: number, lang: Lang): string {
  if (year > 0) return lang === 'zh-TW' ? `${year}年` : String(year)
  return lang === 'zh-TW' ? `西元前${1 - year}年` : `${1 - year} BCE`
}

function gregorian(point: EdtfPoint, lang: Lang): string {
  const { year, month, day, season } = point
  const zh = lang === 'zh-TW'
  if (point.precision === 'decade') return zh ? `${year}年代` : `${year}s`
  if (point.precision === 'century') return zh ? `${year}至${year + 99}年` : `${year}–${year + 99}`
  if (season !== null) return seasonWord(season, yearWord(year, lang), lang)
  if (month === null) return yearWord(year, lang)
  if (day === null) return zh ? `${yearWord(year, lang)}${month}月` : `${monthsEn[month - 1]} ${yearWord(year, lang)}`
  return `${year < 0 ? '-' : ''}${pad(year, 4)}-${pad(month)}-${pad(day)}`
}

function roc(point: EdtfPoint, lang: Lang): string {
  const { year, month, day, season } = point
  const base = rocYear(year, lang)
  const zh = lang === 'zh-TW'
  if (point.precision === 'decade' || point.precision === 'century') {
    const end = year + (point.precision === 'decade' ? 9 : 99)
    // Of a range on one side of 1912 the era is said once: 民國109至118年, ROC 109 to 118.
    if (year >= 1912) return zh ? `民國${year - 1911}至${end - 1911}年` : `${base} to ${end - 1911}`
    return zh ? `${base}至${rocYear(end, lang)}` : `${base} to ${rocYear(end, lang)}`
  }
  if (season !== null) return seasonWord(season, base, lang)
  if (month === null) return base
  if (zh) return day === null ? `${base}${month}月` : `${base}${month}月${day}日`
  return day === null ? `${monthsEn[month - 1]}, ${base}` : `${day} ${monthsEn[month - 1]}, ${base}`
}

/**
 * The ROC years of a date for the bracket in English, where the digits beside them already say month and day. Empty for
 * a decade or a century, which the other calendar cuts elsewhere.
 */
function rocYearsEn(date: EdtfDate): string {
  const points = [date.start, date.end].filter(isPoint)
  if (points.some(({ precision }) => precision === 'decade' || precision === 'century')) return ''
  return [...new Set(points.map((point) => rocYear(point.year, 'en')))].join(' to ')
}

const withRocEn = (words: string, years: string) => (years === '' ? words : `${words} (${years})`)

const monthsEn = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const seasonsZh = ['春季', '夏季', '秋季', '冬季']
const seasonsEn = ['spring', 'summer', 'autumn', 'winter']

function seasonWord(season: number, year: string, lang: Lang): string {
  const zh = lang === 'zh-TW'
  if (season <= 32) {
    const index = (season - 21) % 4
    return zh ? `${year}${seasonsZh[index]}` : `${seasonsEn[index]} ${year}`
  }
  if (season <= 36) return zh ? `${year}第${season - 32}季` : `Q${season - 32} ${year}`
  if (season <= 39) return zh ? `${year}第${season - 36}個四個月期` : `third ${season - 36} of ${year}`
  const first = season === 40
  return zh ? `${year}${first ? '上半年' : '下半年'}` : `${first ? 'first' : 'second'} half of ${year}`
}
