import type { TimelineLayout, TimelineMark } from '../../src-shared/events/timeline.ts'

/** The mark an arrow key leads to: along the lane by time, between lanes to the nearest in time; null at the end. */
export function nextMark(
  layout: Pick<TimelineLayout, 'lanes' | 'marks'>,
  here: TimelineMark,
  key: string,
): TimelineMark | null {
  const laneOf = (mark: TimelineMark) =>
    layout.lanes.findIndex((lane) => mark.y >= lane.y && mark.y < lane.y + lane.height)
  const inLane = (lane: number) =>
    layout.marks.filter((mark) => laneOf(mark) === lane).sort((a, b) => a.x1 - b.x1 || a.y - b.y)
  const lane = laneOf(here)
  const row = inLane(lane)
  const at = row.indexOf(here)
  switch (key) {
    case 'ArrowLeft':
      return row[at - 1] ?? null
    case 'ArrowRight':
      return row[at + 1] ?? null
    case 'Home':
      return row[0] ?? null
    case 'End':
      return row.at(-1) ?? null
    case 'ArrowUp':
    case 'ArrowDown': {
      const step = key === 'ArrowUp' ? -1 : 1
      for (let next = lane + step; next >= 0 && next < layout.lanes.length; next += step) {
        const there = inLane(next)
        const near = there.toSorted((a, b) => Math.abs(a.x1 - here.x1) - Math.abs(b.x1 - here.x1))[0]
        if (near) return near
      }
      return null
    }
    default:
      return null
  }
}
