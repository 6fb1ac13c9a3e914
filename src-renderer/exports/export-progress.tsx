import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { exportStageCount, stageNumber } from './export-stages.ts'
import type { Progress } from './use-export.tsx'

/** What is being done and how far, and a way to stop it. */
export function ExportProgress({
  progress,
  focused = false,
  onCancel,
}: {
  readonly progress: Progress
  /** In the dialog: the button just pressed is gone, so this one takes the focus. */
  readonly focused?: boolean
  readonly onCancel: () => void
}) {
  const { t } = useTranslation('exports')
  const { stage, page } = progress
  const words = t(`dialog.stage.${stage}`)
  return (
    <>
      <progress className="job" max={exportStageCount} value={stageNumber(stage)} aria-label={words} />
      <span className="sm grow" role="status">
        {page === null ? words : t('dialog.stagePage', { stage: words, page })}
      </span>
      {stage !== 'asking' && (
        <Button onPress={onCancel} autoFocus={focused}>
          {t('dialog.stop')}
        </Button>
      )}
    </>
  )
}
