import { useTranslation } from 'react-i18next'
import { dateLines } from '../../src-shared/events/date-words.ts'
import type { Horizon } from '../../src-shared/risks/horizon.ts'
import { useSettings } from '../ui/settings.tsx'

/** Three boxes, one filled, and the word; with the period itself. */
export function HorizonBoxes({
  horizon,
  period,
}: {
  readonly horizon: Horizon | null
  readonly period: string | undefined
}) {
  const { t } = useTranslation('risks')
  const { lang, calendar } = useSettings()
  if (period === undefined) return <span className="qq">{t('missing.horizon')}</span>
  const { gregorian, roc } = dateLines(period, lang)
  return (
    <span className="hz">
      {horizon !== null && (
        <>
          <span className="boxes" data-h={horizon} aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span>{t(`horizon.${horizon}`)}</span>
        </>
      )}
      <span className="num q period">{calendar === 'roc' ? roc : gregorian}</span>
    </span>
  )
}
