import type { Lang } from '../languages.ts'
import type { EdtfMember, EdtfPoint, EdtfSet } from './edtf.ts'
import { gregorianWords, monthsEn, rocWords, rocYear } from './point-words.ts'

/** The words for a set: 「2025年3月或5月」, "March or May 2025", "1667, 1668 or some year from 1670 to 1672". */
export function setWords(set: EdtfSet, lang: Lang, calendar: 'gregorian' | 'roc'): string {
  const words = calendar === 'roc' ? rocWords : gregorianWords
  const points = set.members.map(({ from, to }) => (from !== null && from === to ? from : null))
  const short = shared(points, lang, calendar)
  if (short !== null) return short.before + listed(short.parts, set.kind, lang) + short.after
  const parts = set.members.map((member) =>
    memberWords(member, set.kind, lang, (point) => about(point, lang) + words(point, lang)),
  )
  // A calendar that has no word for one of them has none for all.
  return parts.includes('') ? '' : listed(parts, set.kind, lang)
}

/** The ROC years of a set for the bracket in English: "ROC 114 or ROC 116". */
export function setRocYears(set: EdtfSet): string {
  const years = set.members.map(({ from, to }) => {
    const sides = [from, to].filter((point) => point !== null)
    if (sides.some((point) => point.earliest.year !== point.latest.year || rocWords(point, 'en') === '')) return ''
    return [...new Set(sides.map(({ year }) => rocYear(year, 'en')))].join(' to ')
  })
  return years.includes('') ? '' : listed([...new Set(years)], set.kind, 'en')
}

function listed(parts: readonly string[], kind: EdtfSet['kind'], lang: Lang): string {
  const zh = lang === 'zh-TW'
  const last = parts.at(-1) ?? ''
  if (parts.length === 1) return last
  const join = kind === 'one' ? (zh ? '或' : ' or ') : zh ? '及' : ' and '
  return parts.slice(0, -1).join(zh ? '、' : ', ') + join + last
}

const about = ({ approximate }: EdtfPoint, lang: Lang) => (approximate ? (lang === 'zh-TW' ? '約' : 'ca. ') : '')

/** What several months of one year, or days of one month, say once. Null where they share nothing. */
function shared(points: readonly (EdtfPoint | null)[], lang: Lang, calendar: 'gregorian' | 'roc') {
  const [first] = points
  const plain = points.flatMap((point) => (point && isPlain(point) && point.year === first?.year ? [point] : []))
  if (!first || plain.length < points.length || points.length < 2) return null
  const zh = lang === 'zh-TW'
  const year = calendar === 'roc' ? rocYear(first.year, lang) : zh ? `${first.year}年` : String(first.year)
  const comma = calendar === 'roc' ? ', ' : ' '
  if (plain.every((point) => point.precision === 'month')) {
    if (zh) return { before: year, parts: plain.map(({ month }) => `${month}月`), after: '' }
    return { before: '', parts: plain.map(({ month }) => monthsEn[(month ?? 1) - 1] ?? ''), after: comma + year }
  }
  if (plain.every((point) => point.precision === 'day' && point.month === first.month)) {
    if (zh) return { before: `${year}${first.month}月`, parts: plain.map(({ day }) => `${day}日`), after: '' }
    return {
      before: '',
      parts: plain.map(({ day }) => String(day)),
      after: ` ${monthsEn[(first.month ?? 1) - 1]}${comma}${year}`,
    }
  }
  return null
}

const isPlain = (point: EdtfPoint) =>
  !point.approximate &&
  point.time === null &&
  point.year > 0 &&
  Object.values(point.unspecified).every((part) => part === null)

const units: Readonly<Record<Lang, (precision: EdtfPoint['precision']) => string>> = {
  'zh-TW': (precision) => ({ day: '日', month: '月', season: '季' })[precision as 'day'] ?? '年',
  en: (precision) => ({ day: 'day', month: 'month', season: 'season' })[precision as 'day'] ?? 'year',
}

function memberWords(
  { from, to }: EdtfMember,
  kind: EdtfSet['kind'],
  lang: Lang,
  word: (point: EdtfPoint) => string,
): string {
  const zh = lang === 'zh-TW'
  const one = kind === 'one'
  if (from === null || to === null) {
    const known = from ?? to
    const side = known === null ? '' : word(known)
    if (side === '') return ''
    const early = from === null
    if (zh) return side + (one ? (early ? '或更早' : '或更晚') : early ? '及更早' : '及更晚')
    return `${side} ${one ? 'or' : 'and'} ${early ? 'earlier' : 'later'}`
  }
  const [a, b] = [word(from), word(to)]
  if (from === to || a === '' || b === '') return a && b ? a : ''
  const unit = units[lang](from.precision)
  if (zh) return `${a}至${b}${one ? `間某${unit}` : `各${unit}`}`
  return `${one ? 'some' : 'every'} ${unit} from ${a} to ${b}`
}
