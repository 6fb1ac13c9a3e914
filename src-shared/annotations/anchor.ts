/**
 * From chosen words to an anchor and back. Pure: text in, text positions out.
 * Offsets are UTF-16 code units of a block's canonical text. When two places are equally good, none is taken.
 */
import type { Block } from '../briefings/content.ts'
import { type BlockSelector, contextLength, type Place, type Resolution } from './annotation.ts'

/** What anchoring needs to know of a block. */
export type AnchorBlock = Pick<Block, 'id' | 'text'>

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** The start of the visible character that the position is in, or the position itself where one begins. */
function graphemeStart(text: string, at: number): number {
  if (at <= 0) return 0
  if (at >= text.length) return text.length
  return graphemes.segment(text).containing(at)?.index ?? at
}

function graphemeEnd(text: string, at: number): number {
  if (at <= 0) return 0
  const start = graphemeStart(text, at)
  if (start === at) return at
  return start + (graphemes.segment(text).containing(start)?.segment.length ?? 0)
}

/**
 * The anchor of a stretch of one block: widened to whole visible characters, without white space at its ends,
 * with its context on both sides. Null if nothing but white space was chosen.
 */
export function anchorOf(block: AnchorBlock, start: number, end: number): BlockSelector | null {
  const { text } = block
  let from = graphemeStart(text, Math.min(start, end))
  let to = graphemeEnd(text, Math.max(start, end))
  const chosen = text.slice(from, to)
  from += chosen.length - chosen.trimStart().length
  to -= chosen.length - chosen.trimEnd().length
  if (from >= to) return null
  return {
    block: block.id,
    exact: text.slice(from, to),
    // Context is cut to whole characters too: half a character cannot be stored.
    prefix: text.slice(graphemeEnd(text, from - contextLength), from),
    suffix: text.slice(to, graphemeStart(text, to + contextLength)),
    start: from,
    end: to,
  }
}

/**
 * Finds an anchor's words again in the edition `now`. `then` is the edition the anchor was made on, null if it is not known:
 * words that stood elsewhere already at that time can never adopt an annotation.
 */
export function locate(
  selectors: readonly BlockSelector[],
  now: readonly AnchorBlock[],
  then: readonly AnchorBlock[] | null,
): Resolution {
  const found = selectors.map((selector) => locateOne(selector, now, then))
  const places = found.flatMap((one) => (one === null ? [] : [one.place]))
  if (places.length === 0) return { status: 'orphan', places: [] }
  if (places.length < found.length) return { status: 'changed', places }
  return { status: found.some((one) => one?.moved) ? 'moved' : 'exact', places }
}

/** Finds all annotations of an edition at once: the list's order is kept. `locate` is the form for one. */
export function locateAll(
  list: readonly (readonly BlockSelector[])[],
  now: readonly AnchorBlock[],
  then: readonly AnchorBlock[] | null,
): readonly Resolution[] {
  return list.map((selectors) => locate(selectors, now, then))
}

interface Found {
  readonly place: Place
  readonly moved: boolean
}

function locateOne(
  selector: BlockSelector,
  now: readonly AnchorBlock[],
  then: readonly AnchorBlock[] | null,
): Found | null {
  const { block: id, exact, start, end } = selector
  const home = now.find((block) => block.id === id)
  const before = then?.find((block) => block.id === id)
  if (
    home !== undefined &&
    before !== undefined &&
    home.text === before.text &&
    home.text.slice(start, end) === exact
  ) {
    return { place: { block: id, start, end }, moved: false }
  }

  if (home !== undefined) {
    const at = pick(selector, home.text, occurrences(home.text, exact), before === undefined ? null : before.text)
    if (at !== null) return { place: { block: id, start: at, end: at + exact.length }, moved: false }
    // It is there more than once and nothing decides: then a place elsewhere would be a guess too.
    if (home.text.includes(exact)) return null
  }

  const old = new Set(then?.filter(({ text }) => text.includes(exact)).map((block) => block.id))
  const [only, second] = now
    .filter((block) => block.id !== id && !old.has(block.id))
    .flatMap(({ id: block, text }) => occurrences(text, exact).map((at) => ({ block, text, at })))
  if (only === undefined || second !== undefined) return null
  // Words that stood in several places before are told apart by their context alone.
  const times = then?.reduce((sum, { text }) => sum + occurrences(text, exact).length, 0) ?? 1
  if (times > 1 && fits(selector, only.text, only.at) !== 'both') return null
  return { place: { block: only.block, start: only.at, end: only.at + exact.length }, moved: true }
}

/** The one occurrence that is meant, in the block the anchor was made in. */
function pick(selector: BlockSelector, text: string, at: readonly number[], before: string | null): number | null {
  const [only] = at
  if (only === undefined) return null
  const wasAlone = before === null || occurrences(before, selector.exact).length === 1
  if (at.length === 1 && wasAlone) return only
  for (const wanted of ['both', 'one'] as const) {
    const fitting = at.filter((position) => {
      const fit = fits(selector, text, position)
      return fit === 'both' || fit === wanted
    })
    if (fitting.length === 1) return fitting[0] ?? null
    if (fitting.length > 1) return null
  }
  return null
}

/** How much of the context stands around the position: on both sides, on one, or on none. */
function fits({ exact, prefix, suffix }: BlockSelector, text: string, at: number): 'both' | 'one' | 'none' {
  // An empty context means that the block began or ended there.
  const left = prefix === '' ? at === 0 : text.slice(0, at).endsWith(prefix)
  const end = at + exact.length
  const right = suffix === '' ? end === text.length : text.startsWith(suffix, end)
  if (left && right) return 'both'
  return left || right ? 'one' : 'none'
}

/** Every position at which the words stand, overlapping ones too. */
function occurrences(text: string, words: string): readonly number[] {
  const positions: number[] = []
  if (words === '') return positions
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1)) positions.push(at)
  return positions
}

export type FoundQuote =
  | { readonly found: readonly BlockSelector[] }
  /** Why there is no anchor: the words are not there, or they are there `times` times. */
  | { readonly found: null; readonly cause: 'not-there' | 'ambiguous'; readonly times: number }

/**
 * The anchor of words given by hand. A quote may run over several blocks that follow each other; a line break stands
 * between them. A quote that is not there, or is there more than once, gets no anchor.
 */
export function findQuote(blocks: readonly AnchorBlock[], quote: string): FoundQuote {
  const given = quote.normalize('NFC').replace(/\r\n?/g, '\n').trim()
  const exactly = quoteIn(blocks, given)
  // Paragraphs are often copied with an empty line between them.
  return exactly.found === null && exactly.cause === 'not-there' && /\n\s*\n/.test(given)
    ? quoteIn(blocks, given.replace(/\n\s*\n/g, '\n'))
    : exactly
}

function quoteIn(blocks: readonly AnchorBlock[], quote: string): FoundQuote {
  const texts = blocks.filter(({ text }) => text !== '')
  const whole = texts.map(({ text }) => text).join('\n')
  const matches = occurrences(whole, quote).flatMap((at) => {
    const selectors: BlockSelector[] = []
    let offset = 0
    for (const block of texts) {
      const start = Math.max(at - offset, 0)
      const end = Math.min(at + quote.length - offset, block.text.length)
      const selector = start < end ? anchorOf(block, start, end) : null
      if (selector !== null) selectors.push(selector)
      offset += block.text.length + 1
    }
    // Half a visible character is not what was quoted.
    return words(selectors.map(({ exact }) => exact).join('')) === words(quote) ? [selectors] : []
  })
  const [only] = matches
  if (only === undefined) return { found: null, cause: 'not-there', times: 0 }
  if (matches.length > 1) return { found: null, cause: 'ambiguous', times: matches.length }
  return { found: only }
}

const words = (text: string) => text.replace(/\s+/gu, '')
