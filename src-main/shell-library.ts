import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type OpenDialogOptions, type OpenDialogReturnValue, shell } from 'electron'
import type { Contract } from '../src-shared/contract.ts'
import { type Handlers, Refusal, type Reply } from '../src-shared/ipc.ts'
import type { Lang } from '../src-shared/languages.ts'
import type { LibraryState, Moved } from '../src-shared/library/library.ts'
import { placesIn, secondBackups } from './library/disk.ts'
import type { Task } from './library/open-safely.ts'
import type { LibraryClient } from './library-client.ts'
import type { PreferencesStore } from './preferences.ts'
import { say } from './words.ts'

export interface LibraryDuties {
  readonly library: LibraryClient
  readonly preferences: PreferencesStore
  readonly inner: <T>(operation: string, input: unknown, request: string) => Promise<T>
  readonly askWhich: (options: OpenDialogOptions) => Promise<OpenDialogReturnValue>
  readonly lang: () => Lang
}

/** The operations on the library itself that need a dialog or a new library process. */
export function libraryHandlers({
  library,
  preferences,
  inner,
  askWhich,
  lang,
}: LibraryDuties): Handlers<Contract, 'shell'>['library'] {
  /** A new process does the task; what it could not do is refused, and the library of before goes on. */
  const afresh = async (task: Task): Promise<string> => {
    const done = await library.restart({ task })
    if (!done.ok) throw new Refusal(done.code, done.data)
    if (done.outcome?.ok === false) throw new Refusal(done.outcome.code ?? 'internal', done.outcome.data)
    return done.folder
  }
  const askFolder = async (title: 'chooseSecondFolder' | 'chooseLibraryFolder'): Promise<string | null> => {
    const chosen = await askWhich({ title: say(lang(), title), properties: ['openDirectory', 'createDirectory'] })
    return chosen.canceled ? null : (chosen.filePaths[0] ?? null)
  }
  const state = async (request: string): Promise<LibraryState> => {
    const reply = (await library.call('library', 'state', {}, request)) as Reply<LibraryState>
    if (reply.ok) return reply.value
    throw new Refusal(reply.code, reply.data)
  }

  return {
    restore: async ({ backup }, { request }) => {
      const from = await inner<string>('prepareRestore', { backup }, request)
      await afresh({ type: 'restore', from })
      return null
    },
    recover: async () => {
      await afresh({ type: 'recover' })
      return null
    },
    chooseSecondFolder: async (_, { request }) => {
      const folder = await askFolder('chooseSecondFolder')
      return folder === null ? null : inner<string>('setSecondFolder', { folder }, request)
    },
    move: async (): Promise<Moved | null> => {
      const chosen = await askFolder('chooseLibraryFolder')
      if (chosen === null) return null
      const from = library.folder()
      // A folder of its own, so that its files are not strewn among others.
      const to = await afresh({ type: 'move', to: join(chosen, 'Briefdesk library') })
      preferences.keepLibrary({ folder: to, opened: to })
      return { from, to }
    },
    show: async ({ what }, { request }) => {
      const { folder, secondFolder, report } = await state(request)
      const place = {
        library: folder,
        backups: placesIn(folder).backups,
        second: secondFolder === null ? null : join(secondFolder.folder, secondBackups),
        report: report === null ? null : join(report.setAside, 'report.txt'),
      }[what]
      if (place === null || !existsSync(place)) throw new Refusal('not-found', { what, ...(place && { path: place }) })
      // A folder is opened; a report is shown in its folder, so that no program is started by a file.
      if (what === 'report') shell.showItemInFolder(place)
      else await shell.openPath(place)
      return null
    },
  }
}
