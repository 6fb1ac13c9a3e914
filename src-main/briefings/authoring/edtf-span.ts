import { parseEdtf } from '../../../src-shared/events/edtf.ts'

/** True for an EDTF date or interval. */
export function isEdtf(text: string): boolean {
  return parseEdtf(text).ok
}

/** True for an interval, and for a year or more, which is one too. */
export function isEdtfSpan(text: string): boolean {
  const read = parseEdtf(text)
  if (!read.ok) return false
  const { start, end } = read.date
  return end !== null || (typeof start === 'object' && ['year', 'decade', 'century'].includes(start.precision))
}
