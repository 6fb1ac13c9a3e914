import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, parse, resolve } from 'node:path'
import { type Code, Refusal } from '../../src-shared/ipc.ts'

/** Prefix of files that are being made; what a killed program left of them is swept at the next start. */
export const making = '.making-'

/** Prefix of a library's copy in the temporary folder, followed by the process that reads it. */
export const readingPrefix = 'briefdesk-reading-'

/** The files of a library in its folder. */
export const placesIn = (folder: string) => ({
  library: join(folder, 'library.sqlite'),
  log: join(folder, 'library.sqlite-wal'),
  index: join(folder, 'library.sqlite-shm'),
  lock: join(folder, 'library.lock'),
  backups: join(folder, 'backups'),
  setAside: join(folder, 'set-aside'),
  /** Names the replacement of the library that is under way, so that the next start can finish it. */
  replacing: join(folder, 'replacing.json'),
  /** Stands in the target of a move until the library is opened there. */
  moving: join(folder, 'moving.json'),
  /** Says where the library of this folder was moved to. */
  movedTo: join(folder, 'moved-to.json'),
  upkeep: join(folder, 'upkeep.json'),
})

/** The name of a folder within another folder that the reader chose for backups. */
export const secondBackups = 'briefdesk-backups'

const codeOfError: Readonly<Record<string, Code>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  EBUSY: 'locked',
}

/** Does work on files; what goes wrong becomes a refusal that names the folder. */
export function onDisk<T>(folder: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof Refusal) throw error
    const cause = (error as NodeJS.ErrnoException).code
    const code = codeOfError[cause ?? ''] ?? 'unavailable'
    throw new Refusal(code, { folder, ...(cause !== undefined && { cause }) }, { cause: error })
  }
}

/**
 * Makes a folder and those above it that are missing. Each is asked for once: in a file system that makes no folders,
 * the recursive call of Node never ends.
 */
export function makeFolder(folder: string): void {
  const missing: string[] = []
  for (let place = resolve(folder); !existsSync(place) && dirname(place) !== place; place = dirname(place)) {
    missing.unshift(place)
  }
  for (const place of missing) {
    try {
      mkdirSync(place)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  if (!statSync(folder).isDirectory()) {
    throw Object.assign(new Error(`not a folder: ${folder}`), { code: 'ENOTDIR' })
  }
}

export function sweep(folder: string, olderThan = 0): void {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(making)) continue
    // In a shared folder another machine may be making its copy just now.
    if (olderThan > 0 && Date.now() - statSync(join(folder, name)).mtimeMs < olderThan) continue
    rmSync(join(folder, name), { recursive: true, force: true })
  }
}

/** Sweeps everywhere a library makes its files. */
export function sweepAll(folder: string): void {
  const { backups, setAside } = placesIn(folder)
  const asides = existsSync(setAside) ? readdirSync(setAside).map((name) => join(setAside, name)) : []
  for (const place of [folder, backups, setAside, ...asides]) {
    if (statSync(place, { throwIfNoEntry: false })?.isDirectory()) sweep(place)
  }
}

/** A rename is on disk only when its folder is. Windows has no such call and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  syncHandle(openSync(folder, 'r'))
}

export function syncFile(path: string): void {
  syncHandle(openSync(path, 'r+'))
}

function syncHandle(handle: number): void {
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Gives a finished file its final name: on disk before and after. */
export function putInPlace(temporary: string, path: string): void {
  syncFile(temporary)
  renameSync(temporary, path)
  syncFolder(dirname(path))
}

/** Writes a small file whole or not at all. */
export function writeWhole(path: string, text: string): void {
  const temporary = join(dirname(path), `${making}${process.pid}-${path.length}.txt`)
  try {
    writeFileSync(temporary, text)
    putInPlace(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** Copies a file under a temporary name and gives that name; the caller checks it and puts it in place. */
export function copyAside(from: string, folder: string, name: string): string {
  const temporary = join(folder, `${making}${name}`)
  rmSync(temporary, { force: true })
  copyFileSync(from, temporary)
  return temporary
}

/** Gives a small file that cannot be read a dated name beside its place, so that nobody writes over it; gives that name. */
export function setFileAside(path: string, time: number): string {
  const { dir, name, ext } = parse(path)
  const dated = `${name}-${stampOf(time)}-unreadable`
  let aside = `${dated}${ext}`
  for (let at = 2; existsSync(join(dir, aside)); at += 1) aside = `${dated}-${at}${ext}`
  onDisk(dir, () => {
    renameSync(path, join(dir, aside))
    syncFolder(dir)
  })
  return aside
}

/** How many bytes more fit on the disk of a folder; null where the system does not say. */
export function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return null
  }
}

/** Refuses with `disk-full`, and says how much is needed, where that much does not fit; asked before anything is moved. */
export function needRoom(folder: string, needed: number): void {
  const free = freeBytes(folder)
  if (free !== null && free < needed) throw new Refusal('disk-full', { folder, needed, free })
}

/** The size of a file; 0 where there is none. */
export const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/** True if nothing more fits on the disk of a folder. */
export function isFull(folder: string): boolean {
  return (freeBytes(folder) ?? Number.POSITIVE_INFINITY) < 1_000_000
}

/** A moment as it stands in file names: 20261121T183307Z. Always UTC. */
export function stampOf(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d+/g, '')
}

/** The moment of a stamp in ISO 8601, or null. */
export function momentOf(stamp: string): string | null {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp) ?? []
  return year === undefined ? null : `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`
}
