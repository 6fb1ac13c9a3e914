import type { BlockSelector, Target } from '../../src-shared/annotations/annotation.ts'
import type { Leaving } from '../../src-shared/exchange/arriving.ts'
import type { Lang } from '../../src-shared/languages.ts'
import { detailed, isDetail } from './bodies.ts'
import { editionIri, fragmentName, ourContext, ourFragments, urn, versionIri, w3cContext } from './terms.ts'

/** What an annotation's file says of the briefing, so that a library that has it under another id knows it. */
export interface NamedBriefing {
  readonly id: string
  readonly slug: string
  readonly title: string
}

export interface Collection {
  readonly id: string
  readonly label: string
  readonly created: string
}

type Json = Readonly<Record<string, unknown>>

/**
 * Annotations as one W3C AnnotationCollection with one page. Complete: taken into a library with the same briefings it
 * gives the same records. What stands under `extra.w3c` came from other programs and goes out again as it came.
 */
export function jsonldOf(
  leaving: readonly Leaving[],
  briefings: ReadonlyMap<string, NamedBriefing>,
  { id, label, created }: Collection,
): string {
  const page = `${urn(id)}#page=1`
  const collection = {
    '@context': [w3cContext, ourContext],
    id: urn(id),
    type: 'AnnotationCollection',
    label,
    created,
    generator: { id: 'urn:x-briefdesk:app', type: 'Software', name: 'Briefdesk' },
    total: leaving.length,
    ...(leaving.length > 0 && {
      first: {
        id: page,
        type: 'AnnotationPage',
        partOf: urn(id),
        startIndex: 0,
        items: leaving.map((each) => w3cOf(each, briefings.get(each.briefing))),
      },
      last: page,
    }),
  }
  return `${JSON.stringify(collection, null, 1)}\n`
}

function w3cOf(leaving: Leaving, briefing: NamedBriefing | undefined): Json {
  const { id, note, tags, kind, due, done, links, decisions, marking, created, modified, identity, parent } = leaving
  const { w3c, ...extra } = leaving.extra
  const theirs = (w3c ?? {}) as {
    fields?: Json
    bodies?: readonly unknown[]
    origin?: unknown
    details?: unknown
    marking?: Json
  }
  const details = Array.isArray(theirs.details) ? theirs.details.filter(isDetail) : []
  const own = detailed(note, tags, details)
  const body = (value: string, fields: Json, purpose: string, more: Json = {}) => ({
    ...{ type: 'TextualBody', value, format: 'text/plain', ...more, purpose },
    ...fields,
  })
  const bodies = [
    ...own.notes.map(({ value, fields }) => body(value, fields, 'commenting', languageOf(value))),
    ...own.tags.map(({ value, fields }) => body(value, fields, 'tagging')),
    ...(theirs.bodies ?? []),
  ]
  const target = targetsOf(leaving)
  return {
    creator: { id: urn(identity.author), type: 'Person' },
    ...theirs.fields,
    id: urn(id),
    type: 'Annotation',
    motivation: theirs.fields?.motivation ?? motivationOf(leaving),
    created,
    modified,
    ...(bodies.length > 0 && { body: bodies }),
    target: target.length === 1 ? target[0] : target,
    'briefdesk:kind': kind,
    ...(due && { 'briefdesk:due': due }),
    ...(done && { 'briefdesk:done': done }),
    ...(links && links.length > 0 && { 'briefdesk:links': links.map(urn) }),
    ...((marking || theirs.marking) && { 'briefdesk:marking': { ...theirs.marking, ...marking } }),
    ...(decisions && { 'briefdesk:decisions': decisions }),
    ...(parent !== null && { 'briefdesk:parent': urn(parent) }),
    ...(briefing && { 'briefdesk:slug': briefing.slug, 'briefdesk:title': briefing.title }),
    ...(leaving.status !== null && { 'briefdesk:status': leaving.status }),
    ...(leaving.kept !== undefined && { 'briefdesk:kept': leaving.kept }),
    'briefdesk:record': identity,
    ...(Object.keys(extra).length > 0 && { 'briefdesk:extra': extra }),
    ...(theirs.origin !== undefined && { 'briefdesk:origin': theirs.origin }),
    ...(own.left.length > 0 && { 'briefdesk:bodies': own.left }),
  }
}

function motivationOf({ note, tags, target }: Leaving): string {
  if (note !== '') return 'commenting'
  if (tags.length > 0) return 'tagging'
  return target.type === 'text' ? 'highlighting' : 'bookmarking'
}

/** By its letters; a note of numbers and signs has no language. */
function languageOf(note: string): { language?: Lang } {
  if (/\p{Script=Han}/u.test(note)) return { language: 'zh-TW' }
  return /\p{Script=Latin}/u.test(note) ? { language: 'en' } : {}
}

/**
 * One target for each block: the selectors of one target are ways to the same words, and another block is other words
 * (Web Annotation Data Model, 4.2).
 */
function targetsOf({ briefing, version, target }: Leaving): readonly Json[] {
  const base = { type: 'SpecificResource', source: urn(briefing), state: versionIri(version) }
  if (target.type !== 'text') return [{ ...base, selector: { ...fragment(partOf(target)), ...cellQuote(target) } }]
  return target.selectors.map((selector) => ({
    ...{ type: base.type, source: base.source, scope: editionIri(briefing, target.lang), state: base.state },
    selector: { ...fragment(`block/${selector.block}`), refinedBy: quoteOf(selector) },
  }))
}

const fragment = (value: string) => ({ type: 'FragmentSelector', conformsTo: ourFragments, value })

const quoteOf = ({ exact, prefix, suffix, start, end }: BlockSelector) => ({
  type: 'TextQuoteSelector',
  exact,
  prefix,
  suffix,
  refinedBy: { type: 'TextPositionSelector', start, end },
})

function partOf(target: Exclude<Target, { type: 'text' }>): string {
  if (target.type === 'briefing') return 'briefing'
  if (target.type === 'cell') return `risk/${fragmentName(target.id)}#cell=${fragmentName(target.column)}`
  return `${target.type}/${fragmentName(target.id)}`
}

/** The value a cell had when it was marked. */
function cellQuote(target: Exclude<Target, { type: 'text' }>): Json {
  if (target.type !== 'cell' || target.value === null) return {}
  return { refinedBy: { type: 'TextQuoteSelector', exact: target.value } }
}
