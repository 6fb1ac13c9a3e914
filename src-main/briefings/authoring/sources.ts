import { credibilities, reliabilities, type Source, type Term } from '../../../src-shared/briefings/content.ts'
import { safeLink } from '../../../src-shared/links.ts'
import { isLanguageTag } from './grammar.ts'
import { oneOf } from './head.ts'
import type { Report } from './report.ts'
import { present } from './risks.ts'
import { type Columns, plainWords, type Row } from './table.ts'
import { words } from './words.ts'

/** The columns of sources.csv. */
export const sourceColumns: Columns = {
  needed: ['citation'],
  others: ['url', 'published', 'accessed', 'reliability', 'credibility', 'lang'],
  wordsNeeded: [],
  words: [],
}

/** A row of sources.csv. */
export function readSource(row: Row, report: Report): Source {
  const grade = oneOf(row.text('credibility'), 'credibility', credibilities.map(String), report)
  const optional = {
    url: readUrl(row, report),
    published: row.date('published'),
    accessed: row.date('accessed'),
    reliability: oneOf(row.text('reliability'), 'reliability', reliabilities, report),
    credibility: credibilities.find((each) => String(each) === grade) ?? null,
    lang: readLanguage(row, report),
  }
  return { id: row.id, citation: plainWords(row.text('citation'), report) ?? '', ...present(optional) }
}

/** The columns of terms.csv. */
export const termColumns: Columns = {
  needed: [],
  others: ['variants', 'mainland', 'abbreviations'],
  wordsNeeded: ['preferred'],
  words: [],
}

/** A row of terms.csv. */
export function readTerm(row: Row, report: Report): Term {
  const list = (column: string) => row.list(column).flatMap((each) => words(each, report, 200) ?? [])
  return {
    id: row.id,
    preferred: row.localized('preferred') ?? {},
    variants: list('variants'),
    mainland: list('mainland'),
    abbreviations: list('abbreviations'),
  }
}

function readUrl(row: Row, report: Report): string | null {
  const found = row.text('url')
  const link = found === null ? null : safeLink(found.value)
  if (found !== null && link === null) report.problem(found, 'link-refused', { link: found.value })
  return link
}

function readLanguage(row: Row, report: Report): string | null {
  const found = row.text('lang')
  if (found === null || isLanguageTag(found.value)) return found?.value ?? null
  report.problem(found, 'language-wrong', { language: found.value })
  return null
}
