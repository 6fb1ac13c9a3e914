import { expect, test } from 'vitest'
import type { EdtfDate } from './edtf.ts'
import { parseEdtf } from './edtf.ts'
import { layoutTimeline, type TimelineInput, type TimelineItem, wholeWindow, zoomWindow } from './timeline.ts'

const date = (text: string): EdtfDate => {
  const result = parseEdtf(text)
  if (!result.ok) throw new Error(text)
  return result.date
}
const item = (id: string, when: string, change: Partial<TimelineItem> = {}): TimelineItem => ({
  id,
  lane: 'UN',
  date: date(when),
  status: 'occurred',
  label: id,
  ...change,
})
const input = (items: TimelineItem[], change: Partial<TimelineInput> = {}): TimelineInput => ({
  items,
  bands: [],
  window: { from: Date.UTC(2025, 0, 1), to: Date.UTC(2026, 0, 1) },
  today: Date.UTC(2025, 6, 1),
  lang: 'en',
  calendar: 'both',
  width: 1100,
  laneWidth: 100,
  rowHeight: 40,
  measure: (text) => text.length * 7,
  maxRows: Number.POSITIVE_INFINITY,
  ...change,
})

test('each kind of date has its own form', () => {
  const forms = layoutTimeline(
    input([
      item('day', '2025-02-01'),
      item('month', '2025-03'),
      item('about', '2025-05~'),
      item('interval', '2025-06-01/2025-07-31'),
      item('open', '2025-08-01/..'),
      item('planned', '2025-09', { status: 'planned' }),
      item('uncertain', '2025-10?'),
      item('past', '1999'),
      item('future', '2050'),
    ]),
  ).marks.map((mark) => [mark.ids[0], mark.form])
  expect(Object.fromEntries(forms)).toEqual({
    day: 'point',
    month: 'bracket',
    about: 'about',
    interval: 'span',
    open: 'open',
    planned: 'planned',
    uncertain: 'planned',
    past: 'before',
    future: 'after',
  })
})

test('labels in one lane never overlap', () => {
  const items = Array.from({ length: 30 }, (_, index) =>
    item(`event number ${index}`, `2025-0${1 + (index % 9)}-1${index % 9}`),
  )
  const { marks } = layoutTimeline(input(items))
  const overlaps = marks.flatMap((a, i) =>
    marks
      .slice(i + 1)
      .filter(
        (b) => a.y === b.y && a.labelX < b.labelX + b.label.length * 7 && b.labelX < a.labelX + a.label.length * 7,
      ),
  )
  expect([marks.length, overlaps]).toEqual([30, []])
})

test('too many events in a lane are put together under a count, and none is lost', () => {
  const items = Array.from({ length: 40 }, (_, index) => item(`a long label ${index}`, '2025-06-15'))
  const { marks, lanes } = layoutTimeline(input(items, { maxRows: 3 }))
  expect([marks.flatMap((mark) => mark.ids).length, lanes[0]?.height]).toEqual([40, 120])
})

test('the whole window shows every date, and zooming keeps the moment under the pointer', () => {
  const window = wholeWindow([date('2015-06-29'), date('2040/2050')])
  const around = Date.UTC(2025, 0, 1)
  const closer = zoomWindow(window, around, 2)
  const share = (of: typeof window) => (around - of.from) / (of.to - of.from)
  expect([window.from < Date.UTC(2015, 5, 29), window.to > Date.UTC(2050, 11, 31), share(closer).toFixed(9)]).toEqual([
    true,
    true,
    share(window).toFixed(9),
  ])
})

test('ticks carry both calendars and keep apart', () => {
  const { ticks } = layoutTimeline(
    input([item('a', '2025-02-01')], { window: { from: Date.UTC(2015, 0, 1), to: Date.UTC(2027, 0, 1) } }),
  )
  const close = ticks.filter((tick, index) => index > 0 && tick.x - (ticks[index - 1]?.x ?? 0) < 70)
  expect([ticks.map(({ label, roc }) => `${label} ${roc}`), close]).toEqual([
    ['2016 ROC 105', '2018 ROC 107', '2020 ROC 109', '2022 ROC 111', '2024 ROC 113', '2026 ROC 115'],
    [],
  ])
})
