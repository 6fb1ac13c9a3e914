import { readFile } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, BrowserWindow, protocol } from 'electron'

const out = dirname(dirname(fileURLToPath(import.meta.url)))
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.ttf': 'font/ttf',
}

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
])
// No top-level await here: Electron waits for this file before `ready`, so awaiting whenReady would never end.
app.whenReady().then(async () => {
  protocol.handle('app', async (request) => {
    const { pathname } = new URL(request.url)
    if (!/^\/[\w.-]+(\/[\w.-]+)*$/.test(pathname) || pathname.includes('..')) return new Response(null, { status: 404 })
    const file = pathname.startsWith('/fonts/') ? join(out, pathname) : join(out, 'renderer', pathname)
    const headers = {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': "default-src 'self'",
    }
    return readFile(file).then(
      (body) => new Response(new Uint8Array(body), { headers }),
      () => new Response(null, { status: 404 }),
    )
  })
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    webPreferences: {
      preload: join(out, 'preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      spellcheck: false,
    },
  })
  await window.loadURL('app://desk/index.html')
})
