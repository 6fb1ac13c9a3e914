// The real app on a library of its own, driven by Playwright and ended as a torture likes.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron } from '@playwright/test'
import { ensureSystem, findElectron, machineSwitches, root, runEnvironment, withDisplay } from '../electron.mjs'
import { within } from './library.mjs'
import { killTree } from './scene.mjs'

/** Runs `work(start)` with a display; `start({ folder })` opens the app. */
export async function withApp(scene, work) {
  const runtime = await findElectron()
  ensureSystem(runtime)
  return withDisplay((display) => {
    const env = runEnvironment(runtime, display)
    // Playwright asks the electron package for the binary in this process.
    process.env.ELECTRON_OVERRIDE_DIST_PATH = env.ELECTRON_OVERRIDE_DIST_PATH
    return work((options) => startApp(scene, env, options))
  })
}

/** Writes the preferences a reader would have chosen before. */
export function prefer(folder, settings) {
  mkdirSync(join(folder, 'preferences'), { recursive: true })
  writeFileSync(join(folder, 'preferences/preferences.json'), JSON.stringify({ settings }))
}

async function startApp(scene, env, { folder, library = join(folder, 'library') }) {
  const app = await _electron.launch({
    cwd: root,
    env: { ...env, BRIEFDESK_LIBRARY: library },
    args: [...machineSwitches(), `--user-data-dir=${join(folder, 'preferences')}`, root],
    timeout: 60_000,
  })
  const child = scene.watch(app.process())
  const gone = new Promise((resolve) => child.once('exit', resolve))
  const page = await app.firstWindow({ timeout: 60_000 })
  page.setDefaultTimeout(30_000)
  /** Asks over the door as the window does; null when the app died before it answered. */
  const ask = (noun, operation, input) =>
    Promise.race([
      page.evaluate(([n, o, i]) => window.bridge.call(n, o, i), [noun, operation, input]).catch(() => null),
      gone.then(() => null),
    ])
  return {
    app,
    page,
    ask,
    /** Until the list of the library stands in the window with at least one briefing. */
    usable: () =>
      within(
        60_000,
        page.waitForFunction(async () => {
          if (!document.querySelector('#root h1, #root h2')?.textContent?.trim()) return false
          const reply = await window.bridge.call('briefings', 'list', {})
          return reply.ok && reply.value.length > 0
        }),
        'the list was not there',
      ),
    /** kill -9 of every process of the app. */
    kill: async () => {
      killTree(child.pid)
      await within(20_000, gone, 'the killed app did not end')
    },
    /** kill -9 of the library process alone; the app starts it again. */
    killLibrary: () =>
      app.evaluate(({ app: electron }) => {
        const library = electron
          .getAppMetrics()
          .find((each) => each.name === 'Briefdesk library' || each.serviceName === 'Briefdesk library')
        if (library) process.kill(library.pid, 'SIGKILL')
        return library !== undefined
      }),
    close: async () => {
      await Promise.race([app.close(), within(30_000, gone, 'the app did not close')]).catch(() => {
        killTree(child.pid)
      })
      await gone
    },
  }
}
