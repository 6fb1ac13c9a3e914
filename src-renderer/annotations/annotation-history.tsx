import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConflictData, PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import type { AnnotationVersion } from '../../src-shared/annotations/history.ts'
import { api, ask, Refused } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { Icon } from '../ui/icons.tsx'
import { useMoment } from '../ui/moment.ts'
import { ownStep } from '../ui/own-steps.ts'
import { useUndo } from '../ui/undo.tsx'
import { ConflictChoice } from './conflict-choice.tsx'
import './annotation-history.css'

/** The version the reader saw last. */
interface Seen {
  readonly hlc: string
  readonly removed: boolean
}

/** Somebody wrote after that: the words chosen here and the words there. */
interface Clash {
  readonly chosen: AnnotationVersion
  readonly theirs: PlacedAnnotation
  readonly removed: boolean
}

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
  const { data, error, refetch } = useQuery({ ...ask('annotations', 'history', { id }), staleTime: 0 })
  const [failed, setFailed] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const versions = data?.versions ?? []
  const now = versions.find(({ current }) => current)
  const [clash, setClash] = useState<Clash | null>(null)
  const fresh = () => client.invalidateQueries({ queryKey: ['annotations'] })
  /** `on`: the version that is on screen, or the one that came with the conflict. */
  const revert = async (chosen: AnnotationVersion, on: Seen) => {
    setBusy(true)
    setFailed(null)
    setClash(null)
    try {
      const { hlc } = await api.annotations.revert({ id, hlc: chosen.hlc, expected: on.hlc })
      await fresh()
      onClose()
      const step = { id, from: { hlc: on.hlc, there: !on.removed }, to: { hlc, there: true } }
      did({ label: t('history.reverted'), ...ownStep(client, step, { there: fresh, gone: fresh }) }, { toast: true })
    } catch (error) {
      if (error instanceof Refused && error.code === 'conflict') {
        const { current, removed = false } = error.data as unknown as ConflictData
        setClash({ chosen, theirs: current, removed })
      } else setFailed(error)
      setBusy(false)
    }
  }
  return (
    <Dialog title={t('history.title')} onClose={onClose}>
      {failed !== null && <ErrorNotice error={failed} />}
      {error && <ErrorNotice error={error} onRetry={refetch} />}
      {clash && (
        <>
          <ConflictChoice
            what={t(clash.removed ? 'history.conflict.removed' : 'history.conflict.what')}
            theirs={clash.removed ? null : clash.theirs}
            withTags={true}
            mine={t(clash.removed ? 'history.conflict.bringBack' : 'history.conflict.mine')}
            leave={t(clash.removed ? 'history.conflict.leaveRemoved' : 'history.conflict.leave')}
            onMine={() => void revert(clash.chosen, { hlc: clash.theirs.hlc, removed: clash.removed })}
            onLeave={() => {
              setClash(null)
              void fresh()
            }}
          />
          <p className="q sm">{t('history.conflict.chosen')}</p>
          <p className="versions-note">{clash.chosen.said?.note || t('history.noNote')}</p>
        </>
      )}
      {data && versions.length === 0 && <p className="q">{t('history.empty')}</p>}
      <p className="q sm">{t('history.what')}</p>
      <ol className="versions">
        {versions.map((version) => (
          <Version
            key={version.hlc}
            version={version}
            removed={data?.removed ?? false}
            disabled={busy || clash !== null}
            onRevert={() => now && void revert(version, { hlc: now.hlc, removed: data?.removed ?? false })}
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
  const { t } = useTranslation(['library', 'app', 'annotations'])
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
        {version.other && version.other.quote !== '' && (
          <span className="qq">
            {t(op === 'remove' ? 'annotations:task.movedTo' : 'annotations:task.movedFrom', {
              quote: version.other.quote.slice(0, 40),
            })}
          </span>
        )}
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
          {(said.due || said.done) && (
            <p className="versions-meta num">
              {said.due && (
                <span>
                  {t('annotations:task.due')} {said.due}
                </span>
              )}
              {said.done && (
                <span>
                  ✓ {t('annotations:task.doneOn')} {moment(said.done, 'plain')}
                </span>
              )}
            </p>
          )}
          <p className="versions-note">{said.note || <span className="qq">{t('history.noNote')}</span>}</p>
        </>
      )}
    </li>
  )
}
