import { type BriefingEvent, eventStatuses, type Period } from '../../../src-shared/briefings/content.ts'
import { isEdtfSpan } from './edtf-span.ts'
import { oneOf } from './head.ts'
import { type Known, knownId, knownIds } from './known.ts'
import type { Report } from './report.ts'
import type { Columns, Row } from './table.ts'
import { mostTitle } from './words.ts'

/** The columns of timeline.csv. */
export const eventColumns: Columns = {
  needed: ['when'],
  others: ['origin', 'status', 'block', 'source', 'tlp', 'secrecy'],
  wordsNeeded: ['lane', 'title'],
  words: ['body'],
}

/** A row of timeline.csv. */
export function readEvent(row: Row, known: Pick<Known, 'block' | 'source'>, report: Report): BriefingEvent {
  const body = row.longLocalized('body')
  const block = knownId(row.text('block'), 'block', known.block, report)
  const marking = row.marking()
  return {
    id: row.id,
    when: row.date('when') ?? '',
    lane: row.localized('lane') ?? {},
    origin: oneOf(row.text('origin'), 'origin', ['source', 'own'] as const, report) ?? 'source',
    status: oneOf(row.text('status'), 'status', eventStatuses, report) ?? 'occurred',
    title: row.localized('title', mostTitle) ?? {},
    ...(body === null ? {} : { body }),
    ...(block === null ? {} : { block }),
    sources: knownIds(row.list('source'), 'source', known.source, report),
    ...(marking === null ? {} : { marking }),
  }
}

/** The columns of periods.csv. */
export const periodColumns: Columns = {
  needed: ['when'],
  others: ['risk', 'source'],
  wordsNeeded: ['series', 'title'],
  words: [],
}

/** A row of periods.csv. */
export function readPeriod(row: Row, known: Pick<Known, 'risk' | 'source'>, report: Report): Period {
  const risk = knownId(row.text('risk'), 'risk', known.risk, report)
  return {
    id: row.id,
    when: readSpan(row, 'when', report) ?? '',
    series: row.localized('series') ?? {},
    title: row.localized('title', mostTitle) ?? {},
    ...(risk === null ? {} : { risk }),
    sources: knownIds(row.list('source'), 'source', known.source, report),
  }
}

/** An interval or a year. */
export function readSpan(row: Row, column: string, report: Report): string | null {
  const found = row.text(column)
  if (found === null || isEdtfSpan(found.value)) return found?.value ?? null
  report.problem(found, 'interval-wrong', { value: found.value })
  return null
}
