import type { PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import type { Edition } from '../../src-shared/briefings/content.ts'
import type { ExportOptions } from '../../src-shared/exports/export.ts'
import type { Lang } from '../../src-shared/languages.ts'
import type { Highlight } from './inlines.ts'

/** A reader's annotation with the number it has on this paper. */
export interface NumberedAnnotation {
  readonly number: number
  readonly annotation: PlacedAnnotation
  /** `block/p3`, `event/e05`, … or `briefing`. */
  readonly target: string
  readonly orphan: boolean
  /** True where the words marked are in another language than this paper. */
  readonly elsewhere: boolean
}

/**
 * The annotations of one edition in the order they are met: on the whole, in the text, on events and the rest, made on
 * the other language, then the orphans. None is left out that was not left out by choice: of a paper in both languages,
 * each edition has its own.
 */
export function numberedAnnotations(
  annotations: readonly PlacedAnnotation[],
  edition: { readonly value: Edition; readonly lang: Lang },
  options: ExportOptions,
): readonly NumberedAnnotation[] {
  const order = new Map(edition.value.blocks.map((block, index) => [block.id, index]))
  const only = options.only && new Set(options.only)
  const sorted = annotations
    .filter(({ id }) => only?.has(id) ?? true)
    .map((annotation) => placeOf(annotation, edition.lang))
    .filter((each) => !(options.lang === 'both' && each.elsewhere))
    .map((each) => ({ ...each, key: sortKey(each, order) }))
    .sort((a, b) => compare(a.key, b.key))
  return sorted.map(({ key: _, ...each }, index) => ({ ...each, number: index + 1 }))
}

function placeOf(annotation: PlacedAnnotation, lang: Lang): Omit<NumberedAnnotation, 'number'> {
  const { target, resolution } = annotation
  if (target.type !== 'text') {
    const where = target.type === 'briefing' ? 'briefing' : `${target.type}/${target.id}`
    return { annotation, target: where, orphan: resolution.status === 'orphan', elsewhere: false }
  }
  const elsewhere = target.lang !== lang
  const first = resolution.places[0]
  const orphan = resolution.status === 'orphan' || first === undefined
  return { annotation, target: orphan ? 'briefing' : `block/${first.block}`, orphan, elsewhere }
}

type Key = readonly (number | string)[]

function sortKey(each: Omit<NumberedAnnotation, 'number'>, order: ReadonlyMap<string, number>): Key {
  const { annotation, target, orphan, elsewhere } = each
  const place = annotation.resolution.places[0]
  const group = orphan ? 4 : elsewhere ? 3 : annotation.target.type === 'text' ? 1 : target === 'briefing' ? 0 : 2
  return [
    group,
    place ? (order.get(place.block) ?? 1e9) : 0,
    place?.start ?? 0,
    target,
    annotation.created,
    annotation.id,
  ]
}

function compare(a: Key, b: Key): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? 0
    if (left !== right) return left < right ? -1 : 1
  }
  return 0
}

/** What is highlighted in a block, each annotation's number closing its last stretch. */
export function highlightsOf(
  block: string,
  notes: readonly NumberedAnnotation[],
  anchor: (what: string) => string,
): readonly Highlight[] {
  return notes.flatMap(({ annotation, number, orphan, elsewhere }) => {
    if (orphan || elsewhere || annotation.target.type !== 'text') return []
    const { places } = annotation.resolution
    const last = places.at(-1)
    return places
      .filter((place) => place.block === block && place.end > place.start)
      .map((place) => ({
        start: place.start,
        end: place.end,
        kind: annotation.kind,
        number,
        to: anchor(`annotation/${number}`),
        closes: place === last,
      }))
  })
}
