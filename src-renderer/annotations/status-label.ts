import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Resolution } from '../../src-shared/annotations/annotation.ts'

/** How an annotation stands, in words. What the reader left on an earlier version is not lost, and the version is named. */
export function useStatusLabel(): (resolution: Pick<Resolution, 'status' | 'kept'>) => string {
  const { t } = useTranslation('annotations')
  return useCallback(
    ({ status, kept }) => {
      if (kept === undefined) return t(`status.${status}`)
      return kept === 0 ? t('kept.quoteOnly') : t('kept.status', { number: kept })
    },
    [t],
  )
}
