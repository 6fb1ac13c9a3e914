import type { EventStatus } from '../briefings/content.ts'
import type { Lang } from '../languages.ts'
import type { Calendar } from './date-words.ts'
import { type EdtfDate, isPoint } from './edtf.ts'
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
  /** Width of a label as it will be drawn. */
  readonly measure: (text: string) => number
  /** Rows a lane may have before labels are left out and marks are put together under a count; Infinity on paper. */
  readonly maxRows: number | ((lane: string) => number)
  /** The label of marks put together: inside the window, before it, after it; "×3" if not given. */
  readonly countLabel?: (count: number, place: 'inside' | 'before' | 'after') => string
}

export interface TimelineMark {
  /** The events it stands for; more than one is a cluster, labelled by its count. */
  readonly ids: readonly string[]
  readonly form: MarkForm
  readonly status: EventStatus
  /** Left and right end; equal for a point. */
  readonly x1: number
  readonly x2: number
  /** Top of the row. */
  readonly y: number
  /** Empty where there is no room for it. */
  readonly label: string
  readonly labelX: number
}

export interface TimelineLayout {
  readonly width: number
  readonly height: number
  readonly lanes: readonly { readonly name: string; readonly y: number; readonly height: number }[]
  readonly ticks: readonly { readonly x: number; readonly label: string; readonly roc: string | null }[]
  readonly bands: readonly { readonly id: string; readonly x1: number; readonly x2: number; readonly label: string }[]
  readonly marks: readonly TimelineMark[]
  /** Where today is, or null outside the window. */
  readonly today: number | null
}

const dayLength = 86_400_000
const markSize = 8
const gap = 12

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
  const lanes: { name: string; y: number; height: number }[] = []
  let y = 0
  for (const name of names) {
    const all = input.items.filter((item) => item.lane === name).map((item) => placeItem(item, input, scale))
    const placed = gatherOutside(all, input, rowsFor(input, name)).sort((a, b) => a.x1 - b.x1 || a.x2 - b.x2)
    const rows = packRows(placed, input, rowsFor(input, name))
    for (const [row, each] of rows.entries()) {
      for (const mark of each) marks.push({ ...mark, y: y + row * rowHeight })
    }
    const height = Math.max(1, rows.length) * rowHeight
    lanes.push({ name, y, height })
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

/**
 * The layout that gives each lane the rows its labels want, as far as `rows` in all go round; every lane has one.
 * Lanes are served in turn, so that a busy one does not take all.
 */
export function fitTimeline(input: Omit<TimelineInput, 'maxRows'>, rows: number): TimelineLayout {
  const wanted = layoutTimeline({ ...input, maxRows: 6 }).lanes.map((lane) => ({
    name: lane.name,
    wants: Math.round(lane.height / input.rowHeight),
    gets: 1,
  }))
  let left = rows - wanted.length
  for (let before = -1; left > 0 && before !== left; ) {
    before = left
    for (const lane of wanted) {
      if (left === 0 || lane.gets >= lane.wants) continue
      lane.gets += 1
      left -= 1
    }
  }
  const given = new Map(wanted.map((lane) => [lane.name, lane.gets]))
  return layoutTimeline({ ...input, maxRows: (lane) => given.get(lane) ?? 1 })
}

type Placed = Omit<TimelineMark, 'y'>

function placeItem(item: TimelineItem, input: TimelineInput, scale: (moment: number) => number): Placed {
  const { window, laneWidth, width } = input
  const { date } = item
  const from = date.from ?? date.to ?? window.from
  const to = date.to ?? (date.end === 'open' || date.end === 'unknown' ? Number.POSITIVE_INFINITY : from)
  const base = { ids: [item.id], status: item.status, label: item.label }
  if (to < window.from)
    return { ...base, form: 'before', x1: laneWidth, x2: laneWidth, labelX: laneWidth + markSize + 4 }
  if (from > window.to) {
    return { ...base, form: 'after', x1: width, x2: width, labelX: width - input.measure(item.label) - markSize - 4 }
  }
  const middle = isPoint(date.start) && date.end === null && date.start.precision === 'day'
  const left = Math.max(laneWidth, scale(from))
  const right = Math.min(width, Number.isFinite(to) ? scale(to) : width)
  const narrow = right - left < markSize
  const x1 = narrow ? (left + right) / 2 : left
  const x2 = narrow ? x1 : right
  const form = formOf(item, middle, narrow)
  const labelX = Math.max(laneWidth, Math.min(narrow ? x1 - markSize / 2 : x1, width - input.measure(item.label)))
  return { ...base, form, x1, x2, labelX }
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
  const inside = placed.filter((mark) => mark.form !== 'before' && mark.form !== 'after')
  const edges = (['before', 'after'] as const).flatMap((form) => {
    const there = placed.filter((mark) => mark.form === form)
    const [first] = there
    if (!first || there.length === 1 || most === Number.POSITIVE_INFINITY) return there
    const ids = there.flatMap((mark) => mark.ids)
    const label = countLabel(input, ids.length, form)
    const labelX = form === 'before' ? first.labelX : input.width - input.measure(label) - markSize - 4
    return [{ ...first, ids, label, labelX }]
  })
  return [...edges, ...inside]
}

const rowsFor = ({ maxRows }: TimelineInput, lane: string) => (typeof maxRows === 'number' ? maxRows : maxRows(lane))

const countLabel = (input: TimelineInput, count: number, place: 'inside' | 'before' | 'after') =>
  input.countLabel?.(count, place) ?? `×${count}`

interface Row {
  readonly marks: Placed[]
  markEnd: number
  labelEnd: number
}

/**
 * First fit from the top. Where `maxRows` leaves no room for mark and label, the mark stands without its label;
 * where not even the mark has room, it joins its neighbour in the last row under a count.
 */
function packRows(placed: readonly Placed[], input: TimelineInput, most: number): Placed[][] {
  const rows: Row[] = []
  const put = (row: Row, mark: Placed) => {
    row.marks.push(mark)
    row.markEnd = mark.x2 + markSize
    if (mark.label !== '') row.labelEnd = mark.labelX + input.measure(mark.label) + gap
  }
  for (const mark of placed) {
    const left = mark.x1 - markSize
    const free = rows.find((row) => row.markEnd <= left && row.labelEnd <= mark.labelX)
    if (free) put(free, mark)
    else if (rows.length < most) {
      const row: Row = { marks: [], markEnd: 0, labelEnd: 0 }
      rows.push(row)
      put(row, mark)
    } else {
      const bare = rows.find((row) => row.markEnd <= left)
      if (bare) put(bare, { ...mark, label: '' })
      else cluster(rows[rows.length - 1] as Row, mark, input, put)
    }
  }
  return rows.map((row) => row.marks)
}

/** Puts a mark together with the last one of a row. The count is only shown where the label had room, or has it now. */
function cluster(row: Row, mark: Placed, input: TimelineInput, put: (row: Row, mark: Placed) => void): void {
  const last = row.marks.pop()
  if (!last) return
  const ids = [...last.ids, ...mark.ids]
  const before = row.marks.findLast((each) => each.label !== '')
  row.labelEnd = before ? before.labelX + input.measure(before.label) + gap : 0
  const label = countLabel(input, ids.length, 'inside')
  const labelX = Math.min(last.x1 - markSize / 2, input.width - input.measure(label))
  const fits = row.labelEnd <= labelX
  put(row, { ...last, ids, x2: Math.max(last.x2, mark.x2), label: fits ? label : '', labelX })
}

function placeBand(band: TimelineBand, input: TimelineInput, scale: (moment: number) => number) {
  const { window, laneWidth, width } = input
  const from = band.date.from ?? window.from
  const to = band.date.to ?? window.to
  if (to < window.from || from > window.to) return []
  return [{ id: band.id, x1: Math.max(laneWidth, scale(from)), x2: Math.min(width, scale(to)), label: band.label }]
}
