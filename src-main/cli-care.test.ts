import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeBackup } from './library/backups.ts'
import { openDatabase } from './library/database.ts'
import { annotate, openForTest, publish, testSurroundings } from './library/library-for-tests.ts'
import { reportsOf } from './library/upkeep-file.ts'

interface Ended {
  readonly exit: number
  readonly out: string
  readonly err: string
}

const root = join(import.meta.dirname, '..')
let base: string

const start = (file: string, words: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  new Promise<Ended>((ended) => {
    execFile(process.execPath, [join(root, file), ...words], { env: { ...process.env, ...env } }, (error, out, err) =>
      ended({ exit: error === null ? 0 : Number(error.code), out, err }),
    )
  })
const on = (folder: string, ...words: readonly string[]) =>
  start('out/main/cli.js', ['--library', folder, '--json', ...words])

/** A library with one note and a backup of it, closed. */
function desk(name: string, note: string) {
  const folder = join(base, name, 'library')
  const { library } = openForTest(folder, testSurroundings())
  annotate(library, publish(library, 'waico'), note)
  library.close()
  const file = join(folder, 'library.sqlite')
  const order = { source: file, folder: join(folder, 'backups'), second: null, label: 'manual' } as const
  const { backup } = makeBackup({ ...order, time: 1_750_000_500_000 })
  for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
  return { folder, file, backup: join(folder, 'backups', backup.name) }
}

/** Every file and folder below a place, with what is in it. */
const listing = (place: string) =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      return `${path} ${entry.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'folder'}`
    })
    .sort()

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'briefdesk-cli-care-'))
  // Builds the tool if its sources are newer than it.
  expect(await start('scripts/briefdesk.mjs', ['--version'])).toMatchObject({ exit: 0 })
}, 120_000)
afterAll(() => rmSync(base, { recursive: true, force: true }))

describe('restore reads the file first: what is refused is named, and nothing on disk has changed', () => {
  const bad: readonly (readonly [string, RegExp, (path: string, backup: string) => void])[] = [
    ['a file that is not there', /not found: .*bad\.sqlite/, () => {}],
    ['a folder', /\(not a file\)/, (path) => mkdirSync(path)],
    ['an empty file', /empty-file/, (path) => writeFileSync(path, '')],
    ['a text', /not-a-library/, (path) => writeFileSync(path, '這不是書庫。'.repeat(100))],
    [
      'a cut copy',
      /damaged: .*bad\.sqlite/,
      (path, backup) => writeFileSync(path, readFileSync(backup).subarray(0, 9000)),
    ],
    [
      'a copy with one changed word',
      /damaged: .*bad\.sqlite.* records/,
      (path, backup) => {
        const bytes = readFileSync(backup)
        bytes.write('錯', bytes.indexOf('備份裡的'))
        writeFileSync(path, bytes)
      },
    ],
    [
      'a database of another program',
      /not-a-library/,
      (path) => {
        const db = openDatabase(path)
        db.script('PRAGMA journal_mode = DELETE; CREATE TABLE a (b TEXT) STRICT')
        db.close()
      },
    ],
    [
      'a library of a newer version',
      /newer version/,
      (path, backup) => {
        cpSync(backup, path)
        const db = openDatabase(path)
        db.script("PRAGMA user_version = 99; UPDATE meta SET value = '99' WHERE key = 'schema'")
        db.close()
      },
    ],
    [
      'a backup of another library',
      /another library; --other/,
      (path) => cpSync(desk(`other-${path.length}-${Math.random()}`, '別人的').backup, path),
    ],
  ]
  const states: Readonly<Record<string, (folder: string) => void>> = {
    'beside a library': () => {},
    'beside a damaged library': (folder) => {
      const file = join(folder, 'library.sqlite')
      writeFileSync(file, readFileSync(file).fill(0, 0, 100))
    },
    'where no library is': (folder) => rmSync(folder, { recursive: true }),
  }
  const cases = bad.flatMap((one) => Object.keys(states).map((state) => [...one, state] as const))
  test.each(cases.filter(([what, , , state]) => !(what.includes('another library') && state.startsWith('where'))))(
    '%s, %4$s',
    async (what, cause, make, state) => {
      const name = `${what}, ${state}`.replaceAll(/\W+/g, '-')
      const { folder, backup } = desk(name, '備份裡的')
      const path = join(base, name, 'bad.sqlite')
      make(path, backup)
      states[state]?.(folder)
      const before = listing(join(base, name))
      const { exit, out, err } = await on(folder, 'restore', path)
      expect({ exit, out, err, changed: listing(join(base, name)).filter((each) => !before.includes(each)) }).toEqual({
        exit: 1,
        out: '',
        err: expect.stringMatching(cause),
        changed: [],
      })
      expect([err.trim().split('\n').length, listing(join(base, name)).length]).toEqual([1, before.length])
    },
  )

  test('a backup of another library is taken with --other, and where there is no library yet', async () => {
    const mine = desk('mine', '我的')
    const theirs = desk('theirs', '別人的')
    const taken = await on(mine.folder, 'restore', theirs.backup, '--other')
    const fresh = await on(join(base, 'fresh', 'library'), 'restore', theirs.backup)
    expect([taken.exit, fresh.exit, JSON.parse(fresh.out).now.annotations]).toEqual([0, 0, 1])
  })

  test('a good file is restored over a damaged library, which is set aside; no recovery is run', async () => {
    const { folder, file, backup } = desk('over-damage', '備份裡的')
    const bytes = readFileSync(file).fill(0, 0, 100)
    writeFileSync(file, bytes)
    const { exit, out } = await on(folder, 'restore', backup)
    const { setAside, now } = JSON.parse(out)
    expect([
      exit,
      now.annotations,
      readFileSync(join(setAside, 'library.sqlite')).equals(bytes),
      reportsOf(folder),
    ]).toEqual([0, 1, true, []])
  })
})

test('a recovery on the way of another command names its report, which is there in both languages', async () => {
  const { folder, file } = desk('recovered', '備份裡的')
  writeFileSync(file, readFileSync(file).fill(0, 0, 100))
  const { exit, err } = await on(folder, 'list')
  const [, path = ''] = /the report: (.*report\.txt)/.exec(err) ?? []
  const text = readFileSync(path, 'utf8')
  expect([exit, text.includes('書庫修復報告'), text.includes('Library recovery report')]).toEqual([0, true, true])
})

describe('a library that was moved and is not there is said, and none is made', () => {
  const cases = [
    ['by the sign in its old folder', 'moved-to.json', (to: string) => ({ to }), 'library'],
    ['by the preferences', 'preferences.json', (to: string) => ({ library: { folder: to, opened: to } }), '.'],
    [
      'by the preferences, at its usual place',
      'preferences.json',
      () => ({ library: { folder: null, opened: 'usual' } }),
      '.',
    ],
  ] as const
  test.each(cases.flatMap((each) => ['list', 'verify', 'restore'].map((command) => [...each, command] as const)))(
    '%s, %4$s',
    async (what, sign, says, place, command) => {
      const home = join(base, `${what} ${command}`)
      const data = join(home, 'Briefdesk')
      const to = join(home, 'stick', 'Briefdesk library')
      mkdirSync(join(data, place), { recursive: true })
      if (what.endsWith('usual place')) rmSync(join(data, 'library'), { recursive: true, force: true })
      const { backup } = desk(`moved ${what} ${command}`, '一')
      const text = JSON.stringify(says(to)).replace('usual', join(data, 'library'))
      writeFileSync(join(data, place, sign), text)
      const before = listing(home)
      const env = { BRIEFDESK_LIBRARY: '', XDG_CONFIG_HOME: home, APPDATA: home, HOME: home }
      const words = command === 'restore' ? [command, backup] : [command]
      const { exit, out, err } = await start('out/main/cli.js', words, env)
      expect({ exit, out, err, after: listing(home) }).toEqual({
        exit: 1,
        out: '',
        err: expect.stringMatching(
          /^briefdesk: there is no library in .*; it was moved, or its disk is not connected\. None was made\n$/,
        ),
        after: before,
      })
    },
  )

  test('where it is there, it is the one that is opened', async () => {
    const { folder } = desk('moved here', '搬過來的')
    const home = join(base, 'home of moved')
    mkdirSync(join(home, 'Briefdesk'), { recursive: true })
    const preferences = { library: { folder, opened: folder } }
    writeFileSync(join(home, 'Briefdesk', 'preferences.json'), JSON.stringify(preferences))
    const env = { BRIEFDESK_LIBRARY: '', XDG_CONFIG_HOME: home, APPDATA: home, HOME: home }
    const { out } = await start('out/main/cli.js', ['verify', '--json'], env)
    expect(JSON.parse(out).counts.annotations).toBe(1)
  })
})

test('damaged annotations are named and left out, the sound ones are printed, and the exit code says that it is not all', async () => {
  const folder = join(base, 'half', 'library')
  await on(folder, 'annotate', 'waico', '--lang', 'en', '--quote', 'This is a proposal', '--note', 'sound')
  const { id } = JSON.parse(
    (await on(folder, 'annotate', 'waico', '--lang', 'en', '--quote', 'This is a proposal', '--note', 'agreed')).out,
  )
  const db = openDatabase(join(folder, 'library.sqlite'))
  db.run("UPDATE annotations SET note = 'refused' WHERE id = ?", id)
  db.close()
  const damaged = await on(folder, 'annotations')
  const one = await on(folder, 'annotations', 'waico')
  const sound = await on(folder, 'annotations', 'un-ai-governance')
  expect([
    [damaged.exit, one.exit, sound.exit],
    JSON.parse(damaged.out).map(({ note }: { note: string }) => note),
    damaged.err.includes(id),
    damaged.err.trim().split('\n').at(-1),
    sound.err,
  ]).toEqual([[1, 1, 0], ['sound'], true, 'briefdesk: damaged: what is printed is sound, but not all there is', ''])
})

test.each([
  ['verify', []],
  ['backup', ['--to', 'copy.sqlite']],
  ['list', []],
])('%s of a library of a newer version says so, and nothing is changed', async (command, more) => {
  const { folder, file } = desk(`newer ${command}`, '一')
  const db = openDatabase(file)
  db.script("PRAGMA user_version = 99; UPDATE meta SET value = '99' WHERE key = 'schema'")
  db.close()
  writeFileSync(join(folder, 'library.lock'), '')
  const before = listing(folder)
  const words = more.map((each) => (each === 'copy.sqlite' ? join(folder, each) : each))
  expect([await on(folder, command, ...words), listing(folder)]).toEqual([
    { exit: 1, out: '', err: `briefdesk: the library was made by a newer version of Briefdesk: ${folder}\n` },
    before,
  ])
})

test('what a killed backup left is taken away by the next one of that name, and nothing else in that folder is', async () => {
  const { folder } = desk('halves', '一')
  const place = join(base, 'my files')
  mkdirSync(place)
  const old = new Date('2026-01-01')
  const names = ['.making-20260101T000000Z-copy.sqlite', '.making-20260101T000000Z-mine.sqlite', '.making-bread.txt']
  for (const name of names) {
    writeFileSync(join(place, name), 'half')
    utimesSync(join(place, name), old, old)
  }
  const { exit } = await on(folder, 'backup', '--to', join(place, 'copy.sqlite'))
  expect([exit, readdirSync(place).sort()]).toEqual([0, [...names.slice(1), 'copy.sqlite'].sort()])
})
