import type { EventStatus } from '../briefings/content.ts'
import type { Lang } from '../languages.ts'
import { type Calendar, dateWords, expectedWords } from './date-words.ts'
import { type EdtfCause, parseEdtf } from './edtf.ts'
import { cutToEms, emsOf, linesOfEms } from './text-width.ts'
import {
  layoutTimeline,
  type MarkForm,
  type TimelineBand,
  type TimelineItem,
  type TimelineLayout,
  type TimelineMark,
  type TimelineWindow,
  wholeWindow,
} from './timeline.ts'
import { type Ink, inks, markDefinitions, markShape, short } from './timeline-svg-marks.ts'
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

const wordsOf = {
  'zh-TW': {
    join: '，',
    today: '今天',
    own: '自訂事件',
    legend: '圖例說明',
    periods: '時期',
    events: (count: number) => `共 ${count} 個事件`,
    span: (from: string, to: string) => `${from}至${to}`,
    count: {
      inside: (n: number) => `${n} 件`,
      before: (n: number) => `較早 ${n} 件`,
      after: (n: number) => `較晚 ${n} 件`,
    },
    status: { occurred: '', planned: '預計', reported: '據報，未經查證', superseded: '已取代' },
    forms: {
      point: '確定日期',
      about: '約',
      bracket: '只知年或月',
      span: '期間',
      open: '迄日未定',
      planned: '預計或待確認',
      before: '視窗外',
      many: '擠在一起的事件數',
    },
  },
  en: {
    join: ', ',
    today: 'Today',
    own: 'own event',
    legend: 'Legend',
    periods: 'Periods',
    events: (count: number) => `${count} event${count === 1 ? '' : 's'}`,
    span: (from: string, to: string) => `${from} to ${to}`,
    count: {
      inside: (n: number) => `${n} event${n === 1 ? '' : 's'}`,
      before: (n: number) => `${n} earlier`,
      after: (n: number) => `${n} later`,
    },
    status: { occurred: '', planned: 'expected', reported: 'reported, not verified', superseded: 'superseded' },
    forms: {
      point: 'exact date',
      about: 'approximate',
      bracket: 'month or year only',
      span: 'period',
      open: 'no end date',
      planned: 'planned or to be confirmed',
      before: 'outside the window',
      many: 'number of events close together',
    },
  },
} as const

const fonts =
  "Inter, 'Noto Sans TC', 'Source Han Sans TC', 'PingFang TC', 'Microsoft JhengHei', 'Helvetica Neue', Arial, sans-serif"
const pad = 20
const rowHeight = 36
const labelSize = 13
const small = 12
const longestLabel = 340
/** Where mark and label stand in a row. */
const [markAt, labelAt] = [10, 29]
const axisHeight = 38
const bandHeight = 22

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

const isOutside = ({ form }: TimelineMark) => form === 'before' || form === 'after'

function itemsOf({ events, lang }: TimelineSvgInput) {
  const words = wordsOf[lang]
  const items: TimelineItem[] = []
  const left: { id: string; cause: EdtfCause }[] = []
  for (const { id, when, lane, title, status, own } of events) {
    const read = parseEdtf(when)
    if (!read.ok) {
      left.push({ id, cause: read.cause })
      continue
    }
    const tail = status === 'reported' || status === 'superseded' ? words.join + words.status[status] : ''
    items.push({ id, lane, date: read.date, status, label: `${own ? '◇ ' : ''}${plain(title)}`, tail })
  }
  return { items, left }
}

const plain = (text: string) => text.replaceAll(/\s+/gu, ' ').trim()

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

interface TextOptions {
  readonly size?: number
  readonly fill: string
  readonly weight?: number
  readonly anchor?: 'end'
  readonly lang?: Lang | undefined
  readonly struck?: boolean
  readonly what?: string
}

function text(
  x: number,
  y: number,
  said: string,
  { size = labelSize, fill, weight, anchor, lang, struck, what }: TextOptions,
) {
  const more = [
    weight === undefined ? '' : ` font-weight="${weight}"`,
    anchor === undefined ? '' : ` text-anchor="${anchor}"`,
    lang === undefined ? '' : ` lang="${lang}" xml:lang="${lang}"`,
    struck ? ' text-decoration="line-through"' : '',
    what === undefined ? '' : ` class="${what}"`,
  ].join('')
  return `<text x="${short(x)}" y="${short(y)}" font-size="${size}" fill="${fill}"${more}>${xmlText(said)}</text>`
}

/** Title, note, and what the drawing covers. */
function headOf({ title, note, events, lang, calendar }: TimelineSvgInput, count: number, width: number, ink: Ink) {
  const words = wordsOf[lang]
  const room = (width - 2 * pad) / 20
  const lines = linesOfEms(plain(title), room, 3)
  const dated = events.flatMap(({ when }) => {
    const read = parseEdtf(when)
    return read.ok ? [{ when, at: read.date.from ?? read.date.to ?? 0 }] : []
  })
  const sorted = dated.toSorted((a, b) => a.at - b.at)
  const [first, last] = [sorted[0]?.when, sorted.at(-1)?.when]
  const said = [
    ...(first === undefined || last === undefined
      ? []
      : [
          first === last
            ? dateWords(first, lang, calendar)
            : words.span(dateWords(first, lang, calendar), dateWords(last, lang, calendar)),
        ]),
    words.events(count),
  ].join(words.join)
  const under = [note === undefined ? '' : plain(note), said].filter((line) => line !== '')
  let y = pad + 4
  const parts = lines.map((line) => {
    y += 24
    return text(pad, y - 6, line, { size: 20, weight: 700, fill: ink.ink, what: 'head' })
  })
  for (const line of under) {
    for (const part of linesOfEms(line, (width - 2 * pad) / small, 2)) {
      y += 18
      parts.push(text(pad, y - 2, part, { size: small, fill: ink.quiet, what: 'head' }))
    }
  }
  return { svg: parts.join('\n'), height: y + 8, said: under.join(words.join) }
}

/** The ruler: both calendars where both are asked for. */
function axisOf(layout: TimelineLayout, height: number, ink: Ink): string {
  let free = Number.NEGATIVE_INFINITY
  const ticks = layout.ticks.map(({ x, label, roc, major }) => {
    const line = `<line x1="${short(x)}" x2="${short(x)}" y1="${major ? -axisHeight + 6 : -8}" y2="${short(height)}" stroke="${ink.rule}"/>`
    const wide = Math.max(emsOf(label), emsOf(roc ?? '')) * small
    if (x + 4 < free || x + 4 + wide > layout.width) return line
    free = x + 4 + wide + 6
    const under = roc === null ? '' : text(x + 4, -8, roc, { size: small, fill: ink.faint, what: 'tick' })
    return line + text(x + 4, -22, label, { size: small, fill: ink.quiet, what: 'tick' }) + under
  })
  return ticks.join('\n')
}

function lanesOf(layout: TimelineLayout, laneWidth: number, ink: Ink): string {
  const lines = [`<line x1="0" x2="${short(layout.width)}" y1="0" y2="0" stroke="${ink.faint}"/>`]
  for (const { name, y, height } of layout.lanes) {
    const said = linesOfEms(plain(name), (laneWidth - 14) / labelSize, Math.max(1, Math.floor((height - 4) / 15)))
    for (const [index, line] of said.entries()) {
      lines.push(
        text(laneWidth - 14, y + 16 + index * 15, line, { weight: 600, fill: ink.ink, anchor: 'end', what: 'lane' }),
      )
    }
    const bottom = short(y + height)
    lines.push(`<line x1="0" x2="${short(layout.width)}" y1="${bottom}" y2="${bottom}" stroke="${ink.rule}"/>`)
  }
  return lines.join('\n')
}

function todayOf({ today, width }: TimelineLayout, height: number, word: string, ink: Ink): string {
  if (today === null) return ''
  const fits = today + 4 + emsOf(word) * small <= width
  const line = `<line x1="${short(today)}" x2="${short(today)}" y1="0" y2="${short(height + 6)}" stroke="${ink.today}" stroke-width="1.5"/>`
  const options = { size: small, fill: ink.today, what: 'today', ...(fits ? {} : { anchor: 'end' as const }) }
  return line + text(fits ? today + 4 : today - 4, height + 13, word, options)
}

/** An arrow that got no label still says how many it stands for, where no mark is in its way. */
function countedArrows(marks: readonly TimelineMark[], lang: Lang): readonly TimelineMark[] {
  return marks.map((mark) => {
    if (!isOutside(mark) || mark.label !== '') return mark
    const before = mark.form === 'before'
    for (const label of [wordsOf[lang].count[before ? 'before' : 'after'](mark.ids.length), String(mark.ids.length)]) {
      const wide = emsOf(label) * labelSize
      const labelX = before ? mark.x1 + 14 : mark.x2 - 14 - wide
      const isFree = marks.every(
        (other) => other === mark || other.y !== mark.y || other.x1 - 12 > labelX + wide || other.x2 + 12 < labelX,
      )
      if (isFree) return { ...mark, label, labelX }
    }
    return mark
  })
}

/** Counts that would touch are one count. */
function mergedClusters(marks: readonly TimelineMark[], lang: Lang): readonly TimelineMark[] {
  const isCluster = (mark: TimelineMark) => mark.ids.length > 1 && !isOutside(mark)
  const merged: TimelineMark[] = []
  for (const mark of marks.filter(isCluster).toSorted((a, b) => a.y - b.y || a.x1 - b.x1)) {
    const last = merged.at(-1)
    const room = emsOf(String(last?.ids.length)) * labelSize + 8
    if (last && last.y === mark.y && mark.x1 < last.x1 + room) {
      merged[merged.length - 1] = {
        ...last,
        ids: [...last.ids, ...mark.ids],
        x2: Math.max(last.x2, mark.x2),
        label: '',
      }
    } else merged.push(mark)
  }
  const free = (mark: TimelineMark, wide: number) =>
    marks.every(
      (other) =>
        other.y !== mark.y ||
        other.label === '' ||
        isOutside(other) ||
        isCluster(other) ||
        other.labelX > mark.x1 + wide ||
        other.labelX + emsOf(other.label) * labelSize < mark.x1 - 4,
    ) &&
    merged.every((other) => other === mark || other.y !== mark.y || other.x1 - 8 > mark.x1 + wide || other.x1 < mark.x1)
  return [
    ...marks.filter((mark) => !isCluster(mark)),
    ...merged.map((mark) => {
      if (mark.label !== '') return mark
      const words = wordsOf[lang].count.inside(mark.ids.length)
      const label = free(mark, emsOf(words) * labelSize) ? words : String(mark.ids.length)
      return { ...mark, label, labelX: mark.x1 - 4 }
    }),
  ]
}

/**
 * Of labels in a row that would touch, a count stays, else the first; a mark says all of it in its title. Then what has
 * no label gets one where there is room for it, near the right edge to the left of its mark's place.
 */
function withoutOverlap(
  marks: readonly TimelineMark[],
  full: ReadonlyMap<string, readonly [title: string, state: string]>,
  right: number,
): readonly TimelineMark[] {
  const taken = new Map<string, (readonly [number, number])[]>()
  // Beside an arrow a label stands higher than under a mark.
  const lineOf = (mark: TimelineMark) => `${mark.y} ${isOutside(mark)}`
  const take = (mark: TimelineMark, air: number): boolean => {
    const others = taken.get(lineOf(mark)) ?? []
    const [begin, end] = [mark.labelX - air, mark.labelX + emsOf(mark.label) * labelSize + 2 + air]
    if (others.some(([from, to]) => begin < to && from < end)) return false
    taken.set(lineOf(mark), [...others, [mark.labelX, end - air]])
    return true
  }
  const rank = (mark: TimelineMark) => (mark.ids.length > 1 ? 0 : 1)
  const kept = marks
    .toSorted((a, b) => rank(a) - rank(b) || a.labelX - b.labelX)
    .map((mark) => (mark.label === '' || take(mark, 0) ? mark : { ...mark, label: '' }))
  const filled = kept.map((mark) => {
    const words = full.get(mark.ids[0] ?? '')
    if (mark.label !== '' || mark.ids.length > 1 || isOutside(mark) || words === undefined) return mark
    const title = cutToEms(words[0], longestLabel / labelSize - emsOf(words[1]))
    const label = title === '' ? '' : title + words[1]
    const place = { ...mark, label, labelX: Math.min(mark.x1 - 4, right - 2 - emsOf(label) * labelSize) }
    return label !== '' && take(place, 6) ? place : mark
  })
  return filled.toSorted((a, b) => a.y - b.y || a.x1 - b.x1)
}

function markOf(
  mark: TimelineMark,
  byId: ReadonlyMap<string, SvgEvent>,
  { lang, calendar }: TimelineSvgInput,
  laneWidth: number,
  width: number,
  ink: Ink,
  prefix: string,
): string {
  const words = wordsOf[lang]
  const events = mark.ids.flatMap((id) => byId.get(id) ?? [])
  const many = events.length > 1
  const [event] = events
  const names = events.map(({ when, lane, title, status, own }) => {
    const date = status === 'planned' ? expectedWords(when, lang, calendar) : dateWords(when, lang, calendar)
    const state = status === 'planned' ? '' : words.status[status]
    return [date, lane, title, state, own ? words.own : '']
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

/** Series such as "most likely risk by period", as bands under the events. */
function periodsOf({ bands }: TimelineLayout, laneWidth: number, width: number, ink: Ink, name: string) {
  if (bands.length === 0) return { svg: '', height: 0 }
  const right = width - 2 * pad
  const rows: number[] = []
  const drawn = bands.map(({ x1, x2, label }) => {
    const inside = emsOf(label) * small + 10 <= x2 - x1
    // A label that does not fit stands beside its band, or before it at the right edge.
    const room = right - x2 - 6
    const words = cutToEms(label, (inside ? x2 - x1 - 10 : Math.max(room, x1 - laneWidth - 10)) / small)
    const wide = emsOf(words) * small
    const before = !inside && wide > room
    const [begin, end] = [before ? x1 - wide - 6 : x1, inside ? x2 : before ? x2 : x2 + 6 + wide]
    let row = rows.findIndex((taken) => taken <= begin)
    if (row < 0) row = rows.push(0) - 1
    rows[row] = end + 6
    const y = 8 + row * bandHeight
    const place = `x="${short(x1)}" y="${short(y)}" width="${short(Math.max(1, x2 - x1))}" height="${bandHeight - 4}" rx="2"`
    const box = `<rect ${place} fill="${ink.paper}"/><rect ${place} fill="${ink.press}" fill-opacity="0.12" stroke="${ink.press}"/>`
    const at = inside ? x1 + 5 : before ? begin : x2 + 6
    return `<g><title>${xmlText(label)}</title>${box}${text(at, y + 13, words, { size: small, fill: ink.ink, what: 'band' })}</g>`
  })
  const title = text(laneWidth - 14, 8 + 13, name, { weight: 600, fill: ink.ink, anchor: 'end', what: 'lane' })
  return { svg: title + drawn.join('\n'), height: rows.length * bandHeight + 12 }
}

const legendForms: readonly (readonly [Exclude<MarkForm, 'after'>, x1: number, x2: number])[] = [
  ['point', 17, 17],
  ['about', 17, 17],
  ['bracket', 5, 29],
  ['span', 4, 30],
  ['open', 8, 34],
  ['planned', 2, 32],
  ['before', 12, 12],
]

/** What each form of a mark means; it flows into as many lines as it needs. */
function legendOf(input: TimelineSvgInput, layout: TimelineLayout, width: number, ink: Ink, prefix: string) {
  const words = wordsOf[input.lang]
  const sample = { many: false, y: 8, cut: false, reported: false, left: 0, right: 36 }
  const entries: (readonly [shape: string, said: string])[] = legendForms.map(([form, x1, x2]) => [
    markShape({ ...sample, form, x1, x2 }, prefix, ink),
    words.forms[form],
  ])
  entries.push([
    markShape({ ...sample, form: 'point', x1: 17, x2: 17, reported: true }, prefix, ink),
    words.status.reported,
  ])
  if (layout.marks.some((mark) => mark.ids.length > 1 && !isOutside(mark))) {
    entries.push([markShape({ ...sample, form: 'point', many: true, x1: 17, x2: 17 }, prefix, ink), words.forms.many])
  }
  if (input.events.some(({ own }) => own)) {
    entries.push([text(12, 12, '◇', { size: small, fill: ink.ink }), words.own])
  }
  const title = text(0, 12, words.legend, { size: small, weight: 600, fill: ink.ink, what: 'legend' })
  const begin = emsOf(words.legend) * small + 14
  let [x, y] = [begin, 0]
  const drawn = entries.map(([shape, said]) => {
    const wide = 40 + emsOf(said) * small + 14
    if (x + wide > width - 2 * pad && x > begin) {
      x = begin
      y += 20
    }
    const group = `<g transform="translate(${short(x)} ${y})">${shape}${text(40, 12, said, { size: small, fill: ink.quiet, what: 'legend' })}</g>`
    x += wide
    return group
  })
  return { svg: title + drawn.join('\n'), height: y + 20 }
}
