/** Annotations as files: JSON-LD to keep and to hand on, Markdown to read, CSV for a spreadsheet. */
export const exchangeFormats = ['jsonld', 'md', 'csv'] as const
export type ExchangeFormat = (typeof exchangeFormats)[number]

/** A file that annotations were written to. */
export interface WrittenAnnotations {
  readonly path: string
  readonly bytes: number
  /** How many annotations are in it. */
  readonly count: number
}

/** Why one item of a file was not taken in. The words are `refused.<cause>` in locales exchange.json. */
export const itemCauses = [
  /** It names no briefing of this library, and none was chosen for it. */
  'no-briefing',
  /** A place in a text without the words that stood there: that would be a guess, and mostly a wrong one. */
  'position-only',
  /** Nothing says what it is about. */
  'no-target',
  /** It is about a part that no version here has. */
  'unknown-part',
  /** No annotation at all. */
  'not-an-annotation',
  /** A field holds what no annotation can hold; `data.field` names it. */
  'bad-field',
  /** An answer to an annotation that is not in the file. */
  'reply-alone',
  /** Another person's annotation has the same id. */
  'other-author',
  /** What is stored under this id is damaged; it is left as it is. */
  'damaged',
] as const
export type ItemCause = (typeof itemCauses)[number]

export interface RefusedItem {
  /** Its number in the file, from 1. */
  readonly at: number
  /** Its id in the file, as far as it has one. */
  readonly id: string | null
  /** The first of its words, to know it by; may be empty. */
  readonly quote: string
  readonly cause: ItemCause
  readonly data?: Readonly<Record<string, string>>
}

/** What taking in a file of annotations did. added + updated + unchanged + refused = total. */
export interface TakenAnnotations {
  /** Name of the file, without its folder. */
  readonly file: string
  readonly form: 'w3c' | 'hypothesis'
  readonly total: number
  /** With their clocks: `annotations.removeMany` takes them back. */
  readonly added: readonly { readonly id: string; readonly hlc: string }[]
  readonly updated: number
  readonly unchanged: number
  /** How many of those added or updated have no place in the text now; they are kept with their words. */
  readonly orphaned: number
  /** How many decisions on places did not hold, and were left out; absent where all held. */
  readonly undecided?: number
  /** How many rows are answers, written under what they answer and counted with it; absent where there are none. */
  readonly answers?: number
  readonly refused: readonly RefusedItem[]
  /** Where they went. */
  readonly briefings: readonly { readonly id: string; readonly count: number }[]
}
