/**
 * Hybrid logical clock: text that sorts. 12 hex of milliseconds, 4 hex counter, 8 hex of the device
 * (domain.md section 5). Order between changes never rests on one wall clock.
 */

/** A time further ahead of our clock than this is kept with its record but does not move our clock. */
const trustedAhead = 24 * 60 * 60 * 1000

const hex = (value: number, length: number) => value.toString(16).padStart(length, '0')

/** The next time after `last`, which is the highest time this library has made or accepted. */
export function nextHlc(last: string | null, now: number, device: string): string {
  const wall = Math.max(0, Math.floor(now))
  const known = last === null ? { time: -1, counter: 0 } : readHlc(last)
  if (wall > known.time) return `${hex(wall, 12)}-0000-${device}`
  // A full counter borrows a millisecond from the future.
  const full = known.counter >= 0xffff
  return `${hex(full ? known.time + 1 : known.time, 12)}-${hex(full ? 0 : known.counter + 1, 4)}-${device}`
}

/** What our clock remembers after a record made elsewhere came in with the time `seen` (domain.md section 5: exchange). */
export function acceptHlc(last: string | null, seen: string, now: number): string | null {
  if (readHlc(seen).time > now + trustedAhead) return last
  return last === null || seen > last ? seen : last
}

/** The milliseconds of a clock, as its device saw them. */
export function timeOf(hlc: string): number {
  return readHlc(hlc).time
}

/** The device part of a clock, from the chance at the end of a device id. */
export function deviceOf(id: string): string {
  return id.slice(-8)
}

function readHlc(hlc: string): { time: number; counter: number } {
  return { time: Number.parseInt(hlc.slice(0, 12), 16), counter: Number.parseInt(hlc.slice(13, 17), 16) }
}

/** True if a value is a clock as libraries have them; a damaged one may not be. */
export const isHlc = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{12}-[0-9a-f]{4}-[0-9a-f]{8}$/.test(value)
