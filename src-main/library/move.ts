import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { Refusal } from '../../src-shared/ipc.ts'
import { backupsIn } from './backup-names.ts'
import { copyLibrary, goodOrRefused } from './backups.ts'
import { holdLock } from './database.ts'
import { copyAside, making, onDisk, placesIn, putInPlace, sweep, writeWhole } from './disk.ts'

/**
 * Copies a closed library to another folder: the library as a tidy copy, read whole before it gets its name, and its
 * backups. The old one stays as it is. Refuses a folder that has a library or lies within the old one.
 */
export function copyLibraryTo(from: string, to: string): void {
  const [old, next] = [placesIn(from), placesIn(to)]
  onDisk(to, () => mkdirSync(to, { recursive: true }))
  const way = relative(realpathSync(from), realpathSync(to))
  if (way === '' || !(way.startsWith('..') || resolve(way) === way)) {
    throw new Refusal('refused', { cause: 'inside', folder: to })
  }
  if (existsSync(next.library)) throw new Refusal('refused', { cause: 'library-there', folder: to })
  const unlockOld = holdLock(old.lock, 3000)
  try {
    const unlock = onDisk(to, () => holdLock(next.lock, 0))
    try {
      sweep(to)
      const temporary = join(to, `${making}library.sqlite`)
      copyLibrary(old.library, temporary, to)
      try {
        goodOrRefused(temporary)
        onDisk(to, () => mkdirSync(next.backups, { recursive: true }))
        for (const { name } of backupsIn(old.backups, 'library')) {
          onDisk(to, () => putInPlace(copyAside(join(old.backups, name), next.backups, name), join(next.backups, name)))
        }
        if (existsSync(old.upkeep)) onDisk(to, () => putInPlace(copyAside(old.upkeep, to, 'upkeep'), next.upkeep))
        onDisk(to, () => putInPlace(temporary, next.library))
        // Should the preferences be lost, the old library must not be taken for the one of today.
        onDisk(from, () => writeWhole(join(from, pointer), `${JSON.stringify({ to })}\n`))
      } catch (error) {
        rmSync(temporary, { force: true })
        throw error
      }
    } finally {
      unlock()
    }
  } finally {
    unlockOld()
  }
}

const pointer = 'moved-to.json'

/** Where the library of a folder is now: there, or where it was moved to. */
export function followMoves(folder: string): string {
  const seen = new Set<string>()
  for (let place = folder; ; ) {
    seen.add(place)
    const to = movedTo(place)
    if (to === null || seen.has(to)) return place
    place = to
  }
}

function movedTo(folder: string): string | null {
  try {
    const { to } = JSON.parse(readFileSync(join(folder, pointer), 'utf8')) as { to?: unknown }
    return typeof to === 'string' ? to : null
  } catch {
    return null
  }
}
