// Looks into a library file without the product's code, so that the two can be compared.
import { createHash } from 'node:crypto'
// biome-ignore lint/style/noRestrictedImports: a judge that used the product's own reader could not find its faults.
import { DatabaseSync } from '@photostructure/sqlite'

const sha256 = (text) => createHash('sha256').update(text).digest('hex')

/** A driver of our own on a file. */
export const openFile = (path, options = {}) => new DatabaseSync(path, options)

/** Columns a record's hash does not cover: the hash itself, and text that another column is the SHA-256 of. */
const uncovered = { versions: ['row_hash', 'content'] }

/**
 * What is wrong with a library file, as short sentences; none when rows, log and indexes agree, every hash is right and no
 * write is there twice.
 */
export function faultsOf(path) {
  const db = new DatabaseSync(path, { readOnly: true })
  const faults = []
  try {
    db.exec('PRAGMA busy_timeout=3000')
    const [check] = db.prepare('PRAGMA integrity_check').all()
    if (check?.integrity_check !== 'ok') faults.push(`integrity_check: ${check?.integrity_check}`)
    if (db.prepare('PRAGMA foreign_key_check').all().length > 0) faults.push('foreign_key_check')
    for (const table of recordTables(db)) faults.push(...faultsOfTable(db, table))
    faults.push(...faultsOfDrafts(db))
    const twice = db
      .prepare('SELECT request, record_id FROM change_log GROUP BY request, "table", record_id HAVING count(*) > 1')
      .all()
    for (const each of twice) faults.push(`written twice: ${each.record_id} by ${each.request}`)
    // What a record was before is written twice, and neither copy has a hash of its own.
    const odd = db
      .prepare(
        `SELECT history.record_id FROM record_history AS history
         LEFT JOIN change_log AS log
           ON log."table" = history."table" AND log.record_id = history.record_id AND log.hlc = history.hlc
         WHERE log.payload IS NOT history.payload`,
      )
      .all()
    for (const each of odd) faults.push(`history and log differ: ${each.record_id}`)
    faults.push(...faultsOfIndexes(db))
  } catch (error) {
    faults.push(`cannot be read: ${error.message}`)
  } finally {
    db.close()
  }
  return faults
}

function recordTables(db) {
  const names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%row_hash%'").all()
  return names
    .map(({ name }) => name)
    .filter((name) => {
      const columns = columnsOf(db, name)
      return ['id', 'hlc', 'row_hash', 'schema_version'].every((column) => columns.includes(column))
    })
}

const columnsOf = (db, table) =>
  db
    .prepare(`PRAGMA table_info("${table}")`)
    .all()
    .map(({ name }) => name)

/** Columns that came with a later schema; a row written before has no word in them, and its hash does not know them. */
const since = { annotations: { due: 2, done: 2, links: 2, decisions: 2 } }
const isLater = (table, column, row) => (since[table]?.[column] ?? 1) > row.schema_version

/** The canonical form of a row: what its hash covers and what the log keeps. */
export function canonicalRow(db, table, row) {
  const columns = columnsOf(db, table).filter(
    (column) => !(uncovered[table] ?? ['row_hash']).includes(column) && !isLater(table, column, row),
  )
  return JSON.stringify(Object.fromEntries(columns.sort().map((column) => [column, row[column] ?? null])))
}

function faultsOfTable(db, table) {
  const faults = []
  const logged = db.prepare('SELECT payload FROM change_log WHERE "table" = ? AND record_id = ? AND hlc = ?')
  for (const row of db.prepare(`SELECT * FROM "${table}"`).all()) {
    const canonical = canonicalRow(db, table, row)
    const early = Object.keys(row).filter((column) => isLater(table, column, row) && row[column] !== null)
    if (early.length > 0) faults.push(`older than its columns: ${table} ${row.id}`)
    if (sha256(canonical) !== row.row_hash) faults.push(`row hash: ${table} ${row.id}`)
    if (table === 'versions' && sha256(row.content) !== row.hash) faults.push(`content hash: ${row.id}`)
    if (logged.get(table, row.id, row.hlc)?.payload !== canonical) faults.push(`not in the log: ${table} ${row.id}`)
  }
  return faults
}

/** Drafts bear a hash of their own since the third schema. */
function faultsOfDrafts(db) {
  if (!columnsOf(db, 'drafts').includes('row_hash')) return []
  return db
    .prepare('SELECT * FROM drafts')
    .all()
    .filter(({ key, briefing, text, tags, base_hlc, saved, row_hash }) => {
      return sha256(JSON.stringify([key, briefing, text, tags, base_hlc, saved])) !== row_hash
    })
    .map(({ key }) => `draft hash: ${key}`)
}

/** The search index checks itself; there is none in the first schema. */
function faultsOfIndexes(db) {
  const names = db.prepare("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'").all()
  return names.flatMap(({ name }) => {
    try {
      db.prepare(`SELECT count(*) FROM "${name}" WHERE "${name}" MATCH 'a'`).get()
      return []
    } catch (error) {
      return [`index ${name}: ${error.message}`]
    }
  })
}

/** What the log says a table's records ever said. */
export function loggedPayloads(path, table) {
  const db = new DatabaseSync(path, { readOnly: true })
  try {
    const rows = db.prepare('SELECT payload FROM change_log WHERE "table" = ?').all(table)
    return rows.map(({ payload }) => JSON.parse(payload))
  } finally {
    db.close()
  }
}
