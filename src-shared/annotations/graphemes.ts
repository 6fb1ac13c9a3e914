/** Visible characters: a letter with its marks, a family of emoji, a character with its variation selector. */
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** Far enough to hold any visible character a person would write. */
const reach = 64

/** A sign that always begins a visible character and never carries on the one before it. */
function isPlain(code: number): boolean {
  return (
    (code >= 0x20 && code < 0x7f) ||
    (code >= 0x4e00 && code <= 0x9fff) ||
    (code >= 0x3000 && code <= 0x3029) ||
    (code >= 0xff01 && code <= 0xff65)
  )
}

/** The visible character that a position is inside of; null where one begins or the text ends. */
function around(text: string, at: number): { start: number; end: number } | null {
  if (at <= 0 || at >= text.length || isPlain(text.charCodeAt(at))) return null
  let from = at - 1
  // Only a neighbourhood is cut up: a long text is never segmented as a whole.
  while (from > 0 && at - from < reach && !isPlain(text.charCodeAt(from))) from--
  const near = text.slice(from, at + reach)
  const found = graphemes.segment(near).containing(at - from)
  if (found === undefined || found.index === at - from) return null
  return { start: from + found.index, end: from + found.index + found.segment.length }
}

/** The start of the visible character that the position is in, or the position itself where one begins. */
export function graphemeStart(text: string, at: number): number {
  if (at <= 0) return 0
  if (at >= text.length) return text.length
  return around(text, at)?.start ?? at
}

/** The end of the visible character that the position is in, or the position itself where one begins. */
export function graphemeEnd(text: string, at: number): number {
  if (at <= 0) return 0
  if (at >= text.length) return text.length
  return around(text, at)?.end ?? at
}
