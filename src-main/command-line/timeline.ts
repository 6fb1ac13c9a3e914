import { resolve } from 'node:path'
import type { LeftCause, LeftEvent } from '../../src-shared/events/timeline-file.ts'
import type { LibraryRoom } from '../library-room.ts'
import type { Command } from './options.ts'
import { tabbed } from './words.ts'

export interface TimelineAnswer {
  readonly value: unknown
  readonly words: string
  /** Lines for stderr: what is not in the file, and why. */
  readonly warnings: readonly string[]
}

/** Writes the events of these briefings to a file, or to stdout. */
export async function writeTimeline(
  room: LibraryRoom,
  { format, lang, calendar, out }: Extract<Command, { name: 'timeline' }>,
  briefings: readonly string[],
): Promise<TimelineAnswer> {
  const chosen = { briefings, events: null, format, lang, calendar }
  if (out === null) {
    const { text, count, left } = await room.timeline.textOf(chosen)
    return { value: { format, count, left, text }, words: text.replace(/\n$/, ''), warnings: left.map(leftWords) }
  }
  const written = await room.timeline.write({ ...chosen, out: resolve(out) })
  const { path, count, bytes, left } = written
  return {
    value: written,
    words: tabbed([path, `${count} events`, `${bytes} bytes`]),
    warnings: left.map(leftWords),
  }
}

const causes: Readonly<Record<LeftCause, string>> = {
  date: 'its date cannot be read',
  years: 'a calendar has the years 1 to 9998 only',
  'no-year': 'its year is not known',
}

const leftWords = ({ id, cause }: LeftEvent) => `warning: the event ${id} is left out: ${causes[cause]}`
