import { type Risk, type ScoreName, scoreNames } from '../../src-shared/briefings/content.ts'
import type { Labelled, RiskRow, RisksSection } from '../../src-shared/exports/brief.ts'
import { filled } from '../../src-shared/exports/paper-labels.ts'
import { missingScore } from '../../src-shared/risks/scores.ts'
import { likelihoodScales, likelihoodTerm } from '../../src-shared/standards/likelihood.ts'
import { scoreScale } from '../../src-shared/standards/scores.ts'
import type { Desk } from './desk.ts'
import { sectionBase } from './section-base.ts'

/** The register, grouped by category. A missing score is said to be missing, never guessed and never zero. */
export function risksSection(desk: Desk): RisksSection {
  const { labels, briefing } = desk
  const { risks } = briefing.content
  const groups = new Map<string, { name: RisksSection['groups'][number]['name']; risks: Risk[] }>()
  for (const risk of risks) {
    const name = desk.words(risk.category)
    const group = groups.get(name.text) ?? { name, risks: [] }
    groups.set(name.text, group)
    group.risks.push(risk)
  }
  const columns = labels.riskColumns
  const worked = scoreColumns(desk)
  const scores = worked.filter((name) => risks.some((risk) => !scoreOf(risk, name, desk).blank))
  return {
    ...sectionBase('risks', desk),
    kind: 'risks',
    caption: filled(labels.risksTable, { count: risks.length }),
    columns: [columns.code, columns.title, ...scores.map((name) => columns[name])],
    groups: [...groups.values()].map((group) => ({
      name: group.name,
      count: filled(labels.riskCount, { count: group.risks.length }),
      rows: group.risks.map((risk) => rowOf(risk, scores, desk)),
    })),
    legend: legendOf(desk, worked, scores),
  }
}

/** The scores this briefing works with: a scale is declared, or at least one risk has one. Others get no column. */
function scoreColumns({ briefing }: Desk): readonly ScoreName[] {
  const { risks, scales } = briefing.content
  const ranked = risks.some((risk) => risk.importanceRank !== undefined)
  return scoreNames.filter(
    (name) =>
      Object.hasOwn(scales, name) || risks.some((risk) => risk.scores[name]) || (name === 'importance' && ranked),
  )
}

function rowOf(risk: Risk, scores: readonly ScoreName[], desk: Desk): RiskRow {
  const { labels } = desk
  const stated = (label: string, value: string | undefined): Labelled[] =>
    value === undefined || value === '' ? [] : [{ label, value }]
  return {
    anchor: desk.anchor(`risk/${risk.id}`),
    code: desk.riskCode(risk.id),
    title: desk.words(risk.title),
    body: risk.body === undefined ? null : desk.words(risk.body),
    scores: scores.map((name) => scoreOf(risk, name, desk)),
    vulnerability: risk.vulnerability ? labels.vulnerability : null,
    details: [
      ...stated(labels.horizon, risk.horizon && desk.date(risk.horizon)),
      ...stated(labels.owner, risk.owner),
      ...stated(labels.treatment, risk.treatment),
      ...stated(labels.reviewBy, risk.reviewBy && desk.reviewDate(risk.reviewBy)),
    ],
    sources: desk.citations(risk.sources),
    portion: desk.portion(risk.marking),
    marks: desk.marksOf(`risk/${risk.id}`),
  }
}

function scoreOf(risk: Risk, name: ScoreName, { labels, lang, briefing }: Desk): RiskRow['scores'][number] {
  const score = risk.scores[name]
  const rank =
    name === 'importance' && risk.importanceRank !== undefined
      ? filled(labels.rank, { rank: risk.importanceRank })
      : null
  if (score === undefined) {
    if (rank !== null) return { text: rank, blank: false }
    const unpublished = whyMissing(briefing.content, name) === 'unpublished'
    return { text: unpublished ? labels.notPublished : labels.notScored, blank: true }
  }
  const term = typeof score.value === 'string' ? likelihoodTerm(score.scale, score.value) : null
  const text = term
    ? `${term.label[lang]}\n${filled(labels.range, { low: term.low, high: term.high })}`
    : String(score.value)
  return { text: rank === null ? text : `${text}${labels.join}${rank}`, blank: false }
}

/**
 * The scales in use, what a blank, a rank and the triangle mean, and which scores have no column because no risk has
 * one: only what occurs.
 */
function legendOf(desk: Desk, worked: readonly ScoreName[], printed: readonly ScoreName[]): readonly string[] {
  const { labels, lang, briefing } = desk
  const { risks } = briefing.content
  const used = scoreNames.flatMap((name) => {
    const scales = new Set(risks.flatMap((risk) => (risk.scores[name] ? [risk.scores[name].scale] : [])))
    return [...scales].flatMap((id) => {
      const score = labels.riskColumns[name]
      const numbers = scoreScale(id)
      if (numbers !== null) {
        return [filled(labels.scaleOf, { score, scale: numbers.name[lang], source: numbers.source })]
      }
      const words = Object.hasOwn(likelihoodScales, id) ? likelihoodScales[id] : undefined
      return words ? [`${score}${lang === 'zh-TW' ? '：' : ': '}${words.name[lang]}`] : []
    })
  })
  const missing = (why: ReturnType<typeof missingScore>) => (name: ScoreName) =>
    whyMissing(briefing.content, name) === why
  const blank = printed.filter((name) => risks.some((risk) => scoreOf(risk, name, desk).blank))
  const empty = worked.filter((name) => !printed.includes(name))
  const without = (names: readonly ScoreName[], words: string) => {
    const scores = names.map((name, index) => inList(labels.riskColumns[name], index, lang)).join(labels.and)
    return names.length === 0 ? [] : [filled(words, { scores })]
  }
  return [
    ...used,
    ...without(empty.filter(missing('unpublished')), labels.nonePublished),
    ...without(empty.filter(missing('unscored')), labels.noneScored),
    ...(blank.some(missing('unpublished')) ? [labels.blankLegend] : []),
    ...(blank.some(missing('unscored')) ? [labels.unscoredLegend] : []),
    ...(risks.some((risk) => risk.importanceRank !== undefined) ? [labels.rankLegend] : []),
    ...(risks.some((risk) => risk.vulnerability) ? [labels.vulnerabilityLegend] : []),
  ]
}

/** As on screen; ranks are always somebody's published ones, so a risk without one was not published. */
function whyMissing(content: Desk['briefing']['content'], name: ScoreName): ReturnType<typeof missingScore> {
  const ranks = name === 'importance' && content.risks.some((risk) => risk.importanceRank !== undefined)
  return ranks ? 'unpublished' : missingScore(content, name)
}

/** English writes "Likelihood and severity". */
function inList(name: string, index: number, lang: Desk['lang']): string {
  return lang === 'en' && index > 0 ? name.toLowerCase() : name
}
