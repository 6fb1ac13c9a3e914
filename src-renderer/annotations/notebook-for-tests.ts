import type { NotebookRow } from '../../src-shared/annotations/notebook.ts'
import type { BriefingRow } from '../../src-shared/briefings/briefing.ts'

/** For tests only: a row of the notebook; what is not given is plain. */
export function noted(id: string, given: Partial<NotebookRow> = {}): NotebookRow {
  return {
    ...{ id, hlc: `h-${id}`, briefing: 'waico', kind: 'fact', note: '', tags: [], quote: `引文${id}`, type: 'text' },
    ...{ lang: 'zh-TW', at: 'block/p1', paragraph: 1, order: 1, status: 'exact', review: false },
    ...{ created: '2026-10-02T04:00:00.000Z', modified: '2026-10-02T04:00:00.000Z' },
    ...given,
  }
}

/** For tests only: a briefing as the library lists it. */
export function listed(id: string, title: string, annotations: number): BriefingRow {
  return {
    ...{ id, slug: id, status: 'issued', number: 1, version: 'v'.repeat(64), reading: null, received: '' },
    head: {
      ...{ lead: 'zh-TW', languages: ['zh-TW', 'en'], title: { 'zh-TW': title, en: `${id} in English` } },
      ...{ summary: {}, publisher: {}, issued: '2026-07-10', tags: [], marking: { tlp: 'GREEN', secrecy: 'none' } },
    },
    counts: { annotations, notes: 0, events: 0, risks: 0, positions: 0 },
  } as unknown as BriefingRow
}
