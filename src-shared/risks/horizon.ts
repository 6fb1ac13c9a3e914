import { parseEdtf } from '../events/edtf.ts'

/** When a risk's period begins, seen from the day the briefing was issued; `past` = it ended before. */
export type Horizon = 'past' | 'short' | 'medium' | 'long'

/** Years from issue within which a period that begins is short or medium term; said in the legend. */
export const horizonYears = { short: 3, medium: 10 } as const

const yearLength = 365.25 * 86_400_000

/** The horizon of a period (EDTF), or null where it cannot be read. */
export function horizonOf(period: string, issued: string): Horizon | null {
  const [when, since] = [parseEdtf(period), parseEdtf(issued)]
  if (!when.ok || !since.ok) return null
  const now = since.date.from ?? since.date.to
  const { from, to } = when.date
  if (now === null) return null
  if (to !== null && to <= now) return 'past'
  const years = ((from ?? now) - now) / yearLength
  return years <= horizonYears.short ? 'short' : years <= horizonYears.medium ? 'medium' : 'long'
}
