import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Events } from '../../src-shared/contract.ts'
import { codeOf, onFact } from '../api.ts'
import { Icon } from '../ui/icons.tsx'
import { useWrong, type What } from './library-words.ts'

/** One thing done at a time: what is under way, and the words for what was not completed. A cancel is no failure. */
export function useWork() {
  const wrong = useWrong()
  const [doing, setDoing] = useState<What | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const work = useCallback(
    async <T,>(what: What, done: () => Promise<T>): Promise<T | null> => {
      setDoing(what)
      setFailed(null)
      try {
        return await done()
      } catch (error) {
        if (codeOf(error) !== 'cancelled') setFailed(wrong(what, error))
        return null
      } finally {
        setDoing(null)
      }
    },
    [wrong],
  )
  return { doing, failed, work }
}

/** What was not completed; stays until the next attempt. */
export function Failed({ words }: { readonly words: string | null }) {
  if (words === null) return null
  return (
    <div className="notice bad" role="alert">
      <Icon name="warning" />
      <p>{words}</p>
    </div>
  )
}

/** How far the long job of the library is; null when there is none. */
export function useProgress(): Events['library.progressed'] | null {
  const [progress, setProgress] = useState<Events['library.progressed'] | null>(null)
  useEffect(() => {
    const removers = [
      onFact('library.progressed', setProgress),
      onFact('library.noticed', () => setProgress(null)),
      onFact('library.changed', () => setProgress(null)),
    ]
    return () => {
      for (const remove of removers) remove()
    }
  }, [])
  return progress
}

/** A line with what is being done and how far; appears when it takes longer than a moment. */
export function WorkLine({ words, children }: { readonly words: string; readonly children?: ReactNode }) {
  const { t } = useTranslation('library')
  const progress = useProgress()
  const total = progress?.total ?? 0
  const known = progress !== null && total > 0
  return (
    <div className="care-work">
      <progress
        className="care-progress"
        aria-label={words}
        {...(known && { max: total, value: Math.min(progress.done, total) })}
      />
      <span className="sm" role="status">
        {progress?.job === 'verify' || progress?.stage === 'records' ? t(`care.${progress.stage}`) : words}
      </span>
      {known && <span className="sm qq num">{t('care.progress', { done: progress.done, total })}</span>}
      {children}
    </div>
  )
}
