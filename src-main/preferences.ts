import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
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
  if (read.state === 'damaged') {
    setAside = `preferences.damaged-${stamp}.json`
    renameSync(file, join(folder, setAside))
  }
  let { values } = read
  const store = new Store<Preferences>({ cwd: folder, name: 'preferences', clearInvalidConfig: false })
  const keep = (change: Partial<Preferences>) => {
    values = { ...values, ...change }
    try {
      store.store = values
    } catch (error) {
      // A folder that cannot be written to: they hold for this session, and the library is another matter.
      console.error(error)
    }
  }
  return {
    settings: () => values.settings,
    changeSettings: (change) => {
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
      keep({ settings: Settings.parse({ ...values.settings, ...given }) })
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

export interface ReadPreferences {
  readonly state: 'sound' | 'missing' | 'damaged'
  readonly values: Preferences
}

/** The preferences in a file. Every value that is sound is used, so that one bad value does not lose the rest. */
export function readPreferences(file: string): ReadPreferences {
  let raw: Readonly<Record<string, unknown>>
  try {
    raw = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    return { state: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'damaged', values: defaults }
  }
  let sound = true
  const read = <T>(schema: z.ZodType<T>, value: unknown, otherwise: T): T => {
    if (value === undefined) return otherwise
    const result = schema.safeParse(value)
    if (!result.success) sound = false
    return result.success ? result.data : otherwise
  }
  const given = read(z.record(z.string(), z.unknown()), raw.settings, {})
  const { shape } = Settings
  const settings: Settings = {
    lang: read(shape.lang, given.lang, defaultSettings.lang),
    theme: read(shape.theme, given.theme, defaultSettings.theme),
    textSize: read(shape.textSize, given.textSize, defaultSettings.textSize),
    calendar: read(shape.calendar, given.calendar, defaultSettings.calendar),
    singleKeys: read(shape.singleKeys, given.singleKeys, defaultSettings.singleKeys),
    author: read(shape.author, given.author, defaultSettings.author),
  }
  const window = read(WindowState.nullable(), raw.window, null)
  const library = read(LibraryPlace, raw.library, noPlace)
  return { state: sound ? 'sound' : 'damaged', values: { settings, window, library } }
}

function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith('preferences.json.tmp-')) rmSync(join(folder, name), { force: true })
  }
}
