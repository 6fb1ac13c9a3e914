import { expect, test } from 'vitest'
import type { Leaving } from '../../src-shared/exchange/arriving.ts'
import { jsonldOf } from './jsonld.ts'

// The MUSTs of the Web Annotation Data Model (W3C Recommendation, 23 February 2017) that touch what we write, said anew in
// our own words, section by section. What the schemas of w3c/web-annotation-tests ask for was read beside it: they want
// `refinedBy` to be one selector and not a list, and a `state` to be an IRI, a TimeState or an HttpRequestState.

type Json = Readonly<Record<string, unknown>>

const identity = {
  hlc: '0197a5b2c3d4-0000-0a0b0c0d',
  author: '01986b1e-0000-7000-8000-0000000000a1',
  device: '01986b1e-0000-7000-8000-0000000000d1',
  space: '01986b1e-0000-7000-8000-0000000000e1',
}
const words = (block: string) => ({ block, exact: '倡議', prefix: '中國提出', suffix: '。', start: 4, end: 6 })
const base: Leaving = {
  id: '01986b1e-0000-7000-8000-000000000001',
  briefing: '01986b1e-0000-7000-8000-0000000000b1',
  version: 'a'.repeat(64),
  target: { type: 'text', lang: 'zh-TW', selectors: [words('p1')] },
  kind: 'fact',
  note: '查證',
  tags: ['立場'],
  created: '2026-01-01T00:00:00.000Z',
  modified: '2026-01-02T00:00:00.000Z',
  identity,
  parent: null,
  extra: {},
  status: 'exact',
}
const leaving: readonly Leaving[] = [
  base,
  { ...base, note: '', tags: [] },
  { ...base, note: '' },
  { ...base, target: { type: 'text', lang: 'en', selectors: [words('p1'), words('p2'), words('p3')] } },
  { ...base, target: { type: 'event', id: 'e01' }, note: '', tags: [], due: '2026-12-01', links: [base.briefing] },
  { ...base, target: { type: 'cell', id: 'r01', column: 'severity', value: '4' }, status: 'orphan' },
  { ...base, target: { type: 'cell', id: 'r01', column: 'severity', value: null } },
  { ...base, target: { type: 'briefing' }, note: '12 = 12', marking: { tlp: 'RED' } },
]
const collection = {
  id: '01986b1e-0000-7000-8000-0000000000c1',
  label: '案頭註記',
  created: '2026-01-03T00:00:00.000Z',
}
const written = JSON.parse(jsonldOf(leaving, new Map(), collection)) as Json
const page = written.first as Json
const annotations = page.items as readonly Json[]

const list = (value: unknown): readonly Json[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as Json]
const targets = annotations.flatMap(({ target }) => list(target))
const selectorsIn = (selector: Json): Json[] => [selector, ...list(selector.refinedBy).flatMap(selectorsIn)]
const selectors = targets.flatMap((target) => list(target.selector).flatMap(selectorsIn))
const isIri = (value: unknown) => typeof value === 'string' && URL.canParse(value) && !/\s/.test(value)
const isMoment = (value: unknown) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value)
const motivations =
  'assessing bookmarking classifying commenting describing editing highlighting identifying linking moderating questioning replying tagging'.split(
    ' ',
  )

test('3.1 Annotations: one IRI as id, the type Annotation, at least one target, no more than one of body and bodyValue', () => {
  const wrong = annotations.filter(
    (each) => !isIri(each.id) || each.type !== 'Annotation' || list(each.target).length === 0 || 'bodyValue' in each,
  )
  expect([annotations.length, wrong]).toEqual([leaving.length, []])
})

test('3.1 Annotations: the context of the model is named, once, for all', () => {
  const contexts = list(written['@context']) as readonly unknown[]
  const inner = JSON.stringify(page).match(/"@context"/g)
  expect([contexts[0], contexts.length, inner]).toEqual(['http://www.w3.org/ns/anno.jsonld', 2, null])
})

test('3.2.4 Embedded Textual Body: exactly one value each, a media type and at most one language of BCP 47', () => {
  const bodies = annotations.flatMap(({ body }) => list(body))
  const wrong = bodies.filter(
    ({ type, value, format, language }) =>
      type !== 'TextualBody' ||
      typeof value !== 'string' ||
      format !== 'text/plain' ||
      !(language === undefined || Intl.getCanonicalLocales(String(language))[0] === language),
  )
  expect([bodies.length > 0, wrong]).toEqual([true, []])
})

test('3.3.1 Lifecycle Information: created and modified are moments with the time zone Z', () => {
  expect(annotations.every(({ created, modified }) => isMoment(created) && isMoment(modified))).toBe(true)
  expect(isMoment(written.created)).toBe(true)
})

test('3.3.5 Motivation and Purpose: each is one that the model knows', () => {
  const said = annotations.map(({ motivation }) => String(motivation))
  const purposes = annotations.flatMap(({ body }) => list(body).map(({ purpose }) => String(purpose)))
  expect([[...said, ...purposes].filter((each) => !motivations.includes(each)), new Set(said)]).toEqual([
    [],
    new Set(['commenting', 'highlighting', 'tagging', 'bookmarking']),
  ])
})

test('4 Specific Resources: exactly one source each; 4.6 scopes and 4.3 states are IRIs', () => {
  const wrong = targets.filter(
    ({ source, scope, state, type }) =>
      !isIri(source) || !(scope === undefined || isIri(scope)) || !isIri(state) || type !== 'SpecificResource',
  )
  expect([targets.length, wrong]).toEqual([leaving.length + 2, []])
})

test('4.2 Selectors: several blocks are several targets, because the selectors of one target mean the same words', () => {
  expect(targets.filter(({ selector }) => Array.isArray(selector))).toEqual([])
  expect(list(annotations[3]?.target).map(({ selector }) => (selector as Json).value)).toEqual([
    'block/p1',
    'block/p2',
    'block/p3',
  ])
})

test('4.2.1, 4.2.4, 4.2.5: each kind of selector has what it must have; 4.2.9: refined by one selector at a time', () => {
  const wrong = selectors.filter((selector) => {
    const { type, value, exact, prefix, suffix, start, end, refinedBy, conformsTo } = selector
    if (Array.isArray(refinedBy)) return true
    if (type === 'FragmentSelector') return typeof value !== 'string' || !isIri(conformsTo)
    if (type === 'TextQuoteSelector')
      return (
        typeof exact !== 'string' || [prefix, suffix].some((each) => each !== undefined && typeof each !== 'string')
      )
    return type !== 'TextPositionSelector' || !Number.isInteger(start) || !Number.isInteger(end) || Number(start) < 0
  })
  expect([selectors.length > leaving.length, wrong]).toEqual([true, []])
})

test('5.1 Annotation Collection: id, type, label, total, the first page where there is one, the last page by its IRI', () => {
  const { id, type, label, total, last } = written
  const none = JSON.parse(jsonldOf([], new Map(), collection)) as Json
  expect([isIri(id), type, typeof label, total, last]).toEqual([
    true,
    'AnnotationCollection',
    'string',
    leaving.length,
    page.id,
  ])
  expect([none.total, 'first' in none, 'last' in none]).toEqual([0, false, false])
})

test('5.2 Annotation Page: id, type, the list of its annotations, the collection it is part of, and where it starts', () => {
  const { id, type, partOf, startIndex, items, next, prev } = page
  expect([isIri(id), type, partOf, startIndex, Array.isArray(items), next, prev]).toEqual([
    true,
    'AnnotationPage',
    written.id,
    0,
    true,
    undefined,
    undefined,
  ])
})

test('our own fields stand under a namespace of ours, and what has a structure is marked as JSON for JSON-LD 1.1', () => {
  const [, ours] = written['@context'] as readonly [string, Readonly<Record<string, unknown>>]
  const names = new Set(annotations.flatMap((each) => Object.keys(each).filter((name) => name.includes(':'))))
  const structured = new Set(
    annotations.flatMap((each) =>
      Object.entries(each).flatMap(([name, value]) =>
        name.includes(':') && typeof value === 'object' && !Array.isArray(value) ? [name] : [],
      ),
    ),
  )
  expect([...names].every((name) => name.startsWith('briefdesk:'))).toBe(true)
  expect([...structured].map((name) => (ours[name] as Json | undefined)?.['@type'])).toEqual(
    [...structured].map(() => '@json'),
  )
})
