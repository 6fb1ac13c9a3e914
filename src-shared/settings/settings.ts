import * as z from 'zod'
import type { Code } from '../ipc.ts'
import { languages } from '../languages.ts'

/** Preferences of this reader on this machine. Nothing whose loss would hurt; that lives in the library. */
export const Settings = z.object({
  lang: z.enum(languages),
  theme: z.enum(['system', 'light', 'dark']),
  /** Prose size in CSS pixels. */
  textSize: z.int().min(14).max(28),
  /** Which calendars dates show. */
  calendar: z.enum(['gregorian', 'roc', 'both']),
  /** Keys without a modifier (1-5, N, [ and ]) in the reader. */
  singleKeys: z.boolean(),
  /** Name printed on a brief as its author; empty = none. */
  author: z
    .string()
    .max(200)
    .refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value)),
})
export type Settings = z.infer<typeof Settings>

export const defaultSettings: Settings = {
  lang: 'zh-TW',
  theme: 'system',
  textSize: 18,
  calendar: 'both',
  singleKeys: true,
  author: '',
}

/** What the settings screen shows of the app itself. */
export interface AppState {
  readonly version: string
  readonly libraryFolder: string
  /** The library process as it is now; later changes come as `library.changed`. */
  readonly library: { readonly state: 'starting' | 'ready' | 'restarting' | 'failed'; readonly code?: Code }
  /** Requests the network blocker refused since the app started. */
  readonly blockedRequests: number
  /** A preferences file that could not be read and was set aside, by name; null if all was well. */
  readonly preferencesSetAside: string | null
  readonly platform: 'linux' | 'darwin' | 'win32'
}
