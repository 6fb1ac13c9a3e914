/** EDTF (ISO 8601-2) dates: see date-words.ts for their words. Placeholder signature; implementation follows. */
export interface EdtfDate {
  /** The text it was read from. */
  readonly text: string
  /** Earliest and latest day it can mean, milliseconds UTC at the start of the first and the end of the last day; null = open. */
  readonly from: number | null
  readonly to: number | null
  /** `open` end or start, or an interval given by two dates. */
  readonly interval: boolean
  readonly precision: 'day' | 'month' | 'season' | 'year' | 'decade' | 'century'
  readonly approximate: boolean
  readonly uncertain: boolean
}
