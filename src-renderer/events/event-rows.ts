import type { BriefingEvent, Content } from '../../src-shared/briefings/content.ts'
import { type EdtfDate, parseEdtf, sortKey } from '../../src-shared/events/edtf.ts'
import type { Localized } from '../../src-shared/languages.ts'
import { sameName } from '../../src-shared/risks/codes.ts'

/** One event as the list and the drawing both use it. `date` is null where the text is no date. */
export interface EventRow {
  readonly event: BriefingEvent
  readonly lane: string
  readonly date: EdtfDate | null
}

export interface Lane {
  readonly key: string
  readonly name: Localized
  readonly count: number
}

export interface EventSort {
  readonly by: 'date' | 'lane'
  readonly descending: boolean
}

/** The events of a briefing by date; what has no readable date comes last. */
export function eventRows(content: Pick<Content, 'events'>): readonly EventRow[] {
  const rows = content.events.map((event) => {
    const result = parseEdtf(event.when)
    return { event, lane: sameName(event.lane), date: result.ok ? result.date : null }
  })
  return sortedRows(rows, { by: 'date', descending: false })
}

/** The actors, in the order in which the publisher's own list first names them. */
export function lanesOf(content: Pick<Content, 'events'>): readonly Lane[] {
  const lanes = new Map<string, Lane>()
  for (const { lane } of content.events) {
    const key = sameName(lane)
    lanes.set(key, { key, name: lane, count: (lanes.get(key)?.count ?? 0) + 1 })
  }
  return [...lanes.values()]
}

/** Sorted by date, or by actor and then date. Unreadable dates stay last in both directions. */
export function sortedRows(
  rows: readonly EventRow[],
  sort: EventSort,
  laneOrder: readonly string[] = [],
): readonly EventRow[] {
  const sign = sort.descending ? -1 : 1
  const byDate = (a: EventRow, b: EventRow, direction: number) => {
    const [x, y] = [sortKey(a.event.when), sortKey(b.event.when)]
    if (x === y) return 0
    if (!Number.isFinite(x) || !Number.isFinite(y)) return Number.isFinite(x) ? -1 : 1
    return (x - y) * direction
  }
  return [...rows].sort((a, b) => {
    if (sort.by === 'date') return byDate(a, b, sign)
    return (laneOrder.indexOf(a.lane) - laneOrder.indexOf(b.lane)) * sign || byDate(a, b, 1)
  })
}
