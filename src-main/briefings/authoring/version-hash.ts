import { createHash } from 'node:crypto'

/** sha256, lower-case hex, of a canonical text: the identity of a version's content (domain.md section 5). */
export function versionHash(canonical: string): string {
  return createHash('sha256').update(canonical, 'utf8').digest('hex')
}
