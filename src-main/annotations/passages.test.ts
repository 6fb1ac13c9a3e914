import { expect, test } from 'vitest'
import type { Block } from '../../src-shared/briefings/content.ts'
import { passagesOf } from './passages.ts'

const quoting = (exact: string, more: { prefix?: string; suffix?: string } = {}) => ({
  ...{ block: null, exact, prefix: '', suffix: '', start: null, end: null },
  ...more,
})

test('words that stand everywhere in a long text are given up soon; with a context they are found', () => {
  const line = 'the committee of member states agreed on a report that the energy measure needs '
  const blocks = Array.from({ length: 1500 }, (_, index) => {
    return { id: `p${index}`, kind: 'paragraph', text: `${line.repeat(5)}${index}.` } as Block
  })
  const passages = passagesOf(blocks)
  const started = performance.now()
  const found = Array.from({ length: 30 }, () => passages.find(quoting('e')))
  const time = performance.now() - started
  const one = passages.find(quoting('needs', { suffix: ' 777.' }))
  expect([new Set(found), one?.map(({ block, exact }) => [block, exact]), time < 15_000]).toEqual([
    new Set([null]),
    [['p777', 'needs']],
    true,
  ])
})
