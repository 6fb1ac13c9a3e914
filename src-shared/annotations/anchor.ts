/**
 * From chosen words to an anchor. Pure: text in, text positions out. The way back is placing.ts.
 * Offsets are UTF-16 code units of a block's canonical text. When two places are equally good, none is taken.
 */
import type { Block } from '../briefings/content.ts'
import { type BlockSelector, contextLength } from './annotation.ts'
import { graphemeEnd, graphemeStart } from './graphemes.ts'

export { locate, locateAll } from './placing.ts'

/** What anchoring needs to know of a block. */
export type AnchorBlock = Pick<Block, 'id' | 'text'>

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

export type FoundQuote =
  | { readonly found: readonly BlockSelector[] }
  /** Why there is no anchor: the words are not there, or they are there `times` times (or oftener, if no more were asked for). */
  | { readonly found: null; readonly cause: 'not-there' | 'ambiguous'; readonly times: number }

/**
 * The anchor of words given by hand. A quote may run over several blocks that follow each other; a line break stands
 * between them. A quote that is not there, or is there more than once, gets no anchor.
 */
export function findQuote(blocks: readonly AnchorBlock[], quote: string): FoundQuote {
  return quoteFinder(blocks)(quote)
}

/** The same for many quotes of one text. Places after the `enough`th are not looked for. */
export function quoteFinder(
  blocks: readonly AnchorBlock[],
  enough = Number.POSITIVE_INFINITY,
): (quote: string) => FoundQuote {
  const texts = blocks.filter(({ text }) => text !== '')
  const starts: number[] = []
  let length = 0
  for (const { text } of texts) {
    starts.push(length)
    length += text.length + 1
  }
  const joined = { texts, starts, whole: texts.map(({ text }) => text).join('\n') }
  return (quote) => quoteFrom(joined, quote, enough)
}

function quoteFrom(text: Joined, quote: string, enough: number): FoundQuote {
  const given = quote.normalize('NFC').replace(/\r\n?/g, '\n').trim()
  const exactly = quoteIn(text, given, enough)
  // Paragraphs are often copied with an empty line between them.
  return exactly.found === null && exactly.cause === 'not-there' && /\n\s*\n/.test(given)
    ? quoteIn(text, given.replace(/\n\s*\n/g, '\n'), enough)
    : exactly
}

/** Blocks that say something, one after the other with a line break between, and where each begins. */
interface Joined {
  readonly texts: readonly AnchorBlock[]
  readonly starts: readonly number[]
  readonly whole: string
}

function quoteIn(text: Joined, quote: string, enough: number): FoundQuote {
  if (quote === '') return { found: null, cause: 'not-there', times: 0 }
  const letters = words(quote)
  let only: readonly BlockSelector[] | null = null
  let times = 0
  let block = 0
  // Overlapping ones too. The places come in the order of the blocks, so these are walked through once.
  for (let at = text.whole.indexOf(quote); at !== -1 && times < enough; at = text.whole.indexOf(quote, at + 1)) {
    while ((text.starts[block + 1] ?? Number.POSITIVE_INFINITY) <= at) block += 1
    const selectors = selectorsFrom(text, block, at, at + quote.length)
    // Half a visible character is not what was quoted.
    if (words(selectors.map(({ exact }) => exact).join('')) !== letters) continue
    only ??= selectors
    times += 1
  }
  if (only === null) return { found: null, cause: 'not-there', times: 0 }
  return times > 1 ? { found: null, cause: 'ambiguous', times } : { found: only }
}

/** The anchors of a stretch of the joined text that begins in a block. */
function selectorsFrom({ texts, starts }: Joined, from: number, start: number, end: number): BlockSelector[] {
  const selectors: BlockSelector[] = []
  for (let index = from; (starts[index] ?? end) < end; index += 1) {
    const block = texts[index] as AnchorBlock
    const offset = starts[index] as number
    const [first, last] = [Math.max(start - offset, 0), Math.min(end - offset, block.text.length)]
    const selector = first < last ? anchorOf(block, first, last) : null
    if (selector !== null) selectors.push(selector)
  }
  return selectors
}

const words = (text: string) => text.replace(/\s+/gu, '')
