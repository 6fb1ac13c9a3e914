/** Where every short stretch of a text stands. */
export interface StretchIndex {
  readonly length: number
  readonly heads: Int32Array
  readonly next: Int32Array
  readonly mask: number
}

export function indexOf(codes: Uint16Array, length: number): StretchIndex {
  let size = 1024
  while (size < codes.length * 2) size *= 2
  const heads = new Int32Array(size).fill(-1)
  const next = new Int32Array(Math.max(codes.length, 1)).fill(-1)
  const mask = size - 1
  for (let at = codes.length - length; at >= 0; at--) {
    const slot = hashAt(codes, at, length) & mask
    next[at] = heads[slot] as number
    heads[slot] = at
  }
  return { length, heads, next, mask }
}

/** The places where a stretch may stand, in order; others of the same hash are among them. */
export function* placesOf(
  { length, heads, next, mask }: StretchIndex,
  codes: Uint16Array,
  at: number,
): Generator<number> {
  if (at + length > codes.length) return
  for (let place = heads[hashAt(codes, at, length) & mask] as number; place !== -1; place = next[place] as number)
    yield place
}

function hashAt(codes: Uint16Array, at: number, length: number): number {
  let hash = 0x811c9dc5
  for (let index = at; index < at + length; index++) hash = Math.imul(hash ^ (codes[index] as number), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}
