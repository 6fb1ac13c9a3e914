import { anchorOf, locateAll } from '../../src-shared/annotations/anchor.ts'
import type {
  Annotation,
  BlockSelector,
  Decision,
  PlacedAnnotation,
  Resolution,
  Target,
} from '../../src-shared/annotations/annotation.ts'
import type { Content } from '../../src-shared/briefings/content.ts'
import { Refusal } from '../../src-shared/ipc.ts'
import type { Lang } from '../../src-shared/languages.ts'
import type { Library } from '../library/library.ts'
import { sha256 } from '../library/sha256.ts'
import type { ReadVersion } from '../library/versions.ts'
import { type AnnotationRow, fromRow } from './rows.ts'
import { cellValue, has, wordsOf } from './targets.ts'

/** How places are found today; a better way gets another name, and what this one found is then found again. */
const method = 'diff-2'

/** The version an annotation's place was last certain on, and its words there. */
export interface Base {
  readonly version: string
  readonly selectors: readonly BlockSelector[]
}

export interface Places {
  /** Annotations of one briefing with their places on a version, taken from the cache where it has them. */
  readonly on: (rows: readonly AnnotationRow[], version: string) => readonly PlacedAnnotation[]
  /** Where an annotation was certain before a version. */
  readonly baseBefore: (annotation: Annotation, version: string) => Base
  /**
   * Takes what was found of an annotation after a version out of the cache; inside the transaction of its caller. What was
   * found on it and before stays: a decision that is taken back leaves what there was.
   */
  readonly forgetAfter: (annotation: Annotation, version: string) => void
}

interface Cached {
  readonly annotation: string
  readonly version: string
  readonly status: Resolution['status']
  readonly places: string
  readonly method: string
  readonly row_hash: string
}

/** Finds annotations again on later versions, and remembers what it found. */
export function places(library: Library, readVersion: ReadVersion): Places {
  const { db } = library

  const contentOf = (briefing: string, version: string): Content => {
    const content = readVersion(briefing, version)
    if (content === null) throw new Refusal('damaged', { what: 'versions', briefing })
    return content
  }
  /** A version that cannot be read any more leaves the quote and its context to go by. */
  const contentIfReadable = (briefing: string, version: string): Content | null => {
    try {
      return readVersion(briefing, version)
    } catch (error) {
      if (error instanceof Refusal) return null
      throw error
    }
  }

  const isGood = (row: Cached) => row.method === method && row.row_hash === hashOf(row)
  const cachedOf = (annotation: string) =>
    db.all<Cached>('SELECT * FROM resolutions WHERE annotation = ?', annotation).filter(isGood)

  const orderOf = (briefing: string) => {
    const rows = db.all<{ hash: string; number: number }>(
      'SELECT hash, number FROM versions WHERE briefing = ? ORDER BY number',
      briefing,
    )
    return new Map(rows.map(({ hash, number }) => [hash, number]))
  }

  const baseBefore = (
    annotation: Annotation,
    version: string,
    order: ReadonlyMap<string, number> = orderOf(annotation.briefing),
  ): Base => {
    const { target } = annotation
    const own: Base = { version: annotation.version, selectors: target.type === 'text' ? target.selectors : [] }
    const number = order.get(version) ?? Number.POSITIVE_INFINITY
    const numberOf = (on: string) => order.get(on) ?? 0
    const decided = Object.entries(annotation.decisions ?? {})
      .filter(([, { what }]) => what !== 'kept')
      .map(([on, { selectors }]) => ({ on, base: (): Base | null => ({ version: on, selectors }) }))
    // Versions on which the words were found letter for letter: a later one is nearer to today's text.
    const exact =
      target.type === 'text'
        ? cachedOf(annotation.id)
            .filter(({ status }) => status === 'exact')
            .map((row) => ({ on: row.version, base: () => baseAt(annotation.briefing, row, target.lang) }))
        : []
    const later = [...decided, ...exact]
      .filter(({ on }) => on !== version && numberOf(on) < number && numberOf(on) >= numberOf(own.version))
      .sort((one, other) => numberOf(other.on) - numberOf(one.on))
    // Reading a version is dear: only the one that is taken is read.
    for (const { base } of later) {
      const found = base()
      if (found !== null) return found
    }
    return own
  }
  const baseAt = (briefing: string, row: Cached, lang: Lang): Base | null => {
    const content = contentIfReadable(briefing, row.version)
    const selectors = content === null ? null : selectorsAt(parsed(row), lang, content)
    return selectors === null ? null : { version: row.version, selectors }
  }

  const keptOn = (annotation: Annotation, version: string, order: ReadonlyMap<string, number>) =>
    order.get(baseBefore(annotation, version, order).version) ?? 0

  const on = (rows: readonly AnnotationRow[], version: string): readonly PlacedAnnotation[] => {
    const briefing = rows[0]?.briefing as string | undefined
    if (briefing === undefined) return []
    const now = contentOf(briefing, version)
    const known = new Map(
      db
        .all<Cached>('SELECT * FROM resolutions WHERE version = ?', version)
        .filter(isGood)
        .map((row) => [row.annotation, row]),
    )
    const fresh: { readonly annotation: Annotation; readonly target: TextTarget }[] = []
    const settled = new Map<string, Resolution>()
    const all = rows.map(fromRow)
    const order = orderOf(briefing)
    for (const annotation of all) {
      const { id, target } = annotation
      const decision = annotation.decisions?.[version]
      const cached = known.get(id)
      if (decision !== undefined)
        settled.set(
          id,
          decidedPlace(decision, () => keptOn(annotation, version, order)),
        )
      else if (annotation.version === version) settled.set(id, ownPlace(target))
      else if (target.type !== 'text') settled.set(id, entityPlace(target, now, annotation, version))
      else if (cached !== undefined) settled.set(id, { status: cached.status, places: parsed(cached) })
      else fresh.push({ annotation, target })
    }
    if (fresh.length > 0) find(fresh, now, version, settled)
    return all.map((annotation) => ({ ...annotation, resolution: settled.get(annotation.id) ?? lost }))
  }

  /** Looks for words that nobody has looked for on this version yet: all that were last certain on one version at once. */
  const find = (
    fresh: readonly { readonly annotation: Annotation; readonly target: TextTarget }[],
    now: Content,
    version: string,
    settled: Map<string, Resolution>,
  ) => {
    const groups = new Map<string, { lang: Lang; from: string; briefing: string; members: [string, Base][] }>()
    const order = orderOf(fresh[0]?.annotation.briefing ?? '')
    for (const { annotation, target } of fresh) {
      const base = baseBefore(annotation, version, order)
      const key = `${target.lang} ${base.version}`
      const group = groups.get(key) ?? {
        ...{ lang: target.lang, from: base.version, briefing: annotation.briefing },
        members: [],
      }
      group.members.push([annotation.id, base])
      groups.set(key, group)
    }
    for (const { lang, from, briefing, members } of groups.values()) {
      const before = contentIfReadable(briefing, from)?.editions[lang]?.blocks ?? null
      const blocks = now.editions[lang]?.blocks ?? []
      const found = locateAll(
        members.map(([, base]) => base.selectors),
        blocks,
        before,
      )
      members.forEach(([id], index) => {
        settled.set(id, found[index] ?? lost)
      })
    }
    if (db.readOnly) return
    const keep = () => {
      for (const { annotation } of fresh) {
        const found = settled.get(annotation.id) ?? lost
        const row = {
          ...{ annotation: annotation.id, version, status: found.status },
          ...{ places: JSON.stringify(found.places), method },
        }
        db.run(
          'INSERT OR REPLACE INTO resolutions (annotation, version, status, places, method, row_hash) VALUES (?, ?, ?, ?, ?, ?)',
          ...[row.annotation, row.version, row.status, row.places, row.method, hashOf(row)],
        )
      }
    }
    // A reply to a write is part of that write.
    if (db.isTransaction()) keep()
    else db.transaction(keep)
  }

  const entityPlace = (
    target: Exclude<Target, TextTarget>,
    now: Content,
    annotation: Annotation,
    version: string,
  ): Resolution => {
    if (target.type === 'briefing') return { status: 'exact', places: [] }
    if (!has(target, now)) return lost
    if (target.type === 'cell') {
      const risk = now.risks.find(({ id }) => id === target.id)
      const valueNow = risk === undefined ? null : cellValue(risk, target.column, now)
      return valueNow === target.value ? { status: 'exact', places: [] } : { status: 'changed', places: [], valueNow }
    }
    const base = baseBefore(annotation, version)
    const then = contentIfReadable(annotation.briefing, base.version)
    // What cannot be compared is asked about.
    const same = then !== null && JSON.stringify(wordsOf(target, then)) === JSON.stringify(wordsOf(target, now))
    return { status: same ? 'exact' : 'changed', places: [] }
  }

  return {
    on,
    baseBefore: (annotation, version) => baseBefore(annotation, version),
    forgetAfter: ({ id, briefing }, version) => {
      db.run(
        `DELETE FROM resolutions WHERE annotation = ? AND version IN (
           SELECT hash FROM versions WHERE briefing = ? GROUP BY hash
           HAVING max(number) > (SELECT max(number) FROM versions WHERE briefing = ? AND hash = ?))`,
        ...[id, briefing, briefing, version],
      )
    },
  }
}

type TextTarget = Extract<Target, { readonly type: 'text' }>

const lost: Resolution = { status: 'orphan', places: [] }

const ownPlace = (target: Target): Resolution => ({
  status: 'exact',
  places: target.type === 'text' ? target.selectors.map(placeOf) : [],
})

const placeOf = ({ block, start, end }: BlockSelector) => ({ block, start, end })

const parsed = (row: Cached) => JSON.parse(row.places) as Resolution['places']

function decidedPlace({ what, found, selectors }: Decision, keptOn: () => number): Resolution {
  if (what === 'kept') return { ...lost, kept: keptOn() }
  return { status: what === 'placed' ? 'by-hand' : found, places: selectors.map(placeOf) }
}

/** The words at some places of a version with their context; null if one of the places is not there. */
export function selectorsAt(at: Resolution['places'], lang: Lang, content: Content): readonly BlockSelector[] | null {
  const blocks = content.editions[lang]?.blocks ?? []
  const selectors = at.map(({ block: id, start, end }) => {
    const block = blocks.find((each) => each.id === id)
    return block === undefined ? null : anchorOf(block, start, end)
  })
  return selectors.every((selector) => selector !== null) ? selectors : null
}

const hashOf = ({ annotation, version, status, places: at, method: by }: Omit<Cached, 'row_hash'>) =>
  sha256(JSON.stringify([annotation, version, status, at, by]))
