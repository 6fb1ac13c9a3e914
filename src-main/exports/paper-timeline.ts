import type { BriefingEvent } from '../../src-shared/briefings/content.ts'
import { dayLength, farthestYear, startOfDay } from '../../src-shared/events/calendar-days.ts'
import { type Calendar, rocYear } from '../../src-shared/events/date-words.ts'
import { type EdtfDate, isPoint, parseEdtf } from '../../src-shared/events/edtf.ts'
import type { TimelineFigure, TimelineLane, TimelineMark, TimelineTick, Words } from '../../src-shared/exports/brief.ts'
import type { Lang } from '../../src-shared/languages.ts'
import { cutTo, labelWidth } from './label-width.ts'

/**
 * The timeline as it is drawn on paper. It differs from the one on screen where paper differs: nothing can be zoomed,
 * so long stretches without events are drawn short, every mark has the number of its row in the table below, and a
 * label that has no room is cut with an ellipsis because the table says it in full.
 */
export interface PaperEvent {
  readonly number: number
  readonly event: BriefingEvent
  readonly lane: Words
  readonly title: Words
}

export const laneArea = 404
const fontSize = 7.4
const markWidth = 6
const breakWidth = 16
// Three lines of a lane's name.
const laneNameRoom = 190
const air = 9

export function paperTimeline(
  events: readonly PaperEvent[],
  lang: Lang,
  calendar: Calendar,
  alt: string,
): TimelineFigure {
  const dated = events.flatMap((each) => {
    const read = parseEdtf(each.event.when)
    return read.ok ? [{ ...each, date: read.date }] : []
  })
  const scale = brokenScale(dated.map((each) => each.date))
  const lanes = new Map<string, { name: Words; marks: TimelineMark[] }>()
  for (const each of dated) {
    const name = { ...each.lane, text: cutTo(each.lane.text, laneNameRoom, fontSize) }
    const lane = lanes.get(each.lane.text) ?? { name, marks: [] }
    lanes.set(each.lane.text, lane)
    lane.marks.push(markOf(each, scale.at))
  }
  return {
    width: laneArea,
    ticks: ticksOf(scale, lang, calendar),
    breaks: scale.breaks,
    lanes: [...lanes.values()].map(packed),
    alt,
  }
}

interface Scale {
  readonly at: (moment: number) => number
  readonly breaks: readonly { readonly x: number; readonly width: number }[]
  readonly segments: readonly {
    readonly from: number
    readonly to: number
    readonly x: number
    readonly perDay: number
  }[]
}

/** A scale of time on which a stretch without events, longer than a tenth of the whole, is drawn as a short break. */
function brokenScale(dates: readonly EdtfDate[]): Scale {
  const spans = dates
    .map((date) => ({ from: date.from ?? date.to ?? 0, to: date.to ?? date.from ?? 0 }))
    .sort((a, b) => a.from - b.from)
  const first = spans[0]
  if (first === undefined) return { at: () => 0, breaks: [], segments: [] }
  const last = Math.max(...spans.map((span) => span.to))
  const longest = Math.max((last - first.from) / 10, 200 * dayLength)
  const solid: { from: number; to: number }[] = []
  for (const span of spans) {
    const open = solid.at(-1)
    if (open === undefined || span.from - open.to > longest) solid.push({ ...span })
    else open.to = Math.max(open.to, span.to)
  }
  const days = (segment: { from: number; to: number }) => Math.max(1, (segment.to - segment.from) / dayLength)
  // Air at both ends of the axis and beside each break, so that no mark sits on an edge.
  const room = laneArea - (solid.length - 1) * breakWidth - solid.length * 2 * air
  const total = solid.reduce((sum, segment) => sum + Math.max(days(segment), 1), 0)
  const least = 34
  const short = solid.filter((segment) => (days(segment) / total) * room < least)
  const rest = room - short.length * least
  const restDays = solid.filter((segment) => !short.includes(segment)).reduce((sum, segment) => sum + days(segment), 0)
  let x = 0
  const breaks: { x: number; width: number }[] = []
  const segments = solid.map((segment, index) => {
    if (index > 0) {
      breaks.push({ x, width: breakWidth })
      x += breakWidth
    }
    const width = short.includes(segment) ? least : (days(segment) / restDays) * rest
    const placed = { ...segment, x: x + air, perDay: width / days(segment) }
    x += width + 2 * air
    return placed
  })
  const at = (moment: number) => {
    const home = segments.findLast((segment) => moment >= segment.from) ?? segments[0]
    if (home === undefined) return 0
    const days = (Math.min(moment, home.to) - home.from) / dayLength
    return Math.max(0, home.x + days * home.perDay)
  }
  return { at, breaks, segments }
}

type Unplaced = PaperEvent & { readonly date: EdtfDate }

function markOf({ number, event, title, date }: Unplaced, at: Scale['at']): TimelineMark {
  const openStart = date.end !== null && !isPoint(date.start)
  const openEnd = date.end !== null && !isPoint(date.end)
  const from = at(date.from ?? date.to ?? 0)
  const to = openEnd ? laneArea : at(date.to ?? date.from ?? 0)
  const day = date.end === null && isPoint(date.start) && date.start.precision === 'day'
  const x = openStart ? 0 : from
  const form = date.end !== null ? 'span' : date.approximate ? 'about' : day ? 'point' : 'bracket'
  const width = day ? 0 : Math.max(form === 'bracket' ? 5 : 5.6, to - x)
  return {
    number,
    row: 0,
    x,
    width,
    form,
    openStart,
    openEnd,
    planned: event.status === 'planned' || date.uncertain,
    unverified: event.status === 'reported',
    superseded: event.status === 'superseded',
    label: labelOf(title, x, width, labelWidth(`${number}${event.status === 'reported' ? '?' : ''}`, 7.2) + 4),
  }
}

/** To the right of its mark where it fits, else to the left, else on the wider side and cut. */
function labelOf(title: Words, x: number, width: number, numberRoom: number): TimelineMark['label'] {
  const after = x + Math.max(width, markWidth / 2) + markWidth / 2 + 3
  const before = x - markWidth / 2 - 5
  const right = laneArea - after - numberRoom
  const left = before - numberRoom
  const wanted = labelWidth(title.text, fontSize)
  const align = wanted <= right || right >= left ? 'start' : 'end'
  const room = align === 'start' ? right : left
  // A bar that runs to the edge carries its label under itself, from its own start.
  if (room < 40) {
    const text = cutTo(title.text, laneArea - x - numberRoom, fontSize)
    return { x, width: labelWidth(text, fontSize) + numberRoom, align: 'start', text, lang: title.lang }
  }
  const text = cutTo(title.text, room, fontSize)
  const taken = labelWidth(text, fontSize) + numberRoom
  return { x: align === 'start' ? after : before - taken, width: taken, align, text, lang: title.lang }
}

/** First fit from the top: a mark and its label take the place they cover, with air between. */
function packed({ name, marks }: { name: Words; marks: readonly TimelineMark[] }): TimelineLane {
  const taken: { from: number; to: number }[][] = []
  const placed = marks.map((mark) => {
    const from = Math.min(mark.x - markWidth, mark.label.x)
    const to = Math.max(mark.x + mark.width + markWidth, mark.label.x + mark.label.width) + 5
    let row = taken.findIndex((spans) => spans.every((span) => to <= span.from || from >= span.to))
    if (row < 0) row = taken.push([]) - 1
    taken[row]?.push({ from, to })
    return { ...mark, row }
  })
  return { name, rows: Math.max(1, taken.length), marks: placed }
}

const steps = [1, 3, 6, 12, 24, 60, 120, 240]

function ticksOf(scale: Scale, lang: Lang, calendar: Calendar): TimelineFigure['ticks'] {
  const ticks: TimelineTick[] = []
  let free = Number.NEGATIVE_INFINITY
  const add = (x: number, year: number, month: number) => {
    const tick = tickOf(x, year, month, lang, calendar)
    const width = Math.max(labelWidth(tick.text, 7.2), labelWidth(tick.under ?? '', 6.6))
    if (x < free || x + width > laneArea + 6) return
    free = x + width + 5
    ticks.push(tick)
  }
  for (const segment of scale.segments) {
    const perMonth = segment.perDay * 30.44
    const step = steps.find((months) => months * perMonth >= (months < 12 ? 26 : 38)) ?? 600
    const start = new Date(segment.from)
    const first = start.getUTCFullYear() * 12 + start.getUTCMonth()
    const before = ticks.length
    for (let index = Math.ceil(first / step) * step; ; index += step) {
      const year = Math.floor(index / 12)
      const month = index - year * 12
      const moment = startOfDay(year, month + 1, 1)
      if (moment > segment.to || year > farthestYear) break
      if (moment >= segment.from) add(scale.at(moment), year, month)
    }
    // A segment too short for a tick still says when it is.
    if (ticks.length === before) add(segment.x, start.getUTCFullYear(), 0)
  }
  return ticks
}

const monthsEn = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function tickOf(x: number, year: number, month: number, lang: Lang, calendar: Calendar): TimelineTick {
  const zh = lang === 'zh-TW'
  if (month > 0) return { x, text: zh ? `${month + 1}月` : (monthsEn[month] ?? ''), under: null, major: false }
  const roc = rocYear(year, lang)
  if (calendar === 'roc') return { x, text: roc, under: null, major: true }
  return { x, text: zh ? `${year}年` : String(year), under: calendar === 'both' ? roc : null, major: true }
}
