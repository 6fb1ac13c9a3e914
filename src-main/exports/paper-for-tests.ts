import { readFileSync } from 'node:fs'
import type { PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import type { Briefing } from '../../src-shared/briefings/briefing.ts'
import type { Block, Content } from '../../src-shared/briefings/content.ts'
import type { ExportOptions } from '../../src-shared/exports/export.ts'
import type { PaperLabels } from '../../src-shared/exports/paper-labels.ts'
import type { Lang } from '../../src-shared/languages.ts'
import type { ComposeContext } from './compose.ts'
import { fontFiles } from './fonts.ts'

/** What tests of paper start from: the real fonts, the real samples, a fixed clock. */
export const fontsForTests = () => fontFiles('node_modules/@expo-google-fonts').map((file) => readFileSync(file))

export function contextForTests(zh: PaperLabels, en: PaperLabels): ComposeContext {
  return { labels: { 'zh-TW': zh, en }, now: new Date('2026-11-21T09:30:00.000Z'), author: '' }
}

export const everything: ExportOptions = {
  lang: 'zh-TW',
  timeline: true,
  risks: true,
  notes: true,
  annotations: true,
  calendar: 'both',
}

export const sampleSlugs = ['waico', 'un-ai-governance'] as const

/** Reads an authoring folder; a noun is handed another noun's work, here as everywhere. */
export type ReadFolder = (path: string) => Promise<{ readonly content: Content; readonly hash: string }>

export async function sampleForTests(readFolder: ReadFolder, slug: (typeof sampleSlugs)[number]): Promise<Briefing> {
  const { content, hash } = await readFolder(`samples/${slug}`)
  return {
    id: '019f49da-6c00-7a3e-9c41-5b2d8e70f1a6',
    slug,
    status: 'issued',
    number: 2,
    version: hash,
    counts: { annotations: 0, notes: 0, events: 0, risks: 0, positions: 0 },
    reading: null,
    received: '2026-07-10T00:00:00.000Z',
    content,
  }
}

/** An annotation on the first occurrence of some words; `null` words make an orphan. */
export function annotationForTests(
  briefing: Briefing,
  given: Partial<Pick<PlacedAnnotation, 'kind' | 'note' | 'tags'>> & { readonly quote: string; readonly lang: Lang },
  index: number,
): PlacedAnnotation {
  const { quote, lang } = given
  const blocks: readonly Block[] = briefing.content.editions[lang]?.blocks ?? []
  const block = blocks.find((each) => each.text.includes(quote))
  const start = block?.text.indexOf(quote) ?? 0
  const selector = {
    block: block?.id ?? 'gone',
    exact: quote,
    prefix: '',
    suffix: '',
    start,
    end: start + quote.length,
  }
  return {
    id: `019f49da-6c00-7a3e-9c41-${String(index).padStart(12, '0')}`,
    briefing: briefing.id,
    version: briefing.version,
    target: { type: 'text', lang, selectors: [selector] },
    kind: given.kind ?? 'fact',
    note: given.note ?? '',
    tags: given.tags ?? [],
    created: '2026-11-20T08:00:00.000Z',
    modified: '2026-11-20T08:00:00.000Z',
    hlc: '0',
    resolution: block
      ? { status: 'exact', places: [{ block: block.id, start, end: start + quote.length }] }
      : { status: 'orphan', places: [] },
  }
}
