/** Measures labels as they will be drawn; keeps what it has measured. */
export type Measure = (text: string) => number

/** A measure for the interface's font at a size in pixels; estimates where there is no canvas. */
export function newMeasure(size: number): Measure {
  const known = new Map<string, number>()
  const pen = document.createElement('canvas').getContext?.('2d') ?? null
  const family = pen ? getComputedStyle(document.body).fontFamily : ''
  if (pen) pen.font = `400 ${size}px ${family || 'sans-serif'}`
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const width = pen ? pen.measureText(text).width : estimate(text, size)
    known.set(text, width)
    return width
  }
}

function estimate(text: string, size: number): number {
  return [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? size : size * 0.56), 0)
}

/** The text cut to a width, with an ellipsis where something was left out. */
export function fitted(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text
  const signs = [...text]
  let [low, high] = [0, signs.length]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (measure(`${signs.slice(0, middle).join('')}…`) <= width) low = middle
    else high = middle - 1
  }
  return `${signs.slice(0, low).join('').trimEnd()}…`
}

/** A name broken into at most `most` lines: between words where there are words, else anywhere. */
export function lines(text: string, width: number, measure: Measure, most: number): readonly string[] {
  const parts = text.match(/[\p{Script=Han}「」（）、，]|[^\p{Script=Han}「」（）、，\s]+\s*|\s+/gu) ?? [text]
  const out: string[] = []
  for (const part of parts) {
    const last = out.at(-1)
    if (last !== undefined && measure((last + part).trimEnd()) <= width) out[out.length - 1] = last + part
    else out.push(part)
  }
  const kept = out.slice(0, most)
  if (out.length > most) kept[most - 1] = `${kept[most - 1] ?? ''}${out.slice(most).join('')}`
  return kept.map((line) => fitted(line.trim(), width, measure))
}
