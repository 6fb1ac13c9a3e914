import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { daysLater } from './notebook-filter.ts'

/** Asks for the day actions are due. */
export function DueDay({
  count,
  start,
  today,
  onDay,
  onClose,
}: {
  readonly count: number
  /** The day they all have now, or null. */
  readonly start: string | null
  readonly today: string
  readonly onDay: (day: string) => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation(['annotations', 'app'])
  const [day, setDay] = useState(start ?? daysLater(today, 7))
  const set = () => {
    if (day === '') return
    onDay(day)
    onClose()
  }
  return (
    <Dialog
      title={t('notebook.due.title', { count })}
      onClose={onClose}
      footer={
        <>
          <span className="grow" />
          <Button onPress={onClose}>{t('app:cancel')}</Button>
          <Button look="pri" disabled={day === ''} onPress={set}>
            {t('notebook.due.set')}
          </Button>
        </>
      }
    >
      <form
        className="nb-due"
        onSubmit={(event) => {
          event.preventDefault()
          set()
        }}
      >
        <label>
          <span>{t('notebook.due.day')}</span>
          <input type="date" autoFocus value={day} onChange={(event) => setDay(event.target.value)} />
        </label>
        <div className="nb-quick">
          {([0, 7, 14, 30] as const).map((days) => (
            <Button key={days} onPress={() => setDay(daysLater(today, days))}>
              {t(days === 0 ? 'notebook.due.today' : 'notebook.due.inDays', { count: days })}
            </Button>
          ))}
        </div>
      </form>
    </Dialog>
  )
}
