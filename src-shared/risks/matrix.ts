import type { Content, Risk } from '../briefings/content.ts'
import { likelihoodScales } from '../standards/likelihood.ts'
import { scoreScale } from '../standards/scores.ts'
import { readScore } from './scores.ts'

/** One step of an axis: a whole number, or a word of likelihood. */
export type Step =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'term'; readonly scale: string; readonly term: string }

export interface Matrix {
  /** Likelihood, from low to high. */
  readonly columns: readonly Step[]
  /** Severity, from high to low. */
  readonly rows: readonly Step[]
  /** `cells[row][column]` = ids of the risks there, in register order. */
  readonly cells: readonly (readonly (readonly string[])[])[]
  /** Risks that stand nowhere, because a score is missing or on another scale. */
  readonly left: readonly string[]
}

/** The matrix of a register: severity by likelihood. Null if no risk has both, because then there is nothing to draw. */
export function riskMatrix(content: Pick<Content, 'risks'>): Matrix | null {
  const first = content.risks.find(hasBoth)
  if (!first) return null
  const columns = steps(first, 'likelihood')
  const rows = [...steps(first, 'severity')].reverse()
  const cells: string[][][] = rows.map(() => columns.map(() => []))
  const left: string[] = []
  for (const risk of content.risks) {
    const column = hasBoth(risk) ? at(columns, risk, 'likelihood', first) : -1
    const row = hasBoth(risk) ? at(rows, risk, 'severity', first) : -1
    const cell = cells[row]?.[column]
    if (cell) cell.push(risk.id)
    else left.push(risk.id)
  }
  return { columns, rows, cells, left }
}

type Axis = 'likelihood' | 'severity'

function hasBoth(risk: Risk): boolean {
  return (['likelihood', 'severity'] as const).every((axis) => {
    const read = readScore(risk.scores[axis])
    return read !== null && read.kind !== 'plain'
  })
}

function steps(risk: Risk, axis: Axis): readonly Step[] {
  const score = risk.scores[axis]
  if (!score) return []
  if (typeof score.value === 'string') {
    const terms = likelihoodScales[score.scale]?.terms ?? []
    return terms.map(({ key }) => ({ kind: 'term', scale: score.scale, term: key }))
  }
  const scale = scoreScale(score.scale)
  if (!scale) return []
  return Array.from({ length: scale.high - scale.low + 1 }, (_, index) => ({
    kind: 'number',
    value: scale.low + index,
  }))
}

function at(steps: readonly Step[], risk: Risk, axis: Axis, first: Risk): number {
  const score = risk.scores[axis]
  if (!score || score.scale !== first.scores[axis]?.scale) return -1
  const { value } = score
  return steps.findIndex((step) =>
    step.kind === 'term' ? step.term === value : typeof value === 'number' && step.value === Math.round(value),
  )
}
