import type { Ref, Span } from '../../../src-shared/briefings/content.ts'
import { lastSign, lineBreak } from './line-breaks.ts'

/** Builds the canonical text of one block, with what stands at its offsets. */
export interface BlockText {
  /** Words with white space as written; line breaks are soft. */
  readonly words: (text: string) => void
  /** Words kept as they are, as in code. */
  readonly exact: (text: string) => void
  /** A sign between parts: LF between items, rows and paragraphs, TAB between cells. */
  readonly separator: (sign: '\n' | '\t') => void
  /** Leaves out the white space that waits to be written. */
  readonly endPart: () => void
  readonly ref: (make: (at: number) => Ref) => void
  readonly span: (make: (start: number, end: number) => Span, inside: () => void) => void
  readonly length: () => number
  readonly done: () => { readonly text: string; readonly spans: readonly Span[]; readonly refs: readonly Ref[] }
}

const closing = /^[\p{Pe}\p{Pf}\p{Po}]$/u

export function newBlockText(): BlockText {
  let text = ''
  let partStart = 0
  // White space is written only when a word follows, so no part begins or ends with it, and a reference stands at its word.
  let waiting: 'nothing' | 'space' | 'break' = 'nothing'
  // Only a reference stands between the waiting white space and what follows, as in `word [@s03].`
  let isBeforeRef = false
  const open: { start: number | null }[] = []
  const spans: Span[] = []
  const refs: Ref[] = []

  const append = (more: string) => {
    if (more === '') return
    const [first = ''] = more
    if (waiting !== 'nothing' && text.length > partStart && !(isBeforeRef && closing.test(first))) {
      text += waiting === 'space' ? ' ' : lineBreak(lastSign(text), first)
    }
    waiting = 'nothing'
    isBeforeRef = false
    for (const each of open) each.start ??= text.length
    text += more
  }

  return {
    words: (more) => {
      for (const piece of more.normalize('NFC').split(/([ \t]*\n[ \t]*|[ \t]+)/u)) {
        if (/^[ \t\n]/u.test(piece)) {
          if (!piece.includes('\n')) waiting = 'space'
          else if (waiting === 'nothing') waiting = 'break'
          isBeforeRef = false
        } else append(piece)
      }
    },
    exact: (more) => append(more.normalize('NFC').replace(/[\t\n]/gu, ' ')),
    separator: (sign) => {
      waiting = 'nothing'
      isBeforeRef = false
      text += sign
      partStart = text.length
    },
    endPart: () => {
      waiting = 'nothing'
      isBeforeRef = false
    },
    ref: (make) => {
      isBeforeRef ||= waiting !== 'nothing'
      refs.push(make(text.length))
    },
    span: (make, inside) => {
      const mark: { start: number | null } = { start: null }
      open.push(mark)
      inside()
      open.pop()
      if (mark.start !== null && mark.start < text.length) spans.push(make(mark.start, text.length))
    },
    length: () => text.length,
    done: () => ({
      text,
      spans: spans.toSorted((a, b) => a.start - b.start || b.end - a.end),
      refs,
    }),
  }
}
