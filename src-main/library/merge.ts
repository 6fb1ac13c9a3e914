import type { RecoveredCounts } from '../../src-shared/library/recovery.ts'
import type { Database, Row } from './database.ts'
import { isTrueDraft, placeDraft, type StoredDraft } from './drafts.ts'
import { type AnyRecord, canonicalRow, placeRecord, type RecordTable, readRecord, recordTableNames } from './records.ts'
import { keyOf, type LogEntry, type Salvaged } from './salvage.ts'

export interface Merged {
  readonly taken: RecoveredCounts
  readonly removals: number
  readonly drafts: number
  /** Intact records that have no place, because their briefing is gone. */
  readonly left: readonly LeftRecord[]
  readonly lost: RecoveredCounts
}

export interface LeftRecord {
  readonly table: RecordTable
  readonly row: AnyRecord
}

type Counts = { briefings: number; versions: number; annotations: number }
const none = (): Counts => ({ briefings: 0, versions: 0, annotations: 0 })

/** Puts what was salvaged into a library: records that are missing there or newer than there, removals too. */
export function merge(db: Database, salvaged: Salvaged): Merged {
  return db.transaction(() => {
    const taken = none()
    const left: LeftRecord[] = []
    let removals = 0
    const versions = new Set(
      [...db.all<Row>('SELECT briefing, hash FROM versions'), ...(salvaged.records.versions as readonly Row[])].map(
        ({ briefing, hash }) => `${briefing} ${hash}`,
      ),
    )
    const entries = entriesOf(salvaged)
    for (const table of recordTableNames) {
      for (const row of salvaged.records[table]) {
        const there = readRecord(db, table, row.id)
        if (there !== null && there.hlc >= row.hlc) continue
        // A briefing that names a version nobody has could not be opened.
        const opens = table !== 'briefings' || versions.has(`${row.id} ${(row as Row).version}`)
        if (opens && tookIn(db, table, row, there, { log: entries.get(row.id) ?? [], history: salvaged.history })) {
          if (row.deleted_at_hlc !== null && there?.deleted_at_hlc !== row.deleted_at_hlc) removals += 1
          else taken[table] += 1
        } else left.push({ table, row })
      }
    }
    return { taken, removals, drafts: mergeDrafts(db, salvaged), left, lost: lostOf(db, salvaged.log) }
  })
}

function entriesOf({ log }: Salvaged): ReadonlyMap<string, readonly LogEntry[]> {
  const entries = new Map<string, LogEntry[]>()
  for (const entry of log) {
    const known = entries.get(entry.record_id)
    if (known === undefined) entries.set(entry.record_id, [entry])
    else known.push(entry)
  }
  return entries
}

/** Tries records again that had no place before; gives those that still have none. */
export function adopt(db: Database, records: readonly LeftRecord[]): readonly LeftRecord[] {
  return db.transaction(() =>
    records.filter(({ table, row }) => {
      const there = readRecord(db, table, row.id)
      if (there !== null && there.hlc >= row.hlc) return false
      return !tookIn(db, table, row, there, { log: [], history: new Map() })
    }),
  )
}

/** One record with its log: in, or not at all. */
function tookIn(
  db: Database,
  table: RecordTable,
  row: AnyRecord,
  there: AnyRecord | null,
  { log, history }: Pick<Salvaged, 'log' | 'history'>,
): boolean {
  try {
    db.transaction(() => {
      placeRecord(db, table, row as never)
      const last: LogEntry = log.find((entry) => entry.hlc === row.hlc && entry.record_id === row.id) ?? {
        table,
        record_id: row.id,
        op: row.deleted_at_hlc === row.hlc ? 'remove' : there === null ? 'add' : 'change',
        hlc: row.hlc,
        device_id: row.device_id,
        request: 'recovery',
        payload: '',
      }
      // Two copies that agree prove what the record was in between.
      const earlier = log.filter(
        (entry) =>
          entry.record_id === row.id &&
          entry.hlc < row.hlc &&
          entry.hlc >= (there?.hlc ?? '') &&
          history.get(keyOf(entry.table, entry.record_id, entry.hlc)) === entry.payload,
      )
      const chain = [...earlier, { ...last, payload: canonicalRow(table, row as unknown as Row) }].sort((a, b) =>
        a.hlc < b.hlc ? -1 : 1,
      )
      for (const [at, entry] of chain.entries()) {
        const next = chain[at + 1]
        if (entry.hlc !== there?.hlc) logOne(db, entry)
        if (next !== undefined) keepOld(db, entry, next.hlc)
      }
      if (there !== null && chain[0]?.hlc !== there.hlc) {
        const payload = canonicalRow(table, there as unknown as Row)
        keepOld(db, { table, record_id: row.id, hlc: there.hlc, payload }, chain[0]?.hlc ?? row.hlc)
      }
    })
    return true
  } catch {
    // Its briefing is not here, or its place is taken by another record.
    return false
  }
}

function logOne(db: Database, { table, record_id, op, hlc, device_id, request, payload }: LogEntry): void {
  db.run(
    'INSERT INTO change_log ("table", record_id, op, hlc, device_id, request, payload) VALUES (?, ?, ?, ?, ?, ?, ?)',
    table,
    record_id,
    op,
    hlc,
    device_id,
    request,
    payload,
  )
}

function keepOld(
  db: Database,
  { table, record_id, hlc, payload }: Pick<LogEntry, 'table' | 'record_id' | 'hlc' | 'payload'>,
  replacedBy: string,
): void {
  db.run(
    'INSERT INTO record_history ("table", record_id, hlc, replaced_by_hlc, payload) VALUES (?, ?, ?, ?, ?)',
    table,
    record_id,
    hlc,
    replacedBy,
    payload,
  )
}

function mergeDrafts(db: Database, { drafts }: Salvaged): number {
  let count = 0
  for (const draft of drafts) {
    const there = db.get<StoredDraft>('SELECT * FROM drafts WHERE key = ?', draft.key)
    // Words that nobody can prove are kept where there are no others, and go on bearing a hash that is not theirs.
    const better = isTrueDraft(draft)
      ? there === null || !isTrueDraft(there) || there.saved < draft.saved
      : there === null
    if (better && tookDraft(db, draft)) count += 1
  }
  return count
}

function tookDraft(db: Database, draft: StoredDraft): boolean {
  try {
    // What a damaged draft says it was begun from is worth nothing, and a letter of zeros could not be written back.
    const words = () => ({ ...draft, base_hlc: null, text: String(draft.text).replaceAll('\u0000', '\ufffd') })
    db.transaction(() => placeDraft(db, isTrueDraft(draft) ? draft : words()))
    return true
  } catch {
    // Not even words any more.
    return false
  }
}

/** Records whose last change the log names and the library does not have. */
function lostOf(db: Database, log: readonly LogEntry[]): RecoveredCounts {
  const latest = new Map<string, LogEntry>()
  for (const entry of log) {
    const key = `${entry.table} ${entry.record_id}`
    if ((latest.get(key)?.hlc ?? '') < entry.hlc) latest.set(key, entry)
  }
  const lost = none()
  for (const { table, record_id, hlc } of latest.values()) {
    const there = readRecord(db, table, record_id)
    if (there === null || there.hlc < hlc) lost[table] += 1
  }
  return lost
}

/** The ids this library writes with, if what was salvaged bears them out. */
export function adoptIdentity(db: Database, { meta, records }: Salvaged): void {
  const rows = recordTableNames.flatMap((table) => records[table] as readonly AnyRecord[])
  for (const [key, column] of [
    ['author', 'author_id'],
    ['device', 'device_id'],
    ['space', 'space_id'],
  ] as const) {
    const said = meta.get(key)
    const value = rows.some((row) => row[column] === said) ? said : rows[0]?.[column]
    if (value !== undefined) db.run('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)', key, value)
  }
}
