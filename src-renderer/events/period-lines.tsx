import { useTranslation } from 'react-i18next'
import { type Calendar, dateWords } from '../../src-shared/events/date-words.ts'
import type { TimelineBand } from '../../src-shared/events/timeline.ts'
import type { Lang } from '../../src-shared/languages.ts'

/** The bands above the timeline in words, because a short one has no room for its name there. */
export function PeriodLines({
  bands,
  lang,
  calendar,
}: {
  readonly bands: readonly TimelineBand[]
  readonly lang: Lang
  readonly calendar: Calendar
}) {
  const { t } = useTranslation('events')
  if (bands.length === 0) return null
  return (
    <section className="tl-periods" aria-labelledby="tl-periods">
      <h2 id="tl-periods">{t('periods')}</h2>
      <ul>
        {bands.map((band) => (
          <li key={band.id}>
            <span className="num q">{dateWords(band.date.text, lang, calendar)}</span> {band.label}
          </li>
        ))}
      </ul>
    </section>
  )
}
