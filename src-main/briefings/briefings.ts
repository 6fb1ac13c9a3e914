import type { Briefing, BriefingRow, ImportReport, Problem, Reading } from '../../src-shared/briefings/briefing.ts'
import { canonicalJson } from '../../src-shared/briefings/canonical.ts'
import { changesBetween, type VersionName } from '../../src-shared/briefings/changes.ts'
import type { Content } from '../../src-shared/briefings/content.ts'
import type { Contract } from '../../src-shared/contract.ts'
import { type Handlers, Refusal } from '../../src-shared/ipc.ts'
import type { Library } from '../library/library.ts'
import type { StoredRecord } from '../library/records.ts'
import { sha256 } from '../library/sha256.ts'
import type { ReadVersion } from '../library/versions.ts'

/** One version of a briefing as its publisher handed it over, read and checked. */
export interface Received {
  /** The publisher's own id of the briefing; null if it has none yet. */
  readonly briefing: string | null
  readonly content: Content
  /** The content's canonical JSON, as it is kept. */
  readonly canonical: string
  /** SHA-256 of `canonical`. */
  readonly hash: string
  readonly warnings: readonly Problem[]
}

export type ReadFiles = (files: readonly { readonly path: string; readonly bytes: Uint8Array }[]) => Promise<Received>

export interface Briefings {
  readonly handlers: Handlers<Contract, 'library'>['briefings']
  /** Takes in a version: a new briefing, the next version of a known one, or nothing new. */
  readonly accept: (received: Received, request: string) => ImportReport
  /** True if the briefing ever had this version. */
  readonly knows: (received: Received) => boolean
  /** The id of a briefing given by its id or its slug. */
  readonly idOf: (idOrSlug: string) => string
}

/** The briefings of the library: each a row of immutable versions, of which the last one is read. */
export function briefings(library: Library, readVersion: ReadVersion, readFiles: ReadFiles): Briefings {
  const { db } = library

  const bySlug = (slug: string) =>
    db.get<StoredRecord<'briefings'>>('SELECT * FROM briefings WHERE slug = ? AND deleted_at_hlc IS NULL', slug)

  const rowOf = (briefing: StoredRecord<'briefings'>): BriefingRow | null => {
    const versions = library.intact(
      'versions',
      db.all<StoredRecord<'versions'>>(
        'SELECT * FROM versions WHERE briefing = ? AND number = ?',
        briefing.id,
        briefing.number,
      ),
    )
    const [version] = versions
    if (version === undefined) return null
    const annotations = db.get<{ count: number }>(
      'SELECT count(*) AS count FROM annotations WHERE briefing = ? AND deleted_at_hlc IS NULL',
      briefing.id,
    )
    return {
      id: briefing.id,
      slug: briefing.slug as string,
      status: briefing.status as BriefingRow['status'],
      number: briefing.number as number,
      version: briefing.version as string,
      head: JSON.parse(version.head as string) as BriefingRow['head'],
      counts: {
        ...(JSON.parse(version.counts as string) as Omit<BriefingRow['counts'], 'annotations'>),
        annotations: annotations?.count ?? 0,
      },
      reading: db.get<Reading>('SELECT lang, block, progress, version FROM reading WHERE briefing = ?', briefing.id),
      received: version.received as string,
    }
  }

  const versionsOf = (id: string): readonly VersionName[] => {
    const briefing = library.read('briefings', id)
    if (briefing === null || briefing.deleted_at_hlc !== null) throw new Refusal('not-found', { what: 'briefings', id })
    const rows = db.all<StoredRecord<'versions'>>('SELECT * FROM versions WHERE briefing = ? ORDER BY number', id)
    return library.intact('versions', rows).map(({ hash, number, head, received }) => ({
      version: hash as string,
      number: number as number,
      issued: (JSON.parse(head as string) as Partial<BriefingRow['head']>).issued ?? '',
      received: received as string,
    }))
  }

  /**
   * The briefing that this is a version of. One under the same short name is not it if it has the id of a publisher and
   * this one has another or none: only a briefing whose id was made here is known by its short name.
   */
  const knownAs = ({ briefing, content }: Received): StoredRecord<'briefings'> | null => {
    const byId = briefing === null ? null : library.read('briefings', briefing)
    const named = bySlug(content.slug)
    if (byId !== null) {
      if (named !== null && named.id !== byId.id) throw slugTaken(content.slug)
      return byId
    }
    if (named !== null && named.minted === 0) throw slugTaken(content.slug)
    return named === null ? null : library.read('briefings', named.id)
  }

  const accept = (received: Received, request: string): ImportReport => {
    const { canonical } = received
    if (sha256(canonical) !== received.hash) throw new Error('the hash is not that of the content')
    return library.write(request, (writer) => {
      const { content, hash, warnings } = received
      const known = knownAs(received)
      if (known !== null && known.version === hash && known.deleted_at_hlc === null) {
        const number = known.number as number
        return { briefing: known.id, slug: content.slug, number, outcome: 'unchanged', warnings }
      }
      const number = known === null ? 1 : (known.number as number) + 1
      const id = known?.id ?? received.briefing ?? library.newId()
      const own = { slug: content.slug, status: 'issued', number, version: hash }
      if (known === null) {
        writer.add('briefings', id, { ...own, minted: received.briefing === null ? 1 : 0 })
      } else {
        writer.put('briefings', known.deleted_at_hlc === null ? 'change' : 'restore', known, own)
      }
      writer.add('versions', library.newId(), {
        briefing: id,
        number,
        hash,
        head: canonicalJson(headOf(content)),
        counts: canonicalJson(countsOf(content)),
        received: new Date(library.now()).toISOString(),
        content: canonical,
      })
      writer.tell('briefings.changed', {})
      if (known !== null) writer.tell('annotations.changed', { briefing: id })
      return { briefing: id, slug: content.slug, number, outcome: known === null ? 'added' : 'new-version', warnings }
    })
  }

  return {
    accept,

    knows: (received) => {
      const known = knownAs(received)
      return (
        known !== null &&
        db.get('SELECT 1 FROM versions WHERE briefing = ? AND hash = ?', known.id, received.hash) !== null
      )
    },

    idOf: (idOrSlug) => {
      const found =
        bySlug(idOrSlug) ??
        db.get<{ id: string }>(
          'SELECT id FROM briefings WHERE id = ? AND deleted_at_hlc IS NULL',
          idOrSlug.toLowerCase(),
        )
      if (found === null) throw new Refusal('not-found', { what: 'briefings', id: idOrSlug })
      return found.id
    },

    handlers: {
      list: () => {
        const rows = db.all<StoredRecord<'briefings'>>(
          'SELECT * FROM briefings WHERE deleted_at_hlc IS NULL ORDER BY hlc DESC',
        )
        return library.intact('briefings', rows).flatMap((briefing) => rowOf(briefing) ?? [])
      },

      open: ({ id }) => {
        const briefing = library.read('briefings', id)
        if (briefing === null || briefing.deleted_at_hlc !== null) {
          throw new Refusal('not-found', { what: 'briefings', id })
        }
        const content = readVersion(id, briefing.version as string)
        const row = rowOf(briefing)
        if (content === null || row === null) throw new Refusal('damaged', { what: 'versions', briefing: id })
        const { head: _, ...rest } = row
        return { ...rest, content } satisfies Briefing
      },

      versions: ({ id }) => versionsOf(id),

      changes: ({ id, since }) => {
        const briefing = library.read('briefings', id)
        const all = versionsOf(id)
        const now = all.findLast(({ version }) => version === briefing?.version)
        const before = all.findLast(({ version }) => version === since)
        if (now === undefined || before === undefined) throw new Refusal('not-found', { what: 'versions', id: since })
        const [was, is] = [readVersion(id, before.version), readVersion(id, now.version)]
        if (was === null || is === null) throw new Refusal('damaged', { what: 'versions', briefing: id })
        const { title, lead, languages, marking } = is
        return { briefing: id, title, lead, languages, marking, since: before, now, ...changesBetween(was, is) }
      },

      keepReading: ({ id, reading }) => {
        if (library.read('briefings', id) === null) throw new Refusal('not-found', { what: 'briefings', id })
        db.run(
          `INSERT INTO reading (briefing, lang, block, progress, version) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (briefing) DO UPDATE SET
             lang = excluded.lang, block = excluded.block, progress = excluded.progress, version = excluded.version`,
          id,
          reading.lang,
          reading.block,
          reading.progress,
          reading.version,
        )
        return null
      },

      importDropped: async ({ files }, { request }) => accept(await readFiles(files), request),
    },
  }
}

function slugTaken(slug: string): Refusal {
  const problem: Problem = { file: 'briefing.yaml', line: null, code: 'slug-taken', data: { slug } }
  return new Refusal('refused', { problems: [problem] })
}

function headOf(content: Content): BriefingRow['head'] {
  const { lead, languages, title, summary, publisher, issued, marking, tags, collection } = content
  return {
    lead,
    languages,
    title,
    summary,
    publisher,
    issued,
    marking,
    tags,
    ...(collection !== undefined && { collection }),
  }
}

function countsOf(content: Content): Omit<BriefingRow['counts'], 'annotations'> {
  const { notes, events, risks, positions } = content
  return { notes: notes.length, events: events.length, risks: risks.length, positions: positions.length }
}
