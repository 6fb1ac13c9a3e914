// Folders that cannot be used as they are: the cause is named, nothing is changed, and what can be read is read.
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDesk } from './desk.mjs'
import { openFile } from './judge.mjs'
import { openedLibrary, shown, startLibrary, within } from './library.mjs'
import { cannotMount } from './scene.mjs'

export async function torture({ runs, random, scene, say }) {
  const original = scene.place('library')
  const library = await openedLibrary(scene, original)
  const desk = openDesk(random.apart())
  await desk.sit(library.ask)
  for (let each = 0; each < 20; each += 1) await desk.step(library.ask)
  const truth = JSON.stringify((await shown(library.ask)).annotations)
  await library.close()
  const names = Object.keys(situations)
  const found = {}
  const because = []
  const skipped = new Set()
  for (let turn = 0; turn < runs; turn += 1) {
    const name = names[turn % names.length]
    const { mounts = false, codes, reads = false, goesOn = false, inPlace = false, prepare } = situations[name]
    if (mounts && cannotMount() !== null) {
      skipped.add(`${name}: ${cannotMount()}`)
      continue
    }
    const told = (words) => because.push(`${name} (${turn}): ${words}`)
    const folder = join(scene.place('situation'), 'library')
    cpSync(original, folder, { recursive: true })
    const { undo = () => {}, at = folder } = (await prepare({ folder, scene })) ?? {}
    const before = filesOf(at)
    try {
      const answer = await tryIt({ at, scene, truth, told, reads })
      found[name] ??= {}
      found[name][answer] = (found[name][answer] ?? 0) + 1
      const named = answer.split(',')[0]
      if (!codes.includes(named)) told(`it said ${answer}, not ${codes.join(' or ')}`)
      const after = filesOf(at)
      // Refused, or put right from a backup: either way what was there is still somewhere, byte for byte.
      for (const [path, print] of before) {
        if (goesOn && path.endsWith('library.sqlite')) continue
        if (![...after.values()].includes(print)) told(`${path} is not as it was`)
        if (inPlace && after.get(path) !== print) told(`${path} is not where it was`)
      }
    } catch (error) {
      told(error.message)
    }
    await undo()
  }
  say(`${runs} situations, ${because.length} broken promises`)
  return {
    verdict: because.length > 0 ? 'broken' : 'kept',
    found,
    notTried: [...skipped],
    because: because.slice(0, 20),
  }
}

const file = (folder) => join(folder, 'library.sqlite')

/** What can be wrong with a folder, and which causes may be named; `ready` where the library may open all the same. */
const situations = {
  'read-only disk': {
    mounts: true,
    reads: true,
    codes: ['read-only', 'ready'],
    prepare: ({ folder, scene }) => {
      scene.mount(['--bind', folder], folder)
      scene.mount(['-o', 'remount,ro,bind'], folder)
      return { undo: () => scene.unmount(folder) || scene.unmount(folder) }
    },
  },
  'missing on a read-only disk': {
    mounts: true,
    codes: ['read-only', 'unavailable'],
    prepare: ({ folder, scene }) => {
      scene.mount(['--bind', folder], folder)
      scene.mount(['-o', 'remount,ro,bind'], folder)
      return { at: join(folder, 'moved/library'), undo: () => scene.unmount(folder) || scene.unmount(folder) }
    },
  },
  'a file where the folder should be': {
    codes: ['unavailable', 'read-only'],
    prepare: ({ folder }) => {
      rmSync(folder, { recursive: true })
      writeFileSync(folder, 'not a folder')
    },
  },
  'held by another program': {
    codes: ['locked'],
    prepare: async ({ folder, scene }) => {
      const other = await openedLibrary(scene, folder)
      return { undo: () => other.close() }
    },
  },
  'the library is gone, its log is there': {
    codes: ['damaged', 'ready'],
    prepare: ({ folder }) => {
      rmSync(file(folder))
      writeFileSync(`${file(folder)}-wal`, Buffer.alloc(4152, 7))
    },
  },
  'an empty file (a placeholder of a cloud disk), with a backup': {
    codes: ['ready'],
    prepare: ({ folder }) => writeFileSync(file(folder), ''),
  },
  'an empty file and nothing else': {
    codes: ['damaged'],
    prepare: ({ folder }) => {
      rmSync(folder, { recursive: true })
      mkdirSync(folder)
      writeFileSync(file(folder), '')
    },
  },
  'traces of a library without it': {
    codes: ['not-found'],
    prepare: ({ folder }) => {
      rmSync(file(folder))
      rmSync(join(folder, 'backups'), { recursive: true, force: true })
    },
  },
  'a newer schema': {
    codes: ['newer-library'],
    inPlace: true,
    prepare: ({ folder }) => {
      const db = openFile(file(folder))
      db.exec('PRAGMA user_version = 999')
      db.exec("INSERT OR REPLACE INTO meta (key, value) VALUES ('schema', '999')")
      db.close()
    },
  },
  'a text of another program, with a backup': {
    codes: ['damaged'],
    inPlace: true,
    prepare: ({ folder }) => writeFileSync(file(folder), 'not a library\n'.repeat(1000)),
  },
  'a database of another program, with a backup': {
    codes: ['damaged'],
    inPlace: true,
    prepare: ({ folder }) => {
      rmSync(file(folder))
      const db = openFile(file(folder))
      db.exec('CREATE TABLE someone_elses (words TEXT)')
      db.close()
    },
  },
  'a conflict copy of a synced folder': {
    codes: ['ready'],
    goesOn: true,
    prepare: ({ folder }) => cpSync(file(folder), join(folder, 'library (conflicted copy 2026-07-01).sqlite')),
  },
}

/** Opens it and says what came: `ready`, or the code of the refusal. */
async function tryIt({ at, scene, truth, told, reads }) {
  const library = startLibrary(scene, at)
  const answer = await within(60_000, library.opened, 'no word from the library')
  if (answer.type === 'died') throw new Error(`the library process died: ${library.errors()}`)
  if (answer.type === 'failed') {
    library.kill()
    await library.ended
    return answer.code
  }
  if (reads) {
    const seen = await shown(library.ask)
    if (JSON.stringify(seen.annotations) !== truth) told(`it cannot be read: ${seen.refused.join() || 'other words'}`)
    const [{ row } = {}] = seen.briefings
    const draft = {
      briefing: row?.id,
      version: row?.version,
      target: { type: 'briefing' },
      kind: 'fact',
      note: '',
      tags: [],
    }
    const reply = await library.ask('annotations', 'add', draft)
    if (reply?.code !== 'read-only') told(`a write was answered with ${reply?.code ?? 'yes'}`)
  }
  await library.close()
  return 'ready'
}

/** Path → fingerprint of every file that must not be lost. */
function filesOf(at) {
  const paths = !existsSync(at)
    ? []
    : statSync(at).isFile()
      ? [at]
      : readdirSync(at, { recursive: true })
          .map((name) => join(at, name))
          .filter((path) => statSync(path).isFile() && !/library\.lock|-shm$/.test(path))
  return new Map(paths.map((path) => [path, createHash('sha256').update(readFileSync(path)).digest('hex')]))
}
