import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { annotate, notesIn, publish } from './library/library-for-tests.ts'
import { type LibraryRoom, openRoom } from './library-room.ts'

let root: string
let folder: string
let logged: string[]
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'briefdesk-reports-'))
  folder = join(root, 'library')
  logged = []
})
afterEach(() => rmSync(root, { recursive: true }))

const noSamples = () => join(root, 'samples')
const aside = (place = folder) => join(place, 'set-aside', readdirSync(join(place, 'set-aside'))[0] ?? '')
const call = { request: 'r' }

/** A session from start to end; gives what `look` saw. */
async function session<T>(place: string, look: (room: LibraryRoom) => T | Promise<T>): Promise<T> {
  const room = openRoom({ folder: place, log: (words) => logged.push(words) })
  await room.takeInSamples(noSamples())
  const seen = await look(room)
  await room.close()
  return seen
}

/** A library that was damaged after its backup and put together again. */
async function recovered(): Promise<void> {
  await session(folder, ({ library }) => annotate(library, publish(library, 'waico'), '註'))
  const file = join(folder, 'library.sqlite')
  writeFileSync(file, readFileSync(file).fill(0, 0, 100))
  await session(folder, () => null)
}

const seenIn = (place: string) =>
  session(place, async (room) => {
    const { report } = await room.handlers.library.state({}, call)
    return [notesIn(room.library), report?.setAside ?? null]
  })

test('a library that was recovered once opens after its folder is renamed, and its report names the folder of today', async () => {
  await recovered()
  // Killed before the words of the report were written.
  rmSync(join(aside(), 'report.txt'))
  const renamed = join(root, '書庫')
  renameSync(folder, renamed)
  const seen = await seenIn(renamed)
  const words = readFileSync(join(aside(renamed), 'report.txt'), 'utf8')
  expect([seen, words.includes(aside(renamed)), words.includes(folder), existsSync(folder)]).toEqual([
    [['註'], aside(renamed)],
    true,
    false,
    false,
  ])
})

test.each(['null', '{}', '[1]', '{"id": "x", "setAside": 7}', '"words"', 'no JSON'])(
  'a library whose report holds only %s opens; what is no report is not shown, and is left as it is',
  async (text) => {
    await recovered()
    rmSync(join(aside(), 'report.txt'))
    writeFileSync(join(aside(), 'report.json'), text)
    expect([await seenIn(folder), readFileSync(join(aside(), 'report.json'), 'utf8')]).toEqual([[['註'], null], text])
  },
)

test('a report that cannot be ended is logged and keeps no reader from the library', async () => {
  await recovered()
  rmSync(join(aside(), 'report.txt'))
  writeFileSync(join(aside(), 'left.ndjson'), 'no JSON\n')
  const seen = await seenIn(folder)
  expect([
    seen[0],
    logged.some((words) => words.includes('could not be ended')),
    existsSync(join(aside(), 'report.txt')),
  ]).toEqual([['註'], true, false])
})

test('a sample that cannot be looked at is logged and keeps no reader from the library', async () => {
  mkdirSync(join(noSamples(), 'waico'), { recursive: true })
  // A link to itself: whoever asks for its size is refused.
  symlinkSync('loop', join(noSamples(), 'waico', 'loop'))
  const notes = await session(folder, ({ library }) => notesIn(library))
  expect([notes, logged.some((words) => words.startsWith('the sample waico was left out'))]).toEqual([[], true])
})
