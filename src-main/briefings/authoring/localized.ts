import { type Lang, type Localized, languages } from '../../../src-shared/languages.ts'
import type { Report } from './report.ts'
import { type Found, mostWords, words } from './words.ts'
import type { FieldMap } from './yaml-map.ts'

/** The languages of a briefing; the lead one is the one it was written in. */
export interface Languages {
  readonly lead: Lang
  readonly all: readonly Lang[]
}

/** `title: {zh-TW: …, en: …}`, or `title: …` in the lead language. Null where it is absent. */
export function localizedField(
  map: FieldMap,
  key: string,
  langs: Languages,
  report: Report,
  most = mostWords,
): Localized | null {
  if (!map.isMap(key)) {
    const only = map.text(key)
    const text = only === null ? null : words(only, report, most)
    return text === null || text === '' ? null : { [langs.lead]: text }
  }
  const inner = map.map(key)
  if (inner === null) return null
  const values: Partial<Record<Lang, Found>> = {}
  for (const each of inner.keys()) {
    const lang = languages.find((known) => known === each.value)
    if (lang === undefined || !langs.all.includes(lang)) {
      report.problem(each, 'language-wrong', { language: each.value })
      continue
    }
    const text = inner.text(lang)
    if (text !== null) values[lang] = text
  }
  return keptWords(values, report, most)
}

/** Checked words per language; null if there are none. */
export function keptWords(values: Partial<Record<Lang, Found>>, report: Report, most = mostWords): Localized | null {
  const kept: Partial<Record<Lang, string>> = {}
  for (const lang of languages) {
    const found = values[lang]
    const text = found === undefined ? null : words(found, report, most)
    if (text !== null && text !== '') kept[lang] = text
  }
  return Object.keys(kept).length === 0 ? null : kept
}
