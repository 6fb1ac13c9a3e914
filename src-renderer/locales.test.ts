import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'locales')

type Words = { readonly [key: string]: string | Words }

function flat(words: Words, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : flat(value, `${path}${key}.`),
  )
}

/** Every key of a language as `noun:path`, with its words. */
function wordsOf(lang: string): ReadonlyMap<string, string> {
  const files = readdirSync(join(folder, lang)).filter((name) => name.endsWith('.json'))
  return new Map(
    files.flatMap((name) => {
      const noun = name.replace('.json', '')
      const words = JSON.parse(readFileSync(join(folder, lang, name), 'utf8')) as Words
      return flat(words).map(([key, value]) => [`${noun}:${key}`, value] as const)
    }),
  )
}

const zh = wordsOf('zh-TW')
const en = wordsOf('en')

const plural = /_(zero|one|two|few|many|other)$/u
const base = (key: string) => key.replace(plural, '')
const bases = (words: ReadonlyMap<string, string>) => [...new Set([...words.keys()].map(base))].sort()

/** Empty on purpose: nothing is printed there. */
const mayBeEmpty = ['exports:paper.statusWords.issued']

/** The same in both languages on purpose: formats, codes and the name of the program. */
const mayBeEqual = (value: string) => !/\p{Letter}{2}/u.test(value.replace(/\{\{?\w+\}?\}|TLP|PDF|A4|\bp\b/gu, ''))
/** A language is named in itself. */
const isLanguageName = (key: string) => /languages?\.(zh-TW|en)$/u.test(key)

/** terms.md section 5: always wrong in our own words. */
const banned =
  '人工智能 軟件 硬件 數據 網絡 默認 缺省 屏幕 視頻 音頻 鼠標 打印 搜索 導出 脫機 服務器 文件夾 賬號 賬戶 登錄名 反饋 兼容 模塊 字段 菜單 選項卡 備注 批注 注釋 高亮 置信度 概率 密級 信源 時間線 二維碼 互聯網 博客 郵箱 您'.split(
    ' ',
  )

/** Wrong in one sense; a key named here uses the other one, for the reason given. */
const doubtful = '支持 信息 數字 算法 設置 保存 用戶 質量 優化 通過 導入 恢復 緩解 場景 程序 項目 水平 社區 登錄'.split(
  ' ',
)
const answered: readonly (readonly [word: string, where: RegExp, reason: string])[] = [
  ['登錄', /(風險|來源)登錄/u, 'a register is 登錄表; only to log in is 登入'],
  ['項目', /^(errors|problems):/u, 'an item is 項目; only a project is 專案'],
  ['數字', /^problems:/u, 'digits are 數字; only digital is 數位'],
  ['支持', /^(positions|exports|events|notes):/u, 'support for a position is 支持; only software is 支援'],
  ['文件', /./u, 'a document is 文件; only a file is 檔案'],
]
const isAnswered = (word: string, key: string, value: string) =>
  answered.some(([known, where]) => known === word && (where.test(key) || where.test(value)))

/** Big5 as Taiwan uses it: what is not in it is a simplified or a very rare character. */
function big5(): ReadonlySet<string> {
  const decoder = new TextDecoder('big5')
  const found = new Set<string>()
  for (let lead = 0xa4; lead <= 0xf9; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) found.add(decoder.decode(new Uint8Array([lead, trail])))
  }
  return found
}

const offending = (words: ReadonlyMap<string, string>, wrong: (value: string, key: string) => unknown) =>
  [...words].filter(([key, value]) => wrong(value, key)).map(([key, value]) => `${key} = ${value}`)

describe('the words of the interface', () => {
  test('exist in both languages, and no key is in one alone', () => {
    expect(bases(en)).toEqual(bases(zh))
  })

  test('have the plural forms of their language', () => {
    const counted = [...zh.keys(), ...en.keys()].filter((key) => plural.test(key)).map(base)
    const missing = [...new Set(counted)].filter(
      (key) => !(zh.has(`${key}_other`) && en.has(`${key}_one`) && en.has(`${key}_other`)),
    )
    expect(missing).toEqual([])
  })

  test('are never empty', () => {
    const empty = (value: string, key: string) => value.trim() === '' && !mayBeEmpty.includes(key)
    expect([...offending(zh, empty), ...offending(en, empty)]).toEqual([])
  })

  test('have the same blanks in both languages', () => {
    const blanks = (value: string | undefined) => [...new Set(value?.match(/\{\{?\w+\}?\}/gu) ?? [])].sort()
    // One of a thing may be said without its number.
    const other = (key: string) => (plural.test(key) ? `${base(key)}_other` : key)
    const differing = [...zh.keys()].filter((key) => `${blanks(zh.get(key))}` !== `${blanks(en.get(other(key)))}`)
    expect(differing).toEqual([])
  })

  test('are translated: nothing in zh-TW is the English words', () => {
    const same = (value: string, key: string) => value === en.get(key) && !mayBeEqual(value) && !isLanguageName(key)
    expect(offending(zh, same)).toEqual([])
  })

  test('are Taiwan words in zh-TW', () => {
    const wrong = (value: string) => banned.some((word) => value.includes(word))
    const doubted = (value: string, key: string) =>
      doubtful.some((word) => value.includes(word) && !isAnswered(word, key, value))
    expect([...offending(zh, wrong), ...offending(zh, doubted)]).toEqual([])
  })

  test('hold no simplified character in zh-TW', () => {
    const known = big5()
    const foreign = (value: string) => [...value].some((each) => /\p{Script=Han}/u.test(each) && !known.has(each))
    expect(offending(zh, foreign)).toEqual([])
  })

  test('are set with full-width punctuation in zh-TW, and labels end without a full stop', () => {
    const halfWidth = (value: string) => /\p{Script=Han}[,;:!?]|\.\.\.|\p{Script=Han}\(/u.test(value)
    const stopped = (value: string) => /^[^，。；：]{1,4}。$/u.test(value)
    expect([...offending(zh, halfWidth), ...offending(zh, stopped)]).toEqual([])
  })

  test('are there for every key the code asks for', () => {
    expect(missingKeys()).toEqual([])
  })
})

/** Keys written out in the code that no namespace of their file has; keys put together at run time are seen by the types. */
function missingKeys(): string[] {
  const code = join(root, 'src-renderer')
  const files = readdirSync(code, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/u.test(name) && !name.includes('.test.'),
  )
  return files.flatMap((name) => {
    const text = readFileSync(join(code, name), 'utf8')
    const nouns = [...text.matchAll(/useTranslation\((\[?[^)]*)\)/gu)].flatMap(([, list = '']) =>
      [...list.matchAll(/'([\w-]+)'/gu)].map(([, noun]) => noun),
    )
    const asked = [...text.matchAll(/\bt\(\s*'([\w:.-]+)'/gu)].map(([, key = '']) => key)
    return asked
      .filter((key) => {
        const full = key.includes(':') ? [key] : nouns.map((noun) => `${noun}:${key}`)
        return nouns.length > 0 && !full.some((each) => zh.has(each) || zh.has(`${each}_other`))
      })
      .map((key) => `${name}: ${key}`)
  })
}
