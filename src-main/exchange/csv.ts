import type { NotebookRow } from '../../src-shared/annotations/notebook.ts'
import { csvCell } from '../../src-shared/csv-cell.ts'
import { inLanguage, type Lang } from '../../src-shared/languages.ts'
import { type Marking, markingOf } from '../../src-shared/markings.ts'
import { type Column, columns, type ExchangeWords } from './words.ts'

/** A briefing as rows name it. */
export interface BriefingName {
  readonly slug: string
  readonly title: string
  /** What holds for an annotation that has no marking of its own. */
  readonly marking: Marking
}

/** The marking that holds for a row: its own, else the one of its briefing. */
export const rowMarking = ({ marking }: NotebookRow, briefing: BriefingName | undefined) =>
  briefing === undefined ? marking : markingOf(marking, briefing.marking)

/**
 * Annotations as a table: RFC 4180, lines end with CR LF. It starts with a byte order mark: without one the Excel of a
 * Chinese Windows takes the file for Big5 and every word is broken.
 */
export function csvOf(
  rows: readonly NotebookRow[],
  briefings: ReadonlyMap<string, BriefingName>,
  words: ExchangeWords,
  lang: Lang,
): string {
  const head = columns.map((column) => words.columns[column])
  const lines = [head, ...rows.map((row) => columns.map((column) => cellOf(row, column, briefings, words, lang)))]
  return `\ufeff${lines.map((line) => `${line.map(csvCell).join(',')}\r\n`).join('')}`
}

function cellOf(
  row: NotebookRow,
  column: Column,
  briefings: ReadonlyMap<string, BriefingName>,
  words: ExchangeWords,
  lang: Lang,
): string {
  const briefing = briefings.get(row.briefing)
  switch (column) {
    case 'briefing':
      return briefing?.slug ?? row.briefing
    case 'title':
      return briefing?.title ?? ''
    case 'language':
      return row.lang ?? ''
    case 'kind':
      return words.kind[row.kind]
    case 'status':
      return statusOf(row, words)
    case 'paragraph':
      return row.paragraph === null ? '' : String(row.paragraph)
    case 'about':
      return aboutOf(row, words, lang)
    case 'tags':
      return row.tags.join(words.comma)
    case 'due':
      return row.due ?? ''
    case 'done':
      return row.done ?? ''
    case 'tlp':
      return tlpOf(rowMarking(row, briefing)?.tlp)
    case 'secrecy':
      return words.secrecy[rowMarking(row, briefing)?.secrecy ?? ''] ?? ''
    case 'links':
      return (row.links ?? []).join(' ')
    case 'id':
    case 'quote':
    case 'note':
    case 'created':
    case 'modified':
      return row[column]
  }
}

const tlpOf = (tlp: string | undefined) => (tlp === undefined ? '' : `TLP:${tlp}`)

/** How it stands: what was left on an earlier version is not lost, and the version is named. */
export function statusOf({ status, kept }: NotebookRow, { status: names, kept: keptNames }: ExchangeWords): string {
  if (kept === undefined) return names[status]
  return kept === 0 ? keptNames.quoteOnly : keptNames.status.replace('{{number}}', String(kept))
}

/** What an annotation is about, where it is not text: 事件：提案, with the cell and the value it had. */
export function aboutOf({ type, about, cell }: NotebookRow, { target, colon }: ExchangeWords, lang: Lang): string {
  if (type === 'text') return target.text
  const title = about === undefined ? '' : (inLanguage(about, lang, lang)?.value ?? '')
  const value = cell === undefined ? '' : ` (${cell.column}${cell.value === null ? '' : ` = ${cell.value}`})`
  return `${target[type]}${title === '' ? '' : `${colon}${title}`}${value}`
}
