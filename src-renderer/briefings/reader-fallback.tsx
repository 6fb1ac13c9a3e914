import { useTranslation } from 'react-i18next'
import type { Lang } from '../../src-shared/languages.ts'

/** 〔原文：中文〕 before words that are shown in another language than the wanted one; else nothing. */
export function Fallback({ wanted, shown }: { readonly wanted: Lang; readonly shown: Lang }) {
  const { t } = useTranslation('reader')
  if (wanted === shown) return null
  return <span className="fallback">{t('fallback', { lang: t(`language.${shown}`) })}</span>
}
