import { type Content, type Score, type ScoreName, scoreNames } from '../briefings/content.ts'
import { likelihoodTerm } from '../standards/likelihood.ts'
import { scoreScale } from '../standards/scores.ts'

/** A score made readable: a number on a scale of numbers, a term with its range, or what could not be placed. */
export type ReadScore =
  | { readonly kind: 'number'; readonly value: number; readonly low: number; readonly high: number }
  | { readonly kind: 'term'; readonly term: string; readonly low: number; readonly high: number }
  | { readonly kind: 'plain'; readonly text: string }

/** Reads a score; null where it is missing, which is never the same as zero. */
export function readScore(score: Score | undefined): ReadScore | null {
  if (score === undefined) return null
  const term = typeof score.value === 'string' ? likelihoodTerm(score.scale, score.value) : null
  if (term) return { kind: 'term', term: term.key, low: term.low, high: term.high }
  const scale = scoreScale(score.scale)
  if (typeof score.value !== 'number' || scale === null) return { kind: 'plain', text: String(score.value) }
  return { kind: 'number', value: score.value, low: scale.low, high: scale.high }
}

/** A number to sort a score by, or null where there is none. Terms go by the middle of their range. */
export function scoreKey(score: Score | undefined): number | null {
  const read = readScore(score)
  if (read === null || read.kind === 'plain') return null
  return read.kind === 'number' ? read.value : (read.low + read.high) / 2
}

/** The scores a register has columns for: those whose scale is declared, or that any risk has. */
export function scoreColumns(content: Pick<Content, 'risks' | 'scales'>): readonly ScoreName[] {
  return scoreNames.filter(
    (name) => content.scales[name] !== undefined || content.risks.some((risk) => risk.scores[name] !== undefined),
  )
}

/**
 * Why a score is missing: `unpublished` where the numbers come from someone else's survey that did not give this one,
 * `unscored` where the briefing's own desk did not score it.
 */
export function missingScore(content: Pick<Content, 'scales'>, name: ScoreName): 'unpublished' | 'unscored' {
  const scale = content.scales[name]
  return scale !== undefined && scoreScale(scale)?.survey ? 'unpublished' : 'unscored'
}
