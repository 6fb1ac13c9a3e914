import { useEffect, useRef } from 'react'
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

/** The same in words, for the name of a card. */
export function useTaskWords(): (annotation: PlacedAnnotation) => readonly string[] {
  const { t } = useTranslation('annotations')
  const day = useNoteDay()
  return (annotation) => {
    const { kind, due, done } = annotation
    if (kind !== 'action') return []
    return [
      due && t('notebook.due.until', { day: due }),
      isOverdue(annotation, dayOfMoment(new Date())) && t('task.overdue'),
      done && t('notebook.due.doneOn', { day: day(done) }),
    ].filter((words) => typeof words === 'string')
  }
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
  const field = useRef<HTMLInputElement>(null)
  const written = useRef(due ?? null)
  // The day may come from elsewhere, too: from an undo, say. The field stays where it is, and so does the focus.
  useEffect(() => {
    written.current = due ?? null
    if (field.current && field.current.value !== (due ?? '')) field.current.value = due ?? ''
  }, [due])
  const save = () => {
    if (!field.current?.validity.valid) return
    const day = field.current.value || null
    if (day === written.current) return
    written.current = day
    onChange({ due: day })
  }
  return (
    <div className="task-fields">
      <label>
        <span>{t('task.due')}</span>
        <input
          type="date"
          ref={field}
          defaultValue={due ?? ''}
          min="1900-01-01"
          max="2999-12-31"
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || isComposing(event.nativeEvent)) return
            event.preventDefault()
            save()
          }}
          // While a year is typed digit by digit, every digit makes a date.
          onBlur={save}
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
