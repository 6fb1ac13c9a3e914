import type { Events } from '../../src-shared/contract.ts'
import { Refusal } from '../../src-shared/ipc.ts'
import type { Database } from './database.ts'
import { acceptHlc, deviceOf, nextHlc } from './hlc.ts'
import {
  type ChangeOp,
  isIntact,
  type OwnColumns,
  type RecordTable,
  readRecord,
  type StoredRecord,
  writeRecord,
} from './records.ts'

/** A fact told after a commit. */
export type Tell = <E extends keyof Events>(event: E, data: Events[E]) => void

/** The right to write. It exists only inside `Library.write`. */
export interface Writer {
  readonly add: <T extends RecordTable>(table: T, id: string, own: OwnColumns<T>) => StoredRecord<T>
  /** Changes, removes or restores a record that was read in the same write. */
  readonly put: <T extends RecordTable>(
    table: T,
    op: Exclude<ChangeOp, 'add'>,
    before: StoredRecord<T>,
    changed?: Partial<OwnColumns<T>>,
  ) => StoredRecord<T>
  /** Takes in a record that came in a file: a new one, or a newer state of the one that was read in the same write. */
  readonly take: <T extends RecordTable>(
    table: T,
    op: Exclude<ChangeOp, 'remove'>,
    id: string,
    own: OwnColumns<T>,
    before: StoredRecord<T> | null,
    came: Came,
  ) => StoredRecord<T>
  /** Tells a fact to every window, once the write is committed. */
  readonly tell: Tell
}

/** What a record brings from where it was made. */
export interface Came {
  /** Null where that is not known: then it was made here and now. So was one without a clock, whoever wrote it. */
  readonly from: {
    readonly hlc: string | null
    readonly author: string
    readonly device: string
    readonly space: string
  } | null
  /** JSON. */
  readonly extra: string
}

export interface Library {
  readonly db: Database
  readonly newId: () => string
  /** Milliseconds. */
  readonly now: () => number
  /**
   * One write: one transaction, with its log entries and the note that this request was answered.
   * The same request asked again gets the first reply, and nothing is done twice.
   */
  readonly write: <T>(request: string, work: (writer: Writer) => T) => T
  /** A record read and checked against its hash. Null where there is none, `damaged` where it does not say what was written. */
  readonly read: <T extends RecordTable>(table: T, id: string) => StoredRecord<T> | null
  /** The intact ones of these rows; the others are reported and never shown as if they were true. */
  readonly intact: <T extends RecordTable>(table: T, rows: readonly StoredRecord<T>[]) => readonly StoredRecord<T>[]
}

export interface Surroundings {
  readonly newId: () => string
  readonly now: () => number
  readonly tell: Tell
  /** Called once for each damaged record that was met. */
  readonly onDamage: (table: RecordTable, id: string) => void
  /** Called after each write that was committed. */
  readonly onWrite?: () => void
}

/** How many replies are remembered. Only the few writes that were under way when a process died are ever asked again. */
const remembered = 200

/** The library over an open database of today's schema. */
export function libraryOver(db: Database, { newId, now, tell, onDamage, onWrite = () => {} }: Surroundings): Library {
  const me = identity(db, newId)
  const device = deviceOf(me.device)
  let last = db.get<{ hlc: string | null }>('SELECT max(hlc) AS hlc FROM change_log')?.hlc ?? null
  const tick = () => {
    last = nextHlc(last, now(), device)
    return last
  }

  const met = new Set<string>()
  const report = (table: RecordTable, id: string) => {
    if (met.has(id)) return
    met.add(id)
    onDamage(table, id)
  }

  const write = <T>(request: string, work: (writer: Writer) => T): T => {
    if (db.isTransaction()) throw new TypeError('a write inside a write')
    const facts: (() => void)[] = []
    const stamp = () => ({ ...me, hlc: tick(), request })
    const writer: Writer = {
      add: (table, id, own) => writeRecord(db, table, 'add', id, own, null, stamp()),
      put: (table, op, before, changed = {}) => {
        const own = { ...before, ...changed }
        return writeRecord(db, table, op, before.id, own, before, stamp())
      },
      take: (table, op, id, own, before, { from, extra }) => {
        if (from !== null && from.hlc !== null) last = acceptHlc(last, from.hlc, now())
        const made = from === null ? stamp() : { ...from, hlc: from.hlc ?? tick(), request }
        return writeRecord(db, table, op, id, own, before, { ...made, extra })
      },
      tell: (event, data) => facts.push(() => tell(event, data)),
    }
    const value = db.transaction(() => {
      const known = db.get<{ reply: string }>('SELECT reply FROM answered WHERE request = ?', request)
      if (known !== null) return JSON.parse(known.reply) as T
      const made = work(writer)
      db.run('INSERT INTO answered (request, reply) VALUES (?, ?)', request, JSON.stringify(made))
      db.run('DELETE FROM answered WHERE seq <= (SELECT max(seq) FROM answered) - ?', remembered)
      return made
    })
    onWrite()
    for (const fact of facts) fact()
    return value
  }

  return {
    db,
    newId,
    now,
    write,
    read: (table, id) => {
      const row = readRecord(db, table, id)
      if (row === null || isIntact(table, row)) return row
      report(table, id)
      throw new Refusal('damaged', { what: table, id })
    },
    intact: (table, rows) =>
      rows.filter((row) => {
        const good = isIntact(table, row)
        if (!good) report(table, row.id)
        return good
      }),
  }
}

/** Who writes here: random ids, minted once for each library. No account is needed; a login may be bound to them later. */
function identity(db: Database, newId: () => string): { author: string; device: string; space: string } {
  const of = (key: string, make: () => string) =>
    db.get<{ value: string }>('SELECT value FROM meta WHERE key = ?', key)?.value ?? make()
  // A library that can only be read has its ids already, or needs none.
  if (db.readOnly) return { author: of('author', newId), device: of('device', newId), space: of('space', newId) }
  return db.transaction(() => {
    const mint = (key: string) => () => {
      const value = newId()
      db.run('INSERT INTO meta (key, value) VALUES (?, ?)', key, value)
      return value
    }
    return {
      author: of('author', mint('author')),
      device: of('device', mint('device')),
      space: of('space', mint('space')),
    }
  })
}
