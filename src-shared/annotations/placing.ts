/**
 * Annotations on the blocks of an edition: what was marked on one version, found again on another.
 * The blocks of both are read as one text each, all annotations are carried over by one difference, and cut up into blocks again.
 */
import type { AnchorBlock } from './anchor.ts'
import type { BlockSelector, Place, Resolution } from './annotation.ts'
import { besideLength, saysOther } from './beside.ts'
import { weightOfText } from './comparable.ts'
import type { Pin } from './diff-map.ts'
import { type Paragraphs, paragraphs } from './paragraphs.ts'
import { type Found, reanchor, type TextSelector } from './reanchor.ts'

/** Finds one annotation's words again. See `locateAll`, which does the same for all annotations of an edition at once. */
export function locate(
  selectors: readonly BlockSelector[],
  now: readonly AnchorBlock[],
  then: readonly AnchorBlock[] | null,
): Resolution {
  return locateAll([selectors], now, then)[0] ?? orphan
}

/**
 * Finds the words of many annotations again in the edition `now`; the list's order is kept. `then` is the edition they were made on,
 * null if it is not known: words that stood elsewhere already at that time can never adopt an annotation.
 *
 * - exact: letter for letter the same. A block that kept its id, or that the course of the text leads to, may stand anywhere: a
 *   paragraph with another number, or moved as a whole with its id, is where its reader expects it.
 * - changed: the wording differs, or of several passages some are gone. The places are those that were found.
 * - moved: the words left their place and were found in new text under another block id. The reader is asked.
 * - rewritten: something else stands in their place, or two places are equally good. The places show it; the reader is asked.
 * - orphan: gone.
 */
export function locateAll(
  list: readonly (readonly BlockSelector[])[],
  now: readonly AnchorBlock[],
  then: readonly AnchorBlock[] | null,
): readonly Resolution[] {
  const home = new Map(now.map((block) => [block.id, block]))
  const before = then === null ? null : new Map(then.map((block) => [block.id, block]))
  const course = then === null ? null : paragraphs(then, now)
  const numbers = new Map(then?.map(({ id }, index) => [id, index]))
  const asked = new Map<BlockSelector, Part>()
  for (const selector of list.flat()) {
    const here = home.get(selector.block)
    const there = before?.get(selector.block)
    const stays =
      here !== undefined &&
      here.text.slice(selector.start, selector.end) === selector.exact &&
      (course === null
        ? hasContext(here.text, selector)
        : there?.text === here.text && course.keptId(numbers.get(selector.block) ?? -1))
    if (stays) asked.set(selector, { kept: true, places: [placeOf(selector)], status: 'exact' })
    else if (there?.text.slice(selector.start, selector.end) === selector.exact) {
      const whole = course?.whole.get(numbers.get(selector.block) ?? -1)
      const block = whole === undefined ? undefined : now[whole.now]
      if (whole === undefined || block === undefined || block.text.length < leastShared) continue
      const status = whole.inCourse || block.id === selector.block ? 'exact' : 'moved'
      asked.set(selector, { kept: true, places: [{ ...placeOf(selector), block: block.id }], status })
    }
  }
  const open = list.flat().filter((selector) => !asked.has(selector))
  if (open.length > 0) {
    const whole = joined(now)
    const old = then === null ? null : joined(then)
    // Words that do not stand where the anchor says cannot be carried over: they are looked for like those of an unknown version.
    const known = open.filter(({ block, start, end, exact }) => before?.get(block)?.text.slice(start, end) === exact)
    const isKnown = new Set(known)
    const unknown = open.filter((selector) => !isKnown.has(selector))
    const carry = (selectors: readonly BlockSelector[], from: Joined | null, order: Joined) => {
      const found = reanchor(
        from?.text ?? null,
        whole.text,
        selectors.map((selector) => inWhole(selector, order)),
        from === null || course === null ? [] : pinsOf(from, whole, course),
      )
      selectors.forEach((selector, index) => {
        asked.set(selector, partOf(found[index] ?? { status: 'orphan' }, selector, whole, from))
      })
    }
    if (known.length > 0 && old !== null) carry(known, old, old)
    if (unknown.length > 0) carry(unknown, null, old ?? whole)
  }
  return list.map((selectors) =>
    together(
      selectors.map((selector) => asked.get(selector) ?? lost),
      selectors,
    ),
  )
}

const orphan: Resolution = { status: 'orphan', places: [] }

/** What became of one selector. */
interface Part {
  /** The words themselves were found, and not only what stands in their place. */
  readonly kept: boolean
  readonly places: readonly Place[]
  readonly status: Resolution['status']
}

const lost: Part = { kept: false, places: [], status: 'orphan' }

const placeOf = ({ block, start, end }: BlockSelector): Place => ({ block, start, end })

/** Whether the words around are the same too, for a version nobody has. */
function hasContext(text: string, { prefix, suffix, start, end }: BlockSelector): boolean {
  return text.slice(0, start).endsWith(prefix) && text.startsWith(suffix, end)
}

interface Joined {
  readonly text: string
  readonly blocks: readonly { readonly id: string; readonly start: number; readonly end: number }[]
  readonly starts: ReadonlyMap<string, number>
  readonly ends: ReadonlyMap<string, number>
}

/** Blocks as one text, a line break between them. */
function joined(blocks: readonly AnchorBlock[]): Joined {
  let at = 0
  const places = blocks.map(({ id, text }) => {
    const start = at
    at += text.length + 1
    return { id, start, end: start + text.length }
  })
  return {
    text: blocks.map(({ text }) => text).join('\n'),
    blocks: places,
    starts: new Map(places.map(({ id, start }) => [id, start])),
    ends: new Map(places.map(({ id, end }) => [id, end])),
  }
}

/**
 * Paragraphs that stand whole on both sides, and what two of one id share at their beginnings and ends, if it is most of the shorter
 * one: then they are one paragraph, edited. Where ids were counted anew they say nothing, however alike the texts are.
 */
function pinsOf(old: Joined, now: Joined, { whole, keptId }: Paragraphs): Pin[] {
  return old.blocks.flatMap(({ id, start: oldStart, end: oldEnd }, index) => {
    const same = whole.get(index)
    if (same !== undefined) return [{ old: oldStart, now: now.blocks[same.now]?.start ?? 0, length: oldEnd - oldStart }]
    const at = now.starts.get(id)
    if (at === undefined || !keptId(index)) return []
    const was = old.text.slice(oldStart, oldEnd)
    const is = now.text.slice(at, now.ends.get(id))
    if (was === is) return was === '' ? [] : [{ old: oldStart, now: at, length: was.length }]
    const shorter = Math.min(was.length, is.length)
    let head = 0
    while (head < shorter && was[head] === is[head]) head++
    let tail = 0
    while (tail < shorter - head && was.at(-1 - tail) === is.at(-1 - tail)) tail++
    if ((head + tail) * 2 < shorter || head + tail < leastShared) return []
    return [
      { old: oldStart, now: at, length: head },
      { old: oldEnd - tail, now: at + is.length - tail, length: tail },
    ].filter(({ length }) => length > 0)
  })
}

const leastShared = 8

/** A selector in the whole text. A block that is not there gives no place: its offsets say nothing. */
function inWhole({ block, exact, prefix, suffix, start, end }: BlockSelector, { starts }: Joined): TextSelector {
  const at = starts.get(block)
  return at === undefined
    ? { exact, prefix, suffix, start: -1, end: -1 }
    : { exact, prefix, suffix, start: at + start, end: at + end }
}

function partOf(found: Found, selector: BlockSelector, whole: Joined, old: Joined | null): Part {
  if (found.status === 'orphan') return lost
  const { start, end } = found.status === 'rewritten' ? found.gap : found
  const places = cut(start, end, whole)
  if (places.length === 0) return lost
  if (found.status === 'rewritten') return { kept: false, places, status: 'rewritten' }
  const elsewhere = places.every(({ block }) => block !== selector.block)
  // Without the old text nothing tells a paragraph with another number from another paragraph.
  if (elsewhere && (found.status === 'moved' || old === null)) return { kept: true, places, status: 'moved' }
  const same = whole.text.slice(start, end) === selector.exact
  const was = old === null ? { before: selector.prefix, after: selector.suffix } : besideIn(old, inWhole(selector, old))
  const other = same && saysOther(selector.exact, was, besideIn(whole, { start, end }))
  return { kept: true, places, status: same && !other ? 'exact' : 'changed' }
}

const besideIn = ({ text }: Joined, { start, end }: { readonly start: number; readonly end: number }) => ({
  before: text.slice(Math.max(start - besideLength, 0), start),
  after: text.slice(end, end + besideLength),
})

/** A stretch of the whole text as places in its blocks, without white space at their ends. */
function cut(start: number, end: number, { text, blocks }: Joined): Place[] {
  let low = 0
  let high = blocks.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((blocks[middle]?.end ?? 0) > start) high = middle
    else low = middle + 1
  }
  const places: Place[] = []
  for (const block of blocks.slice(low)) {
    if (block.start >= end) break
    const from = Math.max(start, block.start)
    const to = Math.min(end, block.end)
    const words = text.slice(from, to)
    const head = words.length - words.trimStart().length
    if (head < words.length)
      places.push({
        block: block.id,
        start: from + head - block.start,
        end: from + words.trimEnd().length - block.start,
      })
  }
  return places
}

/** So much of a mark over several passages must be left, unless both its ends are: one heading does not speak for a page. */
const enoughLeft = 0.4

/** The parts of one annotation as one answer. */
function together(parts: readonly Part[], selectors: readonly BlockSelector[]): Resolution {
  const kept = parts.filter((part) => part.kept)
  const weight = (some: readonly BlockSelector[]) => some.reduce((sum, { exact }) => sum + weightOfText(exact), 0)
  const left = weight(selectors.filter((_, index) => parts[index]?.kept))
  const hasBothEnds = parts[0]?.kept && parts.at(-1)?.kept
  if (kept.length === 0 || (!hasBothEnds && left < enoughLeft * weight(selectors))) {
    const places = merged((kept.length === 0 ? parts : kept).flatMap((part) => part.places))
    return places.length === 0 ? orphan : { status: 'rewritten', places }
  }
  const places = merged(kept.flatMap((part) => part.places))
  if (kept.some(({ status }) => status === 'moved')) return { status: 'moved', places }
  if (kept.length < parts.length || kept.some(({ status }) => status === 'changed'))
    return { status: 'changed', places }
  return { status: 'exact', places }
}

/** Places that touch or overlap are one: what was two paragraphs may be one now. */
function merged(places: readonly Place[]): Place[] {
  const out: Place[] = []
  for (const place of places) {
    const twin = out.findIndex(
      ({ block, start, end }) => block === place.block && place.start <= end + 1 && start <= place.end + 1,
    )
    const other = out[twin]
    if (other === undefined) out.push(place)
    else {
      out[twin] = { block: place.block, start: Math.min(other.start, place.start), end: Math.max(other.end, place.end) }
    }
  }
  return out
}
