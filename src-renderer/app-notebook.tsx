import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Files } from './annotations/notebook-bar.tsx'
import { NotebookScreen } from './annotations/notebook-screen.tsx'
import { api } from './api.ts'
import { useExchange } from './exchange/use-exchange.tsx'
import { useExport } from './exports/use-export.tsx'
import { useErrorWords } from './ui/error-notice.tsx'
import { useToasts } from './ui/toasts.tsx'

/** The notebook with what it takes from other nouns: files in and out, and the brief. */
export function NotebookPlace() {
  const { t } = useTranslation('annotations')
  const { show } = useToasts()
  const words = useErrorWords()
  const exportBriefing = useExport()
  const { takeIn } = useExchange()
  const files = useMemo<Files>(
    () => ({
      onExport: (ids, format) =>
        void api.annotations.exportChosen({ ids: ids && [...ids], format }).then(
          (written) => {
            if (written) show({ text: t('notebook.did.exported', { count: written.count, path: written.path }) })
          },
          (error) => show({ text: words(error) }),
        ),
      onImport: takeIn,
      onBrief: exportBriefing,
    }),
    [exportBriefing, show, t, takeIn, words],
  )
  return <NotebookScreen files={files} />
}
