import { useCallback } from 'react'
import { dateWords } from '../../src-shared/events/date-words.ts'
import { useSettings } from '../ui/settings.tsx'
import { dayOf } from './annotation-card.tsx'
import { dayOfMoment } from './notebook-filter.ts'

/** The day of a moment (ISO 8601) or a day: short within this year, with its year and in the reader's calendar else. */
export function useNoteDay(): (iso: string) => string {
  const { lang, calendar } = useSettings()
  return useCallback(
    (iso) => {
      const at = new Date(iso.length === 10 ? `${iso}T00:00:00` : iso)
      if (Number.isNaN(at.getTime())) return iso
      if (at.getFullYear() === new Date().getFullYear()) return dayOf(at.toISOString(), lang)
      return dateWords(dayOfMoment(at), lang, calendar === 'roc' ? 'roc' : 'gregorian')
    },
    [lang, calendar],
  )
}
