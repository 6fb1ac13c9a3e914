import type { Content, Risk, ScoreName, Source } from '../../src-shared/briefings/content.ts'
import { parseEdtf } from '../../src-shared/events/edtf.ts'
import { inLanguage, type Lang } from '../../src-shared/languages.ts'
import { type RiskCategory, riskCategories, riskCodes } from '../../src-shared/risks/codes.ts'
import { type Horizon, horizonsOf } from '../../src-shared/risks/horizon.ts'
import { scoreKey } from '../../src-shared/risks/scores.ts'

/** One row of the register. */
export interface RiskRow {
  readonly risk: Risk
  readonly code: string
  readonly horizons: readonly Horizon[] | null
  readonly sources: readonly Source[]
}

export interface RiskGroup {
  readonly category: RiskCategory
  readonly rows: readonly RiskRow[]
}

export type RiskColumn = 'code' | 'title' | ScoreName | 'rank' | 'horizon' | 'vulnerability' | 'grade'

export interface RiskSort {
  readonly by: RiskColumn
  readonly descending: boolean
}

/** The register in its own order: categories as they first appear, risks as they are listed. */
export function riskGroups(content: Content): readonly RiskGroup[] {
  const codes = riskCodes(content)
  const byId = new Map(content.risks.map((risk) => [risk.id, risk]))
  const sources = new Map(content.sources.map((source) => [source.id, source]))
  return riskCategories(content).map((category) => ({
    category,
    rows: category.risks.flatMap((id) => {
      const risk = byId.get(id)
      if (!risk) return []
      const horizons = risk.horizon === undefined ? null : horizonsOf(risk.horizon, content.issued)
      const graded = risk.sources.flatMap((source) => sources.get(source) ?? [])
      return [{ risk, code: codes.get(id) ?? '', horizons, sources: graded }]
    }),
  }))
}

/** Rows sorted by a column; what is missing comes last in both directions, and ties keep the register's order. */
export function sortedRisks(rows: readonly RiskRow[], sort: RiskSort, lang: Lang, lead: Lang): readonly RiskRow[] {
  if (sort.by === 'code') return sort.descending ? rows.toReversed() : rows
  const sign = sort.descending ? -1 : 1
  const keyed = rows.map((row) => ({ row, key: keyOf(row, sort.by, lang, lead) }))
  return keyed
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null)
      if (typeof a.key === 'string' || typeof b.key === 'string') {
        return String(a.key).localeCompare(String(b.key), lang === 'en' ? 'en' : 'zh-Hant-TW') * sign
      }
      return (a.key - b.key) * sign
    })
    .map(({ row }) => row)
}

function keyOf({ risk, code, sources }: RiskRow, by: RiskColumn, lang: Lang, lead: Lang): number | string | null {
  switch (by) {
    case 'code':
      return code
    case 'title':
      return inLanguage(risk.title, lang, lead)?.value ?? null
    case 'rank':
      return risk.importanceRank ?? null
    case 'horizon':
      return risk.horizon === undefined ? null : startOf(risk.horizon)
    case 'vulnerability':
      return risk.vulnerability ? 0 : null
    case 'grade':
      return bestGrade(sources)
    default:
      return scoreKey(risk.scores[by])
  }
}

function startOf(period: string): number | null {
  const result = parseEdtf(period)
  if (!result.ok) return null
  const { from, to } = result.date
  // Of two periods that begin together the shorter one comes first.
  return from === null ? to : from + Math.min(1, ((to ?? Number.POSITIVE_INFINITY) - from) / 1e15)
}

/** The best grade by reliability, then credibility. F and 6 mean "cannot be judged": they are no grade to sort by. */
function bestGrade(sources: readonly Source[]): string | null {
  const grades = sources.flatMap(({ reliability, credibility }) =>
    reliability === undefined || reliability === 'F' || credibility === 6 ? [] : [`${reliability}${credibility ?? 9}`],
  )
  return grades.sort()[0] ?? null
}
