import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LibraryState, Notice, RepairResult } from '../../src-shared/library/library.ts'
import { api, ask } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { useMoment } from '../ui/moment.ts'
import { useNavigation } from '../ui/navigation.tsx'
import { useWhy } from './library-words.ts'
import { Failed, useWork, WorkLine } from './library-work.tsx'
import { RecoverButton } from './recover-button.tsx'
import './library-care.css'

const repairable: readonly Notice['code'][] = ['damaged-records', 'damaged-history']
const serious: readonly Notice['code'][] = [...repairable, 'damaged-library', 'backup-failed', 'read-only']

/** What the reader should know about the library, each with what can be done; it stays until it is no longer so. */
export function LibraryNotices({ notices }: { readonly notices: LibraryState['notices'] }) {
  const { t } = useTranslation('library')
  const why = useWhy()
  const { doing, failed, work } = useWork()
  const [repaired, setRepaired] = useState<RepairResult | null>(null)
  const repair = () => work('repair', async () => setRepaired(await api.library.repair({})))
  return (
    <div className="care-notices">
      {notices.map(({ code, data }) => (
        <div key={code} className={serious.includes(code) ? 'notice bad' : 'notice'} data-notice={code}>
          <Icon name="warning" />
          <p>
            {t(`notices.${code}`, data as { count: number })}
            {typeof data.cause === 'string' && code !== 'read-only' && (
              <>
                {' '}
                <span className="q">{t('care.cause', { why: why(data.cause) })}</span>
              </>
            )}
          </p>
          {repairable.includes(code) && (
            <Button onPress={repair} disabled={doing !== null}>
              {t('care.repair')}
            </Button>
          )}
          {code === 'damaged-library' && <RecoverButton />}
        </div>
      ))}
      {doing === 'repair' && <WorkLine words={t('care.repairing')} />}
      <Failed words={failed} />
      <div role="status">{repaired && <Repaired result={repaired} />}</div>
    </div>
  )
}

function Repaired({ result: { exact, older, left, history, historyLeft } }: { readonly result: RepairResult }) {
  const { t } = useTranslation(['library', 'app'])
  const moment = useMoment()
  const dates = [...new Set(older.map(({ from }) => moment(from, 'plain')))]
  return (
    <div className="notice">
      <p>
        {t('care.repaired', { exact, older: older.length, left: left.length })}
        {dates.length > 0 && ` ${t('care.repairedFrom', { when: dates.join(t('app:comma')) })}`}
        {history > 0 && ` ${t('care.repairedHistory', { count: history })}`}
        {historyLeft.length > 0 && ` ${t('care.historyLeft', { count: historyLeft.length })}`}
      </p>
    </div>
  )
}

/** One line in the side rail, only where the library is damaged or cannot be written to; leads to the settings. */
export function LibraryWarning() {
  const { t } = useTranslation('library')
  const { go } = useNavigation()
  const { data: state } = useQuery({ ...ask('library', 'state', {}), staleTime: 0 })
  const damaged = state?.notices.some(({ code }) => code.startsWith('damaged'))
  if (!state || !(damaged || state.readOnly)) return null
  return (
    <button type="button" className="nav care-warning" onClick={() => go({ screen: 'settings' })}>
      <Icon name="warning" />
      <span className="w">{t(damaged ? 'line.damaged' : 'line.readOnly')}</span>
    </button>
  )
}
