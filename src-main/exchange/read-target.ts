import { Target } from '../../src-shared/annotations/annotation.ts'
import type { ArrivingTarget, ArrivingWords } from '../../src-shared/exchange/arriving.ts'
import type { Lang } from '../../src-shared/languages.ts'
import { ItemRefused, isMap, type JsonMap, listOf, type NamedBy, stringsOf, textsOf, tidy } from './item.ts'
import { nameFromFragment, readUrn, readVersionIri } from './terms.ts'

export interface ReadTarget {
  readonly target: ArrivingTarget
  readonly version: string | null
  readonly named: NamedBy
}

interface OneTarget {
  readonly iri: string
  readonly title: readonly string[]
  readonly lang: Lang | null
  readonly versions: readonly string[]
  readonly parts: readonly Part[]
}

/** What one selector says, with all that refines it. */
interface Part {
  readonly fragment: string | null
  readonly words: ArrivingWords
}

/** What W3C targets are about. Of several ways to the same words the best is taken; a place alone is refused. */
export function readTarget(value: unknown, ours: boolean): ReadTarget {
  const targets = listOf(value).flatMap((each) => oneTarget(each, ours))
  const [first] = targets
  if (first === undefined) throw new ItemRefused('no-target')
  const parts = targets.flatMap((each) => each.parts)
  const about = parts.flatMap(({ fragment, words }) => partOf(fragment, words) ?? [])[0]
  const words = parts.map((part) => part.words)
  const versions = targets.flatMap((each) => each.versions)
  return {
    target: about ?? (words.length === 0 ? { type: 'briefing' } : textOf(words, targets)),
    version: versions[0] ?? null,
    named: {
      ids: targets.flatMap(({ iri }) => readUrn(iri)?.id ?? []),
      versions,
      slugs: [],
      titles: targets.flatMap(({ title }) => title),
      urls: targets.map(({ iri }) => iri).filter((iri) => /^https?:/i.test(iri)),
    },
  }
}

function textOf(words: readonly ArrivingWords[], targets: readonly OneTarget[]): ArrivingTarget {
  const told = words.filter(({ exact, block }) => exact !== null || block !== null)
  if (told.length === 0) throw new ItemRefused('position-only')
  if (told.length > 500) throw new ItemRefused('bad-field', { field: 'selector' })
  return { type: 'text', lang: targets.flatMap(({ lang }) => lang ?? [])[0] ?? null, words: told }
}

function oneTarget(value: unknown, ours: boolean): OneTarget[] {
  if (typeof value === 'string') return [{ iri: value, title: [], lang: null, versions: [], parts: [] }]
  if (!isMap(value)) return []
  const source = isMap(value.source) ? value.source : value
  const iri = stringsOf(value.source)[0] ?? stringsOf(source.id ?? source['@id'])[0]
  if (iri === undefined) return []
  const editions = stringsOf(value.scope).flatMap((scope) => readUrn(scope)?.edition ?? [])
  return [
    {
      iri,
      title: [...textsOf(source.title), ...textsOf(source.label), ...textsOf(source['dc:title'])],
      lang: languageOf([...editions, ...stringsOf(source.language), ...stringsOf(value.language)]),
      versions: listOf(value.state).flatMap((state) => readVersionIri(isMap(state) ? state.id : state) ?? []),
      parts: partsOf(listOf(value.selector).filter(isMap), ours),
    },
  ]
}

function languageOf(said: readonly string[]): Lang | null {
  const [lang] = said.flatMap((each): Lang[] => (/^zh\b/i.test(each) ? ['zh-TW'] : /^en\b/i.test(each) ? ['en'] : []))
  return lang ?? null
}

/** Selectors of one target are ways to the same words, except that each block of ours may have its own. */
function partsOf(selectors: readonly JsonMap[], ours: boolean): Part[] {
  const all = selectors.map((selector) => partFrom(selector, ours))
  const blocks = all.filter(({ words }) => words.block !== null)
  const several = new Set(blocks.map(({ words }) => words.block)).size > 1
  if (several || all.length < 2) return several ? blocks : all
  return [
    {
      fragment: all.find(({ fragment }) => fragment !== null)?.fragment ?? null,
      words: all.map(({ words }) => words).reduce(merged),
    },
  ]
}

const merged = (one: ArrivingWords, other: ArrivingWords): ArrivingWords => ({
  block: one.block ?? other.block,
  ...(one.exact === null
    ? { exact: other.exact, prefix: other.prefix, suffix: other.suffix }
    : { exact: one.exact, prefix: one.prefix, suffix: one.suffix }),
  start: one.start ?? other.start,
  end: one.end ?? other.end,
})

const none: ArrivingWords = { block: null, exact: null, prefix: '', suffix: '', start: null, end: null }

function partFrom(selector: JsonMap, ours: boolean): Part {
  const refined = listOf(selector.refinedBy)
    .filter(isMap)
    .map((each) => partFrom(each, ours))
  const own = selfOf(selector, ours)
  return refined.reduce(
    (sum, each) => ({ fragment: sum.fragment ?? each.fragment, words: merged(sum.words, each.words) }),
    own,
  )
}

function selfOf(selector: JsonMap, ours: boolean): Part {
  const said = (field: string) => {
    const value = selector[field]
    return typeof value !== 'string' ? '' : ours ? value : tidy(value)
  }
  switch (stringsOf(selector.type ?? selector['@type'])[0]?.replace(/^oa:/, '')) {
    case 'TextQuoteSelector': {
      // White space at the ends is no part of a quote.
      const exact = ours ? said('exact') : said('exact').trim()
      if (exact === '') return { fragment: null, words: none }
      return { fragment: null, words: { ...none, exact, prefix: said('prefix'), suffix: said('suffix') } }
    }
    case 'TextPositionSelector': {
      const { start, end } = selector
      const sound = Number.isSafeInteger(start) && Number.isSafeInteger(end) && (start as number) >= 0
      return { fragment: null, words: sound ? { ...none, start: start as number, end: end as number } : none }
    }
    case 'FragmentSelector': {
      const fragment = said('value').replace(/^#/, '')
      const block = fragment.replace(/^block\//, '')
      return { fragment, words: block === '' || block.length > 64 ? none : { ...none, block } }
    }
    default:
      return { fragment: null, words: none }
  }
}

/** The part of a briefing that is no text and that a fragment of ours names; null for any other fragment. */
function partOf(fragment: string | null, { exact }: ArrivingWords): Exclude<ArrivingTarget, { type: 'text' }> | null {
  if (fragment === null) return null
  if (fragment === 'briefing') return { type: 'briefing' }
  const cell = /^risk\/(.+)#cell=([^#]+)$/s.exec(fragment)
  const item = /^(event|risk|position|note|source)\/(.+)$/s.exec(fragment)
  const named = cell
    ? { type: 'cell', id: nameFromFragment(cell[1] ?? ''), column: nameFromFragment(cell[2] ?? ''), value: exact }
    : item
      ? { type: item[1], id: nameFromFragment(item[2] ?? '') }
      : null
  if (named === null) return null
  const read = Target.safeParse(named)
  if (!read.success || read.data.type === 'text') throw new ItemRefused('unknown-part', { part: fragment })
  return read.data
}
