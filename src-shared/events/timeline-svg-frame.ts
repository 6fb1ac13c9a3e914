import { dateWords } from './date-words.ts'
import { isPoint, parseEdtf } from './edtf.ts'
import { cutToEms, emsOf, linesOfEms } from './text-width.ts'
import type { MarkForm, TimelineLayout } from './timeline.ts'
import type { TimelineSvgInput } from './timeline-svg.ts'
import { isOutside } from './timeline-svg-labels.ts'
import { type Ink, markShape, short } from './timeline-svg-marks.ts'
import { axisHeight, bandHeight, labelSize, pad, plain, small, text, wordsOf } from './timeline-svg-text.ts'
import { xmlText } from './xml-text.ts'

/** What stands around the marks: head, ruler, lanes, today, periods and legend. */

/** Title, note, and what the drawing covers. */
export function headOf(
  { title, note, events, lang, calendar }: TimelineSvgInput,
  count: number,
  width: number,
  ink: Ink,
) {
  const words = wordsOf[lang]
  const room = (width - 2 * pad) / 20
  const lines = linesOfEms(plain(title), room, 3)
  const years = events.flatMap(({ when }) => {
    const read = parseEdtf(when)
    const sides = read.ok ? [read.date.start, read.date.end].filter(isPoint) : []
    return sides.flatMap((side) => [side.earliest.year, side.latest.year])
  })
  const [first, last] = [Math.min(...years), Math.max(...years)]
  // Of years that have more than four digits only the ruler tells.
  const has = years.length > 0 && first >= 0 && last <= 9999
  const digits = (year: number) => String(year).padStart(4, '0')
  const span = first === last ? digits(first) : `${digits(first)}/${digits(last)}`
  const said = [...(has ? [dateWords(span, lang, calendar)] : []), words.events(count)].join(words.join)
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
export function axisOf(layout: TimelineLayout, height: number, ink: Ink): string {
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

/** The names of the lanes, and the lines between them. */
export function lanesOf(layout: TimelineLayout, laneWidth: number, ink: Ink): string {
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

/** The line of today, with its word under the chart. */
export function todayOf({ today, width }: TimelineLayout, height: number, word: string, ink: Ink): string {
  if (today === null) return ''
  const fits = today + 4 + emsOf(word) * small <= width
  const line = `<line x1="${short(today)}" x2="${short(today)}" y1="0" y2="${short(height + 6)}" stroke="${ink.today}" stroke-width="1.5"/>`
  const options = { size: small, fill: ink.today, what: 'today', ...(fits ? {} : { anchor: 'end' as const }) }
  return line + text(fits ? today + 4 : today - 4, height + 13, word, options)
}

/** Series such as "most likely risk by period", as bands under the events. */
export function periodsOf({ bands }: TimelineLayout, laneWidth: number, width: number, ink: Ink, name: string) {
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

/** A sample of each form for a legend, 36 wide: the form and where it stands. */
export const legendForms: readonly (readonly [Exclude<MarkForm, 'after'>, x1: number, x2: number])[] = [
  ['point', 17, 17],
  ['about', 17, 17],
  ['bracket', 5, 29],
  ['span', 4, 30],
  ['open', 8, 34],
  ['planned', 2, 32],
  ['before', 12, 12],
]

/** What each form of a mark means; it flows into as many lines as it needs. */
export function legendOf(input: TimelineSvgInput, layout: TimelineLayout, width: number, ink: Ink, prefix: string) {
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
  for (const { sign, title } of input.briefings ?? []) {
    const room = (width - 2 * pad - emsOf(words.legend) * small - 68) / small
    entries.push([text(12, 12, sign, { size: small, weight: 600, fill: ink.ink }), cutToEms(plain(title), room)])
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
