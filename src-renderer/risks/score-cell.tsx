import { useTranslation } from 'react-i18next'
import type { Content, Risk, ScoreName } from '../../src-shared/briefings/content.ts'
import { missingScore, readScore } from '../../src-shared/risks/scores.ts'
import { Likelihood, RangeRuler } from '../ui/likelihood.tsx'

/** A ruler with end and middle ticks and a ring where the source puts the risk. The number stands beside it. */
export function ScoreTrack({
  value,
  low,
  high,
}: {
  readonly value: number
  readonly low: number
  readonly high: number
}) {
  const x = 6 + ((value - low) / (high - low)) * 74
  return (
    <svg className="tk" width="86" height="18" viewBox="0 0 86 18" aria-hidden="true">
      <path d="M6 9H80M6 6v6M43 6v6M80 6v6" className="tr" />
      <circle cx={x} cy="9" r="4.5" className="of" />
    </svg>
  )
}

/** A score of a risk: ruler and number, word with range, or an honest blank. */
export function ScoreCell({
  content,
  risk,
  name,
  wide = false,
}: {
  readonly content: Pick<Content, 'scales'>
  readonly risk: Risk
  readonly name: ScoreName
  /** In the detail pane the ruler of likelihood has room. */
  readonly wide?: boolean
}) {
  const { t } = useTranslation('risks')
  const score = risk.scores[name]
  const read = readScore(score)
  if (read === null || score === undefined)
    return <span className="qq">{t(`missing.${missingScore(content, name)}`)}</span>
  if (read.kind === 'plain') return <span>{read.text}</span>
  if (read.kind === 'number') {
    return (
      <span className="score">
        <ScoreTrack value={read.value} low={read.low} high={read.high} />
        <span className="num">{read.value}</span>
      </span>
    )
  }
  if (wide) return <Likelihood scale={score.scale} term={read.term} />
  return (
    <span className="score">
      <RangeRuler low={read.low} high={read.high} />
      <Likelihood scale={score.scale} term={read.term} ruler={false} />
    </span>
  )
}
