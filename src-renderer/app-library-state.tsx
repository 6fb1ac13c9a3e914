import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Events } from '../src-shared/contract.ts'
import type { Code } from '../src-shared/ipc.ts'
import { ask, onFact } from './api.ts'
import { RecoverButton } from './library/recover-button.tsx'
import { Icon } from './ui/icons.tsx'
import { useToasts } from './ui/toasts.tsx'

/** Reasons whose own words say what to do about the whole library. */
const told: readonly Code[] = ['newer-library', 'locked', 'read-only']

/** Says over everything else that the library is being restarted, or that it cannot be. */
export function LibraryState() {
  const { t } = useTranslation(['app', 'errors', 'library'])
  const [fact, setFact] = useState<Events['library.changed'] | null>(null)
  const { show } = useToasts()
  useEffect(
    () =>
      onFact('library.changed', (fact) => {
        setFact(fact)
        if (fact.state === 'ready' && fact.code === 'damaged') show({ text: t('libraryProcess.damaged') })
      }),
    [show, t],
  )
  // A window that opened later has missed the fact.
  const { data: app } = useQuery(ask('settings', 'state', {}))
  const now = fact ?? app?.library ?? null
  if (now === null || now.state === 'ready' || now.state === 'starting') return <div role="status" />
  const failed = now.state === 'failed'
  return (
    <div role="status">
      <div className={failed ? 'notice over bad' : 'notice over'}>
        <Icon name="warning" />
        <p>
          {!failed
            ? t('libraryProcess.restarting')
            : now.code === 'damaged'
              ? t('library:failed.damaged')
              : now.code === 'not-found'
                ? t('library:failed.missing')
                : now.code === 'disk-full'
                  ? t('library:failed.full')
                  : now.code && told.includes(now.code)
                    ? t(`errors:${now.code}`)
                    : t('libraryProcess.failed')}
        </p>
        {failed && now.code === 'damaged' && <RecoverButton />}
      </div>
    </div>
  )
}
