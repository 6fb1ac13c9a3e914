import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Lang } from './app.ts'

/** The interface's own words in one language: buttons are found by what a reader reads. `say('reader:bar.export')`. */
export function words(lang: Lang): (key: string, blanks?: Readonly<Record<string, string | number>>) => string {
  const files = new Map<string, unknown>()
  return (key, blanks = {}) => {
    const [noun = '', path = ''] = key.split(':')
    if (!files.has(noun)) files.set(noun, JSON.parse(readFileSync(join('locales', lang, `${noun}.json`), 'utf8')))
    let found: unknown = files.get(noun)
    for (const part of path.split('.')) found = (found as Record<string, unknown> | undefined)?.[part]
    if (typeof found !== 'string') throw new Error(`no words for ${key} in ${lang}`)
    return found.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(blanks[name] ?? ''))
  }
}
