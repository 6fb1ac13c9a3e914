import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type zh from '../../locales/zh-TW/exchange.json'
import { codeOf, Refused } from '../api.ts'
import { useErrorWords } from '../ui/error-notice.tsx'

type Failure = keyof (typeof zh)['failed']

const ofFiles: Readonly<Record<string, Failure>> = { 'too-large': 'too-large', 'not-found': 'not-found' }
const causes: readonly Failure[] = [
  'not-json',
  'not-utf8',
  'too-deep',
  'bad-name',
  'pages-elsewhere',
  'unknown-form',
  'not-a-file',
]

/** The sentence for a file that could not be read or written, with its name and what is wrong in it. */
export function useFailureWords(): (error: unknown, what: 'read' | 'write') => string {
  const { t } = useTranslation('exchange')
  const words = useErrorWords()
  return useCallback(
    (error, what) => {
      const data = error instanceof Refused ? error.data : {}
      const code = codeOf(error)
      const cause = causes.find((each) => each === data.cause) ?? (what === 'read' ? ofFiles[code] : undefined)
      if (cause !== undefined) return t(`failed.${cause}`, data)
      const isOfDisk = data.path !== undefined || data.folder !== undefined
      return isOfDisk && code !== 'internal' ? t(`failed.${what}`) : words(error)
    },
    [t, words],
  )
}
