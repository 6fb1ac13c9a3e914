import type { Credibility, Reliability, Source } from '../briefings/content.ts'
import type { Lang } from '../languages.ts'

/** NATO / Admiralty grading (AJP-2.1): two separate fields. The Chinese words are proposed, not official. */
export const reliabilityWords: Readonly<Record<Reliability, Readonly<Record<Lang, string>>>> = {
  A: { 'zh-TW': '完全可靠', en: 'completely reliable' },
  B: { 'zh-TW': '通常可靠', en: 'usually reliable' },
  C: { 'zh-TW': '尚屬可靠', en: 'fairly reliable' },
  D: { 'zh-TW': '通常不可靠', en: 'not usually reliable' },
  E: { 'zh-TW': '不可靠', en: 'unreliable' },
  F: { 'zh-TW': '無法判斷可靠度', en: 'reliability cannot be judged' },
}

export const credibilityWords: Readonly<Record<Credibility, Readonly<Record<Lang, string>>>> = {
  1: { 'zh-TW': '經其他來源證實', en: 'confirmed by other sources' },
  2: { 'zh-TW': '大致屬實', en: 'probably true' },
  3: { 'zh-TW': '或許屬實', en: 'possibly true' },
  4: { 'zh-TW': '存疑', en: 'doubtful' },
  5: { 'zh-TW': '不太可能屬實', en: 'improbable' },
  6: { 'zh-TW': '無法判斷可信度', en: 'truth cannot be judged' },
}

/** The grade as it is printed, such as "B2"; null where the source has none. */
export function gradeOf(source: Pick<Source, 'reliability' | 'credibility'>): string | null {
  if (source.reliability === undefined && source.credibility === undefined) return null
  return `${source.reliability ?? '–'}${source.credibility ?? '–'}`
}
