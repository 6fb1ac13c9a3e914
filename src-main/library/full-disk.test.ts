import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Refusal } from '../../src-shared/ipc.ts'
import { makeBackup } from './backups.ts'
import { openDatabase } from './database.ts'
import { placesIn } from './disk.ts'
import { annotate, notesIn, openForTest, publish, testSurroundings } from './library-for-tests.ts'
import type { SafeOpening } from './open-safely.ts'
import { replaceLibrary } from './replace.ts'

// A small disk of its own, where one may be mounted: Linux, as root.
const canMount = process.platform === 'linux' && process.getuid?.() === 0
let disk: string
let folder: string
beforeEach(() => {
  disk = mkdtempSync(join(tmpdir(), 'briefdesk-full-'))
  folder = join(disk, 'library')
})
afterEach(() => {
  if (canMount) spawnSync('umount', [disk])
  rmSync(disk, { recursive: true, force: true })
})

const mounted = () => canMount && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk]).status === 0

function desk(): string {
  const { library } = openForTest(folder, testSurroundings())
  const briefing = publish(library, 'waico', '正文'.repeat(50_000))
  annotate(library, briefing, '一')
  library.close()
  const { library: source, backups } = placesIn(folder)
  const order = { source, folder: backups, second: null, label: 'auto', time: 1_750_000_500_000 } as const
  return join(backups, makeBackup(order).backup.name)
}

function fill(left: number): void {
  const { bavail, bsize } = statfsSync(disk)
  writeFileSync(join(disk, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - left)))
}

const room = () => rmSync(join(disk, 'filler'))

function opened(opening: SafeOpening = {}) {
  try {
    const { library, outcome } = openForTest(folder, testSurroundings(1_760_000_000_000), opening)
    const notes = notesIn(library)
    library.close()
    return { notes, outcome }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { code: error.code, data: error.data }
  }
}

const listing = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.lock|-shm$/.test(entry.name))
    .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name)).toString('base64')])
    .sort()

describe('on a full disk', () => {
  test('a damaged library stays where it is; how much room it needs is said, and with room it is recovered', (context) => {
    if (!mounted()) return context.skip('no disk can be mounted here')
    desk()
    writeFileSync(placesIn(folder).library, readFileSync(placesIn(folder).library).fill(0, 0, 100))
    fill(600_000)
    const before = listing()
    const full = opened()
    const after = listing()
    room()
    expect([full, after, opened()]).toEqual([
      { code: 'disk-full', data: { folder, needed: expect.any(Number), free: expect.any(Number) } },
      before,
      { notes: ['一'], outcome: null },
    ])
  })

  test('a restore is refused before the library is touched', (context) => {
    if (!mounted()) return context.skip('no disk can be mounted here')
    const from = desk()
    fill(700_000)
    const before = readFileSync(placesIn(folder).library)
    const { outcome, notes } = opened({ task: { type: 'restore', from } })
    expect([outcome?.code, notes, readFileSync(placesIn(folder).library).equals(before)]).toEqual([
      'disk-full',
      ['一'],
      true,
    ])
  })

  test('SQLite, which says only that it cannot write, is understood', (context) => {
    if (!mounted()) return context.skip('no disk can be mounted here')
    desk()
    const { log, index } = placesIn(folder)
    for (const path of [log, index]) rmSync(path, { force: true })
    fill(0)
    let code = ''
    try {
      // Without room SQLite cannot even make the index of its log.
      openDatabase(placesIn(folder).library).close()
    } catch (error) {
      code = (error as Refusal).code
    }
    expect(code).toBe('disk-full')
  })
})

describe('a recovery that fails midway puts everything back where it stood', () => {
  test.each(['recovery', 'restore', 'new'] as const)('%s', (kind) => {
    desk()
    mkdirSync(join(folder, 'set-aside'))
    const before = listing()
    let said = ''
    try {
      replaceLibrary(folder, { kind, cause: 'asked', from: null }, 1_760_000_000_000, (_, aside) => {
        writeFileSync(join(folder, '.making-library.sqlite'), 'half')
        writeFileSync(join(aside, 'report.json'), '{}')
        throw new Refusal('disk-full', { folder })
      })
    } catch (error) {
      said = (error as Refusal).code
    }
    expect([said, listing(), readdirSync(join(folder, 'set-aside'))]).toEqual(['disk-full', before, []])
  })
})
