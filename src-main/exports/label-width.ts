// Widths of the printable ASCII signs of Inter in hundredths of an em, from the space on: the face labels are drawn in.
const ascii = [
  28, 29, 47, 63, 64, 98, 64, 30, 36, 36, 50, 66, 29, 46, 29, 36, 63, 41, 61, 62, 65, 59, 62, 57, 62, 62, 29, 30, 66,
  66, 66, 51, 97, 69, 65, 73, 72, 60, 59, 75, 74, 27, 57, 67, 57, 90, 75, 76, 64, 76, 64, 64, 65, 74, 69, 99, 68, 68,
  63, 36, 36, 36, 47, 46, 32, 56, 61, 57, 61, 58, 37, 61, 59, 24, 24, 55, 24, 88, 59, 60, 61, 61, 38, 53, 33, 59, 56,
  82, 55, 56, 55, 43, 33, 43, 66,
]
const others: Readonly<Record<string, number>> = {
  '…': 87,
  '–': 50,
  '—': 100,
  '·': 29,
  '“': 44,
  '”': 44,
  '’': 27,
  '‘': 27,
}

/** Width of a label in points: Han and full-width signs are one em. A little too wide is right here. */
export function labelWidth(text: string, size: number): number {
  let ems = 0
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0
    ems += code >= 0x2e80 ? 100 : (ascii[code - 32] ?? others[sign] ?? 62)
  }
  return (ems / 100) * size * 1.01
}

/** The text if it fits, else cut with an ellipsis: English between words where that costs little. */
export function cutTo(text: string, room: number, size: number): string {
  if (labelWidth(text, size) <= room) return text
  const signs = [...text]
  while (signs.length > 1 && labelWidth(`${signs.join('')}…`, size) > room) signs.pop()
  const kept = signs.join('').trimEnd()
  const space = kept.lastIndexOf(' ')
  return `${(space > kept.length * 0.6 ? kept.slice(0, space) : kept).replace(/[，、：,:;（(「《]+$/u, '')}…`
}
