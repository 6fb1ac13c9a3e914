import type { Ref, Span, Stretch } from '../../src-shared/briefings/content.ts'

/** A piece of a block's text that is drawn in one way. */
export interface Run {
  readonly at: number
  readonly text: string
  readonly styles: readonly ('strong' | 'emphasis' | 'code')[]
}

/** What is drawn, in order: stretches of text (with the link they belong to, or null) and references between them. */
export type Piece =
  | { readonly type: 'text'; readonly href: string | null; readonly runs: readonly Run[] }
  | { readonly type: 'ref'; readonly ref: Ref }

const styleNames = ['strong', 'emphasis', 'code'] as const

/**
 * Cuts a stretch of canonical text at every span and reference. The runs together are exactly that stretch.
 * References at both ends belong to it: a line break or a tab stands between one stretch and the next.
 */
export function piecesOf(
  text: string,
  stretch: Stretch,
  spans: readonly Span[] = [],
  refs: readonly Ref[] = [],
): readonly Piece[] {
  const { start, end } = stretch
  const mine = refs.filter((ref) => ref.at >= start && ref.at <= end)
  const cuts = new Set([start, end])
  for (const span of spans) {
    if (span.start > start && span.start < end) cuts.add(span.start)
    if (span.end > start && span.end < end) cuts.add(span.end)
  }
  for (const ref of mine) cuts.add(ref.at)
  const points = [...cuts].sort((a, b) => a - b)
  const pieces: Piece[] = []
  points.forEach((point, index) => {
    for (const ref of mine) if (ref.at === point) pieces.push({ type: 'ref', ref })
    const next = points[index + 1]
    if (next === undefined) return
    const over = spans.filter((span) => span.start <= point && span.end >= next)
    const link = over.find((span) => span.type === 'link')
    const href = link?.type === 'link' ? link.href : null
    const run: Run = {
      at: point,
      text: text.slice(point, next),
      styles: styleNames.filter((name) => over.some((span) => span.type === name)),
    }
    const last = pieces.at(-1)
    if (last?.type === 'text' && last.href === href) {
      pieces[pieces.length - 1] = { ...last, runs: [...last.runs, run] }
    } else pieces.push({ type: 'text', href, runs: [run] })
  })
  return pieces
}
