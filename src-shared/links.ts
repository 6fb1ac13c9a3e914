// Every room has URL, but no library of types that all rooms share declares it.
declare const URL: new (
  text: string,
) => {
  readonly href: string
  readonly protocol: string
  readonly username: string
  readonly password: string
  readonly hostname: string
  readonly pathname: string
  readonly searchParams: { keys(): Iterable<string> }
}

const longest = 4000
const mailFields: readonly string[] = ['subject', 'body', 'cc']

// Signs that are not seen and change what the eye reads: controls, bidi marks, zero-width signs, line separators.
const unseen = /[\p{Cc}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u

/**
 * The link in its one normal spelling if it may leave the app, else null. Only absolute https, http and mailto links may:
 * no user name, no UNC path, nothing relative, nothing empty. It guards import, screen, click, PDF and every other way out.
 */
export function safeLink(text: string): string | null {
  if (text.length > longest || !text.isWellFormed()) return null
  const plain = text
    .replaceAll(/[\t\n\r]/gu, '')
    .replaceAll('\0', '')
    .trim()
  if (plain === '' || plain.includes('\\') || unseen.test(plain)) return null
  const url = parsed(plain)
  if (url === null || url.href.length > longest || url.username !== '' || url.password !== '') return null
  if (url.protocol === 'https:' || url.protocol === 'http:') return isWeb(plain, url.protocol, url) ? url.href : null
  if (url.protocol === 'mailto:') return isMail(url) ? url.href : null
  return null
}

function parsed(text: string): InstanceType<typeof URL> | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

/** `https:host` and `https:///host` are read by browsers as well, but as something the author did not write. */
function isWeb(plain: string, protocol: string, url: InstanceType<typeof URL>): boolean {
  const rest = plain.slice(protocol.length)
  if (!rest.startsWith('//') || rest.startsWith('///') || url.hostname === '') return false
  const end = rest.slice(2).search(/[/?#]/u)
  const authority = end === -1 ? rest.slice(2) : rest.slice(2, end + 2)
  return !authority.includes('@')
}

/** Some mail programs attach files named in a link, so only harmless fields pass. */
function isMail(url: InstanceType<typeof URL>): boolean {
  const at = url.pathname.indexOf('@')
  if (at < 1 || at === url.pathname.length - 1 || url.pathname.startsWith('/')) return false
  return [...url.searchParams.keys()].every((key) => mailFields.includes(key.toLowerCase()))
}
