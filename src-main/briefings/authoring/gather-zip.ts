import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { crc32 } from 'node:zlib'
import yauzl from 'yauzl'
import { Refusal } from '../../../src-shared/ipc.ts'
import { isKnownFile, isLeftBehind, isSafeName, sameName, topFolder } from './file-names.ts'
import { limits } from './limits.ts'
import type { Report } from './report.ts'

const options = {
  lazyEntries: true,
  autoClose: false,
  decodeStrings: true,
  validateEntrySizes: true,
  strictFileNames: true,
}

type Files = ReadonlyMap<string, Uint8Array>

/** The known files of a zip, in memory; nothing is unpacked to disk. */
export async function gatherZip(path: string, report: Report): Promise<Files> {
  const found = await stat(path).catch(() => null)
  if (found === null) throw new Refusal('not-found', { path })
  const opened = new Promise<yauzl.ZipFile>((resolve, reject) => {
    yauzl.open(path, options, (error, zip) => (zip === undefined ? reject(error) : resolve(zip)))
  })
  return gatherOpened(basename(path), opened, report)
}

/** The known files of a zip that was handed over. */
export async function gatherZipBytes(name: string, bytes: Uint8Array, report: Report): Promise<Files> {
  const opened = new Promise<yauzl.ZipFile>((resolve, reject) => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    yauzl.fromBuffer(buffer, options, (error, zip) => (zip === undefined ? reject(error) : resolve(zip)))
  })
  return gatherOpened(name, opened, report)
}

async function gatherOpened(name: string, opened: Promise<yauzl.ZipFile>, report: Report): Promise<Files> {
  const files = new Map<string, Uint8Array>()
  let zip: yauzl.ZipFile | null = null
  try {
    zip = await opened
    const entries = await listEntries(name, zip, report)
    report.refuseIfWrong()
    for (const { path, entry } of entries) files.set(path, await inflate(path, entry, zip, report))
  } catch (error) {
    if (error instanceof Refusal) throw error
    report.problemOf(name, 'zip-broken', { reason: error instanceof Error ? error.message : '' })
  } finally {
    zip?.close()
  }
  return files
}

interface KnownEntry {
  readonly path: string
  readonly entry: yauzl.Entry
}

/** Looks at every entry before any is inflated. */
async function listEntries(name: string, zip: yauzl.ZipFile, report: Report): Promise<readonly KnownEntry[]> {
  if (zip.entryCount > limits.files) {
    report.problemOf(name, 'folder-too-many', { most: limits.files })
    return []
  }
  const all = (await allEntries(zip)).filter((each) => !isLeftBehind(each.fileName))
  const top = topFolder(all.map((each) => each.fileName))
  if (top !== '' && !isSafeName(top.slice(0, -1), false)) report.problemOf(top, 'name-refused')
  const names = new Set<string>()
  const known: KnownEntry[] = []
  let total = 0
  for (const entry of all) {
    const path = entry.fileName.slice(top.length)
    if (path === '') continue
    const isFolder = path.endsWith('/')
    if (!isSafeName(isFolder ? path.slice(0, -1) : path)) report.problemOf(entry.fileName, 'name-refused')
    const same = sameName(isFolder ? path.slice(0, -1) : path)
    if (names.has(same)) report.problemOf(path, 'name-twice')
    names.add(same)
    checkKind(path, entry, report)
    if (isFolder) continue
    total += entry.uncompressedSize
    if (!isKnownFile(path)) report.warnOf(path, 'file-unknown')
    else if (isTooBig(path, entry, report)) continue
    else known.push({ path, entry })
  }
  if (total > limits.folder) report.problemOf(name, 'folder-too-large', { megabytes: limits.folder / 1_000_000 })
  if (overlaps(all)) report.problemOf(name, 'zip-broken', { reason: 'entries overlap' })
  return known
}

function allEntries(zip: yauzl.ZipFile): Promise<readonly yauzl.Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: yauzl.Entry[] = []
    zip.on('error', reject)
    zip.on('entry', (entry: yauzl.Entry) => {
      entries.push(entry)
      zip.readEntry()
    })
    zip.on('end', () => resolve(entries))
    zip.readEntry()
  })
}

function checkKind(path: string, entry: yauzl.Entry, report: Report): void {
  const isUnix = entry.versionMadeBy >>> 8 === 3 || entry.versionMadeBy >>> 8 === 19
  const kind = (entry.externalFileAttributes >>> 16) & 0o170000
  const isPlain = kind === 0 || kind === 0o100000 || kind === 0o040000
  if (isUnix ? !isPlain : kind === 0o120000) report.problemOf(path, 'symbolic-link')
  if (entry.isEncrypted()) report.problemOf(path, 'zip-encrypted')
  if (/\.(?:zip|7z|rar|gz|bz2|xz|tar|tgz|jar|zst)$/iu.test(path)) report.problemOf(path, 'zip-nested')
}

function isTooBig(path: string, entry: yauzl.Entry, report: Report): boolean {
  if (entry.uncompressedSize > limits.file)
    report.problemOf(path, 'file-too-large', { megabytes: limits.file / 1_000_000 })
  else if (entry.uncompressedSize > Math.max(1, entry.compressedSize) * limits.ratio) {
    report.problemOf(path, 'zip-ratio', { most: limits.ratio })
  } else return false
  return true
}

/** Two entries that share bytes are how a small zip becomes a bomb. */
function overlaps(entries: readonly yauzl.Entry[]): boolean {
  const sorted = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)
  return sorted.some((entry, at) => {
    const next = sorted[at + 1]
    const end = entry.relativeOffsetOfLocalHeader + 30 + entry.fileNameLength + entry.compressedSize
    return next !== undefined && end > next.relativeOffsetOfLocalHeader
  })
}

function inflate(path: string, entry: yauzl.Entry, zip: yauzl.ZipFile, report: Report): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null) {
        reject(error)
        return
      }
      const parts: Buffer[] = []
      let size = 0
      stream.on('data', (part: Buffer) => {
        size += part.length
        if (size > entry.uncompressedSize || size > limits.file) stream.destroy(new Error('larger than it says'))
        else parts.push(part)
      })
      stream.on('error', reject)
      stream.on('end', () => {
        const bytes = Buffer.concat(parts)
        if (crc32(bytes) !== entry.crc32) report.problemOf(path, 'zip-broken', { reason: 'wrong checksum' })
        resolve(bytes)
      })
    })
  })
}
