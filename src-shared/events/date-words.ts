import type { Lang } from '../languages.ts'
import { type DatePart, type EdtfDate, type EdtfEdge, type EdtfPoint, isPoint, parseEdtf } from './edtf.ts'
import { gregorianWords, hasGaps, rocWords, rocYear } from './point-words.ts'
import { setRocYears, setWords } from './set-words.ts'

export { rocYear } from './point-words.ts'

export type Calendar = 'gregorian' | 'roc' | 'both'

/** What a reader must know about a date beside its digits. */
export type DateFlag =
  | 'approximate'
  | 'uncertain'
  | 'oneOf'
  | 'unspecified'
  | 'month'
  | 'season'
  | 'year'
  | 'decade'
  | 'century'
  | 'millennium'
  | 'era'
  | 'start'
  | 'open'

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
    oneOf: '其中之一',
    unspecified: '部分不明',
    month: '只知月份',
    season: '只知季節',
    year: '只知年份',
    decade: '只知年代',
    century: '只知世紀',
    millennium: '只知千年',
    era: '年份不明',
    start: '起日未定',
    open: '迄日未定',
  },
  en: {
    approximate: 'ca.',
    uncertain: 'to be confirmed',
    oneOf: 'one of these',
    unspecified: 'partly unknown',
    month: 'month only',
    season: 'season only',
    year: 'year only',
    decade: 'decade only',
    century: 'century only',
    millennium: 'millennium only',
    era: 'year unknown',
    start: 'no start date',
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
  const { gregorian, roc } = linesOf(result.date, lang)
  const zh = lang === 'zh-TW'
  const body =
    calendar === 'gregorian' || roc === ''
      ? gregorian
      : calendar === 'roc'
        ? roc
        : zh
          ? `${gregorian}（${roc}）`
          : withRocEn(gregorian, rocYearsEn(result.date))
  return [body, ...doubtsOf(result.date, lang)].join(zh ? '，' : ', ')
}

/** The same of something that has not happened yet: "預計2027年（民國116年）", "expected ca. July 2026 (ROC 115)". */
export function expectedWords(when: string, lang: Lang, calendar: Calendar): string {
  const words = dateWords(when, lang, calendar)
  return lang === 'zh-TW' ? `預計${words}` : `expected ${words}`
}

/** Both calendars on lines of their own, and the flags that go beside them. */
export function dateLines(when: string, lang: Lang): DateLines {
  const result = parseEdtf(when)
  return result.ok ? linesOf(result.date, lang) : { gregorian: when, roc: '', flags: [] }
}

function linesOf(date: EdtfDate, lang: Lang): DateLines {
  const { set } = date
  return {
    gregorian: set ? setWords(set, lang, 'gregorian') : joined(date, lang, gregorianWords),
    roc: set ? setWords(set, lang, 'roc') : joined(date, lang, rocWords),
    flags: flagsOf(date),
  }
}

function flagsOf(date: EdtfDate): DateFlag[] {
  const { start, end, set } = date
  const flags: DateFlag[] = []
  if (date.approximate) flags.push('approximate')
  if (date.uncertain) flags.push('uncertain')
  if (set?.kind === 'one' && set.members.length + (set.members[0]?.from === set.members[0]?.to ? 0 : 1) > 1) {
    flags.push('oneOf')
  }
  if (set === null && end === null && isPoint(start)) {
    const { precision, unspecified, month, day, season } = start
    if (hasGaps(start) || (unspecified.year !== null && (month ?? day ?? season) !== null)) flags.push('unspecified')
    else if (precision !== 'day') flags.push(precision)
  }
  if (end !== null && !isPoint(start)) flags.push('start')
  if (end === 'open' || end === 'unknown') flags.push('open')
  return flags
}

const isWhole = (point: EdtfPoint, doubt: 'approximate' | 'uncertain') =>
  partsOf(point).every((part) => point.doubts[part][doubt])

/** The parts a date has. */
function partsOf({ month, day, season, unspecified }: EdtfPoint): readonly DatePart[] {
  const hasMonth = month !== null || season !== null || unspecified.month !== null
  const hasDay = day !== null || unspecified.day !== null
  return ['year', ...(hasMonth ? (['month'] as const) : []), ...(hasDay ? (['day'] as const) : [])]
}

const partWords = {
  'zh-TW': { year: '年', month: '月', day: '日', season: '季', start: '起日', end: '迄日' },
  en: { year: 'year', month: 'month', day: 'day', season: 'season', start: 'start', end: 'end' },
} as const

/** What is said after a date: which part is approximate, and what is to be confirmed. */
function doubtsOf({ start, end, set, approximate, uncertain }: EdtfDate, lang: Lang): string[] {
  const zh = lang === 'zh-TW'
  const words = partWords[lang]
  const only = set === null && end === null && isPoint(start) ? start : null
  const named = (doubt: 'approximate' | 'uncertain') => {
    if (only === null || isWhole(only, doubt)) return ''
    const parts = partsOf(only).filter((part) => only.doubts[part][doubt])
    const names = parts.map((part) => words[part === 'month' && only.season !== null ? 'season' : part])
    return zh ? names.join('、') : `${names.join(' and ')} `
  }
  const said: string[] = []
  const part = approximate ? named('approximate') : ''
  if (part !== '') said.push(zh ? `${part}為約略` : `${part}approximate`)
  if (uncertain) {
    const sides = [isPoint(start) && start.uncertain, isPoint(end) && end.uncertain]
    const side = end === null || set !== null || sides[0] === sides[1] ? '' : words[sides[0] ? 'start' : 'end']
    const which = side === '' ? named('uncertain') : zh ? side : `${side} `
    said.push(zh ? `${which}待確認` : `${which}to be confirmed`)
  }
  return said
}

/** Empty where the calendar has no word for one side. */
function joined(date: EdtfDate, lang: Lang, word: (point: EdtfPoint, lang: Lang) => string): string {
  const { start, end } = date
  const zh = lang === 'zh-TW'
  const about = (edge: EdtfEdge) => {
    if (!isPoint(edge)) return ''
    const said = word(edge, lang)
    // Of an interval only the side is said to be approximate, not its part.
    const isAbout = edge.approximate && (end !== null || isWhole(edge, 'approximate'))
    return said !== '' && isAbout ? `${zh ? '約' : 'ca. '}${said}` : said
  }
  const [from, to] = [about(start), end === null ? '' : about(end)]
  if ((isPoint(start) && from === '') || (isPoint(end) && to === '')) return ''
  if (end === null) return from
  if (!isPoint(end)) {
    if (end === 'unknown') return zh ? `${from}起，迄日不明` : `from ${from}, end unknown`
    return zh ? `${from}起，迄日未定` : `from ${from}, no end date`
  }
  if (start === 'unknown') return zh ? `至${to}止，起日不明` : `until ${to}, start unknown`
  if (start === 'open') return zh ? `至${to}止` : `until ${to}`
  return zh ? `${from}至${to}` : `${from} to ${to}`
}

/**
 * The ROC years of a date for the bracket in English, where the digits beside them already say month and day. Empty for
 * a decade or longer, which the other calendar cuts elsewhere.
 */
function rocYearsEn(date: EdtfDate): string {
  if (date.set !== null) return setRocYears(date.set)
  const points = [date.start, date.end].filter(isPoint)
  if (points.some(({ precision }) => ['decade', 'century', 'millennium', 'era'].includes(precision))) return ''
  return [...new Set(points.map((point) => rocYear(point.year, 'en')))].join(' to ')
}

const withRocEn = (words: string, years: string) => (years === '' ? words : `${words} (${years})`)
