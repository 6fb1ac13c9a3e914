import { expect, test } from 'vitest'
import type { BriefingEvent } from '../../src-shared/briefings/content.ts'
import { eventRows, lanesOf, sortedRows } from './event-rows.ts'
import { fitted, lines } from './measure.ts'

const event = (id: string, when: string, lane: string): BriefingEvent => ({
  id,
  when,
  lane: { 'zh-TW': lane },
  origin: 'source',
  status: 'occurred',
  title: { 'zh-TW': id },
  sources: [],
})
const events = [
  event('late', '2027', '甲'),
  event('unread', 'soon', '乙'),
  event('early', '2025-01', '乙'),
  event('middle', '2026~', '甲'),
]
const ids = (rows: ReturnType<typeof eventRows>) => rows.map((row) => row.event.id)

test('events come by date; what is no date comes last, in both directions', () => {
  const rows = eventRows({ events })
  expect([ids(rows), ids(sortedRows(rows, { by: 'date', descending: true }))]).toEqual([
    ['early', 'middle', 'late', 'unread'],
    ['late', 'middle', 'early', 'unread'],
  ])
})

test('by actor they keep the order of the lanes, and dates within a lane', () => {
  const lanes = lanesOf({ events })
  const rows = sortedRows(
    eventRows({ events }),
    { by: 'lane', descending: false },
    lanes.map((lane) => lane.key),
  )
  expect([lanes.map((lane) => [lane.name['zh-TW'], lane.count]), ids(rows)]).toEqual([
    [
      ['甲', 2],
      ['乙', 2],
    ],
    ['middle', 'late', 'early', 'unread'],
  ])
})

test('labels are cut with an ellipsis, and names are broken between words or Chinese signs', () => {
  const measure = (text: string) => [...text].length * 10
  expect([
    fitted('一二三四五六', 40, measure),
    fitted('一二三', 40, measure),
    lines('聯合國大會與安理會', 50, measure, 2),
    lines('Research and commentary', 130, measure, 2),
  ]).toEqual(['一二三…', '一二三', ['聯合國大會', '與安理會'], ['Research and', 'commentary']])
})
