import type { Place, Report } from './report.ts'
import { forbiddenSign, unseenSign, withoutUnseen } from './signs.ts'

/** Most UTF-16 code units of one text outside the editions. */
export const mostWords = 20_000

/** Most of a title, which has to fit a row, a heading and a page. */
export const mostTitle = 300

/** A value and where it stands. */
export interface Found<T = string> extends Place {
  readonly value: T
}

/** Text that a reader may keep: NFC, well formed, no control signs, not too long. Null, and told, where it is not. */
export function words(found: Found, report: Report, most = mostWords): string | null {
  // Signs written out in YAML (`"\u202e"`) come here unseen by the check of the file.
  const forbidden = forbiddenSign(found.value)
  if (forbidden !== null || !found.value.isWellFormed()) {
    report.problem(found, 'control-character', { sign: forbidden?.sign ?? 'U+D800' })
    return null
  }
  const unseen = unseenSign(found.value)
  if (unseen !== null) report.warn(found, 'unseen-character', { sign: unseen.sign })
  const text = withoutUnseen(found.value).normalize('NFC')
  if (text.length > most) {
    report.problem(found, 'text-too-long', { most })
    return null
  }
  return text
}
