import { expect, test } from 'vitest'
import type { BriefingEvent } from '../../src-shared/briefings/content.ts'
import { type PaperEvent, paperTimeline } from './paper-timeline.ts'

const event = (number: number, when: string): PaperEvent => {
  const words = { text: '事件', lang: 'zh-TW' as const }
  const own: BriefingEvent = {
    ...{ id: `e${number}`, when, origin: 'source', status: 'occurred', sources: [] },
    ...{ lane: { 'zh-TW': '羅馬' }, title: { 'zh-TW': '事件' } },
  }
  return { number, event: own, lane: words, title: words }
}
const ticks = (...whens: string[]) =>
  paperTimeline(
    whens.map((when, index) => event(index + 1, when)),
    'zh-TW',
    'gregorian',
    '',
  ).ticks.map(({ text }) => text)

test('years below 100 are meant as they stand', () => {
  const months = ['4月', '7月', '10月']
  expect(ticks('0079', '0085')).toEqual(['79年', ...months, '80年', '85年', ...months])
})

test('a ruler at the farthest years there are comes to an end', () => {
  expect(ticks('Y199990', 'Y250000').length).toBeGreaterThan(0)
})
