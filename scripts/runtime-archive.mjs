// Unpacking and packing of the Electron runtime: zip in, a two-file asar out. Nothing here knows where a runtime comes from.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import yauzl from 'yauzl'

/** The digest of a file, as hex or as base64. */
export async function digestOf(file, algorithm, encoding) {
  const hash = createHash(algorithm)
  await pipeline(createReadStream(file), hash)
  return hash.digest(encoding)
}

/** Unpacks a zip. `nameFor(path)` gives the path inside `folder`, or null for an entry that is not wanted. */
export function unzip(file, folder, nameFor) {
  return new Promise((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true }, (failure, zip) => {
      if (failure) return reject(failure)
      const openStream = (entry) =>
        new Promise((ok, no) => zip.openReadStream(entry, (error, stream) => (error ? no(error) : ok(stream))))
      const take = async (entry) => {
        const name = entry.fileName.endsWith('/') ? null : nameFor(entry.fileName)
        if (name === null) return
        const target = join(folder, name)
        const mode = entry.externalFileAttributes >>> 16
        await mkdir(dirname(target), { recursive: true })
        const stream = await openStream(entry)
        const isLink = (mode & 0o170000) === 0o120000
        if (isLink) await symlink(await text(stream), target)
        else await pipeline(stream, createWriteStream(target, { mode: mode & 0o777 || 0o644 }))
      }
      zip.on('error', reject)
      zip.on('end', resolve)
      zip.on('entry', (entry) => take(entry).then(() => zip.readEntry(), reject))
      zip.readEntry()
    })
  })
}

/** Writes an asar archive of a few small text files. */
export async function writeAsar(file, files) {
  const header = { files: {} }
  const bodies = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const body = Buffer.from(content)
    header.files[name] = { size: body.length, offset: String(offset) }
    bodies.push(body)
    offset += body.length
  }
  const json = Buffer.from(JSON.stringify(header))
  const padded = Math.ceil(json.length / 4) * 4
  const head = Buffer.alloc(16 + padded)
  head.writeUInt32LE(4, 0)
  head.writeUInt32LE(padded + 8, 4)
  head.writeUInt32LE(padded + 4, 8)
  head.writeUInt32LE(json.length, 12)
  json.copy(head, 16)
  await writeFile(file, Buffer.concat([head, ...bodies]))
}
