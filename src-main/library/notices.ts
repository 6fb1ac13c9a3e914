import type { Code } from '../../src-shared/ipc.ts'
import type { DamagedRecord, Notice } from '../../src-shared/library/library.ts'
import type { SecondPlace } from './backup-names.ts'
import type { Unproven } from './backups.ts'
import { conflictCopies } from './upkeep-file.ts'

/** What went wrong in this session and is not put right yet. */
export interface Troubles {
  backup: Code | null
  second: Code | 'missing' | null
  broken: boolean
  readonly records: Map<string, DamagedRecord>
  /** While there is any, no backup goes. */
  unproven: Unproven
  task: { readonly task: string; readonly cause: string } | null
  /** Small files beside the library that could not be read, under the names they were set aside with. */
  readonly unreadable: readonly string[]
}

/** What the reader should know, each with its cause. It stays until it is no longer so. */
export function noticesOf({
  folder,
  readOnly,
  second,
  troubles,
}: {
  readonly folder: string
  readonly readOnly: Code | null
  readonly second: { readonly folder: string; readonly state: SecondPlace['state'] } | null
  readonly troubles: Troubles
}): readonly Notice[] {
  const notices: Notice[] = []
  const say = (code: Notice['code'], data: Notice['data'] = {}) => notices.push({ code, data })
  if (troubles.broken) say('damaged-library')
  if (troubles.records.size > 0) say('damaged-records', { count: troubles.records.size })
  if (troubles.unproven.history > 0) say('damaged-history', { count: troubles.unproven.history })
  if (troubles.unproven.drafts > 0) say('damaged-drafts', { count: troubles.unproven.drafts })
  if (readOnly !== null) say('read-only', { folder, cause: readOnly })
  if (troubles.task !== null) say('task-failed', troubles.task)
  if (troubles.backup !== null) say('backup-failed', { cause: troubles.backup })
  if (second !== null) {
    const { folder: place, state } = second
    const failed = state === 'ready' ? troubles.second : state
    if (state === 'missing') say('second-folder-missing', { folder: place })
    else if (failed !== null && failed !== 'missing') say('second-folder-failed', { folder: place, cause: failed })
  }
  for (const name of troubles.unreadable)
    say(name.startsWith('replacing') ? 'plan-set-aside' : 'facts-set-aside', { name })
  const copies = conflictCopies(folder)
  if (copies.length > 0) say('conflict-copies', { count: copies.length, names: copies.join(', ') })
  return notices
}
