import type { LibraryCounts, RestoreChanges } from '../../src-shared/library/library.ts'
import { type Database, openDatabase } from './database.ts'
import { countsOf } from './verify.ts'

/** What a restore of a backup would change. */
export function previewOf(
  current: Database,
  backup: string,
): { counts: LibraryCounts; briefings: RestoreChanges; annotations: RestoreChanges } {
  const db = openDatabase(backup, { readOnly: true })
  try {
    return {
      counts: countsOf(db),
      briefings: changesOf(current, db, 'briefings'),
      annotations: changesOf(current, db, 'annotations'),
    }
  } finally {
    db.close()
  }
}

function changesOf(current: Database, backup: Database, table: 'briefings' | 'annotations'): RestoreChanges {
  const live = (db: Database) =>
    new Map(
      db
        .all<{ id: string; row_hash: string }>(`SELECT id, row_hash FROM ${table} WHERE deleted_at_hlc IS NULL`)
        .map(({ id, row_hash }) => [id, row_hash]),
    )
  const [now, then] = [live(current), live(backup)]
  return {
    added: [...then.keys()].filter((id) => !now.has(id)).length,
    changed: [...then].filter(([id, hash]) => now.has(id) && now.get(id) !== hash).length,
    removed: [...now.keys()].filter((id) => !then.has(id)).length,
  }
}
