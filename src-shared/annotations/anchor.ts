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
