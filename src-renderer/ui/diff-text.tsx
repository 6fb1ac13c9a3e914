import { Fragment, type ReactNode } from 'react'
import type { WordSegment } from '../../src-shared/briefings/word-diff.ts'
import './diff-text.css'

interface Stretch {
  readonly start: number
  readonly end: number
}

interface Piece {
  readonly what: WordSegment['what']
  readonly text: string
  readonly at: number
  readonly marked: boolean
}

/**
 * A text beside another one of it: what went is struck, what came is underlined, and an annotation's words carry their mark.
 * `was` and `now` draw one of the two texts, `both` draws one text with what went and what came in it.
 */
export function DiffText({
  parts,
  side,
  marks = [],
  mark = '',
}: {
  readonly parts: readonly WordSegment[]
  readonly side: 'was' | 'now' | 'both'
  readonly marks?: readonly Stretch[]
  /** Class of the mark: the kind of an annotation. */
  readonly mark?: string
}) {
  const pieces = parts
    .filter(({ what }) => side === 'both' || what === 'kept' || what === (side === 'was' ? 'removed' : 'added'))
    .flatMap((part) => cut(part, side === 'was' ? part.was : part.now, marks))
  return grouped(pieces).map((group) => {
    const drawn = group.map((piece) => <Fragment key={`${piece.what} ${piece.at}`}>{draw(piece)}</Fragment>)
    const [first] = group
    return first?.marked ? (
      <mark key={`${first.what} ${first.at}`} className={mark}>
        {drawn}
      </mark>
    ) : (
      <Fragment key={`${first?.what} ${first?.at}`}>{drawn}</Fragment>
    )
  })
}

function draw({ what, text }: Piece): ReactNode {
  if (what === 'removed') return <del>{text}</del>
  return what === 'added' ? <ins>{text}</ins> : text
}

/** A part cut where marks begin and end. */
function cut({ what, text }: WordSegment, at: number, marks: readonly Stretch[]): readonly Piece[] {
  const end = at + text.length
  const edges = marks.flatMap((each) => [each.start, each.end]).filter((edge) => edge > at && edge < end)
  const cuts = [...new Set([at, ...edges, end])].sort((x, y) => x - y)
  return cuts.slice(0, -1).map((from, index) => ({
    what,
    text: text.slice(from - at, (cuts[index + 1] ?? end) - at),
    at: from,
    marked: marks.some((each) => each.start <= from && from < each.end),
  }))
}

function grouped(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const groups: Piece[][] = []
  for (const piece of pieces) {
    const last = groups.at(-1)
    if (last !== undefined && last[0]?.marked === piece.marked) last.push(piece)
    else groups.push([piece])
  }
  return groups
}
