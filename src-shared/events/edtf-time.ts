import type { EdtfCause } from './edtf-cause.ts'

export interface EdtfTime {
  readonly hour: number
  readonly minute: number
  /** Null where it was not written. */
  readonly second: number | null
  /** Minutes east of UTC; null for a local time without a zone, which is drawn as if it were UTC. */
  readonly offset: number | null
}

const shape = /^(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?(Z|[+-]\d\d(?::?\d\d)?)?$/u

/** Reads a time of day, what stands after the T. */
export function readTime(text: string): EdtfTime | { readonly cause: EdtfCause } {
  const found = shape.exec(text)
  if (!found) return { cause: { kind: 'time', text } }
  const [, hours = '', minutes = '', seconds, zone] = found
  const [hour, minute, second] = [Number(hours), Number(minutes), seconds === undefined ? null : Number(seconds)]
  if (hour > 23) return { cause: { kind: 'hour', text: hours } }
  if (minute > 59) return { cause: { kind: 'minute', text: minutes } }
  if (second !== null && second > 59) return { cause: { kind: 'second', text: seconds ?? '' } }
  const offset = zone === undefined ? null : offsetOf(zone)
  return offset === 'wrong' ? { cause: { kind: 'zone', text: zone ?? '' } } : { hour, minute, second, offset }
}

/** Minutes east of UTC, from -12:00 to +14:00; "-00:00" is no zone. */
function offsetOf(zone: string): number | 'wrong' {
  if (zone === 'Z') return 0
  const [, sign = '', hours = '', minutes = '00'] = /^([+-])(\d\d):?(\d\d)?$/u.exec(zone) ?? []
  const value = Number(hours) * 60 + Number(minutes)
  if (Number(minutes) > 59 || value > (sign === '-' ? 12 : 14) * 60 || (sign === '-' && value === 0)) return 'wrong'
  return sign === '-' ? -value : value
}
