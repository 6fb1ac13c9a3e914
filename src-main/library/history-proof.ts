import type { DamagedRecord } from '../../src-shared/library/library.ts'
import type { Database, Row } from './database.ts'
import { isHlc } from './hlc.ts'
import { isRecordId } from './ids.ts'
import { canonicalRow, isWhole, type RecordTable, readRecord, recordTableNames } from './records.ts'

interface Entry {
  readonly table: RecordTable
  readonly record_id: string
  readonly hlc: string
  /** What the log says; null where it has no such entry. */
  readonly logged: string | null
  /** What the history says; null where it has no such entry. */
  readonly kept: string | null
}

/**
 * Entries of the log and the history that no second copy bears out. A version of today is proven by its record, an
 * earlier one by log and history saying the same. Without a look at an index, so that a damaged one hides nothing.
 */
function unproven(db: Database): readonly Entry[] {
  const found = new Map<string, { entry: Omit<Entry, 'logged' | 'kept'>; logged: string | null; kept: string | null }>()
  const put = (row: Row, what: 'logged' | 'kept') => {
    const key = `${row.table} ${row.record_id} ${row.hlc}`
    const entry = { table: row.table as RecordTable, record_id: String(row.record_id), hlc: String(row.hlc) }
    const known = found.get(key) ?? { entry, logged: null, kept: null }
    found.set(key, { ...known, [what]: String(row.payload) })
  }
  for (const row of db.all('SELECT "table", record_id, hlc, payload FROM change_log NOT INDEXED')) put(row, 'logged')
  for (const row of db.all('SELECT "table", record_id, hlc, payload FROM record_history NOT INDEXED')) put(row, 'kept')
  const bad: Entry[] = []
  for (const table of recordTableNames) {
    for (const { id, hlc } of db.all<{ id: string; hlc: string }>(`SELECT id, hlc FROM ${table}`)) {
      const key = `${table} ${id} ${hlc}`
      const said = currentPayload(db, table, id)
      const known = found.get(key)
      found.delete(key)
      if (said !== null && known?.logged !== said) {
        bad.push({ table, record_id: id, hlc, logged: known?.logged ?? null, kept: null })
      }
    }
  }
  for (const { entry, logged, kept } of found.values()) {
    if (logged === null || logged !== kept) bad.push({ ...entry, logged, kept })
  }
  return bad
}

/** A damaged entry may name no table, no record or no time; nothing can be asked about it. */
const isNamed = ({ table, record_id, hlc }: Entry) =>
  recordTableNames.includes(table) && isRecordId(record_id) && isHlc(hlc)

function currentPayload(db: Database, table: RecordTable, id: string): string | null {
  if (!isRecordId(id)) return null
  const row = readRecord(db, table, id)
  return row !== null && isWhole(table, row) ? canonicalRow(table, row as unknown as Row) : null
}

/** Records with an entry that cannot be proven, each once. */
export function unprovenHistory(db: Database): readonly DamagedRecord[] {
  const records = new Map<string, DamagedRecord>()
  for (const entry of unproven(db)) {
    const { table, record_id: id } = entry
    const row = isNamed(entry) ? (readRecord(db, table, id) as unknown as Row | null) : null
    const briefing = table === 'briefings' ? id : row?.briefing
    records.set(`${table} ${id}`, { table, id, briefing: typeof briefing === 'string' ? briefing : null })
  }
  return [...records.values()]
}

/** Writes entries again that the record itself or a backup proves; gives how many. */
export function repairHistory(db: Database, backups: readonly Database[]): number {
  const bad = unproven(db).filter(isNamed)
  if (bad.length === 0) return 0
  return db.transaction(() => {
    // The log is append-only in use; a damaged entry must change back, and the guard stands again at once.
    const guard = db.get<{ sql: string }>("SELECT sql FROM sqlite_schema WHERE name = 'change_log_is_not_rewritten'")
    if (guard !== null) db.script('DROP TRIGGER change_log_is_not_rewritten')
    let done = 0
    for (const entry of bad) {
      const { table, record_id, hlc } = entry
      const row = readRecord(db, table, record_id)
      const current = row?.hlc === hlc ? currentPayload(db, table, record_id) : null
      const proven = current ?? backups.map((backup) => fromBackup(backup, entry)).find((each) => each !== null)
      if (proven === undefined || proven === null) continue
      const where = '"table" = ? AND record_id = ? AND hlc = ?'
      const logged = db.run(`UPDATE change_log SET payload = ? WHERE ${where}`, proven, table, record_id, hlc)
      if (logged === 0) {
        db.run(
          'INSERT INTO change_log ("table", record_id, op, hlc, device_id, request, payload) VALUES (?, ?, ?, ?, ?, ?, ?)',
          table,
          record_id,
          (JSON.parse(proven) as Row).deleted_at_hlc === hlc ? 'remove' : 'change',
          hlc,
          String((JSON.parse(proven) as Row).device_id),
          'repair',
          proven,
        )
      }
      if (
        current === null &&
        db.run(`UPDATE record_history SET payload = ? WHERE ${where}`, proven, table, record_id, hlc) === 0
      ) {
        const next = db.get<{ hlc: string | null }>(
          'SELECT min(hlc) AS hlc FROM change_log WHERE record_id = ? AND hlc > ?',
          record_id,
          hlc,
        )?.hlc
        db.run(
          'INSERT INTO record_history ("table", record_id, hlc, replaced_by_hlc, payload) VALUES (?, ?, ?, ?, ?)',
          table,
          record_id,
          hlc,
          next ?? row?.hlc ?? hlc,
          proven,
        )
      }
      done += 1
    }
    if (guard !== null) db.script(guard.sql)
    return done
  })
}

/** The payload of an entry in a backup, if that proves it. */
function fromBackup(backup: Database, { table, record_id, hlc }: Entry): string | null {
  try {
    const row = readRecord(backup, table, record_id)
    if (row?.hlc === hlc) return currentPayload(backup, table, record_id)
    const where = '"table" = ? AND record_id = ? AND hlc = ?'
    const payload = (from: string) =>
      backup.get<{ payload: string }>(`SELECT payload FROM ${from} WHERE ${where}`, table, record_id, hlc)?.payload
    const logged = payload('change_log')
    return logged !== undefined && logged === payload('record_history') ? logged : null
  } catch {
    return null
  }
}
