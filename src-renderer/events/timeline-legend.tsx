import { useTranslation } from 'react-i18next'
import { legendForms } from '../../src-shared/events/timeline-svg-frame.ts'
import { Icon } from '../ui/icons.tsx'
import { MarkShape } from './mark-shape.tsx'

/** What each form of a mark means. */
export function TimelineLegend({
  own,
  open,
  onOpen,
}: {
  readonly own: boolean
  readonly open: boolean
  readonly onOpen: (open: boolean) => void
}) {
  const { t } = useTranslation('events')
  return (
    <div className="tl-key">
      <button type="button" aria-expanded={open} onClick={() => onOpen(!open)}>
        <Icon name={open ? 'down' : 'forward'} />
        {t('legend.name')}
      </button>
      {open && <Forms own={own} />}
    </div>
  )
}

function Forms({ own }: { readonly own: boolean }) {
  const { t } = useTranslation('events')
  return (
    <ul className="tl-legend" aria-label={t('legend.name')}>
      {legendForms.map(([form, x1, x2]) => (
        <li key={form}>
          <svg width="34" height="16" viewBox="0 0 34 16" aria-hidden="true">
            <MarkShape form={form} x1={x1} x2={x2} y={8} />
          </svg>
          {t(`legend.${form}`)}
        </li>
      ))}
      <li className="un">
        <svg width="34" height="16" viewBox="0 0 34 16" aria-hidden="true">
          <MarkShape form="point" x1={17} x2={17} y={8} />
        </svg>
        {t('legend.reported')}
      </li>
      {own && <li>◇ {t('own')}</li>}
      <li>
        <svg width="14" height="16" viewBox="0 0 14 16" aria-hidden="true">
          <line x1="7" x2="7" y1="0" y2="16" className="now" />
        </svg>
        {t('today')}
      </li>
    </ul>
  )
}
