/**
 * Finding a quote by its own words and the words around it, when the text it was made on is not known. Stricter than the diff map:
 * nothing tells whether a passage stood there before, so the surroundings must agree, or the words must be unmistakable.
 */
import { type Comparable, characters, comparable, isDense, unitFrom, unitTo, weightOf } from './comparable.ts'
import { weigher } from './diff-map.ts'
import type { Found, TextSelector } from './found.ts'
import { graphemeEnd, graphemeStart } from './graphemes.ts'
import { alikeFrom } from './resemblance.ts'
import { heaviest, runsIn, sameAt, spanOf } from './span.ts'
import { indexOf, placesOf, type StretchIndex } from './stretch-index.ts'
import { diff, heaviestChain, type Span, withoutChance } from './text-diff.ts'

/** Words of this weight are unmistakable where they stand only once. */
const telling = characters(10)
/** Words and context together must be worth this much, if whole words count one and either side of the context one. */
const enough = 1.3
/** The next best place must be worth so much less. */
const clearly = 0.25
/** At least this part of the wording must stand there. */
const leastWords = 0.55
/** What two unrelated texts have in common by chance: much with an alphabet, little in Chinese. */
const chanceLikeness = { dense: 0.15, letters: 0.35 }
/** A place that is this sure tells where its neighbours should be. */
const sure = 2
/** What it is worth to stand in the order of the sure ones, and what it costs not to. */
const inOrder = 0.2
const outOfOrder = 0.3

/** Finds quotes whose old text is not at hand, all of one document at once: those that are sure vouch for the order of the others. */
export function searched(newText: string, selectors: readonly TextSelector[]): readonly Found[] {
  const text = comparable(newText)
  const indexes = new Map<number, StretchIndex>()
  const index = (length: number) => {
    const known = indexes.get(length) ?? indexOf(text.codes, length)
    indexes.set(length, known)
    return known
  }
  const asked = selectors.map((selector) => {
    const pattern = patternOf(selector)
    const places = pattern.from < pattern.to ? candidates(pattern, text, index) : []
    return { selector, rated: places.map((place) => ({ place, worth: worthOf(pattern, place) })) }
  })
  const order = sureOrder(
    asked.flatMap(({ selector, rated }) => {
      const [best, second] = [...rated].sort((x, y) => y.worth - x.worth)
      return best !== undefined && selector.start >= 0 && best.worth >= sure && best.worth - (second?.worth ?? 0) >= 0.5
        ? [{ old: selector, now: best.place }]
        : []
    }),
  )
  return asked.map(({ selector, rated }) => {
    const [best, second] = rated
      .map(({ place, worth }) => ({ place, worth: worth + orderWorth(order, selector, place) }))
      .sort((x, y) => y.worth - x.worth)
    if (best === undefined || best.place.words < leastWords || best.worth < enough) return { status: 'orphan' }
    if (second !== undefined && second.place.words >= leastWords && best.worth - second.worth < clearly)
      return { status: 'orphan' }
    const start = graphemeStart(newText, text.starts[best.place.from] as number)
    const end = graphemeEnd(newText, text.ends[best.place.to - 1] as number)
    const same = newText.slice(start, end) === selector.exact
    return { start, end, status: same ? 'exact' : 'changed', score: same ? 1 : best.place.words }
  })
}

function worthOf(pattern: Pattern, { words, before, after }: Candidate): number {
  const told = Math.min(pattern.weight / telling, 1.5)
  const chance = pattern.dense ? chanceLikeness.dense : chanceLikeness.letters
  const side = (likeness: number) => Math.max(0, (likeness - chance) / (1 - chance))
  return (Math.max(0, words - leastWords) / (1 - leastWords)) * told + side(before) + side(after)
}

interface SurePlace {
  readonly old: { readonly start: number; readonly end: number }
  readonly now: Span
}

/** The longest run of sure places that stand in the same order in both texts. */
function sureOrder(places: readonly SurePlace[]): readonly SurePlace[] {
  const sorted = [...places].sort((x, y) => x.old.start - y.old.start || x.old.end - y.old.end)
  const chain = heaviestChain(sorted.map(({ old, now }) => ({ a: old.start, b: now.from, length: 1 })))
  const kept = new Set(chain.map(({ a, b }) => `${a} ${b}`))
  return sorted.filter(({ old, now }) => kept.has(`${old.start} ${now.from}`))
}

function orderWorth(order: readonly SurePlace[], { start, end }: TextSelector, place: Span): number {
  if (order.length < 3 || start < 0) return 0
  let low = -1
  let high = Number.POSITIVE_INFINITY
  for (const { old, now } of order) {
    if (old.end <= start) low = Math.max(low, now.to)
    else if (old.start >= end) high = Math.min(high, now.from)
  }
  return place.from >= low && place.to <= high ? inOrder : -outOfOrder
}

interface Candidate extends Span {
  /** How much of the quote's wording stands there, 0 to 1; 1 is letter for letter, as compared. */
  readonly words: number
  /** How much of the context stands before and after, 0 to 1. */
  readonly before: number
  readonly after: number
}

/** A folded quote in its context. */
interface Pattern {
  readonly codes: Uint16Array
  readonly from: number
  readonly to: number
  readonly weight: number
  /** Mostly Chinese. */
  readonly dense: boolean
}

function patternOf({ exact, prefix, suffix }: TextSelector): Pattern {
  const whole = comparable(prefix + exact + suffix)
  const from = unitFrom(whole, prefix.length)
  const to = unitTo(whole, prefix.length + exact.length)
  let weight = 0
  for (let at = from; at < to; at++) weight += weightOf(whole.codes[at] as number)
  let dense = 0
  for (const code of whole.codes) if (isDense(code)) dense++
  return { codes: whole.codes, from, to, weight, dense: dense * 2 > whole.codes.length }
}

/** With fewer stretches in common the wording cannot be alike enough. */
const leastVotes = 4
const mostHits = 60
const mostSeeds = 160
const mostPlaces = 6

/** The places where a quote may stand, the best first. */
function candidates(pattern: Pattern, text: Comparable, indexes: (length: number) => StretchIndex): Candidate[] {
  const { codes, from, to } = pattern
  const index = indexes(pattern.dense ? 4 : 8)
  const votes = new Map<number, number>()
  const stride = Math.max(1, Math.floor(codes.length / mostSeeds))
  for (let at = 0; at + index.length <= codes.length; at += stride) {
    let hits = 0
    for (const place of placesOf(index, codes, at)) {
      if (++hits > mostHits) break
      if (!sameAt(codes, at, at + index.length, text.codes, place)) continue
      // One place's votes may fall into two neighbouring bins: each vote goes into both.
      const bin = Math.floor((place - at) / binWidth)
      votes.set(bin, (votes.get(bin) ?? 0) + 1)
      votes.set(bin + 1, (votes.get(bin + 1) ?? 0) + 1)
    }
  }
  const bins = [...votes].sort((x, y) => y[1] - x[1] || x[0] - y[0])
  const taken: Candidate[] = []
  const mostVotes = bins[0]?.[1] ?? 0
  for (const [bin, count] of bins.slice(0, mostPlaces * 3)) {
    if (taken.length >= mostPlaces || count * 4 < mostVotes) break
    const expected = bin * binWidth + from
    const whole =
      count < leastVotes || taken.some(({ words, before, after }) => words === 1 && before + after >= wholeContext)
    for (const found of placesNear(pattern, text.codes, expected, whole)) {
      if (taken.some((other) => other.from < found.to && found.from < other.to)) continue
      const { codes: now } = text
      taken.push({
        ...found,
        before: alikeFrom(codes.subarray(0, from), now.subarray(0, found.from), -1),
        after: alikeFrom(codes.subarray(to), now.subarray(found.to), 1),
      })
    }
  }
  return taken
}

const binWidth = 24

/** Stands there with its whole context: only a second such place could make it doubtful. */
const wholeContext = 1.6

function placesNear(
  pattern: Pattern,
  text: Uint16Array,
  expected: number,
  letterForLetter: boolean,
): (Span & { words: number })[] {
  const { codes, from, to } = pattern
  const length = to - from
  const slack = binWidth * 2 + Math.min(length, 200)
  const low = Math.max(expected - slack, 0)
  const high = Math.min(expected + length + slack, text.length)
  const same: (Span & { words: number })[] = []
  for (let at = low; at + length <= high; at++)
    if (sameAt(codes, from, to, text, at)) same.push({ from: at, to: at + length, words: 1 })
  if (same.length > 0 || letterForLetter) return same
  // Else as if quote and context were a small old text.
  const start = Math.max(low - from, 0)
  const window = text.subarray(start, high + codes.length - to)
  const weigh = weigher(codes)
  const course = withoutChance(diff(codes, window), codes.length, window.length, weigh, chance)
  const best = heaviest(runsIn(course, from, to), length, weigh)
  if (best === null) return []
  const span = spanOf(codes, window, best.runs, course, from, to)
  return [{ from: start + span.from, to: start + span.to, words: best.weight / weigh(from, to) }]
}

const chance = characters(3)
