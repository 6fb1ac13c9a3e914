import type { PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import { Refusal } from '../../src-shared/ipc.ts'
import type { Library } from '../library/library.ts'
import type { ReadVersion } from '../library/versions.ts'
import { places } from './places.ts'
import type { AnnotationRow } from './rows.ts'

export interface Standing {
  readonly number: number
  readonly hash: string
  readonly annotations: readonly PlacedAnnotation[]
}

/** Where every annotation of a briefing stands on one of its versions, named by number or hash. A trial: nothing is kept. */
export function standing(library: Library, readVersion: ReadVersion, briefing: string, version: string): Standing {
  const { db } = library
  const versions = db.all<{ number: number; hash: string }>(
    'SELECT number, hash FROM versions WHERE briefing = ? ORDER BY number DESC',
    briefing,
  )
  const isNumber = /^\d{1,6}$/.test(version)
  const fitting = versions.filter(({ number, hash }) =>
    isNumber ? number === Number(version) : version.length >= 7 && hash.startsWith(version.toLowerCase()),
  )
  const [found] = fitting
  if (found === undefined || new Set(fitting.map(({ hash }) => hash)).size > 1) {
    throw new Refusal('not-found', { what: 'versions', id: version })
  }
  const rows = db.all<AnnotationRow>(
    'SELECT * FROM annotations WHERE briefing = ? AND deleted_at_hlc IS NULL ORDER BY created, id',
    briefing,
  )
  const annotations = untouched(library, () =>
    places(library, readVersion).on(library.intact('annotations', rows), found.hash),
  )
  return { ...found, annotations }
}

/** What was found is remembered for the next time; not so of a trial. */
function untouched<T>({ db }: Library, work: () => T): T {
  if (db.readOnly) return work()
  const undo = new Error('a trial')
  let value: { readonly of: T } | null = null
  try {
    db.transaction(() => {
      value = { of: work() }
      throw undo
    })
  } catch (error) {
    if (error !== undo) throw error
  }
  return (value as unknown as { readonly of: T }).of
}
