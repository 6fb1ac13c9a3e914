import type { Lang } from '../languages.ts'
import { dayLength, dayOf, farthestYear, startOfDay } from './calendar-days.ts'
import { type Calendar, rocYear } from './date-words.ts'
import type { TimelineInput, TimelineLayout } from './timeline.ts'

const gap = 12

/** Steps between ticks, in months; the first that leaves room for its labels is taken. */
const steps = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000]

/** The ticks of a timeline's ruler, with both calendars where both are asked for. */
export function ticksOf(input: TimelineInput, scale: (moment: number) => number): TimelineLayout['ticks'] {
  const { window, lang, calendar } = input
  const days = (window.to - window.from) / dayLength
  if (days < 45) return dayTicks(input, scale, days)
  const room = input.measure(lang === 'zh-TW' ? '民國114年12月' : 'September 2025') + gap
  const perMonth = scale(30.44 * dayLength) - scale(0)
  const step = stepFor(room / perMonth)
  const start = dayOf(Math.max(window.from, startOfDay(-farthestYear, 1, 1)))
  const last = Math.min(window.to, startOfDay(farthestYear, 1, 1))
  const begin = start.year * 12 + start.month - 1
  const ticks: TimelineLayout['ticks'][number][] = []
  for (let index = Math.ceil(begin / step) * step; ; index += step) {
    const year = Math.floor(index / 12)
    const month = index - year * 12
    const moment = startOfDay(year, month + 1, 1)
    // Also ends where a window is no stretch of time at all.
    if (!(moment <= last) || year >= farthestYear) break
    if (moment < window.from) continue
    // The first one carries its year too, or nobody knows which year it is.
    const first = ticks.length === 0
    const major = step >= 12 || month === 0
    const label = step >= 12 ? yearLabel(year, lang, calendar) : monthLabel(year, month, lang, calendar, major || first)
    const roc = calendar === 'both' && (major || first) ? rocYear(year, lang) : null
    ticks.push({ x: scale(moment), label, roc, major })
  }
  return ticks
}

function dayTicks(input: TimelineInput, scale: (moment: number) => number, days: number): TimelineLayout['ticks'] {
  const { window, lang, calendar } = input
  const room = input.measure('2025-12-31') + gap
  const step = Math.max(1, Math.ceil(room / ((input.width - input.laneWidth) / days)))
  const ticks: TimelineLayout['ticks'][number][] = []
  for (let moment = Math.ceil(window.from / dayLength) * dayLength; moment <= window.to; moment += step * dayLength) {
    const date = new Date(moment)
    const year = date.getUTCFullYear()
    const label =
      lang === 'zh-TW' ? `${date.getUTCMonth() + 1}月${date.getUTCDate()}日` : date.toISOString().slice(5, 10)
    const shown = ticks.length === 0
    const gregorian =
      shown && calendar !== 'roc' ? (lang === 'zh-TW' ? `${year}年${label}` : `${year}-${label}`) : label
    ticks.push({
      x: scale(moment),
      label: gregorian,
      roc: shown && calendar !== 'gregorian' ? rocYear(year, lang) : null,
      major: date.getUTCMonth() === 0 && date.getUTCDate() === 1,
    })
  }
  return ticks
}

/** The first step of at least so many months: of those above, else a round number of thousands of years. */
function stepFor(months: number): number {
  const step = steps.find((each) => each >= months)
  if (step !== undefined) return step
  let thousands = 12_000
  while (thousands < months && thousands < farthestYear * 24) thousands *= 10
  return thousands
}

function yearLabel(year: number, lang: Lang, calendar: Calendar): string {
  if (calendar === 'roc') return rocYear(year, lang)
  return lang === 'zh-TW' ? `${year}年` : String(year)
}

const monthsEn = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function monthLabel(year: number, month: number, lang: Lang, calendar: Calendar, withYear: boolean): string {
  const base = calendar === 'roc' ? rocYear(year, lang) : lang === 'zh-TW' ? `${year}年` : String(year)
  if (lang === 'zh-TW') return `${withYear ? base : ''}${month + 1}月`
  return `${monthsEn[month] ?? ''}${withYear ? ` ${base}` : ''}`
}
