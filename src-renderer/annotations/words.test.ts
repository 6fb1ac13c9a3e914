import { expect, test } from 'vitest'
import { quotation } from './quotation.ts'
import { tagsOf } from './tags.ts'

test('tags are split by any comma, lose their # and are kept once', () => {
  expect(tagsOf(' 主權、#標準，標準, AI 治理 ,, ＃主權')).toEqual(['主權', '標準', 'AI 治理'])
})

test('a quotation names its briefing and paragraph, in the marks of its language', () => {
  expect([
    quotation('「主權」一詞\n是關鍵', 'zh-TW', '上海提案', 5),
    quotation('the word carries the weight', 'en', 'The Shanghai proposal', null),
  ]).toEqual(['「『主權』一詞 是關鍵」（上海提案，¶5）', '“the word carries the weight” (The Shanghai proposal)'])
})
