/** Width of a label in points: Han and full-width signs are one em, others by kind. A little too wide is right here. */
export function labelWidth(text: string, size: number): number {
  let ems = 0
  for (const sign of text) {
    if (sign > '\u2e7f') ems += 1
    else if (/[A-Z\u00b7\u2014\u2026%@]/.test(sign)) ems += 0.72
    else if (/[ilj.,:;'|!()\s]/.test(sign)) ems += 0.32
    else ems += 0.57
  }
  return ems * size
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
