import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Events } from '../src-shared/contract.ts'
import type { Code } from '../src-shared/ipc.ts'
import { onFact } from './api.ts'
import { RecoverButton } from './library/recover-button.tsx'
import { Icon } from './ui/icons.tsx'
import { useToasts } from './ui/toasts.tsx'

/** Reasons whose own words say what to do about the whole library. */
const told: readonly Code[] = ['newer-library', 'locked', 'read-only', 'disk-full']

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
  if (fact === null || fact.state === 'ready') return <div role="status" />
  const failed = fact.state === 'failed'
  return (
    <div role="status">
      <div className={failed ? 'notice over bad' : 'notice over'}>
        <Icon name="warning" />
        <p>
          {!failed
            ? t('libraryProcess.restarting')
            : fact.code === 'damaged'
              ? t('library:failed.damaged')
              : fact.code === 'not-found'
                ? t('library:failed.missing')
                : fact.code && told.includes(fact.code)
                  ? t(`errors:${fact.code}`)
                  : t('libraryProcess.failed')}
        </p>
        {failed && fact.code === 'damaged' && <RecoverButton />}
      </div>
    </div>
  )
}
