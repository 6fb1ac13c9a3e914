/** The languages a text can exist in. zh-TW is the source language of the interface; both are equal for content. */
export const languages = ['zh-TW', 'en'] as const

export type Lang = (typeof languages)[number]

/** Something that exists once per language; a language may be missing. */
export type Localized<T = string> = Readonly<Partial<Record<Lang, T>>>

export type Shown<T> = { readonly value: T; readonly lang: Lang }

/**
 * The value in the wanted language, else in the lead one, else in any.
 * `lang` tells which it was, so that a fallback can be marked and never happens silently. Null where there is none.
 */
export function inLanguage<T>(text: Localized<T>, wanted: Lang, lead: Lang): Shown<T> | null {
  for (const lang of [wanted, lead, ...languages]) {
    const value = text[lang]
    if (value !== undefined) return { value, lang }
  }
  return null
}
