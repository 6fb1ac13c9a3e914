// Chance that can be had again: everything random in a torture comes from its seed.

/** A stream of chance from a seed (mulberry32). */
export function chance(seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  /** A whole number of low to high, both possible. */
  const whole = (low, high) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    whole,
    pick: (list) => list[whole(0, list.length - 1)],
    happens: (share) => next() < share,
    bytes: (count) => Uint8Array.from({ length: count }, () => whole(0, 255)),
    /** A stream of its own, so that one more draw here does not change what comes elsewhere. */
    apart: () => chance(whole(0, 0xffffffff)),
  }
}

const words = [
  '查證',
  '章程草案',
  '算力',
  '上海',
  '聯合國',
  '名單',
  'verify',
  'draft charter',
  'seat',
  '𠮷野家',
  '👩‍👩‍👧',
  'é',
]

/** Words of a note that no other note has: its number is in them. */
export function noteWords(random, number) {
  const said = Array.from({ length: random.whole(1, 24) }, () => random.pick(words))
  return `#${number} ${said.join(random.pick([' ', '，', '\n']))}`
}
