import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { constants, DatabaseSync } from '@photostructure/sqlite'
import { type Code, Refusal } from '../../src-shared/ipc.ts'
import { isFull } from './disk.ts'

/** What a column holds. Booleans are written as 0 and 1. */
export type Value = string | number | bigint | null | Uint8Array
export type Row = Readonly<Record<string, Value>>

/**
 * One SQLite connection. This is the only file that knows the driver; every pitfall of the driver ends here
 * (docs/decisions/0003-one-database-connection.md).
 */
export interface Database {
  /** All rows of a query. Parameters are `?` only, and as many as the statement has. */
  readonly all: <R = Row>(sql: string, ...values: readonly (Value | boolean)[]) => readonly R[]
  /** The first row, or null. */
  readonly get: <R = Row>(sql: string, ...values: readonly (Value | boolean)[]) => R | null
  /** Runs one writing statement and tells how many rows it changed. */
  readonly run: (sql: string, ...values: readonly (Value | boolean)[]) => number
  /** Runs a script of several statements; for migrations only, never with anything from outside in it. */
  readonly script: (sql: string) => void
  /** Runs the work in one transaction, a savepoint if one is open already. The work must not be asynchronous. */
  readonly transaction: <T>(work: () => T) => T
  readonly isTransaction: () => boolean
  readonly pragma: (name: string) => Value
  /** Writes a whole, tidy copy to a file that is not there yet. */
  readonly copyTo: (path: string) => void
  readonly readOnly: boolean
  readonly close: () => void
}

/** An option of another name does not compile: the driver ignores `readonly` and would write. */
export interface DatabaseOptions {
  readonly readOnly?: boolean
  /** Takes the file as it is, without its log and without a lock: for a folder that cannot be written to. */
  readonly unchanging?: boolean
}

// In this order (store.md section 1). The driver's own default in WAL is synchronous=NORMAL, which loses data at a power cut.
const settings = [
  'journal_mode=WAL',
  'synchronous=FULL',
  'foreign_keys=ON',
  'trusted_schema=OFF',
  'cell_size_check=ON',
  'busy_timeout=3000',
  'cache_size=-65536',
]

/** Opens a file, or `:memory:`. Errors of the driver arrive as `Refusal`s. */
export function openDatabase(path: string, options: DatabaseOptions = {}): Database {
  const readOnly = options.readOnly === true || options.unchanging === true
  const place = options.unchanging === true ? `${pathToFileURL(path).href}?immutable=1` : path
  const disk = path === ':memory:' ? null : dirname(path)
  const refusing = <T>(work: () => T): T => refusingOn(disk, work)
  const driver = refusing(() => new DatabaseSync(place, { readOnly, allowExtension: false }))
  const denyAttach = () =>
    driver.setAuthorizer((action) => (action === constants.SQLITE_ATTACH ? constants.SQLITE_DENY : constants.SQLITE_OK))
  try {
    for (const setting of readOnly ? settings.slice(2) : settings) {
      damagedInstead(() => refusing(() => driver.exec(`PRAGMA ${setting}`)))
    }
    driver.enableDefensive(true)
    denyAttach()
  } catch (error) {
    driver.close()
    throw error
  }

  const prepared = new Map<string, { statement: ReturnType<typeof driver.prepare>; parameters: number }>()
  const prepare = (sql: string, writes: boolean, values: readonly (Value | boolean)[]) => {
    let known = prepared.get(sql)
    if (known === undefined) {
      const parameters = countParameters(sql)
      known = { statement: refusing(() => driver.prepare(sql)), parameters }
      // Without it a write can throw after it was done: the driver reads the last row id, which may be above 2^53.
      if (writes) known.statement.setReadBigInts(true)
      prepared.set(sql, known)
    }
    if (values.length !== known.parameters) {
      throw new TypeError(`${values.length} values for ${known.parameters} parameters: ${sql}`)
    }
    return known.statement
  }

  let depth = 0
  const transaction = <T>(work: () => T): T => {
    const [begin, commit, rollback] =
      depth === 0
        ? ['BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK']
        : [`SAVEPOINT s${depth}`, `RELEASE s${depth}`, `ROLLBACK TO s${depth}; RELEASE s${depth}`]
    refusing(() => driver.exec(begin))
    depth += 1
    try {
      const value = work()
      if (value instanceof Promise) throw new TypeError('a transaction must not be asynchronous')
      refusing(() => driver.exec(commit))
      return value
    } catch (error) {
      // A full disk can end the transaction by itself; a second rollback would then hide the first error.
      if (driver.isTransaction) driver.exec(rollback)
      throw error
    } finally {
      depth -= 1
    }
  }

  return {
    all: <R>(sql: string, ...values: readonly (Value | boolean)[]) =>
      refusing(() => prepare(sql, false, values).all(...values.map(checked))) as R[],
    get: <R>(sql: string, ...values: readonly (Value | boolean)[]) =>
      (refusing(() => prepare(sql, false, values).get(...values.map(checked))) ?? null) as R | null,
    run: (sql, ...values) => Number(refusing(() => prepare(sql, true, values).run(...values.map(checked))).changes),
    script: (sql) => refusing(() => driver.exec(sql)),
    transaction,
    isTransaction: () => driver.isTransaction,
    pragma: (name) => {
      const row = refusing(() => driver.prepare(`PRAGMA ${name}`).get()) as Row | undefined
      return row === undefined ? null : (Object.values(row)[0] ?? null)
    },
    copyTo: (file) => {
      // VACUUM INTO attaches its target inside.
      driver.setAuthorizer(null)
      try {
        refusing(() => driver.prepare('VACUUM INTO ?').run(file))
      } finally {
        denyAttach()
      }
    },
    readOnly,
    close: () => {
      if (driver.isOpen) driver.close()
    },
  }
}

/**
 * Holds a lock that the system drops by itself when this process ends, however it ends: an exclusive transaction on a
 * small file of its own. So there is no stale lock, and no process number that another process may have by now.
 */
export function holdLock(path: string, wait: number): () => void {
  const refusing = <T>(work: () => T): T => refusingOn(dirname(path), work)
  const driver = refusing(() => new DatabaseSync(path, { timeout: wait }))
  try {
    refusing(() => driver.exec('BEGIN EXCLUSIVE'))
  } catch (error) {
    driver.close()
    throw error
  }
  return () => {
    if (driver.isOpen) driver.close()
  }
}

/** A value as the driver may get it. The driver cuts text at NUL, replaces lone surrogates and takes objects for names. */
function checked(value: unknown): Value {
  if (value === null || typeof value === 'bigint' || value instanceof Uint8Array) return value
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
      throw new TypeError(`not a number the library can keep: ${value}`)
    }
    return value
  }
  if (typeof value === 'string') {
    if (value.includes('\u0000')) throw new Refusal('bad-request', { cause: 'nul' })
    if (!value.isWellFormed()) throw new Refusal('bad-request', { cause: 'lone-surrogate' })
    return value
  }
  throw new TypeError(`not a value the library can keep: ${typeof value}`)
}

/** Counts the `?` of one statement. The driver binds NULL where a value is missing and runs only the first of two statements. */
function countParameters(sql: string): number {
  const bare = sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
  if (/;\s*\S/.test(bare)) throw new TypeError(`more than one statement: ${sql}`)
  if (/\?\d|[:@$][A-Za-z_]/.test(bare)) throw new TypeError(`only bare ? parameters: ${sql}`)
  return bare.split('?').length - 1
}

const codeOfError: Readonly<Record<number, Code>> = {
  5: 'locked',
  6: 'locked',
  8: 'read-only',
  10: 'unavailable',
  11: 'damaged',
  13: 'disk-full',
  14: 'unavailable',
  26: 'damaged',
}

/** Work on a library that is being opened: SQL that was written for it and cannot be understood there is damage. */
export function damagedInstead<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (((error as { errcode?: unknown }).errcode as number) % 256 !== sqlError) throw error
    throw new Refusal('damaged', {}, { cause: error })
  }
}

/** SQLITE_ERROR: a column or a table that is not there, or a file format that is unknown. */
const sqlError = 1

/** SQLITE_CORRUPT_VTAB: only an index is damaged, and that can be built again. */
const corruptIndex = 267

/** An error of reading; every other input or output error on a full disk is the full disk. */
const readErrors: readonly number[] = [266, 522]

function refusingOn<T>(disk: string | null, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const number = (error as { errcode?: unknown }).errcode
    if (typeof number !== 'number') throw error
    if (number === corruptIndex) throw new Refusal('damaged', { part: 'index' }, { cause: error })
    const code = codeOfError[number & 255]
    if (code === undefined) throw error
    if (code === 'unavailable' && disk !== null && !readErrors.includes(number) && isFull(disk)) {
      throw new Refusal('disk-full', { folder: disk }, { cause: error })
    }
    throw new Refusal(code, {}, { cause: error })
  }
}
