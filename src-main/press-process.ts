import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fontFiles } from './exports/fonts.ts'
import { type FromPress, press, type ToPress } from './exports/press.ts'

/** What Electron gives a utility process. A forked Node has none and is spoken to by its own channel. */
const { parentPort } = process as unknown as {
  readonly parentPort?: {
    readonly on: (event: 'message', listener: (message: { readonly data: ToPress }) => void) => void
    readonly postMessage: (message: FromPress) => void
  }
}
// Built to out/main/press-process.js; the fonts are in out/fonts, in the packaged app beside its archive.
const out = dirname(dirname(fileURLToPath(import.meta.url)))
const fonts = existsSync(join(out, 'fonts')) ? join(out, 'fonts') : join(out, '..', '..', 'fonts')

const take = press({
  fonts: () => fontFiles(fonts),
  tell: (message) => (parentPort ? parentPort.postMessage(message) : process.send?.(message)),
  log: (error) => console.error(error),
  onIdle: () => process.exit(0),
  idle: 60_000,
})
if (parentPort) parentPort.on('message', ({ data }) => take(data))
else process.on('message', (message) => take(message as ToPress))
