import { CsvError, parse } from 'csv-parse/sync'
import { type Lang, type Localized, languages } from '../../../src-shared/languages.ts'
import { type PartMarking, secrecyLevels, tlpLabels } from '../../../src-shared/markings.ts'
import { isEdtf } from './edtf-span.ts'
import { isId } from './grammar.ts'
import { oneOf } from './head.ts'
import { anyId } from './known.ts'
import { joinLines } from './line-breaks.ts'
import { keptWords, type Languages } from './localized.ts'
import type { Place, Report } from './report.ts'
import { type Found, mostWords, words } from './words.ts'

/** The columns of a table; `needed` and `wordsNeeded` may not be missing nor, in a row, empty. */
export interface Columns {
  readonly needed: readonly string[]
  readonly others: readonly string[]
  /** Columns that exist once per language. */
  readonly wordsNeeded: readonly string[]
  readonly words: readonly string[]
}

/** One row; an empty cell is null. */
export interface Row extends Place {
  readonly id: string
  /** The cell as one line. */
  readonly text: (column: string) => Found | null
  /** The cell with its line breaks. */
  readonly lines: (column: string) => Found | null
  readonly localized: (column: string, most?: number) => Localized | null
  readonly longLocalized: (column: string) => Localized | null
  /** Parts split by `|`. */
  readonly list: (column: string) => readonly Found[]
  readonly date: (column: string) => string | null
  readonly marking: () => PartMarking | null
}

/** What could be read of a table. */
export interface Table {
  readonly rows: readonly Row[]
  /** Of all rows, the bad ones too, so that nothing wrong is told twice; `anyId` where the table cannot be read at all. */
  readonly ids: ReadonlySet<string>
}

/** A table that is not there. */
export const noTable: Table = { rows: [], ids: new Set() }

const unreadable: Table = { rows: [], ids: anyId }

/** Reads a CSV file (RFC 4180, header row). Rows with something missing are told and left out. */
export function readTable(file: string, text: string, columns: Columns, langs: Languages, report: Report): Table {
  const records = readRecords(file, text, report)
  if (records === null) return unreadable
  const [header, ...body] = records
  if (header === undefined) {
    report.problem({ file, line: 1 }, 'column-missing', { column: 'id' })
    return unreadable
  }
  const at = headerColumns(header, columns, langs, report)
  if (at === null) return unreadable
  const ids = new Map<string, number>()
  const all = new Set<string>()
  const rows: Row[] = []
  for (const record of body) {
    all.add(record.cells[at.get('id') ?? 0]?.trim() ?? '')
    if (record.cells.length !== header.cells.length) {
      report.problem(record.place(0), 'table-cells', { expected: header.cells.length, found: record.cells.length })
      continue
    }
    const row = readRow(record, at, langs, report)
    if (isComplete(row, columns, langs, report) && isNew(row, ids, report)) rows.push(row)
  }
  return { rows, ids: all }
}

/** Tells every id that is used twice in a file. */
export function isNew(row: Place & { readonly id: string }, ids: Map<string, number>, report: Report): boolean {
  const first = ids.get(row.id)
  if (first === undefined) {
    ids.set(row.id, row.line)
    return true
  }
  report.problem(row, 'id-twice', { id: row.id, first })
  return false
}

interface TableRecord {
  readonly cells: readonly string[]
  /** Where the cell with this number begins. */
  readonly place: (cell: number) => Place
}

function readRecords(file: string, text: string, report: Report): readonly TableRecord[] | null {
  try {
    const parsed: unknown = parse(text, { info: true, skip_empty_lines: true, relax_column_count: true })
    return (parsed as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[]).map(
      ({ record, info }) => {
        const breaks = record.map((cell) => cell.split('\n').length - 1)
        const first = info.lines - breaks.reduce((sum, each) => sum + each, 0)
        const place = (cell: number) => ({
          file,
          line: first + breaks.slice(0, cell).reduce((sum, each) => sum + each, 0),
        })
        return { cells: record, place }
      },
    )
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // A row that cannot be read is told by its number of lines so far.
    const { lines } = error as { readonly lines?: unknown }
    const line = typeof lines === 'number' ? lines : 1
    report.problem({ file, line }, 'table-syntax', { reason: error.code })
    return null
  }
}

function headerColumns(
  header: TableRecord,
  columns: Columns,
  langs: Languages,
  report: Report,
): ReadonlyMap<string, number> | null {
  const inWords = [...columns.wordsNeeded, ...columns.words]
  const known = new Set(['id', ...columns.needed, ...columns.others])
  for (const each of inWords) for (const lang of langs.all) known.add(`${each}.${lang}`)
  const at = new Map<string, number>()
  let isRight = true
  header.cells.forEach((cell, index) => {
    const bare = cell.trim()
    const name = inWords.includes(bare) ? `${bare}.${langs.lead}` : bare
    if (at.has(name)) {
      report.problem(header.place(index), 'column-twice', { column: bare })
      isRight = false
    } else if (known.has(name)) {
      at.set(name, index)
    } else if (bare !== '') {
      report.warn(header.place(index), 'column-unknown', { column: bare })
    }
  })
  const needed = ['id', ...columns.needed, ...columns.wordsNeeded.map((each) => `${each}.${langs.lead}`)]
  for (const column of needed) {
    if (at.has(column)) continue
    report.problem(header.place(0), 'column-missing', { column })
    isRight = false
  }
  return isRight ? at : null
}

function readRow(record: TableRecord, at: ReadonlyMap<string, number>, langs: Languages, report: Report): Row {
  const lines = (column: string): Found | null => {
    const index = at.get(column)
    const value = index === undefined ? '' : (record.cells[index] ?? '').trim()
    return value === '' ? null : { ...record.place(index ?? 0), value }
  }
  const text = (column: string): Found | null => {
    const found = lines(column)
    return found === null ? null : { ...found, value: joinLines(found.value) }
  }
  const localized = (read: (column: string) => Found | null, column: string, most = mostWords) => {
    const values: Partial<Record<Lang, Found>> = {}
    for (const lang of languages) {
      const found = langs.all.includes(lang) ? read(`${column}.${lang}`) : null
      if (found !== null) values[lang] = found
    }
    return keptWords(values, report, most)
  }
  return {
    ...record.place(0),
    id: text('id')?.value ?? '',
    text,
    lines,
    localized: (column, most) => localized(text, column, most),
    longLocalized: (column) => localized(lines, column),
    list: (column) => {
      const found = text(column)
      const parts = found?.value.split('|').map((each) => each.trim()) ?? []
      const kept = [...new Set(parts.filter((each) => each !== ''))]
      return found === null ? [] : kept.map((value) => ({ file: found.file, line: found.line, value }))
    },
    date: (column) => {
      const found = text(column)
      if (found === null || isEdtf(found.value)) return found?.value ?? null
      report.problem(found, 'date-wrong', { value: found.value })
      return null
    },
    marking: () => {
      const tlp = oneOf(text('tlp'), 'tlp', tlpLabels, report)
      const secrecy = oneOf(text('secrecy'), 'secrecy', secrecyLevels, report)
      if (tlp === null && secrecy === null) return null
      return { ...(tlp === null ? {} : { tlp }), ...(secrecy === null ? {} : { secrecy }) }
    },
  }
}

function isComplete(row: Row, columns: Columns, langs: Languages, report: Report): boolean {
  const empty = (column: string) => {
    const isEmpty = row.text(column) === null
    if (isEmpty) report.problem(row, 'field-missing', { field: column })
    return isEmpty
  }
  const needed = ['id', ...columns.needed].filter(empty)
  // Words in either language are enough: the other shows them with a mark.
  const wordless = columns.wordsNeeded.filter((each) =>
    langs.all.every((lang) => row.text(`${each}.${lang}`) === null) ? empty(`${each}.${langs.lead}`) : false,
  )
  if (row.id !== '' && !isId(row.id)) {
    report.problem(row, 'id-wrong', { id: row.id })
    return false
  }
  return needed.length === 0 && wordless.length === 0
}

/** Words of one cell that has no language of its own. */
export function plainWords(found: Found | null, report: Report): string | null {
  return found === null ? null : words(found, report)
}
