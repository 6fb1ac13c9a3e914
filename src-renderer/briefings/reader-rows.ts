import type { ReadingLanguage } from '../../src-shared/briefings/briefing.ts'
import type { Block, Content } from '../../src-shared/briefings/content.ts'
import { blockPlaces } from '../../src-shared/briefings/paragraphs.ts'
import { type Lang, type Localized, languages } from '../../src-shared/languages.ts'

/** The blocks that say the same thing in each language. */
export interface AlignedRow {
  readonly id: string
  readonly kind: Block['kind']
  /** The paragraph's number, the same in every language; null for what is not a paragraph. */
  readonly number: number | null
  readonly cells: Localized<readonly Block[]>
}

/** One column of a drawn row. `fallback` = drawn in another language because the wanted one is missing. */
export interface Cell {
  readonly lang: Lang
  readonly wanted: Lang
  readonly fallback: boolean
  readonly blocks: readonly Block[]
}

export interface Row extends Omit<AlignedRow, 'cells'> {
  readonly cells: readonly Cell[]
}

/** The whole text aligned by block, in the order of the lead language; footnotes come last. */
export function alignedRows(content: Content): readonly AlignedRow[] {
  const lead = content.editions[content.lead]?.blocks ?? []
  const others = languages.filter((lang) => lang !== content.lead && content.editions[lang])
  const rows = lead.map((block) => ({ block, cells: { [content.lead]: [block] } as Record<string, Block[]> }))
  for (const lang of others) {
    const left = new Map((content.editions[lang]?.blocks ?? []).map((block) => [block.id, block]))
    const rowOf = new Map<string, number>()
    rows.forEach((row, index) => {
      const ids = content.align[row.block.id] ?? [row.block.id]
      let mates = ids.flatMap((id) => left.get(id) ?? [])
      const view = row.block.kind === 'view' ? row.block.view : null
      if (mates.length === 0 && view) {
        mates = [...left.values()].filter((each) => each.kind === 'view' && each.view === view).slice(0, 1)
      }
      for (const mate of mates) {
        left.delete(mate.id)
        rowOf.set(mate.id, index)
      }
      if (mates.length > 0) row.cells[lang] = mates
    })
    // What only this language says stands after the block it follows there.
    const extra: { readonly after: number; readonly block: Block }[] = []
    let after = -1
    for (const block of content.editions[lang]?.blocks ?? []) {
      const row = rowOf.get(block.id)
      if (row === undefined) extra.push({ after, block })
      else after = Math.max(after, row)
    }
    for (const { after: index, block } of extra.reverse()) {
      rows.splice(index + 1, 0, { block, cells: { [lang]: [block] } })
    }
  }
  const places = blockPlaces(content)
  const numbered = rows.map(({ block, cells }) => ({
    id: block.id,
    kind: block.kind,
    number: block.kind === 'paragraph' ? (places.get(block.id)?.number ?? null) : null,
    cells: cells as Localized<readonly Block[]>,
  }))
  const isFootnote = (row: AlignedRow) => row.kind === 'footnote'
  return [...numbered.filter((row) => !isFootnote(row)), ...numbered.filter(isFootnote)]
}

/** The rows as one reading language draws them. Side by side, an absent column stays empty; alone, the lead stands in. */
export function rowsFor(rows: readonly AlignedRow[], reading: ReadingLanguage, lead: Lang): readonly Row[] {
  return rows.map((row) => {
    if (reading === 'parallel') {
      const cells = parallelLanguages(lead).map((lang) => ({
        lang,
        wanted: lang,
        fallback: false,
        blocks: row.cells[lang] ?? [],
      }))
      return { ...row, cells }
    }
    const lang = [reading, lead, ...languages].find((each) => row.cells[each]) ?? lead
    return { ...row, cells: [{ lang, wanted: reading, fallback: lang !== reading, blocks: row.cells[lang] ?? [] }] }
  })
}

/** The columns of side by side: the lead language first. */
export function parallelLanguages(lead: Lang): readonly Lang[] {
  return [lead, ...languages.filter((lang) => lang !== lead)]
}

/** The row that holds a block, in whichever language. */
export function rowOfBlock<R extends AlignedRow>(rows: readonly R[], block: string): R | null {
  return (
    rows.find(
      (row) => row.id === block || languages.some((lang) => row.cells[lang]?.some((each) => each.id === block)),
    ) ?? null
  )
}
