import { useTranslation } from 'react-i18next'
import type { AnnotationChange, PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import { isComposing } from '../ui/keys.ts'
import { useNoteDay } from './note-day.ts'
import { dayOfMoment } from './notebook-filter.ts'
import './annotation-task.css'

/** True for an action whose day has passed without its being done. */
export function isOverdue({ due, done }: Pick<PlacedAnnotation, 'due' | 'done'>, today: string): boolean {
  return typeof due === 'string' && !done && due < today
}

/** What an action's card says of its day: when it is due, that the day has passed, or when it was done. */
export function TaskLine({
  annotation,
  now = new Date(),
}: {
  readonly annotation: PlacedAnnotation
  readonly now?: Date
}) {
  const { t } = useTranslation('annotations')
  const day = useNoteDay()
  const { kind, due, done } = annotation
  if (kind !== 'action' || (!due && !done)) return null
  return (
    <p className="task-line">
      {due && (
        <span className={isOverdue(annotation, dayOfMoment(now)) ? 'late' : undefined}>
          {t('task.due')} <time dateTime={due}>{due}</time>
          {isOverdue(annotation, dayOfMoment(now)) && <b> {t('task.overdue')}</b>}
        </span>
      )}
      {done && (
        <span className="task-done">
          ✓ {t('task.doneOn')} <time dateTime={done}>{day(done)}</time>
        </span>
      )}
    </p>
  )
}

/** Sets the day an action is due, and that it is done. Each is written at once. */
export function TaskFields({
  annotation,
  onChange,
}: {
  readonly annotation: PlacedAnnotation
  readonly onChange: (change: AnnotationChange) => void
}) {
  const { t } = useTranslation('annotations')
  const { due, done } = annotation
  return (
    <div className="task-fields">
      <label>
        <span>{t('task.due')}</span>
        <input
          type="date"
          key={due ?? ''}
          defaultValue={due ?? ''}
          min="1900-01-01"
          max="2999-12-31"
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || isComposing(event.nativeEvent)) return
            event.preventDefault()
            event.currentTarget.blur()
          }}
          // While a year is typed digit by digit, every digit makes a date.
          onBlur={(event) => {
            const day = event.currentTarget.value || null
            if (event.currentTarget.validity.valid && day !== (due ?? null)) onChange({ due: day })
          }}
        />
      </label>
      <label className="task-check">
        <input
          type="checkbox"
          checked={Boolean(done)}
          onChange={() => onChange({ done: done ? null : new Date().toISOString() })}
        />
        <span>{t('task.done')}</span>
      </label>
    </div>
  )
}
