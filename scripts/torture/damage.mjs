// Six kinds of damage to a library file, as a bad disk, a bad cable or a bad sync program would do it.

const page = 4096

/** Name → the bytes after it. `near` is where it should fall; null for anywhere. */
export const damages = {
  'one bit': (bytes, random, near) => {
    // The header is small and tells SQLite how to take everything else, so it has a share of its own.
    const anywhere = () => (random.happens(0.3) ? random.whole(0, 99) : random.whole(100, bytes.length - 1))
    const at = near === null ? anywhere() : near + random.whole(0, 20)
    bytes[Math.min(at, bytes.length - 1)] ^= 1 << random.whole(0, 7)
    return bytes
  },
  '64 bytes': (bytes, random, near) => {
    bytes.set(random.bytes(64), Math.min(near ?? random.whole(100, bytes.length), bytes.length - 65))
    return bytes
  },
  'one page random': (bytes, random, near) => {
    bytes.set(random.bytes(page), pageAt(bytes, random, near))
    return bytes
  },
  'one page zero': (bytes, random, near) => {
    const start = pageAt(bytes, random, near)
    bytes.fill(0, start, start + page)
    return bytes
  },
  truncated: (bytes, random) => bytes.subarray(0, random.whole(1, bytes.length - 1)),
  'header destroyed': (bytes, random) => {
    bytes.set(random.bytes(100), 0)
    return bytes
  },
}

/** The first page holds the header and has a damage of its own. */
function pageAt(bytes, random, near) {
  return page * (near === null ? random.whole(1, bytes.length / page - 1) : Math.max(1, Math.floor(near / page)))
}
