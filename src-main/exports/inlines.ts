import type { AnnotationKind } from '../../src-shared/annotations/annotation.ts'
import type { Block, Ref, Span } from '../../src-shared/briefings/content.ts'
import type { Inline } from '../../src-shared/exports/brief.ts'
import { safeLink } from '../../src-shared/links.ts'

/** A highlighted stretch of a block. `closes`: its number stands at the end of this stretch. */
export interface Highlight {
  readonly start: number
  readonly end: number
  readonly kind: AnnotationKind
  readonly number: number
  readonly to: string
  readonly closes: boolean
}

/** What stands at a reference: the edition knows its footnotes and sources. */
export type InlineOfRef = (ref: Ref) => Inline | null

interface Stretch {
  readonly start: number
  readonly end: number
}

/** The running text of a stretch of a block: cut where a meaning changes, with references and numbers in their places. */
export function inlinesOf(
  block: Pick<Block, 'text' | 'spans' | 'refs'>,
  { start, end }: Stretch,
  highlights: readonly Highlight[],
  inlineOfRef: InlineOfRef,
): readonly Inline[] {
  const spans = (block.spans ?? []).filter((span) => touches(span, start, end))
  const marks = highlights.filter((mark) => touches(mark, start, end))
  const refs = (block.refs ?? []).filter((ref) => ref.at >= start && ref.at <= end)
  const edges = [...spans, ...marks]
    .flatMap((each) => [each.start, each.end])
    .concat(
      refs.map((ref) => ref.at),
      start,
      end,
    )
  const cuts = [...new Set(edges)].filter((at) => at >= start && at <= end).sort((a, b) => a - b)
  const inlines: Inline[] = []
  cuts.forEach((at, index) => {
    for (const mark of marks) {
      if (mark.closes && mark.end === at)
        inlines.push({ type: 'mark', kind: mark.kind, number: mark.number, to: mark.to })
    }
    for (const ref of refs) {
      if (ref.at !== at) continue
      const inline = inlineOfRef(ref)
      if (inline !== null) inlines.push(inline)
    }
    const next = cuts[index + 1]
    if (next === undefined) return
    const over = (each: Stretch) => each.start <= at && each.end >= next
    inlines.push(textOf(block.text.slice(at, next), spans.filter(over), marks.filter(over)))
  })
  return inlines
}

function textOf(text: string, spans: readonly Span[], marks: readonly Highlight[]): Inline {
  const has = (type: Span['type']) => spans.some((span) => span.type === type)
  const link = spans.find((span) => span.type === 'link')
  const href = link?.type === 'link' ? safeLink(link.href) : null
  return {
    type: 'text',
    text,
    ...(has('strong') && { strong: true as const }),
    ...(has('emphasis') && { emphasis: true as const }),
    ...(has('code') && { code: true as const }),
    ...(href !== null && { href }),
    ...(marks.length > 0 && { marks: [...marks].sort((a, b) => a.number - b.number).map((mark) => mark.kind) }),
  }
}

function touches(each: Stretch, start: number, end: number): boolean {
  return each.start < end && each.end > start
}
