// The anchoring engine behind the interface of the re-anchoring benchmark (shared/bench/anchor/README.md):
//   node ../shared/bench/anchor/score.mjs bench/adapters/anchor.mjs [--no-old] [--lang zh|en]
import { engine } from '../engine.mjs'

const { reanchor: find } = await engine()

/** A passage that was rewritten counts as gone: nobody asked to be shown what stands in its place. */
export function reanchor(oldText, newText, selectors) {
  const asked = selectors.map(({ quote, position }) => ({ ...quote, ...position }))
  return find(oldText, newText, asked).map((found) =>
    'start' in found ? { start: found.start, end: found.end } : null,
  )
}
