import type { Content } from '../../src-shared/briefings/content.ts'
import { Refusal } from '../../src-shared/ipc.ts'
import type { Library } from './library.ts'
import type { StoredRecord } from './records.ts'
import { sha256 } from './sha256.ts'

/** Reads the content of a version, checked against its hash; null if this briefing never had it. */
export type ReadVersion = (briefing: string, hash: string) => Content | null

/** How many read versions are kept in memory. */
const kept = 8

/** Versions never change, so one that was read and checked is kept. */
export function versionReader(library: Library): ReadVersion {
  const memory = new Map<string, Content>()
  return (briefing, hash) => {
    const key = `${briefing} ${hash}`
    const known = memory.get(key)
    if (known !== undefined) {
      memory.delete(key)
      memory.set(key, known)
      return known
    }
    const rows = library.db.all<StoredRecord<'versions'>>(
      'SELECT * FROM versions WHERE briefing = ? AND hash = ? ORDER BY number DESC',
      briefing,
      hash,
    )
    if (rows.length === 0) return null
    // The same content can have come in twice; one good copy is enough.
    const good = rows.find((row) => sha256(row.content as string) === hash)
    if (good === undefined) throw new Refusal('damaged', { what: 'versions', id: rows[0]?.id, briefing })
    const content = JSON.parse(good.content as string) as Content
    memory.set(key, content)
    for (const oldest of memory.keys()) {
      if (memory.size <= kept) break
      memory.delete(oldest)
    }
    return content
  }
}
