import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LibraryState, VerifyResult } from '../../src-shared/library/library.ts'
import { api, ask } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { useMoment } from '../ui/moment.ts'
import { useToasts } from '../ui/toasts.tsx'
import { BackupsDialog } from './backups-dialog.tsx'
import { LibraryNotices } from './library-notices.tsx'
import { sizeOf } from './library-words.ts'
import { Failed, useProgress, useWork, WorkLine } from './library-work.tsx'
import { RemovedAnnotations } from './removed-annotations.tsx'
import './library-care.css'

/** Settings > Library: where it is, what it holds, its backups and checks, and what was deleted. */
export function LibrarySection() {
  const { data: state, error, refetch } = useQuery({ ...ask('library', 'state', {}), staleTime: 0 })
  if (error) return <ErrorNotice error={error} onRetry={refetch} />
  if (!state) return null
  return (
    <>
      <LibraryNotices notices={state.notices} />
      <Place state={state} />
      <Backups state={state} />
      <Check state={state} />
      <SecondFolder state={state} />
      <RemovedAnnotations readOnly={state.readOnly} />
    </>
  )
}

/** A named line of the section. */
function Line({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="l care-line" role="group" aria-label={label}>
      <span aria-hidden="true">{label}</span>
      <div className="care-cell">{children}</div>
    </div>
  )
}

function Place({ state }: { readonly state: LibraryState }) {
  const { t } = useTranslation(['library', 'settings'])
  const { show } = useToasts()
  const { doing, failed, work } = useWork()
  const move = () =>
    work('move', async () => {
      const moved = await api.library.move({})
      if (moved) show({ text: t('care.moved', { ...moved }) })
    })
  return (
    <>
      <Line label={t('settings:library.folder')}>
        <span className="path">{state.folder}</span>
        <span className="hint">{state.readOnly ? t('care.readOnlyWhat') : t('settings:library.hint')}</span>
        <div className="care-acts">
          <Button icon="folder" onPress={() => work('show', () => api.library.show({ what: 'library' }))}>
            {t('care.show')}
          </Button>
          <Button onPress={move} disabled={state.readOnly || doing !== null}>
            {t('care.move')}
          </Button>
        </div>
        {doing === 'move' && <WorkLine words={t('care.moving')} />}
        <Failed words={failed} />
      </Line>
      <Line label={t('care.holds')}>
        <span>{t('care.counts', { ...state.counts })}</span>
        <span className="num q sm">{sizeOf(state.bytes)}</span>
      </Line>
    </>
  )
}

function Backups({ state }: { readonly state: LibraryState }) {
  const { t } = useTranslation('library')
  const moment = useMoment()
  const { show } = useToasts()
  const { doing, failed, work } = useWork()
  const [open, setOpen] = useState(false)
  const { lastBackup } = state
  const backup = () =>
    work('backup', async () => {
      const made = await api.library.backup({})
      show({ text: t('care.made', { size: sizeOf(made.bytes) }) })
    })
  return (
    <Line label={t('care.backup')}>
      <span data-said="backup">
        {lastBackup === null ? t('care.never') : t('care.backedUp', { when: moment(lastBackup.made) })}
      </span>
      <div className="care-acts">
        <Button onPress={backup} disabled={state.readOnly || doing !== null}>
          {t('care.backupNow')}
        </Button>
        <Button onPress={() => setOpen(true)}>{t('care.backups')}</Button>
      </div>
      {doing === 'backup' && <WorkLine words={t('care.backingUp')} />}
      <Failed words={failed} />
      {open && <BackupsDialog readOnly={state.readOnly} onClose={() => setOpen(false)} />}
    </Line>
  )
}

function Check({ state }: { readonly state: LibraryState }) {
  const { t } = useTranslation('library')
  const { show } = useToasts()
  const { doing, failed, work } = useWork()
  // A check can also be under way by itself.
  const other = useProgress()?.job === 'verify'
  const verify = () =>
    work('verify', async () => {
      const { ok } = await api.library.verify({})
      if (ok) show({ text: t('care.verifiedNow') })
    })
  const busy = doing === 'verify' || other
  return (
    <Line label={t('care.verify')}>
      <Checked result={state.lastVerify} />
      <div className="care-acts">
        <Button onPress={verify} disabled={busy}>
          {t('care.verifyNow')}
        </Button>
      </div>
      {busy && (
        <WorkLine words={t('care.structure')}>
          <Button look="quiet" onPress={() => api.library.cancelVerify({}).catch(() => {})}>
            {t('care.stop')}
          </Button>
        </WorkLine>
      )}
      <Failed words={failed} />
    </Line>
  )
}

function Checked({ result }: { readonly result: VerifyResult | null }) {
  const { t } = useTranslation('library')
  const moment = useMoment()
  if (result === null) return <span data-said="verify">{t('care.neverVerified')}</span>
  const when = moment(result.at)
  const damaged = result.structure.length + result.damaged.length + (result.searchIndex === 'damaged' ? 1 : 0)
  if (damaged > 0)
    return (
      <span data-said="verify" className="care-lost">
        {t('care.verifiedBad', { when, count: damaged })}
      </span>
    )
  return <span data-said="verify">{t('care.verified', { when, ...result.checked })}</span>
}

function SecondFolder({ state }: { readonly state: LibraryState }) {
  const { t } = useTranslation('library')
  const moment = useMoment()
  const { show } = useToasts()
  const { doing, failed, work } = useWork()
  const { secondFolder: second, readOnly } = state
  const choose = () =>
    work('second', async () => {
      const folder = await api.library.chooseSecondFolder({})
      if (folder !== null) show({ text: t('care.chosen', { folder }) })
    })
  const drop = () =>
    work('second', async () => {
      await api.library.dropSecondFolder({})
      show({ text: t('care.dropped') })
    })
  return (
    <Line label={t('care.second')}>
      {second === null ? (
        <span>{t('care.secondNone')}</span>
      ) : (
        <>
          <span className="path">{second.folder}</span>
          <span className={second.state === 'ready' ? 'hint' : 'hint care-lost'}>
            {second.state === 'missing'
              ? t('care.secondMissing')
              : second.state === 'failed'
                ? t('care.secondFailed')
                : second.last === null
                  ? t('care.secondNever')
                  : t('care.secondReady', { when: moment(second.last.made) })}
          </span>
        </>
      )}
      <div className="care-acts">
        <Button icon="folder" onPress={choose} disabled={readOnly || doing !== null}>
          {t(second === null ? 'care.choose' : 'care.change')}
        </Button>
        {second !== null && (
          <>
            <Button
              label={t('care.showOf', { what: t('care.second') })}
              onPress={() => work('show', () => api.library.show({ what: 'second' }))}
              disabled={second.state !== 'ready'}
            >
              {t('care.show')}
            </Button>
            <Button look="quiet" onPress={drop} disabled={readOnly || doing !== null}>
              {t('care.drop')}
            </Button>
          </>
        )}
      </div>
      {doing === 'second' && <WorkLine words={t('care.backingUp')} />}
      <Failed words={failed} />
    </Line>
  )
}
