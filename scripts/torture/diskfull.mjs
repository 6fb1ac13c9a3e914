// A full disk at random points: the cause is named, nothing half-written stands under a final name, and room brings it back.
import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../electron.mjs'
import { openDesk } from './desk.mjs'
import { fullEditors } from './diskfull-editor.mjs'
import { faultsOf } from './judge.mjs'
import { openedLibrary, startLibrary, within } from './library.mjs'
import { cannotMount } from './scene.mjs'
import { uuid, variant } from './variants.mjs'

const options = { lang: 'zh-TW', timeline: true, risks: true, notes: true, annotations: true, calendar: 'roc' }

export async function torture({ runs, short, random, scene, say }) {
  const why = cannotMount()
  if (why !== null) return { verdict: 'skipped', because: [why] }
  const disk = scene.place('disk')
  scene.mount(['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs'], disk)
  const because = []
  const points = {}
  const codes = {}
  const kinds = { annotate, importing, creating, opening, exporting, backingUp, recovering }
  for (let turn = 0; turn < runs; turn += 1) {
    const name = Object.keys(kinds)[turn % Object.keys(kinds).length]
    const place = join(disk, `turn-${turn}`)
    mkdirSync(place)
    const told = (words) => because.push(`${name} (${turn}): ${words}`)
    try {
      const code = await kinds[name]({ place, disk, random: random.apart(), scene, told })
      points[name] = (points[name] ?? 0) + (code === 'not tried' ? 0 : 1)
      codes[code] = (codes[code] ?? 0) + 1
    } catch (error) {
      told(error.message)
    }
    makeRoom(disk)
    rmSync(place, { recursive: true, force: true })
  }
  const editors = await fullEditors({ languages: short ? ['zh-TW'] : ['zh-TW', 'en'], disk, scene, random, because })
  scene.unmount(disk)
  say(`${runs} points, ${because.length} broken promises`)
  return {
    verdict: because.length > 0 ? 'broken' : 'kept',
    points,
    codes,
    editors,
    because: because.slice(0, 20),
    broken: because.length,
  }
}

const filler = '.filler'

/** Leaves this many bytes free. */
export function fill(disk, left) {
  const { bavail, bsize } = statfsSync(disk)
  try {
    writeFileSync(join(disk, filler), Buffer.alloc(Math.max(0, bavail * bsize - left)))
  } catch (error) {
    // The library wrote at the same moment; the disk is as full as it can be.
    if (error.code !== 'ENOSPC') throw error
  }
}

export const makeRoom = (disk) => rmSync(join(disk, filler), { force: true })

async function annotate({ place, disk, random, scene, told }) {
  const folder = join(place, 'library')
  const library = await openedLibrary(scene, folder)
  const desk = openDesk(random, { drafts: true })
  await desk.sit(library.ask)
  for (let each = 0; each < 8; each += 1) await desk.step(library.ask)
  fill(disk, random.whole(0, 300_000))
  let code = null
  for (let each = 0; each < 2000 && code === null; each += 1) {
    const reply = await within(20_000, desk.step(library.ask), 'no answer on a full disk')
    if (reply === null) throw new Error(`the library process died: ${library.errors()}`)
    if (!reply.ok) code = reply.code
  }
  if (code !== 'disk-full') told(`the cause was named ${code}`)
  // A refused write is not there, and reading goes on.
  await agreed(desk, library, 'while the disk is full', told)
  makeRoom(disk)
  const after = await desk.step(library.ask)
  if (!after?.ok) told(`with room again it was refused: ${after?.code}`)
  await agreed(desk, library, 'with room again', told)
  await library.close()
  for (const each of faultsOf(join(folder, 'library.sqlite'))) told(each)
  return code
}

async function agreed(desk, library, when, told) {
  const { lost, doubled, strange } = await desk.agree(library.ask)
  for (const each of [...lost, ...doubled, ...strange]) told(`${when}: ${each}`)
}

async function importing({ place, disk, random, scene, told }) {
  const folder = join(place, 'library')
  const library = await openedLibrary(scene, folder)
  const path = variant(scene.place('import'), { slug: 'torture', id: uuid(random) })
  fill(disk, random.whole(0, 150_000))
  const request = randomUUID()
  const reply = await within(20_000, library.ask('inner', 'importPath', { path }, request), 'no answer on a full disk')
  if (reply === null) throw new Error(`the library process died: ${library.errors()}`)
  const rows = await library.value('briefings', 'list', {})
  if (rows.some(({ slug }) => slug === 'torture') !== reply.ok) told('half a briefing came in')
  if (!reply.ok && reply.code !== 'disk-full') told(`the cause was named ${reply.code}`)
  makeRoom(disk)
  const again = await library.ask('inner', 'importPath', { path }, request)
  if (!again?.ok) told(`with room again it was refused: ${again?.code}`)
  await library.close()
  for (const each of faultsOf(join(folder, 'library.sqlite'))) told(each)
  return reply.ok ? 'there was room' : reply.code
}

async function creating({ place, disk, random, scene, told }) {
  fill(disk, random.whole(0, 900_000))
  return opened({ place, disk, scene, told })
}

async function opening({ place, disk, random, scene, told }) {
  const library = await openedLibrary(scene, join(place, 'library'))
  await library.close()
  fill(disk, random.happens(0.3) ? 0 : random.whole(0, 100_000))
  return opened({ place, disk, scene, told })
}

async function opened({ place, disk, scene, told }) {
  const folder = join(place, 'library')
  const library = startLibrary(scene, folder)
  const answer = await within(30_000, library.opened, 'no word on a full disk')
  if (answer.type === 'failed' && answer.code !== 'disk-full') told(`the cause was named ${answer.code}`)
  if (answer.type === 'died') told(`the library process died: ${library.errors()}`)
  if (answer.type === 'ready') await library.close()
  else library.kill()
  await library.ended
  if (existsSync(join(folder, 'library.sqlite'))) {
    // Read elsewhere: SQLite needs a little room of its own, even to read.
    const aside = scene.place('aside')
    cpSync(folder, aside, { recursive: true })
    for (const each of faultsOf(join(aside, 'library.sqlite'))) told(`under its final name: ${each}`)
    scene.drop(aside)
  }
  makeRoom(disk)
  const again = await openedLibrary(scene, folder)
  if ((await again.value('briefings', 'list', {})).length < 2) told('with room again the list is not whole')
  await again.close()
  return answer.type === 'ready' ? 'there was room' : answer.code
}

/** A damaged library that has no room to be recovered in: nothing is moved, and with room it is. */
async function recovering({ place, disk, random, scene, told }) {
  const folder = join(place, 'library')
  const library = await openedLibrary(scene, folder)
  const desk = openDesk(random, { drafts: false })
  await desk.sit(library.ask)
  for (let each = 0; each < 8; each += 1) await desk.step(library.ask)
  await library.close()
  const file = join(folder, 'library.sqlite')
  writeFileSync(file, readFileSync(file).fill(0, 0, 100))
  const before = readFileSync(file)
  // From no room at all to nearly enough, so that some begin and some do not.
  fill(disk, random.whole(0, 3 * before.length))
  const full = startLibrary(scene, folder)
  const answer = await within(30_000, full.opened, 'no word on a full disk')
  if (answer.type === 'died') told(`the library process died: ${full.errors()}`)
  if (answer.type === 'ready') await full.close()
  else full.kill()
  await full.ended
  if (answer.type === 'failed') {
    if (answer.code !== 'disk-full') told(`the cause was named ${answer.code}`)
    if (!(answer.data?.needed > 0)) told('it was not said how much room is needed')
    if (!existsSync(file) || !readFileSync(file).equals(before)) told('the damaged file is not where it was')
  }
  makeRoom(disk)
  const again = await openedLibrary(scene, folder)
  await agreed(desk, again, 'with room again', told)
  await again.close()
  for (const each of faultsOf(file)) told(each)
  return answer.type === 'ready' ? 'there was room' : answer.code
}

async function exporting({ place, disk, random, scene, told }) {
  const entry = join(root, 'out/main/press-process.js')
  if (!existsSync(entry)) return 'not tried'
  const library = await openedLibrary(scene, scene.place('library'))
  const [row] = await library.value('briefings', 'list', {})
  const brief = await library.value('inner', 'composeBrief', { briefing: row.id, options, author: '' })
  await library.close()
  const out = join(place, 'brief.pdf')
  fill(disk, random.whole(0, 200_000))
  const press = scene.watch(fork(entry, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] }))
  const answer = await within(
    90_000,
    new Promise((resolve) => {
      press.on('message', (told) => told.type !== 'progress' && resolve(told))
      press.once('exit', () => resolve({ type: 'died' }))
      press.send({ type: 'press', job: randomUUID(), brief, out })
    }),
    'no word from the press',
  )
  press.kill('SIGKILL')
  if (answer.type === 'done') return 'there was room'
  if (answer.code !== 'disk-full') told(`the cause was named ${answer.code ?? answer.type}`)
  if (readdirSync(place).length > 0) told(`left behind: ${readdirSync(place).join()}`)
  return answer.code
}

async function backingUp({ place, disk, random, scene, told }) {
  const folder = join(place, 'library')
  const library = await openedLibrary(scene, folder)
  const before = new Set(readdirSync(place, { recursive: true }))
  for (let each = 0; each < 3; each += 1)
    await library.ask('inner', 'importPath', {
      path: variant(scene.place('import'), { slug: `torture-${each}`, id: uuid(random) }),
    })
  fill(disk, random.whole(0, 600_000))
  const reply = await within(30_000, library.ask('library', 'backup', {}), 'no answer on a full disk')
  if (reply?.code === 'bad-request') {
    await library.close()
    return 'not tried'
  }
  if (reply === null) told(`the library process died: ${library.errors()}`)
  else if (!reply.ok && reply.code !== 'disk-full') told(`the cause was named ${reply.code}`)
  const made = readdirSync(place, { recursive: true }).filter((name) => name.endsWith('.sqlite') && !before.has(name))
  makeRoom(disk)
  for (const name of made) for (const each of faultsOf(join(place, name))) told(`${name}: ${each}`)
  const again = await library.ask('library', 'backup', {})
  if (!again?.ok) told(`with room again it was refused: ${again?.code}`)
  await library.close()
  return reply?.ok ? 'there was room' : (reply?.code ?? 'died')
}
