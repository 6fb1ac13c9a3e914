import type { Lang } from '../languages.ts'
import type { EdtfPoint } from './edtf-point.ts'

/** The words for one date, in either calendar, without what is doubted about it. */

export const monthsEn = [
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
] as const

/** "民國114年", "民國前1年" for 1911; English "ROC 114", "1 before ROC". There is no year 0. */
export function rocYear(year: number, lang: Lang): string {
  if (lang === 'en') return year >= 1912 ? `ROC ${year - 1911}` : `${1912 - year} before ROC`
  return year >= 1912 ? `民國${year - 1911}年` : `民國前${1912 - year}年`
}

/** A date in the Gregorian calendar: "2025年7月", "between October and December 2025", "2025-09-25 14:30 UTC+8". */
export function gregorianWords(point: EdtfPoint, lang: Lang): string {
  const { year, month, day, season, significant } = point
  const zh = lang === 'zh-TW'
  const [first, last] = [point.earliest.year, point.latest.year]
  if (significant !== null && first !== last) {
    if (zh) return `${yearRange(first, last, lang)}間，估約${yearWord(year, lang)}`
    return `between ${yearRange(first, last, lang, ' and ')}, estimated at ${yearWord(year, lang)}`
  }
  if (point.exponent) return farYear(year, lang)
  if (point.unspecified.year !== null) return ofUnknownYear(point, lang, gregorianYears(point, lang))
  if (season !== null) return seasonWords(season, yearWord(year, lang), lang)
  if (hasGaps(point)) return zh ? yearWord(year, lang) + restZh(point) : restEn(point, yearWord(year, lang))
  if (month === null) return yearWord(year, lang)
  if (day === null) return zh ? `${yearWord(year, lang)}${month}月` : `${monthsEn[month - 1]} ${yearWord(year, lang)}`
  if (year <= 0)
    return zh ? `${yearWord(year, lang)}${month}月${day}日` : `${day} ${monthsEn[month - 1]} ${yearWord(year, lang)}`
  const digits = `${pad(year, 4)}-${pad(month)}-${pad(day)}`
  return point.time === null ? digits : `${digits} ${clockOf(point.time)}`
}

/** The same in the ROC calendar; empty where a year is unknown, or so far off that the calendar says nothing. */
export function rocWords(point: EdtfPoint, lang: Lang): string {
  const { year, month, day, season } = point
  const [first, last] = [point.earliest.year, point.latest.year]
  if (Math.abs(first) > 9999 || Math.abs(last) > 9999 || point.unspecified.year?.replace('-', '') === 'XXXX') return ''
  const zh = lang === 'zh-TW'
  const years = rocRange(first, last, lang)
  if (point.unspecified.year !== null) return ofUnknownYear(point, lang, { alone: years, one: years })
  if (point.significant !== null && first !== last) return years
  const base = rocYear(year, lang)
  if (season !== null) return seasonWords(season, base, lang)
  if (hasGaps(point)) return zh ? base + restZh(point) : restEn(point, `, ${base}`)
  if (month === null) return base
  if (zh) return day === null ? `${base}${month}月` : `${base}${month}月${day}日`
  return day === null ? `${monthsEn[month - 1]}, ${base}` : `${day} ${monthsEn[month - 1]}, ${base}`
}

/** Digits are missing before others that are known: "2025-XX-15", "2025-1X". */
export function hasGaps({ unspecified, month, day }: EdtfPoint): boolean {
  return isPartly(unspecified.month) || isPartly(unspecified.day) || (month === null && day !== null)
}

const isPartly = (mask: string | null) => mask !== null && mask !== 'XX'

const pad = (value: number, width = 2) => String(Math.abs(value)).padStart(width, '0')

function clockOf({ hour, minute, second, offset }: NonNullable<EdtfPoint['time']>): string {
  const clock = `${pad(hour)}:${pad(minute)}${second === null || second === 0 ? '' : `:${pad(second)}`}`
  if (offset === null) return clock
  if (offset === 0) return `${clock} UTC`
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60]
  return `${clock} UTC${offset < 0 ? '-' : '+'}${hours}${minutes === 0 ? '' : `:${pad(minutes)}`}`
}

function yearWord(year: number, lang: Lang): string {
  const number = count(year > 0 ? year : 1 - year, lang)
  if (year > 0) return lang === 'zh-TW' ? `${number}年` : number
  return lang === 'zh-TW' ? `西元前${number}年` : `${number} BCE`
}

/** A year whose end digits are no statement. */
function farYear(year: number, lang: Lang): string {
  const number = count(Math.abs(year), lang)
  if (lang === 'zh-TW') return `${year < 0 ? '西元前' : ''}約${number}年`
  return `about ${number}${year < 0 ? ' BCE' : ''}`
}

/** Digits, and from a hundred thousand on as each language groups them: 1億7000萬, 170,000,000. */
function count(value: number, lang: Lang): string {
  if (value < 100_000) return String(value)
  if (lang === 'en') return String(value).replace(/\B(?=(?:\d{3})+$)/gu, ',')
  const parts = [
    [Math.floor(value / 1e8), '億'],
    [Math.floor((value % 1e8) / 1e4), '萬'],
    [value % 1e4, ''],
  ] as const
  return parts.map(([part, unit]) => (part === 0 ? '' : `${part}${unit}`)).join('')
}

function yearRange(first: number, last: number, lang: Lang, to = '–'): string {
  const zh = lang === 'zh-TW'
  if (first > 0)
    return zh ? `${count(first, lang)}至${yearWord(last, lang)}` : `${count(first, lang)}${to}${count(last, lang)}`
  if (last <= 0) {
    const [a, b] = [count(1 - first, lang), count(1 - last, lang)]
    return zh ? `西元前${a}至${b}年` : `${a}${to}${b} BCE`
  }
  return zh
    ? `${yearWord(first, lang)}至西元${last}年`
    : `${yearWord(first, lang)}${to === '–' ? ' to ' : to}${last} CE`
}

// Of a range on one side of 1912 the era is said once: 民國109至118年, ROC 109 to 118.
function rocRange(first: number, last: number, lang: Lang): string {
  const base = rocYear(first, lang)
  if (lang === 'zh-TW')
    return first >= 1912 ? `民國${first - 1911}至${last - 1911}年` : `${base}至${rocYear(last, lang)}`
  return first >= 1912 ? `${base} to ${last - 1911}` : `${base} to ${rocYear(last, lang)}`
}

interface Years {
  /** The years by themselves. */
  readonly alone: string
  /** "one of …" goes before it. */
  readonly one: string
}

function gregorianYears({ earliest, latest, unspecified, year }: EdtfPoint, lang: Lang): Years {
  const zh = lang === 'zh-TW'
  const mask = unspecified.year ?? ''
  if (mask.replace('-', '') === 'XXXX') return { alone: zh ? '年份不明' : 'year unknown', one: '' }
  if (/^\d{3}X$/u.test(mask) && year > 0) {
    const decade = zh ? `${year}年代` : `${year}s`
    return { alone: decade, one: zh ? decade : `the ${decade}` }
  }
  // Ends by the digits: the days may cut off the first or the last.
  const [a, b] = [earliest.year, latest.year]
  if (/\dX+$/u.test(mask))
    return {
      alone: yearRange(a, b, lang),
      one: zh ? `${yearRange(a, b, lang)}間` : `the years ${yearRange(a, b, lang)}`,
    }
  const between = yearRange(a, b, lang, ' and ')
  return {
    alone: zh ? `${yearRange(a, b, lang)}間某年` : `a year between ${between}`,
    one: zh ? `${yearRange(a, b, lang)}間` : `the years between ${between}`,
  }
}

function ofUnknownYear(point: EdtfPoint, lang: Lang, { alone, one }: Years): string {
  const { month, day, season, unspecified } = point
  const isAlone = month === null && day === null && season === null && !isPartly(unspecified.month)
  if (isAlone) return alone
  const zh = lang === 'zh-TW'
  if (zh) {
    const rest = season === null ? restZh(point) : seasonWords(season, '', lang)
    return one === '' ? `${rest}（年份不明）` : `${one}某年${rest}`
  }
  const rest = season === null ? restEn(point, '') : seasonWords(season, '', lang).trim()
  return one === '' ? `${rest}, year unknown` : `${rest}, in one of ${one}`
}

/** Month and day in Chinese, with what is missing: 某月15日, 10至12月間, 12月10至19日間. */
function restZh({ month, day, unspecified, earliest, latest }: EdtfPoint): string {
  const months = isPartly(unspecified.month)
    ? `${earliest.month}至${latest.month}月間`
    : month === null
      ? '某月'
      : `${month}月`
  const days = isPartly(unspecified.day) ? `${daysOf(unspecified.day, earliest, latest, month).join('至')}日間` : ''
  const known = day === null ? days : `${day}日`
  if (known === '') return months
  return isPartly(unspecified.month) ? `${months}某月${known}` : months + known
}

function restEn({ month, day, unspecified, earliest, latest }: EdtfPoint, year: string): string {
  const ending = year === '' || year.startsWith(',') ? year : ` ${year}`
  const name = (index: number) => monthsEn[index - 1] ?? ''
  const span = `${name(earliest.month)} and ${name(latest.month)}`
  if (month !== null) {
    if (day !== null) return `${day} ${name(month)}${ending}`
    if (!isPartly(unspecified.day)) return `${name(month)}${ending}`
    const [a, b] = daysOf(unspecified.day, earliest, latest, month)
    return `between ${a} and ${b} ${name(month)}${ending}`
  }
  const of = isPartly(unspecified.month) ? `a month between ${span}` : 'an unknown month'
  const joint = ending === '' || ending.startsWith(',') ? ending : isPartly(unspecified.month) ? ending : ` of${ending}`
  if (day !== null) return `day ${day} of ${of}${joint}`
  if (!isPartly(unspecified.day)) return `between ${span}${ending}`
  const [a, b] = daysOf(unspecified.day, earliest, latest, month)
  return `between day ${a} and ${b} of ${of}${joint}`
}

/** First and last day the digits allow. */
function daysOf(
  mask: string | null,
  earliest: EdtfPoint['earliest'],
  latest: EdtfPoint['latest'],
  month: number | null,
): readonly [number, number] {
  if (month !== null) return [earliest.day, latest.day]
  const digits = mask ?? 'XX'
  return [Math.max(1, Number(digits.replaceAll('X', '0'))), Math.min(31, Number(digits.replaceAll('X', '9')))]
}

const seasonsZh = ['春季', '夏季', '秋季', '冬季']
const seasonsEn = ['spring', 'summer', 'autumn', 'winter']

function seasonWords(season: number, year: string, lang: Lang): string {
  const zh = lang === 'zh-TW'
  if (season <= 32) {
    const index = (season - 21) % 4
    const half = season <= 24 ? '' : season <= 28 ? 'north' : 'south'
    if (zh) return `${year}${half === '' ? '' : half === 'north' ? '北半球' : '南半球'}${seasonsZh[index]}`
    return `${half === '' ? '' : `${half}ern `}${seasonsEn[index]} ${year}`
  }
  if (season <= 36) return zh ? `${year}第${season - 32}季` : `Q${season - 32} ${year}`
  if (season <= 39)
    return zh ? `${year}第${season - 36}個四個月期` : `${['first', 'second', 'third'][season - 37]} third of ${year}`
  const first = season === 40
  return zh ? `${year}${first ? '上半年' : '下半年'}` : `${first ? 'first' : 'second'} half of ${year}`
}
