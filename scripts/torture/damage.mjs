// Six kinds of damage to a library file (as a bad disk, a bad cable or a bad sync program would do it).

const page = 4096

export const damages = {
  'one bit': (bytes, random) => {
    const at = random.whole(100, bytes.length - 1)
    bytes[at] ^= 1 << random.whole(0, 7)
    return bytes
  },
  '64 bytes': (bytes, random) => {
    bytes.set(random.bytes(64), random.whole(100, bytes.length - 65))
    return bytes
  },
  'one page random': (bytes, random) => {
    bytes.set(random.bytes(page), page * random.whole(1, bytes.length / page - 1))
    return bytes
  },
  'one page zero': (bytes, random) => {
    bytes.fill(0, ...pageAt(bytes, random))
    return bytes
  },
  truncated: (bytes, random) => bytes.subarray(0, random.whole(1, bytes.length - 1)),
  'header destroyed': (bytes, random) => {
    bytes.set(random.bytes(100), 0)
    return bytes
  },
}

function pageAt(bytes, random) {
  const start = page * random.whole(1, bytes.length / page - 1)
  return [start, start + page]
}
