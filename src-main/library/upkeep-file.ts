import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { VerifyResult } from '../../src-shared/library/library.ts'
import { type RecoveryReport, recoveryCauses } from '../../src-shared/library/recovery.ts'
import { placesIn, setFileAside, writeWhole } from './disk.ts'

const Moment = z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'no date')
const Found = z.object({ table: z.string(), id: z.string(), briefing: z.string().nullable() })
const count = z.int().min(0)
const LastVerify: z.ZodType<VerifyResult> = z.object({
  at: Moment,
  ok: z.boolean(),
  structure: z.array(z.string()),
  searchIndex: z.enum(['none', 'ok', 'damaged']),
  checked: z.object({ records: count, versions: count }),
  counts: z.object({ briefings: count, versions: count, annotations: count, removed: count, drafts: count }),
  damaged: z.array(Found),
  // A library of the first days has none.
  damagedHistory: z.array(Found).default([]),
  damagedDrafts: z.array(z.object({ key: z.string(), briefing: z.string() })).default([]),
})

const facts = {
  /** The second backup folder as the reader chose it. */
  second: z.string().nullable(),
  /** Which library this is: backups of another one in a shared folder are told apart by it. */
  space: z.string().nullable(),
  lastVerify: LastVerify.nullable(),
  /** Reports of recoveries that were read. */
  acknowledged: z.array(z.string()),
}

export interface UpkeepFacts {
  readonly second: string | null
  readonly space: string | null
  readonly lastVerify: VerifyResult | null
  readonly acknowledged: readonly string[]
}

const nothing: UpkeepFacts = { second: null, space: null, lastVerify: null, acknowledged: [] }

interface ReadUpkeep {
  readonly state: 'sound' | 'missing' | 'damaged'
  readonly values: UpkeepFacts
}

/** Every fact that is sound is used, so that one bad one does not lose the rest. */
function read(folder: string): ReadUpkeep {
  let raw: Readonly<Record<string, unknown>>
  try {
    raw = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(placesIn(folder).upkeep, 'utf8')))
  } catch (error) {
    return { state: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'damaged', values: nothing }
  }
  let sound = true
  const fact = <T>(schema: z.ZodType<T>, value: unknown, otherwise: T): T => {
    if (value === undefined) return otherwise
    const result = schema.safeParse(value)
    if (!result.success) sound = false
    return result.success ? result.data : otherwise
  }
  const values: UpkeepFacts = {
    second: fact(facts.second, raw.second, null),
    space: fact(facts.space, raw.space, null),
    lastVerify: fact(facts.lastVerify, raw.lastVerify, null),
    acknowledged: fact(facts.acknowledged, raw.acknowledged, []),
  }
  return { state: sound ? 'sound' : 'damaged', values }
}

/** What is known about a library and must outlive it: it stands beside the file, which may be replaced by a backup. */
export const readUpkeep = (folder: string): UpkeepFacts => read(folder).values

/** Keeps a file that cannot be read as it should beside the library, before it is written anew; gives its new name, or null. */
export function keepDamagedUpkeep(folder: string, time: number): string | null {
  const { upkeep } = placesIn(folder)
  return read(folder).state === 'damaged' ? setFileAside(upkeep, time) : null
}

export function writeUpkeep(folder: string, values: UpkeepFacts): void {
  writeWhole(placesIn(folder).upkeep, `${JSON.stringify(values)}\n`)
}

const ofLibrary = z.object({ briefings: count, versions: count, annotations: count })
/** A report as it stands on disk. Its name and its place are those of the folder it stands in, wherever that is today. */
const StoredReport: z.ZodType<Omit<RecoveryReport, 'id' | 'setAside'>> = z.object({
  at: Moment,
  cause: z.enum(recoveryCauses),
  backup: z.object({ name: z.string(), made: z.string() }).nullable(),
  badBackups: z.array(z.string()),
  salvage: z.object({
    state: z.enum(['whole', 'part', 'nothing']),
    taken: ofLibrary,
    removals: count,
    drafts: count,
    kept: count,
  }),
  lost: ofLibrary,
  uncounted: z.boolean(),
  samples: z.boolean(),
  now: ofLibrary,
})

/** The reports of all recoveries of a library, newest last; what is no report is passed over. */
export function reportsOf(folder: string): readonly RecoveryReport[] {
  const { setAside } = placesIn(folder)
  return namesIn(setAside).flatMap((id) => {
    const place = join(setAside, id)
    try {
      const read = StoredReport.safeParse(JSON.parse(readFileSync(join(place, 'report.json'), 'utf8')))
      return read.success ? [{ id, setAside: place, ...read.data }] : []
    } catch {
      return []
    }
  })
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
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
