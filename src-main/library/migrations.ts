import type { Database } from './database.ts'
import library from './migrations/0001-library.sql?raw'

/** Every step from an empty file to the schema of today. Numbered by place, never edited after a release, additive only. */
const steps: readonly string[] = [library]

/** The schema this program writes. */
export const schemaVersion = steps.length

/** Marks the file as a library of this program: `BrDk` in the header. */
export const applicationId = 0x4272446b

/** Brings a library to the schema of today: one transaction for all steps, so it is the old schema or the new one. */
export function migrate(db: Database): void {
  const found = Number(db.pragma('user_version'))
  if (found === schemaVersion) return
  db.transaction(() => {
    for (const step of steps.slice(found)) db.script(step)
    db.script(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}`)
  })
  // The header of the file lags behind until a checkpoint, and the next start reads the header.
  db.pragma('wal_checkpoint(TRUNCATE)')
}

/** The schema as one text, for the snapshot that shows every change of it in review. */
export function schemaOf(db: Database): string {
  const rows = db.all<{ sql: string }>(
    "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type, name",
  )
  return rows.map(({ sql }) => `${sql};\n`).join('\n')
}
