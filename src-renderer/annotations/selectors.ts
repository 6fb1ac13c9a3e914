import { type AnchorBlock, anchorOf } from '../../src-shared/annotations/anchor.ts'
import type { BlockSelector } from '../../src-shared/annotations/annotation.ts'
import type { Selected } from './selected-text.ts'

/** The selectors of selected words: trimmed, on whole letters, with their surroundings. Empty if nothing is left. */
export function selectorsOf(selected: Selected, blockOf: (id: string) => AnchorBlock | null): readonly BlockSelector[] {
  return selected.flatMap(({ block: id, start, end }) => {
    const block = blockOf(id)
    return (block && anchorOf(block, start, end)) ?? []
  })
}
