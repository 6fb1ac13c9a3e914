// The app's own way through the benchmark, behind the interface of shared/bench/anchor/README.md: paragraphs p1, p2, ... counted from
// the line breaks of each text, so that an id belongs to another paragraph after the first one that was put in or taken out:
//   node ../shared/bench/anchor/score.mjs bench/adapters/blocks.mjs [--no-old] [--lang zh|en]
import { engine } from '../engine.mjs'

const { anchorOf, locateAll } = await engine('anchor.ts')

function blocksOf(text) {
  const blocks = []
  let at = 0
  for (const line of text.split('\n')) {
    if (line.trim() !== '') blocks.push({ id: `p${blocks.length + 1}`, text: line, at })
    at += line.length + 1
  }
  return blocks
}

/** A passage that was rewritten counts as gone: nobody asked to be shown what stands in its place. */
export function reanchor(oldText, newText, selectors) {
  const now = blocksOf(newText)
  const then = oldText === null ? null : blocksOf(oldText)
  const starts = new Map(now.map(({ id, at }) => [id, at]))
  const list = selectors.map(({ quote, position: { start, end } }) => {
    const parts = (then ?? []).flatMap((block) => {
      const from = Math.max(start, block.at)
      const to = Math.min(end, block.at + block.text.length)
      return (from < to && anchorOf(block, from - block.at, to - block.at)) || []
    })
    return parts.length > 0 ? parts : [{ block: '', ...quote, start: 0, end: quote.exact.length }]
  })
  return locateAll(list, now, then).map(({ status, places }) => {
    if (status === 'orphan' || status === 'rewritten' || places.length === 0) return null
    const spots = places.map(({ block, start, end }) => [starts.get(block) + start, starts.get(block) + end])
    return { start: Math.min(...spots.map(([from]) => from)), end: Math.max(...spots.map(([, to]) => to)) }
  })
}
