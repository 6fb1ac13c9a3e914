import type { ConflictData, PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import { restorableDays } from '../../src-shared/annotations/history.ts'
import type { Contract } from '../../src-shared/contract.ts'
import { type Handlers, Refusal } from '../../src-shared/ipc.ts'
import { timeOf } from '../library/hlc.ts'
import type { Library } from '../library/library.ts'
import type { ReadVersion } from '../library/versions.ts'
import { drafting } from './drafts.ts'
import { historyOf, versionAt } from './history.ts'
import { manyAnnotations } from './many.ts'
import { notebook } from './notebook.ts'
import { places } from './places.ts'
import { replaceAnnotation } from './replace.ts'
import { review } from './review.ts'
import { type AnnotationRow, columnsOf, fromRow, newColumns } from './rows.ts'
import { targetOn } from './targets.ts'

/** The reader's marks: kept word for word as they were made, found again on every later version. */
export function annotations(library: Library, readVersion: ReadVersion): Handlers<Contract, 'library'>['annotations'] {
  const { db } = library

  const briefingOf = (id: string) => {
    const briefing = library.read('briefings', id)
    if (briefing === null || briefing.deleted_at_hlc !== null) throw new Refusal('not-found', { what: 'briefings', id })
    return briefing
  }
  const read = (id: string): AnnotationRow => {
    const row = library.read('annotations', id)
    if (row === null) throw new Refusal('not-found', { what: 'annotations', id })
    return row
  }

  const found = places(library, readVersion)
  const rowsOf = notebook(library, readVersion, found)
  const placedOne = (row: AnnotationRow): PlacedAnnotation => {
    const [one] = found.on([row], briefingOf(row.briefing as string).version as string)
    if (one === undefined) throw new Error('an annotation without a place')
    return one
  }
  const refuseStale = (row: AnnotationRow, hlc: string) => {
    if (row.hlc === hlc) return
    const removed = row.deleted_at_hlc !== null
    const data: ConflictData = { current: placedOne(row), ...(removed && { removed }) }
    throw new Refusal('conflict', { ...data })
  }
  const time = () => new Date(library.now()).toISOString()

  return {
    list: ({ briefing }) => {
      const current = briefingOf(briefing).version as string
      const rows = db.all<AnnotationRow>(
        'SELECT * FROM annotations WHERE briefing = ? AND deleted_at_hlc IS NULL ORDER BY created, id',
        briefing,
      )
      return found.on(library.intact('annotations', rows), current)
    },

    add: (draft, { request }) =>
      library.write(request, (writer) => {
        briefingOf(draft.briefing)
        const content = readVersion(draft.briefing, draft.version)
        if (content === null) throw new Refusal('not-found', { what: 'versions', id: draft.version })
        const created = time()
        const row = writer.add('annotations', library.newId(), {
          briefing: draft.briefing,
          version: draft.version,
          target: JSON.stringify(targetOn(draft.target, content)),
          ...newColumns(draft),
          created,
          modified: created,
        })
        writer.tell('annotations.changed', { briefing: draft.briefing })
        return placedOne(row)
      }),

    change: ({ id, hlc, change }, { request }) =>
      library.write(request, (writer) => {
        const before = read(id)
        refuseStale(before, hlc)
        // Whoever knows of the removal and changes it all the same wants it back.
        const row = writer.put('annotations', before.deleted_at_hlc === null ? 'change' : 'restore', before, {
          ...columnsOf(change),
          modified: time(),
        })
        writer.tell('annotations.changed', { briefing: row.briefing as string })
        return placedOne(row)
      }),

    remove: ({ id, hlc }, { request }) =>
      library.write(request, (writer) => {
        const before = read(id)
        if (before.deleted_at_hlc !== null) return { hlc: before.hlc }
        refuseStale(before, hlc)
        const row = writer.put('annotations', 'remove', before)
        writer.tell('annotations.changed', { briefing: before.briefing as string })
        return { hlc: row.hlc }
      }),

    restore: ({ id, hlc }, { request }) =>
      library.write(request, (writer) => {
        const before = read(id)
        // What it is linked to may have got other words since it was removed: that is no change of its own.
        if (hlc !== undefined && before.deleted_at_hlc !== hlc) refuseStale(before, hlc)
        if (before.deleted_at_hlc === null) return placedOne(before)
        const row = writer.put('annotations', 'restore', before)
        writer.tell('annotations.changed', { briefing: row.briefing as string })
        return placedOne(row)
      }),

    ...manyAnnotations(library),
    ...replaceAnnotation(library, readVersion, { read, refuseStale, placedOne }),
    notebook: ({ briefing }) => rowsOf(briefingOf(briefing)),
    ...review(library, readVersion, found, { briefingOf, read, refuseStale, placedOne }),

    history: ({ id }) => historyOf(library, read(id)),

    revert: ({ id, hlc, expected }, { request }) =>
      library.write(request, (writer) => {
        const before = read(id)
        refuseStale(before, expected)
        const said = versionAt(library, before, hlc)
        if (said === null) throw new Refusal('not-found', { what: 'annotations', id, hlc })
        const row = writer.put('annotations', before.deleted_at_hlc === null ? 'change' : 'restore', before, {
          ...columnsOf({ marking: {}, due: null, done: null, ...said }),
          modified: time(),
        })
        writer.tell('annotations.changed', { briefing: row.briefing as string })
        return placedOne(row)
      }),

    removed: ({ briefing }) => {
      const of = 'SELECT * FROM annotations WHERE deleted_at_hlc IS NOT NULL'
      const order = 'ORDER BY deleted_at_hlc DESC LIMIT 20000'
      const rows =
        briefing === undefined
          ? db.all<AnnotationRow>(`${of} ${order}`)
          : db.all<AnnotationRow>(`${of} AND briefing = ? ${order}`, briefing)
      return library.intact('annotations', rows).map((row) => {
        const removed = timeOf(row.deleted_at_hlc ?? row.hlc)
        const offered = library.now() - removed <= restorableDays * 24 * 60 * 60 * 1000
        return { ...fromRow(row), removed: new Date(removed).toISOString(), offered }
      })
    },

    ...drafting(library),
  }
}
