/** What became of every stretch of an old text in a new one: kept in its course, moved, replaced or gone. */
import { type Comparable, characters, comparable, isDense, unitFrom, unitTo, weightOf } from './comparable.ts'
import { sameAt } from './span.ts'
import { indexOf, type StretchIndex } from './stretch-index.ts'
import { commonOnce, diff, heaviestChain, mostSteps, type Run, type Span, spanAt, withoutChance } from './text-diff.ts'

export interface DiffMap {
  readonly old: Comparable
  readonly now: Comparable
  /** What stayed in order. */
  readonly kept: readonly Run[]
  /** Passages found in new text elsewhere, each with its runs in order. Sorted by their place in the old text. */
  readonly moved: readonly (readonly Run[])[]
  /** New text: what the old text did not have. */
  readonly fresh: readonly Span[]
  /** Where short stretches of the new text stand; made when it is first asked for. */
  readonly index: () => StretchIndex
}

/** A kept run must say as much as this many Chinese characters, or more than the edits around it. */
const light = characters(4)
/** Lengths of stretches that show a move, the longest first. */
const movedShingles = [24, 12, 8]
/** Short enough for the shortest words that are looked for elsewhere. */
const stretch = 4
/** So many moved stretches are followed, the longest first, and so far around each one in units. */
const mostSeeds = 4_000
const farthest = 400
const movedLight = characters(8)

/** A stretch that is known to stand in both texts, letter for letter. */
export interface Pin {
  readonly old: number
  readonly now: number
  readonly length: number
}

export function diffMap(oldText: string, newText: string, pins: readonly Pin[] = []): DiffMap {
  const old = comparable(oldText)
  const now = comparable(newText)
  const pinned = pins.flatMap((pin) => pinnedRun(old, now, pin))
  const weigh = weigher(old.codes)
  const firm = withoutChance(diff(old.codes, now.codes, pinned), old.codes.length, now.codes.length, weigh, light)
  const kept = slid(firm, old, now)
  const fresh = holes(kept, 'b', now.codes.length)
  const moved = movedRuns(old.codes, holes(kept, 'a', old.codes.length), now.codes, fresh, weigh)
  let index: StretchIndex | null = null
  return {
    ...{ old, now, kept, moved, fresh },
    index: () => {
      index ??= indexOf(now.codes, stretch)
      return index
    },
  }
}

/**
 * Where a stretch was only put in or only taken away, its place is often ambiguous by a few signs: it is laid between lines,
 * sentences or words rather than inside them.
 */
function slid(runs: readonly Run[], old: Comparable, now: Comparable): Run[] {
  const out = [...runs]
  for (let index = 1; index < out.length; index++) {
    let left = out[index - 1] as Run
    let right = out[index] as Run
    const lost = right.a - left.a - left.length
    const fresh = right.b - left.b - left.length
    if (lost > 0 === fresh > 0) continue
    const { text, codes, at } =
      fresh > 0 ? { text: now, codes: now.codes, at: right.b } : { text: old, codes: old.codes, at: right.a }
    const length = fresh + lost
    let back = 0
    while (back < left.length - 1 && codes[at - 1 - back] === codes[at - 1 - back - length]) back++
    let on = 0
    while (on < right.length - 1 && codes[at + on] === codes[at + on - length]) on++
    let best = 0
    let bestScore = -1
    for (let shift = -back; shift <= on; shift++) {
      const score = seam(text, at + shift) + seam(text, at + shift - length)
      if (score >= bestScore) {
        best = shift
        bestScore = score
      }
    }
    left = { ...left, length: left.length + best }
    right = { a: right.a + best, b: right.b + best, length: right.length - best }
    out[index - 1] = left
    out[index] = right
  }
  return out
}

/** How natural it is to cut a text before a unit. */
function seam({ raw, codes, starts, ends }: Comparable, at: number): number {
  if (at <= 0 || at >= codes.length) return 5
  const between = raw.slice(ends[at - 1], starts[at])
  const before = codes[at - 1] as number
  const here = codes[at] as number
  if (
    between.includes('\n') ||
    raw.slice(starts[at], ends[at]).includes('\n') ||
    raw.slice(starts[at - 1], ends[at - 1]).includes('\n')
  )
    return 4
  if (endsSentence.has(before) && !endsSentence.has(here)) return 3
  if (before === 0x20 || here === 0x20 || between !== '') return 2
  return isLetter(before) && isLetter(here) && !isDense(before) ? 0 : 1
}

const endsSentence = new Set([...'.!?;:'].map((sign) => sign.charCodeAt(0)))

const isLetter = (code: number) =>
  (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code >= 0xc0

/** A pin in folded units. None if they do not agree, as at the edge of a space that only one side has. */
function pinnedRun(old: Comparable, now: Comparable, pin: Pin): Run[] {
  const a = unitFrom(old, pin.old)
  const b = unitFrom(now, pin.now)
  const length = Math.min(unitTo(old, pin.old + pin.length) - a, unitTo(now, pin.now + pin.length) - b)
  return length > 0 && sameAt(old.codes, a, a + length, now.codes, b) ? [{ a, b, length }] : []
}

/** The weight of any stretch, by sums. */
export function weigher(codes: Uint16Array): (from: number, to: number) => number {
  const sums = new Int32Array(codes.length + 1)
  for (let at = 0; at < codes.length; at++) sums[at + 1] = (sums[at] as number) + weightOf(codes[at] as number)
  return (from, to) => (sums[to] as number) - (sums[from] as number)
}

function holes(runs: readonly Run[], side: 'a' | 'b', length: number): Span[] {
  const spans: Span[] = []
  let at = 0
  for (const run of runs) {
    if (run[side] > at) spans.push({ from: at, to: run[side] })
    at = run[side] + run.length
  }
  if (at < length) spans.push({ from: at, to: length })
  return spans
}

function movedRuns(
  a: Uint16Array,
  gone: readonly Span[],
  b: Uint16Array,
  fresh: readonly Span[],
  weigh: (from: number, to: number) => number,
): Run[][] {
  let lost = gone
  let free = fresh
  const passages: Run[][] = []
  const budget = { steps: mostSteps / 4 }
  for (const length of movedShingles) {
    const runs = commonOnce(a, lost, b, free, length)
      .filter((run) => weigh(run.a, run.a + run.length) >= movedLight)
      .sort((x, y) => y.length - x.length)
    if (runs.length === 0) continue
    const seeds = apart(runs.slice(0, mostSeeds))
    for (const seedsOfOne of groups(seeds, lost, free)) {
      const chain = heaviestChain(seedsOfOne)
      const first = chain[0] as Run
      const last = chain.at(-1) as Run
      const aHull = within(lost, first.a)
      const bHull = within(free, first.b)
      const reach = Math.min(2 * (last.a + last.length - first.a), farthest)
      const aFrom = Math.max(aHull.from, first.a - reach)
      const aTo = Math.min(aHull.to, last.a + last.length + reach)
      const bFrom = Math.max(bHull.from, first.b - reach)
      const bTo = Math.min(bHull.to, last.b + last.length + reach)
      const inner = diff(a.subarray(aFrom, aTo), b.subarray(bFrom, bTo), [], budget)
      const clean = withoutChance(inner, aTo - aFrom, bTo - bFrom, (from, to) => weigh(aFrom + from, aFrom + to), light)
      if (clean.length > 0) passages.push(clean.map((run) => ({ ...run, a: run.a + aFrom, b: run.b + bFrom })))
    }
    lost = without(lost, passages.flat(), 'a')
    free = without(free, passages.flat(), 'b')
  }
  return passages.sort((x, y) => (x[0] as Run).a - (y[0] as Run).a)
}

/** Of runs, the longest first, those that overlap no longer one on either side. */
function apart(runs: readonly Run[]): Run[] {
  const taken: Run[] = []
  for (const side of ['a', 'b'] as const) {
    const order = side === 'a' ? runs : taken.splice(0)
    const sorted: Run[] = []
    for (const run of order) {
      let low = 0
      let high = sorted.length
      while (low < high) {
        const middle = (low + high) >>> 1
        if ((sorted[middle] as Run)[side] < run[side]) low = middle + 1
        else high = middle
      }
      const before = sorted[low - 1]
      const after = sorted[low]
      if (before !== undefined && before[side] + before.length > run[side]) continue
      if (after !== undefined && run[side] + run.length > after[side]) continue
      sorted.splice(low, 0, run)
      taken.push(run)
    }
  }
  return taken
}

const within = (spans: readonly Span[], at: number): Span => spanAt(spans, at)

/** Seeds of one passage: the same hole on both sides. */
function groups(seeds: readonly Run[], lost: readonly Span[], free: readonly Span[]): Run[][] {
  const byHoles = new Map<string, Run[]>()
  for (const seed of seeds) {
    const key = `${within(lost, seed.a).from} ${within(free, seed.b).from}`
    byHoles.set(key, [...(byHoles.get(key) ?? []), seed])
  }
  return [...byHoles.values()]
}

function without(spans: readonly Span[], runs: readonly Run[], side: 'a' | 'b'): Span[] {
  const sorted = [...runs].sort((x, y) => x[side] - y[side])
  let index = 0
  return spans.flatMap(({ from, to }) => {
    const parts: Span[] = []
    let at = from
    while (index < sorted.length && (sorted[index] as Run)[side] < to) {
      const run = sorted[index] as Run
      if (run[side] > at) parts.push({ from: at, to: run[side] })
      at = Math.max(at, run[side] + run.length)
      index++
    }
    if (at < to) parts.push({ from: at, to })
    return parts
  })
}
