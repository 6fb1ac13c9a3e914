import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { dateWords } from '../../src-shared/events/date-words.ts'
import { useSettings } from './settings.tsx'

const pad = (value: number) => String(value).padStart(2, '0')
const dayOf = (date: Date) => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`

/**
 * A moment of this computer's clock in the reader's language and calendar: `said` within a sentence (今天 09:12, "today
 * at 09:12"), `plain` in lists.
 */
export function useMoment(): (iso: string, how?: 'said' | 'plain') => string {
  const { t } = useTranslation('library')
  const { lang, calendar } = useSettings()
  return useCallback(
    (iso, how = 'said') => {
      const at = new Date(iso)
      if (Number.isNaN(at.getTime())) return iso
      const time = `${pad(at.getHours())}:${pad(at.getMinutes())}`
      const date = dateWords(dayOf(at), lang, calendar)
      if (how === 'plain') return t('moment.plain', { date, time })
      const now = new Date()
      if (dayOf(at) === dayOf(now)) return t('moment.today', { time })
      const before = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1)
      if (dayOf(at) === dayOf(before)) return t('moment.yesterday', { time })
      return t('moment.on', { date, time })
    },
    [t, lang, calendar],
  )
}
