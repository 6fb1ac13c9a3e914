/** Why the library had to be recovered. Words: library.json `causes.<cause>`. */
export const recoveryCauses = [
  'empty-file',
  'not-a-library',
  'library-missing',
  'check-failed',
  'header',
  'records',
  'unreadable',
  'asked',
] as const
export type RecoveryCause = (typeof recoveryCauses)[number]

/** How much of the damaged file could be read. */
export type SalvageState = 'whole' | 'part' | 'nothing'

export interface RecoveredCounts {
  readonly briefings: number
  readonly versions: number
  readonly annotations: number
}

/**
 * What a recovery did, in numbers and codes; the words are in library.json, and a copy in both languages stands beside
 * the damaged file.
 */
export interface RecoveryReport {
  /** Names it to `acknowledgeReport`; also the folder the damaged files were set aside in. */
  readonly id: string
  readonly at: string
  readonly cause: RecoveryCause
  /** The folder with the damaged files, kept as they were. */
  readonly setAside: string
  /** The backup the library was put together from; null if there was no good one. */
  readonly backup: { readonly name: string; readonly made: string } | null
  /** Backups that were tried and found damaged. */
  readonly badBackups: readonly string[]
  readonly salvage: {
    readonly state: SalvageState
    /** Records of the damaged file that say what was written and were newer than the backup, or missing in it. */
    readonly taken: RecoveredCounts
    /** Removals that were newer than the backup. */
    readonly removals: number
    /** Unsaved words of editors. Those that do not say what was written are among them, and are shown with that word. */
    readonly drafts: number
    /** Intact records whose briefing is gone; kept as a file beside the damaged one. */
    readonly kept: number
  }
  /** Changes the log of the damaged file names that could not be recovered. */
  readonly lost: RecoveredCounts
  /** True if there may be losses nobody can count, because the log itself could not be read to its end. */
  readonly uncounted: boolean
  /** The samples were taken in again. */
  readonly samples: boolean
  /** What the library holds now. */
  readonly now: RecoveredCounts
}
