import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { Refusal } from '../../src-shared/ipc.ts'
import type { VerifyResult } from '../../src-shared/library/library.ts'
import { copyLibrary, goodOrRefused, verifyFile } from '../library/backups.ts'
import { holdLock } from '../library/database.ts'
import { making, onDisk, placesIn, putInPlace, stampOf } from '../library/disk.ts'
import { uuidv7 } from '../library/ids.ts'
import { isUnclean, lookAt } from '../library/look.ts'
import { schemaVersion } from '../library/migrations.ts'
import { openSafely } from '../library/open-safely.ts'
import { recoveredCounts } from '../library/recover.ts'
import { restorableOrRefused } from '../library/restorable.ts'
import type { Command } from './options.ts'
import type { Place } from './place.ts'
import { tabbed, verifyWords } from './words.ts'

/** Commands on the library file itself. They take in no samples and change nothing but what they are for. */
export type CareCommand = Extract<Command, { name: 'verify' | 'backup' | 'restore' }>

export const isCare = (command: Command): command is CareCommand =>
  ['verify', 'backup', 'restore'].includes(command.name)

export interface CareAnswer {
  readonly value: unknown
  readonly words: string
  /** One line for stderr where the library is not in order; then the exit code is 1. */
  readonly refused: string | null
}

export function takeCare({ folder, expected }: Place, command: CareCommand): CareAnswer {
  if (command.name === 'restore') return restore({ folder, expected }, resolve(command.file), command.other)
  const { library, lock } = placesIn(folder)
  if (!existsSync(library)) throw new Refusal('not-found', { what: 'library', folder })
  const unlock = held(folder, lock)
  try {
    const faulty = faultSeen(folder, library)
    return command.name === 'verify' ? verify(library, faulty) : backup(library, resolve(command.to))
  } finally {
    unlock()
  }
}

/**
 * What is wrong with a library at first sight; null if nothing is. Nobody here can tell whether one of a newer version
 * is sound, or copy it for sure: that one is refused.
 */
function faultSeen(folder: string, library: string): string | null {
  try {
    lookAt(folder, library, isUnclean(library), schemaVersion)
    return null
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'newer-library') throw error
    return error.code === 'damaged' ? String(error.data.cause) : null
  }
}

function verify(library: string, faulty: string | null): CareAnswer {
  const read = verifyFile(library, {}, faulty === null ? schemaVersion : Number.POSITIVE_INFINITY)
  // SQLite overlooks a header that is wrong in what it does not need for reading.
  const found = read.ok && faulty !== null ? { ...read, ok: false, structure: [faulty] } : read
  const value: VerifyResult = { ...found, at: new Date().toISOString() }
  const history = value.damagedHistory.map(({ table, id }) => `damaged history\t${table}\t${id}`)
  const drafts = value.damagedDrafts.map(({ key }) => `damaged draft\t${key}`)
  return {
    value,
    words: [verifyWords(value), ...history, ...drafts].join('\n'),
    refused: value.ok ? null : `damaged: ${library}`,
  }
}

function backup(library: string, to: string): CareAnswer {
  const folder = dirname(to)
  if (!existsSync(folder)) throw new Refusal('not-found', { path: folder })
  if (existsSync(to)) throw new Refusal('refused', { cause: `there is a file already: ${to}` })
  sweepHalves(to)
  const temporary = join(folder, `${making}${stampOf(Date.now())}-${basename(to)}`)
  try {
    onDisk(folder, () => copyLibrary(library, temporary, folder))
    const { counts, checked } = goodOrRefused(temporary)
    onDisk(folder, () => putInPlace(temporary, to))
    return {
      value: { path: to, counts, checked },
      words: tabbed([to, `${checked.records} records read back`]),
      refused: null,
    }
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** What a killed run left of the same backup; nothing else in a folder that is not ours. */
function sweepHalves(to: string): void {
  const folder = dirname(to)
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(making) || !/^\d{8}T\d{6}Z-/.test(name.slice(making.length))) continue
    const path = join(folder, name)
    const ours = name.endsWith(`-${basename(to)}`) || name.endsWith(`-${basename(to)}-journal`)
    // Another run may be making it just now.
    if (ours && Date.now() - statSync(path).mtimeMs > 3_600_000) rmSync(path, { force: true })
  }
}

function restore({ folder, expected }: Place, from: string, other: boolean): CareAnswer {
  restorableOrRefused(folder, from, { other })
  const none = () => {}
  const surroundings = { newId: () => uuidv7(Date.now()), now: Date.now, tell: none, onDamage: none }
  const { library, setAside } = openSafely(folder, surroundings, {
    task: { type: 'restore', from },
    taskOnly: true,
    expected,
    lockWait: 3000,
  })
  try {
    const value = { path: from, folder, setAside, now: recoveredCounts(library.db) }
    return {
      value,
      words: `restored from ${from}${setAside === null ? '' : `; the library of before is in ${setAside}`}`,
      refused: null,
    }
  } finally {
    library.close()
  }
}

function held(folder: string, lock: string): () => void {
  try {
    return holdLock(lock, 3000)
  } catch (error) {
    // A folder that cannot be written to can still be read.
    if (error instanceof Refusal && (error.code === 'read-only' || error.code === 'unavailable')) return () => {}
    if (error instanceof Refusal) throw new Refusal(error.code, { folder }, { cause: error })
    throw error
  }
}
