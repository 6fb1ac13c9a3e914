import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { Refusal } from '../../src-shared/ipc.ts'
import type { VerifyResult } from '../../src-shared/library/library.ts'
import { copyLibrary, goodOrRefused, verifyFile } from '../library/backups.ts'
import { holdLock } from '../library/database.ts'
import { making, onDisk, placesIn, putInPlace, readingPrefix, stampOf } from '../library/disk.ts'
import { uuidv7 } from '../library/ids.ts'
import { isUnclean, lookAt } from '../library/look.ts'
import { schemaVersion } from '../library/migrations.ts'
import { openSafely } from '../library/open-safely.ts'
import { overCopy } from '../library/reading-copy.ts'
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
  const { library, lock, log } = placesIn(folder)
  if (!existsSync(library)) throw new Refusal('not-found', { what: 'library', folder })
  const unlock = held(folder, library, lock)
  try {
    if (command.name === 'verify') {
      const verified = (path: string) => verify(library, path, faultSeen(folder, path))
      const besides = unlock === null && existsSync(log)
      return besides
        ? overCopy(library, mkdtempSync(join(tmpdir(), `${readingPrefix}${process.pid}-`)), verified)
        : verified(library)
    }
    return backup(library, resolve(command.to), unlock === null)
  } finally {
    unlock?.()
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
    if (error instanceof Refusal && error.code === 'newer-library') throw error
    // What else is wrong with it is what the command is to find.
    return error instanceof Refusal && error.code === 'damaged' ? String(error.data.cause) : null
  }
}

function verify(library: string, path: string, faulty: string | null): CareAnswer {
  const read = verifyFile(path, {}, faulty === null ? schemaVersion : Number.POSITIVE_INFINITY)
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

function backup(library: string, to: string, barred: boolean): CareAnswer {
  const folder = dirname(to)
  if (!existsSync(folder)) throw new Refusal('not-found', { path: folder })
  if (existsSync(to)) throw new Refusal('refused', { cause: `there is a file already: ${to}` })
  sweepHalves(to)
  const made = `${making}${stampOf(Date.now())}`
  const temporary = join(folder, `${made}-${basename(to)}`)
  const copied = (path: string): void => {
    faultSeen(dirname(library), path)
    copyLibrary(path, temporary, folder)
  }
  // Beside a library that cannot be written to nothing can be read in either. The target is where there is room.
  const aside = join(folder, `${made}-reading-${basename(to)}`)
  try {
    onDisk(folder, () => {
      if (!barred) return copied(library)
      mkdirSync(aside)
      overCopy(library, aside, copied)
    })
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
    if (ours && Date.now() - statSync(path).mtimeMs > 3_600_000) rmSync(path, { recursive: true, force: true })
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

/** Null where nothing can be written, and so no lock be taken: such a folder, and a full disk, can still be read. */
function held(folder: string, library: string, lock: string): (() => void) | null {
  try {
    // SQLite would take a lock where nothing can be written, and be no help afterwards.
    onDisk(folder, () => {
      for (const path of [folder, library]) accessSync(path, constants.W_OK)
    })
    return holdLock(lock, 3000)
  } catch (error) {
    if (error instanceof Refusal && ['read-only', 'unavailable', 'disk-full'].includes(error.code)) return null
    if (error instanceof Refusal) throw new Refusal(error.code, { folder }, { cause: error })
    throw error
  }
}
