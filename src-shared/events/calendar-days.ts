/** Days of the proleptic Gregorian calendar, for all years an event may have. Moments are milliseconds UTC. */

export const dayLength = 86_400_000

/** Years farther off than this are drawn at it: beyond, a moment no longer fits a `Date` with room around it. */
export const farthestYear = 200_000

export interface CalendarDay {
  readonly year: number
  /** 1–12. */
  readonly month: number
  readonly day: number
}

/** The start of a day; months may run over. Years below 100 are meant as they stand. */
export function startOfDay(year: number, month: number, day: number): number {
  const date = new Date(0)
  date.setUTCFullYear(Math.max(-farthestYear, Math.min(farthestYear, year)), month - 1, day)
  return date.getTime()
}

/** The day a moment lies in. */
export function dayOf(moment: number): CalendarDay {
  const date = new Date(moment)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

export const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/** Number of days of a month. */
export function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
