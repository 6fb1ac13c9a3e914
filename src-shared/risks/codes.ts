import type { Content } from '../briefings/content.ts'
import { type Localized, languages } from '../languages.ts'

/** The name by which two localized texts are known to be the same thing (a category, an actor, an issue, a lane). */
export function sameName(name: Localized): string {
  return languages.map((lang) => name[lang] ?? '').join('\n')
}

/** A category of a register with its letter, in the order of first appearance. */
export interface RiskCategory {
  readonly key: string
  readonly name: Localized
  readonly letter: string
  readonly risks: readonly string[]
}

/**
 * The categories of a register. The letter is the first of the English name that no earlier category has
 * (Economic E, Environmental N), so that codes are the same in both languages.
 */
export function riskCategories(content: Pick<Content, 'risks'>): readonly RiskCategory[] {
  const groups = new Map<string, { name: Localized; risks: string[] }>()
  for (const risk of content.risks) {
    const key = sameName(risk.category)
    const group = groups.get(key) ?? { name: risk.category, risks: [] }
    group.risks.push(risk.id)
    groups.set(key, group)
  }
  const taken = new Set<string>()
  return [...groups].map(([key, { name, risks }]) => {
    const wanted = [...(name.en ?? '').toUpperCase().replaceAll(/[^A-Z]/gu, ''), ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
    const letter = wanted.find((each) => !taken.has(each)) ?? `K${taken.size + 1}-`
    taken.add(letter)
    return { key, name, letter, risks }
  })
}

/** Risk id -> code such as E01: the letter of its category and its place in it. Two digits, because E1 is a source grade. */
export function riskCodes(content: Pick<Content, 'risks'>): ReadonlyMap<string, string> {
  return new Map(
    riskCategories(content).flatMap(({ letter, risks }) =>
      risks.map((id, index) => [id, `${letter}${String(index + 1).padStart(2, '0')}`]),
    ),
  )
}
