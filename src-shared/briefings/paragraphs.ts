import { type Lang, languages } from '../languages.ts'
import type { Block, Content } from './content.ts'

/** Where a block stands among the numbered paragraphs: `number` is the paragraph's own, or that of the one before it. */
export interface BlockPlace {
  readonly kind: Block['kind']
  /** Its own number is `number` if it is a paragraph; any other block stands after the paragraph with it (0 = before all). */
  readonly number: number
}

/**
 * The place of every block of every edition. Paragraphs (¶) are counted in the lead language, so that a citation
 * means the same in both; aligned blocks share a number, and what only another language says is counted where it stands there.
 */
export function blockPlaces(content: Content): ReadonlyMap<string, BlockPlace> {
  const others = languages.filter((lang) => lang !== content.lead)
  const mates = (id: string) => content.align[id] ?? [id]
  const order: (readonly [ids: readonly string[], kind: Block['kind']])[] = blocksOf(content, content.lead).map(
    (block) => [[...new Set([block.id, ...mates(block.id)])], block.kind],
  )
  const known = new Set(order.flatMap(([ids]) => ids))
  for (const lang of others) {
    let after = 0
    for (const block of blocksOf(content, lang)) {
      const at = known.has(block.id) ? order.findIndex(([ids]) => ids.includes(block.id)) : -1
      if (at >= 0) {
        after = Math.max(after, at + 1)
        continue
      }
      known.add(block.id)
      order.splice(after, 0, [[block.id], block.kind])
      after += 1
    }
  }
  const places = new Map<string, BlockPlace>()
  let number = 0
  for (const [ids, kind] of order) {
    if (kind === 'paragraph') number += 1
    for (const id of ids) places.set(id, { kind, number })
  }
  return places
}

function blocksOf(content: Content, lang: Lang): readonly Block[] {
  return content.editions[lang]?.blocks ?? []
}
