import { useSettings } from './settings.tsx'

/** A date of a briefing (EDTF) in the reader's calendar and language. */
export function DateText({ when }: { readonly when: string }) {
  const { calendar, lang } = useSettings()
  return <span className="num">{dateWords(when, lang, calendar)}</span>
}

// Placeholder until the shared words of dates are there.
function dateWords(when: string, lang: string, calendar: string): string {
  const year = /^(\d{4})/u.exec(when)?.[1]
  if (!year || lang === 'en' || calendar === 'gregorian') return when
  return `${when}（民國 ${Number(year) - 1911} 年）`
}
