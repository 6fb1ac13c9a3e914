import { anchorOf, findQuote, quoteFinder } from '../../src-shared/annotations/anchor.ts'
import type { BlockSelector } from '../../src-shared/annotations/annotation.ts'
import type { Block } from '../../src-shared/briefings/content.ts'
import type { ArrivingWords } from '../../src-shared/exchange/arriving.ts'

/** One edition, prepared for looking up many quotes. */
export interface Passages {
  /** Where the words of a quote stand, letter for letter but for white space; null if nowhere, or if nothing tells which. */
  readonly find: (words: ArrivingWords) => readonly BlockSelector[] | null
}

/** Other programs quote from pages laid out their own way: white space between the letters says nothing. */
export function passagesOf(blocks: readonly Block[]): Passages {
  const texts = blocks.filter(({ text }) => text !== '')
  const byId = new Map(texts.map((block) => [block.id, block]))
  const exactlyOf = quoteFinder(texts, 2)
  let bare: Bare | null = null

  const inBlock = ({ block: id, exact }: ArrivingWords): readonly BlockSelector[] | null => {
    const block = id === null ? undefined : byId.get(id)
    if (block === undefined) return null
    if (exact !== null) return findQuote([block], exact).found
    const whole = anchorOf(block, 0, block.text.length)
    return whole === null ? null : [whole]
  }
  return {
    find: (words) => {
      const own = inBlock(words)
      if (own !== null || words.exact === null) return own
      const exactly = exactlyOf(words.exact)
      if (exactly.found !== null) return exactly.found
      bare ??= bareOf(texts)
      return byContext(bare, texts, words, words.exact)
    },
  }
}

/** A text without white space, and where each of its letters stands in the text with it. */
interface Bare {
  readonly text: string
  /** Index in `texts`, and offset in that block. */
  readonly block: Uint32Array
  readonly at: Uint32Array
}

/** So much of a context tells which place is meant; programs give 32 letters, and a hostile file might give a million. */
const told = 400

const letters = (text: string) => text.normalize('NFC').replace(/\s+/gu, '')

function bareOf(texts: readonly Block[]): Bare {
  const size = texts.reduce((sum, { text }) => sum + text.length, 0)
  const block = new Uint32Array(size)
  const at = new Uint32Array(size)
  const kept: string[] = []
  let count = 0
  for (const [index, { text }] of texts.entries()) {
    for (const { index: from, 0: run } of text.matchAll(/\S+/gu)) {
      kept.push(run)
      for (let offset = from; offset < from + run.length; offset += 1) {
        block[count] = index
        at[count] = offset
        count += 1
      }
    }
  }
  return { text: kept.join(''), block, at }
}

function byContext(
  { text, block, at }: Bare,
  texts: readonly Block[],
  { prefix, suffix }: ArrivingWords,
  exact: string,
): readonly BlockSelector[] | null {
  const quote = letters(exact)
  if (quote === '') return null
  const before = letters(prefix.slice(-told))
  const after = letters(suffix.slice(0, told))
  let best: { from: number; fit: number } | null = null
  let isTie = false
  for (let from = text.indexOf(quote); from !== -1; from = text.indexOf(quote, from + 1)) {
    const fit = shared(text, from - 1, before, before.length - 1, -1) + shared(text, from + quote.length, after, 0, 1)
    if (best === null || fit > best.fit) {
      best = { from, fit }
      isTie = false
    } else if (fit === best.fit) isTie = true
  }
  if (best === null || isTie) return null
  const selectors: BlockSelector[] = []
  for (let from = best.from; from < best.from + quote.length; ) {
    let to = from
    while (to + 1 < best.from + quote.length && block[to + 1] === block[from]) to += 1
    const stretch = texts[block[from] as number]
    const selector = stretch ? anchorOf(stretch, at[from] as number, (at[to] as number) + 1) : null
    if (selector !== null) selectors.push(selector)
    from = to + 1
  }
  // Half a visible character is not what was quoted.
  return letters(selectors.map((each) => each.exact).join('')) === quote ? selectors : null
}

/** How many letters two texts share from a place on, in a direction. */
function shared(one: string, i: number, other: string, j: number, step: 1 | -1): number {
  let count = 0
  while (one[i + count * step] !== undefined && one[i + count * step] === other[j + count * step]) count += 1
  return count
}
