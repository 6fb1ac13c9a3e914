import type { Arriving } from '../../src-shared/exchange/arriving.ts'
import type { ItemCause } from '../../src-shared/exchange/exchange.ts'

/** How a file names the briefing an item belongs to; the strongest first. */
export interface NamedBy {
  readonly ids: readonly string[]
  readonly versions: readonly string[]
  readonly slugs: readonly string[]
  readonly titles: readonly string[]
  readonly urls: readonly string[]
}

/** One item of a file: read, or the cause why it cannot be. */
export type Item = { readonly at: number; readonly id: string | null; readonly quote: string } & (
  | {
      readonly arriving: Arriving
      readonly named: NamedBy
      /** How many other items are written under it. */
      readonly answers?: number
    }
  | { readonly arriving: null; readonly cause: ItemCause; readonly data?: Readonly<Record<string, string>> }
)

/** Thrown while one item is read; the others go on. */
export class ItemRefused extends Error {
  override readonly cause: ItemCause
  readonly data: Readonly<Record<string, string>>
  constructor(cause: ItemCause, data: Readonly<Record<string, string>> = {}) {
    super(cause)
    this.cause = cause
    this.data = data
  }
}

export type JsonMap = Readonly<Record<string, unknown>>

export const isMap = (value: unknown): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** In JSON-LD one value may stand for a list of one. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

export const stringsOf = (value: unknown): readonly string[] =>
  listOf(value).filter((each): each is string => typeof each === 'string' && each !== '')

/** The texts of a value that may be plain, in a list, or by language: `{"en": "…"}`. */
export function textsOf(value: unknown): readonly string[] {
  return listOf(value).flatMap((each) => {
    if (typeof each === 'string') return each === '' ? [] : [each]
    return isMap(each) ? Object.values(each).flatMap(stringsOf) : []
  })
}

/** Words from elsewhere as they may stand here: line breaks are LF, and other control signs are spaces. */
export const tidy = (words: string): string =>
  words
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/(?![\t\n])\p{Cc}/gu, ' ')
    .toWellFormed()

/** A moment as it is stored; null where there is none to be read. */
export function momentOf(value: unknown): string | null {
  const [text] = stringsOf(value)
  const time = text === undefined ? Number.NaN : Date.parse(text)
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}
