import {
  type Annotation,
  type Decision,
  type DecisionGiven,
  needsReview,
  type Place,
  type PlacedAnnotation,
  statuses,
  type Target,
} from '../../src-shared/annotations/annotation.ts'
import type { Review, ReviewItem, ReviewLeft, ReviewSide } from '../../src-shared/annotations/review.ts'
import type { Content } from '../../src-shared/briefings/content.ts'
import { type BlockPlace, blockPlaces } from '../../src-shared/briefings/paragraphs.ts'
import type { Contract } from '../../src-shared/contract.ts'
import { type Handlers, Refusal } from '../../src-shared/ipc.ts'
import type { Library } from '../library/library.ts'
import type { StoredRecord } from '../library/records.ts'
import type { ReadVersion } from '../library/versions.ts'
import { type Places, selectorsAt } from './places.ts'
import type { AnnotationRow } from './rows.ts'
import { cellValue, selectorsOn, titleOf, wordsOf } from './targets.ts'

type Reviewing = Pick<Handlers<Contract, 'library'>['annotations'], 'review' | 'reviewLeft' | 'decide'>

interface Around {
  readonly briefingOf: (id: string) => StoredRecord<'briefings'>
  readonly read: (id: string) => AnnotationRow
  readonly refuseStale: (row: AnnotationRow, hlc: string) => void
  readonly placedOne: (row: AnnotationRow) => PlacedAnnotation
}

/** What became of the annotations on a new version, and the reader's word on each. */
export function review(
  library: Library,
  readVersion: ReadVersion,
  places: Places,
  { briefingOf, read, refuseStale, placedOne }: Around,
): Reviewing {
  const { db } = library

  const placedOn = (briefing: StoredRecord<'briefings'>) => {
    const rows = db.all<AnnotationRow>(
      'SELECT * FROM annotations WHERE briefing = ? AND deleted_at_hlc IS NULL ORDER BY created, id',
      briefing.id,
    )
    return places.on(library.intact('annotations', rows), briefing.version as string)
  }
  const contentOf = (briefing: string, version: string): Content => {
    const content = readVersion(briefing, version)
    if (content === null) throw new Refusal('not-found', { what: 'versions', id: version })
    return content
  }

  return {
    review: ({ briefing: id }) => {
      const briefing = briefingOf(id)
      const version = briefing.version as string
      const editions = editionReader(library, readVersion, id)
      const now = editions(version)
      if (now === null) throw new Refusal('damaged', { what: 'versions', briefing: id })
      const all = placedOn(briefing)
      const found = all.map((annotation) => foundOf(annotation, version))
      const offers = places.on(
        all.map(({ id: each }) => undecided(read(each), version)),
        version,
      )
      const items = all.flatMap((annotation, index): (ReviewItem & { at: number })[] => {
        const status = found[index] ?? 'exact'
        if (status === 'exact') return []
        const base = places.baseBefore(annotation, version)
        const before = editions(base.version) ?? editions(annotation.version)
        const side = sideOf(annotation.target, base.selectors, before)
        const first = base.selectors[0]?.block
        const near = first === undefined ? null : nearest(first, before, now, annotation.target)
        const at = before?.order.get(first ?? '') ?? Number.MAX_SAFE_INTEGER
        const lost = annotation.resolution.status === 'orphan'
        const today = lost ? null : sideOf(annotation.target, annotation.resolution.places, now)
        const offered = offers[index]?.resolution
        const none = offered === undefined || offered.status === 'orphan'
        const empty = annotation.target.type === 'text' && offered?.places.length === 0
        const offer = none || empty ? null : sideOf(annotation.target, offered.places, now)
        return [{ annotation, found: status, before: side, now: today, offer, near, at }]
      })
      return {
        briefing: id,
        title: now.content.title,
        version,
        number: now.number,
        issued: now.content.issued,
        counts: Object.fromEntries(
          statuses.map((status) => [status, found.filter((each) => each === status).length]),
        ) as Review['counts'],
        total: all.length,
        items: items.sort((a, b) => a.at - b.at).map(({ at: _, ...item }) => item),
      }
    },

    reviewLeft: () => {
      const briefings = library.intact(
        'briefings',
        db.all<StoredRecord<'briefings'>>(
          // On a first version only what came from a file can be without its place.
          `SELECT * FROM briefings WHERE deleted_at_hlc IS NULL AND (number > 1 OR EXISTS (
             SELECT 1 FROM annotations a
             WHERE a.briefing = briefings.id AND a.version <> briefings.version AND a.deleted_at_hlc IS NULL))
           ORDER BY hlc DESC`,
        ),
      )
      return briefings.flatMap((briefing): ReviewLeft[] => {
        const all = placedOn(briefing)
        const waiting = all.filter((each) => needsReview(each, briefing.version as string)).length
        return waiting === 0 ? [] : [{ briefing: briefing.id, waiting, total: all.length }]
      })
    },

    decide: ({ id, hlc, version, decision }, { request }) =>
      library.write(request, (writer) => {
        const before = read(id)
        refuseStale(before, hlc)
        const annotation = placedOne(before)
        const content = contentOf(annotation.briefing, version)
        const [there] = places.on([undecided(before, version)], version)
        const decisions = { ...annotation.decisions }
        if (decision === null) delete decisions[version]
        else decisions[version] = decided(there ?? annotation, decision, content)
        const none = Object.keys(decisions).length === 0
        // What was found on later versions started from the place that has just been decided about.
        places.forgetAfter(annotation, version)
        const row = writer.put('annotations', 'change', before, {
          decisions: none ? null : JSON.stringify(decisions),
          modified: time(),
        })
        writer.tell('annotations.changed', { briefing: row.briefing as string })
        return placedOne(row)
      }),
  }

  function decided(there: PlacedAnnotation, given: DecisionGiven, content: Content): Decision {
    const { target, resolution } = there
    const kept = { what: given.what, at: time(), found: resolution.status }
    if (given.what === 'accepted' && resolution.status === 'orphan')
      throw new Refusal('bad-request', { cause: 'no-place' })
    // What stands where it stood has not been lost.
    if (given.what === 'kept' && resolution.status === 'exact') throw new Refusal('bad-request', { cause: 'not-lost' })
    if (given.what === 'kept' || target.type !== 'text') return { ...kept, selectors: [] }
    if (given.what === 'placed') {
      const selectors = selectorsOn(given.selectors, target.lang, content)
      if (selectors.length === 0) throw new Refusal('bad-request', { cause: 'no-words' })
      return { ...kept, selectors }
    }
    const selectors = selectorsAt(resolution.places, target.lang, content)
    // Nothing was found that could be accepted.
    if (selectors === null || selectors.length === 0) throw new Refusal('bad-request', { cause: 'no-place' })
    return { ...kept, selectors }
  }

  function time(): string {
    return new Date(library.now()).toISOString()
  }
}

/** The row without the reader's word on a version: its place there is what was found. */
function undecided(row: AnnotationRow, version: string): AnnotationRow {
  const { [version]: _, ...rest } = JSON.parse((row.decisions as string | null) ?? '{}') as Record<string, unknown>
  return { ...row, decisions: JSON.stringify(rest) }
}

/** What was found on a version before the reader's word. */
function foundOf({ decisions, resolution }: PlacedAnnotation, version: string): Decision['found'] {
  return decisions?.[version]?.found ?? resolution.status
}

interface Edition {
  readonly content: Content
  readonly number: number
  readonly blocks: ReadonlyMap<string, BlockPlace>
  readonly order: ReadonlyMap<string, number>
}

function editionReader({ db }: Library, readVersion: ReadVersion, briefing: string) {
  const numbers = new Map(
    db
      .all<{ hash: string; number: number }>(
        'SELECT hash, number FROM versions WHERE briefing = ? ORDER BY number',
        briefing,
      )
      .map(({ hash, number }) => [hash, number]),
  )
  const known = new Map<string, Edition | null>()
  const read = (version: string): Edition | null => {
    const content = numbers.has(version) ? readVersion(briefing, version) : null
    if (content === null) return null
    const blocks = blockPlaces(content)
    const order = new Map([...blocks.keys()].map((id, index) => [id, index]))
    return { content, number: numbers.get(version) ?? 0, blocks, order }
  }
  return (version: string): Edition | null => {
    const edition = known.has(version) ? (known.get(version) ?? null) : read(version)
    known.set(version, edition)
    return edition
  }
}

/**
 * The block that stands where one stood: itself, else the passage before it that is still there, else the one after it. A
 * heading is no passage, and what stood before one belongs to another part.
 */
function nearest(id: string, old: Edition | null, now: Edition, target: Annotation['target']): string | null {
  const lang = target.type === 'text' ? target.lang : now.content.lead
  const here = new Map((now.content.editions[lang]?.blocks ?? []).map((block) => [block.id, block]))
  if (here.has(id)) return id
  const order = (old?.content.editions[lang]?.blocks ?? []).map((block) => block.id)
  const at = order.indexOf(id)
  if (at === -1) return null
  const there = (each: string) => here.get(each)?.text ?? ''
  const before = order.slice(0, at).findLast(there)
  const after = order.slice(at + 1).find(there)
  const isPassage = (each: string | undefined) => each !== undefined && here.get(each)?.kind !== 'heading'
  return (isPassage(before) ? before : isPassage(after) ? after : (before ?? after)) ?? null
}

function sideOf(target: Annotation['target'], at: readonly Place[], edition: Edition | null): ReviewSide {
  if (edition === null) return { number: 0, issued: '', paragraph: null, blocks: quoted(target) }
  const { content, number, blocks } = edition
  const { issued } = content
  if (target.type === 'briefing') return { number, issued, paragraph: null, blocks: [], title: content.title }
  if (target.type !== 'text') return { number, issued, paragraph: null, blocks: [], ...saidOf(target, content) }
  const texts = new Map((content.editions[target.lang]?.blocks ?? []).map(({ id, text }) => [id, text]))
  const ids = [...new Set(at.map(({ block }) => block))]
  const first = ids[0] === undefined ? undefined : blocks.get(ids[0])
  return {
    number,
    issued,
    paragraph: first === undefined || first.number === 0 ? null : first.number,
    blocks: ids.map((id) => ({
      id,
      text: texts.get(id) ?? '',
      marks: at.filter(({ block }) => block === id).map(({ start, end }) => ({ start, end })),
    })),
  }
}

function saidOf(target: Exclude<Target, { type: 'text' | 'briefing' }>, content: Content) {
  const title = titleOf(target, content)
  const words = wordsOf(target, content)
  const risk = target.type === 'cell' ? content.risks.find(({ id }) => id === target.id) : undefined
  return {
    ...(title && { title }),
    ...(words && { words }),
    ...(target.type === 'cell' && { value: risk === undefined ? null : cellValue(risk, target.column, content) }),
  }
}

/** A version that is gone leaves what the annotation itself remembers. */
function quoted(target: Annotation['target']): ReviewSide['blocks'] {
  if (target.type !== 'text') return []
  return target.selectors.map(({ block, exact, prefix, suffix }) => ({
    id: block,
    text: `${prefix}${exact}${suffix}`,
    marks: [{ start: prefix.length, end: prefix.length + exact.length }],
  }))
}
