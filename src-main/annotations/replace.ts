import type { PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import type { Contract } from '../../src-shared/contract.ts'
import { type Handlers, Refusal } from '../../src-shared/ipc.ts'
import type { Library, Writer } from '../library/library.ts'
import type { ReadVersion } from '../library/versions.ts'
import type { AnnotationRow } from './rows.ts'
import { targetOn } from './targets.ts'

type Replace = Pick<Handlers<Contract, 'library'>['annotations'], 'replace' | 'swap'>

/**
 * Other words for an annotation. What was marked never changes, so a new one takes over all that the reader said, and
 * the old one goes: in one write, with the links of others following. `swap` takes that back.
 */
export function replaceAnnotation(
  library: Library,
  readVersion: ReadVersion,
  {
    read,
    refuseStale,
    placedOne,
  }: {
    readonly read: (id: string) => AnnotationRow
    readonly refuseStale: (row: AnnotationRow, hlc: string) => void
    readonly placedOne: (row: AnnotationRow) => PlacedAnnotation
  },
): Replace {
  const { db } = library
  const time = () => new Date(library.now()).toISOString()

  /**
   * What was linked to one is linked to the other, and what answered it answers the other. Removed ones too: they may be
   * brought back.
   */
  const relink = (writer: Writer, from: string, to: string) => {
    const linked = db.all<AnnotationRow>(
      'SELECT * FROM annotations WHERE (links LIKE ? OR parent_id = ?) AND id NOT IN (?, ?)',
      ...[`%${from}%`, from, from, to],
    )
    for (const row of library.intact('annotations', linked)) {
      const links = new Set(
        (JSON.parse((row.links as string | null) ?? '[]') as string[]).map((id) => (id === from ? to : id)),
      )
      const parent_id = row.parent_id === from ? to : row.parent_id
      const said = { links: links.size === 0 ? null : JSON.stringify([...links]), parent_id, modified: time() }
      writer.put('annotations', 'change', row, said)
      writer.tell('annotations.changed', { briefing: row.briefing as string })
    }
  }

  return {
    replace: ({ id, hlc, version, target }, { request }) =>
      library.write(request, (writer) => {
        const before = read(id)
        if (before.deleted_at_hlc !== null) throw new Refusal('not-found', { what: 'annotations', id })
        refuseStale(before, hlc)
        const content = readVersion(before.briefing as string, version)
        if (content === null) throw new Refusal('not-found', { what: 'versions', id: version })
        const { briefing, kind, note, tags, marking, parent_id, created, due, done, links } = before
        const own = {
          ...{ briefing, version, target: JSON.stringify(targetOn(target, content)) },
          ...{ kind, note, tags, marking, parent_id, created, due, done, links },
          decisions: null,
          modified: time(),
        }
        const came = { from: null, extra: before.extra }
        const row = writer.take('annotations', 'add', library.newId(), own, null, came)
        writer.put('annotations', 'remove', before)
        relink(writer, id, row.id)
        writer.tell('annotations.changed', { briefing: briefing as string })
        return placedOne(row)
      }),

    swap: ({ id, hlc, back }, { request }) =>
      library.write(request, (writer) => {
        const goes = read(id)
        const comes = read(back)
        if (goes.deleted_at_hlc !== null) throw new Refusal('not-found', { what: 'annotations', id })
        refuseStale(goes, hlc)
        writer.put('annotations', 'remove', goes)
        const row = comes.deleted_at_hlc === null ? comes : writer.put('annotations', 'restore', comes)
        relink(writer, id, back)
        writer.tell('annotations.changed', { briefing: row.briefing as string })
        return placedOne(row)
      }),
  }
}
