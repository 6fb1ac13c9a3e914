import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnnotationVersion } from '../../src-shared/annotations/history.ts'
import { api, ask } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { Icon } from '../ui/icons.tsx'
import { useMoment } from '../ui/moment.ts'
import { useToasts } from '../ui/toasts.tsx'
import { useUndo } from '../ui/undo.tsx'
import './annotation-history.css'

/** The small button of a card that opens everything the annotation ever said. */
export function HistoryButton({ id }: { readonly id: string }) {
  const { t } = useTranslation('library')
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        className="ico"
        aria-label={t('history.open')}
        aria-haspopup="dialog"
        title={t('history.open')}
        onClick={() => setOpen(true)}
      >
        <Icon name="history" />
      </button>
      {open && <HistoryDialog id={id} onClose={() => setOpen(false)} />}
    </>
  )
}

/** Every version of an annotation, newest first; an older one can be brought back. */
export function HistoryDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t } = useTranslation('library')
  const client = useQueryClient()
  const { did } = useUndo()
  const { show } = useToasts()
  const { data, error, refetch } = useQuery({ ...ask('annotations', 'history', { id }), staleTime: 0 })
  const [failed, setFailed] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const versions = data?.versions ?? []
  const now = versions.find(({ current }) => current)
  const revertTo = async (hlc: string) => {
    await api.annotations.revert({ id, hlc })
    await client.invalidateQueries({ queryKey: ['annotations'] })
  }
  const revert = async ({ hlc }: AnnotationVersion) => {
    setBusy(true)
    setFailed(null)
    try {
      await revertTo(hlc)
      onClose()
      const label = t('history.reverted')
      if (now && data?.removed === false) {
        did({ label, undo: () => revertTo(now.hlc), redo: () => revertTo(hlc) }, { toast: true })
      } else show({ text: label })
    } catch (error) {
      setFailed(error)
      setBusy(false)
    }
  }
  return (
    <Dialog title={t('history.title')} onClose={onClose}>
      {failed !== null && <ErrorNotice error={failed} />}
      {error && <ErrorNotice error={error} onRetry={refetch} />}
      {data && versions.length === 0 && <p className="q">{t('history.empty')}</p>}
      <p className="q sm">{t('history.what')}</p>
      <ol className="versions">
        {versions.map((version) => (
          <Version
            key={version.hlc}
            version={version}
            removed={data?.removed ?? false}
            disabled={busy}
            onRevert={() => revert(version)}
          />
        ))}
      </ol>
    </Dialog>
  )
}

function Version({
  version,
  removed,
  disabled,
  onRevert,
}: {
  readonly version: AnnotationVersion
  /** The annotation is deleted now, so even its last words can be brought back. */
  readonly removed: boolean
  readonly disabled: boolean
  readonly onRevert: () => void
}) {
  const { t } = useTranslation(['library', 'app'])
  const moment = useMoment()
  const { at, op, said, current, here } = version
  const when = moment(at, 'plain')
  return (
    <li aria-current={current || undefined}>
      <div className="versions-head">
        <b>{t(`history.op.${op}`)}</b>
        <time className="num q" dateTime={at}>
          {when}
        </time>
        {!here && <span className="qq">{t('history.elsewhere')}</span>}
        <span className="grow" />
        {current && !removed ? (
          <span className="qq">{t('history.current')}</span>
        ) : (
          said && (
            <Button label={t('history.revertOf', { when })} onPress={onRevert} disabled={disabled}>
              {t('history.revert')}
            </Button>
          )
        )}
      </div>
      {said === null ? (
        <p className="qq">{t('history.unproven')}</p>
      ) : (
        <>
          <div className="versions-meta">
            <span className={`kind ${said.kind}`} data-k={t(`app:kind.${said.kind}.letter`)}>
              {t(`app:kind.${said.kind}.name`)}
            </span>
            {said.tags.map((tag) => (
              <span key={tag}>#{tag}</span>
            ))}
          </div>
          <p className="versions-note">{said.note || <span className="qq">{t('history.noNote')}</span>}</p>
        </>
      )}
    </li>
  )
}
