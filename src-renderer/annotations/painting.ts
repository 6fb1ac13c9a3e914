import { type AnnotationKind, annotationKinds, type PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import { blockElement, rangesOf, runsOf } from '../ui/drawn-text.ts'

/** A marked stretch of one block. */
export interface Stretch {
  readonly id: string
  readonly kind: AnnotationKind
  readonly start: number
  readonly end: number
}

/** The name a kind has in `::highlight()`. */
export const highlightOf = (kind: AnnotationKind): string => `mark-${kind}`
export const currentHighlight = 'mark-current'
/** Words that an annotation made in the other language is met at. */
export const alignedHighlight = 'mark-aligned'

/** Cuts overlapping stretches so that each character is painted once: the shorter on top, the later when alike. */
export function layersOf(marks: readonly Stretch[]): readonly Stretch[] {
  const cuts = [...new Set(marks.flatMap((mark) => [mark.start, mark.end]))].sort((a, b) => a - b)
  // From the one that lies on top to the lowest; each cut looks only at those that it lies in.
  const onTop = marks
    .map((mark, index) => ({ mark, index }))
    .sort((a, b) => a.mark.end - a.mark.start - (b.mark.end - b.mark.start) || b.index - a.index)
    .map(({ mark }) => mark)
  const starting = new Map<number, number[]>()
  onTop.forEach(({ start }, rank) => {
    const ranks = starting.get(start)
    if (ranks) ranks.push(rank)
    else starting.set(start, [rank])
  })
  const open: number[] = []
  const layers: Stretch[] = []
  cuts.forEach((start, index) => {
    const end = cuts[index + 1]
    if (end === undefined) return
    for (const rank of starting.get(start) ?? []) open.push(rank)
    for (let at = open.length - 1; at >= 0; at -= 1) {
      if ((onTop[open[at] as number]?.end ?? 0) <= start) open.splice(at, 1)
    }
    const top = open.length === 0 ? undefined : onTop[Math.min(...open)]
    if (!top) return
    const last = layers.at(-1)
    if (last && last.id === top.id && last.end === start) layers[layers.length - 1] = { ...last, end }
    else layers.push({ ...top, start, end })
  })
  return layers
}

/** The marked stretches of every block of the text, by `<lang>/<block>`. */
export function stretchesByBlock(annotations: readonly PlacedAnnotation[]): ReadonlyMap<string, readonly Stretch[]> {
  const found = new Map<string, Stretch[]>()
  for (const { id, kind, target, resolution } of annotations) {
    if (target.type !== 'text') continue
    for (const { block, start, end } of resolution.places) {
      const key = `${target.lang}/${block}`
      const list = found.get(key)
      if (list) list.push({ id, kind, start, end })
      else found.set(key, [{ id, kind, start, end }])
    }
  }
  return found
}

/** Paints all marks that are on the page, one highlight name per kind. */
export function paint(
  root: ParentNode,
  annotations: readonly PlacedAnnotation[],
  aligned: ReadonlyMap<string, readonly Stretch[]> = new Map(),
): void {
  if (typeof Highlight === 'undefined') return
  const painted = new Map<string, Range[]>(annotationKinds.map((kind) => [highlightOf(kind), []]))
  const met: Range[] = []
  const own = stretchesByBlock(annotations)
  // One walk over the page: looking each block up would walk it once for every block.
  for (const element of root.querySelectorAll<HTMLElement>('[data-block]')) {
    const key = `${element.dataset.lang}/${element.dataset.block}`
    const marks = own.get(key)
    const also = aligned.get(key)
    if (!marks && !also) continue
    const runs = runsOf(element)
    for (const { kind, start, end } of layersOf(marks ?? [])) {
      painted.get(highlightOf(kind))?.push(...rangesOf(element, start, end, runs))
    }
    for (const { start, end } of also ?? []) met.push(...rangesOf(element, start, end, runs))
  }
  CSS.highlights.set(alignedHighlight, new Highlight(...met))
  for (const [name, ranges] of painted) CSS.highlights.set(name, new Highlight(...ranges))
}

/** Paints the current annotation over the others. */
export function paintCurrent(root: ParentNode, { target, resolution }: PlacedAnnotation): void {
  if (typeof Highlight === 'undefined' || target.type !== 'text') return
  const over = resolution.places.flatMap(({ block, start, end }) => {
    const element = blockElement(root, target.lang, block)
    return element ? rangesOf(element, start, end) : []
  })
  const top = new Highlight(...over)
  top.priority = 1
  CSS.highlights.set(currentHighlight, top)
}

/** Takes the mark of the current annotation off the page. */
export function unpaintCurrent(): void {
  if (typeof Highlight !== 'undefined') CSS.highlights.delete(currentHighlight)
}

/** Takes all marks off the page. */
export function unpaint(): void {
  if (typeof Highlight === 'undefined') return
  for (const kind of annotationKinds) CSS.highlights.delete(highlightOf(kind))
  CSS.highlights.delete(alignedHighlight)
}

/** The annotations under a point of a drawn block, the shortest first. */
export function marksAt(element: HTMLElement, marks: readonly Stretch[], x: number, y: number): readonly Stretch[] {
  return marks
    .filter(({ start, end }) =>
      rangesOf(element, start, end).some((range) =>
        [...range.getClientRects()].some((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom),
      ),
    )
    .sort((a, b) => a.end - a.start - (b.end - b.start))
}
