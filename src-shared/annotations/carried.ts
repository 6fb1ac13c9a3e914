/** Where the diff map carries a quote. Text that existed before can never adopt an annotation. */
import { characters, unitFrom, unitTo } from './comparable.ts'
import type { DiffMap } from './diff-map.ts'
import type { Found, Stretch, TextSelector } from './found.ts'
import { graphemeEnd, graphemeStart } from './graphemes.ts'
import { closest, inCommon } from './resemblance.ts'
import { firstAfter, heaviest, runsIn, sameAt, spanOf } from './span.ts'
import { placesOf } from './stretch-index.ts'
import { type Run, type Span, spanIndex } from './text-diff.ts'

/** So much of a quote's wording must be kept in its course: of a few words nearly all, lest one that remains speak for the rest. */
const enoughKept = 0.45
const fewWords = characters(3)
const enoughOfFew = 0.7
const needed = (all: number) => Math.max(enoughKept * all, Math.min(enoughOfFew * all, fewWords))
const enoughMoved = 0.6
/** A stretch of new text adopts a quote only if at least this part of it was not there before. */
const enoughFresh = 0.5
/** Words lighter than this are not looked for elsewhere: they stand anywhere. */
const tellingWords = characters(4)
/** A kept run of this weight cannot stand elsewhere by chance. */
const firm = characters(12)
/** A longer run is not checked for a twin. */
const longestTwin = 200
/** Words lighter than this are not looked for a second time. */
const ownWords = characters(8)
/** Of so much kept wording the place is sure to the letter. */
const mostlyKept = 0.6
/** A longer quote that was broken to pieces is not looked for a second time. */
const longestSecondLook = 300
/** So many edits per unit still leave the wording recognisable. */
const mostDistance = 0.4
/** How much of the words around decides between twins, in units. */
const context = 32
/** Twins are looked for so far around, in units, and so many of the nearest are compared. */
const neighbourhood = 4_000
const mostRivals = 12
/** A twin whose surroundings are so much as alike is as good. */
const asGood = 0.9

type Weigh = (from: number, to: number) => number

export function carried(map: DiffMap, weigh: Weigh, selector: TextSelector): Found {
  const from = unitFrom(map.old, selector.start)
  const to = unitTo(map.old, selector.end)
  if (from >= to) return { status: 'orphan' }
  const all = weigh(from, to)
  const inCourse = heaviest(runsIn(map.kept, from, to), to - from, weigh)
  if (inCourse !== null && inCourse.weight >= needed(all)) {
    const mapped = spanOf(map.old.codes, map.now.codes, inCourse.runs, map.kept, from, to)
    const closer =
      inCourse.weight < mostlyKept * all && !hasBothEnds(inCourse.runs, from, to)
        ? resembling(map, weigh, from, to, mapped)
        : null
    const span = closer ?? mapped
    return isAmbiguous(map, weigh, inCourse.runs, from, to)
      ? { status: 'rewritten', gap: rawOf(map, span) }
      : found(map, selector, span, inCourse.weight / all, false)
  }
  for (const passage of map.moved) {
    const there = heaviest(runsIn(passage, from, to), to - from, weigh)
    if (there !== null && there.weight >= enoughMoved * all)
      return found(
        map,
        selector,
        spanOf(map.old.codes, map.now.codes, there.runs, passage, from, to),
        there.weight / all,
        true,
      )
  }
  if (all >= tellingWords) {
    const at = onceInFresh(map, from, to)
    if (at !== null && standsOnce(map.old.codes, from, to))
      return found(map, selector, { from: at, to: at + to - from }, 1, true)
  }
  const near = resembling(map, weigh, from, to)
  if (near !== null) return found(map, selector, near, near.likeness, false)
  return replacement(map, from, to)
}

/**
 * A second look, between the firm neighbours of a quote that the difference broke to pieces: the one stretch there whose wording
 * resembles the quote's.
 */
function resembling(
  { kept, old, now }: DiffMap,
  weigh: Weigh,
  from: number,
  to: number,
  instead?: Span,
): (Span & { likeness: number }) | null {
  const length = to - from
  if (length > longestSecondLook || weigh(from, to) < (instead === undefined ? ownWords : 0)) return null
  const isFirm = (other: Run) => weigh(other.a, other.a + other.length) >= firm
  let right = firstAfter(kept, from)
  let left = right - 1
  while (left >= 0 && !isFirm(kept[left] as Run)) left--
  while (
    right < kept.length &&
    !((kept[right] as Run).a + (kept[right] as Run).length > to && isFirm(kept[right] as Run))
  )
    right++
  const before = kept[left]
  const after = kept[right]
  const low = Math.max(before === undefined ? 0 : before.b + before.length - length, 0)
  const high = Math.min(after === undefined ? now.codes.length : after.b + length, now.codes.length)
  if (high - low > length * 8 + 400) return null
  const best = closest(old.codes.subarray(from, to), now.codes.subarray(low, high))
  if (best === null || best.distance > length * mostDistance) return null
  const span = { from: low + best.from, to: low + best.to }
  if (instead === undefined) {
    // Words that stay where they were beside the quote are not the quote's.
    if (isMostlyKept(kept, 'b', span.from, span.to - span.from)) return null
  } else {
    if (span.from >= instead.to || instead.from >= span.to) return null
    const mapped = closest(now.codes.subarray(instead.from, instead.to), old.codes.subarray(from, to), true)
    if (mapped === null || mapped.distance <= best.distance) return null
  }
  return { ...span, likeness: 1 - best.distance / length }
}

const hasBothEnds = (runs: readonly Run[], from: number, to: number) => {
  const last = runs.at(-1) as Run
  return runs[0]?.a === from && last.a + last.length === to
}

/** What stands in the place of a passage that is gone, if something of its size does. */
function replacement(map: DiffMap, from: number, to: number): Found {
  const next = firstAfter(map.kept, from)
  const before = map.kept[next - 1]
  const left = before === undefined ? 0 : before.b + before.length
  let after = next
  while (after < map.kept.length && (map.kept[after] as Run).a < to) after++
  const right = map.kept[after]?.b ?? map.now.codes.length
  const length = right - left
  const gone = (map.kept[after]?.a ?? map.old.codes.length) - (before === undefined ? 0 : before.a + before.length)
  if (length * 3 < gone || length > (to - from) * 8 + 40) return { status: 'orphan' }
  // Text that only came here from elsewhere replaces nothing.
  const arrived = map.moved.reduce((sum, passage) => sum + covered(passage, 'b', left, right), 0)
  if (arrived * 2 > length) return { status: 'orphan' }
  return { status: 'rewritten', gap: rawOf(map, { from: left, to: right }) }
}

/**
 * Whether the same words stand a second time in what was lost or what is new right beside, in words as alike: then the difference
 * could as well have taken the other one, and nobody can tell.
 */
function isAmbiguous(map: DiffMap, weigh: Weigh, runs: readonly Run[], from: number, to: number): boolean {
  const { kept, old, now } = map
  const core = runs.reduce((best, run) => (run.length > best.length ? run : best))
  if (core.length > longestTwin) return false
  const index = firstAfter(kept, core.a)
  const own = kept[index] as Run
  // Kept with all its surroundings: there is nothing beside it to mistake it for.
  if (own.a <= Math.max(from - context, 0) && own.a + own.length >= Math.min(to + context, old.codes.length))
    return false
  const isFirm = (other: Run) => weigh(other.a, other.a + other.length) >= firm
  let left = index - 1
  while (left >= 0 && !isFirm(kept[left] as Run)) left--
  let right = index + 1
  while (right < kept.length && !isFirm(kept[right] as Run)) right++
  const before = kept[left]
  const after = kept[right]
  const rivals = (text: Uint16Array, side: 'a' | 'b'): number[] => {
    const low = Math.max(before === undefined ? 0 : before[side] + before.length, core[side] - neighbourhood)
    const high = Math.min(after?.[side] ?? text.length, core[side] + core.length + neighbourhood)
    return twins(old.codes, core.a, core.length, text, low, high)
      .filter((at) => at !== core[side] && !isMostlyKept(kept, side, at, core.length))
      .sort((x, y) => Math.abs(x - core[side]) - Math.abs(y - core[side]))
      .slice(0, mostRivals)
  }
  const inNew = rivals(now.codes, 'b')
  const inOld = rivals(old.codes, 'a')
  if (inNew.length + inOld.length === 0) return false
  // The words themselves are the same: only what stands around them is compared.
  const lead = Math.min(core.a - from, context) + context
  const tail = Math.min(to - core.a - core.length, context) + context
  const alike = (a: Uint16Array, aAt: number, b: Uint16Array, bAt: number) =>
    core.length +
    inCommon(a.subarray(Math.max(aAt - lead, 0), aAt), b.subarray(Math.max(bAt - lead, 0), bAt)) +
    inCommon(
      a.subarray(aAt + core.length, aAt + core.length + tail),
      b.subarray(bAt + core.length, bAt + core.length + tail),
    )
  const least = alike(old.codes, core.a, now.codes, core.b) * asGood
  return (
    inNew.some((at) => alike(old.codes, core.a, now.codes, at) >= least) ||
    inOld.some((at) => alike(old.codes, at, now.codes, core.b) >= least)
  )
}

function isMostlyKept(kept: readonly Run[], side: 'a' | 'b', at: number, length: number): boolean {
  return covered(kept, side, at, at + length) * 2 > length
}

/** How much of a stretch lies in runs. */
function covered(runs: readonly Run[], side: 'a' | 'b', from: number, to: number): number {
  let sum = 0
  for (let index = firstAfter(runs, from, side); index < runs.length; index++) {
    const run = runs[index] as Run
    if (run[side] >= to) break
    sum += Math.min(run[side] + run.length, to) - Math.max(run[side], from)
  }
  return sum
}

function twins(a: Uint16Array, at: number, length: number, text: Uint16Array, from: number, to: number): number[] {
  const found: number[] = []
  const first = a[at] as number
  for (
    let other = text.indexOf(first, from);
    other !== -1 && other + length <= to;
    other = text.indexOf(first, other + 1)
  )
    if (sameAt(a, at, at + length, text, other)) found.push(other)
  return found
}

function rawOf({ now }: DiffMap, { from, to }: Span): Stretch {
  return from < to
    ? {
        start: graphemeStart(now.raw, now.starts[from] as number),
        end: graphemeEnd(now.raw, now.ends[to - 1] as number),
      }
    : { start: now.starts[from] ?? now.raw.length, end: now.starts[from] ?? now.raw.length }
}

function standsOnce(text: Uint16Array, from: number, to: number): boolean {
  return twins(text, from, to - from, text, 0, text.length).length === 1
}

function found(map: DiffMap, selector: TextSelector, span: Span, score: number, moved: boolean): Found {
  const { raw } = map.now
  const start = graphemeStart(raw, map.now.starts[span.from] as number)
  const end = graphemeEnd(raw, map.now.ends[span.to - 1] as number)
  const same = raw.slice(start, end) === selector.exact
  return { start, end, score: same ? 1 : score, status: moved ? 'moved' : same ? 'exact' : 'changed' }
}

/** The one place of the same words in text that is new. */
function onceInFresh(map: DiffMap, from: number, to: number): number | null {
  const { old, now, fresh } = map
  const length = to - from
  const index = map.index()
  let only: number | null = null
  let visits = 0
  for (const at of placesOf(index, old.codes, from)) {
    visits++
    // Words that begin like so many others are not told apart by standing once.
    if (visits > mostVisits) return null
    if (!sameAt(old.codes, from, to, now.codes, at)) continue
    if (freshIn(fresh, at, at + length) < length * enoughFresh) continue
    if (only !== null) return null
    only = at
  }
  return only
}

const mostVisits = 5_000

function freshIn(fresh: readonly Span[], from: number, to: number): number {
  let sum = 0
  for (let index = spanIndex(fresh, from); index < fresh.length; index++) {
    const span = fresh[index] as Span
    if (span.from >= to) break
    sum += Math.min(span.to, to) - Math.max(span.from, from)
  }
  return sum
}
