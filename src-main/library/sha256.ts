import { createHash } from 'node:crypto'

/** sha256, lower-case hex: of a row, and of a version's canonical text, whose identity it is (domain.md section 5). */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
