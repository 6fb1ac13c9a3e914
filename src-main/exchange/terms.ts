import { createHash } from 'node:crypto'

/** The context every W3C annotation names. It is written down and compared; nothing is ever fetched from it. */
export const w3cContext = 'http://www.w3.org/ns/anno.jsonld'
/** Names of our own fields. A URN, because nobody is to look anything up there. */
export const ourNamespace = 'urn:x-briefdesk:ns:annotation#'
const json = (name: string) => ({ '@id': `briefdesk:${name}`, '@type': '@json' })
/** What has a structure of its own is given as it is: other programs carry it and need not understand it. */
export const ourContext = {
  '@version': 1.1,
  briefdesk: ourNamespace,
  'briefdesk:marking': json('marking'),
  'briefdesk:decisions': json('decisions'),
  'briefdesk:record': json('record'),
  'briefdesk:extra': json('extra'),
  'briefdesk:origin': json('origin'),
  'briefdesk:bodies': json('bodies'),
} as const
/** Our fields that this version knows; what a later one says is carried as it is. */
export const ourFields: ReadonlySet<string> = new Set(
  [
    ...['kind', 'due', 'done', 'links', 'marking', 'decisions', 'parent', 'status', 'kept', 'slug', 'title'],
    ...['record', 'extra', 'origin', 'bodies'],
  ].map((name) => `briefdesk:${name}`),
)
/** In a fragment `#` parts a row from its column. */
export const fragmentName = (name: string) => name.replace(/[%#]/g, encodeURIComponent)
export const nameFromFragment = (name: string) => name.replace(/%(?:25|23)/g, (sign) => (sign === '%25' ? '%' : '#'))
/** Says what the values of our fragments mean: `block/p3`, `event/e05`, `risk/r1#cell=severity`, `briefing`. */
export const ourFragments = 'urn:x-briefdesk:fragments'

export const urn = (id: string) => `urn:uuid:${id}`
/** Where an annotation was made: the edition of a briefing in one language. */
export const editionIri = (briefing: string, lang: string) => `${urn(briefing)}#edition=${lang}`
export const versionIri = (hash: string) => `urn:x-briefdesk:version:${hash}`

const uuid =
  /^(?:urn:uuid:)?([\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12})(?:#edition=([\w-]+))?$/i

/** The UUID of an IRI, and the edition where it names one; null where it is another kind of IRI. */
export function readUrn(iri: unknown): { readonly id: string; readonly edition: string | null } | null {
  const found = typeof iri === 'string' ? uuid.exec(iri) : null
  return found?.[1] === undefined ? null : { id: found[1].toLowerCase(), edition: found[2] ?? null }
}

export function readVersionIri(iri: unknown): string | null {
  const found = typeof iri === 'string' ? /^urn:x-briefdesk:version:([\da-f]{64})$/.exec(iri) : null
  return found?.[1] ?? null
}

/** The same id for the same name, every time and everywhere (UUIDv8). */
export function idFor(name: string): string {
  const hex = createHash('sha256').update(`briefdesk annotation ${name}`).digest('hex')
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
