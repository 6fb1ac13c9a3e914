import type { Core, Side } from './date-in-text.ts'

/** The words for dates in Chinese, and dates in digits. */

const gap = '[ \\u00a0\\u2009\\u202f\\u3000]{0,2}'
const to = `${gap}[至到迄–—~～\\-]${gap}`
const digit = '[〇零○一二三四五六七八九]'
const year4 = '(?:1[5-9]|20|21)\\d\\d'
/** Before a number that stands by itself. */
const alone = `(?<![0-9A-Za-z][./:,\\-–]?|[第近逾][ ]?|超過[ ]?|長達[ ]?)`
const monthOf = (name: string) => `(?<${name}>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])`
const dayOf = (name: string) =>
  `(?<${name}>3[01]|[12]\\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])`

/** A year, in any of the ways it is written; 年 is part of it. */
const year =
  `(?:${alone}(?:西元|公元)?${gap}(?<y>${year4})${gap}年(?!代|版)` +
  `|(?:西元|公元)${gap}(?<bce>前)?${gap}(?<far>\\d{1,4})${gap}年(?!代)` +
  `|(?<cn>[一二]${digit}{3})${gap}年(?!代|版)` +
  `|(?:中華)?民國${gap}(?<early>前)?${gap}(?<roc>\\d{1,3}|元|[〇零一二三四五六七八九十百]{1,5})${gap}年(?!代)` +
  `|${alone}(?<bare>1\\d\\d|[1-9]\\d)${gap}年(?=${gap}(?:1[0-2]|0?[1-9])${gap}月)|${alone}(?<hundred>1\\d\\d)${gap}年(?![代來間前後以內]|${gap}[0-9])` +
  `|(?<rel>今年|去年|明年|本年|同年|當年|翌年|次年))`

const third = '(?<third>上旬|中旬|下旬|初(?![選步次審期稿])|底|中(?![旬國華央東南美日文英共期間部小]))'
const part =
  '(?<part>上半年|下半年|第[ ]?[1-4一二三四][ ]?季|Q[1-4]|[春夏秋冬][季天]|年?(?:初(?![選步次審期稿版始衷級任])|底|末|中(?![國華央東南美日文英共期間部小山])))'

const patterns: readonly RegExp[] = [
  // 2025年9月25日, 2025年9月下旬, 2025年底, 2025年
  new RegExp(
    `${year}(?:${gap}(?:${monthOf('m')}${gap}月份?(?:${gap}${dayOf('d')}${gap}[日號]|${third})?|${part}))?(?!${gap}\\d{1,3}${gap}[月日])`,
    'gu',
  ),
  // 9月25日至27日, 2025年9月25–27日
  new RegExp(
    `(?:${year}|${alone})${gap}${monthOf('m')}${gap}月${gap}${dayOf('d')}${gap}[日號]?${to}${dayOf('d2')}${gap}[日號]`,
    'gu',
  ),
  // 2025年3月或5月
  new RegExp(
    `(?:${year}|${alone})${gap}${monthOf('m')}${gap}月?${gap}(?<or>或)${gap}${monthOf('m2')}${gap}月(?!${gap}[0-9])`,
    'gu',
  ),
  // 2025年9月至12月, 2025年9–12月
  new RegExp(`(?:${year}|${alone})${gap}${monthOf('m')}${gap}月?${to}${monthOf('m2')}${gap}月(?!${gap}[0-9])`, 'gu'),
  // 9月25日, 9月底
  new RegExp(
    `(?<!每年[ ]?|每[ ]?|[個十]|[0-9]年[ ]?)${alone}${monthOf('m')}${gap}月份?(?:${gap}${dayOf('d')}${gap}[日號]|${third})?(?!${gap}(?:[個至到]${gap}\\d+${gap}個月))`,
    'gu',
  ),
  // 2024–2027年, 民國113至114年
  new RegExp(`${alone}(?<y>${year4})${gap}年?${to}(?<y2>${year4})${gap}年(?!代)`, 'gu'),
  new RegExp(`民國${gap}(?<roc>\\d{1,3})${gap}年?${to}(?<roc2>\\d{1,3})${gap}年(?!代)`, 'gu'),
  // 1990年代, 21世紀
  new RegExp(`${alone}(?<decade>(?:1[5-9]|20|21)\\d)0${gap}年代(?:初期?|中期?|末期?)?`, 'gu'),
  new RegExp(`(?<cndecade>[一二]${digit}{2})[〇零○]年代`, 'gu'),
  new RegExp(`(?<![第近])(?<century>1[5-9]|2[01]|十[五六七八九]|二十一?)${gap}世紀`, 'gu'),
]

const end = `(?![0-9A-Za-z%]|[./:\\-–][0-9]|[ ]?版)`
const start = `(?<![0-9A-Za-z_#$@][./:\\-–]?|[./:\\-–#$@_]|版本[ ]?|[Vv]ersion[ ])`
const digits: readonly RegExp[] = [
  new RegExp(
    `${start}(?<y>${year4})-(?<m>\\d\\d)-(?<d>\\d\\d)(?<time>T\\d\\d:\\d\\d(?::\\d\\d)?(?:Z|[+-]\\d\\d:\\d\\d)?)?${end}`,
    'gu',
  ),
  new RegExp(`${start}(?<y>${year4})(?<sep>[-/.])(?<m>\\d{1,2})\\k<sep>(?<d>\\d{1,2})${end}`, 'gu'),
  new RegExp(`${start}(?<y>(?:19|20)\\d\\d)-(?<m>0[1-9]|1[0-2])${end}`, 'gu'),
  new RegExp(`民國${gap}(?<roc>\\d{1,3})(?<sep>[-/.])(?<m>\\d{1,2})\\k<sep>(?<d>\\d{1,2})${end}`, 'gu'),
]

/** What stands before a number that is no date: a page, a telephone. */
const noDate = /(?:電話|傳真|分機|專線|號碼|頁|頁碼|tel\.?|phone|fax|pp?\.|nos?\.)[\s:：]*[()（）\d\-\s]*$/iu

/** Dates of Chinese text, and dates in digits. */
export function chineseDates(text: string, roc: boolean): Core[] {
  const republic = text.indexOf('民國')
  return [...patterns, ...digits].flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const { index } = match
      const groups = match.groups ?? {}
      const isBare = groups.bare !== undefined || groups.hundred !== undefined
      if (isBare && !roc && (republic < 0 || republic > index)) return []
      if (noDate.test(text.slice(Math.max(0, index - 24), index))) return []
      const core = coreOf(groups)
      const skipped = match[0].length - match[0].trimStart().length
      return core === null ? [] : [{ ...core, start: index + skipped, end: index + match[0].length }]
    }),
  )
}

type Groups = Readonly<Record<string, string | undefined>>
type Read = Pick<Core, 'sides' | 'calendar' | 'as'>

function coreOf(groups: Groups): Read | null {
  const { y2, roc2, decade, cndecade, century, m, d, m2, d2, part, third, time } = groups
  const calendar = groups.roc || groups.bare || groups.hundred ? 'roc' : 'gregorian'
  const whole = (instead: string): Read => ({ sides: [{ year: null, rest: '', instead }], calendar })
  if (decade) return whole(`${decade}X`)
  if (cndecade) return whole(`${digitsOf(cndecade)}X`)
  if (century) return whole(`${(/\d/u.test(century) ? Number(century) : chinese(century)) - 1}XX`)
  const base = yearOf(groups)
  if (base === null) return null
  const pair = (a: Side, b: Side): Read => ({ sides: [a, b], calendar })
  if (y2 || roc2) {
    const last = y2 ? Number(y2) : Number(roc2) + 1911
    return (base.year ?? 0) < last ? pair(base, { year: last, rest: '' }) : null
  }
  const month = m === undefined ? null : twoDigits(m)
  if (month !== null && m2) {
    const months = pair({ ...base, rest: `-${month}` }, { ...base, rest: `-${twoDigits(m2)}` })
    return groups.or ? { ...months, as: 'either' } : months
  }
  if (month !== null && d && d2) {
    return pair({ ...base, rest: `-${month}-${twoDigits(d)}` }, { ...base, rest: `-${month}-${twoDigits(d2)}` })
  }
  if (month !== null && third) return ofThird(base, month, third, calendar)
  // A relative year says too little by itself.
  if (groups.rel && month === null && !part) return null
  const rest = month === null ? '' : `-${month}${d ? `-${twoDigits(d)}` : ''}${time ?? ''}`
  return part ? { sides: ofPart(base, part), calendar } : { sides: [{ ...base, rest }], calendar }
}

/** 上旬 is one of ten days; 初 and 底 of a month say no more than the month. */
function ofThird(base: Side, month: string, third: string, calendar: Core['calendar']): Read {
  const days = { 上旬: ['01', '10'], 中旬: ['11', '20'], 下旬: ['21', month === '02' ? '28' : '30'] }[third]
  if (!days) return { sides: [{ ...base, rest: `-${month}` }], calendar }
  const [first, last] = days.map((day) => ({ ...base, rest: `-${month}-${day}` })) as [Side, Side]
  const is31 = third === '下旬' && ['01', '03', '05', '07', '08', '10', '12'].includes(month)
  return { sides: [first, is31 ? { ...last, rest: `-${month}-31` } : last], as: 'within', calendar }
}

function ofPart(base: Side, part: string): Core['sides'] {
  if (part === '上半年') return [{ ...base, rest: '-40' }]
  if (part === '下半年') return [{ ...base, rest: '-41' }]
  const season = '春夏秋冬'.indexOf(part[0] ?? '?')
  if (season >= 0) return [{ ...base, rest: `-${21 + season}` }]
  const quarter = /[1-4一二三四]/u.exec(part)?.[0]
  if (quarter) return [{ ...base, rest: `-${32 + (Number(quarter) || chinese(quarter))}` }]
  if (part.endsWith('初')) return [{ ...base, rest: '-33', about: true }]
  if (part.endsWith('中'))
    return [
      { ...base, rest: '-06', about: true },
      { ...base, rest: '-07', about: true },
    ]
  return [{ ...base, rest: '-12', about: true }]
}

const relatives: Readonly<Record<string, Side['shift']>> = {
  今年: { from: 'given', by: 0 },
  本年: { from: 'given', by: 0 },
  去年: { from: 'given', by: -1 },
  明年: { from: 'given', by: 1 },
  同年: { from: 'before', by: 0 },
  當年: { from: 'before', by: 0 },
  翌年: { from: 'before', by: 1 },
  次年: { from: 'before', by: 1 },
}

/** The year with nothing after it; null where it is none. */
function yearOf({ y, cn, far, bce, roc, early, bare, hundred, rel }: Groups): Side | null {
  if (y) return { year: Number(y), rest: '' }
  if (cn) return { year: Number(digitsOf(cn)), rest: '' }
  if (far) return { year: bce ? 1 - Number(far) : Number(far), rest: '' }
  const counted = roc ?? bare ?? hundred
  if (counted) {
    const number = counted === '元' ? 1 : /\d/u.test(counted) ? Number(counted) : chinese(counted)
    if (number < 1 || number > 199) return null
    return { year: early ? 1912 - number : 1911 + number, rest: '' }
  }
  const shift = rel ? relatives[rel] : undefined
  return shift ? { year: null, rest: '', shift } : { year: null, rest: '' }
}

const numerals = '〇一二三四五六七八九'
const numeral = (sign: string) => numerals.indexOf(/[零○]/u.test(sign) ? '〇' : sign)

/** 二〇二五 as digits. */
const digitsOf = (words: string) => [...words].map(numeral).join('')

/** 一百一十四, 二十五, 十二, and 一一四 read digit by digit. */
function chinese(words: string): number {
  if (!/[十百]/u.test(words)) return Number(digitsOf(words))
  const [hundreds = '', below = words] = words.includes('百') ? words.split('百') : ['', words]
  const [tens = '', ones = below] = below.includes('十') ? below.split('十') : ['', below]
  const ten = below.includes('十') ? (tens === '' ? 1 : numeral(tens.replace(/^[零〇]/u, '') || '一')) : 0
  const one = ones.replace(/^[零〇]/u, '')
  return (hundreds === '' ? 0 : numeral(hundreds) * 100) + ten * 10 + (one === '' ? 0 : numeral(one))
}

const twoDigits = (words: string) => String(/\d/u.test(words) ? Number(words) : chinese(words)).padStart(2, '0')
