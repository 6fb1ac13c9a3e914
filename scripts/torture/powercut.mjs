// Power cuts: a disk image is copied while the writer is frozen, so that the copy holds what had reached the disk and no more.
import { fork } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDesk } from './desk.mjs'
import { faultsOf } from './judge.mjs'
import { openedLibrary, pause, within } from './library.mjs'
import { cannotMount, run } from './scene.mjs'

export async function torture({ runs, random, scene, say }) {
  const why = cannotMount() ?? cannotLoop(scene)
  if (why !== null) return { verdict: 'skipped', because: [why] }
  const because = []
  const total = { cuts: 0, acknowledged: 0, lost: 0, worst: 0, notIntact: 0, preferencesValid: 0, preferencesBehind: 0 }
  for (let cut = 0; cut < runs; cut += 1) {
    await oneCut({ cut, random: random.apart(), scene, total, because })
    if ((cut + 1) % 10 === 0) say(`${cut + 1} cuts, ${total.acknowledged} acknowledged, ${total.lost} lost`)
  }
  return { verdict: because.length > 0 ? 'broken' : 'kept', ...total, because: because.slice(0, 20) }
}

function cannotLoop(scene) {
  try {
    const point = scene.place('try')
    const image = imageIn(scene)
    scene.mount(['-o', 'loop', image], point)
    scene.unmount(point)
    return null
  } catch (error) {
    return `no loop mounts here: ${error.message}`
  }
}

function imageIn(scene) {
  const image = join(scene.place('disk'), 'disk.img')
  run('truncate', ['-s', '64M', image])
  run('mkfs.ext4', ['-q', '-F', image])
  return image
}

async function oneCut({ cut, random, scene, total, because }) {
  const image = imageIn(scene)
  const copy = `${image}.cut`
  const point = scene.place('mount')
  scene.mount(['-o', 'loop', image], point)
  const folder = join(point, 'library')
  const preferences = join(point, 'preferences')
  mkdirSync(preferences)
  const desk = openDesk(random.apart(), { resend: false })
  const library = await openedLibrary(scene, folder)
  await desk.sit(library.ask)
  const settings = writePreferences(scene, preferences)
  const work = desk.work(library.ask, { hands: 3 })
  await pause(random.whole(150, 2500))
  library.kill('SIGSTOP')
  settings.child.kill('SIGSTOP')
  copyFileSync(image, copy)
  // What was said before the freeze may still be on its way; it was acknowledged, and the copy must have it.
  await pause(100)
  library.kill()
  settings.child.kill('SIGKILL')
  await within(20_000, Promise.all([work, library.ended, settings.ended]), 'the frozen writers did not end')
  scene.unmount(point)

  scene.mount(['-o', 'loop', copy], point)
  total.cuts += 1
  total.acknowledged += desk.counts.acknowledged
  for (const each of desk.refusals) because.push(`refused (cut ${cut}): ${each}`)
  try {
    const again = await openedLibrary(scene, folder)
    const { lost, doubled, strange } = await desk.agree(again.ask)
    await again.close()
    total.lost += lost.length
    total.worst = Math.max(total.worst, lost.length)
    for (const each of lost) because.push(`lost (cut ${cut}): ${each}`)
    const faults = [...doubled, ...strange, ...faultsOf(join(folder, 'library.sqlite'))]
    if (faults.length > 0) total.notIntact += 1
    for (const each of faults) because.push(`fault (cut ${cut}): ${each}`)
  } catch (error) {
    total.notIntact += 1
    because.push(`cut ${cut}: ${error.message}`)
  }
  const { valid, number } = preferencesIn(preferences)
  if (valid) total.preferencesValid += 1
  else because.push(`cut ${cut}: the preferences file cannot be read`)
  total.preferencesBehind = Math.max(total.preferencesBehind, settings.last() - number)
  scene.unmount(point)
  scene.drop(point)
  scene.drop(join(image, '..'))
}

/** The store behind the preferences, written to without a pause in a process of its own. */
function writePreferences(scene, folder) {
  const child = scene.watch(
    fork(join(import.meta.dirname, 'write-preferences.mjs'), [folder], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    }),
  )
  let last = -1
  child.on('message', (number) => {
    last = number
  })
  return { child, last: () => last, ended: new Promise((resolve) => child.once('close', resolve)) }
}

function preferencesIn(folder) {
  const file = join(folder, 'preferences.json')
  if (!existsSync(file)) return { valid: readdirSync(folder).every((name) => name.includes('tmp')), number: -1 }
  try {
    const { settings } = JSON.parse(readFileSync(file, 'utf8'))
    return { valid: settings.lang === 'zh-TW', number: settings.number }
  } catch {
    return { valid: false, number: -1 }
  }
}
