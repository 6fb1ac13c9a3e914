import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Resolution, Target } from '../../src-shared/annotations/annotation.ts'

/**
 * How an annotation stands, in words. What the reader left on an earlier version is not lost, and the version is named.
 * Of an event, a risk or another thing it is the content that changed, or the thing that is gone, and not a passage.
 */
export function useStatusLabel(): (resolution: Pick<Resolution, 'status' | 'kept'>, type: Target['type']) => string {
  const { t } = useTranslation(['annotations', 'review'])
  return useCallback(
    ({ status, kept }, type) => {
      if (kept === undefined) {
        const ofThing = type !== 'text' && (status === 'changed' || status === 'orphan')
        return ofThing ? t(`review:item.${status}`) : t(`status.${status}`)
      }
      return kept === 0 ? t('kept.quoteOnly') : t('kept.status', { number: kept })
    },
    [t],
  )
}
