import { type Lang, type Localized, languages } from '../languages.ts'

/** How alike two titles are: Chinese by pairs of signs, English by words; what is rare among all titles counts more. */

export interface TitleWeights {
  readonly count: number
  readonly seen: ReadonlyMap<string, number>
}

export type TitleParts = ReadonlySet<string>

export interface Likeness {
  /** From 0 to 1. */
  readonly share: number
  /** Numbers and short names both have, with how rare they are from 0 to 1. */
  readonly names: readonly (readonly [name: string, rarity: number])[]
}

/** How often each part occurs among all titles. */
export function titleWeights(titles: readonly Localized[]): TitleWeights {
  const seen = new Map<string, number>()
  for (const title of titles) {
    for (const lang of languages) {
      const parts = partsOf(title[lang] ?? '', lang)
      for (const part of parts) seen.set(part, (seen.get(part) ?? 0) + 1)
    }
  }
  return { count: Math.max(2, titles.length), seen }
}

/** Two titles of one language against each other, by their parts. */
export function titleLikeness(one: TitleParts, other: TitleParts, weights: TitleWeights): Likeness {
  // What stands in two titles of two briefings is as rare as can be.
  const weigh = (part: string) => Math.log((weights.count + 1) / Math.max(1, (weights.seen.get(part) ?? 1) - 1))
  const sum = (parts: Iterable<string>) => [...parts].reduce((total, part) => total + weigh(part), 0)
  const both = [...one].filter((part) => other.has(part))
  const [whole, rest, shared] = [sum(one), sum(other), sum(both)]
  const share = whole + rest === 0 ? 0 : (2 * shared) / (whole + rest)
  // A short title may be all inside a long one.
  const inside = Math.min(whole, rest) === 0 ? 0 : shared / Math.min(whole, rest)
  const most = Math.log(weights.count + 1)
  const names = both.filter(isName).map((name) => [name, Math.max(0, weigh(name) / most)] as const)
  return { share: Math.max(share, both.length > 2 ? 0.75 * inside : 0), names }
}

const isName = (part: string) => /^(?:\d+\/\d+|[A-Z][A-Z0-9]{2,})$/u.test(part)

const numbers = /\d+\/(?:l\.)?\d+|\d+(?:[.,]\d+)*/giu
const shortNames = /(?<![A-Za-z])[A-Z][A-Z0-9]{1,}(?![a-z])/gu

/** Its numbers, short names, and pairs of signs or words. */
export function partsOf(title: string, lang: Lang): TitleParts {
  const plain = title.normalize('NFKC')
  const parts = [...plain.matchAll(numbers), ...plain.matchAll(shortNames)].map(([part]) => part.toUpperCase())
  return new Set([...parts, ...wordsOf(plain, lang)])
}

const chinese = /[\u3400-\u9fff]+/gu
const silent = new Set(
  'a an and are as at by for from has in into is it its of on or over sixth that the this to under was were will with'.split(
    ' ',
  ),
)

/** Pairs of signs, or words without their endings. Short names and numbers are kept apart from these. */
export function wordsOf(title: string, lang: Lang): readonly string[] {
  const plain = title.normalize('NFKC')
  if (lang === 'zh-TW') {
    return [...plain.matchAll(chinese)].flatMap(([run]) =>
      run.length === 1 ? [run] : Array.from({ length: run.length - 1 }, (_, index) => run.slice(index, index + 2)),
    )
  }
  const words = plain.replaceAll(/[’']s\b/gu, '').match(/[A-Za-z][A-Za-z-]+/gu) ?? []
  return words
    .filter((word) => !/^[A-Z][A-Z0-9]+$/u.test(word))
    .map((word) => word.toLowerCase())
    .filter((word) => !silent.has(word))
    .map(stem)
}

/** Enough for a title: plans, planned and planning meet. */
function stem(word: string): string {
  if (word.length < 5) return word
  return word.replace(/(?:ies|ied)$/u, 'y').replace(/(?:ing|ed|es|s|e)$/u, '')
}
