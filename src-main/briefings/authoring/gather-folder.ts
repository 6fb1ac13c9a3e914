import { constants } from 'node:fs'
import { type FileHandle, open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../../../src-shared/ipc.ts'
import { isKnownFile, isLeftBehind } from './file-names.ts'
import { limits } from './limits.ts'
import type { Report } from './report.ts'

/** The known files of a folder. Symbolic links in it are not followed. */
export async function gatherFolder(path: string, report: Report): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = await stat(path).catch(() => null)
  if (found === null || !found.isDirectory()) throw new Refusal('not-found', { path })
  const files = new Map<string, Uint8Array>()
  await readInto(path, '', files, report)
  return files
}

async function readInto(root: string, folder: string, files: Map<string, Uint8Array>, report: Report): Promise<void> {
  const entries = await readdir(join(root, folder), { withFileTypes: true })
  if (entries.length > limits.files) {
    report.problemOf(folder === '' ? '.' : folder, 'folder-too-many', { most: limits.files })
    return
  }
  let total = [...files.values()].reduce((sum, each) => sum + each.length, 0)
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder + entry.name
    if (isLeftBehind(path)) continue
    if (path === 'notes' && entry.isDirectory()) {
      await readInto(root, 'notes/', files, report)
      total = [...files.values()].reduce((sum, each) => sum + each.length, 0)
    } else if (!isKnownFile(path) && path !== 'notes') report.warnOf(path, 'file-unknown')
    else if (entry.isSymbolicLink()) report.problemOf(path, 'symbolic-link')
    else if (!entry.isFile()) report.problemOf(path, 'not-readable')
    else {
      const bytes = await readFileOf(root, path, report)
      total += bytes?.length ?? 0
      if (total > limits.folder) {
        report.problemOf(path, 'folder-too-large', { megabytes: limits.folder / 1_000_000 })
        return
      }
      if (bytes !== null) files.set(path, bytes)
    }
  }
}

async function readFileOf(root: string, path: string, report: Report): Promise<Uint8Array | null> {
  let file: FileHandle | null = null
  try {
    // Neither a link put there meanwhile nor a pipe that never answers; both flags are unknown to Windows.
    file = await open(join(root, path), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
    const found = await file.stat()
    if (!found.isFile()) {
      report.problemOf(path, 'not-readable')
      return null
    }
    if (found.size > limits.file) {
      report.problemOf(path, 'file-too-large', { megabytes: limits.file / 1_000_000 })
      return null
    }
    return await file.readFile()
  } catch {
    report.problemOf(path, 'not-readable')
    return null
  } finally {
    await file?.close()
  }
}
