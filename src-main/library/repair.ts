import type { DamagedRecord, RepairResult } from '../../src-shared/library/library.ts'
import { type Database, openDatabase, type Row } from './database.ts'
import type { Library } from './library.ts'
import {
  type AnyRecord,
  canonicalRow,
  isWhole,
  placeRecord,
  type RecordTable,
  readRecord,
  recordTableNames,
  sha256,
} from './records.ts'

export interface GoodCopies {
  /** Backups, newest first. */
  readonly backups: readonly { readonly path: string; readonly made: string }[]
}

/**
 * Puts damaged records right. First with a copy that is proven to be word for word what was written: from the log of
 * the library itself, or from a backup. Else with the newest older copy of a backup, which becomes a change like any
 * other, so that history tells of it.
 */
export function repairRecords(
  library: Library,
  damaged: readonly DamagedRecord[],
  { backups }: GoodCopies,
  request: string,
): RepairResult {
  const { db } = library
  let exact = 0
  const older: RepairResult['older'][number][] = []
  const left: DamagedRecord[] = []
  const open = backups.flatMap(({ path, made }) => {
    try {
      return [{ db: openDatabase(path, { readOnly: true }), made }]
    } catch {
      return []
    }
  })
  try {
    for (const [at, one] of damaged.entries()) {
      const table = recordTableNames.find((name) => name === one.table)
      const row = table === undefined ? null : tried(() => readRecord(db, table, one.id))
      if (table === undefined || row === null) {
        left.push(one)
        continue
      }
      if (isWhole(table, row as never)) continue
      const proven = fromLog(db, table, row as unknown as Row) ?? fromBackups(open, table, one.id, String(row.row_hash))
      if (proven !== null) {
        db.transaction(() => placeRecord(db, table, proven as never))
        exact += 1
        continue
      }
      const old = open.flatMap((backup) => {
        const found = tried(() => readRecord(backup.db, table, one.id))
        return found !== null && isWhole(table, found as never) ? [{ row: found, made: backup.made }] : []
      })[0]
      if (old === undefined) {
        left.push(one)
      } else {
        library.write(`${request} ${at}`, (writer) => {
          placeRecord(db, table, old.row as never)
          if (table !== 'versions') writer.put(table, 'change', old.row as never)
          return null
        })
        older.push({ table, id: one.id, from: old.made })
      }
    }
  } finally {
    for (const each of open) each.db.close()
  }
  return { exact, older, left }
}

/** Those of these records that are there and do not say what was written. */
export function stillDamaged(db: Database, damaged: readonly DamagedRecord[]): readonly DamagedRecord[] {
  return damaged.filter(({ table: name, id }) => {
    const table = recordTableNames.find((each) => each === name)
    const row = table === undefined ? null : tried(() => readRecord(db, table, id))
    return table !== undefined && row !== null && !isWhole(table, row as never)
  })
}

/** The record as the log has it, if its hash is the one the record was stored with. */
function fromLog(db: Database, table: RecordTable, row: Row): AnyRecord | null {
  const entries = db.all<{ payload: string }>(
    'SELECT payload FROM change_log WHERE "table" = ? AND record_id = ? ORDER BY hlc DESC',
    table,
    row.id ?? '',
  )
  // Only the hash itself is damaged: the log says the same as the record.
  if (entries[0]?.payload === tried(() => canonicalRow(table, row))) {
    const back = { ...row, row_hash: sha256(entries[0]?.payload ?? '') } as unknown as AnyRecord
    return isWhole(table, back as never) ? back : null
  }
  const entry = entries.find(({ payload }) => sha256(payload) === row.row_hash)
  if (entry === undefined) return null
  const back = { ...row, ...(JSON.parse(entry.payload) as Row) } as unknown as AnyRecord
  return isWhole(table, back as never) ? back : null
}

function fromBackups(
  backups: readonly { readonly db: Database }[],
  table: RecordTable,
  id: string,
  hash: string,
): AnyRecord | null {
  for (const backup of backups) {
    const found = tried(() => readRecord(backup.db, table, id))
    // A version never changes, so any sound copy of it is the same.
    if (found !== null && isWhole(table, found as never) && (found.row_hash === hash || table === 'versions')) {
      return found as unknown as AnyRecord
    }
  }
  return null
}

function tried<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}
