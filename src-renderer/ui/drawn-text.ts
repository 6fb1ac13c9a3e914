/**
 * The bond between drawn text and canonical text. A block is drawn in an element with `data-block` and `data-lang`;
 * every run of its text is an element with `data-at` (its offset in UTF-16 code units) holding one text node.
 * What is drawn outside the runs (source chips, footnote marks, numbers) is no text and has no offset.
 */
import type { Lang } from '../../src-shared/languages.ts'

/** A stretch of one block of one language. */
export interface TextPlace {
  readonly lang: Lang
  readonly block: string
  readonly start: number
  readonly end: number
}

/** The runs of a block in reading order. */
export function runsOf(block: Element): readonly HTMLElement[] {
  return [...block.querySelectorAll<HTMLElement>('[data-at]')]
}

const startOf = (run: HTMLElement): number => Number(run.dataset.at)
const lengthOf = (run: HTMLElement): number => run.textContent?.length ?? 0

/** The element in which a block's text is drawn, or null. */
export function blockElement(root: ParentNode, lang: Lang, block: string): HTMLElement | null {
  return root.querySelector<HTMLElement>(`[data-block="${CSS.escape(block)}"][data-lang="${lang}"]`)
}

/** The block element around a node, or null. */
export function blockAround(node: Node | null): HTMLElement | null {
  const element = node instanceof Element ? node : (node?.parentElement ?? null)
  return element?.closest<HTMLElement>('[data-block]') ?? null
}

/** The text as it is drawn, with the separators (LF between items, TAB between cells) that no run shows left as gaps. */
export function drawnRuns(block: Element): readonly { readonly at: number; readonly text: string }[] {
  return runsOf(block).map((run) => ({ at: startOf(run), text: run.textContent ?? '' }))
}

/** The offset in the canonical text of a point of the DOM inside a block. */
export function offsetAt(block: Element, node: Node, offset: number): number {
  const around = node instanceof Element ? node : node.parentElement
  const run = around?.closest<HTMLElement>('[data-at]')
  if (run && block.contains(run)) {
    const within = node.nodeType === 3 ? Math.min(offset, lengthOf(run)) : offset > 0 ? lengthOf(run) : 0
    return startOf(run) + within
  }
  const next = node.childNodes[offset] ?? null
  let end = 0
  for (const each of runsOf(block)) {
    const before = next
      ? (next.compareDocumentPosition(each) & 2) !== 0
      : (node.compareDocumentPosition(each) & (2 | 16)) !== 0
    if (!before) break
    end = startOf(each) + lengthOf(each)
  }
  return end
}

/** The point of the DOM at an offset of a block's text: in the run that starts there, else where one ends. */
export function pointAt(block: Element, offset: number): { readonly node: Node; readonly offset: number } | null {
  let before: { readonly node: Node; readonly offset: number } | null = null
  for (const run of runsOf(block)) {
    const node = run.firstChild
    if (!node) continue
    const start = startOf(run)
    if (offset < start) return before ?? { node, offset: 0 }
    if (offset < start + lengthOf(run)) return { node, offset: offset - start }
    before = { node, offset: lengthOf(run) }
  }
  return before
}

/** One range per run, so that chips and numbers between the words are never painted. */
export function rangesOf(
  block: Element,
  start: number,
  end: number,
  /** Who asks for many ranges of a block looks for its runs once. */
  runs: readonly HTMLElement[] = runsOf(block),
): readonly Range[] {
  const ranges: Range[] = []
  for (const run of runs) {
    const node = run.firstChild
    const at = startOf(run)
    const from = Math.max(start, at)
    const to = Math.min(end, at + lengthOf(run))
    if (!node || from >= to) continue
    const range = document.createRange()
    range.setStart(node, from - at)
    range.setEnd(node, to - at)
    ranges.push(range)
  }
  return ranges
}

/** The stretches of text inside a range of the DOM: blocks of one language only, the one in which it begins. */
export function placesIn(root: Element, range: Range): readonly TextPlace[] {
  const places: TextPlace[] = []
  for (const block of root.querySelectorAll<HTMLElement>('[data-block]')) {
    if (!range.intersectsNode(block)) continue
    const lang = block.dataset.lang as Lang
    if (places[0] && places[0].lang !== lang) continue
    const runs = runsOf(block)
    const last = runs.at(-1)
    const start = block.contains(range.startContainer)
      ? offsetAt(block, range.startContainer, range.startOffset)
      : runs[0]
        ? startOf(runs[0])
        : 0
    const end = block.contains(range.endContainer)
      ? offsetAt(block, range.endContainer, range.endOffset)
      : last
        ? startOf(last) + lengthOf(last)
        : 0
    if (start < end) places.push({ lang, block: block.dataset.block ?? '', start, end })
  }
  return places
}
