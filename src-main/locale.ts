import type { Lang } from '../src-shared/languages.ts'

/**
 * The locale Chromium is started with: the fields for a day follow it and nothing else. It comes from the language of the
 * interface and not from the system, whose usual en-US writes the month first; another language holds from the next start.
 */
export function localeOf(lang: Lang): string {
  return lang === 'en' ? 'en-GB' : 'zh-TW'
}
