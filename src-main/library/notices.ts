import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Code } from '../../src-shared/ipc.ts'
import type { DamagedRecord, Notice } from '../../src-shared/library/library.ts'
import { secondBackups } from './disk.ts'
import { conflictCopies } from './upkeep-file.ts'

/** What went wrong in this session and is not put right yet. */
export interface Troubles {
  backup: Code | null
  second: Code | 'missing' | null
  broken: boolean
  readonly records: Map<string, DamagedRecord>
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
  readonly second: string | null
  readonly troubles: Troubles
}): readonly Notice[] {
  const notices: Notice[] = []
  const say = (code: Notice['code'], data: Notice['data'] = {}) => notices.push({ code, data })
  if (troubles.broken) say('damaged-library')
  if (troubles.records.size > 0) say('damaged-records', { count: troubles.records.size })
  if (readOnly !== null) say('read-only', { folder, cause: readOnly })
  if (troubles.task !== null) say('task-failed', troubles.task)
  if (troubles.backup !== null) say('backup-failed', { cause: troubles.backup })
  if (second !== null) {
    if (!existsSync(join(second, secondBackups))) say('second-folder-missing', { folder: second })
    else if (troubles.second !== null && troubles.second !== 'missing') {
      say('second-folder-failed', { folder: second, cause: troubles.second })
    }
  }
  for (const name of troubles.unreadable)
    say(name.startsWith('replacing') ? 'plan-set-aside' : 'facts-set-aside', { name })
  const copies = conflictCopies(folder)
  if (copies.length > 0) say('conflict-copies', { count: copies.length, names: copies.join(', ') })
  return notices
}
