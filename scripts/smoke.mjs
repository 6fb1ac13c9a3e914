// Opens the packaged app on a new library and looks whether a window with words in it appears.
//   node scripts/smoke.mjs FOLDER
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { FuseV1Options, flipFuses } from '@electron/fuses'
import { _electron } from '@playwright/test'
import { shippedFuses } from './after-pack.mjs'
import { isMain, machineSwitches, main, runEnvironment, withDisplay } from './electron.mjs'

const waitMs = 60_000

const binaryIn = (folder) =>
  ({ darwin: join(folder, 'Briefdesk.app/Contents/MacOS/Briefdesk'), win32: join(folder, 'Briefdesk.exe') })[
    process.platform
  ] ?? join(folder, 'briefdesk')

// The shipped fuses refuse the inspector, and so Playwright. The test flavour is the same folder with that one fuse on.
async function testFlavour(unpacked, folder) {
  const copy = join(folder, basename(unpacked))
  await cp(unpacked, copy, { recursive: true, verbatimSymlinks: true })
  await flipFuses(process.platform === 'darwin' ? join(copy, 'Briefdesk.app') : binaryIn(copy), {
    ...shippedFuses,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    resetAdHocDarwinSignature: process.platform === 'darwin' && process.arch === 'arm64',
  })
  return copy
}

/** Throws when no window with words in it appears. */
export async function smoke(unpacked) {
  const folder = await mkdtemp(join(tmpdir(), 'briefdesk-smoke-'))
  try {
    const copy = await testFlavour(unpacked, folder)
    await withDisplay(async (display) => {
      const app = await _electron.launch({
        executablePath: binaryIn(copy),
        cwd: folder,
        env: runEnvironment({ dist: copy }, display),
        args: [
          ...machineSwitches(),
          `--user-data-dir=${join(folder, 'preferences')}`,
          '--lang=zh-TW',
          `--library=${join(folder, 'library')}`,
        ],
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

if (isMain(import.meta.url)) await main(() => smoke(process.argv[2]))
