import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { followMoves } from '../library/move.ts'

export interface Place {
  readonly folder: string
  /** A library is known to have been here: where there is none now, none is made. */
  readonly expected: boolean
}

const Preferred = z.object({
  folder: z.string().min(1).nullable().catch(null),
  opened: z.string().min(1).nullable().catch(null),
})

/** The library the app uses when nothing else is said: also where the reader moved it. */
export function defaultPlace({ env, platform }: Pick<NodeJS.Process, 'env' | 'platform'>): Place {
  // Set to nothing is not set.
  if (env.BRIEFDESK_LIBRARY) return { folder: env.BRIEFDESK_LIBRARY, expected: false }
  const data =
    platform === 'win32'
      ? (env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'))
      : platform === 'darwin'
        ? join(homedir(), 'Library', 'Application Support')
        : env.XDG_CONFIG_HOME || join(homedir(), '.config')
  const usual = join(data, 'Briefdesk', 'library')
  const { folder: chosen, opened } = preferredIn(join(data, 'Briefdesk'))
  const folder = chosen ?? followMoves(usual)
  return { folder, expected: folder !== usual || opened === folder }
}

/** Where the app keeps its library, as far as its preferences can be read. */
function preferredIn(folder: string): z.infer<typeof Preferred> {
  try {
    const raw: unknown = JSON.parse(readFileSync(join(folder, 'preferences.json'), 'utf8'))
    return z.object({ library: Preferred }).parse(raw).library
  } catch {
    return { folder: null, opened: null }
  }
}
