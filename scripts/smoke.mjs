// Opens the packaged app on a new library and looks whether a window with words in it appears.
//   node scripts/smoke.mjs FOLDER   (the test flavour; the shipped one refuses the debugger, and refusesDebugger() proves it)
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from '@playwright/test'
import { isMain, machineSwitches, main, runEnvironment, withDisplay } from './electron.mjs'

const waitMs = 60_000

const binaryIn = (folder) =>
  ({ darwin: join(folder, 'Briefdesk.app/Contents/MacOS/Briefdesk'), win32: join(folder, 'Briefdesk.exe') })[
    process.platform
  ] ?? join(folder, 'briefdesk')

/** Throws when no window with words in it appears. */
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
        const words = (await page.locator('#root').textContent()).trim().split('\n')[0]
        process.stdout.write(`smoke: the packaged app shows a window: ${page.url()} “${words}”\n`)
      } finally {
        await app.close()
      }
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
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
