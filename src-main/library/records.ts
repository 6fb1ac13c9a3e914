import type { Database, Row, Value } from './database.ts'
import { schemaVersion } from './migrations.ts'
import { sha256 } from './sha256.ts'

/**
 * The tables that hold records and their own columns, beside the identity columns that all have.
 * `coveredByHash`: too large to be in the log; another column holds its SHA-256. `since`: columns that came with a later
 * schema; a record written before that has null in them, and its hash does not know them.
 */
const recordTables = {
  briefings: { columns: ['slug', 'status', 'number', 'version', 'minted'], coveredByHash: [], since: {} },
  versions: {
    columns: ['briefing', 'number', 'hash', 'head', 'counts', 'received', 'content'],
    coveredByHash: ['content'],
    since: {},
  },
  annotations: {
    columns: [
      'briefing',
      'version',
      'target',
      'kind',
      'note',
      'tags',
      'marking',
      'parent_id',
      'created',
      'modified',
      'due',
      'done',
      'links',
      'decisions',
    ],
    coveredByHash: [],
    since: { due: 2, done: 2, links: 2, decisions: 2 },
  },
} as const satisfies Record<
  string,
  {
    readonly columns: readonly string[]
    readonly coveredByHash: readonly string[]
    readonly since: Readonly<Record<string, number>>
  }
>

export type RecordTable = keyof typeof recordTables
/** In the order in which they refer to each other. */
export const recordTableNames = ['briefings', 'versions', 'annotations'] as const satisfies readonly RecordTable[]
export type OwnColumns<T extends RecordTable> = Readonly<Record<(typeof recordTables)[T]['columns'][number], Value>>

/** What every record carries (domain.md section 5). */
export interface IdentityColumns {
  readonly id: string
  readonly author_id: string
  readonly device_id: string
  readonly space_id: string
  readonly hlc: string
  readonly deleted_at_hlc: string | null
  readonly row_hash: string
  readonly schema_version: number
  readonly extra: string
}

export type StoredRecord<T extends RecordTable> = OwnColumns<T> & IdentityColumns

export type AnyRecord = { [T in RecordTable]: StoredRecord<T> }[RecordTable]

export type ChangeOp = 'add' | 'change' | 'remove' | 'restore'

const identity = ['id', 'author_id', 'device_id', 'space_id', 'hlc', 'deleted_at_hlc', 'schema_version', 'extra']

interface Shape {
  /** What a row hash covers, sorted. */
  readonly hashed: readonly string[]
  /** Columns with the schema they came with. */
  readonly since: Readonly<Record<string, number>>
  readonly inserted: readonly string[]
  readonly updated: readonly string[]
  readonly read: string
  readonly insert: string
  readonly update: string
}

function shapeOf(table: RecordTable): Shape {
  const { columns, coveredByHash, since } = recordTables[table]
  const covered: readonly string[] = coveredByHash
  const inserted = [...identity, ...columns, 'row_hash']
  // What another column's hash covers is written once and never changes.
  const updated = inserted.filter((column) => column !== 'id' && !covered.includes(column))
  return {
    hashed: inserted.filter((column) => column !== 'row_hash' && !covered.includes(column)).sort(),
    since,
    inserted,
    updated,
    read: `SELECT * FROM ${table} WHERE id = ?`,
    insert: `INSERT INTO ${table} (${inserted.join(', ')}) VALUES (${inserted.map(() => '?').join(', ')})`,
    update: `UPDATE ${table} SET ${updated.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
  }
}

const shapes: Readonly<Record<RecordTable, Shape>> = {
  briefings: shapeOf('briefings'),
  versions: shapeOf('versions'),
  annotations: shapeOf('annotations'),
}

/** The canonical form of a record: what its hash covers and what the log keeps. */
export function canonicalRow(table: RecordTable, row: Row): string {
  const { hashed, since } = shapes[table]
  const known = hashed.filter((column) => (since[column] ?? 1) <= Number(row.schema_version))
  return JSON.stringify(Object.fromEntries(known.map((column) => [column, row[column] ?? null])))
}

/** True if the row says what was written; `integrity_check` does not notice changed letters. */
export function isIntact<T extends RecordTable>(table: T, row: StoredRecord<T>): boolean {
  const { since } = shapes[table]
  const later = Object.keys(since).filter((column) => (since[column] ?? 1) > row.schema_version)
  if (later.some((column) => ((row as Row)[column] ?? null) !== null)) return false
  return sha256(canonicalRow(table, row)) === row.row_hash
}

/** True if the row and what its columns cover by hash say what was written. */
export function isWhole<T extends RecordTable>(table: T, row: StoredRecord<T>): boolean {
  if (!isIntact(table, row)) return false
  return table !== 'versions' || sha256(String((row as StoredRecord<'versions'>).content)) === (row as Row).hash
}

/**
 * Puts a record back exactly as it was written, with its own hash: for recovery and repair, never for a change.
 * It runs inside the transaction of its caller. Nothing is added to the log.
 */
export function placeRecord<T extends RecordTable>(db: Database, table: T, row: StoredRecord<T>): void {
  const { inserted, insert, updated, update } = shapes[table]
  const values = (columns: readonly string[]) => columns.map((column) => ((row as Row)[column] ?? null) as Value)
  if (db.get(`SELECT 1 AS there FROM ${table} WHERE id = ?`, row.id) === null) {
    db.run(insert, ...values(inserted))
  } else if (table === 'briefings') {
    db.run(update, ...values(updated), row.id)
  } else {
    // Columns that never change in use are protected by triggers, and a damaged one must change back.
    if (table === 'annotations') db.run('DELETE FROM resolutions WHERE annotation = ?', row.id)
    db.run(`DELETE FROM ${table} WHERE id = ?`, row.id)
    db.run(insert, ...values(inserted))
  }
}

/** A record as it is stored, without a look at its hash; null where there is none. */
export function readRecord<T extends RecordTable>(db: Database, table: T, id: string): StoredRecord<T> | null {
  return db.get<StoredRecord<T>>(shapes[table].read, id)
}

export interface Stamp {
  readonly hlc: string
  readonly author: string
  readonly device: string
  readonly space: string
  readonly request: string
  /** What we have no columns for, as JSON; what the record had before if nothing is said. */
  readonly extra?: string
}

/**
 * The one function that writes records: the row, its hash, the old row in `record_history` and the entry in `change_log`.
 * It runs inside the transaction of its caller, so that they are all there or none is.
 */
export function writeRecord<T extends RecordTable>(
  db: Database,
  table: T,
  op: ChangeOp,
  id: string,
  own: OwnColumns<T>,
  before: StoredRecord<T> | null,
  stamp: Stamp,
): StoredRecord<T> {
  const { hashed, inserted, insert, update, updated } = shapes[table]
  const row: Record<string, Value> = {
    ...own,
    id,
    author_id: before?.author_id ?? stamp.author,
    device_id: stamp.device,
    space_id: before?.space_id ?? stamp.space,
    hlc: stamp.hlc,
    deleted_at_hlc: op === 'remove' ? stamp.hlc : op === 'restore' ? null : (before?.deleted_at_hlc ?? null),
    schema_version: schemaVersion,
    extra: stamp.extra ?? before?.extra ?? '{}',
  }
  for (const column of hashed) if (row[column] === undefined) throw new TypeError(`${table}.${column} is not given`)
  const payload = canonicalRow(table, row)
  row.row_hash = sha256(payload)
  const values = (columns: readonly string[]) => columns.map((column) => row[column] as Value)
  if (before === null) {
    db.run(insert, ...values(inserted))
  } else {
    db.run(
      'INSERT INTO record_history ("table", record_id, hlc, replaced_by_hlc, payload) VALUES (?, ?, ?, ?, ?)',
      table,
      id,
      before.hlc,
      stamp.hlc,
      canonicalRow(table, before),
    )
    db.run(update, ...values(updated), id)
  }
  db.run(
    'INSERT INTO change_log ("table", record_id, op, hlc, device_id, request, payload) VALUES (?, ?, ?, ?, ?, ?, ?)',
    table,
    id,
    op,
    stamp.hlc,
    stamp.device,
    stamp.request,
    payload,
  )
  return row as StoredRecord<T>
}
