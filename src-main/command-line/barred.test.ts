import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Refusal } from '../../src-shared/ipc.ts'
import { makeBackup } from '../library/backups.ts'
import { placesIn } from '../library/disk.ts'
import { annotate, notesIn, openForTest, publish, testSurroundings } from '../library/library-for-tests.ts'
import { takeCare } from './care.ts'

// A small disk of its own, where one may be mounted: Linux, as root.
let root: string
let disk: string
let folder: string
beforeEach((context) => {
  root = mkdtempSync(join(tmpdir(), 'briefdesk-barred-'))
  disk = join(root, 'disk')
  folder = join(disk, 'library')
  mkdirSync(disk)
  const root0 = process.platform === 'linux' && process.getuid?.() === 0
  const mounted = root0 && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk]).status === 0
  if (!mounted) context.skip('no disk can be mounted here')
})
afterEach(() => {
  spawnSync('umount', [disk])
  rmSync(root, { recursive: true, force: true })
})

/** A library with a backup; its last note is in the log alone, as after a power cut, if that is asked for. */
function desk(unclean: boolean): string {
  const made = join(root, 'made')
  const { library } = openForTest(made, testSurroundings())
  const briefing = publish(library, 'waico')
  annotate(library, briefing, '一')
  const { library: source, backups } = placesIn(made)
  const { backup } = makeBackup({ source, folder: backups, second: null, label: 'auto', time: 1_750_000_500_000 })
  annotate(library, briefing, '二')
  if (!unclean) library.close()
  mkdirSync(folder)
  for (const name of ['library.sqlite', 'library.sqlite-wal', 'library.lock', 'backups']) {
    if (existsSync(join(made, name))) cpSync(join(made, name), join(folder, name), { recursive: true })
  }
  library.close()
  return join(folder, 'backups', backup.name)
}

const bars = {
  'that is read-only': () => void spawnSync('mount', ['-o', 'remount,ro', disk]),
  'on which not a byte is free': () => {
    const { bavail, bsize } = statfsSync(disk)
    writeFileSync(join(disk, 'filler'), Buffer.alloc(bavail * bsize))
  },
}

const listing = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name)).toString('base64')])
    .sort()

const answer = (command: object) => {
  try {
    return takeCare({ folder, expected: true }, command as never).refused
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error)
  }
}

describe.each(Object.keys(bars) as (keyof typeof bars)[])('a library on a disk %s', (bar) => {
  describe.each([
    ['closed in order', false],
    ['with a log beside it', true],
  ])('%s', (_, unclean) => {
    test('is read, checked and backed up elsewhere; nothing beside it changes, and nothing is left over', () => {
      desk(unclean)
      bars[bar]()
      const before = listing()
      const { library } = openForTest(folder, testSurroundings(1_760_000_000_000), { expected: true })
      const notes = notesIn(library)
      library.close()
      const to = join(root, 'elsewhere', 'rescued.sqlite')
      mkdirSync(join(root, 'elsewhere'))
      const said = [answer({ name: 'verify' }), answer({ name: 'backup', to })]
      const after = listing()
      const rescued = join(root, 'rescued')
      mkdirSync(rescued)
      cpSync(to, placesIn(rescued).library)
      const { library: again } = openForTest(rescued, testSurroundings(1_760_000_000_000))
      const kept = notesIn(again)
      again.close()
      expect([notes, said, kept, after, readdirSync(join(root, 'elsewhere'))]).toEqual([
        ['一', '二'],
        [null, null],
        ['一', '二'],
        before,
        ['rescued.sqlite'],
      ])
    })
  })

  test('is not restored, and that is said', () => {
    const from = desk(false)
    bars[bar]()
    const code = bar === 'that is read-only' ? 'read-only' : 'disk-full'
    const { library, outcome } = openForTest(folder, testSurroundings(1_760_000_000_000), {
      task: { type: 'restore', from },
    })
    const notes = notesIn(library)
    library.close()
    expect([outcome?.ok, outcome?.code, answer({ name: 'restore', file: from, other: false }), notes]).toEqual([
      false,
      code,
      code,
      ['一', '二'],
    ])
  })
})
