import { dateLines, dateWords } from '../../src-shared/events/date-words.ts'
import { useSettings } from './settings.tsx'

/** A date of a briefing (EDTF) in the reader's calendar and language, never more precise than it is. */
export function DateText({ when }: { readonly when: string }) {
  const { calendar, lang } = useSettings()
  return <span className="num">{dateWords(when, lang, calendar)}</span>
}

/** The same on lines of their own, for narrow columns. */
export function DateLines({ when }: { readonly when: string }) {
  const { calendar, lang } = useSettings()
  const { gregorian, roc } = dateLines(when, lang)
  return (
    <>
      {calendar !== 'roc' && <span className="num">{gregorian}</span>}
      {calendar !== 'gregorian' && <span className={calendar === 'both' ? 'num qq' : 'num'}>{roc}</span>}
    </>
  )
}
