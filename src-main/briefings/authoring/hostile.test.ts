import { expect, test } from 'vitest'
import { Refusal } from '../../../src-shared/ipc.ts'
import { author } from './author.ts'
import { bytesOf, goodFolder } from './good-folder.ts'

/** What comes of a folder: its hash, or that it was refused. Anything else thrown is a fault of the reader. */
function outcome(folder: ReadonlyMap<string, Uint8Array>): string {
  try {
    return author(folder).hash
  } catch (error) {
    if (error instanceof Refusal && error.code === 'refused') return 'refused'
    throw error
  }
}

const many = 20_000
const hostile: readonly string[] = [
  '>'.repeat(many),
  '- '.repeat(many),
  '1. '.repeat(many),
  '['.repeat(many),
  '[@'.repeat(many),
  '[^'.repeat(many),
  '[a]('.repeat(many),
  '![['.repeat(many),
  '*a '.repeat(many),
  '*a **b '.repeat(many),
  '_*'.repeat(many),
  '`'.repeat(many),
  '`a``'.repeat(many),
  '<'.repeat(many),
  '<!--'.repeat(many),
  '&#'.repeat(many),
  '\\'.repeat(many),
  '|'.repeat(many),
  `|a|\n${'|-'.repeat(many)}`,
  `${'|a'.repeat(2000)}\n${'|-'.repeat(2000)}\n`,
  `${'#'.repeat(many)} a`,
  `${' '.repeat(many)}a${' '.repeat(many)}b`,
  '{#'.repeat(many),
  `{#a ${'x=y '.repeat(many)}}`,
  ':::'.repeat(many),
  '{#a}\n'.repeat(many),
  'a\n'.repeat(many),
  '[a]: <'.repeat(many),
  '[^a]: x\n'.repeat(2000),
  '\u0301'.repeat(many),
  'a '.repeat(1_100_000),
  '[a]('.repeat(12_000),
  '_*'.repeat(4900),
  `${'> '.repeat(20)}a\n`.repeat(500),
]

test.each(hostile.map((text, at) => ({ at, text })))('a hostile text is read or refused in time ($at)', ({ text }) => {
  // The time of this process alone: other work on the machine does not count.
  const before = process.cpuUsage()
  outcome(bytesOf({ ...goodFolder, 'text.en.md': text }))
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(5000)
})

test('a folder with any byte changed is read or refused, and nothing else happens', () => {
  // A small generator with a fixed seed, so that a failure can be repeated.
  let seed = 20260710
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((seed / 2 ** 32) * below)
  }
  const signs = Array.from('[]{}()<>#*_`|:-,"\'\n\\&@^!~+=/?.%\t 0aZ\u0000\u00ff', (each) => each.charCodeAt(0))
  const paths = Object.keys(goodFolder)
  for (let round = 0; round < 60; round += 1) {
    const folder = bytesOf(goodFolder)
    const path = paths[random(paths.length)] ?? ''
    const bytes = folder.get(path) ?? new Uint8Array()
    for (let change = 0; change <= random(4); change += 1)
      bytes[random(bytes.length)] = signs[random(signs.length)] ?? 0
    outcome(folder)
  }
  expect(Object.keys(Object.prototype)).toEqual([])
})
