import { expect, test } from 'vitest'
import type { Briefing } from '../../src-shared/briefings/briefing.ts'
import type { BriefingEvent } from '../../src-shared/briefings/content.ts'
import type { Marking } from '../../src-shared/markings.ts'
import { timelineWords } from '../timeline-words.ts'
import { type ChosenTimeline, timelineFile } from './timeline-file.ts'

const event = (id: string, when: string, more: Partial<BriefingEvent> = {}): BriefingEvent => ({
  ...{ id, when, origin: 'source', status: 'occurred', sources: [] },
  ...{ lane: { 'zh-TW': '聯合國' }, title: { 'zh-TW': `標題${id}` } },
  ...more,
})
const briefing = (slug: string, marking: Marking, events: readonly BriefingEvent[]): Briefing =>
  ({
    ...{ id: `id-${slug}`, slug, number: 2, version: 'v' },
    content: {
      ...{ title: { 'zh-TW': `簡報 ${slug}` }, lead: 'zh-TW', marking, events, periods: [] },
      sources: [
        { id: 's1', citation: '公報', reliability: 'B', credibility: 2, url: 'https://example.org/' },
        { id: 's2', citation: '談話' },
      ],
    },
  }) as unknown as Briefing

const open: Marking = { tlp: 'CLEAR', secrecy: 'none' }
const library = new Map(
  [
    briefing('a', open, [
      event('e2', '2026', { sources: ['s2', 's1'] }),
      event('e1', '2025-07-26'),
      event('e3', 'one day'),
    ]),
    briefing('b', { tlp: 'GREEN', secrecy: 'none' }, [
      event('e1', '2025-07', { marking: { tlp: 'AMBER', secrecy: 'restricted' }, title: { en: 'Talks' } }),
      event('e2', '-0400'),
    ]),
  ].map((each) => [each.id, each]),
)
const file = timelineFile({
  open: (id) => library.get(id) as Briefing,
  now: () => Date.UTC(2026, 10, 21, 12),
  words: timelineWords,
  write: (_, text) => text.length,
})
const made = (chosen: Partial<ChosenTimeline>) =>
  file.textOf({
    ...{ briefings: ['id-a', 'id-b'], events: null, format: 'json', lang: 'zh-TW', calendar: 'gregorian' },
    ...chosen,
  })

test('events stand by date, the same everywhere, and what a form cannot hold is named with its cause', async () => {
  const json = await made({})
  const ids = JSON.parse(json.text).events.map(
    (each: { briefing: string; id: string }) => `${each.briefing}/${each.id}`,
  )
  const [csv, ics, svg] = [await made({ format: 'csv' }), await made({ format: 'ics' }), await made({ format: 'svg' })]
  expect([
    ids,
    csv.text
      .split('\r\n')
      .slice(1, -1)
      .map((row) => row.split(',')[1]),
    [json, csv, ics, svg].map(({ count, left }) => [count, left.map(({ id, cause }) => `${id} ${cause}`)]),
  ]).toEqual([
    ['b/e2', 'b/e1', 'a/e1', 'a/e2', 'a/e3'],
    ['b/e2', 'b/e1', 'a/e1', 'a/e2', 'a/e3'],
    [
      [5, []],
      [5, []],
      [3, ['b/e2 years', 'a/e3 date']],
      [4, ['a/e3 date']],
    ],
  ])
})

test('a drawing says the strictest marking in it, and of one briefing its version', async () => {
  const note = async (briefings: readonly string[]) =>
    /<text[^>]*class="head">(TLP[^<]*)</u.exec((await made({ briefings, format: 'svg' })).text)?.[1]
  expect([await note(['id-a']), await note(['id-a', 'id-b', 'id-a'])]).toEqual([
    'TLP:CLEAR，第 2 版，2026-11-21 製作',
    'TLP:AMBER，機密等級：密，2026-11-21 製作',
  ])
})

test('a calendar names source, grade, briefing and marking, keeps its ids, and says which words are not translated', async () => {
  const { text } = await made({ format: 'ics', lang: 'en' })
  const alone = await made({ briefings: ['id-a'], format: 'ics', lang: 'en' })
  const unfolded = text.replaceAll('\r\n ', '')
  const uids = (of: string) => of.match(/^UID:.*id-a@briefdesk/gmu)
  expect([
    unfolded.includes('Source: 談話\\nSource: 公報 (grade B2)\\nBriefing: 簡報 a [original: Chinese]\\nTLP:CLEAR'),
    unfolded.includes('URL:https://example.org/'),
    unfolded.includes('[month only] Talks\r\n'),
    unfolded.includes('TLP:AMBER\\, Classification: Restricted'),
    uids(text),
  ]).toEqual([true, true, true, true, uids(alone.text)])
})

test('only the events asked for', async () => {
  const { text } = await made({ briefings: ['id-a'], events: ['e2', 'gone'] })
  expect(JSON.parse(text).events.map(({ id }: { id: string }) => id)).toEqual(['e2'])
})
