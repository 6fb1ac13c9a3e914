/** The public face of the anchoring engine. Pure: text in, text positions out. */
import { carried } from './carried.ts'
import { diffMap, type Pin, weigher } from './diff-map.ts'
import type { Found, TextSelector } from './found.ts'
import { searched } from './quote-search.ts'

export type { Found, Stretch, TextSelector } from './found.ts'

/**
 * Finds quotes of an old text in a new one, all at once; the order of the answers is theirs. Without the old text they are searched
 * for by their words and context. `pins` are stretches that the caller knows to be the same ones in both texts.
 */
export function reanchor(
  oldText: string | null,
  newText: string,
  selectors: readonly TextSelector[],
  pins: readonly Pin[] = [],
): readonly Found[] {
  if (oldText === null) return searched(newText, selectors)
  const map = diffMap(oldText, newText, pins)
  const weigh = weigher(map.old.codes)
  return selectors.map((selector) => carried(map, weigh, selector))
}
