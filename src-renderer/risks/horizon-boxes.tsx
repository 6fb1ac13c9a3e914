import { useTranslation } from 'react-i18next'
import { dateLines } from '../../src-shared/events/date-words.ts'
import type { Horizon } from '../../src-shared/risks/horizon.ts'
import { useSettings } from '../ui/settings.tsx'

const boxes = ['short', 'medium', 'long'] as const

/** Three boxes, those the period reaches into filled, and the words; with the period itself. */
export function HorizonBoxes({
  horizons,
  period,
}: {
  readonly horizons: readonly Horizon[] | null
  readonly period: string | undefined
}) {
  const { t } = useTranslation('risks')
  const { lang, calendar } = useSettings()
  if (period === undefined) return <span className="qq">{t('missing.horizon')}</span>
  const [first, last] = [horizons?.[0], horizons?.at(-1)]
  const { gregorian, roc } = dateLines(period, lang)
  return (
    <span className="hz">
      {first !== undefined && (
        <>
          <span className="boxes" aria-hidden="true">
            {boxes.map((box) => (
              <i key={box} className={horizons?.includes(box) ? 'on' : undefined} />
            ))}
          </span>
          <span>{t(first === last ? `horizon.${first}` : (`horizon.${first}-${last}` as 'horizon.short-medium'))}</span>
        </>
      )}
      <span className="num q period">{calendar === 'roc' ? roc : gregorian}</span>
    </span>
  )
}
