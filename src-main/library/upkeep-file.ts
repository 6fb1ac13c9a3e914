import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { VerifyResult } from '../../src-shared/library/library.ts'
import type { RecoveryReport } from '../../src-shared/library/recovery.ts'
import { placesIn, writeWhole } from './disk.ts'

const Kept = z.object({
  /** The second backup folder as the reader chose it. */
  second: z.string().nullable(),
  /** Which library this is: backups of another one in a shared folder are told apart by it. */
  space: z.string().nullable().default(null),
  lastVerify: z.custom<VerifyResult>((value) => typeof value === 'object').nullable(),
  /** Reports of recoveries that were read. */
  acknowledged: z.array(z.string()),
})
export type UpkeepFacts = z.infer<typeof Kept>

/** What is known about a library and must outlive it: it stands beside the file, which may be replaced by a backup. */
export function readUpkeep(folder: string): UpkeepFacts {
  try {
    return Kept.parse(JSON.parse(readFileSync(placesIn(folder).upkeep, 'utf8')))
  } catch {
    return { second: null, space: null, lastVerify: null, acknowledged: [] }
  }
}

export function writeUpkeep(folder: string, facts: UpkeepFacts): void {
  writeWhole(placesIn(folder).upkeep, `${JSON.stringify(facts)}\n`)
}

/** The reports of all recoveries of a library, newest last. */
export function reportsOf(folder: string): readonly RecoveryReport[] {
  const { setAside } = placesIn(folder)
  if (!existsSync(setAside)) return []
  return readdirSync(setAside)
    .sort()
    .flatMap((name) => {
      try {
        return [JSON.parse(readFileSync(join(setAside, name, 'report.json'), 'utf8')) as RecoveryReport]
      } catch {
        return []
      }
    })
}

const ours = ['library.sqlite', 'library.sqlite-wal', 'library.sqlite-shm', 'library.sqlite-journal']

/**
 * Files that a synchronising program put beside the library: "library (conflicted copy …).sqlite", "library 2.sqlite",
 * "library-LAPTOP.sqlite", "library.sync-conflict-….sqlite". What is in them is not in the library.
 */
export function conflictCopies(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter((name) => /^library.*\.sqlite/iu.test(name) && !ours.includes(name.toLowerCase()))
}
