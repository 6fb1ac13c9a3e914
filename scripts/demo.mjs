// The demonstration for a machine without a display: the real app on a library of its own, in both languages.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from '@playwright/test'
import {
  ensureSystem,
  findElectron,
  isMain,
  machineSwitches,
  main,
  root,
  runEnvironment,
  withDisplay,
} from './electron.mjs'

const out = join(root, 'out/demo')

async function openApp({ lang, folder, env }) {
  const app = await _electron.launch({
    cwd: root,
    env: { ...env, BRIEFDESK_LIBRARY: join(folder, 'library') },
    args: [
      ...machineSwitches(),
      `--user-data-dir=${join(folder, `preferences-${lang}`)}`,
      `--lang=${lang === 'en' ? 'en-US' : lang}`,
      root,
    ],
  })
  return { app, page: await app.firstWindow() }
}

async function screenshot(page, name) {
  const path = join(out, `${name}.png`)
  await page.screenshot({ path })
  return path
}

/** What is shown in one language; gives the paths of the files it wrote. */
async function show({ page, lang }) {
  await page.waitForFunction(() => document.querySelector('#root h1, #root h2')?.textContent?.trim())
  return [await screenshot(page, `library.${lang}`)]
}

/** Writes out/demo and prints the paths. */
export async function demo() {
  const runtime = await findElectron()
  ensureSystem(runtime)
  const folder = await mkdtemp(join(tmpdir(), 'briefdesk-demo-'))
  try {
    await rm(out, { recursive: true, force: true })
    await mkdir(out, { recursive: true })
    await withDisplay(async (display) => {
      const env = runEnvironment(runtime, display)
      // Playwright asks the electron package for the binary in this process.
      process.env.ELECTRON_OVERRIDE_DIST_PATH = env.ELECTRON_OVERRIDE_DIST_PATH
      for (const lang of ['zh-TW', 'en']) {
        const { app, page } = await openApp({ lang, folder, env })
        try {
          for (const path of await show({ page, lang })) process.stdout.write(`${path}\n`)
        } finally {
          await app.close()
        }
      }
    })
    return 0
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

if (isMain(import.meta.url)) await main(demo)
