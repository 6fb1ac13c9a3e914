import type { Authored } from './author.ts'
import { gatherFolder } from './gather-folder.ts'
import { readGathered } from './read-gathered.ts'

/** Reads an authoring folder. */
export function readFolder(path: string): Promise<Authored> {
  return readGathered((report) => gatherFolder(path, report))
}
