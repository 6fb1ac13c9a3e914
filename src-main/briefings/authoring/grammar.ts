/** `[a-z][a-z0-9-]…` up to this length; `constructor` is refused because ids become keys of objects. */
export function isId(text: string, most = 64): boolean {
  return text.length <= most && /^[a-z][a-z0-9-]*$/u.test(text) && text !== 'constructor'
}

export const mostBlockId = 32

export function isSlug(text: string): boolean {
  return isId(text, 64)
}

export function isUuid7(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u.test(text)
}

/** A BCP 47 tag, such as `en`, `zh-TW` or `zh-Hant`. */
export function isLanguageTag(text: string): boolean {
  if (text.length > 35) return false
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch {
    return false
  }
}
