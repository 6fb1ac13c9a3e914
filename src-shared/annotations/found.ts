/** What is asked of the anchoring engine, and what it answers. Offsets are UTF-16 code units, `end` exclusive. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** A quote in one text: its words, the words around them, and its place in the old text. */
export interface TextSelector extends Stretch {
  readonly exact: string
  readonly prefix: string
  readonly suffix: string
}

/** Where a quote stands in the new text. */
export type Found =
  | (Stretch & {
      /**
       * exact: letter for letter the same, where the old text's course leads. changed: found there, its wording differs.
       * moved: gone from its place, and found in text that is new elsewhere.
       */
      readonly status: 'exact' | 'changed' | 'moved'
      /** How much of the wording is kept, 0 to 1. */
      readonly score: number
    })
  /** The passage was replaced: `gap` is what stands in its place. */
  | { readonly status: 'rewritten'; readonly gap: Stretch }
  | { readonly status: 'orphan' }
