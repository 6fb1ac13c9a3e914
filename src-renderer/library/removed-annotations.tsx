import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type RemovedAnnotation, restorableDays } from '../../src-shared/annotations/history.ts'
import { api, ask } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { Words } from '../ui/localized.tsx'
import { useMoment } from '../ui/moment.ts'
import { ownStep } from '../ui/own-steps.ts'
import { useUndo } from '../ui/undo.tsx'
import { Failed, useWork } from './library-work.tsx'

/** The annotations deleted in the last days, under their briefings; each can be brought back. */
export function RemovedAnnotations({ readOnly }: { readonly readOnly: boolean }) {
  const { t } = useTranslation('library')
  const client = useQueryClient()
  const { did } = useUndo()
  const { doing, failed, work } = useWork()
  const title = useId()
  const { data = [] } = useQuery({ ...ask('annotations', 'removed', {}), staleTime: 0 })
  const { data: rows = [] } = useQuery(ask('briefings', 'list', {}))
  const offered = data.filter((each) => each.offered)
  const [most, setMost] = useState(portion)
  const shown = offered.slice(0, most)
  const fresh = () => client.invalidateQueries({ queryKey: ['annotations'] })
  const restore = ({ id, hlc }: RemovedAnnotation) =>
    work('restoreMark', async () => {
      const back = await api.annotations.restore({ id })
      await fresh()
      const step = { id, from: { hlc, there: false }, to: { hlc: back.hlc, there: true }, sameWords: true }
      did({ label: t('care.restored'), ...ownStep(client, step, { there: fresh, gone: fresh }) }, { toast: true })
    })
  return (
    <section className="care-removed" aria-labelledby={title}>
      <h3 id={title}>
        {t('care.removed')} <span className="qq num">{offered.length}</span>
      </h3>
      <p className="hint">
        {offered.length === 0
          ? t('care.removedNone', { days: restorableDays })
          : t('care.removedWhat', { days: restorableDays })}
      </p>
      <Failed words={failed} />
      {[...new Set(shown.map(({ briefing }) => briefing))].map((briefing) => {
        const row = rows.find(({ id }) => id === briefing)
        return (
          <div key={briefing}>
            {row && (
              <h4>
                <Words of={row.head.title} lead={row.head.lead} />
              </h4>
            )}
            <ul>
              {shown
                .filter((each) => each.briefing === briefing)
                .map((each) => (
                  <Removed
                    key={each.id}
                    annotation={each}
                    disabled={readOnly || doing !== null}
                    onRestore={() => restore(each)}
                  />
                ))}
            </ul>
          </div>
        )
      })}
      {shown.length < offered.length && (
        <Button onPress={() => setMost(most + portion)}>
          {t('care.removedMore', { left: offered.length - shown.length })}
        </Button>
      )}
    </section>
  )
}

/** How many are shown at first: many may have been removed at once. */
const portion = 100

function Removed({
  annotation,
  disabled,
  onRestore,
}: {
  readonly annotation: RemovedAnnotation
  readonly disabled: boolean
  readonly onRestore: () => void
}) {
  const { t } = useTranslation(['library', 'app', 'annotations'])
  const moment = useMoment()
  const { kind, note, target, removed } = annotation
  const quote = target.type === 'text' ? target.selectors.map(({ exact }) => exact).join('\n') : ''
  const lang = target.type === 'text' ? target.lang : undefined
  return (
    <li>
      <div>
        <span className={`kind ${kind}`} data-k={t(`app:kind.${kind}.letter`)}>
          {t(`app:kind.${kind}.name`)}
        </span>
        <span className="qq sm">{t('care.removedAt', { when: moment(removed) })}</span>
        {quote ? (
          <blockquote lang={lang}>{quote}</blockquote>
        ) : (
          <p className="q">{t(`annotations:target.${target.type}`)}</p>
        )}
        <p>{note || <span className="qq">{t('care.noNote')}</span>}</p>
      </div>
      <Button
        label={t('care.restoreOf', { what: (note || quote || t(`annotations:target.${target.type}`)).slice(0, 60) })}
        onPress={onRestore}
        disabled={disabled}
      >
        {t('care.restore')}
      </Button>
    </li>
  )
}
