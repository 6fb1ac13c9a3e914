import { annotationOfDraft, type Draft } from '../../src-shared/annotations/draft.ts'
import type { Contract } from '../../src-shared/contract.ts'
import type { Handlers } from '../../src-shared/ipc.ts'
import { isTrueDraft, keepDraft, type StoredDraft } from '../library/drafts.ts'
import type { Library } from '../library/library.ts'
import { readRecord } from '../library/records.ts'
import { versionAt } from './history.ts'

type Drafting = Pick<Handlers<Contract, 'library'>['annotations'], 'keepDraft' | 'dropDraft' | 'drafts'>

/** Unsaved words of editors: kept as they are typed, given back with the version they were begun from. */
export function drafting(library: Library): Drafting {
  const { db } = library
  /** What the editor showed when it was begun, so that a change of something else does not look like another text. */
  const begun = ({ key, base_hlc }: StoredDraft): Draft['begun'] => {
    const id = annotationOfDraft(key)
    const row = id === null || base_hlc === null ? null : readRecord(db, 'annotations', id)
    const said = row === null || base_hlc === null ? null : versionAt(library, row, base_hlc)
    return said && { note: said.note, tags: said.tags }
  }
  return {
    keepDraft: ({ key, briefing, text, tags, base }) => {
      const saved = new Date(library.now()).toISOString()
      keepDraft(db, { key, briefing, text, tags, base_hlc: base, saved })
      return null
    },

    dropDraft: ({ key }) => {
      db.run('DELETE FROM drafts WHERE key = ?', key)
      return null
    },

    drafts: ({ briefing }) =>
      db.all<StoredDraft>('SELECT * FROM drafts WHERE briefing = ? ORDER BY key', briefing).map((row): Draft => {
        const { key, text, tags, base_hlc: base, saved } = row
        const damaged = !isTrueDraft(row)
        return { key, briefing, text, tags, base, begun: damaged ? null : begun(row), saved, damaged }
      }),
  }
}
