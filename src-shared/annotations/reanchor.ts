/** The public face of the anchoring engine. Pure: text in, text positions out. */
import { carried } from './carried.ts'
import { diffMap, weigher } from './diff-map.ts'
import type { Found, TextSelector } from './found.ts'
import { searched } from './quote-search.ts'

export type { Found, Stretch, TextSelector } from './found.ts'

/** Finds quotes of an old text in a new one, all at once. Without the old text they are searched for by their words and context. */
export function reanchor(
  oldText: string | null,
  newText: string,
  selectors: readonly TextSelector[],
): readonly Found[] {
  if (oldText === null) return searched(newText, selectors)
  const map = diffMap(oldText, newText)
  const weigh = weigher(map.old.codes)
  return selectors.map((selector) => carried(map, weigh, selector))
}
