/** A stretch of a text in UTF-16 code units. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** Text as it is searched: full and half width, capitals, 臺 and 台 are one. */
export function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('臺', '台')
}

/** The words searched for, folded; all of them must be there. */
export function termsOf(query: string): readonly string[] {
  return [...new Set(folded(query).split(/\s+/u).filter(Boolean))]
}

/** A sign with the marks that stand on it: what folds on its own. */
const signs = /\P{M}\p{M}*|\p{M}+/gu

/** Where the terms stand in a text as it is written, in order and without overlaps. */
export function hitsOf(text: string, terms: readonly string[]): readonly Stretch[] {
  if (terms.length === 0 || text === '') return []
  let all = ''
  const from: number[] = []
  const to: number[] = []
  for (const { 0: sign, index } of text.matchAll(signs)) {
    const there = folded(sign)
    for (let unit = 0; unit < there.length; unit += 1) {
      from.push(index)
      to.push(index + sign.length)
    }
    all += there
  }
  const found: Stretch[] = []
  for (const term of terms) {
    for (let at = all.indexOf(term); at !== -1; at = all.indexOf(term, at + term.length)) {
      found.push({ start: from[at] ?? 0, end: to[at + term.length - 1] ?? 0 })
    }
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end)
  const joined: Stretch[] = []
  for (const hit of found) {
    const last = joined.at(-1)
    if (last && hit.start <= last.end) joined[joined.length - 1] = { ...last, end: Math.max(last.end, hit.end) }
    else joined.push(hit)
  }
  return joined
}

/** A long text cut to what a row shows: its beginning, or the place of the first hit. */
export function excerpt(text: string, terms: readonly string[], most: number): string {
  if (text.length <= most) return text
  const first = terms.length === 0 ? 0 : (hitsOf(text, terms)[0]?.start ?? 0)
  const start = first < most - 60 ? 0 : clear(text, first - 40)
  const end = clear(text, Math.min(text.length, start + most))
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`
}

/** Never between the two halves of a sign. */
const clear = (text: string, at: number) => (/[\uDC00-\uDFFF]/u.test(text.charAt(at)) ? at + 1 : at)
