import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ExchangeFormat, exchangeFormats } from '../../src-shared/exchange/exchange.ts'
import { ask } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Segment } from '../ui/segment.tsx'
import './exchange.css'

const names: Readonly<Record<ExchangeFormat, string>> = { jsonld: 'JSON-LD', md: 'Markdown', csv: 'CSV' }

/** Which annotations go out, and as what. The system asks where to. */
export function AnnotationsExportDialog({
  briefing,
  onExport,
  onClose,
}: {
  /** The briefing that is open; null where none is. */
  readonly briefing: string | null
  readonly onExport: (ids: readonly string[] | null, format: ExchangeFormat) => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation('exchange')
  const [format, setFormat] = useState<ExchangeFormat>('jsonld')
  const [which, setWhich] = useState<'all' | 'this'>(briefing === null ? 'all' : 'this')
  const { data: rows = [] } = useQuery(ask('briefings', 'list', {}))
  const own = useQuery({ ...ask('annotations', 'list', { briefing: briefing ?? '' }), enabled: briefing !== null })
  const ids = which === 'all' ? null : (own.data ?? []).map(({ id }) => id)
  const count = ids?.length ?? rows.reduce((sum, { counts }) => sum + counts.annotations, 0)
  return (
    <Dialog
      title={t('export.title')}
      about={t('export.about', { count })}
      onClose={onClose}
      footer={
        <>
          <span className="sm q grow">{count === 0 && t('export.doneNone')}</span>
          <Button onPress={onClose}>{t('export.cancel')}</Button>
          <Button look="pri" icon="export" autoFocus disabled={count === 0} onPress={() => onExport(ids, format)}>
            {t('export.run')}
          </Button>
        </>
      }
    >
      <div className="exchange-choices">
        {briefing !== null && (
          <section>
            <h3>{t('export.which')}</h3>
            <Segment
              label={t('export.which')}
              value={which}
              options={(['this', 'all'] as const).map((value) => ({ value, label: t(`export.${value}`) }))}
              onChange={setWhich}
            />
          </section>
        )}
        <section>
          <h3>{t('export.format')}</h3>
          <Segment
            label={t('export.format')}
            value={format}
            options={exchangeFormats.map((value) => ({ value, label: names[value], lang: 'en' }))}
            onChange={setFormat}
          />
          <p className="hint">{t(`export.what.${format}`)}</p>
        </section>
      </div>
    </Dialog>
  )
}
