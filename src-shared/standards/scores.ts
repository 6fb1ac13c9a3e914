import type { Lang } from '../languages.ts'

/** A scale of numbers for scores. */
export interface ScoreScale {
  readonly id: string
  readonly low: number
  readonly high: number
  readonly name: Readonly<Record<Lang, string>>
  readonly source: string
  /** The numbers come from somebody's published survey: one that is missing was not published. */
  readonly survey: boolean
}

export const scoreScales: Readonly<Record<string, ScoreScale>> = {
  'un-1-7': {
    id: 'un-1-7',
    low: 1,
    high: 7,
    name: { 'zh-TW': '聯合國 1–7 分量表', en: 'UN scale 1–7' },
    source: 'UN Global Risk Report 2024 (published July 2025)',
    survey: true,
  },
  'impact-1-5': {
    id: 'impact-1-5',
    low: 1,
    high: 5,
    name: { 'zh-TW': '嚴重程度 1–5 分', en: 'Severity 1–5' },
    source: 'Briefdesk',
    survey: false,
  },
}

/** The scale of numbers with this id, or null. */
export function scoreScale(id: string): ScoreScale | null {
  return Object.hasOwn(scoreScales, id) ? (scoreScales[id] ?? null) : null
}
