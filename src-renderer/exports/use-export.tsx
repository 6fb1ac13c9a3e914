import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Exported, ExportOptions, ExportStage } from '../../src-shared/exports/export.ts'
import { api, codeOf, onFact } from '../api.ts'
import { useErrorWords } from '../ui/error-notice.tsx'
import { sizeWords } from '../ui/size-words.ts'
import { useToasts } from '../ui/toasts.tsx'
import { ExportDialog } from './export-dialog.tsx'
import { ExportProgress } from './export-progress.tsx'
import { useExportWords } from './export-words.ts'

/** How far an export has come. `asking`: the system's save dialog is open. */
export interface Progress {
  readonly job: string
  readonly stage: 'asking' | ExportStage
  readonly page: number | null
}

/** Opens the dialog for a briefing; `only` these of its annotations, where it is given. */
type OpenExport = (briefing: string, only?: readonly string[]) => void

const ExportContext = createContext<OpenExport>(() => {})

/** Holds the export dialog and its one running job; the dialog may be closed while the job goes on. */
export function ExportProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('exports')
  const { show } = useToasts()
  const errorWords = useErrorWords()
  const exportWords = useExportWords()
  const [briefing, setBriefing] = useState<string | null>(null)
  const [only, setOnly] = useState<readonly string[] | null>(null)
  const [progress, setProgress] = useState<Progress | null>(null)
  const [error, setError] = useState<unknown>(null)
  const shown = useRef(false)
  shown.current = briefing !== null

  useEffect(
    () =>
      onFact('exports.progressed', ({ job, stage, page }) =>
        setProgress((now) => (now?.job === job ? { job, stage, page: page ?? null } : now)),
      ),
    [],
  )
  const finished = useCallback(
    (job: string, { pages, bytes }: Exported) => {
      const open = (how: 'file' | 'folder') => () =>
        api.exports.open({ job, how }).catch((error) => show({ text: errorWords(error) }))
      setBriefing(null)
      show({
        text: t('dialog.done', { count: pages, size: sizeWords(bytes) }),
        action: [
          { label: t('dialog.open'), run: open('file') },
          { label: t('dialog.show'), run: open('folder') },
        ],
      })
    },
    [errorWords, show, t],
  )
  const start = useCallback(
    async (briefing: string, options: ExportOptions) => {
      const job = crypto.randomUUID()
      setError(null)
      setProgress({ job, stage: 'asking', page: null })
      try {
        finished(job, await api.exports.brief({ job, briefing, options }))
      } catch (error) {
        if (codeOf(error) === 'cancelled') return
        // Where the dialog was closed meanwhile, the line at the bottom says it.
        if (shown.current) setError(error)
        else show({ text: exportWords(error) })
      } finally {
        setProgress(null)
      }
    },
    [exportWords, finished, show],
  )
  const open = useCallback<OpenExport>((briefing, only) => {
    setError(null)
    setOnly(only ?? null)
    setBriefing(briefing)
  }, [])
  const cancel = () => {
    if (progress) void api.exports.cancel({ job: progress.job }).catch(setError)
  }
  const running = useMemo(() => ({ progress, error }), [progress, error])
  return (
    <ExportContext value={open}>
      {children}
      {briefing !== null && (
        <ExportDialog
          briefing={briefing}
          only={only}
          running={running}
          onStart={(options) => void start(briefing, options)}
          onCancel={cancel}
          onClose={() => setBriefing(null)}
        />
      )}
      {briefing === null && progress !== null && progress.stage !== 'asking' && (
        <div className="job-line">
          <ExportProgress progress={progress} onCancel={cancel} />
        </div>
      )}
    </ExportContext>
  )
}

/** Opens the export dialog for a briefing. */
export function useExport(): OpenExport {
  return useContext(ExportContext)
}
