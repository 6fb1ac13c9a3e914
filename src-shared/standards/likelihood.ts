import type { Lang } from '../languages.ts'

/** A word of estimative probability with its range in percent. */
export interface LikelihoodTerm {
  readonly key: string
  readonly low: number
  readonly high: number
  readonly label: Readonly<Record<Lang, string>>
}

export interface LikelihoodScale {
  readonly id: string
  readonly name: Readonly<Record<Lang, string>>
  readonly source: string
  /** Said wherever the scale is shown: what the words' standing is. */
  readonly remark: Readonly<Record<Lang, string>>
  readonly terms: readonly LikelihoodTerm[]
}

const term = (key: string, low: number, high: number, en: string, zh: string): LikelihoodTerm => ({
  key,
  low,
  high,
  label: { 'zh-TW': zh, en },
})

/** Scales are data; the code knows none by heart. */
export const likelihoodScales: Readonly<Record<string, LikelihoodScale>> = {
  icd203: {
    id: 'icd203',
    name: { 'zh-TW': 'ICD 203 可能性用語', en: 'ICD 203 words of likelihood' },
    source: 'Intelligence Community Directive 203, Analytic Standards (ODNI, 2015)',
    remark: {
      'zh-TW': '中文用語為本產品擬定，非官方譯名',
      en: 'The Chinese words are proposed by this product and are not an official translation',
    },
    terms: [
      term('almost-no-chance', 1, 5, 'almost no chance', '幾乎不可能'),
      term('very-unlikely', 5, 20, 'very unlikely', '極不可能'),
      term('unlikely', 20, 45, 'unlikely', '不太可能'),
      term('roughly-even', 45, 55, 'roughly even chance', '機會約各半'),
      term('likely', 55, 80, 'likely', '較可能'),
      term('very-likely', 80, 95, 'very likely', '極可能'),
      term('almost-certain', 95, 99, 'almost certain', '幾乎確定'),
    ],
  },
}

/** The term of a scale, or null where scale or term is unknown. */
export function likelihoodTerm(scale: string, key: string): LikelihoodTerm | null {
  const known = Object.hasOwn(likelihoodScales, scale) ? likelihoodScales[scale] : undefined
  return known?.terms.find((each) => each.key === key) ?? null
}
