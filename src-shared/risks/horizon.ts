import { parseEdtf } from '../events/edtf.ts'

/** A stretch of time seen from the day the briefing was issued; `past` = over before it. */
export type Horizon = 'past' | 'short' | 'medium' | 'long'

/** Years from issue up to which time is short or medium term; said in the legend. */
export const horizonYears = { short: 3, medium: 10 } as const

const yearLength = 365.25 * 86_400_000

/** Every stretch a period (EDTF) reaches into, in order, or null where it cannot be read. An open end reaches into all. */
export function horizonsOf(period: string, issued: string): readonly Horizon[] | null {
  const [when, since] = [parseEdtf(period), parseEdtf(issued)]
  if (!when.ok || !since.ok) return null
  const now = since.date.from ?? since.date.to
  if (now === null) return null
  const from = when.date.from ?? now
  const to = when.date.to ?? Number.POSITIVE_INFINITY
  if (to <= now) return ['past']
  const [short, medium] = [now + horizonYears.short * yearLength, now + horizonYears.medium * yearLength]
  const stretches = [
    ['short', now, short],
    ['medium', short, medium],
    ['long', medium, Number.POSITIVE_INFINITY],
  ] as const
  return stretches.flatMap(([name, begin, end]) => (from < end && to > begin ? [name] : []))
}
