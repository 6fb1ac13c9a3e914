import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecoveryReport } from '../../src-shared/library/recovery.ts'
import { api, ask } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useMoment } from '../ui/moment.ts'
import { Failed, useWork } from './library-work.tsx'
import './library-care.css'

/** What a recovery did, in words and numbers; it opens at every start until the reader says it was read. */
export function RecoveryReportDialog() {
  const { t } = useTranslation('library')
  const client = useQueryClient()
  const { doing, failed, work } = useWork()
  const { data: state } = useQuery({ ...ask('library', 'state', {}), staleTime: 0 })
  const [later, setLater] = useState<string | null>(null)
  const report = state?.report ?? null
  if (report === null || report.id === later) return null
  const acknowledge = () =>
    work('show', async () => {
      await api.library.acknowledgeReport({ report: report.id })
      await client.invalidateQueries({ queryKey: ['library', 'state'] })
    })
  return (
    <Dialog
      title={t('report.title')}
      onClose={() => setLater(report.id)}
      footer={
        <>
          <Button icon="folder" onPress={() => work('show', () => api.library.show({ what: 'report' }))}>
            {t('showReport')}
          </Button>
          <span className="grow" />
          <Button look="pri" onPress={acknowledge} disabled={doing !== null} autoFocus>
            {t('acknowledge')}
          </Button>
        </>
      }
    >
      <Failed words={failed} />
      <ReportWords report={report} />
    </Dialog>
  )
}

function ReportWords({ report }: { readonly report: RecoveryReport }) {
  const { t } = useTranslation('library')
  const moment = useMoment()
  const { salvage, lost, backup, badBackups } = report
  const { state, taken, removals, drafts, kept } = salvage
  const any = (counts: RecoveryReport['lost']) => counts.briefings + counts.versions + counts.annotations > 0
  return (
    <div className="care-report">
      <p>{t('report.when', { at: moment(report.at, 'plain') })}</p>
      <p>{t(`causes.${report.cause}`)}</p>
      <ul>
        <li>
          {backup === null
            ? t('report.noBackup')
            : t('report.backup', { name: backup.name, made: moment(backup.made, 'plain') })}
        </li>
        {badBackups.length > 0 && <li>{t('report.badBackups', { count: badBackups.length })}</li>}
        <li>{t(`report.${state}`)}</li>
        {state !== 'nothing' && any(taken) && <li>{t('report.taken', { ...taken })}</li>}
        {removals > 0 && <li>{t('report.removals', { count: removals })}</li>}
        {drafts > 0 && <li>{t('report.drafts', { count: drafts })}</li>}
        {kept > 0 && <li>{t('report.kept', { count: kept })}</li>}
        {report.samples && <li>{t('report.samples')}</li>}
      </ul>
      <p className={any(lost) ? 'care-lost' : undefined}>
        {any(lost) ? t('report.lost', { ...lost }) : t('report.lostNothing')}
      </p>
      {report.uncounted && <p className="care-lost">{t('report.uncounted')}</p>}
      <p>{t('report.now', { ...report.now })}</p>
      <p className="q sm care-path">{t('report.setAside', { folder: report.setAside })}</p>
    </div>
  )
}
