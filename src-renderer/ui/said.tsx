import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage, type Lang, type Localized } from '../../src-shared/languages.ts'
import { useSettings } from './settings.tsx'

/** What a briefing says, in the reader's language; what exists only in the other one is marked 〔原文：英文〕, never silently. */
export function Said({ text, lead }: { readonly text: Localized; readonly lead: Lang }) {
  const { lang } = useSettings()
  const { t } = useTranslation('sources')
  const shown = inLanguage(text, lang, lead)
  if (shown === null) return null
  if (shown.lang === lang) return <>{shown.value}</>
  return (
    <>
      <span lang={shown.lang}>{shown.value}</span>
      <span className="orig">{t(`original.${shown.lang}`)}</span>
    </>
  )
}

/** The same as a plain string, for names and drawings: `said(event.title)`. */
export function useSaid(lead: Lang): (text: Localized | undefined) => string {
  const { lang } = useSettings()
  const { t } = useTranslation('sources')
  return useCallback(
    (text) => {
      const shown = text ? inLanguage(text, lang, lead) : null
      if (shown === null) return ''
      return shown.lang === lang ? shown.value : `${shown.value}${t(`original.${shown.lang}`)}`
    },
    [lang, lead, t],
  )
}
