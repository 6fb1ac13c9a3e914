import { expect, test } from 'vitest'
import { Refused } from '../api.ts'
import { droppedOf, mostBytes } from './library-drop.ts'

const file = (name: string) => ({
  name,
  isFile: true,
  isDirectory: false,
  file: (give: (file: File) => void) => give(new File([name], name)),
})

/** A folder gives its entries in portions, as the window does. */
const folder = (name: string, entries: readonly object[]) => ({
  name,
  isFile: false,
  isDirectory: true,
  createReader: () => {
    const left = [...entries]
    return { readEntries: (give: (entries: object[]) => void) => give(left.splice(0, 2)) }
  },
})

const transfer = (...entries: readonly object[]) =>
  ({ items: entries.map((entry) => ({ kind: 'file', webkitGetAsEntry: () => entry })) }) as unknown as DataTransfer

async function read(dropped: DataTransfer) {
  const all = droppedOf(dropped)
  return Promise.all(all.map(async ({ name, read }) => ({ name, paths: (await read()).map(({ path }) => path) })))
}

test('a folder comes with all its files, named from inside it, without what systems leave there', async () => {
  const notes = folder('notes', [file('n01.zh-TW.md'), file('n01.en.md'), file('n02.zh-TW.md')])
  const dropped = folder('waico', [file('briefing.yaml'), file('.DS_Store'), file('text.zh-TW.md'), notes])
  expect(await read(transfer(dropped))).toEqual([
    {
      name: 'waico',
      paths: ['briefing.yaml', 'text.zh-TW.md', 'notes/n01.zh-TW.md', 'notes/n01.en.md', 'notes/n02.zh-TW.md'],
    },
  ])
})

test('a zip comes as one file, several things make several imports, loose files make one', async () => {
  expect(
    await read(
      transfer(file('a.zip'), folder('b', [file('briefing.yaml')]), file('briefing.yaml'), file('text.en.md')),
    ),
  ).toEqual([
    { name: 'b', paths: ['briefing.yaml'] },
    { name: 'a.zip', paths: ['a.zip'] },
    { name: 'briefing.yaml', paths: ['briefing.yaml', 'text.en.md'] },
  ])
})

test('what is larger than one import may be is refused before it is read', async () => {
  let read = false
  const huge = {
    ...file('huge.zip'),
    file: (give: (file: unknown) => void) =>
      give({
        size: mostBytes + 1,
        arrayBuffer: async () => {
          read = true
          return new ArrayBuffer(0)
        },
      }),
  }
  const refused = await droppedOf(transfer(huge))[0]
    ?.read()
    .catch((error: unknown) => error)
  expect({ refused, read }).toEqual({ refused: new Refused('too-large'), read: false })
})
