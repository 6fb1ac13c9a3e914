import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type AnnotationKind, annotationKinds, type PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import type { Rows } from './rows.ts'
import './annotation-panel.css'

/** The reader left it on an earlier version. */
const isKept = ({ resolution }: PlacedAnnotation) => resolution.kept !== undefined

/** Without the words or the thing it was made on: they were not found again, and nobody has said where it belongs. */
export const isLost = ({ target, resolution }: PlacedAnnotation) =>
  resolution.kept === undefined &&
  (resolution.status === 'orphan' || (target.type === 'text' && resolution.places.length === 0))

/** All annotations of the briefing in the order of the text, and a tray for those that lost their words. */
export function AnnotationPanel({
  rows,
  card,
}: {
  readonly rows: Rows
  readonly card: (annotation: PlacedAnnotation, elsewhere: boolean) => ReactNode
}) {
  const { t } = useTranslation(['annotations', 'app'])
  const [only, setOnly] = useState<AnnotationKind | null>(null)
  const wanted = (annotation: PlacedAnnotation) => only === null || annotation.kind === only
  const all = [...rows.placed.map(({ annotation }) => annotation), ...rows.unplaced]
  const shown = rows.placed.filter(({ annotation }) => wanted(annotation))
  const whole = rows.unplaced.filter((annotation) => !isLost(annotation) && !isKept(annotation)).filter(wanted)
  const kept = rows.unplaced.filter(isKept).filter(wanted)
  const orphans = rows.unplaced.filter(isLost).filter(wanted)
  return (
    <aside className="annotation-panel" aria-label={t('panel.label')} tabIndex={-1}>
      <h2>
        {t('panel.label')} <span className="n">{all.length}</span>
      </h2>
      <div className="annotation-panel-kinds" role="group" aria-label={t('panel.filter')}>
        {annotationKinds.map((kind) => {
          const count = all.filter((annotation) => annotation.kind === kind).length
          return (
            <button
              key={kind}
              type="button"
              className={`chip${only === kind ? ' on' : ''}`}
              aria-pressed={only === kind}
              disabled={count === 0 && only !== kind}
              onClick={() => setOnly(only === kind ? null : kind)}
            >
              <span className={`kind ${kind}`} data-k={t(`app:kind.${kind}.letter`)}>
                {t(`app:kind.${kind}.name`)}
              </span>
              <span className="n">{count}</span>
            </button>
          )
        })}
      </div>
      {all.length === 0 && <p className="annotation-panel-empty">{t('panel.empty')}</p>}
      {all.length > 0 && shown.length + whole.length + kept.length + orphans.length === 0 && (
        <p>{t('panel.noneOfKind')}</p>
      )}
      {shown.map(({ annotation, elsewhere }) => card(annotation, elsewhere))}
      {whole.length > 0 && <h3>{t('panel.whole')}</h3>}
      {whole.map((annotation) => card(annotation, false))}
      {orphans.length > 0 && (
        <section className="annotation-panel-tray" aria-label={t('panel.orphans')}>
          <h3 className="changed">
            {t('panel.orphans')} <span className="n">{orphans.length}</span>
          </h3>
          <p>{t('panel.orphansWhat')}</p>
          {orphans.map((annotation) => card(annotation, false))}
        </section>
      )}
      {kept.length > 0 && (
        <section className="annotation-panel-tray" aria-label={t('kept.tray')}>
          <h3>
            {t('kept.tray')} <span className="n">{kept.length}</span>
          </h3>
          <p>{t('kept.trayWhat')}</p>
          {kept.map((annotation) => card(annotation, false))}
        </section>
      )}
    </aside>
  )
}
