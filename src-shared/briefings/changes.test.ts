import { expect, test } from 'vitest'
import { type Changes, changesBetween } from './changes.ts'
import type { Content } from './content.ts'
import type { WordSegment } from './word-diff.ts'

const said = (zh: string, en: string) => ({ 'zh-TW': zh, en })
const block = (id: string, text: string, kind = 'paragraph') => ({ id, kind, text })

const first = {
  lead: 'zh-TW',
  languages: ['zh-TW', 'en'],
  title: said('提案', 'Proposal'),
  summary: said('核心結論。', 'Bottom line.'),
  publisher: said('編輯室', 'Desk'),
  issued: '2026-07-10',
  marking: { tlp: 'GREEN', secrecy: 'none' },
  tags: ['AI'],
  align: { p2: ['q2'] },
  editions: {
    'zh-TW': {
      blocks: [
        block('h1', '一、經過', 'heading'),
        block('p1', '中國於2025年7月提出倡議。'),
        block('p2', '總部初步考慮設於上海。'),
        block('p3', '這一段會被刪去。'),
        block('p4', '這一段會搬到前面。'),
        block('x-1', '這一段沒有給定代號，但文字只改一點點。'),
      ],
    },
    en: {
      blocks: [
        block('h1', '1. What happened', 'heading'),
        block('p1', 'China proposed it in July 2025.'),
        block('q2', 'The seat is tentatively Shanghai.'),
        block('p3', 'This goes.'),
        block('p4', 'This moves up.'),
      ],
    },
  },
  events: [
    { id: 'e1', when: '2025-07-26', title: said('倡議', 'Proposal'), status: 'occurred', sources: ['s1'] },
    { id: 'e2', when: '2025-11-01', title: said('重申', 'Again'), status: 'occurred', sources: [] },
  ],
  periods: [],
  risks: [
    {
      id: 'r1',
      title: said('碎片化', 'Split'),
      scores: { likelihood: { scale: 'icd203', value: 'likely' }, severity: { scale: 'impact-1-5', value: 4 } },
      vulnerability: false,
      sources: [],
    },
  ],
  positions: [],
  notes: [
    {
      id: 'n1',
      title: said('判斷', 'Judgement'),
      text: said('較可能公布。', 'Likely to publish.'),
      likelihood: { scale: 'icd203', term: 'likely' },
      confidence: 'moderate',
    },
  ],
  sources: [{ id: 's1', citation: '外交部', reliability: 'B', credibility: 2 }],
  terms: [],
} as unknown as Content

const second = {
  ...first,
  summary: said('新的核心結論。', 'New bottom line.'),
  issued: '2026-08-01',
  editions: {
    'zh-TW': {
      blocks: [
        block('h1', '一、經過', 'heading'),
        block('p4', '這一段會搬到前面。'),
        block('p1', '中國於2025年7月提出倡議。'),
        block('p2', '總部確定設於上海。'),
        block('p5', '全新的一段。'),
        block('x-2', '這一段沒有給定代號，但文字改了一點點。'),
      ],
    },
    en: {
      blocks: [
        block('h1', '1. What happened', 'heading'),
        block('p4', 'This moves up.'),
        block('p1', 'China proposed it in July 2025.'),
        block('q2', 'The seat is Shanghai.'),
        block('p5', 'All new.'),
      ],
    },
  },
  events: [
    { id: 'e1', when: '2025-07-28', title: said('倡議', 'Proposal'), status: 'occurred', sources: ['s1', 's2'] },
    { id: 'e3', when: '2026-09', title: said('章程', 'Charter'), status: 'planned', sources: [] },
  ],
  risks: [
    {
      id: 'r1',
      title: said('碎片化', 'Split'),
      scores: { likelihood: { scale: 'icd203', value: 'very-likely' }, severity: { scale: 'impact-1-5', value: 4 } },
      vulnerability: true,
      sources: [],
    },
  ],
  notes: [{ ...first.notes[0], likelihood: undefined, text: said('較可能公布全文。', 'Likely to publish.') }],
} as unknown as Content

const flat = (parts: readonly WordSegment[] = []) =>
  parts.map(({ what, text }) => (what === 'kept' ? text : what === 'removed' ? `[-${text}-]` : `{+${text}+}`)).join('')

const passages = ({ passages: all }: Changes) =>
  all.map(({ id, what, moved, paragraphWas, paragraphNow, text }) =>
    [id, what, moved ? 'moved' : '', `${paragraphWas}>${paragraphNow}`, flat(text['zh-TW']), flat(text.en)].join('|'),
  )

test('every passage is told in the new order, what went where it stood, and both languages beside each other', () => {
  expect(passages(changesBetween(first, second))).toEqual([
    'h1|same||null>null|一、經過|1. What happened',
    'p4|same|moved|4>1|這一段會搬到前面。|This moves up.',
    'p1|same||1>2|中國於2025年7月提出倡議。|China proposed it in July 2025.',
    'p2|changed||2>3|總部[-初步考慮-]{+確定+}設於上海。|The seat is [-tentatively -]Shanghai.',
    'p5|added||null>4|{+全新的一段。+}|{+All new.+}',
    'p3|removed||3>null|[-這一段會被刪去。-]|[-This goes.-]',
    'x-2|changed||5>5|這一段沒有給定代號，但文字[-只改-]{+改了+}一點點。|',
  ])
})

test('rows are told with the fields that differ; the head of the briefing, too', () => {
  const { head, rows } = changesBetween(first, second)
  expect([
    head.map((each) => [each.field, each.type === 'words' ? flat(each.text.en) : each]),
    rows.map(({ noun, id, what, fields }) => [noun, id, what, ...fields.map(({ field }) => field)]),
    rows.find(({ id }) => id === 'e1')?.fields,
    rows.find(({ id }) => id === 'r1')?.fields,
  ]).toEqual([
    [
      ['summary', '[-Bottom-]{+New bottom+} line.'],
      ['issued', { field: 'issued', type: 'date', was: '2026-07-10', now: '2026-08-01' }],
    ],
    [
      ['events', 'e1', 'changed', 'when', 'sources'],
      ['events', 'e3', 'added'],
      ['events', 'e2', 'removed'],
      ['risks', 'r1', 'changed', 'scores.likelihood', 'vulnerability'],
      ['notes', 'n1', 'changed', 'text', 'likelihood'],
    ],
    [
      { field: 'when', type: 'date', was: '2025-07-26', now: '2025-07-28' },
      { field: 'sources', type: 'list', gone: [], added: ['s2'] },
    ],
    [
      { field: 'scores.likelihood', type: 'score', scale: 'icd203', was: 'likely', now: 'very-likely' },
      { field: 'vulnerability', type: 'plain', was: 'false', now: 'true' },
    ],
  ])
})

test('a version compared with itself has no change', () => {
  const { head, passages: all, rows } = changesBetween(first, first)
  expect([head, rows, all.every(({ what, moved }) => what === 'same' && !moved), all.length]).toEqual([[], [], true, 6])
})
