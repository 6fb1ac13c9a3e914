import * as z from 'zod'
import { type Lang, languages } from '../languages.ts'
import type { Content } from './content.ts'

export const readingLanguages = [...languages, 'parallel'] as const
/** What the reader shows: one language, or both side by side. */
export type ReadingLanguage = (typeof readingLanguages)[number]

/** Where the reader stopped in a briefing; kept per briefing. */
export const Reading = z.object({
  lang: z.enum(readingLanguages),
  /** The block at the top of the page. */
  block: z.string().max(64).nullable(),
  /** 0 to 1, the furthest point of the text that was on screen. */
  progress: z.number().min(0).max(1),
  /** The version read last; another current version means "changed since read". */
  version: z.string().max(64),
})
export type Reading = z.infer<typeof Reading>

/** A row of the library list. */
export interface BriefingRow {
  readonly id: string
  readonly slug: string
  readonly status: 'draft' | 'issued' | 'withdrawn'
  /** 1 for the first version received. */
  readonly number: number
  readonly version: string
  readonly head: Pick<
    Content,
    'lead' | 'languages' | 'title' | 'summary' | 'publisher' | 'issued' | 'marking' | 'tags' | 'collection'
  >
  readonly counts: {
    readonly annotations: number
    readonly notes: number
    readonly events: number
    readonly risks: number
    readonly positions: number
  }
  readonly reading: Reading | null
  /** ISO 8601, when this version came in. */
  readonly received: string
}

/** A briefing opened for reading: its current version, whole and verified against its hash. */
export interface Briefing extends Omit<BriefingRow, 'head'> {
  readonly content: Content
}

/** What an import did. A block id that the folder did not give is among the warnings (`id-minted`). */
export interface ImportReport {
  readonly briefing: string
  readonly slug: string
  readonly number: number
  readonly outcome: 'added' | 'new-version' | 'unchanged'
  readonly warnings: readonly Problem[]
}

/** Something wrong or worth knowing in an authoring folder. The words are `<code>` in locales problems.json. */
export interface Problem {
  readonly file: string
  /** 1-based; null where a whole file is meant. */
  readonly line: number | null
  readonly code: string
  readonly data: Readonly<Record<string, string | number>>
}

/** Minutes to read a text: 450 Han characters or 220 words a minute, at least 1. */
export function readingMinutes(text: string, lang: Lang): number {
  const units = lang === 'zh-TW' ? [...text.matchAll(/\p{Script=Han}/gu)].length / 450 : text.split(/\s+/u).length / 220
  return Math.max(1, Math.round(units))
}
