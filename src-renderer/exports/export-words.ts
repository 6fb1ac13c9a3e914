import { useTranslation } from 'react-i18next'
import { Refused } from '../api.ts'
import { useErrorWords } from '../ui/error-notice.tsx'

/** The sentence for an export that failed: what is wrong with the place of the file is not told as if it were the library's. */
export function useExportWords(): (error: unknown) => string {
  const { t } = useTranslation('exports')
  const words = useErrorWords()
  return (error) => {
    // Only what is said about the file to be written carries a path.
    if (!(error instanceof Refused) || typeof error.data.path !== 'string') return words(error)
    const { path } = error.data
    switch (error.code) {
      case 'disk-full':
        return t('dialog.fault.diskFull', { path })
      case 'locked':
        return t('dialog.fault.locked', { path })
      case 'not-found':
      case 'read-only':
      case 'refused':
      case 'unavailable':
        return t('dialog.fault.place', { path })
      default:
        return words(error)
    }
  }
}
