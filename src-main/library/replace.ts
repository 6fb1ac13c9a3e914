import { existsSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { recoveryCauses } from '../../src-shared/library/recovery.ts'
import {
  makeFolder,
  onDisk,
  placesIn,
  putInPlace,
  setFileAside,
  stampOf,
  sweep,
  syncFolder,
  writeWhole,
} from './disk.ts'

/** A replacement of the library that was begun. It stays on disk until the new library is in its place. */
export const Replacement = z.object({
  /** The folder inside `set-aside`. */
  aside: z.string().regex(/^[\w.-]+$/),
  kind: z.enum(['recovery', 'restore', 'new']),
  cause: z.enum(recoveryCauses),
  /** The file to restore; null lets a recovery choose. */
  from: z.string().nullable(),
})
export type Replacement = z.infer<typeof Replacement>

/** Puts together the file that becomes the library, and gives its path. The old files are in `aside`. */
export type Build = (replacement: Replacement, aside: string) => string

/**
 * Replaces the library: the old files are moved aside under their date and never deleted, the new one is put together
 * and takes their place. Killed at any point, the next start goes on where it stopped, because the plan is on disk first.
 */
export function replaceLibrary(folder: string, plan: Omit<Replacement, 'aside'>, time: number, build: Build): string {
  const { setAside, replacing } = placesIn(folder)
  const aside = freeName(setAside, `${stampOf(time)}-${plan.kind === 'recovery' ? 'damaged' : 'replaced'}`)
  const replacement: Replacement = { ...plan, aside }
  onDisk(folder, () => writeWhole(replacing, JSON.stringify(replacement)))
  carryOut(folder, replacement, build)
  return join(setAside, aside)
}

/**
 * Goes on with a replacement that a killed program left. A plan that cannot be read is kept under another name, which
 * is given; the folder of the old files says by its name what was under way. Null if there is nothing to tell.
 */
export function finishReplacing(folder: string, build: Build, time: number): string | null {
  const { replacing, setAside, library } = placesIn(folder)
  if (!existsSync(replacing)) return null
  const read = Replacement.safeParse(parsed(replacing))
  if (read.success) {
    carryOut(folder, read.data, build)
    return null
  }
  const kept = setFileAside(replacing, time)
  const aside = setAsideIn(folder)[0]
  if (aside === undefined || existsSync(library)) return kept
  if (/-damaged(-\d+)?$/.test(aside)) {
    const replacement: Replacement = { aside, kind: 'recovery', cause: 'library-missing', from: null }
    onDisk(folder, () => writeWhole(replacing, JSON.stringify(replacement)))
    carryOut(folder, replacement, build)
  } else putBack(folder, join(setAside, aside))
  return kept
}

/** The folders in which a library was set aside, the latest first. */
export function setAsideIn(folder: string): readonly string[] {
  const { setAside } = placesIn(folder)
  if (!existsSync(setAside)) return []
  return readdirSync(setAside)
    .filter((name) => existsSync(join(setAside, name, 'library.sqlite')))
    .sort()
    .reverse()
}

/** Written into the folder of the old files when everything that belongs there is there. */
const complete = 'complete'

function carryOut(folder: string, replacement: Replacement, build: Build): void {
  const { library, log, index, setAside, replacing } = placesIn(folder)
  const aside = join(setAside, replacement.aside)
  onDisk(folder, () => {
    makeFolder(aside)
    syncFolder(setAside)
    syncFolder(folder)
  })
  if (!existsSync(join(aside, complete))) {
    onDisk(folder, () => {
      // The log goes last: without its library it is no use to anybody who looks now.
      for (const [path, name] of [
        [library, 'library.sqlite'],
        [index, 'library.sqlite-shm'],
        [log, 'library.sqlite-wal'],
      ] as const) {
        if (existsSync(path)) renameSync(path, join(aside, name))
      }
      syncFolder(aside)
      syncFolder(folder)
      writeWhole(join(aside, complete), '')
    })
  }
  // From here on a library in its place is the new one.
  if (!existsSync(library)) {
    try {
      const made = build(replacement, aside)
      onDisk(folder, () => putInPlace(made, library))
    } catch (error) {
      // What was begun cannot be done: everything stands again where it stood, and nothing is half in its place.
      putBack(folder, aside)
      throw error
    }
  }
  onDisk(folder, () => {
    rmSync(replacing, { force: true })
    syncFolder(folder)
  })
}

function putBack(folder: string, aside: string): void {
  const { library, log, index, replacing } = placesIn(folder)
  onDisk(folder, () => {
    // Killed from here on, the next start takes the move for unfinished and begins it again.
    rmSync(join(aside, complete), { force: true })
    syncFolder(aside)
    for (const [path, name] of [
      [log, 'library.sqlite-wal'],
      [index, 'library.sqlite-shm'],
      [library, 'library.sqlite'],
    ] as const) {
      if (existsSync(join(aside, name))) renameSync(join(aside, name), path)
    }
    syncFolder(folder)
    rmSync(replacing, { force: true })
    sweep(folder)
    // What a recovery that failed wrote; anything else keeps the folder.
    for (const made of ['report.json', 'left.ndjson']) rmSync(join(aside, made), { force: true })
    sweep(aside)
    if (readdirSync(aside).length === 0) rmdirSync(aside)
  })
}

function freeName(folder: string, name: string): string {
  for (let at = 1; ; at += 1) {
    const tried = at === 1 ? name : `${name}-${at}`
    if (!existsSync(join(folder, tried))) return tried
  }
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}
