/** True if a font has a glyph for a code point. */
export type HasGlyph = (codePoint: number) => boolean

/** Reads which code points a TrueType or OpenType font has glyphs for: `cmap` formats 12 and 4, the ones our fonts use. */
export function glyphsOf(font: Uint8Array): HasGlyph {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength)
  const table = tableAt(view, 'cmap')
  if (table === null) return () => false
  const count = view.getUint16(table + 2)
  const subtables = Array.from({ length: count }, (_, index) => {
    const record = table + 4 + index * 8
    const at = table + view.getUint32(record + 4)
    return { platform: view.getUint16(record), format: view.getUint16(at), at }
  }).filter(({ platform }) => platform === 0 || platform === 3)
  const whole = subtables.find(({ format }) => format === 12)
  if (whole !== undefined) return segmentedCoverage(view, whole.at)
  const basic = subtables.find(({ format }) => format === 4)
  return basic === undefined ? () => false : segmentMapping(view, basic.at)
}

function tableAt(view: DataView, tag: string): number | null {
  const count = view.getUint16(4)
  for (let index = 0; index < count; index += 1) {
    const record = 12 + index * 16
    const name = String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(record + offset)))
    if (name === tag) return view.getUint32(record + 8)
  }
  return null
}

/** Format 12: groups of (first, last, first glyph) in order. */
function segmentedCoverage(view: DataView, at: number): HasGlyph {
  const groups = view.getUint32(at + 12)
  return (codePoint) => {
    let low = 0
    let high = groups - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const group = at + 16 + middle * 12
      const first = view.getUint32(group)
      if (codePoint < first) high = middle - 1
      else if (codePoint > view.getUint32(group + 4)) low = middle + 1
      else return view.getUint32(group + 8) + (codePoint - first) !== 0
    }
    return false
  }
}

/** Format 4: the basic plane only, in segments with a delta or an index into a glyph array. */
function segmentMapping(view: DataView, at: number): HasGlyph {
  const length = view.getUint16(at + 6)
  const ends = at + 14
  const starts = ends + length + 2
  const deltas = starts + length
  const offsets = deltas + length
  return (codePoint) => {
    if (codePoint > 0xffff) return false
    for (let index = 0; index < length; index += 2) {
      if (codePoint > view.getUint16(ends + index)) continue
      const start = view.getUint16(starts + index)
      if (codePoint < start) return false
      const offset = view.getUint16(offsets + index)
      if (offset === 0) return ((codePoint + view.getUint16(deltas + index)) & 0xffff) !== 0
      return view.getUint16(offsets + index + offset + (codePoint - start) * 2) !== 0
    }
    return false
  }
}
