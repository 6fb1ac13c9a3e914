import { expect, test } from 'vitest'
import type { EdtfDate } from './edtf.ts'
import { parseEdtf } from './edtf.ts'
import {
  densestWindow,
  fitTimeline,
  layoutTimeline,
  panWindow,
  type TimelineInput,
  type TimelineItem,
  wholeWindow,
  zoomWindow,
} from './timeline.ts'

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

test('a month seen from far away stays a bracket; only an exact day is a point', () => {
  const window = { from: Date.UTC(1900, 0, 1), to: Date.UTC(2100, 0, 1) }
  const { marks } = layoutTimeline(input([item('day', '2025-02-01'), item('month', '2025-03')], { window }))
  expect(Object.fromEntries(marks.map(({ ids, form }) => [ids[0], form]))).toEqual({ day: 'point', month: 'bracket' })
})

test('where rows are few, a mark goes without its label before marks are put together', () => {
  const items = ['01-01', '03-01', '05-01'].map((day) => item(`a rather long label of ${day}`, `2025-${day}`))
  const { marks } = layoutTimeline(input(items, { maxRows: 1, measure: (text) => text.length * 10 }))
  expect(marks.map(({ ids, label }) => [ids.length, label])).toEqual([
    [1, 'a rather long label of 01-01'],
    [1, ''],
    [1, 'a rather long label of 05-01'],
  ])
})

test('what is outside the window is one counted arrow at each edge of its lane', () => {
  const items = ['1999', '2001', '2025-06-01', '2040'].map((when) => item(when, when))
  const { marks } = layoutTimeline(input(items, { maxRows: 2, countLabel: (count, place) => `${count} ${place}` }))
  expect(marks.map(({ form, label, ids }) => [form, label, ids.length])).toEqual([
    ['before', '2 before', 2],
    ['point', '2025-06-01', 1],
    ['after', '2040', 1],
  ])
})

test('the first window leaves a lone precedent outside, and is the whole where nothing is far off', () => {
  const near = Array.from({ length: 10 }, (_, month) => date(`2025-${String(month + 1).padStart(2, '0')}-15`))
  const whole = wholeWindow(near)
  const dense = densestWindow([date('2015-06-29'), ...near])
  expect([densestWindow(near), dense.from > Date.UTC(2020, 0, 1), panWindow({ from: 0, to: 10 }, -0.5)]).toEqual([
    whole,
    true,
    { from: -5, to: 5 },
  ])
})

test('rows go to the lanes they help most, and two more may be added to tell events of one day apart', () => {
  const busy = Array.from({ length: 4 }, (_, index) => item(`one of the busy ${index}`, '2025-06-15', { lane: 'busy' }))
  const items = [item('quiet', '2025-02-01', { lane: 'quiet' }), ...busy]
  const heights = (rows: number) =>
    fitTimeline(input(items), rows * 40).lanes.map(({ name, height }) => [name, height / 40])
  expect([heights(1), heights(4), heights(9)]).toEqual([
    [
      ['quiet', 1],
      ['busy', 3],
    ],
    [
      ['quiet', 1],
      ['busy', 3],
    ],
    [
      ['quiet', 1],
      ['busy', 4],
    ],
  ])
})

const shorten = (text: string, width: number) => (width < 21 ? '' : `${text.slice(0, Math.floor(width / 7) - 1)}…`)

test('an open end takes no room: events after it stand by themselves, and the bar has a row of its own', () => {
  const items = [
    item('main', '2025-07-26'),
    item('plan', '2025-07-26'),
    item('proposal', '2025-07-26/..'),
    item('later', '2025-11-01'),
  ]
  const { marks } = fitTimeline(input(items, { shorten }), 120)
  expect(marks.map(({ ids, form, label, y, x1, x2 }) => [ids.join(), form, label, y / 40, x2 > x1])).toEqual([
    ['main', 'point', 'main', 0, false],
    ['later', 'point', 'later', 0, false],
    ['plan', 'point', 'plan', 1, false],
    ['proposal', 'open', 'proposal', 2, true],
  ])
})

test('a cluster holds only what begins in one place, and opens on zooming', () => {
  const items = ['03-01', '03-02', '03-03', '04-20', '09-01'].map((day) => item(day, `2025-${day}`))
  const clusters = (window: { from: number; to: number }) =>
    layoutTimeline(input(items, { maxRows: 1, shorten, window })).marks.map((mark) => mark.ids.length)
  // The last two are outside the closer window.
  expect([
    clusters({ from: Date.UTC(2025, 0, 1), to: Date.UTC(2026, 0, 1) }),
    clusters({ from: Date.UTC(2025, 1, 20), to: Date.UTC(2025, 2, 10) }),
  ]).toEqual([
    [3, 1, 1],
    [1, 1, 1, 2],
  ])
})

test('the selected event stands alone with its whole label, whatever stands near it', () => {
  const items = ['03-01', '03-02', '03-03'].map((day) => item(`the long label of ${day}`, `2025-${day}`))
  const selected = 'the long label of 03-02'
  for (const labels of ['under', 'beside'] as const) {
    const { marks } = layoutTimeline(input(items, { maxRows: 1, shorten, selected, labels }))
    expect(marks.find((mark) => mark.ids.includes(selected))).toMatchObject({ ids: [selected], label: selected })
    expect(marks.flatMap((mark) => mark.ids).length).toBe(3)
  }
})

test('a label uses the room up to the next mark, and what says its status is never cut', () => {
  const label = 'a title of fifty letters that has to be cut somewhere'
  const at = (next: string) =>
    layoutTimeline(
      input([item('a', '2025-02-01', { label, tail: ', reported' }), item('b', next)], { maxRows: 1, shorten }),
    ).marks[0]?.label
  expect([at('2025-09-01'), at('2025-05-10')]).toEqual([`${label}, reported`, 'a title of fifty letters t…, reported'])
})

test('the first tick of a ruler of months carries its year in both calendars', () => {
  const window = { from: Date.UTC(2025, 4, 20), to: Date.UTC(2026, 1, 20) }
  const { ticks } = layoutTimeline(input([item('a', '2025-07-01')], { window, lang: 'zh-TW' }))
  expect(ticks.map(({ label, roc, major }) => [label, roc, major]).filter(([, roc]) => roc !== null)).toEqual([
    ['2025年6月', '民國114年', false],
    ['2026年1月', '民國115年', true],
  ])
})

test('near the right edge a label that cannot be cut enough is moved to the left, until it fits', () => {
  const tail = ', reported, not verified by any other source'
  const { marks } = layoutTimeline(
    input([item('early', '2025-02-01'), item('late', '2025-12-20', { label: 'a title', tail })], { shorten }),
  )
  const late = marks.find((mark) => mark.ids[0] === 'late')
  expect([late?.label, (late?.labelX ?? 0) + `a title${tail}`.length * 7]).toEqual([`a title${tail}`, 1098])
})
