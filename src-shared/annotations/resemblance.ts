/** How alike short stretches of text are, unit by unit. */

/** The most units that two short texts have in the same order. */
export function inCommon(a: Uint16Array, b: Uint16Array): number {
  let row = new Uint16Array(b.length + 1)
  let next = new Uint16Array(b.length + 1)
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++)
      next[j + 1] = a[i] === b[j] ? (row[j] as number) + 1 : Math.max(row[j + 1] as number, next[j] as number)
    ;[row, next] = [next, row]
  }
  return row[b.length] as number
}

/** The stretch of a text with the fewest edits to a quote (Sellers). Null if two that do not touch are equally good. */
export function closest(
  quote: Uint16Array,
  text: Uint16Array,
  whole = false,
): { from: number; to: number; distance: number } | null {
  let row = whole ? Int32Array.from({ length: text.length + 1 }, (_, index) => index) : new Int32Array(text.length + 1)
  let begins = Int32Array.from({ length: text.length + 1 }, (_, index) => index)
  for (let i = 1; i <= quote.length; i++) {
    const next = new Int32Array(text.length + 1)
    const nextBegins = new Int32Array(text.length + 1)
    next[0] = i
    for (let j = 1; j <= text.length; j++) {
      const over = (row[j - 1] as number) + (quote[i - 1] === text[j - 1] ? 0 : 1)
      const skip = (row[j] as number) + 1
      const more = (next[j - 1] as number) + 1
      if (over <= skip && over <= more) {
        next[j] = over
        nextBegins[j] = begins[j - 1] as number
      } else if (skip <= more) {
        next[j] = skip
        nextBegins[j] = begins[j] as number
      } else {
        next[j] = more
        nextBegins[j] = nextBegins[j - 1] as number
      }
    }
    row = next
    begins = nextBegins
  }
  if (whole) return { from: 0, to: text.length, distance: row[text.length] as number }
  let best = 0
  for (let j = 1; j <= text.length; j++) if ((row[j] as number) < (row[best] as number)) best = j
  const found = { from: begins[best] as number, to: best, distance: row[best] as number }
  if (found.to <= found.from) return null
  for (let j = 1; j <= text.length; j++)
    if (row[j] === found.distance && ((begins[j] as number) >= found.to || j <= found.from)) return null
  return found
}

/**
 * How much of a context stands beside a place, counted from the place: `step` -1 compares the ends of both, 1 their beginnings.
 * An empty context agrees with the end of a text, and with nothing else.
 */
export function alikeFrom(context: Uint16Array, beside: Uint16Array, step: 1 | -1): number {
  const length = context.length
  if (length === 0) return beside.length === 0 ? 1 : 0
  const window = Math.min(beside.length, length + 8)
  const at = (text: Uint16Array, index: number) => (step === 1 ? text[index] : text[text.length - 1 - index])
  let row = Int32Array.from({ length: window + 1 }, (_, index) => index)
  for (let i = 1; i <= length; i++) {
    const next = new Int32Array(window + 1)
    next[0] = i
    for (let j = 1; j <= window; j++) {
      const over = (row[j - 1] as number) + (at(context, i - 1) === at(beside, j - 1) ? 0 : 1)
      next[j] = Math.min(over, (row[j] as number) + 1, (next[j - 1] as number) + 1)
    }
    row = next
  }
  let best = length
  for (const distance of row) best = Math.min(best, distance)
  return 1 - best / length
}
