import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { Refusal } from '../../src-shared/ipc.ts'
import { type RecoveryCause, recoveryCauses } from '../../src-shared/library/recovery.ts'
import { damagedInstead, openDatabase } from './database.ts'
import { onDisk } from './disk.ts'
import { applicationId, hasColumnsOf, hasLibraryTables, lastTold, witnessedSchema } from './migrations.ts'

/** A schema number this far above ours is no newer program but a damaged header. */
const believable = 1000

/**
 * Looks at a library file before it is opened for writing: SQLite would open an empty file as a new library, and change
 * a newer one. Refuses with `newer-library`, or with `damaged` and its cause; the file stays byte for byte as it is.
 */
export function lookAt(folder: string, path: string, unclean: boolean, schema: number): void {
  const header = headerOf(folder, path)
  const found = { application: header.readUInt32BE(68), schema: header.readUInt32BE(60) }
  // After an unclean end the header can be older than the log beside it, so SQLite is asked too, without writing.
  const told = lookInside(path, !unclean)
  if (told === 'unreadable') {
    if (found.application === applicationId && found.schema > schema && found.schema <= schema + believable) {
      throw newer(folder, found.schema, schema)
    }
    throw damaged(folder, 'unreadable')
  }
  if (told.application !== applicationId) {
    // The tables say whose file it is: ours with a damaged header, or one of another program, which is left alone.
    throw told.ours ? damaged(folder, 'header') : damaged(folder, 'not-a-library', true)
  }
  // With other versions of the file format SQLite goes on all the same, and then refuses every write.
  const [writing, reading] = [header[18], header[19]]
  if (writing !== reading || (writing !== 1 && writing !== 2)) throw damaged(folder, 'header')
  if (told.schema > schema) {
    // No schema takes anything away, so what the columns do not bear out was written by no newer program.
    if (told.ours && !told.columns) throw damaged(folder, 'header')
    // The library says its schema a second time. One flipped bit is damage; anything else is left to a newer program.
    const header = told.witness !== null && told.schema > schema + 1 && isOneBit(told.schema ^ told.witness)
    throw header || told.schema > schema + believable ? damaged(folder, 'header') : newer(folder, told.schema, schema)
  }
  if (!told.ours) throw damaged(folder, 'check-failed')
  // Where the columns alone decide, a witness that differs is the one that is wrong; the migration sets it right.
  const doubted = told.witness !== null && told.witness !== told.schema && told.schema > lastTold
  if (told.schema < 1 || !told.columns || doubted) throw damaged(folder, 'header')
}

function headerOf(folder: string, path: string): Buffer {
  const header = Buffer.alloc(100)
  const read = onDisk(folder, () => {
    const file = openSync(path, 'r')
    try {
      return readSync(file, header, 0, 100, 0)
    } finally {
      closeSync(file)
    }
  })
  if (read === 0) throw damaged(folder, 'empty-file')
  if (read < 100 || header.toString('latin1', 0, 16) !== 'SQLite format 3\u0000') throw damaged(folder, 'not-a-library')
  return header
}

const magic = Buffer.from('SQLite format 3\u0000', 'latin1')

/**
 * True if a file that cannot be read was a library, by its first bytes: the mark of a library, a library cut short, or
 * nothing but zeros, which is what a file system leaves of a file it lost. Anything else may be somebody else's.
 */
export function looksLikeOurs(path: string): boolean {
  const bytes = Buffer.alloc(65_536)
  const file = openSync(path, 'r')
  try {
    const read = readSync(file, bytes, 0, bytes.length, 0)
    const there = bytes.subarray(0, read)
    if (there.subarray(0, magic.length).equals(magic.subarray(0, read))) {
      return read < 72 || there.readUInt32BE(68) === applicationId
    }
    for (let found = there; ; ) {
      if (found.some((byte) => byte !== 0)) return false
      const more = readSync(file, bytes, 0, bytes.length, null)
      if (more === 0) return true
      found = bytes.subarray(0, more)
    }
  } finally {
    closeSync(file)
  }
}

interface Told {
  readonly application: number
  readonly schema: number
  readonly witness: number | null
  readonly ours: boolean
  /** The columns are those of the schema in the header. */
  readonly columns: boolean
}

function lookInside(path: string, unchanging: boolean): Told | 'unreadable' {
  try {
    const db = openDatabase(path, { readOnly: true, unchanging })
    try {
      return damagedInstead(() => {
        const ours = hasLibraryTables(db)
        const schema = Number(db.pragma('user_version'))
        return {
          application: Number(db.pragma('application_id')),
          schema,
          witness: ours ? witnessedSchema(db) : null,
          ours,
          columns: ours && hasColumnsOf(db, schema),
        }
      })
    } finally {
      db.close()
    }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'damaged') return 'unreadable'
    throw error
  }
}

/** True if the library was not closed in order the last time. */
export function isUnclean(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
}

export function damaged(folder: string, cause: RecoveryCause, foreign = false): Refusal {
  return new Refusal('damaged', { folder, cause, ...(foreign && { foreign }) })
}

const isOneBit = (bits: number) => bits !== 0 && (bits & (bits - 1)) === 0

function newer(folder: string, found: number, known: number): Refusal {
  return new Refusal('newer-library', { folder, found, known })
}

/** Why a library that did not open can be recovered; null where recovery must not touch it. */
export function causeToRecover(error: unknown): RecoveryCause | null {
  if (!(error instanceof Refusal) || error.code !== 'damaged' || error.data.foreign === true) return null
  return recoveryCauses.find((cause) => cause === error.data.cause) ?? 'unreadable'
}
