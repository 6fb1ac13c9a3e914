import { existsSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { Refusal } from '../../src-shared/ipc.ts'
import type { VerifyResult } from '../../src-shared/library/library.ts'
import { copyLibrary, goodOrRefused, verifyFile } from '../library/backups.ts'
import { holdLock } from '../library/database.ts'
import { making, onDisk, placesIn, putInPlace, stampOf } from '../library/disk.ts'
import { uuidv7 } from '../library/ids.ts'
import { openSafely } from '../library/open-safely.ts'
import { recoveredCounts } from '../library/recover.ts'
import type { Command } from './options.ts'
import { verifyWords } from './words.ts'

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

export function takeCare(folder: string, command: CareCommand): CareAnswer {
  if (command.name === 'restore') return restore(folder, resolve(command.file))
  const { library, lock } = placesIn(folder)
  if (!existsSync(library)) throw new Refusal('not-found', { what: 'library', path: folder })
  const unlock = held(folder, lock)
  try {
    return command.name === 'verify' ? verify(library) : backup(library, resolve(command.to))
  } finally {
    unlock()
  }
}

function verify(library: string): CareAnswer {
  const value: VerifyResult = { ...verifyFile(library), at: new Date().toISOString() }
  return { value, words: verifyWords(value), refused: value.ok ? null : `damaged: ${library}` }
}

function backup(library: string, to: string): CareAnswer {
  const folder = dirname(to)
  if (!existsSync(folder)) throw new Refusal('not-found', { path: folder })
  if (existsSync(to)) throw new Refusal('refused', { cause: `there is a file already: ${to}` })
  const temporary = join(folder, `${making}${stampOf(Date.now())}-${basename(to)}`)
  try {
    onDisk(folder, () => copyLibrary(library, temporary, folder))
    const { counts, checked } = goodOrRefused(temporary)
    onDisk(folder, () => putInPlace(temporary, to))
    return { value: { path: to, counts, checked }, words: `${to}\t${checked.records} records read back`, refused: null }
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

function restore(folder: string, from: string): CareAnswer {
  if (!existsSync(from)) throw new Refusal('not-found', { path: from })
  const none = () => {}
  const surroundings = { newId: () => uuidv7(Date.now()), now: Date.now, tell: none, onDamage: none }
  const { library, outcome, setAside } = openSafely(folder, surroundings, {
    task: { type: 'restore', from },
    lockWait: 3000,
  })
  try {
    if (outcome?.ok !== true) throw new Refusal(outcome?.code ?? 'internal', outcome?.data)
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
