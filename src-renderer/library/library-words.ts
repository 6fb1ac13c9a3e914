import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { codeOf } from '../api.ts'

/** What went wrong; the words are in library.json `wrong.<what>`. */
export type What =
  | 'backup'
  | 'verify'
  | 'preview'
  | 'restore'
  | 'move'
  | 'second'
  | 'repair'
  | 'recover'
  | 'show'
  | 'restoreMark'

const reasons = [
  'disk-full',
  'read-only',
  'damaged',
  'locked',
  'unavailable',
  'refused',
  'newer-library',
  'not-found',
] as const

/** Why, in a few words; a code without words of its own is our own fault. */
export function useWhy(): (code: string) => string {
  const { t } = useTranslation('library')
  return useCallback((code) => t(`why.${reasons.find((each) => each === code) ?? 'internal'}`), [t])
}

/** The sentence for what was not completed: what, why, and what is safe. */
export function useWrong(): (what: What, error: unknown) => string {
  const { t } = useTranslation('library')
  const why = useWhy()
  return useCallback((what, error) => t(`wrong.${what}`, { why: why(codeOf(error)) }), [t, why])
}

/** A file size as people say it: 328 KB, 1.4 MB. */
export function sizeOf(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} KB`
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`
}
