import type { Lang } from '../languages.ts'

/** What a column of someone's table of events holds. A person can change every guess. */

export const timelineFields = [
  'id',
  'when',
  'until',
  'year',
  'month',
  'day',
  'time',
  'endYear',
  'endMonth',
  'endDay',
  'endTime',
  'said',
  'lane.zh-TW',
  'lane.en',
  'origin',
  'status',
  'title.zh-TW',
  'title.en',
  'body.zh-TW',
  'body.en',
  'place',
  'block',
  'source',
  'url',
  'tlp',
  'secrecy',
  'type',
] as const

export type TimelineField = (typeof timelineFields)[number]

export interface ColumnGuess {
  readonly head: string
  /** Null where nothing is known of it: it is kept out unless a person says what it is. */
  readonly field: TimelineField | null
}

/** Heads without signs, in small letters; `lane`, `title` and `body` still need a language. */
const known: readonly (readonly [field: string, heads: string])[] = [
  ['id', 'id key identifier 編號 識別碼 序號 代號'],
  [
    'when',
    'when date startdate start edtf eventdate begin from 日期 時間 事件日期 起日 開始日期 起始日期 發生日期 發生時間 年月日',
  ],
  ['until', 'until enddate end to finish 迄日 結束日期 終日 截止日期 訖日'],
  ['year', 'year startyear 年 年份 西元年'],
  ['month', 'month startmonth 月 月份'],
  ['day', 'day startday 日'],
  ['time', 'time starttime 時刻 鐘點'],
  ['endYear', 'endyear 結束年 迄年'],
  ['endMonth', 'endmonth 結束月 迄月'],
  ['endDay', 'endday 結束日 迄日日'],
  ['endTime', 'endtime 結束時間 結束時刻'],
  ['said', 'displaydate datetext 日期文字 顯示日期 原文日期'],
  ['lane', 'lane actor group track category who 行為者 軌道 分類 類別 主體 國家 機關 單位 群組'],
  ['origin', 'origin 來歷'],
  ['status', 'status state certainty 狀態 狀況 確定程度'],
  ['title', 'title headline event name label subject what 標題 事件 名稱 事件名稱 主題 大事 事由'],
  ['body', 'body text description details summary note notes 內文 說明 內容 描述 摘要 備註'],
  ['place', 'place location where 地點 場所'],
  ['block', 'block paragraph passage 段落 原文段落'],
  ['source', 'source sources 來源 來源編號'],
  ['url', 'url link media web address 網址 連結 超連結 媒體'],
  ['tlp', 'tlp marking 傳遞標示'],
  ['secrecy', 'secrecy 機密等級'],
  ['type', 'type 類型'],
]
const heads = new Map(known.flatMap(([field, words]) => words.split(' ').map((word) => [word, field] as const)))

const languageOf: readonly (readonly [RegExp, Lang])[] = [
  [/[.(（_-]?(?:zh-?tw|zh|中文|華文|繁體)[)）]?$/u, 'zh-TW'],
  [/[.(（_-]?(?:en|eng|english|英文|英語)[)）]?$/u, 'en'],
]

/**
 * Guesses what each column holds, from its head and, for words without a language, from the cells under it. No field is
 * given twice: the first column that fits has it.
 */
export function guessColumns(
  head: readonly string[],
  rows: readonly (readonly string[])[] = [],
): readonly ColumnGuess[] {
  const taken = new Set<TimelineField>()
  return head.map((name, index) => {
    const field = fieldOf(name, () => writtenIn(rows.map((row) => row[index] ?? '')))
    if (field === null || taken.has(field)) return { head: name, field: null }
    taken.add(field)
    return { head: name, field }
  })
}

function fieldOf(name: string, guess: () => Lang): TimelineField | null {
  const plain = name
    .normalize('NFKC')
    .replace(/^\ufeff/u, '')
    .trim()
    .toLowerCase()
  const bare = (text: string) => text.replaceAll(/[\s_\-.:：*()（）]/gu, '')
  for (const [pattern, lang] of [[/$^/u, null] as const, ...languageOf]) {
    const stem = lang === null ? plain : plain.replace(pattern, '')
    if (lang !== null && stem === plain) continue
    const found = heads.get(bare(stem))
    if (found === undefined) continue
    if (found === 'lane' || found === 'title' || found === 'body') return `${found}.${lang ?? guess()}`
    return found as TimelineField
  }
  return null
}

/** Chinese if most filled cells have a Han sign. */
function writtenIn(cells: readonly string[]): Lang {
  const filled = cells.filter((cell) => cell.trim() !== '')
  const han = filled.filter((cell) => /\p{Script=Han}/u.test(cell)).length
  return filled.length === 0 || han * 2 >= filled.length ? 'zh-TW' : 'en'
}
