import type { NotebookRow } from '../../src-shared/annotations/notebook.ts'
import { folded, termsOf } from './notebook-search.ts'

export const facets = ['kind', 'status', 'due', 'briefing', 'tag', 'lang', 'type'] as const
/** What the notebook can be narrowed by; the colour of a mark follows its kind. */
export type Facet = (typeof facets)[number]

export const dueStates = ['overdue', 'week', 'open', 'done'] as const
export type DueState = (typeof dueStates)[number]

/** The value of the status facet for what waits for the reader's word. */
export const waiting = 'waiting'
/** The value of the status facet for what the reader left on an earlier version. */
export const keptStatus = 'kept'
/** How a row stands, as it is counted and grouped: what was left on an earlier version is not lost. */
export const statusOf = ({ status, kept }: NotebookRow) => (kept === undefined ? status : keptStatus)
/** The value of the tag facet for what has no tag. */
export const untagged = ''

export interface NotebookFilter {
  readonly query: string
  /** One of the chosen values is enough; none chosen leaves everything. */
  readonly chosen: Readonly<Record<Facet, readonly string[]>>
  /** Days, both included, on which an annotation was made; null for no end. */
  readonly from: string | null
  readonly to: string | null
}

export const noFilter: NotebookFilter = {
  query: '',
  chosen: { kind: [], status: [], due: [], briefing: [], tag: [], lang: [], type: [] },
  from: null,
  to: null,
}

const pad = (value: number) => String(value).padStart(2, '0')

/** The day of a moment by this computer's clock: '2026-10-02'. */
export function dayOfMoment(moment: Date): string {
  return `${moment.getFullYear()}-${pad(moment.getMonth() + 1)}-${pad(moment.getDate())}`
}

/** A day some days later. */
export function daysLater(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** How it stands with an action; what is no action and has no date has no such state. */
export function dueStatesOf({ kind, due, done }: NotebookRow, today: string): readonly DueState[] {
  if (done) return ['done']
  if (!due) return kind === 'action' ? ['open'] : []
  if (due < today) return ['overdue', 'open']
  return due < daysLater(today, 7) ? ['week', 'open'] : ['open']
}

interface Known {
  readonly today: string
  readonly day: string
  readonly text: string
  /** The values of each facet, in the order of `facets`. */
  readonly values: readonly (readonly string[])[]
}

const nothing: readonly string[] = []
const known = new WeakMap<NotebookRow, Known>()

/** What searching and counting need of a row, worked out once for as long as the row is the same. */
function knownOf(row: NotebookRow, today: string): Known {
  const before = known.get(row)
  if (before?.today === today) return before
  const about = row.about ? Object.values(row.about).join('\n') : ''
  const tags = row.tags.map((tag) => `#${tag}`).join('\n')
  const made: Known = {
    today,
    day: dayOfMoment(new Date(row.created)),
    text: folded([row.quote, row.note, tags, about, row.cell?.value ?? ''].join('\n')),
    values: [
      [row.kind],
      row.review ? [row.status, waiting] : [statusOf(row)],
      dueStatesOf(row, today),
      [row.briefing],
      row.tags.length === 0 ? [untagged] : row.tags,
      row.lang === null ? nothing : [row.lang],
      [row.type],
    ],
  }
  known.set(row, made)
  return made
}

/** The day an annotation was made. */
export const madeOn = (row: NotebookRow, today: string): string => knownOf(row, today).day

export type Counts = Readonly<Record<Facet, ReadonlyMap<string, number>>>

export interface Sifted {
  readonly shown: readonly NotebookRow[]
  /** For each value of a facet how many rows pass everything but that facet. */
  readonly counts: Counts
}

/** The rows a filter leaves, in their order, and how many each choice would leave. */
export function sifted(rows: readonly NotebookRow[], filter: NotebookFilter, today: string): Sifted {
  const terms = termsOf(filter.query)
  const wanted = facets.map((facet) => {
    const values = filter.chosen[facet]
    return values.length === 0 ? null : new Set(values)
  })
  const counts = facets.map(() => new Map<string, number>())
  const count = (at: number, values: readonly string[]) => {
    const map = counts[at]
    if (map) for (const value of values) map.set(value, (map.get(value) ?? 0) + 1)
  }
  const shown = rows.filter((row) => {
    const { day, text, values } = knownOf(row, today)
    if (filter.from !== null && day < filter.from) return false
    if (filter.to !== null && day > filter.to) return false
    if (!terms.every((term) => text.includes(term))) return false
    let failed = -1
    for (let at = 0; at < facets.length; at += 1) {
      const set = wanted[at]
      if (!set || values[at]?.some((value) => set.has(value))) continue
      // What fails two facets is counted by neither.
      if (failed !== -1) return false
      failed = at
    }
    if (failed !== -1) count(failed, values[failed] ?? nothing)
    else for (let at = 0; at < facets.length; at += 1) count(at, values[at] ?? nothing)
    return failed === -1
  })
  return {
    shown,
    counts: Object.fromEntries(facets.map((facet, at) => [facet, counts[at] ?? new Map()])) as unknown as Counts,
  }
}

/** The filter with one value of a facet chosen, or chosen no more. */
export function toggled(filter: NotebookFilter, facet: Facet, value: string): NotebookFilter {
  const before = filter.chosen[facet]
  const after = before.includes(value) ? before.filter((each) => each !== value) : [...before, value]
  return { ...filter, chosen: { ...filter.chosen, [facet]: after } }
}

export type Narrowing = Facet | 'query' | 'date'

/** What a filter narrows by: the query, the days, and each facet with something chosen. */
export function narrowings({ query, chosen, from, to }: NotebookFilter): readonly Narrowing[] {
  return [
    ...(termsOf(query).length > 0 ? (['query'] as const) : []),
    ...(from !== null || to !== null ? (['date'] as const) : []),
    ...facets.filter((facet) => chosen[facet].length > 0),
  ]
}

/** The filter without one of the things it narrows by. */
export function loosened(filter: NotebookFilter, narrowing: Narrowing): NotebookFilter {
  if (narrowing === 'query') return { ...filter, query: '' }
  if (narrowing === 'date') return { ...filter, from: null, to: null }
  return { ...filter, chosen: { ...filter.chosen, [narrowing]: [] } }
}
