import { expect, test } from 'vitest'
import en from '../../locales/en/exports.json' with { type: 'json' }
import zh from '../../locales/zh-TW/exports.json' with { type: 'json' }
import type { PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import type { Briefing } from '../../src-shared/briefings/briefing.ts'
import type { Content } from '../../src-shared/briefings/content.ts'
import type { PaperEdition, PaperSection } from '../../src-shared/exports/brief.ts'
import { composeBrief } from './compose.ts'
import { annotationForTests, contextForTests, everything } from './paper-for-tests.ts'

const context = contextForTests(zh.paper, en.paper)

const content: Content = {
  format: 1,
  slug: 'small',
  lead: 'zh-TW',
  languages: ['zh-TW', 'en'],
  title: { 'zh-TW': '小簡報' },
  summary: { 'zh-TW': '第一句。', en: 'First sentence.' },
  publisher: { 'zh-TW': '國際組', en: 'International unit' },
  issued: '2026-07-10',
  marking: { tlp: 'GREEN', secrecy: 'none' },
  tags: [],
  scales: { likelihood: 'icd203' },
  align: {},
  editions: {
    'zh-TW': {
      blocks: [
        { id: 'h1', kind: 'heading', level: 2, text: '一、背景' },
        {
          id: 'p1',
          kind: 'paragraph',
          text: '這是一段文字，有一個連結。',
          spans: [
            { type: 'link', start: 9, end: 12, href: 'javascript:alert(1)' },
            { type: 'strong', start: 2, end: 4 },
          ],
          refs: [
            { type: 'source', at: 6, source: 's2', locator: '14' },
            { type: 'footnote', at: 13, footnote: 'f1' },
          ],
        },
        { id: 'v1', kind: 'view', view: 'timeline', text: '' },
        { id: 'f1', kind: 'footnote', label: 'f1', text: '註腳文字。' },
      ],
    },
  },
  events: [
    {
      id: 'e2',
      when: '2027',
      lane: { 'zh-TW': '乙' },
      origin: 'own',
      status: 'planned',
      title: { 'zh-TW': '後' },
      sources: [],
    },
    {
      id: 'e1',
      when: '2025-07~',
      lane: { 'zh-TW': '甲', en: 'A' },
      origin: 'source',
      status: 'reported',
      title: { 'zh-TW': '先', en: 'First' },
      sources: ['s1'],
      marking: { tlp: 'AMBER' },
    },
  ],
  periods: [],
  risks: [
    {
      id: 'r1',
      category: { 'zh-TW': '經濟', en: 'Economy' },
      title: { 'zh-TW': '風險甲', en: 'Risk A' },
      scores: {},
      vulnerability: false,
      sources: [],
    },
  ],
  positions: [],
  notes: [],
  sources: [
    { id: 's1', citation: '來源甲', url: 'file:///etc/passwd', reliability: 'B', credibility: 2 },
    { id: 's2', citation: '來源乙', url: 'https://example.org/b' },
  ],
  terms: [],
}

const briefing: Briefing = {
  id: '019f49da-6c00-7a3e-9c41-5b2d8e70f1a6',
  slug: 'small',
  status: 'draft',
  number: 1,
  version: 'ab'.repeat(32),
  counts: { annotations: 0, notes: 0, events: 0, risks: 0, positions: 0 },
  reading: null,
  received: '2026-07-10T00:00:00.000Z',
  content,
}

const editionsOf = (lang: 'zh-TW' | 'en' | 'both', annotations: readonly PlacedAnnotation[] = []) =>
  composeBrief(briefing, annotations, { ...everything, lang }, context).editions

function sectionOf<K extends PaperSection['kind']>(edition: PaperEdition | undefined, kind: K) {
  const found = edition?.sections.find(
    (section): section is Extract<PaperSection, { kind: K }> => section.kind === kind,
  )
  if (found === undefined) throw new Error(`no section ${kind}`)
  return found
}

test('running text keeps its meanings, numbers its references, and drops a link that may not leave', () => {
  const [zh] = editionsOf('zh-TW')
  expect(zh?.blocks[1]).toMatchObject({
    number: 1,
    inlines: [
      { type: 'text', text: '這是' },
      { type: 'text', text: '一段', strong: true },
      { type: 'text', text: '文字' },
      { type: 'source', text: '[1：頁 14]', to: 'zh-TW/source/s2' },
      { type: 'text', text: '，有一' },
      { type: 'text', text: '個連結' },
      { type: 'text', text: '。' },
      { type: 'footnote', id: 'zh-TW/block/f1', body: [{ type: 'text', text: '註腳文字。' }] },
    ],
  })
  expect(JSON.stringify(zh)).not.toMatch(/javascript:|file:/)
})

test('a view in the text points to its annex, and to nothing when the annex is left out', () => {
  const [zh] = editionsOf('zh-TW')
  expect(zh?.blocks[2]).toMatchObject({ kind: 'pointer', text: '（見附件一「時間軸」）', to: 'zh-TW/section/timeline' })
  const bare = composeBrief(briefing, [], { ...everything, timeline: false }, context).editions[0]
  expect(bare?.blocks.map((block) => block.kind)).toEqual(['heading', 'paragraph'])
})

test('a missing language is said, for the whole text and for each part', () => {
  const [en] = editionsOf('en')
  expect(en?.notice).toBe('This version has no English text; the Chinese text follows.')
  expect(en?.title).toEqual({ text: '小簡報', lang: 'zh-TW', fallback: ' (Chinese only)' })
  expect(sectionOf(en, 'timeline').events.map((event) => event.title)).toEqual([
    { text: 'First', lang: 'en' },
    { text: '後', lang: 'zh-TW', fallback: ' (Chinese only)' },
  ])
})

test('events are in order of time, and what is only reported is printed as not verified', () => {
  const [zh, en] = editionsOf('both')
  const rows = (edition: PaperEdition | undefined) =>
    sectionOf(edition, 'timeline').events.map((event) => [
      event.number,
      event.when,
      event.statusWords,
      event.grade,
      event.own,
    ])
  expect(rows(zh)).toEqual([
    [1, '約2025年7月\n約民國114年7月', '據報，未經查證', 'B2', null],
    [2, '2027年\n民國116年', '預計', '', '自訂事件'],
  ])
  expect(rows(en)[0]).toEqual([1, 'ca. July 2025 (ROC 114)', 'reported, not verified', 'B2', null])
})

test('the marking of the paper is the most closed of its parts, and a part that differs carries its own', () => {
  const [zh] = editionsOf('zh-TW')
  expect(zh?.marking).toEqual({ tlp: 'AMBER', secrecy: 'none', secrecyWords: '機密等級：無' })
  expect(sectionOf(zh, 'timeline').events[0]?.portion).toBe('〔TLP:AMBER〕')
  const without = composeBrief(briefing, [], { ...everything, timeline: false }, context).editions[0]
  expect(without?.marking.tlp).toBe('GREEN')
})

/** The register of a briefing whose scales and scores are these. */
function registerOf(scales: Content['scales'], all: readonly Partial<Content['risks'][number]>[]) {
  const risks = all.map((risk, index) => ({ ...small, ...risk, id: `r${index}` }))
  const brief = composeBrief({ ...briefing, content: { ...content, scales, risks } }, [], everything, context)
  const { columns, groups, legend } = sectionOf(brief.editions[0], 'risks')
  return { columns: columns.slice(2), scores: groups.flatMap((group) => group.rows.map((row) => row.scores)), legend }
}
const small = content.risks[0] as Content['risks'][number]

test('a missing score of a survey was not found, one of our own was not given, as on screen', () => {
  const scored = {
    scores: { severity: { scale: 'un-1-7', value: 4.2 }, likelihood: { scale: 'icd203', value: 'likely' } },
  }
  const { columns, scores, legend } = registerOf({ likelihood: 'icd203', severity: 'un-1-7' }, [scored, {}])
  expect(columns).toEqual(['可能性', '嚴重程度'])
  expect(scores[1]).toEqual([
    { text: '未評', blank: true },
    { text: '未查得', blank: true },
  ])
  expect(legend).toEqual([
    '可能性：ICD 203 可能性用語',
    '嚴重程度：聯合國 1–7 分量表，UN Global Risk Report 2024 (published July 2025)',
    '「未查得」：本簡報所見來源查無這項分數，不等於零，也不作推估。',
    '「未評」：本簡報沒有評這一項，不等於零，也不作推估。',
  ])
})

test('a score that no risk has takes no column and is said once; one that no one works with is not mentioned', () => {
  const scales = { likelihood: 'icd203', severity: 'un-1-7', preparedness: 'un-1-7' }
  const { columns, scores, legend } = registerOf(scales, [{ importanceRank: 1 }, {}])
  expect(columns).toEqual(['重要性'])
  expect(scores.flat().map((score) => score.text)).toEqual(['第 1 名', '未查得'])
  expect(legend.slice(0, 2)).toEqual(['嚴重程度、準備程度：所見來源查無各項風險的分數。', '可能性：本簡報未評分。'])
})

test('a review date that has passed when the paper is made is said to be overdue, its own day not yet', () => {
  const dates = ['2026-11-20', '2026-11-21', '2026-11', '2026-10'].map((reviewBy, index) => ({
    ...small,
    id: `r${index}`,
    reviewBy,
  }))
  const brief = composeBrief(
    { ...briefing, content: { ...content, risks: dates } },
    [],
    { ...everything, lang: 'en' },
    context,
  )
  const rows = sectionOf(brief.editions[0], 'risks').groups.flatMap((group) => group.rows)
  expect(rows.map((row) => row.details[0]?.value.endsWith(', overdue'))).toEqual([true, false, false, true])
})

test('a source in Chinese says so on an English paper, by its own word or by its letters', () => {
  const sources = [
    { id: 's1', citation: 'Macao Daily', lang: 'zh-TW' },
    { id: 's2', citation: '《澳門日報》轉載' },
    { id: 's3', citation: 'Pandaily on 算法' },
  ]
  const noted = (['zh-TW', 'en'] as const).map((lang) =>
    sectionOf(
      composeBrief({ ...briefing, content: { ...content, sources } }, [], { ...everything, lang }, context).editions[0],
      'sources',
    ).sources.map((source) => source.language),
  )
  expect(noted.map((each) => each.filter((words) => words !== null))).toEqual([[], ['(in Chinese)', '(in Chinese)']])
})

test('annotations are numbered as they are met; each edition has its own; an orphan keeps its words', () => {
  const marked = annotationForTests(briefing, { lang: 'zh-TW', quote: '一段文字', kind: 'judgement', note: '看法' }, 1)
  const orphan = annotationForTests(briefing, { lang: 'zh-TW', quote: '不見了的字', kind: 'question' }, 2)
  const [zh, en] = editionsOf('both', [orphan, marked])
  const section = sectionOf(zh, 'annotations')
  expect(section.annotations.map(({ number, quote, note, place }) => [number, quote?.text, note, place.text])).toEqual([
    [1, '一段文字', ['看法'], '¶1'],
  ])
  expect(section.orphans?.annotations.map(({ number, quote, details }) => [number, quote?.text, details])).toEqual([
    [2, '不見了的字', '2026-11-20（民國115年11月20日），找不到原文'],
  ])
  const inlines = zh?.blocks[1]?.kind === 'paragraph' ? zh.blocks[1].inlines : []
  expect(inlines.filter((inline) => inline.type === 'mark')).toEqual([
    { type: 'mark', kind: 'judgement', number: 1, to: 'zh-TW/annotation/1' },
  ])
  // The English edition shows the Chinese text here, so the words marked stand there too.
  expect(en?.sections.some((each) => each.kind === 'annotations')).toBe(true)
})

test('of the annotations only the chosen ones are printed', () => {
  const chosen = annotationForTests(briefing, { lang: 'zh-TW', quote: '一段文字', note: '留下' }, 1)
  const other = annotationForTests(briefing, { lang: 'zh-TW', quote: '一段文字', note: '略去' }, 2)
  const brief = JSON.stringify(composeBrief(briefing, [chosen, other], { ...everything, only: [chosen.id] }, context))
  expect([brief.includes('留下'), brief.includes('略去')]).toEqual([true, false])
})

test('without annotations nothing of them is printed, neither numbers nor highlights', () => {
  const marked = annotationForTests(briefing, { lang: 'zh-TW', quote: '一段文字', note: '秘密想法' }, 1)
  const brief = composeBrief(briefing, [marked], { ...everything, annotations: false }, context)
  expect(JSON.stringify(brief)).not.toMatch(/秘密想法|"marks":\["|"type":"mark"/)
})

test('composing changes nothing and says the same twice', () => {
  const before = JSON.stringify(briefing)
  const twice = [1, 2].map(() => JSON.stringify(composeBrief(briefing, [], { ...everything, lang: 'both' }, context)))
  expect([twice[0] === twice[1], JSON.stringify(briefing) === before]).toEqual([true, true])
})
