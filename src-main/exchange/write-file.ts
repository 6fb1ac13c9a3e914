import { randomUUID } from 'node:crypto'
import { lstatSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Refusal } from '../../src-shared/ipc.ts'
import { onDisk, putInPlace } from '../library/disk.ts'

/**
 * Writes a file whole or not at all: under a passing name in its folder, flushed, then renamed. A link is followed to its
 * file; what is there and is no file is refused.
 */
export function writeFile(path: string, text: string): number {
  const bytes = Buffer.from(text, 'utf8')
  const folder = dirname(path)
  return onDisk(folder, () => {
    const target = targetOf(path)
    const passing = join(dirname(target), `.briefdesk-${process.pid}-${randomUUID()}.part`)
    try {
      writeFileSync(passing, bytes, { flag: 'wx' })
      putInPlace(passing, target)
    } catch (error) {
      rmSync(passing, { force: true })
      throw error
    }
    return bytes.length
  })
}

function targetOf(path: string): string {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined || found.isFile()) return path
  const target = found.isSymbolicLink() ? realpathSync(path) : path
  if (statSync(target).isFile()) return target
  throw new Refusal('refused', { path, file: basename(path), cause: 'not-a-file' })
}
