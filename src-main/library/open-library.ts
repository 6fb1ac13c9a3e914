import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { type Code, Refusal } from '../../src-shared/ipc.ts'
import { holdLock, openDatabase } from './database.ts'
import { type Library, libraryOver, type Surroundings } from './library.ts'
import { applicationId, migrate, schemaVersion } from './migrations.ts'

export interface OpenLibrary extends Library {
  /** May be called again. */
  readonly close: () => void
}

const fileName = 'library.sqlite'
/** Prefix of files that are being made; what a killed program left of them is swept at the next start. */
const making = '.making-'

/**
 * Opens the library in a folder, and makes it if the folder has none.
 * Refuses with `locked` (another program holds it), `newer-library`, or `damaged`; then the file is left byte for byte as it was.
 */
export function openLibrary(
  folder: string,
  surroundings: Surroundings,
  { lockWait = 1000 }: { readonly lockWait?: number } = {},
): OpenLibrary {
  const path = join(folder, fileName)
  onDisk(folder, () => mkdirSync(folder, { recursive: true }))
  const unlock = locked(folder, () => holdLock(join(folder, 'library.lock'), lockWait))
  try {
    sweep(folder)
    if (!existsSync(path)) {
      // A write-ahead log without its library: the library was moved or deleted, and an empty one must not hide that.
      if (existsSync(`${path}-wal`)) throw new Refusal('damaged', { folder, cause: 'library-missing' })
      create(folder, path)
    }
    const unclean = existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0
    lookAtHeader(folder, path)
    if (unclean) lookInside(folder, path)
    const db = openDatabase(path)
    try {
      if (unclean && db.pragma('quick_check') !== 'ok') throw new Refusal('damaged', { folder, cause: 'check-failed' })
      migrate(db)
      return {
        ...libraryOver(db, surroundings),
        close: () => {
          db.close()
          unlock()
        },
      }
    } catch (error) {
      db.close()
      throw error
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** A library in memory, gone when it is closed. For tests. */
export function openInMemory(surroundings: Surroundings): OpenLibrary {
  const db = openDatabase(':memory:')
  migrate(db)
  return { ...libraryOver(db, surroundings), close: () => db.close() }
}

/** Under another name first: a program killed now must not leave an empty file that looks like a damaged library. */
function create(folder: string, path: string): void {
  const temporary = join(folder, `${making}${fileName}`)
  const db = openDatabase(temporary)
  try {
    migrate(db)
  } finally {
    db.close()
  }
  onDisk(folder, () => {
    renameSync(temporary, path)
    syncFolder(folder)
  })
}

function sweep(folder: string): void {
  for (const name of readdirSync(folder)) if (name.startsWith(making)) rmSync(join(folder, name), { force: true })
}

/** Looks at the first bytes before SQLite does: it would open an empty file as a new library, and change a newer one. */
function lookAtHeader(folder: string, path: string): void {
  const header = Buffer.alloc(100)
  const read = onDisk(folder, () => {
    const file = openSync(path, 'r')
    try {
      return readSync(file, header, 0, 100, 0)
    } finally {
      closeSync(file)
    }
  })
  if (read < 100 || header.toString('latin1', 0, 16) !== 'SQLite format 3\u0000') {
    throw new Refusal('damaged', { folder, cause: read === 0 ? 'empty-file' : 'not-a-library' })
  }
  refuseOthers(folder, header.readUInt32BE(68), header.readUInt32BE(60))
}

/** After an unclean end the header can be older than the log beside it, so ask once more without writing. */
function lookInside(folder: string, path: string): void {
  const db = openDatabase(path, { readOnly: true })
  try {
    refuseOthers(folder, Number(db.pragma('application_id')), Number(db.pragma('user_version')))
  } finally {
    db.close()
  }
}

function refuseOthers(folder: string, application: number, schema: number): void {
  if (application !== applicationId) throw new Refusal('damaged', { folder, cause: 'not-a-library' })
  if (schema > schemaVersion) throw new Refusal('newer-library', { folder, found: schema, known: schemaVersion })
}

/** Says of a lock which folder it is; the database says only that it is busy. */
function locked<T>(folder: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal(error.code, { folder }, { cause: error })
    throw error
  }
}

const codeOfError: Readonly<Record<string, Code>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
}

function onDisk<T>(folder: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const code = codeOfError[(error as NodeJS.ErrnoException).code ?? ''] ?? 'unavailable'
    throw new Refusal(code, { folder }, { cause: error })
  }
}

/** A rename is on disk only when its folder is. Windows has no such call and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
