import type { RecoveryReport } from './recovery.ts'

export const backupLabels = [
  'latest',
  'daily',
  'weekly',
  'migration',
  'manual',
  'before-restore',
  'before-import',
] as const
/** Why a backup was made. Given when it is made; each label is kept by count, never by age. */
export type BackupLabel = (typeof backupLabels)[number]

/** What a library holds. `removed` are annotations that can still be restored. */
export interface LibraryCounts {
  readonly briefings: number
  readonly versions: number
  readonly annotations: number
  readonly removed: number
  readonly drafts: number
}

/** One backup as it is listed: what its name says. */
export interface Backup {
  /** Names the backup to `previewRestore` and `restore`; a window never gives a path. */
  readonly id: string
  /** Which folder it is in: beside the library, or the second one. */
  readonly place: 'library' | 'second'
  readonly name: string
  /** Higher is newer, whatever the clock said. */
  readonly number: number
  /** ISO 8601, by the clock of that moment. */
  readonly made: string
  readonly label: BackupLabel
  readonly briefings: number
  readonly annotations: number
  readonly bytes: number
}

/** What a restore would change in the library of today: records that come back, that change, that go. */
export interface RestoreChanges {
  readonly added: number
  readonly changed: number
  readonly removed: number
}

export interface RestorePreview {
  readonly backup: Backup
  /** The backup was read whole: structure and every hash. */
  readonly good: boolean
  readonly counts: LibraryCounts
  readonly briefings: RestoreChanges
  readonly annotations: RestoreChanges
}

/** A record that does not say what was written. */
export interface DamagedRecord {
  readonly table: string
  readonly id: string
  /** The briefing it belongs to, where that can be told. */
  readonly briefing: string | null
}

/** A draft that does not say what was written. It is shown with that word and never goes into a note by itself. */
export interface DamagedDraft {
  readonly key: string
  readonly briefing: string
}

export interface VerifyResult {
  readonly at: string
  readonly ok: boolean
  /** The words of SQLite's integrity check; empty if it found nothing. */
  readonly structure: readonly string[]
  /** No library has a search index yet. */
  readonly searchIndex: 'none' | 'ok' | 'damaged'
  readonly checked: { readonly records: number; readonly versions: number }
  readonly counts: LibraryCounts
  readonly damaged: readonly DamagedRecord[]
  /** Sound records with an earlier version, or a log entry, that cannot be proven to say what was written. */
  readonly damagedHistory: readonly DamagedRecord[]
  readonly damagedDrafts: readonly DamagedDraft[]
}

export interface RepairResult {
  /** Written again word for word: a copy with the same hash was found. */
  readonly exact: number
  /** Replaced by an older copy of a backup; the date of that copy. */
  readonly older: readonly { readonly table: string; readonly id: string; readonly from: string }[]
  readonly left: readonly DamagedRecord[]
  /** Entries of the history that were written again word for word. */
  readonly history: number
  readonly historyLeft: readonly DamagedRecord[]
}

export const noticeCodes = [
  'read-only',
  'backup-failed',
  'second-folder-missing',
  'second-folder-failed',
  'damaged-records',
  'damaged-library',
  'damaged-history',
  'damaged-drafts',
  'conflict-copies',
  'task-failed',
  'facts-set-aside',
  'plan-set-aside',
] as const
/** Something the reader should know and that stays until it is no longer so. Words: library.json `notices.<code>`. */
export interface Notice {
  readonly code: (typeof noticeCodes)[number]
  readonly data: Readonly<Record<string, string | number>>
}

export interface LibraryState {
  readonly folder: string
  readonly readOnly: boolean
  readonly bytes: number
  readonly counts: LibraryCounts
  readonly lastBackup: Backup | null
  readonly lastVerify: VerifyResult | null
  readonly secondFolder: {
    readonly folder: string
    /** `failed`: it is there, and cannot be read. */
    readonly state: 'ready' | 'missing' | 'failed'
    /** The newest backup there; it was read back when it was written. */
    readonly last: Backup | null
  } | null
  readonly notices: readonly Notice[]
  /** Shown until it is acknowledged. */
  readonly report: RecoveryReport | null
  /** A long job under way. */
  readonly busy: 'backup' | 'verify' | null
}

export interface Moved {
  readonly from: string
  readonly to: string
}
