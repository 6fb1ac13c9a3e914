import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SalvageState } from '../../src-shared/library/recovery.ts'
import { type Database, openDatabase, type Row } from './database.ts'
import { making } from './disk.ts'
import { type StoredDraft, sealed } from './drafts.ts'
import { isHlc } from './hlc.ts'
import { isRecordId } from './ids.ts'
import { canonicalRow, isWhole, type RecordTable, recordTableNames, type StoredRecord } from './records.ts'
import { sha256 } from './sha256.ts'

export interface LogEntry {
  readonly table: RecordTable
  readonly record_id: string
  readonly op: string
  readonly hlc: string
  readonly device_id: string
  readonly request: string
  readonly payload: string
}

/** What could be read out of a damaged library. Every record here says what was written; what does not is left out. */
export interface Salvaged {
  readonly state: SalvageState
  readonly records: { readonly [T in RecordTable]: readonly StoredRecord<T>[] }
  /** The log as far as it can be read. Single entries may be damaged: they count, but are believed only with a proof. */
  readonly log: readonly LogEntry[]
  /** Payloads of `record_history` by table, record and clock: a second copy of what the log holds. */
  readonly history: ReadonlyMap<string, string>
  /** All that can be read; what does not say what was written bears no hash that proves it. */
  readonly drafts: readonly StoredDraft[]
  readonly meta: ReadonlyMap<string, string>
}

const nothing: Salvaged = {
  state: 'nothing',
  records: { briefings: [], versions: [], annotations: [] },
  log: [],
  history: new Map(),
  drafts: [],
  meta: new Map(),
}

const amount = ({ records }: Salvaged) => recordTableNames.reduce((sum, table) => sum + records[table].length, 0)

/** A damaged file may claim any row number. */
const mostRows = 300_000
const pageSize = 4096

/**
 * Reads what can be read of a damaged library, from a copy, so that the damaged files stay as they are. Where the first
 * page is gone it is tried with the first page of `templates`, sound libraries that were laid out alike; a wrong guess
 * brings no wrong text, because every record is checked against its own hash.
 */
export function salvage(damaged: string, workplace: string, templates: readonly string[]): Salvaged {
  const place = join(workplace, `${making}salvage`)
  let best = nothing
  for (const patch of [null, ...templates.flatMap((path) => [headerOf(path), firstPageOf(path)])]) {
    if (patch === undefined) continue
    rmSync(place, { recursive: true, force: true })
    mkdirSync(place)
    try {
      const found = readCopy(damaged, join(place, 'library.sqlite'), patch)
      if (amount(found) > amount(best) || best === nothing) best = found
      if (best.state === 'whole') break
    } catch {
      // Not even opened: the next way is tried.
    }
  }
  rmSync(place, { recursive: true, force: true })
  return best
}

function headerOf(path: string): Buffer | undefined {
  return existsSync(path) ? readFileSync(path).subarray(0, 100) : undefined
}

function firstPageOf(path: string): Buffer | undefined {
  return existsSync(path) ? readFileSync(path).subarray(0, pageSize) : undefined
}

function readCopy(damaged: string, copy: string, patch: Buffer | null): Salvaged {
  const hasLog = existsSync(`${damaged}-wal`)
  const found = existsSync(damaged) ? readFileSync(damaged) : Buffer.alloc(0)
  if (found.length < 100 && !hasLog) return nothing
  // SQLite throws away the log of a file without a page, so it is lent one.
  const lent = hasLog && patch !== null ? Math.max(0, pageSize - found.length) : 0
  const bytes = lent === 0 ? found : Buffer.concat([found, Buffer.alloc(lent)])
  if (bytes.length > 0) {
    if (patch !== null) patch.copy(bytes)
    // A cut file is shorter than its header says, and SQLite would not touch it.
    if (patch !== null || bytes.length >= 100) fixSize(bytes, hasLog)
    writeFileSync(copy, bytes)
  }
  // The log is read too; its own checksums keep torn parts out.
  if (hasLog) copyFileSync(`${damaged}-wal`, `${copy}-wal`)
  const db = openDatabase(copy)
  try {
    return readAll(db)
  } finally {
    db.close()
  }
}

function fixSize(bytes: Buffer, hasLog: boolean): void {
  if (bytes.length < 100) return
  bytes.writeUInt32BE(Math.max(1, Math.floor(bytes.length / pageSize)), 28)
  bytes.copy(bytes, 92, 24, 28)
  bytes.fill(hasLog ? 2 : 1, 18, 20)
}

function readAll(db: Database): Salvaged {
  let complete = true
  const tried = <T>(work: () => T, other: T): T => {
    try {
      return work()
    } catch {
      complete = false
      return other
    }
  }
  const known = new Map<string, readonly Row[]>()
  const rowsOf = (table: string): readonly Row[] => {
    const rows = known.get(table) ?? tried(() => readWell(db, table), null) ?? readBadly(db, table, tried)
    known.set(table, rows)
    return rows
  }
  const whole = <T extends RecordTable>(table: T) =>
    (rowsOf(table) as unknown as readonly StoredRecord<T>[]).filter((row) => {
      const good = tried(() => isWhole(table, row), false)
      if (!good) complete = false
      return good
    })
  const records = { briefings: whole('briefings'), versions: whole('versions'), annotations: whole('annotations') }
  const log = rowsOf('change_log').filter(isLogEntry)
  const history = new Map(
    rowsOf('record_history').map((row) => [keyOf(row.table, row.record_id, row.hlc), String(row.payload)]),
  )
  // An older library knew no more of them, and no hash: they are believed as its migration would believe them.
  const drafts = tried(() => db.all<StoredDraft>('SELECT * FROM drafts'), []).map((draft) =>
    draft.row_hash === undefined
      ? sealed({ ...draft, tags: draft.tags ?? null, base_hlc: draft.base_hlc ?? null })
      : draft,
  )
  const meta = new Map(
    tried(() => db.all<{ key: string; value: string }>('SELECT key, value FROM meta'), []).map((row) => [
      row.key,
      row.value,
    ]),
  )
  const empty = log.length === 0 && recordTableNames.every((table) => records[table].length === 0)
  // Entries are numbered without gaps, so what is missing at the end or between would show.
  const sound =
    complete && log.length === Math.max(0, ...log.slice(-1).map((entry) => Number((entry as unknown as Row).seq)))
  return {
    state: sound ? 'whole' : empty ? 'nothing' : 'part',
    records: repaired(records, log),
    log,
    history,
    drafts,
    meta,
  }

  /**
   * A damaged record is taken from the log where that proves it: by the hash the record bears, or, if nothing but that
   * is damaged, because the last entry of the record says the same as the record.
   */
  function repaired(found: Salvaged['records'], entries: readonly LogEntry[]): Salvaged['records'] {
    const byHash = new Map(entries.map((entry) => [sha256(entry.payload), entry]))
    const last = new Map<string, LogEntry>()
    for (const entry of entries) {
      const key = `${entry.table} ${entry.record_id}`
      if ((last.get(key)?.hlc ?? '') < entry.hlc) last.set(key, entry)
    }
    const withProven = <T extends RecordTable>(table: T): readonly StoredRecord<T>[] => {
      const known = new Set(found[table].map(({ id }) => id))
      const more = rowsOf(table).flatMap((row) => {
        const entry = last.get(`${table} ${row.id}`)
        const same = entry !== undefined && entry.payload === canonicalRow(table, row) ? entry : undefined
        const proof = same ?? byHash.get(String(row.row_hash))
        if (known.has(String(row.id)) || proof?.table !== table) return []
        // The text of a version is not in the log; the hash of it is.
        const covered = table === 'versions' ? { content: row.content ?? null } : {}
        const said = JSON.parse(proof.payload) as Row
        const back = { ...covered, ...said, row_hash: sha256(proof.payload) } as unknown as StoredRecord<T>
        return isWhole(table, back) ? [back] : []
      })
      return [...found[table], ...more]
    }
    return {
      briefings: withProven('briefings'),
      versions: withProven('versions'),
      annotations: withProven('annotations'),
    }
  }
}

/** A table that can be read in order. */
function readWell(db: Database, table: string): readonly Row[] {
  const rows: Row[] = []
  for (let after = 0; ; ) {
    const portion = db.all<Row & { row_place: number }>(
      `SELECT rowid AS row_place, * FROM "${table}" WHERE rowid > ? ORDER BY rowid LIMIT 200`,
      after,
    )
    rows.push(...portion)
    if (portion.length < 200) return rows
    after = portion.at(-1)?.row_place ?? 0
  }
}

/** Row by row: what one damaged page hides does not hide the rest. */
function readBadly(db: Database, table: string, tried: <T>(work: () => T, other: T) => T): readonly Row[] {
  // Without its place in the schema no row of it can be asked for.
  if (!tried(() => db.all(`SELECT 1 FROM "${table}" LIMIT 0`).length === 0, false)) return []
  const last = tried(() => lastRow(db, table), null) ?? 20_000
  const rowAt = (at: number) => tried(() => db.get<Row>(`SELECT * FROM "${table}" WHERE rowid = ?`, at), null)
  const rows: Row[] = []
  let failed = 0
  for (let at = 1, before = 0; at <= Math.min(last, mostRows); at += strideAfter(failed)) {
    const row = rowAt(at)
    failed = row === null ? failed + 1 : 0
    if (row !== null) {
      for (let skipped = before + 1; skipped < at; skipped += 1) {
        const back = rowAt(skipped)
        if (back !== null) rows.push(back)
      }
      rows.push(row)
    }
    before = at
  }
  return rows
}

/** A file cut short may miss hundreds of thousands of rows: the longer nothing is found, the wider the steps, until something is. */
const strideAfter = (failed: number) => (failed > 5000 ? 64 : failed > 500 ? 8 : 1)

function lastRow(db: Database, table: string): number {
  try {
    return db.get<{ last: number | null }>(`SELECT max(rowid) AS last FROM "${table}"`)?.last ?? 0
  } catch {
    return (
      db.get<{ last: number | null }>(`SELECT max(rowid) AS last FROM "${table}" INDEXED BY ${indexes[table]}`)?.last ??
      0
    )
  }
}

const indexes: Readonly<Record<string, string>> = {
  briefings: 'sqlite_autoindex_briefings_1',
  versions: 'sqlite_autoindex_versions_1',
  annotations: 'sqlite_autoindex_annotations_1',
  change_log: 'change_log_record',
  record_history: 'record_history_record',
}

export const keyOf = (table: unknown, id: unknown, hlc: unknown) => `${table} ${id} ${hlc}`

function isLogEntry(row: Row): row is Row & LogEntry {
  return (
    recordTableNames.some((table) => table === row.table) &&
    isRecordId(row.record_id) &&
    isRecordId(row.device_id) &&
    isHlc(row.hlc) &&
    ['add', 'change', 'remove', 'restore'].includes(String(row.op)) &&
    typeof row.request === 'string' &&
    typeof row.payload === 'string'
  )
}
