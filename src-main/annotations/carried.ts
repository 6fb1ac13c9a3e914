import type { BlockSelector, Decision, Target } from '../../src-shared/annotations/annotation.ts'
import { contextLength } from '../../src-shared/annotations/annotation.ts'
import { canonicalJson } from '../../src-shared/briefings/canonical.ts'
import type { Content } from '../../src-shared/briefings/content.ts'
import type { Arrived, Arriving, ArrivingWords, Bound, Leaving } from '../../src-shared/exchange/arriving.ts'
import type { ItemCause } from '../../src-shared/exchange/exchange.ts'
import { Refusal } from '../../src-shared/ipc.ts'
import { type Lang, languages } from '../../src-shared/languages.ts'
import { secrecyLevels, tlpLabels } from '../../src-shared/markings.ts'
import type { Row } from '../library/database.ts'
import { timeOf } from '../library/hlc.ts'
import type { Library, Writer } from '../library/library.ts'
import type { StoredRecord } from '../library/records.ts'
import type { ReadVersion } from '../library/versions.ts'
import { type Passages, passagesOf } from './passages.ts'
import { places } from './places.ts'
import { type AnnotationRow, columnsOf, fieldsOf, fromRow } from './rows.ts'
import { has, selectorsOn } from './targets.ts'

/** The version of words that were marked on a text nobody here has: their quote is looked for in every edition anew. */
export const unknownVersion = '0'.repeat(64)

/** A record from a clock further ahead than this is kept as one made here: one wrong clock must not rule all others. */
const trustedAhead = 24 * 60 * 60 * 1000

export interface Carried {
  /** These annotations, or all of the library, with everything their records carry. */
  readonly leaving: (ids: readonly string[] | null) => readonly Leaving[]
  /** Takes annotations in, all in one write; each outcome stands at the place of its annotation. */
  readonly takeIn: (bound: readonly Bound[], request: string) => readonly Arrived[]
}

/** Annotations on their way out of the library and into it. */
export function carried(library: Library, readVersion: ReadVersion): Carried {
  const { db } = library
  const found = places(library, readVersion)

  const readable = (briefing: string, version: string): Content | null => {
    try {
      return readVersion(briefing, version)
    } catch (error) {
      if (error instanceof Refusal) return null
      throw error
    }
  }
  const liveBriefings = () =>
    library.intact(
      'briefings',
      db.all<StoredRecord<'briefings'>>('SELECT * FROM briefings WHERE deleted_at_hlc IS NULL ORDER BY hlc DESC'),
    )
  const resolutions = (rows: readonly AnnotationRow[], version: string) => {
    try {
      return new Map(found.on(rows, version).map(({ id, resolution }) => [id, resolution]))
    } catch (error) {
      // Words are not lost because their text is.
      if (error instanceof Refusal && error.code === 'damaged') return new Map<string, never>()
      throw error
    }
  }

  return {
    leaving: (ids) => {
      const wanted = ids === null ? null : new Set(ids)
      return liveBriefings().flatMap(({ id, version }) => {
        const rows = library
          .intact(
            'annotations',
            db.all<AnnotationRow>(
              'SELECT * FROM annotations WHERE briefing = ? AND deleted_at_hlc IS NULL ORDER BY created, id',
              id,
            ),
          )
          .filter((row) => wanted === null || wanted.has(row.id))
        const standing = resolutions(rows, version as string)
        return rows.map((row): Leaving => {
          const { hlc, ...annotation } = fromRow(row)
          const place = standing.get(row.id)
          return {
            ...annotation,
            identity: { hlc, author: row.author_id, device: row.device_id, space: row.space_id },
            parent: row.parent_id as string | null,
            extra: JSON.parse(row.extra) as Leaving['extra'],
            status: place?.status ?? null,
            ...(place?.kept !== undefined && { kept: place.kept }),
          }
        })
      })
    },

    takeIn: (bound, request) =>
      library.write(request, (writer) => {
        const rooms = new Map<string, Room | null>()
        const roomOf = (briefing: string): Room | null => {
          const known = rooms.get(briefing)
          if (known !== undefined) return known
          const row = library.read('briefings', briefing)
          const version = row === null || row.deleted_at_hlc !== null ? null : (row.version as string)
          const content = version === null ? null : readable(briefing, version)
          const room = version === null || content === null ? null : { version, content, passages: new Map() }
          rooms.set(briefing, room)
          return room
        }
        const fresh = new Map<string, AnnotationRow[]>()
        const outcomes = bound.map((each): Arrived => {
          const room = roomOf(each.briefing)
          if (room === null) return { done: 'refused', cause: 'no-briefing' }
          const outcome = takeOne(writer, each, room)
          if (!('row' in outcome)) return outcome
          const { row, done, dropped } = outcome
          const there = fresh.get(row.briefing as string)
          if (there === undefined) fresh.set(row.briefing as string, [row])
          else there.push(row)
          return { done, id: row.id, hlc: row.hlc, orphan: false, dropped }
        })
        const orphans = new Set<string>()
        for (const [briefing, rows] of fresh) {
          writer.tell('annotations.changed', { briefing })
          const version = roomOf(briefing)?.version ?? (library.read('briefings', briefing)?.version as string)
          for (const { id, resolution } of found.on(rows, version)) if (resolution.status === 'orphan') orphans.add(id)
        }
        return outcomes.map((each) => ('orphan' in each ? { ...each, orphan: orphans.has(each.id) } : each))
      }),
  }

  function takeOne(
    writer: Writer,
    { briefing, arriving }: Bound,
    room: Room,
  ):
    | Exclude<Arrived, { orphan: boolean }>
    | { readonly done: 'added' | 'updated'; readonly row: AnnotationRow; readonly dropped: number } {
    const before = storedOr(arriving.id)
    if (before === 'damaged') return { done: 'refused', cause: 'damaged' }
    const { identity } = arriving
    const now = library.now()
    const isTrusted = identity !== null && timeOf(identity.hlc) <= now + trustedAhead
    const from = identity === null ? null : { ...identity, hlc: isTrusted ? identity.hlc : null }
    // Nothing was written later than now, whatever a file says; a record is as late as its own clock.
    const latest = isTrusted ? Math.max(now, timeOf(identity.hlc)) : now
    const moments = { created: atMost(arriving.created, latest), modified: atMost(arriving.modified, latest) }
    if (before === null) {
      const place = placeOf(arriving, briefing, room)
      if (typeof place === 'string') return { done: 'refused', cause: place }
      const { decisions, dropped } = sound(arriving.decisions, briefing, JSON.parse(place.target) as Target)
      const own = { briefing, ...place, kind: arriving.kind, note: arriving.note, created: moments.created }
      const row = { ...own, ...wholly(arriving, decisions), modified: moments.modified }
      const extra = canonicalJson(identity === null ? withTold(arriving.extra, arriving, now) : arriving.extra)
      return { done: 'added', row: writer.take('annotations', 'add', arriving.id, row, null, { from, extra }), dropped }
    }
    if (identity !== null && identity.author !== before.author_id) return { done: 'refused', cause: 'other-author' }
    const isLater = isTrusted && identity.hlc > before.hlc
    const isEdit = isEditedElsewhere(arriving, before, now)
    const newer = isLater || isEdit
    const target = JSON.parse(before.target as string) as Target
    const { decisions, dropped } = sound(arriving.decisions, before.briefing as string, target)
    const fields = isLater ? wholly(arriving, decisions) : partly(arriving, decisions, before)
    const extra = isLater ? canonicalJson(arriving.extra) : mergedExtra(arriving, before, now)
    const changed = { ...fields, extra, ...(isLater && { modified: moments.modified }) }
    const differs = Object.entries(changed).some(
      ([column, value]) => (before as Readonly<Record<string, unknown>>)[column] !== value,
    )
    const own = newer && differs ? { ...before, ...fields, modified: moments.modified } : before
    // What was found on later versions started from the places that were decided about.
    if (own.decisions !== before.decisions) db.run('DELETE FROM resolutions WHERE annotation = ?', before.id)
    if (before.deleted_at_hlc !== null) {
      // Whoever takes a file in wants what is in it.
      const came = { from: null, extra: own === before ? before.extra : extra }
      const row = writer.take('annotations', 'restore', before.id, own, before, came)
      return { done: 'added', row, dropped: own === before ? 0 : dropped }
    }
    if (own === before) return { done: 'unchanged', id: before.id, hlc: before.hlc }
    // An edit by another program leaves our clock as it was.
    const came = { from: isLater ? from : null, extra }
    return { done: 'updated', row: writer.take('annotations', 'change', before.id, own, before, came), dropped }
  }

  /** The decisions of a file that hold: words that do not stand where one says would be shown as the reader's own choice. */
  function sound(
    given: Arriving['decisions'],
    briefing: string,
    target: Target,
  ): { readonly decisions: Readonly<Record<string, Decision>>; readonly dropped: number } {
    const decisions: Record<string, Decision> = {}
    const all = Object.entries(given ?? {})
    for (const [version, decision] of all) {
      const selectors = placesOf(decision, version, briefing, target)
      if (selectors !== null) decisions[version] = { ...decision, selectors }
    }
    return { decisions, dropped: all.length - Object.keys(decisions).length }
  }

  function placesOf(
    { what, found: was, selectors }: Decision,
    version: string,
    briefing: string,
    target: Target,
  ): readonly BlockSelector[] | null {
    if (what === 'kept' || target.type !== 'text') return selectors.length === 0 ? selectors : null
    if (selectors.length === 0) return what === 'placed' ? null : selectors
    if (what === 'accepted' && was === 'orphan') return null
    const on = readable(briefing, version)
    return on === null ? asLongAsTheirWords(selectors) : standing(selectors, target.lang, on)
  }

  function storedOr(id: string): AnnotationRow | null | 'damaged' {
    try {
      return library.read('annotations', id)
    } catch (error) {
      if (error instanceof Refusal && error.code === 'damaged') return 'damaged'
      throw error
    }
  }

  /** The version and the target an annotation is kept with. */
  function placeOf(
    { target, version }: Arriving,
    briefing: string,
    room: Room,
  ): { readonly version: string; readonly target: string } | ItemCause {
    const then = version === null ? null : readable(briefing, version)
    if (target.type !== 'text') {
      // On a version that is not here nobody can tell whether it was there.
      const there = (content: Content) => target.type === 'briefing' || has(target, content)
      if (version !== null && (then === null || there(then))) return { version, target: JSON.stringify(target) }
      return there(room.content) ? { version: room.version, target: JSON.stringify(target) } : 'unknown-part'
    }
    const lang = target.lang ?? langOf(target.words, room.content)
    const whole = wholeWords(target.words)
    const kept = (on: string, selectors: readonly BlockSelector[], by: Lang = lang) => ({
      version: on,
      target: JSON.stringify({ type: 'text', lang: by, selectors: [...selectors] } satisfies Target),
    })
    const stood = whole === null ? null : then === null ? asLongAsTheirWords(whole) : standing(whole, lang, then)
    if (version !== null && stood !== null) return kept(version, stood)
    for (const by of new Set([lang, ...(target.lang === null ? languages : [])])) {
      const on = passagesIn(room, by)
      const all = on === null ? [] : target.words.map((words) => on.find(words))
      if (all.length > 0 && all.every((each) => each !== null)) return kept(room.version, all.flat(), by)
    }
    const quoted = target.words.filter(({ exact }) => exact !== null)
    if (quoted.length === 0) return 'unknown-part'
    return kept(unknownVersion, quoted.map(asQuoted))
  }
}

/** A briefing that annotations are put into, as it is now. */
interface Room {
  readonly version: string
  readonly content: Content
  readonly passages: Map<Lang, Passages>
}

function passagesIn({ content, passages }: Room, lang: Lang): Passages | null {
  const edition = content.editions[lang]
  if (edition === undefined) return null
  const made = passages.get(lang) ?? passagesOf(edition.blocks)
  passages.set(lang, made)
  return made
}

/** The selectors as they were stored elsewhere, if they are whole. */
function wholeWords(words: readonly ArrivingWords[]): BlockSelector[] | null {
  const whole = words.flatMap(({ block, exact, prefix, suffix, start, end }) =>
    block === null || exact === null || start === null || end === null
      ? []
      : [{ block, exact, prefix, suffix, start, end }],
  )
  return whole.length === words.length ? whole : null
}

/** Selectors as they are on a text, all of them; null if one does not stand there. */
function standing(selectors: readonly BlockSelector[], lang: Lang, content: Content): readonly BlockSelector[] | null {
  if (asLongAsTheirWords(selectors) === null) return null
  try {
    return selectorsOn(selectors, lang, content)
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

/** All that can be said of selectors on a text that nobody here has. */
function asLongAsTheirWords(selectors: readonly BlockSelector[]): readonly BlockSelector[] | null {
  return selectors.every(({ exact, start, end }) => end - start === exact.length) ? selectors : null
}

/** All columns that a record brings: what it does not say is empty. */
function wholly(arriving: Arriving, decisions: Readonly<Record<string, Decision>>) {
  return {
    ...{ marking: null, due: null, done: null, links: null, tags: '[]' },
    ...columnsOf({ ...arriving, tags: [...arriving.tags] }),
    decisions: Object.keys(decisions).length === 0 ? null : JSON.stringify(decisions),
    parent_id: arriving.parent,
  }
}

/**
 * True if another program edited it and nothing was changed here that the edit does not know of. With a clock, it was made
 * from what is stored now; without one, only its time tells, and one that it said before says nothing new.
 */
function isEditedElsewhere({ identity, modified }: Arriving, before: AnnotationRow, now: number): boolean {
  const time = Date.parse(modified)
  const seen = Math.max(Date.parse(before.modified as string), toldIn(JSON.parse(before.extra) as Json))
  if (identity !== null) return identity.hlc === before.hlc && time > seen
  return time > seen && time <= now + trustedAhead
}

/** Other programs keep what they know of. What such an edit does not carry stays, and a marking is never lowered by one. */
function partly(arriving: Arriving, decisions: Readonly<Record<string, Decision>>, before: AnnotationRow) {
  const { carries, kind, note, tags, due = null, done = null, links = [], parent } = arriving
  const stored = fieldsOf(before as Row)
  const all: Record<string, Decision> = { ...decisions, ...stored.decisions }
  for (const [version, decision] of Object.entries(decisions)) {
    const own = stored.decisions?.[version]
    if (own === undefined || decision.at > own.at) all[version] = decision
  }
  return {
    ...columnsOf({
      ...(carries.has('kind') && { kind }),
      ...(carries.has('note') && { note }),
      ...(carries.has('tags') && { tags: [...tags] }),
      ...(carries.has('due') && { due }),
      ...(carries.has('done') && { done }),
      ...(carries.has('links') && { links: [...links] }),
    }),
    ...(carries.has('marking') && columnsOf({ marking: raised(stored.marking, arriving.marking) })),
    ...(Object.keys(decisions).length > 0 && { decisions: JSON.stringify(all) }),
    ...(carries.has('parent') && { parent_id: parent }),
  }
}

type MarkingOf = Arriving['marking']

/** The stricter of two markings, field by field. */
function raised(one: MarkingOf, other: MarkingOf): NonNullable<MarkingOf> {
  const tlp = stricter(tlpLabels, one?.tlp, other?.tlp)
  const secrecy = stricter(secrecyLevels, one?.secrecy, other?.secrecy)
  return { ...(tlp !== undefined && { tlp }), ...(secrecy !== undefined && { secrecy }) }
}

function stricter<T>(from: readonly T[], one: T | undefined, other: T | undefined): T | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return from.indexOf(one) >= from.indexOf(other) ? one : other
}

type Json = Readonly<Record<string, unknown>>

const mapOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {})

/** What an edit brings beside our fields goes over what there was; what was marked, and by whom, it does not say anew. */
function mergedExtra(arriving: Arriving, before: AnnotationRow, now: number): string {
  const stored = JSON.parse(before.extra) as Json
  const was = mapOf(stored.w3c)
  const { origin: _origin, ...came } = mapOf(arriving.extra.w3c)
  const { creator, ...named } = mapOf(came.fields)
  const isAuthor = creator === undefined || mapOf(creator).id === `urn:uuid:${before.author_id}`
  const fields = { ...mapOf(was.fields), ...named, ...(!isAuthor && { creator }) }
  const w3c = { ...was, ...came, ...(Object.keys(fields).length > 0 ? { fields } : {}) }
  const merged = { ...stored, ...arriving.extra, w3c }
  const { w3c: all, ...rest } = arriving.identity === null ? withTold(merged, arriving, now) : merged
  return canonicalJson({ ...rest, ...(Object.keys(mapOf(all)).length > 0 && { w3c: all }) })
}

/** A time that lies ahead of ours is not taken over; it is remembered, so that the same file does not seem new again. */
const withTold = (extra: Json, { modified }: Arriving, now: number): Json =>
  Date.parse(modified) > now ? { ...extra, modifiedTold: modified } : extra

function toldIn({ modifiedTold }: Json): number {
  const time = typeof modifiedTold === 'string' ? Date.parse(modifiedTold) : Number.NaN
  return Number.isNaN(time) ? 0 : time
}

const atMost = (moment: string, latest: number) => new Date(Math.min(Date.parse(moment), latest)).toISOString()

/** Words of Han letters are the Chinese edition's, all others the other one's; where there are none, the lead edition's. */
function langOf(words: readonly ArrivingWords[], { lead, languages: there }: Content): Lang {
  const quotes = words.flatMap(({ exact }) => exact ?? [])
  if (quotes.length === 0) return lead
  const guess: Lang = quotes.some((exact) => /\p{Script=Han}/u.test(exact)) ? 'zh-TW' : 'en'
  return there.includes(guess) ? guess : lead
}

/** A quote with its context, for every edition to be searched for. */
function asQuoted({ block, exact, prefix, suffix, start, end }: ArrivingWords): BlockSelector {
  const quote = exact ?? ''
  // A place in another program's page, or one that cannot be, says nothing here.
  const from = start !== null && end !== null && end - start === quote.length ? start : 0
  return {
    block: block ?? 'unknown',
    exact: quote,
    prefix: prefix.slice(-contextLength).toWellFormed(),
    suffix: suffix.slice(0, contextLength).toWellFormed(),
    start: from,
    end: from + quote.length,
  }
}
