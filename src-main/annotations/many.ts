import type { ManyChanged } from '../../src-shared/annotations/notebook.ts'
import type { Contract } from '../../src-shared/contract.ts'
import type { Handlers } from '../../src-shared/ipc.ts'
import type { Library, Writer } from '../library/library.ts'
import { type AnnotationRow, columnsOf } from './rows.ts'

type Many = Pick<Handlers<Contract, 'library'>['annotations'], 'changeMany' | 'removeMany' | 'restoreMany'>

/** Changes to many annotations in one write: all that are as the reader saw them, and none of the others. */
export function manyAnnotations(library: Library): Many {
  const each = <Item extends { readonly id: string; readonly hlc: string }>(
    items: readonly Item[],
    request: string,
    put: (writer: Writer, row: AnnotationRow, item: Item) => AnnotationRow,
  ): ManyChanged =>
    library.write(request, (writer) => {
      const done: { id: string; hlc: string }[] = []
      const stale: string[] = []
      const briefings = new Set<string>()
      for (const item of items) {
        const row = library.read('annotations', item.id)
        // A removed one whose links followed others is still the one that was removed.
        if (row === null || (row.hlc !== item.hlc && row.deleted_at_hlc !== item.hlc)) {
          stale.push(item.id)
          continue
        }
        const { id, hlc, briefing } = put(writer, row, item)
        done.push({ id, hlc })
        briefings.add(briefing as string)
      }
      for (const briefing of briefings) writer.tell('annotations.changed', { briefing })
      return { done, stale }
    })
  const time = () => new Date(library.now()).toISOString()
  return {
    changeMany: ({ changes }, { request }) =>
      each(changes, request, (writer, row, { change }) =>
        writer.put('annotations', row.deleted_at_hlc === null ? 'change' : 'restore', row, {
          ...columnsOf(change),
          modified: time(),
        }),
      ),
    removeMany: ({ items }, { request }) =>
      each(items, request, (writer, row) =>
        row.deleted_at_hlc === null ? writer.put('annotations', 'remove', row) : row,
      ),
    restoreMany: ({ items }, { request }) =>
      each(items, request, (writer, row) =>
        row.deleted_at_hlc === null ? row : writer.put('annotations', 'restore', row),
      ),
  }
}
