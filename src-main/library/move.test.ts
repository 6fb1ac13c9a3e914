import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { placesIn } from './disk.ts'
import { annotate, notesIn, openForTest, publish, testSurroundings } from './library-for-tests.ts'
import { copyLibraryTo, followMoves } from './move.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'briefdesk-move-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('a library that was moved away and came back is found where it is, and not where it was in between', () => {
  const [first, second] = [join(root, 'first'), join(root, 'second')]
  const { library } = openForTest(first, testSurroundings())
  annotate(library, publish(library, 'waico'), '搬來搬去')
  library.close()
  copyLibraryTo(first, second, 1_760_000_000_000)
  const away = followMoves(first)
  openForTest(second, testSurroundings()).library.close()
  // The old one is in nobody's way any more.
  rmSync(placesIn(first).library)
  copyLibraryTo(second, first, 1_760_000_100_000)
  const { library: back } = openForTest(followMoves(first), testSurroundings())
  const notes = notesIn(back)
  back.close()
  expect([away, followMoves(first), followMoves(second), notes]).toEqual([second, first, first, ['搬來搬去']])
})
