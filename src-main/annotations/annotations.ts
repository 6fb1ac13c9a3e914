import { anchorOf, locate } from '../../src-shared/annotations/anchor.ts'
import type {
  Annotation,
  AnnotationDraft,
  Draft,
  PlacedAnnotation,
  Resolution,
  Target,
} from '../../src-shared/annotations/annotation.ts'
import { restorableDays } from '../../src-shared/annotations/history.ts'
import type { Content } from '../../src-shared/briefings/content.ts'
import type { Contract } from '../../src-shared/contract.ts'
import { type Handlers, Refusal } from '../../src-shared/ipc.ts'
import { timeOf } from '../library/hlc.ts'
import type { Library } from '../library/library.ts'
import { type StoredRecord, sha256 } from '../library/records.ts'
import type { ReadVersion } from '../library/versions.ts'
import { historyOf, versionAt } from './history.ts'

type Row = StoredRecord<'annotations'>

/** How places are found today; a better way gets another name, and what this one found is then found again. */
const method = 'quote-1'

/** The reader's marks: kept word for word as they were made, found again on every later version. */
export function annotations(library: Library, readVersion: ReadVersion): Handlers<Contract, 'library'>['annotations'] {
  const { db } = library

  const briefingOf = (id: string) => {
    const briefing = library.read('briefings', id)
    if (briefing === null || briefing.deleted_at_hlc !== null) throw new Refusal('not-found', { what: 'briefings', id })
    return briefing
  }
  const read = (id: string): Row => {
    const row = library.read('annotations', id)
    if (row === null) throw new Refusal('not-found', { what: 'annotations', id })
    return row
  }

  const resolve = (annotation: Annotation, current: string): Resolution => {
    const now = readVersion(annotation.briefing, current)
    if (now === null) throw new Refusal('damaged', { what: 'versions', briefing: annotation.briefing })
    return resolutionOn(annotation.target, now, () => readVersion(annotation.briefing, annotation.version))
  }
  /** The annotations with their places on the current version, taken from the cache where it has them. */
  const placed = (rows: readonly Row[], current: string): readonly PlacedAnnotation[] => {
    const fresh: { annotation: Annotation; resolution: Resolution }[] = []
    const list = rows.map((row): PlacedAnnotation => {
      const annotation = fromRow(row)
      const cached = db.get<CachedResolution>(
        'SELECT * FROM resolutions WHERE annotation = ? AND version = ?',
        row.id,
        current,
      )
      if (cached !== null && cached.method === method && cached.row_hash === hashOfResolution(cached)) {
        const places = JSON.parse(cached.places) as Resolution['places']
        return { ...annotation, resolution: { status: cached.status, places } }
      }
      const resolution = resolve(annotation, current)
      fresh.push({ annotation, resolution })
      return { ...annotation, resolution }
    })
    if (fresh.length > 0) {
      const cache = (work: () => void) => (db.readOnly ? undefined : db.transaction(work))
      cache(() => {
        for (const { annotation, resolution } of fresh) {
          const { status } = resolution
          const places = JSON.stringify(resolution.places)
          const row = { annotation: annotation.id, version: current, status, places, method }
          db.run(
            'INSERT OR REPLACE INTO resolutions (annotation, version, status, places, method, row_hash) VALUES (?, ?, ?, ?, ?, ?)',
            row.annotation,
            row.version,
            row.status,
            row.places,
            row.method,
            hashOfResolution(row),
          )
        }
      })
    }
    return list
  }
  const placedOne = (row: Row): PlacedAnnotation => {
    const [one] = placed([row], briefingOf(row.briefing as string).version as string)
    if (one === undefined) throw new Error('an annotation without a place')
    return one
  }
  const refuseStale = (row: Row, hlc: string) => {
    const removed = row.deleted_at_hlc !== null
    if (row.hlc !== hlc) throw new Refusal('conflict', { current: placedOne(row), ...(removed && { removed }) })
  }
  const time = () => new Date(library.now()).toISOString()

  return {
    list: ({ briefing }) => {
      const current = briefingOf(briefing).version as string
      const rows = db.all<Row>(
        'SELECT * FROM annotations WHERE briefing = ? AND deleted_at_hlc IS NULL ORDER BY created, id',
        briefing,
      )
      return placed(library.intact('annotations', rows), current)
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
          kind: draft.kind,
          note: draft.note,
          tags: JSON.stringify([...new Set(draft.tags)]),
          marking: markingColumn(draft.marking),
          parent_id: null,
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
          ...(change.kind !== undefined && { kind: change.kind }),
          ...(change.note !== undefined && { note: change.note }),
          ...(change.tags !== undefined && { tags: JSON.stringify([...new Set(change.tags)]) }),
          ...(change.marking !== undefined && { marking: markingColumn(change.marking) }),
          modified: time(),
        })
        writer.tell('annotations.changed', { briefing: row.briefing as string })
        return placedOne(row)
      }),

    remove: ({ id, hlc }, { request }) =>
      library.write(request, (writer) => {
        const before = read(id)
        if (before.deleted_at_hlc !== null) return null
        refuseStale(before, hlc)
        writer.put('annotations', 'remove', before)
        writer.tell('annotations.changed', { briefing: before.briefing as string })
        return null
      }),

    restore: ({ id }, { request }) =>
      library.write(request, (writer) => {
        const before = read(id)
        if (before.deleted_at_hlc === null) return placedOne(before)
        const row = writer.put('annotations', 'restore', before)
        writer.tell('annotations.changed', { briefing: row.briefing as string })
        return placedOne(row)
      }),

    history: ({ id }) => historyOf(library, read(id)),

    revert: ({ id, hlc }, { request }) =>
      library.write(request, (writer) => {
        const before = read(id)
        const said = versionAt(library, before, hlc)
        if (said === null) throw new Refusal('not-found', { what: 'annotations', id, hlc })
        const row = writer.put('annotations', before.deleted_at_hlc === null ? 'change' : 'restore', before, {
          kind: said.kind,
          note: said.note,
          tags: JSON.stringify(said.tags),
          marking: markingColumn(said.marking),
          modified: time(),
        })
        writer.tell('annotations.changed', { briefing: row.briefing as string })
        return placedOne(row)
      }),

    removed: ({ briefing }) => {
      const of = 'SELECT * FROM annotations WHERE deleted_at_hlc IS NOT NULL'
      const order = 'ORDER BY deleted_at_hlc DESC LIMIT 500'
      const rows =
        briefing === undefined
          ? db.all<Row>(`${of} ${order}`)
          : db.all<Row>(`${of} AND briefing = ? ${order}`, briefing)
      return library.intact('annotations', rows).map((row) => {
        const removed = timeOf(row.deleted_at_hlc ?? row.hlc)
        const offered = library.now() - removed <= restorableDays * 24 * 60 * 60 * 1000
        return { ...fromRow(row), removed: new Date(removed).toISOString(), offered }
      })
    },

    keepDraft: ({ key, briefing, text }) => {
      db.run(
        `INSERT INTO drafts (key, briefing, text, saved) VALUES (?, ?, ?, ?)
         ON CONFLICT (key) DO UPDATE SET briefing = excluded.briefing, text = excluded.text, saved = excluded.saved`,
        key,
        briefing,
        text,
        time(),
      )
      return null
    },

    dropDraft: ({ key }) => {
      db.run('DELETE FROM drafts WHERE key = ?', key)
      return null
    },

    drafts: ({ briefing }) =>
      db.all<Draft>('SELECT key, briefing, text, saved FROM drafts WHERE briefing = ? ORDER BY key', briefing),
  }
}

interface CachedResolution {
  readonly annotation: string
  readonly version: string
  readonly status: Resolution['status']
  readonly places: string
  readonly method: string
  readonly row_hash: string
}

const hashOfResolution = ({ annotation, version, status, places, method }: Omit<CachedResolution, 'row_hash'>) =>
  sha256(JSON.stringify([annotation, version, status, places, method]))

function markingColumn(marking: AnnotationDraft['marking']): string | null {
  return marking === undefined || Object.keys(marking).length === 0 ? null : JSON.stringify(marking)
}

function fromRow(row: Row): Annotation {
  return {
    id: row.id,
    briefing: row.briefing as string,
    version: row.version as string,
    target: JSON.parse(row.target as string) as Target,
    kind: row.kind as Annotation['kind'],
    note: row.note as string,
    tags: JSON.parse(row.tags as string) as Annotation['tags'],
    ...(row.marking !== null && { marking: JSON.parse(row.marking as string) as Annotation['marking'] }),
    created: row.created as string,
    modified: row.modified as string,
    hlc: row.hlc,
  }
}

const collections = {
  event: 'events',
  risk: 'risks',
  position: 'positions',
  note: 'notes',
  source: 'sources',
} as const

const has = (target: Exclude<Target, { type: 'text' | 'briefing' }>, content: Content) =>
  content[collections[target.type]].some(({ id }) => id === target.id)

/** The target as it is kept. Words that do not stand where the draft says are refused: such an anchor would be wrong from birth. */
function targetOn(target: Target, content: Content): Target {
  if (target.type === 'briefing') return target
  if (target.type !== 'text') {
    if (!has(target, content)) throw new Refusal('not-found', { what: target.type, id: target.id })
    return target
  }
  const blocks = content.editions[target.lang]?.blocks ?? []
  const selectors = target.selectors.map(({ block: id, start, end, exact }) => {
    const block = blocks.find((each) => each.id === id)
    if (block === undefined) throw new Refusal('not-found', { what: 'block', id })
    const selector = block.text.slice(start, end) === exact ? anchorOf(block, start, end) : null
    if (selector === null) throw new Refusal('bad-request', { cause: 'quote-mismatch', block: id })
    return selector
  })
  return { ...target, selectors }
}

/** Where a target stands on a version. `made` reads the version it was made on. */
function resolutionOn(target: Target, now: Content, made: () => Content | null): Resolution {
  if (target.type === 'briefing') return { status: 'exact', places: [] }
  if (target.type !== 'text') return { status: has(target, now) ? 'exact' : 'orphan', places: [] }
  const blocks = now.editions[target.lang]?.blocks ?? []
  return locate(target.selectors, blocks, made()?.editions[target.lang]?.blocks ?? null)
}
