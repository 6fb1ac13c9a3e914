import { type Lang, type Localized, languages } from '../languages.ts'
import { dayLength } from './calendar-days.ts'
import { type EdtfDate, parseEdtf } from './edtf.ts'
import { partsOf, type TitleParts, type TitleWeights, titleLikeness, titleWeights, wordsOf } from './title-likeness.ts'

/**
 * Which events of two briefings are likely the same in the world. A proposal with its reasons, for a person to confirm:
 * nothing is ever put together by itself, and a pair that is only perhaps the same is not proposed.
 */

export interface ComparableEvent {
  readonly id: string
  /** EDTF. */
  readonly when: string
  readonly title: Localized
  readonly lane: Localized
  readonly status?: string
  /** Addresses of its sources. */
  readonly urls: readonly string[]
}

export type SameReason =
  /** The titles are alike in this language; `share` from 0 to 1. */
  | { readonly kind: 'title'; readonly lang: Lang; readonly share: number }
  /** Both titles name the same number or short name: 79/325, WAICO. */
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'date'; readonly how: 'same' | 'overlap' | 'near' }
  | { readonly kind: 'source'; readonly url: string }
  | { readonly kind: 'lane' }

export interface SameEvent {
  readonly a: string
  readonly b: string
  /** From 0 to 1. */
  readonly score: number
  readonly reasons: readonly SameReason[]
  /** What the two tell differently, for the reader to see before confirming. */
  readonly differs: readonly ('when' | 'status')[]
}

/** From this score on a pair is proposed. */
export const proposedFrom = 0.55

/** The pairs worth asking about, the surest first. An event stands in one pair at most. */
export function sameEvents(left: readonly ComparableEvent[], right: readonly ComparableEvent[]): readonly SameEvent[] {
  const weights = titleWeights([...left, ...right].map((event) => event.title))
  const cited = [citations(left), citations(right)] as const
  const [these, those] = [left.map(prepared), right.map(prepared)]
  const pairs: SameEvent[] = []
  for (const a of these) {
    for (const b of those) {
      const dates = datesOf(a.date, b.date)
      if (dates === null) continue
      const pair = compared(a, b, dates, weights, cited)
      if (pair.score >= proposedFrom) pairs.push(pair)
    }
  }
  const [usedA, usedB] = [new Set<string>(), new Set<string>()]
  return pairs
    .sort((x, y) => y.score - x.score || (x.a < y.a ? -1 : 1))
    .filter(({ a, b }) => {
      if (usedA.has(a) || usedB.has(b)) return false
      usedA.add(a)
      usedB.add(b)
      return true
    })
}

interface Prepared {
  readonly event: ComparableEvent
  readonly date: EdtfDate | null
  readonly urls: ReadonlySet<string>
  readonly titles: Localized<TitleParts>
  readonly lanes: Localized
}

function prepared(event: ComparableEvent): Prepared {
  const result = parseEdtf(event.when)
  const inEach = <T>(words: Localized, make: (text: string, lang: Lang) => T): Localized<T> =>
    Object.fromEntries(languages.flatMap((lang) => (words[lang] ? [[lang, make(words[lang], lang)]] : [])))
  return {
    event,
    date: result.ok ? result.date : null,
    urls: new Set(event.urls.flatMap(plainUrl)),
    titles: inEach(event.title, partsOf),
    lanes: inEach(event.lane, (text, lang) => wordsOf(text, lang).join()),
  }
}

interface Dates {
  readonly how: 'same' | 'overlap' | 'near'
  readonly points: number
}

const near = 3 * dayLength

/**
 * How much two dates speak for one event. Null where they cannot be the same: they do not even come near. A long
 * stretch in which many things happen says little.
 */
function datesOf(a: EdtfDate | null, b: EdtfDate | null): Dates | null {
  if (a === null || b === null) return null
  const [fromA, fromB] = [a.from ?? Number.NEGATIVE_INFINITY, b.from ?? Number.NEGATIVE_INFINITY]
  const [toA, toB] = [a.to ?? Number.POSITIVE_INFINITY, b.to ?? Number.POSITIVE_INFINITY]
  const shared = Math.min(toA, toB) - Math.max(fromA, fromB)
  if (shared <= -near) return null
  if (shared <= 0) return { how: 'near', points: 0.1 }
  const longest = Math.max(toA - fromA, toB - fromB)
  const days = longest / dayLength
  // A day or a few are nearly a proof, a month half of one, a year or an open stretch little.
  const narrow = days <= 7 ? 1 : days <= 31 ? 0.8 : days <= 92 ? 0.65 : days <= 366 ? 0.5 : 0.2
  if (fromA === fromB && toA === toB) return { how: 'same', points: narrow }
  const ratio = Number.isFinite(longest) ? shared / longest : 0
  const doubted = a.uncertain || b.uncertain || a.approximate || b.approximate
  return { how: 'overlap', points: narrow * Math.max(ratio, doubted || ratio > 0.3 ? 0.7 : 0.4) }
}

type Cited = ReadonlyMap<string, number>

/** In how many events each address is cited: one that is cited everywhere says little. */
function citations(events: readonly ComparableEvent[]): Cited {
  const counts = new Map<string, number>()
  for (const event of events) {
    for (const url of new Set(event.urls.flatMap(plainUrl))) counts.set(url, (counts.get(url) ?? 0) + 1)
  }
  return counts
}

function compared(
  a: Prepared,
  b: Prepared,
  dates: Dates,
  weights: TitleWeights,
  [citedA, citedB]: readonly [Cited, Cited],
): SameEvent {
  const reasons: SameReason[] = [{ kind: 'date', how: dates.how }]
  const titles = languages.flatMap((lang) => {
    const [one, other] = [a.titles[lang], b.titles[lang]]
    return one && other ? [{ lang, ...titleLikeness(one, other, weights) }] : []
  })
  // Where both languages are there, they check each other: one alike and one not is a doubt.
  const shares = titles.map(({ share }) => share)
  const best = Math.max(0, ...shares)
  const title = shares.length > 1 ? best * 0.65 + Math.min(...shares) * 0.35 : best
  for (const { lang, share } of titles) if (share >= 0.3) reasons.push({ kind: 'title', lang, share: rounded(share) })
  const names = new Map(titles.flatMap(({ names }) => names))
  for (const name of names.keys()) reasons.push({ kind: 'name', name })
  const rarest = Math.max(0, ...names.values())
  const urls = [...a.urls].filter((url) => b.urls.has(url))
  for (const url of urls) reasons.push({ kind: 'source', url })
  const rarestUrl = Math.max(0, ...urls.map((url) => 1 / Math.sqrt((citedA.get(url) ?? 1) * (citedB.get(url) ?? 1))))
  const lane = languages.some((lang) => a.lanes[lang] !== undefined && a.lanes[lang] === b.lanes[lang])
  if (lane) reasons.push({ kind: 'lane' })
  const score = 0.3 * dates.points + 0.72 * title + 0.16 * rarest + 0.18 * rarestUrl + (lane ? 0.04 : 0)
  const differs: ('when' | 'status')[] = []
  if (a.event.when !== b.event.when) differs.push('when')
  if ((a.event.status ?? '') !== (b.event.status ?? '')) differs.push('status')
  return { a: a.event.id, b: b.event.id, score: rounded(Math.min(1, score)), reasons, differs }
}

const rounded = (value: number) => Math.round(value * 100) / 100

/** An address without what does not tell pages apart; none for a whole site. */
function plainUrl(url: string): string[] {
  const found = /^https?:\/\/(?:www\.)?([^/?#]+)(\/[^?#]*)?(\?[^#]*)?/iu.exec(url.trim())
  if (!found) return []
  const [, host = '', path = '', query = ''] = found
  const kept = query
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !/^(?:utm_|fbclid|gclid)/iu.test(part))
  const place = path.replace(/\/+$/u, '')
  return place === '' && kept.length === 0
    ? []
    : [host.toLowerCase() + place + (kept.length > 0 ? `?${kept.join('&')}` : '')]
}
