import type { EventStatus } from '../briefings/content.ts'
import type { Lang } from '../languages.ts'
import { type Calendar, dateWords, expectedWords } from './date-words.ts'
import { type EdtfCause, parseEdtf } from './edtf.ts'
import { cutToEms, emsOf } from './text-width.ts'
import {
  layoutTimeline,
  type TimelineBand,
  type TimelineItem,
  type TimelineMark,
  type TimelineWindow,
  wholeWindow,
} from './timeline.ts'
import { axisOf, headOf, lanesOf, legendOf, periodsOf, todayOf } from './timeline-svg-frame.ts'
import { countedArrows, isOutside, mergedClusters, withoutOverlap } from './timeline-svg-labels.ts'
import { type Ink, inks, markDefinitions, markShape, short } from './timeline-svg-marks.ts'
import {
  axisHeight,
  fonts,
  labelAt,
  labelSize,
  markAt,
  pad,
  plain,
  rowHeight,
  text,
  wordsOf,
} from './timeline-svg-text.ts'
import { xmlText } from './xml-text.ts'

/**
 * A whole timeline as one SVG that stands by itself: for a file, a page, a document. It holds no script, no link and no
 * font, only names of fonts; all it says is text that can be searched and read aloud.
 */

export interface SvgEvent {
  readonly id: string
  /** EDTF. */
  readonly when: string
  readonly lane: string
  readonly title: string
  /** Where the title is in another language than the drawing. */
  readonly titleLang?: Lang
  readonly status: EventStatus
  /** The reader's own, beside the publisher's. */
  readonly own?: boolean
  /** The sign of its briefing, where there are several. */
  readonly briefing?: string
}

/** A briefing whose events are in the drawing, beside those of others. */
export interface SvgBriefing {
  /** Stands before each of its events and, with its title, in the legend. */
  readonly sign: string
  readonly title: string
}

export interface SvgBand {
  readonly id: string
  readonly when: string
  readonly label: string
}

export interface TimelineSvgInput {
  readonly title: string
  /** A line under the title: whose timeline, marking, state. */
  readonly note?: string
  readonly events: readonly SvgEvent[]
  readonly bands?: readonly SvgBand[]
  readonly briefings?: readonly SvgBriefing[]
  readonly lang: Lang
  readonly calendar: Calendar
  /** Milliseconds UTC; null for a drawing without a line for today. */
  readonly today: number | null
  /** Else all of the events. */
  readonly window?: TimelineWindow
  readonly width?: number
  readonly colours?: 'light' | 'dark'
  /** Rows a lane may have before marks in one place are put together under a count. */
  readonly maxRows?: number
  /** Begins the names inside the drawing; another one where two drawings stand in one page. */
  readonly prefix?: string
}

export interface TimelineSvg {
  readonly svg: string
  readonly width: number
  readonly height: number
  /** Events drawn by themselves, put together under a count, and outside the window. */
  readonly alone: number
  readonly together: number
  readonly outside: number
  /** Events whose date cannot be read. */
  readonly left: readonly { readonly id: string; readonly cause: EdtfCause }[]
}

/** Draws the timeline. */
export function timelineSvg(input: TimelineSvgInput): TimelineSvg {
  const { lang, calendar, prefix = 'bd' } = input
  const width = Math.max(480, input.width ?? 1200)
  const ink = inks[input.colours ?? 'light']
  const words = wordsOf[lang]
  const { items, left } = itemsOf(input)
  const bands = bandsOf(input.bands ?? [])
  const window = input.window ?? wholeWindow([...items, ...bands].map(({ date }) => date))
  const laneWidth = laneWidthOf(
    input.events.map(({ lane }) => lane),
    width,
  )
  const layout = layoutTimeline({
    items,
    bands,
    window,
    // Outside every window where there is no line for it.
    today: input.today ?? Number.NEGATIVE_INFINITY,
    lang,
    calendar,
    width: width - 2 * pad,
    laneWidth,
    rowHeight,
    measure: (text) => emsOf(text) * labelSize,
    shorten: (text, room) => cutToEms(text, room / labelSize),
    maxRows: input.maxRows ?? 12,
    countLabel: (count, place) => words.count[place](count),
    labels: 'under',
  })
  const head = headOf(input, items.length, width, ink)
  const periods = periodsOf(layout, laneWidth, width, ink, words.periods)
  const legend = legendOf(input, layout, width, ink, prefix)
  const axisAt = head.height + axisHeight
  const chartHeight = layout.height + periods.height
  // A row for the word of the line of today.
  const legendAt = axisAt + chartHeight + 26
  const height = Math.ceil(legendAt + legend.height + pad)
  const byId = new Map(input.events.map((event) => [event.id, event]))
  const full = new Map(items.map(({ id, label, tail = '' }) => [id, [label, tail] as const]))
  const gathered = mergedClusters(countedArrows(layout.marks, lang), lang)
  const marks = withoutOverlap(gathered, full, layout.width).map((mark) =>
    markOf(mark, byId, input, laneWidth, width - 2 * pad, ink, prefix),
  )
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" lang="${lang}" xml:lang="${lang}" aria-labelledby="${prefix}-title ${prefix}-desc" font-family="${fonts.replaceAll("'", '&#39;')}">`,
    `<title id="${prefix}-title">${xmlText(input.title)}</title>`,
    `<desc id="${prefix}-desc">${xmlText(head.said)}</desc>`,
    markDefinitions(prefix, ink),
    `<rect width="${width}" height="${height}" fill="${ink.paper}"/>`,
    head.svg,
    `<g transform="translate(${pad} ${axisAt})">`,
    axisOf(layout, chartHeight, ink),
    lanesOf(layout, laneWidth, ink),
    todayOf(layout, chartHeight, words.today, ink),
    ...marks,
    `<g transform="translate(0 ${short(layout.height)})">${periods.svg}</g>`,
    '</g>',
    `<g transform="translate(${pad} ${short(legendAt)})">${legend.svg}</g>`,
    '</svg>',
  ].join('\n')
  const outside = layout.marks.filter(isOutside).reduce((sum, mark) => sum + mark.ids.length, 0)
  const together = gathered
    .filter((mark) => !isOutside(mark) && mark.ids.length > 1)
    .reduce((sum, mark) => sum + mark.ids.length, 0)
  return { svg: `${svg}\n`, width, height, alone: items.length - outside - together, together, outside, left }
}

function itemsOf({ events, lang }: TimelineSvgInput) {
  const words = wordsOf[lang]
  const items: TimelineItem[] = []
  const left: { id: string; cause: EdtfCause }[] = []
  for (const { id, when, lane, title, status, own, briefing } of events) {
    const read = parseEdtf(when)
    if (!read.ok) {
      left.push({ id, cause: read.cause })
      continue
    }
    const tail = status === 'reported' || status === 'superseded' ? words.join + words.status[status] : ''
    const label = [briefing, own ? '◇' : undefined, plain(title)].filter((part) => part !== undefined).join(' ')
    items.push({ id, lane, date: read.date, status, label, tail })
  }
  return { items, left }
}

function bandsOf(bands: readonly SvgBand[]): TimelineBand[] {
  return bands.flatMap(({ id, when, label }) => {
    const read = parseEdtf(when)
    return read.ok ? [{ id, date: read.date, label: plain(label) }] : []
  })
}

function laneWidthOf(lanes: readonly string[], width: number): number {
  const longest = Math.max(0, ...lanes.map((lane) => emsOf(plain(lane)) * labelSize + 20))
  return Math.round(Math.min(Math.max(80, longest), 180, width / 4))
}

function markOf(
  mark: TimelineMark,
  byId: ReadonlyMap<string, SvgEvent>,
  { lang, calendar, briefings = [] }: TimelineSvgInput,
  laneWidth: number,
  width: number,
  ink: Ink,
  prefix: string,
): string {
  const words = wordsOf[lang]
  const events = mark.ids.flatMap((id) => byId.get(id) ?? [])
  const many = events.length > 1
  const [event] = events
  const names = events.map(({ when, lane, title, status, own, briefing }) => {
    const date = status === 'planned' ? expectedWords(when, lang, calendar) : dateWords(when, lang, calendar)
    const state = status === 'planned' ? '' : words.status[status]
    const home = briefings.find(({ sign }) => sign === briefing)?.title ?? ''
    return [date, lane, title, state, own ? words.own : '', home]
      .filter((word) => word !== '')
      .map(plain)
      .join(words.join)
  })
  const shape = markShape(
    {
      form: mark.form,
      many: many && !isOutside(mark),
      x1: mark.x1,
      x2: mark.x2,
      y: mark.y + markAt,
      cut: mark.cut,
      reported: !many && mark.status === 'reported',
      left: laneWidth,
      right: width,
    },
    prefix,
    ink,
  )
  const old = !many && mark.status === 'superseded'
  const label =
    mark.label === ''
      ? ''
      : text(mark.labelX, mark.y + (isOutside(mark) ? markAt + 4 : labelAt), mark.label, {
          fill: old ? ink.faint : ink.ink,
          lang: many || event?.titleLang === lang ? undefined : event?.titleLang,
          struck: old,
          what: 'label',
        })
  // Lines of the ruler and of today stop behind a label.
  const ground =
    mark.label === '' ? '' : groundOf(mark.labelX, mark.y + (isOutside(mark) ? markAt + 4 : labelAt), mark.label, ink)
  return `<g><title>${xmlText(names.join('\n').replaceAll('\n', lang === 'zh-TW' ? '；' : '; '))}</title>${ground}${shape}${label}</g>`
}

const groundOf = (x: number, y: number, label: string, { paper }: Ink) =>
  `<rect x="${short(x - 1)}" y="${short(y - labelSize + 1)}" width="${short(emsOf(label) * labelSize + 2)}" height="${labelSize + 4}" fill="${paper}"/>`
