/** The first sign that no text may hold: a control (but TAB and LF), or one that turns the direction of what follows it. */
export function forbiddenSign(text: string): { readonly sign: string; readonly at: number } | null {
  const found = /(?![\t\n])[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.exec(text)
  return found === null ? null : { sign: codeOf(found[0]), at: found.index }
}

// Signs without width that no script needs: zero-width space, word joiner, BOM. The joiners of scripts (U+200C, U+200D) stay.
const unseen = /[\u200b\u2060\ufeff]/gu

/** The first sign without width that is left out; words that look alike must be alike. */
export function unseenSign(text: string): { readonly sign: string; readonly at: number } | null {
  const at = text.search(unseen)
  return at === -1 ? null : { sign: codeOf(text.charAt(at)), at }
}

export const withoutUnseen = (text: string): string => text.replace(unseen, '')

/** `U+0000` and the like. */
export function codeOf(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
