import { stat } from 'node:fs/promises'
import { Refusal } from '../../../src-shared/ipc.ts'
import type { Authored } from './author.ts'
import { readFolder } from './read-folder.ts'
import { readZip } from './read-zip.ts'

/** Reads a folder, or the zip of one. */
export async function readPath(path: string): Promise<Authored> {
  const found = await stat(path).catch(() => null)
  if (found === null) throw new Refusal('not-found', { path })
  return found.isDirectory() ? readFolder(path) : readZip(path)
}
