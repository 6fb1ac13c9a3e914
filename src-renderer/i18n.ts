import i18next, { type i18n as I18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Lang } from '../src-shared/languages.ts'

/** locales/<lang>/<noun>.json, compiled in: one namespace per noun. */
const files = import.meta.glob<Record<string, unknown>>('../locales/*/*.json', { eager: true, import: 'default' })

const resources: Record<string, Record<string, Record<string, unknown>>> = {}
for (const [path, words] of Object.entries(files)) {
  const [lang, file] = path.split('/').slice(-2)
  if (lang && file) resources[lang] = { ...resources[lang], [file.replace('.json', '')]: words }
}

/** Starts the words of the interface. The language can be changed at any time with `speak`. */
export function startWords(lang: Lang): I18n {
  void i18next.use(initReactI18next).init({
    resources: resources as never,
    lng: lang,
    // A key missing in one language fails the parity test; on screen the source language is better than a key.
    fallbackLng: 'zh-TW',
    defaultNS: 'app',
    ns: Object.keys(resources['zh-TW'] ?? {}),
    interpolation: { escapeValue: false },
    initAsync: false,
    returnNull: false,
  })
  document.documentElement.lang = lang
  return i18next
}

/** Changes the language of the interface, without a restart. */
export function speak(lang: Lang): void {
  document.documentElement.lang = lang
  if (i18next.language !== lang) void i18next.changeLanguage(lang)
}

/** The language the interface speaks now. */
export function spoken(): Lang {
  return i18next.language === 'en' ? 'en' : 'zh-TW'
}
