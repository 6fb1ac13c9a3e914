import enMenu from '../locales/en/menu.json' with { type: 'json' }
import zhMenu from '../locales/zh-TW/menu.json' with { type: 'json' }
import type { Lang } from '../src-shared/languages.ts'

type Key = keyof typeof zhMenu

const words: Readonly<Record<Lang, Readonly<Record<Key, string>>>> = { 'zh-TW': zhMenu, en: enMenu }

/** The shell's own words (menu and dialogs), with `{{name}}` blanks filled. */
export function say(lang: Lang, key: Key, blanks: Readonly<Record<string, string>> = {}): string {
  return words[lang][key].replace(/\{\{(\w+)\}\}/g, (_, name: string) => blanks[name] ?? '')
}
