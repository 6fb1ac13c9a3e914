import { canonicalJson } from '../../src-shared/briefings/canonical.ts'
import type { Arriving, CarriedField } from '../../src-shared/exchange/arriving.ts'
import { Refusal } from '../../src-shared/ipc.ts'
import { type BodyDetail, detailOf, detailsToKeep } from './bodies.ts'
import { checked, identityOf, type KindNames, kindOf, paragraphs, tagsOf } from './fields.ts'
import {
  type Item,
  ItemRefused,
  isMap,
  type JsonMap,
  listOf,
  momentOf,
  type NamedBy,
  stringsOf,
  textsOf,
  tidy,
} from './item.ts'
import { readTarget } from './read-target.ts'
import { idFor, ourFields, readUrn, urn, w3cContext } from './terms.ts'

/** What a note from another program may bring along and we only carry, as canonical JSON. */
const largestExtra = 200_000

const typesOf = (value: JsonMap) =>
  stringsOf(value.type ?? value['@type']).map((each) => each.replace(/^(oa:|http:\/\/www\.w3\.org\/ns\/oa#)/, ''))

/** True if a JSON value is W3C Web Annotation: a collection, a page, an annotation, or a list of these. */
export function isW3c(value: unknown): boolean {
  const first = Array.isArray(value) ? value[0] : value
  if (!isMap(first)) return false
  if (typesOf(first).some((type) => /^Annotation(Collection|Page)?$/.test(type))) return true
  return Array.isArray(first['@graph']) && isW3c(first['@graph'])
}

/** The annotations in a W3C value, each read on its own. */
export function readW3c(value: unknown, names: KindNames, now: string): readonly Item[] {
  return annotationsIn(value).map((each, index): Item => {
    const at = index + 1
    if (!isMap(each)) return { at, id: null, quote: '', arriving: null, cause: 'not-an-annotation' }
    const id = stringsOf(each.id ?? each['@id'])[0] ?? null
    try {
      if (!typesOf(each).includes('Annotation')) throw new ItemRefused('not-an-annotation')
      const { arriving, named } = readOne(each, id, names, now)
      return { at, id, quote: quoteIn(arriving), arriving, named }
    } catch (error) {
      if (!(error instanceof ItemRefused)) throw error
      return { at, id, quote: '', arriving: null, cause: error.cause, data: error.data }
    }
  })
}

export function quoteIn({ target }: Arriving): string {
  return target.type === 'text'
    ? target.words
        .flatMap(({ exact }) => exact ?? [])
        .join('\n')
        .slice(0, 200)
    : ''
}

function annotationsIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(annotationsIn)
  if (!isMap(value)) return [value]
  const types = typesOf(value)
  if (types.includes('AnnotationCollection')) {
    const inside = [...listOf(value.first), ...listOf(value.items)]
    const embedded = inside.filter((each) => typeof each !== 'string')
    if (inside.length > 0 && embedded.length === 0) throw new Refusal('refused', { cause: 'pages-elsewhere' })
    return embedded.flatMap(annotationsIn)
  }
  if (types.includes('AnnotationPage')) {
    const items = listOf(value.items).map((item) => (typeof item === 'string' ? { id: item } : item))
    return [...items, ...(isMap(value.next) ? annotationsIn(value.next) : [])]
  }
  return Array.isArray(value['@graph']) ? value['@graph'].flatMap(annotationsIn) : [value]
}

/** Fields that are read; all others are somebody else's and are carried. */
const read = new Set(['id', '@id', 'type', '@type', 'motivation', 'created', 'modified', 'body', 'bodyValue', 'target'])

function readOne(
  value: JsonMap,
  iri: string | null,
  names: KindNames,
  now: string,
): { arriving: Arriving; named: NamedBy } {
  const identity = identityOf(value['briefdesk:record'])
  const ours = identity !== null
  const { target, version, named } = readTarget(value.target, ours)
  const { texts, labels, others, details } = bodiesOf(value, ours)
  const { tags, rest } = ours ? { tags: [...labels], rest: [] } : tagsOf(labels)
  const note = checked('note', ours ? texts.join('\n\n') : paragraphs([...texts, rest.join('\n')]))
  const motivations = stringsOf(value.motivation)
  const told = (field: string) => value[`briefdesk:${field}`]
  const kind = told('kind') === undefined ? kindOf(tags, note, motivations, names) : checked('kind', told('kind'))
  const due = told('due') === undefined ? null : checked('due', told('due'))
  const done = told('done') === undefined ? null : checked('done', told('done'))
  const links =
    checked(
      'links',
      listOf(told('links')).map((link) => readUrn(link)?.id ?? link),
    ) ?? []
  const parent = readUrn(told('parent'))?.id ?? null
  const created = momentOf(value.created) ?? momentOf(value.modified) ?? now
  const fields = theirFields(value, iri, identity?.author ?? null, {
    said: motivations,
    meant: meant(note, tags, target.type),
  })
  const origin = ours ? told('origin') : value.target
  const kept = detailsToKeep(details, ours ? told('bodies') : undefined)
  const markingBeside = markingFields(told('marking'))
  const w3c = {
    ...(Object.keys(fields).length > 0 && { fields }),
    ...(others.length > 0 && { bodies: others }),
    ...(kept.length > 0 && { details: kept }),
    ...(Object.keys(markingBeside).length > 0 && { marking: markingBeside }),
    ...(origin !== undefined && { origin }),
  }
  const known = isMap(told('extra')) ? (told('extra') as JsonMap) : {}
  return {
    arriving: {
      id: readUrn(iri)?.id ?? idFor(iri ?? canonicalOr(value)),
      target,
      version,
      kind,
      note,
      tags: checked('tags', tags),
      ...(isMap(told('marking')) && { marking: checked('marking', told('marking')) }),
      ...(due && { due }),
      ...(done && { done }),
      ...(links.length > 0 && { links }),
      ...(isMap(told('decisions')) && { decisions: checked('decisions', told('decisions')) }),
      created,
      modified: momentOf(value.modified) ?? created,
      identity,
      parent,
      carries: carriedBy(value),
      extra: small({ ...known, ...(Object.keys(w3c).length > 0 && { w3c }) }),
    },
    named: {
      ...named,
      slugs: stringsOf(told('slug')),
      titles: [...textsOf(told('title')), ...named.titles],
    },
  }
}

const ownFields = ['kind', 'marking', 'due', 'done', 'links', 'parent'] as const

function carriedBy(value: JsonMap): ReadonlySet<CarriedField> {
  const own = ownFields.filter((field) => value[`briefdesk:${field}`] !== undefined)
  const hasBody = value.body !== undefined || value.bodyValue !== undefined
  return new Set([...own, ...(hasBody ? (['note', 'tags'] as const) : [])])
}

/** The motivation we would give it. */
function meant(note: string, tags: readonly string[], type: string): string {
  if (note !== '') return 'commenting'
  if (tags.length > 0) return 'tagging'
  return type === 'text' ? 'highlighting' : 'bookmarking'
}

function theirFields(
  value: JsonMap,
  iri: string | null,
  author: string | null,
  { said, meant: own }: { readonly said: readonly string[]; readonly meant: string },
): JsonMap {
  const kept = Object.entries(value).filter(([name, each]) => {
    if (read.has(name) || ourFields.has(name)) return false
    if (name === '@context') return each !== w3cContext
    // The writer's id is in the record.
    return (
      name !== 'creator' || author === null || !isMap(each) || each.id !== urn(author) || Object.keys(each).length > 2
    )
  })
  const foreign = iri !== null && readUrn(iri) === null
  return {
    ...(foreign && { via: iri }),
    ...Object.fromEntries(kept),
    ...(said.length > 0 && (said.length > 1 || said[0] !== own) && { motivation: value.motivation }),
  }
}

interface Bodies {
  readonly texts: readonly string[]
  readonly labels: readonly string[]
  /** Bodies that are no words: a page, a choice, a picture. */
  readonly others: readonly unknown[]
  readonly details: readonly BodyDetail[]
}

function bodiesOf({ body, bodyValue }: JsonMap, ours: boolean): Bodies {
  const texts = stringsOf(bodyValue).map(tidy)
  const labels: string[] = []
  const others: unknown[] = []
  const details: BodyDetail[] = texts.map((value) => ({ of: 'note', value, fields: {} }))
  for (const each of listOf(body)) {
    const purposes = isMap(each) ? stringsOf(each.purpose) : []
    if (!isMap(each) || typeof each.value !== 'string' || each.source !== undefined) others.push(each)
    else if (purposes.includes('tagging')) {
      const label = ours ? each.value : tidy(each.value)
      labels.push(label)
      details.push(detailOf(each, 'tag', label.replace(/\s+/gu, ' ').trim()))
    } else {
      const text = ours ? each.value : plain(tidy(each.value), stringsOf(each.format))
      texts.push(text)
      if (text !== '') details.push(detailOf(each, 'note', text))
    }
  }
  return { texts, labels, others, details }
}

const markings = new Set(['tlp', 'secrecy'])

/** What a later version says in a marking beside what this one knows. */
const markingFields = (marking: unknown): JsonMap =>
  isMap(marking) ? Object.fromEntries(Object.entries(marking).filter(([name]) => !markings.has(name))) : {}

/** HTML as the words in it; a note is plain text. */
function plain(text: string, formats: readonly string[]): string {
  if (!formats.includes('text/html')) return text
  return text
    .replace(/<(?:br|\/p|\/div|\/li)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .trim()
}

function canonicalOr(value: unknown): string {
  try {
    return canonicalJson(value)
  } catch {
    throw new ItemRefused('bad-field', { field: 'extra' })
  }
}

function small(extra: JsonMap): JsonMap {
  if (canonicalOr(extra).length > largestExtra) throw new ItemRefused('bad-field', { field: 'extra' })
  return extra
}
