import { alignedPlace } from '../../src-shared/annotations/aligned.ts'
import type { PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import { type Lang, languages } from '../../src-shared/languages.ts'
import type { Stretch } from './painting.ts'
import type { TextRow } from './rows.ts'

/**
 * Where annotations of one language are met word for word in the other, by `<lang>/<block>`: a number, a date or a name
 * that stands there once. Only for rows that are drawn in another language than the annotation was made in.
 */
export function alignedMarks(
  rows: readonly TextRow[],
  touching: ReadonlyMap<string, readonly PlacedAnnotation[]>,
  drawn: (row: TextRow) => readonly Lang[],
): ReadonlyMap<string, readonly Stretch[]> {
  const found = new Map<string, Stretch[]>()
  for (const row of rows) {
    const here = touching.get(row.id)
    if (!here) continue
    const shown = drawn(row)
    for (const { id, kind, target, resolution } of here) {
      if (target.type !== 'text') continue
      const own = row.cells[target.lang] ?? []
      const quote = resolution.places
        .flatMap(({ block, start, end }) => own.find((each) => each.id === block)?.text.slice(start, end) ?? [])
        .join('\n')
      for (const lang of languages) {
        if (lang === target.lang || !shown.includes(lang)) continue
        const place = alignedPlace(quote, row.cells[lang] ?? [])
        if (place === null) continue
        const key = `${lang}/${place.block}`
        const mark = { id, kind, start: place.start, end: place.end }
        const list = found.get(key)
        if (list) list.push(mark)
        else found.set(key, [mark])
      }
    }
  }
  return found
}
