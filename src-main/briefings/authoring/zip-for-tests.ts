import { crc32, deflateRawSync } from 'node:zlib'

/** One entry of a zip that a test makes; what is given wrong here is written wrong. */
export interface TestEntry {
  readonly name: string
  readonly bytes: Uint8Array
  readonly deflated?: boolean
  /** Unix mode; the default is a plain file. */
  readonly mode?: number
  readonly encrypted?: boolean
  readonly size?: number
  readonly crc?: number
  /** Written where this number says, over what is there. */
  readonly offset?: number
}

/** A zip with these entries, for tests. */
export function zipOf(entries: readonly TestEntry[]): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const name = Buffer.from(entry.name, 'utf8')
    const data = entry.deflated === true ? deflateRawSync(entry.bytes) : Buffer.from(entry.bytes)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x0800 | (entry.encrypted === true ? 1 : 0), 2)
    common.writeUInt16LE(entry.deflated === true ? 8 : 0, 4)
    common.writeUInt32LE(entry.crc ?? crc32(entry.bytes), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(entry.size ?? entry.bytes.length, 18)
    common.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), common, name, data])
    const central = Buffer.alloc(46)
    central.write('PK\u0001\u0002', 'latin1')
    central.writeUInt16LE((3 << 8) | 20, 4)
    common.copy(central, 6)
    central.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38)
    central.writeUInt32LE(entry.offset ?? offset, 42)
    centrals.push(central, name)
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}
