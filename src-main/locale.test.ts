import { expect, test } from 'vitest'
import { localeOf } from './locale.ts'

test('a day is written with the year first in Chinese and with the day first in English, never with the month first', () => {
  const day = (lang: 'zh-TW' | 'en') =>
    new Intl.DateTimeFormat(localeOf(lang), { year: 'numeric', month: '2-digit', day: '2-digit' }).format(
      new Date(2020, 0, 31),
    )
  expect([day('zh-TW'), day('en')]).toEqual(['2020/01/31', '31/01/2020'])
})
