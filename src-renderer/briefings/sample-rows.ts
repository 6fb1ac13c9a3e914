import type { BriefingRow } from '../../src-shared/briefings/briefing.ts'

/** For tests only: a row of the library. */
export function sampleRow(
  row: Partial<Omit<BriefingRow, 'head'>> & { readonly head?: Partial<BriefingRow['head']> } = {},
): BriefingRow {
  return {
    id: '01986b1e-0000-7000-8000-000000000001',
    slug: 'waico',
    status: 'issued',
    number: 1,
    version: 'v1',
    counts: { annotations: 3, notes: 5, events: 12, risks: 0, positions: 6 },
    reading: null,
    received: '2026-07-10T08:00:00Z',
    ...row,
    head: {
      lead: 'zh-TW',
      languages: ['zh-TW', 'en'],
      title: { 'zh-TW': '上海提案', en: 'The Shanghai proposal' },
      summary: { 'zh-TW': '核心結論在此。', en: 'The bottom line.' },
      publisher: { 'zh-TW': '國際組' },
      issued: '2026-07-10',
      marking: { tlp: 'AMBER', secrecy: 'none' },
      tags: ['WAICO'],
      collection: { 'zh-TW': '全球 AI 治理' },
      ...row.head,
    },
  }
}

const reading = { lang: 'zh-TW', block: 'p1', version: 'v1' } as const

/** For tests only: four briefings, one in each state of reading. */
export const sampleRows: readonly BriefingRow[] = [
  sampleRow({ id: 'a', received: '2026-07-11T00:00:00Z' }),
  sampleRow({
    id: 'b',
    version: 'v2',
    number: 2,
    received: '2026-07-12T00:00:00Z',
    reading: { ...reading, progress: 0.5 },
    head: {
      title: { 'zh-TW': '一般議題', en: 'Common issues' },
      issued: '2024',
      tags: ['UN'],
      collection: { 'zh-TW': '聯合國' },
    },
  }),
  sampleRow({
    id: 'c',
    received: '2026-07-09T00:00:00Z',
    reading: { ...reading, progress: 0.42 },
    head: { title: { en: 'Bletchley' }, lead: 'en', issued: '2023-11', tags: [] },
  }),
  sampleRow({ id: 'd', reading: { ...reading, progress: 1 }, head: { issued: '2025-07' } }),
]
