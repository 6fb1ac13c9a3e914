import { needsReview, type PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import type { NotebookRow } from '../../src-shared/annotations/notebook.ts'
import type { Content } from '../../src-shared/briefings/content.ts'
import { type BlockPlace, blockPlaces } from '../../src-shared/briefings/paragraphs.ts'
import { Refusal } from '../../src-shared/ipc.ts'
import type { Library } from '../library/library.ts'
import type { StoredRecord } from '../library/records.ts'
import type { ReadVersion } from '../library/versions.ts'
import type { Places } from './places.ts'
import type { AnnotationRow } from './rows.ts'
import { titleOf } from './targets.ts'

/** What the notebook needs to know of a version, kept because reading a version anew costs more than all of this. */
interface Order {
  readonly blocks: ReadonlyMap<string, BlockPlace>
  readonly at: ReadonlyMap<string, number>
}

/** The annotations of a briefing in the order of its text. */
export function notebook(
  library: Library,
  readVersion: ReadVersion,
  places: Places,
): (briefing: StoredRecord<'briefings'>) => readonly NotebookRow[] {
  const { db } = library
  const orders = new Map<string, Order>()

  return (briefing) => {
    const version = briefing.version as string
    const rows = library.intact(
      'annotations',
      db.all<AnnotationRow>(
        'SELECT * FROM annotations WHERE briefing = ? AND deleted_at_hlc IS NULL ORDER BY created, id',
        briefing.id,
      ),
    )
    if (rows.length === 0) return []
    const content = readVersion(briefing.id, version)
    if (content === null) throw new Refusal('damaged', { what: 'versions', briefing: briefing.id })
    const order = orders.get(version) ?? orderOf(content)
    orders.set(version, order)
    return places
      .on(rows, version)
      .map((annotation) => rowOf(annotation, version, content, order))
      .sort((a, b) => a.order - b.order)
  }
}

function orderOf(content: Content): Order {
  const blocks = blockPlaces(content)
  return { blocks, at: new Map([...blocks.keys()].map((id, index) => [id, index])) }
}

function rowOf(annotation: PlacedAnnotation, version: string, content: Content, { blocks, at }: Order): NotebookRow {
  const { target, resolution } = annotation
  const place = resolution.places[0]
  const stands = target.type === 'text' ? place && `block/${place.block}` : standsAt(annotation)
  const block = place === undefined ? undefined : blocks.get(place.block)
  const title = titleOf(target, content)
  const { id, hlc, briefing, kind, note, tags, marking, due, done, links, created, modified } = annotation
  return {
    ...{ id, hlc, briefing, kind, note, tags, created, modified },
    ...(marking && { marking }),
    ...(due && { due }),
    ...(done && { done }),
    ...(links && { links }),
    quote: target.type === 'text' ? target.selectors.map(({ exact }) => exact).join('\n') : '',
    type: target.type,
    lang: target.type === 'text' ? target.lang : null,
    ...(title && { about: title }),
    ...(target.type === 'cell' && { cell: { column: target.column, value: target.value } }),
    at: stands ?? null,
    paragraph: block === undefined || block.number === 0 ? null : block.number,
    // Words first, in their order; then what is about a row of a table; then what has lost its place.
    order:
      place === undefined
        ? at.size + (resolution.status === 'orphan' ? 2 : 1)
        : (at.get(place.block) ?? 0) + place.start / 1_000_000,
    status: resolution.status,
    ...(resolution.kept !== undefined && { kept: resolution.kept }),
    review: needsReview(annotation, version),
  }
}

function standsAt({ target, resolution }: PlacedAnnotation): string | null {
  if (target.type === 'text' || resolution.status === 'orphan') return null
  if (target.type === 'briefing') return 'briefing'
  return `${target.type === 'cell' ? 'risk' : target.type}/${target.id}`
}
