import { useTranslation } from 'react-i18next'
import { inLanguage, type Lang, type Localized } from '../../src-shared/languages.ts'
import { useSettings } from './settings.tsx'

/** Words of a briefing in the interface's language, else in the lead one, which is then said beside them. */
export function Words({
  of,
  lead,
  only = false,
}: {
  readonly of: Localized
  readonly lead: Lang
  readonly only?: boolean
}) {
  const { lang } = useSettings()
  const { t } = useTranslation('app')
  const shown = inLanguage(of, lang, lead)
  if (!shown) return null
  return (
    <>
      <span lang={shown.lang}>{shown.value}</span>
      {only && shown.lang !== lang && <span className="only">{t(`only.${shown.lang}`)}</span>}
    </>
  )
}
