import { englishDates } from './date-in-text-en.ts'
import { chineseDates } from './date-in-text-zh.ts'
import { isPoint, type Precision, parseEdtf } from './edtf.ts'

/**
 * Dates in running text, in Chinese and in English. What is found is never more precise than its words: "late 2025" is
 * about its last quarter, 「2030年以前」 is 2030 or earlier. A number is taken for a date only where its surroundings say so.
 */

export interface FoundDate {
  /** UTF-16 offsets of the words in the text, "ca." and 預計 included. */
  readonly start: number
  readonly end: number
  readonly text: string
  readonly edtf: string
  readonly precision: Precision | 'interval' | 'set'
  readonly approximate: boolean
  /** It is said to be still ahead: 預計, 將於, expected, due. */
  readonly planned: boolean
  readonly calendar: 'gregorian' | 'roc'
  /** The text does not say the year at this place; it was taken from before it, or from what was given. */
  readonly yearAssumed: boolean
}

export interface DateContext {
  /** The year of a date without one; else that of the date before it, else it stays unknown (XXXX). */
  readonly year?: number
  /** A bare year such as 「114年」 is one of the Republic, as where 民國 stands earlier in the text. */
  readonly roc?: boolean
}

/** One side of a date as it was read. `year` may be missing. */
export interface Side {
  readonly year: number | null
  /** What follows the year in EDTF: "-09-25", "-36"; or what stands instead of it: "199X". */
  readonly rest: string
  readonly instead?: string
  readonly about?: boolean
  /** The year was named from another: 去年 is -1 of the given one, 翌年 +1 of the one before. */
  readonly shift?: { readonly from: 'given' | 'before'; readonly by: number }
}

/** Words that make a date, before those around them are looked at. */
export interface Core {
  readonly start: number
  readonly end: number
  readonly sides: readonly [Side] | readonly [Side, Side]
  /** How two sides stand to each other where they are no interval: some day within, one of both, each of both. */
  readonly as?: 'within' | 'either' | 'both' | undefined
  readonly calendar: 'gregorian' | 'roc'
}

/** The dates of a text, from its beginning to its end; none overlaps another. */
export function datesInText(text: string, context: DateContext = {}): readonly FoundDate[] {
  // Full-width digits and signs have one unit too, so offsets stay.
  const plain = text.replace(/[０-９Ａ-Ｚａ-ｚ．／－]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
  const cores = joined(longest([...chineseDates(plain, context.roc ?? false), ...englishDates(plain)]), plain)
  const found: FoundDate[] = []
  let before: number | null = null
  for (const core of cores) {
    const sides = core.sides.map((side) => yearOf(side, before, context.year ?? null))
    if (sides.includes(undefined)) continue
    const [first, second] = sides as (number | null)[]
    const last = second ?? first ?? null
    const around = aroundOf(plain, core)
    const edtf = edtfOf(core, first ?? null, last, around)
    const read = parseEdtf(edtf)
    if (!read.ok || plain.slice(around.start, around.end).trim() === '') continue
    if (last !== null && core.sides[0].instead === undefined) before = last
    const { set, end, start, approximate } = read.date
    found.push({
      start: around.start,
      end: around.end,
      text: text.slice(around.start, around.end),
      edtf,
      precision: set ? 'set' : end === null && isPoint(start) ? start.precision : 'interval',
      approximate,
      planned: around.planned,
      calendar: core.calendar,
      yearAssumed: core.sides.every((side) => side.year === null && side.instead === undefined),
    })
  }
  return found
}

/** Of what overlaps, what begins first, and of that the longest. */
function longest(cores: readonly Core[]): Core[] {
  const kept: Core[] = []
  for (const core of cores.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (core.start >= (kept.at(-1)?.end ?? 0)) kept.push(core)
  }
  return kept
}

const joint = /^\s{0,2}(?:起?[至到迄]|–|—|-|~|～|to|through|until|and|或|or)\s{0,2}$/u

/** Two dates with 至 or "to" between them are one interval. */
function joined(cores: readonly Core[], text: string): Core[] {
  const all: Core[] = []
  for (const core of cores) {
    const last = all.at(-1)
    const between = last ? text.slice(last.end, core.start) : ''
    const [left, right] = [last?.sides, core.sides]
    const isPair = left?.length === 1 && right.length === 1 && joint.test(between)
    const isAnd = /and/u.test(between) && !/\bbetween\s$/iu.test(text.slice(0, last?.start ?? 0))
    if (!last || !left || !isPair || isAnd || last.as || core.as || !isLater(left[0], right[0])) {
      all.push(core)
      continue
    }
    const isEither = /或|or/u.test(between)
    all[all.length - 1] = { ...last, end: core.end, sides: [left[0], right[0]], ...(isEither ? { as: 'either' } : {}) }
  }
  return all
}

/** Whether two dates can be the ends of an interval; a year that is missing is the other's. */
function isLater(a: Side, b: Side): boolean {
  if (a.year === null && b.year !== null) return a.instead === undefined && a.rest !== '' && b.rest >= a.rest
  if (b.year === null) return b.instead === undefined && a.rest !== '' && b.rest.length >= a.rest.length
  return b.year > (a.year ?? 0) || (b.year === a.year && b.rest >= a.rest)
}

/** Undefined where the text names a year by another that is not known. */
function yearOf(side: Side, before: number | null, given: number | null): number | null | undefined {
  if (side.year !== null || side.instead !== undefined) return side.year
  if (side.shift) {
    const from = side.shift.from === 'given' ? given : (before ?? given)
    return from === null ? undefined : from + side.shift.by
  }
  const year = before ?? given
  // A month alone says too little.
  return year === null && !/-\d\d-\d\d$/u.test(side.rest) ? undefined : year
}

function edtfOf(core: Core, first: number | null, last: number | null, around: Around): string {
  const [a, b] = core.sides
  const one = (side: Side, year: number | null) => {
    const about = around.about || side.about ? '~' : ''
    if (side.instead !== undefined) return side.instead + about
    const digits = year === null ? 'XXXX' : String(year).padStart(4, '0')
    return (year !== null && year < 0 ? `-${String(-year).padStart(4, '0')}` : digits) + side.rest + about
  }
  // "25 September to 3 October 2025": the year stands at the end only.
  const begin = one(a, a.year === null && b?.year ? b.year : first)
  if (b) {
    const end = one(b, last)
    switch (core.as) {
      case 'within':
        return `[${begin}..${end}]`
      case 'either':
        return `[${begin},${end}]`
      case 'both':
        return `{${begin},${end}}`
      default:
        return `${begin}/${end}`
    }
  }
  switch (around.open) {
    case 'from':
      return `${begin}/..`
    case 'by':
      return `[..${begin}]`
    case 'after':
      return `[${begin}..]`
    case 'before-year':
      return a.rest === '' && first !== null ? `[..${one({ ...a }, first - 1)}]` : `[..${begin}]`
    case 'after-year':
      return a.rest === '' && first !== null ? `[${one({ ...a }, first + 1)}..]` : `[${begin}..]`
    case null:
      return begin
  }
}

interface Around {
  readonly start: number
  readonly end: number
  readonly about: boolean
  readonly planned: boolean
  readonly open: 'from' | 'by' | 'after' | 'before-year' | 'after-year' | null
}

const leadZh =
  /(?:(?<plan>預計|預定|預期|預估|排定|[原暫][訂定]|(?<![制規決約確議])[訂定](?=於)|擬|將|計畫|規劃|可望|最快|最遲)(?:將|可)?[於在]?\s?)?(?:(?<from>自|從)\s?)?(?<about>(?:大約|大概|約略|約莫|約)[於在]?\s?)?$/u
const leadEn =
  /(?:\b(?<plan>expected|planned|scheduled|due|slated|anticipated|projected)\s+(?:for\s+|in\s+|on\s+)?)?(?:\b(?<by>by|no later than|not later than)\s+|\b(?<before>before)\s+|\b(?<after>after)\s+)?(?:\b(?<from>from|since|starting in|starting|beginning in)\s+)?(?:\b(?<about>around|about|circa|approximately|roughly|ca\.|c\.)\s*)?(?:the\s+)?$/iu
const trailZh =
  /^\s?(?:(?<about>前後|左右|上下)|(?<since>以來|迄今|至今|以降)|(?<on>起|開始)|(?<by>以前|之前|前(?![後往任述次所夕後置期身]))|(?<after>以後|之後|後(?![續來者半面方備勤])))/u
const trailEn = /^\s+(?<on>on|onwards?)\b(?!\s+(?:the|a|an)\b)/iu

/** What the words beside a date say about it. They belong to it where they touch it. */
function aroundOf(text: string, core: Core): Around {
  const head = text.slice(Math.max(0, core.start - 48), core.start)
  const tail = text.slice(core.end, core.end + 16)
  const isPair = core.sides.length === 2
  const zh = leadZh.exec(head)?.groups ?? {}
  const en = leadEn.exec(head)?.groups ?? {}
  const after = { ...trailZh.exec(tail)?.groups }
  const afterEn = trailEn.exec(tail)
  const hasFrom = zh.from !== undefined
  let { start, end } = core
  const take = (pattern: RegExp) => {
    start = Math.min(start, core.start - (pattern.exec(head)?.[0].length ?? 0))
  }
  const trail = () => {
    end = core.end + (trailZh.exec(tail)?.[0].length ?? 0)
  }
  let open: Around['open'] = null
  if (!isPair) {
    if (after.since || (after.on && (hasFrom || after.on === '起'))) open = 'from'
    else if (after.by) open = 'by'
    else if (after.after) open = 'after'
    else if (en.by) open = 'by'
    else if (en.before) open = 'before-year'
    else if (en.after) open = 'after-year'
    else if (en.from && (/since|starting|beginning/iu.test(en.from) || afterEn)) open = 'from'
  }
  const about = zh.about !== undefined || after.about !== undefined || en.about !== undefined
  if (zh.plan || zh.about || (hasFrom && (open === 'from' || isPair))) take(leadZh)
  if (en.plan || en.about || en.by || en.before || en.after || (en.from && (open === 'from' || isPair))) take(leadEn)
  if (after.about || after.since || (after.on && open === 'from') || after.by || after.after) {
    if (open !== null || after.about) trail()
  }
  if (open === 'from' && afterEn && en.from) end = core.end + afterEn[0].length
  while (/\s/u.test(text[start] ?? '') && start < core.start) start += 1
  return { start, end, about, planned: isPlanned(text, start, core), open }
}

const plansZh =
  /預計|預定|預期|將(?![近軍領帥])|擬(?![議定訂具])|計畫[於在]|規劃[於在]|(?<![制規決約確議])[訂定]於|[原暫][訂定]|排定|可望|最快|最遲/u
const plansEn = /\b(?:expected|planned|scheduled|slated|anticipated|projected|will|due(?! to\b)|(?:is|are) to)\b/iu

/** Whether the clause a date stands in looks ahead. */
function isPlanned(text: string, start: number, core: Core): boolean {
  const clause = (most: number) =>
    text
      .slice(Math.max(0, start - most), core.start)
      .split(/[。；;！？!?\n，]|\.\s/u)
      .at(-1) ?? ''
  if (plansZh.test(clause(14)) || plansEn.test(clause(60))) return true
  return /^\s?(?:將(?![近軍領帥])|預計|預定|擬)/u.test(text.slice(core.end, core.end + 4))
}
