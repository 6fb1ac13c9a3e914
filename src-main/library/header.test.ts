import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Refusal } from '../../src-shared/ipc.ts'
import { takeCare } from '../command-line/care.ts'
import type { Place } from '../command-line/place.ts'
import { backupsIn } from './backup-names.ts'
import { makeBackup } from './backups.ts'
import { placesIn } from './disk.ts'
import { annotate, notesIn, openForTest, publish, testSurroundings } from './library-for-tests.ts'
import { lastTold, schemaVersion, witnessedSchema } from './migrations.ts'
import { reportsOf } from './upkeep-file.ts'

const samples = join(import.meta.dirname, '../../e2e/samples')
// Eight hundred libraries are opened: where the memory can hold files, no disk is waited for.
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
let root: string
beforeEach(() => {
  root = mkdtempSync(join(place, 'briefdesk-header-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** The bytes of a small library with one note and of a backup of it. */
function desk() {
  const folder = join(root, 'made')
  const { library } = openForTest(folder, testSurroundings())
  annotate(library, publish(library, 'waico'), '一')
  library.close()
  const { library: source, backups } = placesIn(folder)
  const { backup } = makeBackup({ source, folder: backups, second: null, label: 'auto', time: 1_750_000_500_000 })
  return { good: readFileSync(source), backup: { name: backup.name, path: join(backups, backup.name) } }
}

/** Opens these bytes as a library, writes one note and tells what is there then. */
function used(bytes: Buffer, backup: { name: string; path: string } | null) {
  const folder = join(root, 'used')
  rmSync(folder, { recursive: true, force: true })
  const { library: file, backups } = placesIn(folder)
  mkdirSync(backups, { recursive: true })
  if (backup !== null) copyFileSync(backup.path, join(backups, backup.name))
  writeFileSync(file, bytes)
  try {
    const { library, setAside } = openForTest(folder, testSurroundings(1_760_000_000_000))
    try {
      annotate(library, library.db.get('SELECT * FROM briefings') as never, '二')
      const kept = setAside === null || readFileSync(join(setAside, 'library.sqlite')).equals(bytes)
      return [library.readOnly, ...notesIn(library), kept].join(' ')
    } finally {
      library.close()
    }
  } catch (error) {
    return error instanceof Refusal ? `${error.code} ${error.data.cause}` : String(error)
  }
}

const flipped = (good: Buffer, byte: number, bit: number) => {
  const bytes = Buffer.from(good)
  bytes[byte] = (bytes[byte] ?? 0) ^ (1 << bit)
  return bytes
}

describe('one wrong bit in the header of a library', () => {
  test('wherever it is, the library opens whole and can be written to, and a file that was put away is kept', () => {
    const { good, backup } = desk()
    const others: string[] = []
    for (let byte = 0; byte < 100; byte += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const found = used(flipped(good, byte, bit), backup)
        if (found !== ' 一 二 true') others.push(`${byte}.${bit}: ${found}`)
      }
    }
    expect(others).toEqual([])
  }, 120_000)

  // The numbers of the format, its versions, the mark of a library and its schema.
  const telling = [17, 18, 19, 47, 59, 63, 71]
  test.each(telling)('in byte %i no backup is needed: what was written is in the rest of the file', (byte) => {
    const { good } = desk()
    const found = Array.from({ length: 8 }, (_, bit) => used(flipped(good, byte, bit), null))
    expect(found).toEqual(Array(8).fill(' 一 二 true'))
  })

  test('that a check of the library file would have to find, is found by it', () => {
    const { good } = desk()
    const folder = join(root, 'checked')
    mkdirSync(folder)
    const file = placesIn(folder).library
    const place: Place = { folder, expected: true }
    const told = [18, 19, 47, 63, 71].flatMap((byte) =>
      [0, 1, 7].map((bit) => {
        writeFileSync(file, flipped(good, byte, bit))
        return takeCare(place, { name: 'verify' } as never).refused !== null
      }),
    )
    writeFileSync(file, good)
    expect([takeCare(place, { name: 'verify' } as never).refused, ...told]).toEqual([null, ...Array(15).fill(true)])
  })
})

describe('a library of an older release', () => {
  test.each([
    [1, 1],
    [1, 2],
    [2, 0],
  ])(
    'of schema %i whose header says another one by bit %i is put together whole and can be written to',
    (schema, bit) => {
      const good = readFileSync(join(samples, `library-schema-${schema}.sqlite`))
      const folder = join(root, 'used')
      expect([
        used(flipped(good, 63, bit), null),
        reportsOf(folder)[0]?.cause,
        backupsIn(placesIn(folder).backups, 'library').length,
      ]).toEqual([' 二 改過的筆記 請查證此說法 true', 'header', 0])
    },
  )
})

test('a library whose second witness of its schema is wrong opens as it is, and the witness is set right', () => {
  const folder = join(root, 'witness')
  const { library } = openForTest(folder, testSurroundings())
  library.db.run("UPDATE meta SET value = '1' WHERE key = 'schema'")
  library.close()
  const { library: again, setAside } = openForTest(folder, testSurroundings())
  const found = [setAside, witnessedSchema(again.db)]
  again.close()
  expect(found).toEqual([null, schemaVersion])
})

test('every schema has a column by which it is told from the one before', () => {
  expect(lastTold).toBe(schemaVersion)
})
