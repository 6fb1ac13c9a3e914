import type { Report } from './report.ts'
import { forbiddenSign, unseenSign, withoutUnseen } from './signs.ts'

/** The text of a file: UTF-8 without its BOM, LF, NFC, no unseen signs. Null, with the line told, where it is not text. */
export function decode(file: string, bytes: Uint8Array, report: Report): string | null {
  let raw: string
  try {
    raw = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    report.problem({ file, line: firstBadLine(bytes) }, 'not-utf8')
    return null
  }
  const text = raw.replace(/\r\n?/gu, '\n').normalize('NFC')
  const place = (at: number) => ({ file, line: text.slice(0, at).split('\n').length })
  const forbidden = forbiddenSign(text)
  if (forbidden !== null) {
    report.problem(place(forbidden.at), 'control-character', { sign: forbidden.sign })
    return null
  }
  const unseen = unseenSign(text)
  if (unseen === null) return text
  report.warn(place(unseen.at), 'unseen-character', { sign: unseen.sign })
  return withoutUnseen(text).normalize('NFC')
}

// Bytes 0A and 0D are never part of a longer sign in UTF-8, so lines can be cut before decoding.
function firstBadLine(bytes: Uint8Array): number {
  let line = 1
  let start = 0
  for (let at = 0; at <= bytes.length; at += 1) {
    const isEnd = at === bytes.length || bytes[at] === 0x0a || (bytes[at] === 0x0d && bytes[at + 1] !== 0x0a)
    if (!isEnd) continue
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start, at))
    } catch {
      return line
    }
    start = at + 1
    line += 1
  }
  return line
}
