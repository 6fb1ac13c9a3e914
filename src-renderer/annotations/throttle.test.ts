import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { throttle } from './throttle.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('the first word is written at once, then the latest once every quarter of a second', () => {
  const written: string[] = []
  const drafts = throttle<string>(250, (text) => written.push(text))
  drafts.give('a')
  drafts.give('ab')
  drafts.give('abc')
  vi.advanceTimersByTime(249)
  const early = [...written]
  vi.advanceTimersByTime(1)
  drafts.give('abcd')
  vi.advanceTimersByTime(250)
  vi.advanceTimersByTime(250)
  drafts.give('e')
  expect([early, written]).toEqual([['a'], ['a', 'abc', 'abcd', 'e']])
})

test('what is dropped is never written, what is flushed is written now', () => {
  const written: string[] = []
  const drafts = throttle<string>(250, (text) => written.push(text))
  drafts.give('a')
  drafts.give('b')
  drafts.drop()
  vi.advanceTimersByTime(500)
  drafts.give('c')
  drafts.give('d')
  drafts.flush()
  expect(written).toEqual(['a', 'c', 'd'])
})
