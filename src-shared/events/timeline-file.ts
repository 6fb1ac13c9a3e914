/** A timeline as a file: a drawing, a table, a calendar, or data for programs. */
export const timelineFormats = ['svg', 'csv', 'ics', 'json'] as const
export type TimelineFormat = (typeof timelineFormats)[number]

/** Those the window offers. */
export const offeredFormats = ['svg', 'csv', 'ics'] as const satisfies readonly TimelineFormat[]
export type OfferedFormat = (typeof offeredFormats)[number]

/** Why an event is not in a file: its date cannot be read, a calendar does not have its years, or no year is known. */
export type LeftCause = 'date' | 'years' | 'no-year'

export interface LeftEvent {
  /** Its id; with the short name of its briefing in front where the file has several. */
  readonly id: string
  readonly cause: LeftCause
}

/** A file that a timeline was written to. */
export interface WrittenTimeline {
  readonly path: string
  readonly bytes: number
  /** How many events are in it. */
  readonly count: number
  readonly left: readonly LeftEvent[]
}
