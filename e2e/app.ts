import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'

export type Lang = 'zh-TW' | 'en'

export type RunningApp = {
  readonly app: ElectronApplication
  readonly page: Page
  /** The library folder and the preferences folder lie in here. */
  readonly folder: string
  /** Ends the app; the folder stays, so that a story can start the app again on it. */
  readonly close: () => Promise<void>
}

/** Two stories run side by side on one display: the window that lies below must not be put to sleep. */
const awake = [
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--disable-background-timer-throttling',
]

/** Starts the built app on a library of its own. Run through `npm run e2e`, which finds the runtime and a display. */
export async function startApp({
  lang = 'zh-TW',
  folder = null,
  settings = {},
  args = [],
}: {
  readonly lang?: Lang
  /** The folder of an earlier run, to start again on it with its language and settings. */
  readonly folder?: string | null
  readonly settings?: Readonly<Record<string, unknown>>
  readonly args?: readonly string[]
} = {}): Promise<RunningApp> {
  if (!process.env.ELECTRON_OVERRIDE_DIST_PATH) throw new Error('No Electron runtime is named: use `npm run e2e`.')
  const place = folder ?? (await mkdtemp(join(tmpdir(), 'briefdesk-e2e-')))
  if (folder === null) await prefer(place, { lang, ...settings })
  const switches = process.env.BRIEFDESK_ELECTRON_SWITCHES?.split(' ').filter(Boolean) ?? []
  const env = { ...process.env, BRIEFDESK_LIBRARY: join(place, 'library') } as Record<string, string>
  const app = await _electron.launch({
    env,
    args: [...switches, ...awake, `--user-data-dir=${join(place, 'preferences')}`, process.cwd(), ...args],
  })
  const page = await app.firstWindow()
  return { app, page, folder: place, close: () => app.close() }
}

/** Writes the preferences a reader would have chosen in an earlier run. */
async function prefer(place: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  await mkdir(join(place, 'preferences'), { recursive: true })
  await writeFile(join(place, 'preferences/preferences.json'), JSON.stringify({ settings }))
}

/**
 * kill -9 of the app itself. The process Playwright started may be a tracer around it: an app that outlives its tracer
 * still holds its place, and the next start would wait for it for 20 seconds, or hand over to it and end.
 */
export async function killApp({ app }: RunningApp): Promise<void> {
  const ended = new Promise<void>((resolve) => app.process().once('exit', () => resolve()))
  const pid = await app.evaluate(() => process.pid)
  process.kill(pid, 'SIGKILL')
  await ended
}

/** Ends the app and removes what it wrote. */
export async function endApp({ close, folder }: RunningApp): Promise<void> {
  await close()
  await rm(folder, { recursive: true, force: true })
}
