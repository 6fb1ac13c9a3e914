import { type Database, openDatabase } from './database.ts'
import type { OpenLibrary } from './open-library.ts'
import { allBackups } from './recover.ts'

/** Knows which changes no backup has yet, and whether it is time for one that nobody asked for: at most one an hour. */
export interface BackupClock {
  readonly wrote: () => void
  /** A backup is begun; what it gives is called when it is there. */
  readonly begin: () => () => void
  /** There is something that no backup has. */
  readonly isDirty: () => boolean
  readonly isDue: () => boolean
  /** Milliseconds until the next one may be made. */
  readonly wait: () => number
}

const hour = 3_600_000

export function backupClock(folder: string, library: OpenLibrary): BackupClock {
  let changes = 0
  let lastAt: number | null = null
  /** Changes of an earlier session, or of the command line, that no backup has yet. */
  let unknown = library.readOnly === null
  const newest = () => allBackups(folder, null)[0]
  const isDirty = () => {
    if (changes === 0 && unknown) {
      unknown = false
      const last = newest()
      if (last === undefined || stateIn(last.path) !== stateOf(library.db)) changes = 1
    }
    return changes > 0
  }
  /** Since the last backup, also of an earlier session; without end where there is none or the clock went back. */
  const since = () => {
    const last = newest()
    if (last === undefined) return Number.POSITIVE_INFINITY
    if (lastAt !== null) return performance.now() - lastAt
    const passed = library.now() - Date.parse(last.backup.made)
    return passed < 0 ? Number.POSITIVE_INFINITY : passed
  }
  return {
    wrote: () => {
      changes += 1
    },
    begin: () => {
      const upTo = changes
      return () => {
        changes -= upTo
        lastAt = performance.now()
      }
    },
    isDirty,
    isDue: () => isDirty() && since() >= hour,
    wait: () => Math.max(0, hour - since()),
  }
}

/** What a library was last changed by: the newest entry of its log, and the unsaved words, which are in no log. */
function stateOf(db: Database): string {
  const { hlc } = db.get<{ hlc: string | null }>('SELECT max(hlc) AS hlc FROM change_log') ?? { hlc: null }
  const drafts = db.get('SELECT max(saved) AS saved, count(*) AS count FROM drafts')
  return JSON.stringify([hlc, drafts])
}

/** The same of a backup; null where it cannot be read. */
function stateIn(path: string): string | null {
  try {
    const db = openDatabase(path, { readOnly: true })
    try {
      return stateOf(db)
    } finally {
      db.close()
    }
  } catch {
    return null
  }
}
