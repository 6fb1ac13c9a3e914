import { expect, test } from 'vitest'
import { Settings } from '../settings/settings.ts'
import { AnnotationChange } from './annotation.ts'

const takes = (change: object) => AnnotationChange.safeParse(change).success

test('a note may have line breaks and tabs, and no other control signs', () => {
  expect(['一\n二\t三', '\u001b[31m', 'a\rb', '\u0085', 'a\u0000b', '\ud800'].map((note) => takes({ note }))).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ])
})

test('a tag is one line', () => {
  expect(['立場', 'a\nb', 'a\tb', 'a\u2028b', ''].map((tag) => takes({ tags: [tag] }))).toEqual([
    true,
    false,
    false,
    false,
    false,
  ])
})

test('the name printed on a brief is one line', () => {
  const takesName = (author: string) => Settings.shape.author.safeParse(author).success
  expect(['王小明', '', 'a\nb', 'a\u0007'].map(takesName)).toEqual([true, true, false, false])
})
