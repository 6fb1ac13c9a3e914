/** The public face of the anchoring engine. Pure: text in, text positions out. Offsets are UTF-16 code units, `end` exclusive. */
import { characters, unitFrom, unitTo } from './comparable.ts'
import { type DiffMap, diffMap, runsIn, weigher } from './diff-map.ts'
import type { Run, Span } from './text-diff.ts'

export interface Stretch {
  readonly start: number
  readonly end: number
}

/** A quote in one text: its words, the words around them, and its place in the old text. */
export interface TextSelector extends Stretch {
  readonly exact: string
  readonly prefix: string
  readonly suffix: string
}

/** Where a quote stands in the new text. */
export type Found =
  | (Stretch & {
      /**
       * exact: letter for letter the same, where the old text's course leads. changed: found there, its wording differs.
       * moved: gone from its place, and found in text that is new elsewhere.
       */
      readonly status: 'exact' | 'changed' | 'moved'
      /** How much of the wording is kept, 0 to 1. */
      readonly score: number
    })
  /** The passage was replaced: `gap` is what stands in its place. */
  | { readonly status: 'rewritten'; readonly gap: Stretch }
  | { readonly status: 'orphan' }

/** So much of a quote's wording must be kept in its course. */
const enoughKept = 0.45
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
const longestSecondLook = 600
/** So many edits per unit still leave the wording recognisable. */
const mostDistance = 0.4
/** How much of the words around decides between twins, in units. */
const context = 32
/** A twin whose surroundings are so much as alike is as good. */
const asGood = 0.9

export function reanchor(
  oldText: string | null,
  newText: string,
  selectors: readonly TextSelector[],
): readonly Found[] {
  if (oldText === null) return selectors.map(() => ({ status: 'orphan' }))
  const map = diffMap(oldText, newText)
  const weigh = weigher(map.old.codes)
  return selectors.map((selector) => byMap(map, weigh, selector))
}

type Weigh = (from: number, to: number) => number

function byMap(map: DiffMap, weigh: Weigh, selector: TextSelector): Found {
  const from = unitFrom(map.old, selector.start)
  const to = unitTo(map.old, selector.end)
  if (from >= to) return { status: 'orphan' }
  const all = weigh(from, to)
  const inCourse = heaviest(runsIn(map.kept, from, to), to - from, weigh)
  if (inCourse !== null && inCourse.weight >= enoughKept * all) {
    const mapped = spanOf(map, inCourse.runs, map.kept, from, to)
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
      return found(map, selector, spanOf(map, there.runs, passage, from, to), there.weight / all, true)
  }
  if (all >= tellingWords && standsOnce(map.old.codes, from, to)) {
    const at = onceInFresh(map, from, to)
    if (at !== null) return found(map, selector, { from: at, to: at + to - from }, 1, true)
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

/** The stretch of a text with the fewest edits to a quote (Sellers). Null if two that do not touch are equally good. */
function closest(
  quote: Uint16Array,
  text: Uint16Array,
  whole = false,
): { from: number; to: number; distance: number } | null {
  let row = whole ? Int32Array.from({ length: text.length + 1 }, (_, index) => index) : new Int32Array(text.length + 1)
  let begins = Int32Array.from({ length: text.length + 1 }, (_, index) => index)
  for (let i = 1; i <= quote.length; i++) {
    const next = new Int32Array(text.length + 1)
    const nextBegins = new Int32Array(text.length + 1)
    next[0] = i
    for (let j = 1; j <= text.length; j++) {
      const over = (row[j - 1] as number) + (quote[i - 1] === text[j - 1] ? 0 : 1)
      const skip = (row[j] as number) + 1
      const more = (next[j - 1] as number) + 1
      if (over <= skip && over <= more) {
        next[j] = over
        nextBegins[j] = begins[j - 1] as number
      } else if (skip <= more) {
        next[j] = skip
        nextBegins[j] = begins[j] as number
      } else {
        next[j] = more
        nextBegins[j] = nextBegins[j - 1] as number
      }
    }
    row = next
    begins = nextBegins
  }
  if (whole) return { from: 0, to: text.length, distance: row[text.length] as number }
  let best = 0
  for (let j = 1; j <= text.length; j++) if ((row[j] as number) < (row[best] as number)) best = j
  const found = { from: begins[best] as number, to: best, distance: row[best] as number }
  if (found.to <= found.from) return null
  for (let j = 1; j <= text.length; j++)
    if (row[j] === found.distance && ((begins[j] as number) >= found.to || j <= found.from)) return null
  return found
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
  if (length * 3 < to - from || length > (to - from) * 8 + 40) return { status: 'orphan' }
  return { status: 'rewritten', gap: rawOf(map, { from: left, to: right }) }
}

/** The index of the first run that ends after the place. */
function firstAfter(runs: readonly Run[], at: number): number {
  let low = 0
  let high = runs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const run = runs[middle] as Run
    if (run.a + run.length > at) high = middle
    else low = middle + 1
  }
  return low
}

/**
 * Whether the same words stand a second time in what was lost or what is new right beside, in words as alike: then the difference
 * could as well have taken the other one, and nobody can tell.
 */
function isAmbiguous(map: DiffMap, weigh: Weigh, runs: readonly Run[], from: number, to: number): boolean {
  const { kept, old, now } = map
  const core = runs.reduce((best, run) => (run.length > best.length ? run : best))
  if (core.length > longestTwin) return false
  const isFirm = (other: Run) => weigh(other.a, other.a + other.length) >= firm
  const index = firstAfter(kept, core.a)
  let left = index - 1
  while (left >= 0 && !isFirm(kept[left] as Run)) left--
  let right = index + 1
  while (right < kept.length && !isFirm(kept[right] as Run)) right++
  const before = kept[left]
  const after = kept[right]
  const lead = core.a - from + context
  const tail = to - core.a + context
  const window = (text: Uint16Array, at: number) => text.subarray(Math.max(at - lead, 0), at + tail)
  const mine = likeness(window(old.codes, core.a), window(now.codes, core.b))
  const rivals = (text: Uint16Array, side: 'a' | 'b', low: number, high: number): number[] =>
    twins(old.codes, core.a, core.length, text, low, high).filter(
      (at) => at !== core[side] && !isMostlyKept(kept, side, at, core.length),
    )
  const newOnes = rivals(
    now.codes,
    'b',
    before === undefined ? 0 : before.b + before.length,
    after?.b ?? now.codes.length,
  )
  if (newOnes.some((at) => likeness(window(old.codes, core.a), window(now.codes, at)) >= mine * asGood)) return true
  const oldOnes = rivals(
    old.codes,
    'a',
    before === undefined ? 0 : before.a + before.length,
    after?.a ?? old.codes.length,
  )
  return oldOnes.some((at) => likeness(window(old.codes, at), window(now.codes, core.b)) >= mine * asGood)
}

function isMostlyKept(kept: readonly Run[], side: 'a' | 'b', at: number, length: number): boolean {
  let covered = 0
  for (const run of kept)
    covered += Math.max(Math.min(run[side] + run.length, at + length) - Math.max(run[side], at), 0)
  return covered * 2 > length
}

/** The most units that two short texts have in the same order, as a part of the longer. */
function likeness(a: Uint16Array, b: Uint16Array): number {
  let row = new Uint16Array(b.length + 1)
  let next = new Uint16Array(b.length + 1)
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++)
      next[j + 1] = a[i] === b[j] ? (row[j] as number) + 1 : Math.max(row[j + 1] as number, next[j] as number)
    ;[row, next] = [next, row]
  }
  return (row[b.length] as number) / Math.max(a.length, b.length, 1)
}

function twins(a: Uint16Array, at: number, length: number, text: Uint16Array, from: number, to: number): number[] {
  const found: number[] = []
  for (let other = from; other + length <= to; other++) if (sameAt(a, at, at + length, text, other)) found.push(other)
  return found
}

function rawOf({ now }: DiffMap, { from, to }: Span): Stretch {
  return from < to
    ? { start: now.starts[from] as number, end: now.ends[to - 1] as number }
    : { start: now.starts[from] ?? now.raw.length, end: now.starts[from] ?? now.raw.length }
}

function standsOnce(text: Uint16Array, from: number, to: number): boolean {
  return twins(text, from, to - from, text, 0, text.length).length === 1
}

function found(map: DiffMap, selector: TextSelector, span: Span, score: number, moved: boolean): Found {
  const start = map.now.starts[span.from] as number
  const end = map.now.ends[span.to - 1] as number
  const same = map.now.raw.slice(start, end) === selector.exact
  return { start, end, score: same ? 1 : score, status: moved ? 'moved' : same ? 'exact' : 'changed' }
}

/** The heaviest of the groups that stand close together in the new text. */
function heaviest(runs: readonly Run[], length: number, weigh: Weigh): { runs: readonly Run[]; weight: number } | null {
  let best: { runs: Run[]; weight: number } | null = null
  let group: Run[] = []
  let weight = 0
  const close = () => {
    if (group.length > 0 && weight > (best?.weight ?? 0)) best = { runs: group, weight }
    group = []
    weight = 0
  }
  for (const run of runs) {
    const last = group.at(-1)
    if (last !== undefined && run.b - last.b - last.length > length + 8) close()
    group.push(run)
    weight += weigh(run.a, run.a + run.length)
  }
  close()
  return best
}

/** The stretch of the new text that the runs of a quote stand for. */
function spanOf({ old, now }: DiffMap, runs: readonly Run[], course: readonly Run[], from: number, to: number): Span {
  const first = runs[0] as Run
  const last = runs.at(-1) as Run
  const whole = last.a + last.length - first.a === to - from && last.b + last.length - first.b === to - from
  if (whole && runs.length === 1) return { from: first.b, to: last.b + last.length }
  // Where something was put in or taken away is often ambiguous. If the quote stands there in one piece, it is that piece.
  for (const run of [...runs].sort((x, y) => y.length - x.length)) {
    const start = run.b - (run.a - from)
    if (sameAt(old.codes, from, to, now.codes, start)) return { from: start, to: start + to - from }
  }
  const head = first.a - from
  const tail = to - last.a - last.length
  return {
    from:
      first.b -
      (head > 0 ? reach(old.codes, first.a, from, now.codes, first.b, -1, edgeBefore(course, first, from)) : 0),
    to:
      last.b +
      last.length +
      (tail > 0
        ? reach(old.codes, last.a + last.length, to, now.codes, last.b + last.length, 1, edgeAfter(course, last, to))
        : 0),
  }
}

/** If exactly the lost end of the quote was replaced, what replaced it; else null. */
function edgeBefore(course: readonly Run[], first: Run, from: number): number | null {
  const index = course.findIndex((run) => run.a <= first.a && first.a < run.a + run.length)
  const before = course[index - 1]
  if (before === undefined || before.a + before.length !== from || (course[index] as Run).a !== first.a) return null
  return first.b - before.b - before.length
}

function edgeAfter(course: readonly Run[], last: Run, to: number): number | null {
  const end = last.a + last.length
  const index = course.findIndex((run) => run.a < end && end <= run.a + run.length)
  const after = course[index + 1]
  const own = course[index]
  if (after === undefined || own === undefined || own.a + own.length !== end || after.a !== to) return null
  return after.b - own.b - own.length
}

/**
 * How far a quote's lost end reaches into the text beside what was kept: as far as the two resemble each other, or over exactly
 * what replaced it.
 */
function reach(
  a: Uint16Array,
  aEdge: number,
  aEnd: number,
  b: Uint16Array,
  bEdge: number,
  step: 1 | -1,
  replaced: number | null,
): number {
  const length = Math.abs(aEnd - aEdge)
  const room = step === 1 ? b.length - bEdge : bEdge
  const window = Math.min(room, length * 2 + 8)
  const at = (text: Uint16Array, edge: number, index: number) => text[step === 1 ? edge + index : edge - 1 - index]
  if (length <= 400 && window > 0) {
    let row = Array.from({ length: window + 1 }, (_, index) => index)
    for (let i = 1; i <= length; i++) {
      const next = [i]
      for (let j = 1; j <= window; j++) {
        const same = at(a, aEdge, i - 1) === at(b, bEdge, j - 1)
        next.push(
          Math.min((row[j - 1] as number) + (same ? 0 : 1), (row[j] as number) + 1, (next[j - 1] as number) + 1),
        )
      }
      row = next
    }
    let best = 0
    for (let j = 1; j <= window; j++) if ((row[j] as number) < (row[best] as number)) best = j
    if (best > 0 && (row[best] as number) <= length * 0.5) return best
  }
  return replaced !== null && replaced <= length * 2 + 4 ? replaced : 0
}

function sameAt(a: Uint16Array, from: number, to: number, b: Uint16Array, at: number): boolean {
  if (at < 0 || at + to - from > b.length) return false
  for (let index = from; index < to; index++) if (a[index] !== b[at + index - from]) return false
  return true
}

/** The one place of the same words in text that is new. */
function onceInFresh({ old, now, fresh }: DiffMap, from: number, to: number): number | null {
  const length = to - from
  let only: number | null = null
  for (const hole of fresh) {
    if (hole.to - hole.from < length * enoughFresh) continue
    const last = Math.min(hole.to, now.codes.length - length)
    for (let at = Math.max(hole.from - length, 0); at <= last; at++) {
      if (at === only || !sameAt(old.codes, from, to, now.codes, at)) continue
      if (Math.min(at + length, hole.to) - Math.max(at, hole.from) < length * enoughFresh) continue
      if (only !== null) return null
      only = at
    }
  }
  return only
}
