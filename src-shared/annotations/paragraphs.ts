/**
 * Which paragraph of an edition is which of an earlier one. Ids tell it if their author keeps them, and mislead if they are only
 * counted: then every paragraph behind one that was put in or taken out bears its neighbour's id. So the texts are asked first.
 */
import type { AnchorBlock } from './anchor.ts'
import { heaviestChain } from './text-diff.ts'

export interface Paragraphs {
  /** The paragraph that stands letter for letter on the other side too, and nowhere else. By index. */
  readonly whole: ReadonlyMap<number, { readonly now: number; readonly inCourse: boolean }>
  /** Whether a paragraph of the earlier edition is the one that bears its id now. By index. */
  readonly keptId: (old: number) => boolean
}

/** Paragraphs are of one wording if so much of what tells them from others is in both, and so much more than in any other. */
const alike = 0.3
const clearly = 0.1
/** Words in more paragraphs than this tell none from another. */
const mostBearers = 60
/** A paragraph of fewer signs may be in another one by chance. */
const leastWhole = 8

export function paragraphs(old: readonly AnchorBlock[], now: readonly AnchorBlock[]): Paragraphs {
  const pairs = wholePairs(old, now)
  const chain = heaviestChain([...pairs].map(([a, b]) => ({ a, b, length: 1 })))
  const course = new Set(chain.map(({ a }) => a))
  const whole = new Map([...pairs].map(([a, b]) => [a, { now: b, inCourse: course.has(a) }]))
  const nowIds = new Map(now.map(({ id }, index) => [id, index]))
  const oldIds = new Set(old.map(({ id }) => id))

  const near = nearest(old, now, pairs, nowIds)
  const known = new Map([...pairs, ...near.pairs])
  const backwards = new Map([...known].map(([a, b]) => [b, a]))
  const idOf = (blocks: readonly AnchorBlock[], index: number) => (blocks[index] as AnchorBlock).id
  // The paragraph has another number, and its own was given to another one.
  const isShifted = ([a, b]: readonly [number, number]) =>
    idOf(old, a) !== idOf(now, b) && (nowIds.has(idOf(old, a)) || oldIds.has(idOf(now, b)))
  const shifted = new Set([...known].filter(isShifted).map(([a]) => a))
  const same = [...known].filter(([a, b]) => idOf(old, a) === idOf(now, b)).length
  const counted = shifted.size > same
  const before = neighbours(old.length, known, -1)
  const after = neighbours(old.length, known, 1)
  const nowBefore = neighbours(now.length, backwards, -1)
  const nowAfter = neighbours(now.length, backwards, 1)
  const wasShifted = (index: number | undefined) => index !== undefined && shifted.has(index)

  return {
    whole,
    keptId: (a) => {
      const b = nowIds.get(idOf(old, a))
      if (b === undefined) return false
      if (known.get(a) === b) return true
      if (counted || known.has(a) || backwards.has(b) || near.isOther(a, b)) return false
      // Between paragraphs that were counted anew this one was too.
      const around = [before[a], after[a]].concat(
        [nowBefore[b], nowAfter[b]].map((index) => (index === undefined ? undefined : backwards.get(index))),
      )
      return !around.some(wasShifted)
    },
  }
}

/** Paragraphs that stand once on both sides, and what stands beside them letter for letter. */
function wholePairs(old: readonly AnchorBlock[], now: readonly AnchorBlock[]): Map<number, number> {
  const once = (blocks: readonly AnchorBlock[]) => {
    const places = new Map<string, number>()
    for (const [index, { text }] of blocks.entries()) places.set(text, places.has(text) ? -1 : index)
    return places
  }
  const nowPlaces = once(now)
  const pairs = new Map<number, number>()
  for (const [text, a] of once(old)) {
    const b = nowPlaces.get(text) ?? -1
    if (a !== -1 && b !== -1 && text.trim() !== '') pairs.set(a, b)
  }
  const taken = new Set(pairs.values())
  const length = (blocks: readonly AnchorBlock[], from: number, step: number) => {
    let count = 1
    while (blocks[from + step * count]?.text === blocks[from]?.text) count++
    return count
  }
  const oldIds = new Set(old.map(({ id }) => id))
  const nowIds = new Set(now.map(({ id }) => id))
  for (const step of [1, -1]) {
    for (const [first, second] of [...pairs]) {
      // Beside a paragraph that kept its id only one that kept its own stands in for an equal one.
      const anew = old[first]?.id !== now[second]?.id
      let a = first + step
      let b = second + step
      while (old[a] !== undefined && old[a]?.text === now[b]?.text && !pairs.has(a) && !taken.has(b)) {
        // Of several equal ones in a row some went or came: nobody can tell which.
        if (length(old, a, step) !== length(now, b, step)) break
        const [was, is] = [(old[a] as AnchorBlock).id, (now[b] as AnchorBlock).id]
        if (!anew && was !== is && (nowIds.has(was) || oldIds.has(is))) break
        pairs.set(a, b)
        taken.add(b)
        a += step
        b += step
      }
    }
  }
  return pairs
}

/** For every index the nearest one before or after it that is known. */
function neighbours(length: number, known: ReadonlyMap<number, number>, step: 1 | -1): (number | undefined)[] {
  const out = new Array<number | undefined>(length)
  let last: number | undefined
  for (let count = 0; count < length; count++) {
    const index = step === -1 ? count : length - 1 - count
    out[index] = last
    if (known.has(index)) last = index
  }
  return out
}

interface Nearest {
  /** Edited paragraphs that are each other's best partner by far. */
  readonly pairs: readonly (readonly [number, number])[]
  /** Whether one of two paragraphs is clearly more like a third. */
  readonly isOther: (old: number, now: number) => boolean
}

function nearest(
  old: readonly AnchorBlock[],
  now: readonly AnchorBlock[],
  pairs: ReadonlyMap<number, number>,
  nowIds: ReadonlyMap<string, number>,
): Nearest {
  const taken = new Set(pairs.values())
  const oldLeft = old.flatMap((_, index) => (pairs.has(index) ? [] : [index]))
  const nowLeft = now.flatMap((_, index) => (taken.has(index) ? [] : [index]))
  if (oldLeft.length === 0 || nowLeft.length === 0) return { pairs: [], isOther: () => false }
  const bearers = new Map<string, number>()
  const oldWords = old.map(({ text }) => wordsOf(text))
  const nowWords = now.map(({ text }) => wordsOf(text))
  for (const words of [...oldWords, ...nowWords])
    for (const word of words) bearers.set(word, (bearers.get(word) ?? 0) + 1)
  const all = old.length + now.length
  const worth = (word: string) => Math.log(1 + all / (bearers.get(word) ?? 1)) ** 2
  const sum = (words: ReadonlySet<string>) => [...words].reduce((total, word) => total + worth(word), 0)
  const where = new Map<string, number[]>()
  for (const index of nowLeft) {
    for (const word of nowWords[index] as Set<string>) {
      const places = where.get(word)
      if (places === undefined) where.set(word, [index])
      else places.push(index)
    }
  }
  const weights = new Map(nowLeft.map((index) => [index, sum(nowWords[index] as Set<string>)]))
  const likeness = new Map<number, Map<number, number>>()
  const grown = new Map<number, number>()
  const best = new Map<number, Best>()
  const bestOfNow = new Map<number, Best>()
  for (const a of oldLeft) {
    const words = oldWords[a] as Set<string>
    const own = sum(words)
    const shared = new Map<number, number>()
    for (const word of words) {
      const places = where.get(word) ?? []
      if (places.length > mostBearers) continue
      for (const b of places) shared.set(b, (shared.get(b) ?? 0) + worth(word))
    }
    const row = new Map([...shared].map(([b, weight]) => [b, weight / Math.max(own, weights.get(b) ?? 0)]))
    likeness.set(a, row)
    const home = nowIds.get((old[a] as AnchorBlock).id) ?? -1
    if (shared.has(home) && hasGrown((old[a] as AnchorBlock).text, (now[home] as AnchorBlock).text)) grown.set(a, home)
    for (const [b, score] of row) {
      rate(best, a, b, score)
      rate(bestOfNow, b, a, score)
    }
  }
  const isClear = (one: Best | undefined): one is Best =>
    one !== undefined && one.score >= alike && one.score - one.second >= clearly
  const homes = new Set(grown.values())
  return {
    pairs: [...best]
      .flatMap(([a, one]) => {
        if (grown.has(a) || homes.has(one.index)) return []
        const back = bestOfNow.get(one.index)
        return isClear(one) && isClear(back) && back.index === a ? [[a, one.index] as const] : []
      })
      .concat([...grown]),
    isOther: (a, b) => {
      const own = likeness.get(a)?.get(b) ?? 0
      return [best.get(a), bestOfNow.get(b)].some(
        (one) => one !== undefined && one.score >= alike && one.score - own >= clearly,
      )
    },
  }
}

/** Whether one of two texts is the other one and more. */
function hasGrown(was: string, is: string): boolean {
  const [small, large] = was.length < is.length ? [was, is] : [is, was]
  return small.length >= leastWhole && small.length < large.length && large.includes(small)
}

interface Best {
  index: number
  score: number
  second: number
}

function rate(best: Map<number, Best>, of: number, index: number, score: number) {
  const one = best.get(of)
  if (one === undefined) best.set(of, { index, score, second: 0 })
  else if (score > one.score) best.set(of, { index, score, second: one.score })
  else if (score > one.second) one.second = score
}

/** What a paragraph says: its words, of Chinese every two signs that follow each other. */
function wordsOf(text: string): Set<string> {
  const words = new Set<string>()
  for (const [run] of text.toLowerCase().matchAll(/\p{Script=Han}+|[\p{L}\p{N}]+/gu)) {
    if (!/\p{Script=Han}/u.test(run)) words.add(run)
    else for (let at = 0; at < Math.max(run.length - 1, 1); at++) words.add(run.slice(at, at + 2))
  }
  return words
}
