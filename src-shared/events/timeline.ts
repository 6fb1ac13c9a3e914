import type { EventStatus } from '../briefings/content.ts'
import type { Lang } from '../languages.ts'
import type { Calendar } from './date-words.ts'
import { type EdtfDate, isPoint } from './edtf.ts'
import { costOf, hiddenCost, isOutside, markSize, type Placed, packRows } from './timeline-rows.ts'
import { ticksOf } from './timeline-ticks.ts'

/**
 * The layout of a timeline, in abstract units (CSS pixels on screen, points on paper): one function for both.
 * Pure: the caller measures text and draws what comes out. An uncertain date never becomes a sharp mark.
 */

/** Drawn as: square; fading halo with a hollow dot; bracket; bar; fading tail; hatched with dashes; arrow at the edge. */
export type MarkForm = 'point' | 'about' | 'bracket' | 'span' | 'open' | 'planned' | 'before' | 'after'

export interface TimelineItem {
  readonly id: string
  readonly lane: string
  readonly date: EdtfDate
  readonly status: EventStatus
  readonly label: string
  /** Words after the label that stay when it is cut. */
  readonly tail?: string
}

export interface TimelineBand {
  readonly id: string
  readonly date: EdtfDate
  readonly label: string
}

export interface TimelineWindow {
  /** Milliseconds UTC. */
  readonly from: number
  readonly to: number
}

export interface TimelineInput {
  readonly items: readonly TimelineItem[]
  readonly bands: readonly TimelineBand[]
  readonly window: TimelineWindow
  readonly today: number
  readonly lang: Lang
  readonly calendar: Calendar
  /** Width of the whole drawing and of the lane names at its left. */
  readonly width: number
  readonly laneWidth: number
  /** Height of one row: a mark with its label under it. */
  readonly rowHeight: number
  /** Height of a lane that has nothing inside the window; its labels stand beside the arrows. */
  readonly slimHeight?: number
  /** Width of a label as it will be drawn. */
  readonly measure: (text: string) => number
  /** Rows a lane may have before labels are left out and marks are put together under a count; Infinity on paper. */
  readonly maxRows: number | ((lane: string) => number)
  /** The label of marks put together: inside the window, before it, after it; "×3" if not given. */
  readonly countLabel?: (count: number, place: 'inside' | 'before' | 'after') => string
  /** Cuts a label to a width; without it a label stands whole or not at all. */
  readonly shorten?: (text: string, width: number) => string
  /** The event that always stands by itself with its label. */
  readonly selected?: string | null
  /** Labels under their marks, or beside them where rows must be low. */
  readonly labels?: 'under' | 'beside'
}

export interface TimelineMark {
  /** The events it stands for; more than one is a cluster, labelled by its count. */
  readonly ids: readonly string[]
  readonly form: MarkForm
  readonly status: EventStatus
  /** Left and right end; equal for a point. */
  readonly x1: number
  readonly x2: number
  /** It began before the window. */
  readonly cut: boolean
  /** Top of the row. */
  readonly y: number
  /** Empty where there is no room for it. */
  readonly label: string
  readonly labelX: number
}

export interface TimelineLayout {
  readonly width: number
  readonly height: number
  readonly lanes: readonly {
    readonly name: string
    readonly y: number
    readonly height: number
    readonly slim: boolean
  }[]
  /** `major` = a year begins here. */
  readonly ticks: readonly {
    readonly x: number
    readonly label: string
    readonly roc: string | null
    readonly major: boolean
  }[]
  readonly bands: readonly { readonly id: string; readonly x1: number; readonly x2: number; readonly label: string }[]
  readonly marks: readonly TimelineMark[]
  /** Where today is, or null outside the window. */
  readonly today: number | null
}

const dayLength = 86_400_000

/** The span of time that shows every item, with a twentieth of air on both sides; at least about a month. */
export function wholeWindow(dates: readonly EdtfDate[]): TimelineWindow {
  const moments = dates.flatMap((date) => [date.from, date.to]).filter((moment) => moment !== null)
  if (moments.length === 0) return { from: 0, to: 365 * dayLength }
  const from = Math.min(...moments)
  const to = Math.max(...moments)
  const air = Math.max((to - from) / 20, 15 * dayLength)
  return { from: from - air, to: to + air }
}

/**
 * The window to begin with: the shortest stretch that holds most of the events, so that one early precedent
 * does not press all others together; the whole window where that is not much longer.
 */
export function densestWindow(dates: readonly EdtfDate[], share = 0.8): TimelineWindow {
  const whole = wholeWindow(dates)
  const moments = dates.flatMap((date) => date.from ?? date.to ?? []).sort((a, b) => a - b)
  const count = Math.ceil(moments.length * share)
  let best = whole
  for (let first = 0; first + count <= moments.length; first += 1) {
    const [from = 0, to = 0] = [moments[first], moments[first + count - 1]]
    if (count > 1 && to - from < best.to - best.from) best = { from, to }
  }
  const air = Math.max((best.to - best.from) / 12, 15 * dayLength)
  const dense = { from: best.from - air, to: best.to + air }
  return whole.to - whole.from > 2 * (dense.to - dense.from) ? dense : whole
}

/** The window moved by a part of its own length: -0.5 is half a window back. */
export function panWindow(window: TimelineWindow, part: number): TimelineWindow {
  const by = (window.to - window.from) * part
  return { from: window.from + by, to: window.to + by }
}

/** Zooms around a moment by a factor (over 1 = closer), between three days and a thousand years. */
export function zoomWindow(window: TimelineWindow, around: number, factor: number): TimelineWindow {
  const span = Math.min(365_250 * dayLength, Math.max(3 * dayLength, (window.to - window.from) / factor))
  const share = (around - window.from) / (window.to - window.from)
  return { from: around - span * share, to: around + span * (1 - share) }
}

/** Lays a timeline out. Lanes keep the order in which they first occur in the items. */
export function layoutTimeline(input: TimelineInput): TimelineLayout {
  const { window, width, laneWidth, rowHeight } = input
  const scale = (moment: number) =>
    laneWidth + ((moment - window.from) / (window.to - window.from)) * (width - laneWidth)
  const names = [...new Set(input.items.map((item) => item.lane))]
  const marks: TimelineMark[] = []
  const lanes: TimelineLayout['lanes'][number][] = []
  let y = 0
  for (const name of names) {
    const all = input.items.filter((item) => item.lane === name).map((item) => placeItem(item, input, scale))
    const slim = input.slimHeight !== undefined && all.every(isOutside)
    const most = slim ? 1 : rowsFor(input, name)
    const placed = gatherOutside(all, input, most)
    const rows = packRows(placed, slim ? { ...input, labels: 'beside' } : input, most)
    for (const [row, each] of rows.entries()) {
      for (const mark of each) marks.push({ ...mark, y: y + row * rowHeight })
    }
    const height = slim ? (input.slimHeight ?? rowHeight) : Math.max(1, rows.length) * rowHeight
    lanes.push({ name, y, height, slim })
    y += height
  }
  const visible = input.today >= window.from && input.today <= window.to
  return {
    width,
    height: y,
    lanes,
    ticks: ticksOf(input, scale),
    bands: input.bands.flatMap((band) => placeBand(band, input, scale)),
    marks,
    today: visible ? scale(input.today) : null,
  }
}

/** Rows there may be beyond the room, so that events of one day can still be told apart. */
const spareRows = { under: 2, beside: 1 } as const

/**
 * The layout that gives each lane one row, and the others to the lanes they help most: first where events could not be
 * seen apart, then where labels were left out or cut. A lane has at most six.
 */
export function fitTimeline(input: Omit<TimelineInput, 'maxRows'>, height: number): TimelineLayout {
  const labels = new Map(input.items.map((item) => [item.id, item.label + (item.tail ?? '')]))
  const lanes = [...new Set(input.items.map((item) => item.lane))].map((name) => {
    const items = input.items.filter((item) => item.lane === name)
    const costs = Array.from({ length: 6 }, (_, index) => {
      const { marks } = layoutTimeline({ ...input, items, selected: null, maxRows: index + 1 })
      return costOf([marks], (id) => labels.get(id) ?? '')
    })
    return { name, gets: 1, costs }
  })
  const least = layoutTimeline({ ...input, selected: null, maxRows: 1 }).height
  const room = Math.floor((height - least) / input.rowHeight)
  const spare = Math.max(0, spareRows[input.labels ?? 'under'] - Math.max(0, room))
  for (let left = Math.max(0, room); left > -spare; left -= 1) {
    const gain = ({ gets, costs }: (typeof lanes)[number]) =>
      costs.slice(gets).reduce((best, cost, index) => Math.max(best, ((costs[gets - 1] ?? 0) - cost) / (index + 1)), 0)
    const best = lanes.toSorted((a, b) => gain(b) - gain(a))[0]
    if (!best || gain(best) <= 0 || (left <= 0 && gain(best) < hiddenCost / 2)) break
    best.gets += 1
  }
  const given = new Map(lanes.map((lane) => [lane.name, lane.gets]))
  return layoutTimeline({ ...input, maxRows: (lane) => given.get(lane) ?? 1 })
}

function placeItem(item: TimelineItem, input: TimelineInput, scale: (moment: number) => number): Placed {
  const { window, laneWidth, width } = input
  const { date } = item
  const from = date.from ?? date.to ?? window.from
  const to = date.to ?? (date.end === 'open' || date.end === 'unknown' ? Number.POSITIVE_INFINITY : from)
  const base = { ids: [item.id], status: item.status, words: item.label, tail: item.tail ?? '', cut: false }
  if (to < window.from) return { ...base, form: 'before', x1: laneWidth, x2: laneWidth }
  if (from > window.to) return { ...base, form: 'after', x1: width, x2: width }
  const middle = isPoint(date.start) && date.end === null && date.start.precision === 'day'
  const left = Math.max(laneWidth, scale(from))
  const right = Math.min(width, Number.isFinite(to) ? scale(to) : width)
  const narrow = middle || right - left < markSize
  const form = formOf(item, middle, narrow)
  if (!narrow) return { ...base, form, x1: left, x2: right, cut: from < window.from }
  // At an edge the mark stays whole.
  const x = Math.max(laneWidth + markSize, Math.min(width - markSize, (left + right) / 2))
  return { ...base, form, x1: x, x2: x }
}

function formOf(item: TimelineItem, oneDay: boolean, narrow: boolean): MarkForm {
  const { date } = item
  if (date.end === 'open' || date.end === 'unknown') return 'open'
  if (item.status === 'planned' || date.uncertain) return 'planned'
  if (date.approximate) return 'about'
  // A month seen from far away stays a bracket: it is no exact day.
  if (date.end === null && !oneDay) return 'bracket'
  return oneDay || narrow ? 'point' : 'span'
}

/** What lies outside the window becomes one mark at each edge of its lane. */
function gatherOutside(placed: readonly Placed[], input: TimelineInput, most: number): Placed[] {
  const inside = placed.filter((mark) => !isOutside(mark))
  const edges = (['before', 'after'] as const).flatMap((form) => {
    const there = placed.filter((mark) => mark.form === form)
    const [first] = there
    if (!first || there.length === 1 || most === Number.POSITIVE_INFINITY) return there
    const ids = there.flatMap((mark) => mark.ids)
    return [{ ...first, ids, words: input.countLabel?.(ids.length, form) ?? `×${ids.length}`, tail: '' }]
  })
  return [...edges, ...inside]
}

const rowsFor = ({ maxRows }: TimelineInput, lane: string) => (typeof maxRows === 'number' ? maxRows : maxRows(lane))

function placeBand(band: TimelineBand, input: TimelineInput, scale: (moment: number) => number) {
  const { window, laneWidth, width } = input
  const from = band.date.from ?? window.from
  const to = band.date.to ?? window.to
  if (to < window.from || from > window.to) return []
  return [{ id: band.id, x1: Math.max(laneWidth, scale(from)), x2: Math.min(width, scale(to)), label: band.label }]
}
