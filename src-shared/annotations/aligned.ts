import type { Place } from './annotation.ts'

/**
 * Where a quote of one language is met in the other: the one number, date, acronym or Latin name of the quote that
 * stands exactly once in the aligned blocks. Null where there is none, or more than one: then only the paragraph is
 * known. What is found is what the other text itself says; nothing is translated.
 */
export function alignedPlace(
  quote: string,
  blocks: readonly { readonly id: string; readonly text: string }[],
): Place | null {
  const wanted = new Set(tokensOf(quote).map(({ key }) => key))
  const places = new Map<string, (Place & { readonly key: string })[]>()
  for (const { id, text } of blocks) {
    for (const token of [...tokensOf(text), ...namesIn(text, wanted)]) {
      if (!wanted.has(token.key)) continue
      const place = { key: token.key, block: id, start: token.start, end: token.end }
      places.set(token.key, [...(places.get(token.key) ?? []), place])
    }
  }
  const once = [...places.values()].flatMap((list) => (list.length === 1 ? list : []))
  // A name and an acronym within it are one thing.
  const apart = once.filter(
    (one) =>
      !once.some(
        (other) =>
          other !== one &&
          other.block === one.block &&
          other.start <= one.start &&
          other.end >= one.end &&
          other.end - other.start > one.end - one.start,
      ),
  )
  const [only] = apart
  return only && apart.length === 1 ? { block: only.block, start: only.start, end: only.end } : null
}

interface Token {
  /** Alike for the same number, date or name in both languages. */
  readonly key: string
  readonly start: number
  readonly end: number
}

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
const monthWords = months.join('|')

/** Full-width letters and digits as plain ones; the length stays, so offsets do. */
const plain = (text: string): string =>
  text.replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/gu, (sign) =>
    String.fromCharCode(sign.charCodeAt(0) - 0xfee0),
  )

/** All numbers, dates, acronyms and names of a text, each stretch once: what is part of a date is no number of its own. */
function tokensOf(text: string): readonly Token[] {
  const found: Token[] = []
  const said = plain(text)
  const free = (start: number, end: number) => found.every((each) => end <= each.start || start >= each.end)
  const take = (pattern: RegExp, keyOf: (match: RegExpExecArray) => string | null) => {
    for (const match of said.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length]
      const key = free(start, end) ? keyOf(match) : null
      if (key !== null) found.push({ key, start, end })
    }
  }
  const dayOf = (year = '', month = 0, day = '') =>
    `date ${year}-${String(month).padStart(2, '0')}${day === '' ? '' : `-${day.padStart(2, '0')}`}`
  const monthOf = (word = '') => months.indexOf(word.toLowerCase()) + 1

  take(/(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/gu, ([, year, month, day]) => dayOf(year, Number(month), day))
  take(/(?<!\d)(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日/gu, ([, year, month, day]) => dayOf(year, Number(month), day))
  take(new RegExp(`(?<![\\dA-Za-z])(\\d{1,2}) (${monthWords}),? (\\d{4})(?!\\d)`, 'giu'), ([, day, month, year]) =>
    dayOf(year, monthOf(month), day),
  )
  take(new RegExp(`(?<![A-Za-z])(${monthWords}) (\\d{1,2}), (\\d{4})(?!\\d)`, 'giu'), ([, month, day, year]) =>
    dayOf(year, monthOf(month), day),
  )
  take(/(?<!\d)(\d{4}) ?年 ?(\d{1,2}) ?月(?! ?\d)/gu, ([, year, month]) => dayOf(year, Number(month)))
  take(new RegExp(`(?<![A-Za-z])(${monthWords}) (\\d{4})(?!\\d)`, 'giu'), ([, month, year]) =>
    dayOf(year, monthOf(month)),
  )
  // Names of letters, with their digits: WAICO, GPT-4, A/79/L.118; then numbers.
  take(/(?<![A-Za-z\d])[A-Z]+(?:[/.-]?[A-Z\d]+)+(?![A-Za-z])/gu, ([word]) => `name ${word.toLowerCase()}`)
  take(
    /(?<![\dA-Za-z.,/-])\d+(?:,\d{3})*(?:\.\d+)?(?![\dA-Za-z/-])(?!\.\d)/gu,
    ([number]) => `number ${number.replaceAll(',', '')}`,
  )
  // An acronym within a name is met by itself as well.
  const names = [...said.matchAll(capitals)].flatMap((match) => {
    const words = match[0].split(' ')
    while (words.length > 0 && plainWord.test(words[0] ?? '')) words.shift()
    while (words.length > 0 && /^\p{Ll}/u.test(words[0] ?? '')) words.shift()
    const name = words.join(' ')
    const end = match.index + match[0].length
    const start = end - name.length
    const known = found.some((each) => each.start === start && each.end === end)
    return name === '' || known || !/^\p{Script=Latin}/u.test(name)
      ? []
      : [{ key: `name ${name.toLowerCase()}`, start, end }]
  })
  found.push(...names)
  return found
}

/** Words written large, with the small ones between them. */
const capitals =
  /(?<![A-Za-z\d])\p{Lu}[\p{L}'’-]+(?:(?: (?:of|for|the|and|on|in|de|la))* \p{Lu}[\p{L}'’-]*\p{L})*(?![A-Za-z\d])/gu

/** Words that are written large because a sentence begins, not because they name anything. */
const plainWord =
  /^(?:A|An|And|As|At|But|By|Each|For|From|He|Her|His|How|If|In|It|Its|Neither|No|Not|Of|On|Or|Our|She|So|Such|That|The|Their|Then|There|These|They|This|Those|To|Two|We|What|When|Where|Which|While|Who|Whether|With|You)$/u

/** Names of the quote that stand within a longer name of the text: "Shanghai" in "Shanghai Pudong". */
function namesIn(text: string, wanted: ReadonlySet<string>): readonly Token[] {
  const said = plain(text).toLowerCase()
  const whole = new Set(tokensOf(text).map(({ start, end }) => `${start} ${end}`))
  return [...wanted].flatMap((key) => {
    if (!key.startsWith('name ')) return []
    const name = key.slice(5)
    const found: Token[] = []
    for (let at = said.indexOf(name); at !== -1; at = said.indexOf(name, at + 1)) {
      const end = at + name.length
      const alone = !/[a-z\d]/u.test(said[at - 1] ?? '') && !/[a-z\d]/u.test(said[end] ?? '')
      if (alone && !whole.has(`${at} ${end}`)) found.push({ key, start: at, end })
    }
    return found
  })
}
