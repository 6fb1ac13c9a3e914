// Opens the packaged app on a new library: the window lists the samples, and one of them becomes a PDF.
//   node scripts/smoke.mjs FOLDER   (the test flavour; the shipped one refuses the debugger, and refusesDebugger() proves it)
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from '@playwright/test'
import { isMain, machineSwitches, main, runEnvironment, withDisplay } from './electron.mjs'

const waitMs = 60_000

const binaryIn = (folder) =>
  ({ darwin: join(folder, 'Briefdesk.app/Contents/MacOS/Briefdesk'), win32: join(folder, 'Briefdesk.exe') })[
    process.platform
  ] ?? join(folder, 'briefdesk')

/** Throws when no window appears, the samples are not in its library, or a brief does not become a PDF. */
export async function smoke(unpacked) {
  const folder = await mkdtemp(join(tmpdir(), 'briefdesk-smoke-'))
  try {
    await withDisplay(async (display) => {
      const app = await _electron.launch({
        executablePath: binaryIn(unpacked),
        cwd: folder,
        env: { ...runEnvironment({ dist: unpacked }, display), BRIEFDESK_LIBRARY: join(folder, 'library') },
        args: [...machineSwitches(), `--user-data-dir=${join(folder, 'preferences')}`, '--lang=zh-TW'],
        timeout: waitMs,
      })
      try {
        const page = await app.firstWindow({ timeout: waitMs })
        await page.waitForFunction(() => document.querySelector('#root')?.textContent?.trim(), null, {
          timeout: waitMs,
        })
        const packaged = await app.evaluate(({ app: it }) => it.isPackaged)
        if (!packaged) throw new Error('smoke: the app does not know that it is packaged')
        const slugs = await samplesListed(page)
        const { pages, bytes } = await exported(app, page, join(folder, 'brief.pdf'))
        process.stdout.write(
          `smoke: the packaged app lists ${slugs.join(', ')} and wrote a brief of ${pages} pages, ${bytes} bytes\n`,
        )
      } finally {
        await app.close()
      }
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const ask = (page, noun, operation, input) =>
  page.evaluate(([n, o, i]) => globalThis.bridge.call(n, o, i), [noun, operation, input])

/** The driver opened a library and the samples came along. */
async function samplesListed(page) {
  const end = Date.now() + waitMs
  for (;;) {
    const reply = await ask(page, 'briefings', 'list', {})
    const slugs = reply.ok ? reply.value.map(({ slug }) => slug).sort() : []
    if (slugs.length >= 2) return slugs
    if (Date.now() > end) throw new Error(`smoke: the library does not list the samples: ${JSON.stringify(reply)}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** The press, its fonts and its compiler came along. */
async function exported(app, page, out) {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, out)
  const { value: rows } = await ask(page, 'briefings', 'list', {})
  const options = { lang: 'zh-TW', timeline: true, risks: true, notes: true, annotations: true, calendar: 'both' }
  const reply = await ask(page, 'exports', 'brief', { job: randomUUID(), briefing: rows[0].id, options })
  if (!reply.ok) throw new Error(`smoke: no brief was written: ${JSON.stringify(reply)}`)
  const pdf = await readFile(out)
  if (pdf.subarray(0, 5).toString() !== '%PDF-') throw new Error('smoke: what was written is no PDF')
  return reply.value
}

/** Throws unless the shipped app ends at once, with code 2, when it is started with a debugging port. */
export async function refusesDebugger(unpacked) {
  const folder = await mkdtemp(join(tmpdir(), 'briefdesk-smoke-'))
  try {
    const code = await withDisplay(
      (display) =>
        new Promise((resolve, reject) => {
          const args = [...machineSwitches(), `--user-data-dir=${folder}`, '--remote-debugging-port=0']
          const app = spawn(binaryIn(unpacked), args, {
            env: runEnvironment({ dist: unpacked }, display),
            stdio: 'ignore',
            timeout: waitMs,
          })
          app.once('error', reject)
          app.once('exit', resolve)
        }),
    )
    if (code !== 2) throw new Error(`smoke: the shipped app took a debugging port (exit code ${code})`)
    process.stdout.write('smoke: the shipped app refuses a debugging port\n')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

if (isMain(import.meta.url)) await main(() => smoke(process.argv[2]))
