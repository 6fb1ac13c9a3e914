/**
 * The difference of two short texts as a reader wants to see it: whole words in English, phrase-like pieces in Chinese, never a
 * confetti of single characters. Pure. Offsets are UTF-16 code units of the two texts.
 */
import { diff, type Run, withoutChance } from '../annotations/text-diff.ts'

/** A piece of text that stayed, went or came. `was` and `now` are where it begins (or would begin) in the two texts. */
export interface WordSegment {
  readonly what: 'kept' | 'removed' | 'added'
  readonly text: string
  readonly was: number
  readonly now: number
}

/** A kept piece between two larger changes must say as much as this: two Chinese characters, or one longer word. */
const light = 12
/** Where less than this part is kept, nothing is: the one text stands for the other as a whole. */
const enoughKept = 0.25
/** How far a change is widened to take in a whole Chinese word, in units of `pieces`. */
const widest = 3

export function wordDiff(then: string, now: string): readonly WordSegment[] {
  if (then === now) return then === '' ? [] : [{ what: 'kept', text: then, was: 0, now: 0 }]
  const a = piecesOf(then)
  const b = piecesOf(now)
  const names = new Map<string, number>()
  const coded = (pieces: Pieces) =>
    Uint16Array.from(pieces.texts, (text) => {
      const known = names.get(text) ?? names.size + 1
      names.set(text, known)
      return known
    })
  const weigh = (from: number, to: number) => {
    let sum = 0
    for (let at = from; at < to; at++) sum += weightOf(a.texts[at] as string)
    return sum
  }
  const found = diff(coded(a), coded(b))
  const firm = withoutChance(found, a.texts.length, b.texts.length, weigh, light)
  const runs = atWords(firm, a, b)
  const kept = runs.reduce((sum, run) => sum + weigh(run.a, run.a + run.length), 0)
  const whole = Math.max(weigh(0, a.texts.length), 1)
  return segments(kept < whole * enoughKept ? [] : runs, a, b, then, now)
}

/** How much of the old wording is still there, 0 to 1. */
export function keptShare(parts: readonly WordSegment[]): number {
  let kept = 0
  let then = 0
  let now = 0
  for (const { what, text } of parts) {
    if (what === 'kept') kept += text.length
    if (what !== 'added') then += text.length
    if (what !== 'removed') now += text.length
  }
  return then + now === 0 ? 1 : (2 * kept) / (then + now)
}

interface Pieces {
  readonly texts: readonly string[]
  /** Where each piece begins, and the text's length. */
  readonly starts: readonly number[]
  /** True where a piece begins a word or is none. */
  readonly cuts: readonly boolean[]
}

/** Dates and numbers with the signs inside them, words of alphabets, white space, and else single characters with what belongs to them. */
const piece =
  /\p{N}+(?:[-./:,]\p{N}+)+|[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}][\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}\p{M}]*|\s+|\P{M}\p{M}*|\p{M}+/gu
const wordsOf = new Intl.Segmenter('zh-TW', { granularity: 'word' })

function piecesOf(text: string): Pieces {
  const found = [...text.matchAll(piece)]
  const words = new Set([...wordsOf.segment(text)].map(({ index }) => index))
  return {
    texts: found.map(([each]) => each),
    starts: [...found.map(({ index }) => index), text.length],
    cuts: [...found.map(({ index }) => words.has(index)), true],
  }
}

const han = /\p{Script=Han}|\p{Script=Bopomofo}/u
const letters = /[\p{L}\p{N}]/u

function weightOf(text: string): number {
  if (han.test(text)) return 6
  return letters.test(text) ? Math.min(text.length * 2, 16) : 1
}

/** Lays the edges of changes between words: a change that only puts in or takes away slides; any other takes in the whole word. */
function atWords(runs: readonly Run[], a: Pieces, b: Pieces): readonly Run[] {
  const out = [...runs]
  for (let index = 0; index <= out.length; index++) {
    const left = out[index - 1]
    const right = out[index]
    const aFrom = left === undefined ? 0 : left.a + left.length
    const bFrom = left === undefined ? 0 : left.b + left.length
    const aTo = right === undefined ? a.texts.length : right.a
    const bTo = right === undefined ? b.texts.length : right.b
    const lost = aTo - aFrom
    const fresh = bTo - bFrom
    if (lost === 0 && fresh === 0) continue
    if (left !== undefined && right !== undefined && (lost === 0 || fresh === 0)) {
      const [pieces, from, to] = lost > 0 ? [a, aFrom, aTo] : [b, bFrom, bTo]
      const shift = bestShift(pieces, from, to, left.length, right.length)
      out[index - 1] = { ...left, length: left.length + shift }
      out[index] = { a: right.a + shift, b: right.b + shift, length: right.length - shift }
      continue
    }
    if (left !== undefined) {
      let cut = 0
      while (cut < widest && cut < left.length && !(a.cuts[aFrom - cut] && b.cuts[bFrom - cut])) cut++
      if (a.cuts[aFrom - cut] && b.cuts[bFrom - cut]) out[index - 1] = { ...left, length: left.length - cut }
    }
    if (right !== undefined) {
      let cut = 0
      while (cut < widest && cut < right.length && !(a.cuts[aTo + cut] && b.cuts[bTo + cut])) cut++
      if (a.cuts[aTo + cut] && b.cuts[bTo + cut])
        out[index] = { a: right.a + cut, b: right.b + cut, length: right.length - cut }
    }
  }
  return out.filter(({ length }) => length > 0)
}

/** How far a stretch that was put in or taken away is moved so that it begins and ends between words. */
function bestShift({ texts, cuts }: Pieces, from: number, to: number, before: number, after: number): number {
  let back = 0
  while (back < before - 1 && texts[from - 1 - back] === texts[to - 1 - back]) back++
  let on = 0
  while (on < after - 1 && texts[from + on] === texts[to + on]) on++
  let best = 0
  let bestScore = -1
  for (let shift = -back; shift <= on; shift++) {
    const begins = texts[from + shift] as string
    const score =
      (cuts[from + shift] ? 2 : 0) +
      (cuts[to + shift] ? 2 : 0) +
      (letters.test(begins) ? 1 : 0) -
      Math.abs(shift) / 1000
    if (score > bestScore) {
      best = shift
      bestScore = score
    }
  }
  return best
}

function segments(runs: readonly Run[], a: Pieces, b: Pieces, then: string, now: string): readonly WordSegment[] {
  const out: WordSegment[] = []
  let aAt = 0
  let bAt = 0
  const add = (what: WordSegment['what'], text: string) => {
    if (text === '') return
    const last = out.at(-1)
    if (last?.what === what) out[out.length - 1] = { ...last, text: last.text + text }
    else out.push({ what, text, was: aAt, now: bAt })
    if (what !== 'added') aAt += text.length
    if (what !== 'removed') bAt += text.length
  }
  const startOf = (pieces: Pieces, at: number) => pieces.starts[at] as number
  for (const run of [...runs, { a: a.texts.length, b: b.texts.length, length: 0 }]) {
    add('removed', then.slice(aAt, startOf(a, run.a)))
    add('added', now.slice(bAt, startOf(b, run.b)))
    add('kept', then.slice(aAt, startOf(a, run.a + run.length)))
  }
  return out
}
