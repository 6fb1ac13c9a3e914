import type { PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import type { ReadingLanguage } from '../../src-shared/briefings/briefing.ts'
import { type Lang, type Localized, languages } from '../../src-shared/languages.ts'

/** A row of the text as the annotations need it: the blocks that say the same in each language. */
export interface TextRow {
  readonly id: string
  readonly number: number | null
  readonly cells: Localized<readonly { readonly id: string; readonly text: string }[]>
}

/** An annotation beside the row where its words begin. */
export interface Noted {
  readonly annotation: PlacedAnnotation
  /** The words are not in a language that is shown: only the paragraph is known. */
  readonly elsewhere: boolean
}

export interface Rows {
  readonly byRow: ReadonlyMap<string, readonly Noted[]>
  /** Every row that an annotation touches, not only the one where it begins. */
  readonly touching: ReadonlyMap<string, readonly PlacedAnnotation[]>
  /** In the order of the text. */
  readonly placed: readonly Noted[]
  /** Without a place on this version, and what is not about words. */
  readonly unplaced: readonly PlacedAnnotation[]
}

/** Sets every annotation beside its row. The language shown for a row is the one `drawn` tells. */
export function besideRows(
  rows: readonly TextRow[],
  annotations: readonly PlacedAnnotation[],
  drawn: (row: TextRow) => readonly Lang[],
): Rows {
  const rowOf = new Map<string, { readonly row: TextRow; readonly index: number }>()
  rows.forEach((row, index) => {
    for (const lang of languages)
      for (const block of row.cells[lang] ?? []) rowOf.set(`${lang}/${block.id}`, { row, index })
  })
  const found: { readonly at: number; readonly start: number; readonly row: string; readonly noted: Noted }[] = []
  const unplaced: PlacedAnnotation[] = []
  const touching = new Map<string, PlacedAnnotation[]>()
  for (const annotation of annotations) {
    const first = annotation.resolution.places[0]
    const { target } = annotation
    const place = target.type === 'text' && first ? rowOf.get(`${target.lang}/${first.block}`) : undefined
    if (!place || !first || target.type !== 'text') {
      unplaced.push(annotation)
      continue
    }
    const rowsTouched = new Set(
      annotation.resolution.places.flatMap(({ block }) => rowOf.get(`${target.lang}/${block}`)?.row.id ?? []),
    )
    for (const row of rowsTouched) touching.set(row, [...(touching.get(row) ?? []), annotation])
    found.push({
      at: place.index,
      start: first.start,
      row: place.row.id,
      noted: { annotation, elsewhere: !drawn(place.row).includes(target.lang) },
    })
  }
  found.sort(
    (a, b) => a.at - b.at || a.start - b.start || (a.noted.annotation.created < b.noted.annotation.created ? -1 : 1),
  )
  const byRow = new Map<string, Noted[]>()
  for (const { row, noted } of found) byRow.set(row, [...(byRow.get(row) ?? []), noted])
  return { byRow, touching, placed: found.map(({ noted }) => noted), unplaced }
}

/** The languages in which a row is drawn. */
export function drawnLanguages(row: TextRow, reading: ReadingLanguage, lead: Lang): readonly Lang[] {
  if (reading === 'parallel') return languages
  return [[reading, lead, ...languages].find((lang) => row.cells[lang]) ?? lead]
}

/** The words an annotation was made on; blocks are joined by a line break. */
export function quoteOf(annotation: PlacedAnnotation): string {
  return annotation.target.type === 'text' ? annotation.target.selectors.map((each) => each.exact).join('\n') : ''
}
