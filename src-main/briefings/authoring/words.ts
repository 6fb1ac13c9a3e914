import { codeOf } from './decode.ts'
import type { Place, Report } from './report.ts'

/** Most UTF-16 code units of one text outside the editions. */
export const mostWords = 20_000

/** A value and where it stands. */
export interface Found<T = string> extends Place {
  readonly value: T
}

/** Text that a reader may keep: NFC, well formed, no control signs, not too long. Null, and told, where it is not. */
export function words(found: Found, report: Report, most = mostWords): string | null {
  const text = found.value.normalize('NFC')
  const control = /(?![\t\n])\p{Cc}/u.exec(text)
  if (control !== null || !text.isWellFormed()) {
    report.problem(found, 'control-character', { sign: control === null ? 'U+D800' : codeOf(control[0]) })
    return null
  }
  if (text.length > most) {
    report.problem(found, 'text-too-long', { most })
    return null
  }
  return text
}
