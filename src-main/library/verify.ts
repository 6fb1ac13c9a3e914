import type { DamagedDraft, DamagedRecord, LibraryCounts, VerifyResult } from '../../src-shared/library/library.ts'
import type { Database, Row } from './database.ts'
import { damagedDrafts } from './drafts.ts'
import { unprovenHistory } from './history-proof.ts'
import { isWhole, type RecordTable, recordTableNames, type StoredRecord } from './records.ts'

export type VerifyStage = 'structure' | 'records'

export interface Watch {
  readonly onProgress?: (stage: VerifyStage, done: number, total: number) => void
  readonly cancelled?: () => boolean
}

/** Thrown where somebody asked to stop. */
export class Cancelled extends Error {}

export type Verified = Omit<VerifyResult, 'at'>

/** How many rows are read at a time; between them a cancel is heard. */
const portion = 50

const noCounts: LibraryCounts = { briefings: 0, versions: 0, annotations: 0, removed: 0, drafts: 0 }

/** Reads a whole library: its structure, every hash of a record, a draft and the content of a version. Changes nothing. */
export function verifyDatabase(db: Database, { onProgress = () => {}, cancelled = () => false }: Watch = {}): Verified {
  const structure: string[] = []
  const damaged: DamagedRecord[] = []
  const checked = { records: 0, versions: 0 }
  const stop = () => {
    if (cancelled()) throw new Cancelled()
  }
  /** SQLite's own complaint is a finding here, not an error. */
  const finding = (what: string, work: () => void) => {
    try {
      work()
    } catch (error) {
      if (error instanceof Cancelled) throw error
      structure.push(`${what}: ${(error as Error).cause ?? error}`)
    }
  }

  stop()
  onProgress('structure', 0, 1)
  finding('integrity_check', () => {
    for (const row of db.all('PRAGMA integrity_check(20)')) {
      const said = String(Object.values(row)[0])
      if (said !== 'ok') structure.push(said)
    }
    for (const row of db.all('PRAGMA foreign_key_check')) structure.push(`foreign key: ${Object.values(row).join(' ')}`)
  })
  onProgress('structure', 1, 1)

  let counts = noCounts
  finding('counts', () => {
    counts = countsOf(db)
  })
  let total = 0
  finding('counts', () => {
    total = recordTableNames.reduce((sum, table) => sum + countOf(db, table), 0)
  })
  for (const table of recordTableNames) {
    finding(table, () => {
      for (let last: number | null = 0; last !== null; ) {
        stop()
        last = readPortion(db, table, last, (row) => {
          checked.records += 1
          if (table === 'versions') checked.versions += 1
          if (!isWhole(table, row)) damaged.push(damagedRecord(table, row as unknown as Row))
        })
        onProgress('records', checked.records, Math.max(total, checked.records))
      }
    })
  }
  let damagedHistory: readonly DamagedRecord[] = []
  finding('history', () => {
    stop()
    const bad = new Set(damaged.map(({ id }) => id))
    damagedHistory = unprovenHistory(db).filter(({ id }) => !bad.has(id))
  })
  let drafts: readonly DamagedDraft[] = []
  finding('drafts', () => {
    drafts = damagedDrafts(db)
  })
  return {
    ok: [structure, damaged, damagedHistory, drafts].every(({ length }) => length === 0),
    structure,
    searchIndex: 'none',
    checked,
    counts,
    damaged,
    damagedHistory,
    damagedDrafts: drafts,
  }
}

/** True if a library can be trusted: what it holds today is what was written. */
export const isSound = ({ structure, damaged }: Verified) => structure.length === 0 && damaged.length === 0

function readPortion(
  db: Database,
  table: RecordTable,
  after: number,
  each: (row: StoredRecord<RecordTable>) => void,
): number | null {
  const rows = db.all<StoredRecord<RecordTable> & { row_place: number }>(
    `SELECT rowid AS row_place, * FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ${portion}`,
    after,
  )
  for (const row of rows) each(row)
  return rows.length < portion ? null : (rows.at(-1)?.row_place ?? null)
}

export function damagedRecord(table: RecordTable, row: Row): DamagedRecord {
  const briefing = table === 'briefings' ? row.id : row.briefing
  return { table, id: String(row.id), briefing: typeof briefing === 'string' ? briefing : null }
}

const countOf = (db: Database, table: string, where = '') =>
  db.get<{ count: number }>(`SELECT count(*) AS count FROM ${table} ${where}`)?.count ?? 0

export function countsOf(db: Database): LibraryCounts {
  return {
    briefings: countOf(db, 'briefings', 'WHERE deleted_at_hlc IS NULL'),
    versions: countOf(db, 'versions'),
    annotations: countOf(db, 'annotations', 'WHERE deleted_at_hlc IS NULL'),
    removed: countOf(db, 'annotations', 'WHERE deleted_at_hlc IS NOT NULL'),
    drafts: countOf(db, 'drafts'),
  }
}
