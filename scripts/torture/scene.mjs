// What a torture leaves on the machine while it runs, and how all of it goes away again, however the run ends.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const prefix = 'briefdesk-torture-'

/** Opens the scene of one run. `end()` takes everything away; it also happens at a signal or a failure. */
export function openScene() {
  sweep()
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  const children = new Set()
  const mounts = []
  let number = 0
  const unmount = (point) => {
    const at = mounts.indexOf(point)
    if (at < 0) return
    mounts.splice(at, 1)
    unmountNow(point)
  }
  const end = () => {
    for (const pid of children) killTree(pid)
    children.clear()
    for (const point of [...mounts].reverse()) unmount(point)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  const leave = (signal) => process.exit(signal === 'SIGINT' ? 130 : 143)
  process.on('exit', end)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, leave)
  return {
    folder,
    /** A new empty folder in the scene. */
    place: (name = 'place') => {
      number += 1
      const path = join(folder, `${name}-${number}`)
      mkdirSync(path)
      return path
    },
    drop: (path) => rmSync(path, { recursive: true, force: true, maxRetries: 5 }),
    /** Kills this process and what it started when the scene ends. */
    watch: (child) => {
      if (child.pid === undefined) return child
      children.add(child.pid)
      child.once('exit', () => children.delete(child.pid))
      return child
    },
    mount: (args, point) => {
      run('mount', [...args, point])
      mounts.push(point)
    },
    unmount,
    end: () => {
      process.removeListener('exit', end)
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeListener(signal, leave)
      end()
    },
  }
}

/** Runs a command of the system; throws with its words when it fails. */
export function run(command, args) {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  if (error) throw error
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr.trim()}`)
}

/** Why this machine cannot mount, or null. */
export function cannotMount() {
  if (process.platform !== 'linux') return 'mounts need Linux'
  if (process.getuid?.() !== 0) return 'mounts need root'
  return null
}

/** A process and everything it started, ended without a word of warning: kill -9, the first one first. */
export function killTree(pid) {
  const all = [pid, ...descendants(pid)]
  for (const each of all) {
    try {
      process.kill(each, 'SIGKILL')
    } catch {
      // It was faster.
    }
  }
  return all.length
}

function descendants(pid) {
  if (process.platform !== 'linux') return []
  const children = new Map()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      // The name of a program stands in brackets and may hold anything; the parent is the second word after it.
      const parent = Number(readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ')[1])
      children.set(parent, [...(children.get(parent) ?? []), Number(name)])
    } catch {
      // Gone since it was listed.
    }
  }
  const below = (parent) => (children.get(parent) ?? []).flatMap((child) => [child, ...below(child)])
  return below(pid)
}

function unmountNow(point) {
  for (let turn = 0; turn < 20; turn += 1) {
    if (spawnSync('umount', [point]).status === 0) return
    spawnSync('sleep', ['0.1'])
  }
  spawnSync('umount', ['-l', point])
}

/** What runs that were killed themselves left behind. */
function sweep() {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1])
    if (!pid || isAlive(pid)) continue
    const folder = join(tmpdir(), name)
    for (const point of mountsBelow(folder)) unmountNow(point)
    rmSync(folder, { recursive: true, force: true })
  }
}

function mountsBelow(folder) {
  if (!existsSync('/proc/mounts')) return []
  const points = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
  return points.filter((point) => point.startsWith(`${folder}/`)).reverse()
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
