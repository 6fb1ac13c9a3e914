import type { Core, Side } from './date-in-text.ts'

/** The words for dates in English. */

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const name =
  'Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?\\.?|July?\\.?|Aug(?:ust|\\.)?|Sept(?:ember|\\.)?|Sep\\.?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?'
const monthOf = (group: string) => `(?<${group}>${name})(?![A-Za-z])`
const dayOf = (group: string) => `(?<${group}>3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?(?![0-9A-Za-z])`
const year4 = '(?:1[5-9]|20|21)\\d\\d'
const end = '(?![0-9A-Za-z%]|[./:\\-–,][0-9])'
const yearOf = (group: string) => `(?<${group}>${year4})${end}`
const dash = '\\s?(?:–|—|-|to|through)\\s?'
const start = '(?<![0-9A-Za-z_#$][./:,\\-–]?|[./:#$_])'

const named: readonly RegExp[] = [
  // 25 September 2025; 25 September
  new RegExp(`${start}${dayOf('d')}\\s(?:of\\s)?${monthOf('m')}(?:,?\\s${yearOf('y')})?`, 'gu'),
  // 25–27 September 2025
  new RegExp(
    `${start}${dayOf('d')}(?:${dash}|\\s(?<or>or)\\s|\\s(?<and>and)\\s)${dayOf('d2')}\\s${monthOf('m')}(?:,?\\s${yearOf('y')})?`,
    'gu',
  ),
  // September 25, 2025; September 25–27, 2025
  new RegExp(
    `${start}${monthOf('m')}\\s${dayOf('d')}(?![:%]|\\s?(?:percent|per cent|%))(?:${dash}${dayOf('d2')})?(?:,?\\s${yearOf('y')})?`,
    'gu',
  ),
  // Sept. 2025; July to September 2025
  new RegExp(
    `${start}(?:(?<vague>[Ee]arly|[Mm]id|[Ll]ate)[\\s-])?${monthOf('m')}(?:(?:${dash}|/|\\s(?<or>or)\\s)${monthOf('m2')})?,?\\s(?:of\\s)?${yearOf('y')}`,
    'gu',
  ),
]

const ordinal = 'first|second|third|fourth|1st|2nd|3rd|4th'
const others: readonly RegExp[] = [
  new RegExp(`${start}(?<vague>early|mid|late)[\\s-](?:in\\s)?${yearOf('y')}`, 'giu'),
  new RegExp(`\\b(?:the\\s)?(?<edge>end|close|beginning|start|middle)\\sof\\s(?:the\\syear\\s)?${yearOf('y')}`, 'giu'),
  new RegExp(`\\b(?<edge>year-end)\\s${yearOf('y')}`, 'giu'),
  new RegExp(`${start}Q(?<q>[1-4])[\\s/-]?\\s?(?:of\\s)?${yearOf('y')}`, 'giu'),
  new RegExp(`${start}(?<y>${year4})[\\s-]?Q(?<q>[1-4])(?![0-9A-Za-z])`, 'giu'),
  new RegExp(`${start}H(?<h>[12])\\s(?:of\\s)?${yearOf('y')}`, 'giu'),
  new RegExp(`\\b(?:the\\s)?(?<nth>${ordinal})\\s(?<unit>quarter|half)\\s(?:of\\s)?${yearOf('y')}`, 'giu'),
  new RegExp(`\\b(?:the\\s)?(?<season>spring|summer|autumn|fall|winter)\\s(?:of\\s)?${yearOf('y')}`, 'giu'),
  new RegExp(
    `${start}(?:the\\s)?(?:(?:early|mid|late)[\\s-])?(?<decade>(?:1[5-9]|20|21)\\d)0[’']?s(?![A-Za-z0-9])`,
    'giu',
  ),
  /\b(?:the\s)?(?<century>1[5-9]|2[01])(?:st|th)[\s-]century\b/giu,
  // A year by itself needs a word before it, or another year.
  new RegExp(
    `(?<=\\b(?:in|since|during|throughout|of|by|from|until|till|through|before|after|around|about|circa|roughly|approximately|between|for|year|years|starting|beginning|late|early|to|ca\\.|c\\.|(?:expected|planned|scheduled|due|slated))\\s{1,2}|\\b(?:ca|c)\\.)${yearOf('y')}(?!\\s?(?:copies|people|items|pages|words|members|companies|million|billion|percent|km|metres|meters|euros?|dollars?|candidates|experts|risks|jobs|units|votes)\\b)`,
    'giu',
  ),
  new RegExp(
    `${start}(?:from\\s|between\\s)?(?<y>${year4})(?:\\s?[–—/-]\\s?|\\sto\\s|\\sthrough\\s|\\s(?<or>or)\\s|(?<=\\bbetween\\s${year4})\\sand\\s)${yearOf('y2')}`,
    'giu',
  ),
  new RegExp(`${start}(?<y>(?:19|20|21)\\d\\d)–(?<short>\\d\\d)${end}`, 'gu'),
]

const noDate = /(?:pp?\.|nos?\.|tel\.?|phone|fax|room|page|pages|電話|傳真|分機|頁)[\s:：]*[()（）\d\-\s]*$/iu

/** Dates of English text. */
export function englishDates(text: string): Core[] {
  return [...named, ...others].flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const { index } = match
      if (noDate.test(text.slice(Math.max(0, index - 24), index))) return []
      const sides = sidesOf(match.groups ?? {})
      if (sides === null) return []
      // "the" is no part of a date that something else stands before.
      const skipped = /^(?:the\s|from\s|between\s)/iu.exec(match[0])?.[0] ?? ''
      const begin = index + (/^the/iu.test(skipped) ? skipped.length : 0)
      const as = asOf(match.groups ?? {}, sides)
      return [
        { sides, calendar: 'gregorian' as const, start: begin, end: index + match[0].length, ...(as ? { as } : {}) },
      ]
    }),
  )
}

type Groups = Readonly<Record<string, string | undefined>>

/** "10 and 11 May" are two days in a row; "10 and 12 May" are each of them. */
function asOf({ or, and, d, d2 }: Groups, sides: Core['sides']): Core['as'] {
  if (sides.length < 2) return undefined
  if (or) return 'either'
  return and && Number(d2) - Number(d) !== 1 ? 'both' : undefined
}

function sidesOf(groups: Groups): Core['sides'] | null {
  const { y, y2, short, m, m2, d, d2, q, h, nth, unit, season, decade, century, vague, edge } = groups
  const whole = (instead: string): Core['sides'] => [{ year: null, rest: '', instead }]
  if (decade) return whole(`${decade}X`)
  if (century) return whole(`${Number(century) - 1}XX`)
  const base: Side = { year: y ? Number(y) : null, rest: '' }
  const at = (rest: string, about = false): Side => ({ ...base, rest, about })
  if (y2 || short) {
    const last = y2 ? Number(y2) : Math.floor(Number(y) / 100) * 100 + Number(short)
    return last > (base.year ?? 0) ? [base, { year: last, rest: '' }] : null
  }
  if (m) {
    const month = `-${monthNumber(m)}`
    if (m2) return [at(month), at(`-${monthNumber(m2)}`)]
    if (!d) return [at(month)]
    const day = at(`${month}-${d.padStart(2, '0')}`)
    return d2 ? [day, at(`${month}-${d2.padStart(2, '0')}`)] : [day]
  }
  if (q) return [at(`-${32 + Number(q)}`)]
  if (h) return [at(`-${39 + Number(h)}`)]
  if (nth && unit) {
    const number = ordinal.split('|').indexOf(nth.toLowerCase()) % 4
    if (unit.toLowerCase() === 'quarter') return [at(`-${33 + number}`)]
    return number < 2 ? [at(`-${40 + number}`)] : null
  }
  if (season) return [at(`-${{ spring: 21, summer: 22, autumn: 23, fall: 23, winter: 24 }[season.toLowerCase()]}`)]
  return vagueSides(base, (vague ?? edge ?? '').toLowerCase())
}

/** Early is about the first quarter, late the last; the end is about December. */
function vagueSides(base: Side, word: string): Core['sides'] {
  const at = (rest: string): Side => ({ ...base, rest, about: true })
  switch (word) {
    case 'early':
    case 'beginning':
    case 'start':
      return [at('-33')]
    case 'mid':
    case 'middle':
      return [at('-06'), at('-07')]
    case 'late':
      return [at('-36')]
    case 'end':
    case 'close':
    case 'year-end':
      return [at('-12')]
    default:
      return [base]
  }
}

const monthNumber = (word: string) => String(months.indexOf(word.slice(0, 3).toLowerCase()) + 1).padStart(2, '0')
