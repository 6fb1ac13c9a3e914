import { copyFileSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Store from 'electron-store'
import * as z from 'zod'
import { defaultSettings, Settings } from '../src-shared/settings/settings.ts'

const WindowState = z.object({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int().min(400).max(20_000),
  height: z.int().min(300).max(20_000),
  maximized: z.boolean(),
  zoom: z.number().min(0.5).max(3),
})
export type WindowState = z.infer<typeof WindowState>

const LibraryPlace = z.object({
  /** Where the reader moved the library; null for the usual place. */
  folder: z.string().nullable(),
  /** The folder a library was last opened in: if there is none now, it was moved or is not connected. */
  opened: z.string().nullable(),
})
export type LibraryPlace = z.infer<typeof LibraryPlace>

const Preferences = z.object({ settings: Settings, window: WindowState.nullable(), library: LibraryPlace })
type Preferences = z.infer<typeof Preferences>

const noPlace: LibraryPlace = { folder: null, opened: null }
const defaults: Preferences = { settings: defaultSettings, window: null, library: noPlace }

export interface PreferencesStore {
  readonly settings: () => Settings
  readonly changeSettings: (change: Partial<Settings>) => Settings
  readonly window: () => WindowState | null
  readonly keepWindow: (state: WindowState) => void
  readonly library: () => LibraryPlace
  readonly keepLibrary: (place: Partial<LibraryPlace>) => void
  /** Name of the copy of a damaged file, or null if the file was sound. */
  readonly setAside: string | null
}

/**
 * Preferences and window state in one small file through electron-store. A damaged file is copied aside first,
 * because the store would throw on it or clear it without a word (store.md section 7); the app opens either way.
 * Values are read once; the file is only written to afterwards.
 */
export function openPreferences(folder: string, stamp: string): PreferencesStore {
  sweep(folder)
  const file = join(folder, 'preferences.json')
  const read = readPreferences(file)
  let setAside: string | null = null
  if (read === 'damaged') {
    setAside = `preferences.damaged-${stamp}.json`
    copyFileSync(file, join(folder, setAside))
    rmSync(file)
  }
  let values = read === 'damaged' || read === 'missing' ? defaults : read
  const store = new Store<Preferences>({ cwd: folder, name: 'preferences', clearInvalidConfig: false })
  const keep = (change: Partial<Preferences>) => {
    values = { ...values, ...change }
    store.store = values
  }
  return {
    settings: () => values.settings,
    changeSettings: (change) => {
      keep({ settings: { ...values.settings, ...change } })
      return values.settings
    },
    window: () => values.window,
    keepWindow: (window) => keep({ window }),
    library: () => values.library,
    keepLibrary: (place) => {
      const library = { ...values.library, ...place }
      if (library.folder !== values.library.folder || library.opened !== values.library.opened) keep({ library })
    },
    setAside,
  }
}

/** The preferences in a file: each part that is sound is used, so that one bad value does not lose the rest. */
export function readPreferences(file: string): Preferences | 'missing' | 'damaged' {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'missing'
    throw error
  }
  try {
    const raw = z.record(z.string(), z.unknown()).parse(JSON.parse(text))
    const settings = z.record(z.string(), z.unknown()).optional().parse(raw.settings) ?? {}
    return {
      settings: Settings.parse({ ...defaultSettings, ...settings }),
      window: WindowState.nullable().optional().parse(raw.window) ?? null,
      library: LibraryPlace.optional().parse(raw.library) ?? noPlace,
    }
  } catch {
    return 'damaged'
  }
}

function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith('preferences.json.tmp-')) rmSync(join(folder, name), { force: true })
  }
}
