import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Backup, RestoreChanges, RestorePreview } from '../../src-shared/library/library.ts'
import { api, ask } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { useMoment } from '../ui/moment.ts'
import { useToasts } from '../ui/toasts.tsx'
import { sizeOf } from './library-words.ts'
import { Failed, useWork, WorkLine } from './library-work.tsx'

/** All backups, newest first; each can be looked at, and put in the place of the library after the reader was asked. */
export function BackupsDialog({ readOnly, onClose }: { readonly readOnly: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation(['library', 'app'])
  const moment = useMoment()
  const { show } = useToasts()
  const { data: backups, error, refetch } = useQuery({ ...ask('library', 'backups', {}), staleTime: 0 })
  const { doing, failed, work } = useWork()
  const [chosen, setChosen] = useState<Backup | null>(null)
  const [preview, setPreview] = useState<RestorePreview | null>(null)

  const look = async (backup: Backup) => {
    setChosen(backup)
    setPreview(null)
    const found = await work('preview', () => api.library.previewRestore({ backup: backup.id }))
    if (found) setPreview(found)
    // A check that was stopped leads back to the list; a damaged backup says so where it was to be seen.
    else setChosen((now) => (now?.id === backup.id && stopped.current ? null : now))
    stopped.current = false
  }
  const [stopped] = useState({ current: false })
  const stop = () => {
    stopped.current = true
    void api.library.cancelVerify({}).catch(() => {})
  }
  const restore = async (backup: Backup) => {
    const done = await work('restore', async () => {
      await api.library.restore({ backup: backup.id })
      return true
    })
    if (!done) return
    onClose()
    show({ text: t('backups.restored', { when: moment(backup.made, 'plain') }) })
  }
  const back = () => {
    setChosen(null)
    setPreview(null)
  }
  return (
    <Dialog
      title={t('backups.title')}
      about={
        chosen
          ? `${moment(chosen.made, 'plain')} · ${t(`labels.${chosen.label}`)}`
          : backups && t('backups.about', { count: backups.length })
      }
      onClose={onClose}
      wide
      locked={doing === 'restore'}
      footer={
        doing === 'restore' ? (
          <WorkLine words={t('backups.restoring')} />
        ) : doing === 'preview' ? (
          <WorkLine words={t('backups.checking')}>
            <Button onPress={stop} autoFocus>
              {t('care.stop')}
            </Button>
          </WorkLine>
        ) : chosen ? (
          <>
            <Button icon="back" onPress={back} autoFocus>
              {t('backups.back')}
            </Button>
            <span className="grow" />
            {preview && (
              <Button look="pri" onPress={() => restore(chosen)} disabled={readOnly}>
                {t('backups.restore')}
              </Button>
            )}
          </>
        ) : (
          <>
            <Button icon="folder" onPress={() => work('show', () => api.library.show({ what: 'backups' }))}>
              {t('backups.showFolder')}
            </Button>
            <span className="grow" />
            <Button onPress={onClose}>{t('app:close')}</Button>
          </>
        )
      }
    >
      <Failed words={failed} />
      {error && <ErrorNotice error={error} onRetry={refetch} />}
      {chosen === null && backups && <BackupList backups={backups} onLook={look} />}
      {chosen !== null && preview && <Preview preview={preview} readOnly={readOnly} />}
    </Dialog>
  )
}

function BackupList({
  backups,
  onLook,
}: {
  readonly backups: readonly Backup[]
  readonly onLook: (backup: Backup) => void
}) {
  const { t } = useTranslation('library')
  const moment = useMoment()
  if (backups.length === 0) return <p className="q">{t('backups.none')}</p>
  return (
    <table className="care-backups">
      <thead>
        <tr>
          <th scope="col">{t('backups.date')}</th>
          <th scope="col">{t('backups.label')}</th>
          <th scope="col" className="r">
            {t('backups.briefings')}
          </th>
          <th scope="col" className="r">
            {t('backups.annotations')}
          </th>
          <th scope="col" className="r">
            {t('backups.size')}
          </th>
          <th scope="col">{t('backups.place')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {backups.map((backup) => (
          <tr key={backup.id} data-backup={backup.name}>
            <th scope="row" className="num">
              {moment(backup.made, 'plain')}
            </th>
            <td>{t(`labels.${backup.label}`)}</td>
            <td className="r num">{backup.briefings}</td>
            <td className="r num">{backup.annotations}</td>
            <td className="r num">{sizeOf(backup.bytes)}</td>
            <td>{t(`backups.places.${backup.place}`)}</td>
            <td className="r">
              <Button
                label={t('backups.previewOf', { when: moment(backup.made, 'plain') })}
                onPress={() => onLook(backup)}
              >
                {t('backups.preview')}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What the backup holds, what would change, and the question. */
function Preview({ preview, readOnly }: { readonly preview: RestorePreview; readonly readOnly: boolean }) {
  const { t } = useTranslation('library')
  const { counts, briefings, annotations } = preview
  const any = ({ added, changed, removed }: RestoreChanges) => added + changed + removed > 0
  return (
    <div className="care-preview" role="status">
      <p>{t('backups.good')}</p>
      <p className="q">
        {t('backups.holds')} {t('care.counts', { ...counts })}
      </p>
      <h3>{t('backups.would')}</h3>
      {any(briefings) || any(annotations) ? (
        <ul>
          <li>{t('backups.briefingsWould', { ...briefings })}</li>
          <li>{t('backups.annotationsWould', { ...annotations })}</li>
        </ul>
      ) : (
        <p>{t('backups.same')}</p>
      )}
      <p className="care-ask">{readOnly ? t('care.readOnlyWhat') : t('backups.ask')}</p>
      {!readOnly && <p className="q">{t('backups.askWhat')}</p>}
    </div>
  )
}
