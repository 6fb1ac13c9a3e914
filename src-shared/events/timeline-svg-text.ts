import type { Lang } from '../languages.ts'
import { short } from './timeline-svg-marks.ts'
import { xmlText } from './xml-text.ts'

/** The words and the measures of a drawn timeline, and how a text is written into it. */

export const wordsOf = {
  'zh-TW': {
    join: '，',
    today: '今天',
    own: '自訂事件',
    legend: '圖例說明',
    periods: '時期',
    events: (count: number) => `共 ${count} 個事件`,
    count: {
      inside: (n: number) => `${n} 件`,
      before: (n: number) => `較早 ${n} 件`,
      after: (n: number) => `較晚 ${n} 件`,
    },
    status: { occurred: '', planned: '預計', reported: '據報，未經查證', superseded: '已取代' },
    forms: {
      point: '確定日期',
      about: '約',
      bracket: '只知年或月',
      span: '期間',
      open: '迄日未定',
      planned: '預計或待確認',
      before: '視窗外',
      many: '擠在一起的事件數',
    },
  },
  en: {
    join: ', ',
    today: 'Today',
    own: 'own event',
    legend: 'Legend',
    periods: 'Periods',
    events: (count: number) => `${count} event${count === 1 ? '' : 's'}`,
    count: {
      inside: (n: number) => `${n} event${n === 1 ? '' : 's'}`,
      before: (n: number) => `${n} earlier`,
      after: (n: number) => `${n} later`,
    },
    status: { occurred: '', planned: 'expected', reported: 'reported, not verified', superseded: 'superseded' },
    forms: {
      point: 'exact date',
      about: 'approximate',
      bracket: 'month or year only',
      span: 'period',
      open: 'no end date',
      planned: 'planned or to be confirmed',
      before: 'outside the window',
      many: 'number of events close together',
    },
  },
} as const

export const fonts =
  "Inter, 'Noto Sans TC', 'Source Han Sans TC', 'PingFang TC', 'Microsoft JhengHei', 'Helvetica Neue', Arial, sans-serif"
export const pad = 20
export const rowHeight = 36
export const labelSize = 13
export const small = 12
export const longestLabel = 340
/** Where mark and label stand in a row. */
export const [markAt, labelAt] = [10, 29]
export const axisHeight = 38
export const bandHeight = 22

export const plain = (text: string) => text.replaceAll(/\s+/gu, ' ').trim()

export interface TextOptions {
  readonly size?: number
  readonly fill: string
  readonly weight?: number
  readonly anchor?: 'end'
  readonly lang?: Lang | undefined
  readonly struck?: boolean
  readonly what?: string
}

/** A text at its base line. */
export function text(
  x: number,
  y: number,
  said: string,
  { size = labelSize, fill, weight, anchor, lang, struck, what }: TextOptions,
) {
  const more = [
    weight === undefined ? '' : ` font-weight="${weight}"`,
    anchor === undefined ? '' : ` text-anchor="${anchor}"`,
    lang === undefined ? '' : ` lang="${lang}" xml:lang="${lang}"`,
    struck ? ' text-decoration="line-through"' : '',
    what === undefined ? '' : ` class="${what}"`,
  ].join('')
  return `<text x="${short(x)}" y="${short(y)}" font-size="${size}" fill="${fill}"${more}>${xmlText(said)}</text>`
}
