/**
 * Text as it is compared: what a re-import, another keyboard or another typesetter changes is folded away (full and half width,
 * 臺 and 台, smart quotes, ligatures, hard wraps, the space between Chinese and Latin). Every unit knows the raw stretch it stands for.
 */
export interface Comparable {
  readonly raw: string
  /** The folded text, one UTF-16 code unit each. */
  readonly codes: Uint16Array
  /** Where each unit's raw stretch begins and ends. */
  readonly starts: Int32Array
  readonly ends: Int32Array
}

const dropped = -2
const space = -3
const several = -4

/** Filled when a character is first met; 0 stands for not met yet. */
const folded = new Int32Array(65_536)
const expanded = new Map<number, string>()

const blank = 0x20

// Ways of writing one and the same sign that Unicode does not call compatible.
const variants: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '「': '"',
  '」': '"',
  '『': '"',
  '』': '"',
  '〝': '"',
  '〞': '"',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '′': "'",
  '″': '"',
  '‐': '-',
  '‑': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '─': '-',
  '。': '.',
  '｡': '.',
  '、': ',',
  '・': '·',
  '•': '·',
  '‧': '·',
  '〔': '(',
  '〕': ')',
  '【': '[',
  '】': ']',
  '〈': '<',
  '〉': '>',
  '《': '<',
  '》': '>',
  臺: '台',
  裏: '裡',
  綫: '線',
  羣: '群',
  峯: '峰',
  着: '著',
  爲: '為',
  産: '產',
  説: '說',
  衞: '衛',
  眞: '真',
  啓: '啟',
  麽: '麼',
  敎: '教',
  溫: '温',
  戶: '户',
  僞: '偽',
  旣: '既',
  卽: '即',
  鄕: '鄉',
  靑: '青',
  淸: '清',
  滙: '匯',
  牀: '床',
  污: '汙',
  汚: '汙',
  佔: '占',
  週: '周',
  踪: '蹤',
  跡: '蹟',
  迹: '蹟',
  拋: '抛',
  證: '証',
  註: '注',
  銹: '鏽',
}

function foldOf(code: number): number {
  const char = String.fromCharCode(code)
  if (/\s/u.test(char)) return space
  // Marks that change no letter: joiners, soft hyphen, variation selectors, and accents written apart.
  if (
    code === 0xad ||
    (code >= 0x0300 && code <= 0x036f) ||
    (code >= 0x200b && code <= 0x200f) ||
    code === 0x2060 ||
    code === 0xfeff ||
    (code >= 0xfe00 && code <= 0xfe0f)
  )
    return dropped
  const variant = variants[char]
  if (variant !== undefined) return variant.charCodeAt(0)
  if (code >= 0xd800 && code <= 0xdfff) return code
  // Hangul syllables would fall apart into letters.
  const plain = code >= 0xac00 && code <= 0xd7a3 ? char : char.normalize('NFKD').replace(/[\u0300-\u036f]/g, '')
  const text = [...plain].map((each) => (each === char ? each : (variants[each] ?? each))).join('')
  if (text.length === 1) return text === ' ' ? space : text.charCodeAt(0)
  if (text === '') return code
  expanded.set(code, text.replace(/\s+/gu, ''))
  return several
}

/** Han, kana, Hangul, Bopomofo and full-width signs: writing that needs no spaces. */
export function isDense(code: number): boolean {
  return (
    (code >= 0x2e80 && code <= 0x9fff) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe4f) ||
    (code >= 0xff00 && code <= 0xffef) ||
    (code >= 0xd840 && code <= 0xd888)
  )
}

export function comparable(raw: string): Comparable {
  let codes = new Uint16Array(raw.length + 16)
  let starts = new Int32Array(raw.length + 16)
  let ends = new Int32Array(raw.length + 16)
  let count = 0
  let pendingSpace = -1
  const room = (more: number) => {
    if (count + more <= codes.length) return
    const wider = <T extends Uint16Array | Int32Array>(from: T, to: T): T => {
      to.set(from)
      return to
    }
    const size = codes.length * 2 + more
    codes = wider(codes, new Uint16Array(size))
    starts = wider(starts, new Int32Array(size))
    ends = wider(ends, new Int32Array(size))
  }
  const push = (code: number, start: number, end: number) => {
    room(1)
    codes[count] = code
    starts[count] = start
    ends[count] = end
    count++
  }
  let lastRaw = 0
  for (let at = 0; at < raw.length; at++) {
    const code = raw.charCodeAt(at)
    // Ideographic variation selectors.
    if (code === 0xdb40 && at + 1 < raw.length) {
      at++
      if (count > 0) ends[count - 1] = at + 1
      continue
    }
    let to = folded[code] as number
    if (to === 0) {
      to = foldOf(code)
      folded[code] = to
    }
    if (to === dropped) {
      if (count > 0 && pendingSpace < 0) ends[count - 1] = at + 1
      continue
    }
    if (to === space) {
      if (pendingSpace < 0) pendingSpace = at
      continue
    }
    if (pendingSpace >= 0) {
      // Beside Chinese a space or a line's end means nothing; elsewhere any white space is one blank.
      if (count > 0 && !isDense(code) && !isDense(lastRaw)) push(blank, pendingSpace, at)
      pendingSpace = -1
    }
    if (to === several) {
      const text = expanded.get(code) ?? ''
      for (let index = 0; index < text.length; index++) push(text.charCodeAt(index), at, at + 1)
    } else push(to, at, at + 1)
    lastRaw = code
  }
  return { raw, codes: codes.slice(0, count), starts: starts.slice(0, count), ends: ends.slice(0, count) }
}

/** The first unit whose raw stretch ends after the raw position. */
export function unitFrom({ ends }: Comparable, at: number): number {
  let low = 0
  let high = ends.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ends[middle] as number) > at) high = middle
    else low = middle + 1
  }
  return low
}

/** The unit after the last one whose raw stretch begins before the raw position. */
export function unitTo({ starts }: Comparable, at: number): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((starts[middle] as number) >= at) high = middle
    else low = middle + 1
  }
  return low
}

/** How much one unit tells: a Chinese character about as much as two and a half letters. */
export function weightOf(code: number): number {
  return isDense(code) ? 5 : 2
}

/** How much a text tells as it stands, without being folded. */
export function weightOfText(text: string): number {
  let sum = 0
  for (let at = 0; at < text.length; at++) sum += weightOf(text.charCodeAt(at))
  return sum
}

/** How much a stretch of so many Chinese characters tells. */
export const characters = (count: number) => count * 5
