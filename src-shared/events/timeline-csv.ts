import { type BriefingEvent, type EventStatus, eventStatuses } from '../briefings/content.ts'
import { bareCell, csvCell } from '../csv-cell.ts'
import { type Lang, type Localized, languages } from '../languages.ts'
import { safeLink } from '../links.ts'
import { type PartMarking, secrecyLevels, tlpLabels } from '../markings.ts'
import { type DateCellCause, type DatePartsCause, joinDateParts, readDateCell } from './date-cell.ts'
import { type Calendar, dateWords } from './date-words.ts'
import { type EdtfCause, parseEdtf } from './edtf.ts'
import type { TimelineField } from './timeline-columns.ts'

/**
 * Events as a table. Out: the columns of timeline.csv, every cell text that no spreadsheet calculates. In: the rows of
 * any table with a mapping of its columns; each row becomes an event or is refused with its line and cause, and nothing
 * is stored here. The caller parses the text of the file.
 */

const columns = [
  ...['id', 'when', 'lane.zh-TW', 'lane.en', 'origin', 'status', 'title.zh-TW', 'title.en', 'body.zh-TW', 'body.en'],
  ...['block', 'source', 'tlp', 'secrecy'],
] as const

export interface CsvOptions {
  /** Adds the date in words of these languages. */
  readonly words?: readonly Lang[]
  /** The calendar of these words; both if nothing is said. */
  readonly calendar?: Calendar
  /** Begins each row with the short name of its briefing. */
  readonly briefingOf?: (event: BriefingEvent) => string
  /** CR LF as RFC 4180 says, or LF as an authoring folder has it. */
  readonly lineEnd?: '\r\n' | '\n'
  /** The mark by which the Excel of a Chinese Windows knows UTF-8. */
  readonly byteOrderMark?: boolean
}

/** Writes events as CSV. */
export function writeTimelineCsv(events: readonly BriefingEvent[], options: CsvOptions = {}): string {
  const { words = [], calendar = 'both', briefingOf, lineEnd = '\r\n', byteOrderMark = false } = options
  const head = [...(briefingOf ? ['briefing'] : []), ...columns, ...words.map((lang) => `date.${lang}`)]
  const rows = events.map((event) => [
    ...(briefingOf ? [briefingOf(event)] : []),
    event.id,
    event.when,
    event.lane['zh-TW'] ?? '',
    event.lane.en ?? '',
    event.origin,
    event.status,
    event.title['zh-TW'] ?? '',
    event.title.en ?? '',
    event.body?.['zh-TW'] ?? '',
    event.body?.en ?? '',
    event.block ?? '',
    event.sources.join('|'),
    event.marking?.tlp ?? '',
    event.marking?.secrecy ?? '',
    ...words.map((lang) => dateWords(event.when, lang, calendar)),
  ])
  const lines = [head, ...rows].map((row) => row.map(csvCell).join(',') + lineEnd)
  return (byteOrderMark ? '\ufeff' : '') + lines.join('')
}

/** An event read from a row; what the row does not say is absent. */
export interface ReadEvent {
  readonly id: string | null
  readonly when: string
  /** The date in the words of the table, where they say more than the date that was read. */
  readonly said: string | null
  readonly lane: Localized
  readonly origin: BriefingEvent['origin'] | null
  readonly status: EventStatus | null
  readonly title: Localized
  readonly body: Localized
  readonly place: string | null
  readonly block: string | null
  readonly sources: readonly string[]
  readonly url: string | null
  readonly marking: PartMarking | null
}

export type RowCause =
  | { readonly kind: 'date'; readonly field: TimelineField; readonly cause: DateCellCause }
  | { readonly kind: 'date-part'; readonly end: boolean; readonly cause: DatePartsCause }
  /** Beginning and end are each a date, and together no interval. */
  | { readonly kind: 'interval'; readonly cause: EdtfCause }
  | { readonly kind: 'no-date' }
  | { readonly kind: 'no-title' }
  | { readonly kind: 'value'; readonly field: TimelineField; readonly text: string }
  | { readonly kind: 'link'; readonly text: string }
  | { readonly kind: 'cells'; readonly expected: number; readonly found: number }
  | { readonly kind: 'id-twice'; readonly id: string; readonly first: number }
  /** A row of TimelineJS that is the title of the whole, or an era. */
  | { readonly kind: 'not-an-event'; readonly type: string }

export type RowResult =
  | { readonly line: number; readonly ok: true; readonly event: ReadEvent }
  | { readonly line: number; readonly ok: false; readonly cause: RowCause }

export interface DryRun {
  readonly rows: readonly RowResult[]
  readonly good: number
  readonly refused: number
  /** Fields an event needs and no column has. */
  readonly missing: readonly ('date' | 'title')[]
}

export interface ReadOptions {
  /** Line of each row in its file; else the second line and on. */
  readonly lines?: readonly number[]
}

type Mapping = readonly (TimelineField | null)[]

/** Reads rows (without the head) as events. Empty rows are passed over. */
export function readTimelineRows(
  rows: readonly (readonly string[])[],
  mapping: Mapping,
  options: ReadOptions = {},
): DryRun {
  const has = (...fields: TimelineField[]) => fields.some((field) => mapping.includes(field))
  const missing: ('date' | 'title')[] = []
  if (!has('when', 'year')) missing.push('date')
  if (!has('title.zh-TW', 'title.en')) missing.push('title')
  if (missing.length > 0) return { rows: [], good: 0, refused: 0, missing }
  const ids = new Map<string, number>()
  const results = rows.flatMap((cells, index): RowResult[] => {
    if (cells.every((cell) => cell.trim() === '')) return []
    const line = options.lines?.[index] ?? index + 2
    const read = readRow(cells, mapping)
    if ('kind' in read) return [{ line, ok: false, cause: read }]
    const first = read.id === null ? undefined : ids.get(read.id)
    if (first !== undefined) return [{ line, ok: false, cause: { kind: 'id-twice', id: read.id ?? '', first } }]
    if (read.id !== null) ids.set(read.id, line)
    return [{ line, ok: true, event: read }]
  })
  const good = results.filter((row) => row.ok).length
  return { rows: results, good, refused: results.length - good, missing }
}

function readRow(cells: readonly string[], mapping: Mapping): ReadEvent | RowCause {
  if (cells.slice(mapping.length).some((cell) => cell.trim() !== '')) {
    return { kind: 'cells', expected: mapping.length, found: cells.length }
  }
  const at = (field: TimelineField): string => {
    const index = mapping.indexOf(field)
    const cell = index < 0 ? '' : bareCell(cells[index] ?? '')
    return cell.normalize('NFC').replaceAll(/\r\n?/gu, '\n').trim()
  }
  const type = at('type').toLowerCase()
  if (type === 'title' || type === 'era') return { kind: 'not-an-event', type }
  const date = dateOf(at)
  if ('kind' in date) return date
  const title = localized(at, 'title', true)
  if (Object.keys(title).length === 0) return { kind: 'no-title' }
  const status = statusOf(at('status'))
  if (status === undefined) return { kind: 'value', field: 'status', text: at('status') }
  const origin = oneOf(at('origin'), ['source', 'own'] as const)
  if (origin === undefined) return { kind: 'value', field: 'origin', text: at('origin') }
  const tlp = oneOf(at('tlp').toUpperCase().replace(/^TLP:/u, ''), tlpLabels)
  if (tlp === undefined) return { kind: 'value', field: 'tlp', text: at('tlp') }
  const secrecy = oneOf(at('secrecy'), secrecyLevels)
  if (secrecy === undefined) return { kind: 'value', field: 'secrecy', text: at('secrecy') }
  const link = at('url')
  const url = link === '' ? null : safeLink(link)
  if (link !== '' && url === null) return { kind: 'link', text: link }
  const said = at('said')
  return {
    id: orNull(at('id')),
    when: date.when,
    said: orNull(said) ?? date.said,
    lane: localized(at, 'lane', true),
    origin,
    status: status ?? (date.planned ? 'planned' : null),
    title,
    body: localized(at, 'body', false),
    place: orNull(at('place')),
    block: orNull(at('block')),
    sources: [
      ...new Set(
        at('source')
          .split('|')
          .map((each) => each.trim()),
      ),
    ].filter((each) => each !== ''),
    url,
    marking: tlp === null && secrecy === null ? null : { ...(tlp ? { tlp } : {}), ...(secrecy ? { secrecy } : {}) },
  }
}

type At = (field: TimelineField) => string

interface When {
  readonly when: string
  readonly said: string | null
  readonly planned: boolean
}

function dateOf(at: At): When | RowCause {
  const from = sideOf(at, 'when')
  const to = sideOf(at, 'until')
  if (from !== null && 'kind' in from) return from
  if (to !== null && 'kind' in to) return to
  if (from === null) return { kind: 'no-date' }
  // A day that ends on itself is a day.
  if (to === null || to.when === from.when) return from
  const when = `${from.when}/${to.when}`
  const read = parseEdtf(when)
  return read.ok ? { ...from, when } : { kind: 'interval', cause: read.cause }
}

function sideOf(at: At, side: 'when' | 'until'): When | RowCause | null {
  const cell = at(side)
  if (cell !== '') {
    const read = readDateCell(cell)
    if (!read.ok) return { kind: 'date', field: side, cause: read.cause }
    return { when: read.edtf, said: read.as === 'words' || read.as === 'roc' ? cell : null, planned: read.planned }
  }
  const end = side === 'until'
  const parts = end
    ? { year: at('endYear'), month: at('endMonth'), day: at('endDay'), time: at('endTime') }
    : { year: at('year'), month: at('month'), day: at('day'), time: at('time') }
  const joined = joinDateParts(parts)
  if (joined === null) return null
  if ('cause' in joined) return { kind: 'date-part', end, cause: joined.cause }
  const read = parseEdtf(joined.edtf)
  if (!read.ok) return { kind: 'interval', cause: read.cause }
  return { when: joined.edtf, said: null, planned: false }
}

function localized(at: At, field: 'lane' | 'title' | 'body', oneLine: boolean): Localized {
  return Object.fromEntries(
    languages.flatMap((lang) => {
      const text = at(`${field}.${lang}`)
      return text === '' ? [] : [[lang, oneLine ? text.replaceAll(/\s+/gu, ' ') : text]]
    }),
  )
}

const orNull = (text: string) => (text === '' ? null : text)

/** Null where nothing is said, undefined where it is none of them. */
function oneOf<T extends string>(text: string, values: readonly T[]): T | null | undefined {
  return text === '' ? null : values.find((value) => value === text)
}

const statusWords: Readonly<Record<string, EventStatus>> = {
  已發生: 'occurred',
  發生: 'occurred',
  happened: 'occurred',
  done: 'occurred',
  預計: 'planned',
  預定: 'planned',
  expected: 'planned',
  scheduled: 'planned',
  據報: 'reported',
  '據報，未經查證': 'reported',
  'reported, not verified': 'reported',
  已取代: 'superseded',
}

function statusOf(text: string): EventStatus | null | undefined {
  const plain = text.toLowerCase()
  return (
    oneOf(plain, eventStatuses) ??
    (plain === '' ? null : Object.hasOwn(statusWords, plain) ? statusWords[plain] : undefined)
  )
}
