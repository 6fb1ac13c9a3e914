import { type Lang, languages } from '../../../src-shared/languages.ts'
import { isId } from './grammar.ts'

const tables = ['timeline', 'periods', 'risks', 'positions', 'sources', 'terms'] as const

/** True for a file that the authoring folder has a place for. */
export function isKnownFile(path: string): boolean {
  if (path === 'briefing.yaml' || tables.some((each) => path === `${each}.csv`)) return true
  return languages.some((lang) => path === `text.${lang}.md`) || noteFile(path) !== null
}

/** The id and the language that a note's file name gives, or null. */
export function noteFile(path: string): { readonly id: string; readonly lang: Lang } | null {
  if (!path.startsWith('notes/')) return null
  for (const lang of languages) {
    const end = `.${lang}.md`
    const id = path.slice('notes/'.length, -end.length)
    if (path.endsWith(end) && isId(id)) return { id, lang }
  }
  return null
}

/** Files that systems leave behind; they are passed over without a word. */
export function isLeftBehind(path: string): boolean {
  const segments = path.split('/')
  const last = segments.findLast((each) => each !== '') ?? ''
  return segments.includes('__MACOSX') || last.startsWith('.') || /^(?:thumbs\.db|desktop\.ini)$/iu.test(last)
}

// Bidi and other unseen signs, and what Windows or a shell gives a meaning to.
const dangerous = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\\:*?"<>|]/u
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/iu

/**
 * True for a name that is safe on every system: relative, no `..`, no colon, no unseen sign, no device, not too long.
 * `strict` allows only `A-Z a-z 0-9 . _ -` in a segment; a top folder, which is dropped, may have any letters.
 */
export function isSafeName(path: string, strict = true): boolean {
  if (path === '' || path.length > 200 || !path.isWellFormed()) return false
  return path.split('/').every((segment) => {
    if (segment === '' || segment === '.' || segment === '..' || segment === '__proto__') return false
    if (dangerous.test(segment) || reserved.test(segment) || /[. ]$/u.test(segment)) return false
    return !strict || /^[A-Za-z0-9._-]+$/u.test(segment)
  })
}

/** Names that one system or another would take for the same file. */
export function sameName(path: string): string {
  return path.normalize('NFC').toLowerCase().toUpperCase().normalize('NFC')
}

/** The one folder in which all the files are, with its `/`; empty where there is none. */
export function topFolder(paths: readonly string[]): string {
  const [first = ''] = paths
  const top = first.slice(0, first.indexOf('/') + 1)
  return top !== '' && top !== 'notes/' && paths.every((each) => each.startsWith(top)) ? top : ''
}
