import { expect, test } from 'vitest'
import type { PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import type { Lang } from '../../src-shared/languages.ts'
import { alignedMarks } from './aligned-marks.ts'
import { besideRows, type TextRow } from './rows.ts'

const rows: readonly TextRow[] = [
  {
    id: 'p1',
    number: 1,
    cells: {
      'zh-TW': [{ id: 'p1', text: '合作組織（WAICO）於2025年7月26日提出。' }],
      en: [{ id: 'p1', text: 'The organization (WAICO) was put forward on 26 July 2025.' }],
    },
  },
]
const marked = (id: string, lang: Lang, start: number, end: number) =>
  ({
    id,
    kind: 'fact',
    created: id,
    target: { type: 'text', lang, selectors: [] },
    resolution: { status: 'exact', places: [{ block: 'p1', start, end }] },
  }) as unknown as PlacedAnnotation
const shown = (list: readonly PlacedAnnotation[], drawn: readonly Lang[]) =>
  [...alignedMarks(rows, besideRows(rows, list, () => drawn).touching, () => drawn)].map(([key, marks]) => [
    key,
    marks.map(({ start, end }) => rows[0]?.cells[key.startsWith('en') ? 'en' : 'zh-TW']?.[0]?.text.slice(start, end)),
  ])

test('an annotation shows at the words that the other language has as well, both ways', () => {
  const list = [marked('a1', 'zh-TW', 0, 11), marked('a2', 'en', 29, 57), marked('a3', 'zh-TW', 0, 4)]
  expect([shown(list, ['zh-TW']), shown(list, ['en']), shown(list, ['zh-TW', 'en'])]).toEqual([
    [['zh-TW/p1', ['2025年7月26日']]],
    [['en/p1', ['WAICO']]],
    [
      ['en/p1', ['WAICO']],
      ['zh-TW/p1', ['2025年7月26日']],
    ],
  ])
})
