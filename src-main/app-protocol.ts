import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { protocol, type Session } from 'electron'

/** The one origin of the app. */
export const appOrigin = 'app://briefdesk'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** The content security policy of every page (security.md section 2). */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "frame-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types briefdesk',
  ].join('; ')
}

/**
 * Serves the built window and the fonts from a list made at start: a request picks an entry of the list,
 * no path is ever joined from it.
 */
export function serveApp(session: Session, folders: { readonly renderer: string; readonly fonts: string }): void {
  const files = new Map<string, string>([
    ...listed(folders.renderer).map(([name, file]) => [`/${name}`, file] as const),
    ...listed(folders.fonts).map(([name, file]) => [`/fonts/${name}`, file] as const),
  ])
  session.protocol.handle('app', async (request) => {
    const url = new URL(request.url)
    const file = url.host === 'briefdesk' && request.method === 'GET' ? files.get(url.pathname) : undefined
    if (file === undefined) return new Response(null, { status: 404 })
    const nonce = randomBytes(18).toString('base64')
    const headers = {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': contentSecurityPolicy(nonce),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    }
    const bytes = await readFile(file)
    const body =
      extname(file) === '.html' ? bytes.toString('utf8').replaceAll('__NONCE__', nonce) : new Uint8Array(bytes)
    return new Response(body, { headers })
  })
}

function listed(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name)
      return [relative(folder, file).split(sep).join('/'), file] as const
    })
}
