import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { Briefing } from '../../src-shared/briefings/briefing.ts'
import type { Period } from '../../src-shared/briefings/content.ts'
import { parseEdtf } from '../../src-shared/events/edtf.ts'
import { sameName } from '../../src-shared/risks/codes.ts'
import { DateLines } from '../ui/date-text.tsx'
import { Said } from '../ui/said.tsx'
import { SourceGrades, sourcesOf } from '../ui/source-list.tsx'

/** Series such as "most likely risk by period": one band per period on a common ruler. */
export function PeriodList({
  briefing,
  codes,
  onRisk,
}: {
  readonly briefing: Briefing
  readonly codes: ReadonlyMap<string, string>
  readonly onRisk: (id: string) => void
}) {
  const { t } = useTranslation('risks')
  const { content } = briefing
  const series = new Map<string, Period[]>()
  for (const period of content.periods) {
    const key = sameName(period.series)
    series.set(key, [...(series.get(key) ?? []), period])
  }
  return [...series].map(([key, periods]) => {
    const moments = periods.flatMap((period) => span(period) ?? [])
    const [low, high] = [Math.min(...moments), Math.max(...moments)]
    const [first] = periods
    return (
      <section key={key} className="bands" aria-labelledby={`series-${first?.id}`}>
        <h2 id={`series-${first?.id}`}>{first && <Said text={first.series} lead={content.lead} />}</h2>
        <ol>
          {periods.map((period) => {
            const [from, to] = span(period) ?? [low, low]
            const percent = (moment: number) => `${((moment - low) / (high - low)) * 100}%`
            const place = { '--from': percent(from), '--to': percent(to) } as CSSProperties
            const { risk } = period
            return (
              <li key={period.id}>
                <span className="when">
                  <DateLines when={period.when} />
                </span>
                <span className="band" style={place} aria-hidden="true">
                  <i />
                </span>
                <span className="what">
                  {risk === undefined ? (
                    <Said text={period.title} lead={content.lead} />
                  ) : (
                    <button
                      type="button"
                      className="jump"
                      aria-label={t('bands.open', { code: codes.get(risk) })}
                      onClick={() => onRisk(risk)}
                    >
                      {codes.get(risk)}
                    </button>
                  )}{' '}
                  {risk !== undefined && <Said text={period.title} lead={content.lead} />}
                </span>
                <SourceGrades sources={sourcesOf(content, period.sources)} />
              </li>
            )
          })}
        </ol>
      </section>
    )
  })
}

function span(period: Period): readonly [number, number] | null {
  const result = parseEdtf(period.when)
  if (!result.ok) return null
  const { from, to } = result.date
  return from === null || to === null ? null : [from, to]
}
