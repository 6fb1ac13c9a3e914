import { Refusal } from '../../src-shared/ipc.ts'
import type { Database } from './database.ts'
import { sealDrafts } from './drafts.ts'
import library from './migrations/0001-library.sql?raw'
import followedAnnotations from './migrations/0002-followed-annotations.sql?raw'
import drafts from './migrations/0003-drafts.sql?raw'

/** Every step from an empty file to the schema of today. Numbered by place, never edited after a release, additive only. */
export const steps: readonly string[] = [library, followedAnnotations, drafts]

/** The first schema whose drafts bear a hash. */
const hashedDrafts = 3

/** The schema this program writes. */
export const schemaVersion = steps.length

/** Marks the file as a library of this program: `BrDk` in the header. */
export const applicationId = 0x4272446b

/** Brings a library to the schema of today: one transaction for all steps, so it is the old schema or the new one. */
export function migrate(db: Database, all: readonly string[] = steps): void {
  const found = Number(db.pragma('user_version'))
  if (found === all.length) {
    if ((witnessedSchema(db) ?? found) !== found) witness(db, found)
    return
  }
  // A newer program wrote it: going back would lose what this one does not know.
  if (found > all.length) throw new Refusal('newer-library', { schema: found })
  db.transaction(() => {
    for (const step of all.slice(found)) db.script(step)
    // SQL alone cannot work a hash out.
    if (found < hashedDrafts && all.length >= hashedDrafts) sealDrafts(db)
    db.script(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${all.length}`)
    witness(db, all.length)
  })
  // The header of the file lags behind until a checkpoint, and the next start reads the header.
  db.pragma('wal_checkpoint(TRUNCATE)')
}

/** A second witness: one flipped bit in the header must not look like a library of another program. */
function witness(db: Database, schema: number): void {
  db.run("INSERT OR REPLACE INTO meta (key, value) VALUES ('schema', ?)", String(schema))
}

/** A column that came with each schema after the first: a third witness, which every library has. */
const cameWith: readonly (readonly [schema: number, table: string, column: string])[] = [
  [2, 'annotations', 'due'],
  [hashedDrafts, 'drafts', 'row_hash'],
]

/** The last schema that its columns tell from the one before. */
export const lastTold = Math.max(...cameWith.map(([schema]) => schema))

/** True if the columns that are there are those of a schema, as far as this program knows them. */
export function hasColumnsOf(db: Database, schema: number): boolean {
  return cameWith.every(([since, table, column]) => {
    const there = db.get('SELECT 1 AS there FROM pragma_table_info(?) WHERE name = ?', table, column) !== null
    return there === schema >= since
  })
}

/** The schema that the library itself says it has, beside the one in its header; null where it does not say. */
export function witnessedSchema(db: Database): number | null {
  const told = db.get<{ value: string }>("SELECT value FROM meta WHERE key = 'schema'")?.value
  return told !== undefined && /^\d{1,6}$/.test(told) ? Number(told) : null
}

/** True if the tables are those of a library, whatever its header says. */
export function hasLibraryTables(db: Database): boolean {
  const names = db.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'").map(({ name }) => name)
  return ['meta', 'briefings', 'versions', 'annotations', 'change_log'].every((name) => names.includes(name))
}

/** The schema as one text, for the snapshot that shows every change of it in review. */
export function schemaOf(db: Database): string {
  const rows = db.all<{ sql: string }>(
    "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type, name",
  )
  return rows.map(({ sql }) => `${sql};\n`).join('\n')
}
