/** Why a text is no EDTF date. The words for each are the caller's; `text` is the part that is wrong. */
export type EdtfCause =
  | { readonly kind: 'empty' }
  /** Signs that stand in no date: "soon", "July 2025". */
  | { readonly kind: 'characters'; readonly text: string }
  /** A year has four digits, a month and a day two each. */
  | { readonly kind: 'digits'; readonly text: string }
  /** Y before a short year, a year too far off, -0000, or a month after a year that can have none. */
  | { readonly kind: 'year'; readonly text: string }
  | { readonly kind: 'significant'; readonly text: string }
  | { readonly kind: 'month'; readonly text: string }
  /** `last` is the last day of that month, where it is known. */
  | { readonly kind: 'day'; readonly text: string; readonly last: number | null }
  /** Seasons, quarters and halves are 21 to 41. */
  | { readonly kind: 'season'; readonly text: string }
  | { readonly kind: 'season-day'; readonly text: string }
  | { readonly kind: 'time'; readonly text: string }
  | { readonly kind: 'hour'; readonly text: string }
  | { readonly kind: 'minute'; readonly text: string }
  | { readonly kind: 'second'; readonly text: string }
  | { readonly kind: 'zone'; readonly text: string }
  /** Two marks on one part. */
  | { readonly kind: 'qualifier'; readonly text: string }
  | { readonly kind: 'brackets'; readonly text: string }
  /** A member of a set that is empty, is an interval, or leaves a side open where it may not. */
  | { readonly kind: 'set'; readonly text: string }
  | { readonly kind: 'space'; readonly text: string }
  /** More than one slash. */
  | { readonly kind: 'interval'; readonly text: string }
  /** An interval without a date on either side. */
  | { readonly kind: 'ends' }
  | { readonly kind: 'order'; readonly text: string }
