import type { DamagedDraft } from '../../src-shared/library/library.ts'
import type { Database } from './database.ts'
import { sha256 } from './sha256.ts'

/** The unsaved words of one editor, as they are stored. */
export interface DraftRow {
  readonly key: string
  readonly briefing: string
  readonly text: string
  /** As they were typed; null where they were not kept. */
  readonly tags: string | null
  /** The version of the annotation that the editor was begun from. */
  readonly base_hlc: string | null
  readonly saved: string
}

export interface StoredDraft extends DraftRow {
  readonly row_hash: string
}

const hashOf = ({ key, briefing, text, tags, base_hlc, saved }: DraftRow) =>
  sha256(JSON.stringify([key, briefing, text, tags, base_hlc, saved]))

/** True if a draft says what was written. */
export const isTrueDraft = (draft: StoredDraft): boolean => hashOf(draft) === draft.row_hash

/** Keeps the words of an editor, in the place of those it kept before. */
export function keepDraft(db: Database, draft: DraftRow): void {
  placeDraft(db, { ...draft, row_hash: hashOf(draft) })
}

/** Puts a draft as it is, with the hash it has: for recovery. */
export function placeDraft(db: Database, { key, briefing, text, tags, base_hlc, saved, row_hash }: StoredDraft): void {
  db.run(
    `INSERT OR REPLACE INTO drafts (key, briefing, text, tags, base_hlc, saved, row_hash)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    key,
    briefing,
    text,
    tags,
    base_hlc,
    saved,
    row_hash,
  )
}

/** Every draft, those too that do not say what was written. */
export const allDrafts = (db: Database): readonly StoredDraft[] =>
  db.all<StoredDraft>('SELECT * FROM drafts ORDER BY key')

/** Drafts of before had no hash: what they say at the migration is what they say from now on. */
export function sealDrafts(db: Database): void {
  for (const draft of allDrafts(db).map(sealed)) {
    if (draft.row_hash !== '') db.run('UPDATE drafts SET row_hash = ? WHERE key = ?', draft.row_hash, draft.key)
  }
}

/** A draft of before with the hash of what it says; one with a letter that nobody can have written gets none. */
export function sealed(draft: DraftRow): StoredDraft {
  const { key, briefing, text, tags, base_hlc, saved } = draft
  const written = [key, briefing, text, tags, saved].every((value) => !String(value).includes('\u0000'))
  return { key, briefing, text, tags, base_hlc, saved, row_hash: written ? hashOf(draft) : '' }
}

/** Drafts that do not say what was written; in a library without their hashes, such as an old backup, nobody can tell. */
export function damagedDrafts(db: Database): readonly DamagedDraft[] {
  return allDrafts(db)
    .filter((draft) => draft.row_hash !== undefined && !isTrueDraft(draft))
    .map(({ key, briefing }) => ({ key: String(key), briefing: String(briefing) }))
}
