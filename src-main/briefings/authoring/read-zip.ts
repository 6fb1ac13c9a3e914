import type { Authored } from './author.ts'
import { gatherZip } from './gather-zip.ts'
import { readGathered } from './read-gathered.ts'

/** Reads the zip of an authoring folder. */
export function readZip(path: string): Promise<Authored> {
  return readGathered((report) => gatherZip(path, report))
}
