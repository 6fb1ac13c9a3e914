import { type Position, stances } from '../../../src-shared/briefings/content.ts'
import { isLanguageTag } from './grammar.ts'
import { oneOf } from './head.ts'
import { type Known, knownId, knownIds } from './known.ts'
import type { Report } from './report.ts'
import { present } from './risks.ts'
import { type Columns, plainWords, type Row } from './table.ts'

/** The columns of positions.csv. */
export const positionColumns: Columns = {
  needed: ['when', 'stance'],
  others: ['quotation', 'lang', 'status', 'block', 'source', 'tlp', 'secrecy'],
  wordsNeeded: ['actor', 'issue', 'label'],
  words: [],
}

/** A row of positions.csv. */
export function readPosition(row: Row, known: Pick<Known, 'block' | 'source'>, report: Report): Position {
  const optional = {
    quotation: readQuotation(row, report),
    block: knownId(row.text('block'), 'block', known.block, report),
    marking: row.marking(),
  }
  return {
    id: row.id,
    actor: row.localized('actor') ?? {},
    issue: row.localized('issue') ?? {},
    when: row.date('when') ?? '',
    stance: oneOf(row.text('stance'), 'stance', stances, report) ?? 'none',
    label: row.localized('label') ?? {},
    status: oneOf(row.text('status'), 'status', ['stated', 'reported'] as const, report) ?? 'stated',
    sources: knownIds(row.list('source'), 'source', known.source, report),
    ...present(optional),
  }
}

function readQuotation(row: Row, report: Report): Position['quotation'] | null {
  const text = plainWords(row.lines('quotation'), report)
  if (text === null) return null
  const lang = row.text('lang')
  if (lang !== null && isLanguageTag(lang.value)) return { text, lang: lang.value }
  report.problem(lang ?? row, 'quotation-language', { language: lang?.value ?? '' })
  return null
}
