/** About how wide a text will be in the sans faces of our drawings, in ems; a little too wide is right here. */
export function emsOf(text: string): number {
  let ems = 0
  for (const sign of text) ems += emOf(sign)
  return ems
}

function emOf(sign: string): number {
  const code = sign.codePointAt(0) ?? 0
  // Numbers in circles.
  if (code >= 0x2460 && code <= 0x24ff) return 1.3
  if (code >= 0x1100) return code < 0x2e80 ? (/[–—…“”‘’]/u.test(sign) ? 1 : 0.8) : 1
  if (/[ijl.,:;'|!()[\]{}I`]/u.test(sign)) return 0.37
  if (/[ftr /\\-]/u.test(sign)) return 0.4
  if (/[mwMW@%]/u.test(sign)) return 1
  return /[A-Z&#]/u.test(sign) ? 0.77 : 0.64
}

/** The text if it fits into so many ems, else cut with an ellipsis; empty where not even a sign fits. */
export function cutToEms(text: string, room: number): string {
  if (emsOf(text) <= room) return text
  const signs = [...text]
  while (signs.length > 0 && emsOf(`${signs.join('')}…`) > room) signs.pop()
  const kept = signs.join('').replace(/[\s，、：,:;（(「《]+$/u, '')
  return kept === '' ? '' : `${kept}…`
}

/** The text in at most so many lines, English between words; the last is cut. */
export function linesOfEms(text: string, room: number, most: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  const words = text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/gu) ?? []
  for (const [index, word] of words.entries()) {
    if (line !== '' && emsOf((line + word).trimEnd()) > room) {
      if (lines.length === most - 1) return [...lines, cutToEms(line + words.slice(index).join(''), room)]
      lines.push(line.trimEnd())
      line = ''
    }
    line += line === '' ? word.trimStart() : word
  }
  return line === '' ? lines : [...lines, cutToEms(line.trimEnd(), room)]
}
