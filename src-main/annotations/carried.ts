import type { BlockSelector, Target } from '../../src-shared/annotations/annotation.ts'
import { contextLength } from '../../src-shared/annotations/annotation.ts'
import { canonicalJson } from '../../src-shared/briefings/canonical.ts'
import type { Content } from '../../src-shared/briefings/content.ts'
import type { Arrived, Arriving, ArrivingWords, Bound, Leaving } from '../../src-shared/exchange/arriving.ts'
import type { ItemCause } from '../../src-shared/exchange/exchange.ts'
import { Refusal } from '../../src-shared/ipc.ts'
import { type Lang, languages } from '../../src-shared/languages.ts'
import { timeOf } from '../library/hlc.ts'
import type { Library, Writer } from '../library/library.ts'
import type { StoredRecord } from '../library/records.ts'
import type { ReadVersion } from '../library/versions.ts'
import { type Passages, passagesOf } from './passages.ts'
import { places } from './places.ts'
import { type AnnotationRow, columnsOf, fromRow } from './rows.ts'
import { has } from './targets.ts'

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
  const statuses = (rows: readonly AnnotationRow[], version: string) => {
    try {
      return new Map(found.on(rows, version).map(({ id, resolution }) => [id, resolution.status]))
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
        const standing = statuses(rows, version as string)
        return rows.map((row): Leaving => {
          const { hlc, ...annotation } = fromRow(row)
          return {
            ...annotation,
            identity: { hlc, author: row.author_id, device: row.device_id, space: row.space_id },
            parent: row.parent_id as string | null,
            extra: JSON.parse(row.extra) as Leaving['extra'],
            status: standing.get(row.id) ?? null,
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
          const { row, done } = outcome
          fresh.set(row.briefing as string, [...(fresh.get(row.briefing as string) ?? []), row])
          return { done, id: row.id, hlc: row.hlc, orphan: false }
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
  ): Exclude<Arrived, { orphan: boolean }> | { readonly done: 'added' | 'updated'; readonly row: AnnotationRow } {
    const before = storedOr(arriving.id)
    if (before === 'damaged') return { done: 'refused', cause: 'damaged' }
    const { identity } = arriving
    const isTrusted = identity !== null && timeOf(identity.hlc) <= library.now() + trustedAhead
    const from = identity === null ? null : { ...identity, hlc: isTrusted ? identity.hlc : null }
    const isLater = isTrusted && (before === null || identity.hlc > before.hlc)
    const extra = canonicalJson(arriving.extra)
    const fields = {
      ...{ marking: null, due: null, done: null, links: null },
      ...columnsOf({ ...arriving, tags: [...arriving.tags] }),
      decisions: arriving.decisions === undefined ? null : JSON.stringify(arriving.decisions),
      parent_id: arriving.parent,
      modified: arriving.modified,
    } as const
    if (before === null) {
      const place = placeOf(arriving, briefing, room)
      if (typeof place === 'string') return { done: 'refused', cause: place }
      const { kind, note } = arriving
      const own = { briefing, ...place, kind, note, tags: JSON.stringify(arriving.tags), created: arriving.created }
      return {
        done: 'added',
        row: writer.take('annotations', 'add', arriving.id, { ...own, ...fields }, null, { from, extra }),
      }
    }
    if (identity !== null && identity.author !== before.author_id) return { done: 'refused', cause: 'other-author' }
    const newer = isLater || arriving.modified > (before.modified as string)
    const removed = before.deleted_at_hlc !== null
    const changed = { ...fields, extra }
    const differs = Object.entries(changed).some(
      ([column, value]) => (before as Readonly<Record<string, unknown>>)[column] !== value,
    )
    if (removed) {
      // Whoever takes a file in wants what is in it.
      const own = newer ? { ...before, ...fields } : before
      const came = { from: null, extra: newer ? extra : before.extra }
      return { done: 'added', row: writer.take('annotations', 'restore', before.id, own, before, came) }
    }
    if (!newer || !differs) return { done: 'unchanged', id: before.id, hlc: before.hlc }
    // An edit by another program leaves our clock as it was.
    const came = { from: isLater ? from : null, extra }
    // What was found on later versions started from the places that were decided about.
    if (fields.decisions !== before.decisions) db.run('DELETE FROM resolutions WHERE annotation = ?', before.id)
    return {
      done: 'updated',
      row: writer.take('annotations', 'change', before.id, { ...before, ...fields }, before, came),
    }
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
    if (version !== null && whole !== null && (then === null || standThere(whole, lang, then)))
      return kept(version, whole)
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

function standThere(selectors: readonly BlockSelector[], lang: Lang, content: Content): boolean {
  const texts = new Map((content.editions[lang]?.blocks ?? []).map(({ id, text }) => [id, text]))
  return selectors.every(({ block, exact, start, end }) => texts.get(block)?.slice(start, end) === exact)
}

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
  const from = start ?? 0
  return {
    block: block ?? 'unknown',
    exact: quote,
    prefix: prefix.slice(-contextLength).toWellFormed(),
    suffix: suffix.slice(0, contextLength).toWellFormed(),
    start: from,
    end: end !== null && end > from ? end : from + quote.length,
  }
}
