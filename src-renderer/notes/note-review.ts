import { parseEdtf } from '../../src-shared/events/edtf.ts'

/** How a review date stands to today: passed, within thirty days, or later; null where there is none to read. */
export type Review = { readonly state: 'overdue' | 'soon' | 'later'; readonly days: number }

const dayLength = 86_400_000

/** Days are counted from the end of the review date, so that the day itself is not overdue. */
export function reviewOf(reviewBy: string | undefined, now: number): Review | null {
  if (reviewBy === undefined) return null
  const result = parseEdtf(reviewBy)
  const end = result.ok ? (result.date.to ?? result.date.from) : null
  if (end === null) return null
  if (end <= now) return { state: 'overdue', days: Math.max(1, Math.ceil((now - end) / dayLength)) }
  const days = Math.floor((end - now) / dayLength)
  return { state: days <= 30 ? 'soon' : 'later', days }
}
