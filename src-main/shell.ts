import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { app, type BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions, shell } from 'electron'
import type { Briefing, ImportReport } from '../src-shared/briefings/briefing.ts'
import type { Contract, Events } from '../src-shared/contract.ts'
import type { Brief } from '../src-shared/exports/brief.ts'
import type { ExportOptions, ExportStage } from '../src-shared/exports/export.ts'
import { type Handlers, Refusal, type Reply } from '../src-shared/ipc.ts'
import type { AppState } from '../src-shared/settings/settings.ts'
import { askForFile } from './ask-for-file.ts'
import type { LibraryClient } from './library-client.ts'
import { askAndOpen } from './link.ts'
import type { PreferencesStore } from './preferences.ts'
import type { PressClient } from './press-client.ts'
import { exchangeHandlers } from './shell-exchange.ts'
import { libraryHandlers } from './shell-library.ts'
import { timelineHandlers } from './shell-timeline.ts'
import { say } from './words.ts'

export interface Shell {
  readonly library: LibraryClient
  readonly press: PressClient
  readonly preferences: PreferencesStore
  readonly blocked: () => number
  readonly window: () => BrowserWindow | null
  readonly tell: <E extends keyof Events>(event: E, data: Events[E]) => void
  readonly settingsChanged: () => void
}

/** The operations that need a dialog, the preferences or the press. */
export function shellHandlers(house: Shell): Handlers<Contract, 'shell'> {
  const jobs = new Map<string, AbortController>()
  const written = new Map<string, string>()
  const lang = () => house.preferences.settings().lang
  const askWhere = (options: SaveDialogOptions) => {
    const window = house.window()
    return window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options)
  }
  const askWhich = (options: OpenDialogOptions) => {
    const window = house.window()
    return window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options)
  }
  /** Asks where the PDF goes. Always .pdf, so that `open` can hand it to the system without ever starting a program. */
  const askForPdf = async (suggested: string): Promise<string> => {
    const words = { title: say(lang(), 'saveBrief'), kind: say(lang(), 'pdfFiles') }
    const path = await askForFile(askWhere, { ...words, suggested, extensions: ['pdf'] })
    if (path === null) throw new Refusal('cancelled')
    return path
  }
  /** Asks the library process something only the shell may ask. */
  const inner = async <T>(operation: string, input: unknown, request: string): Promise<T> =>
    unwrap((await house.library.call('inner', operation, input, request)) as Reply<T>)
  const open = async (id: string, request: string): Promise<Briefing> =>
    unwrap((await house.library.call('briefings', 'open', { id }, request)) as Reply<Briefing>)

  return {
    briefings: {
      importChosen: async ({ what }, { request }) => {
        const chosen = await askWhich({
          title: say(lang(), what === 'folder' ? 'chooseFolder' : 'chooseZip'),
          properties: [what === 'folder' ? 'openDirectory' : 'openFile'],
          ...(what === 'zip' && { filters: [{ name: say(lang(), 'zipFiles'), extensions: ['zip'] }] }),
        })
        const path = chosen.filePaths[0]
        return chosen.canceled || path === undefined ? null : inner<ImportReport>('importPath', { path }, request)
      },
    },
    annotations: exchangeHandlers({ inner, askWhere, askWhich, documents: () => app.getPath('documents'), lang }),
    events: timelineHandlers({ inner, open, askWhere, documents: () => app.getPath('documents'), lang }),
    exports: {
      brief: async ({ job, briefing, options }, { request }) => {
        // Known from the first moment on, so that a cancel is never too early.
        const control = new AbortController()
        const { signal } = control
        jobs.set(job, control)
        const go = <T>(value: T): T => {
          if (signal.aborted) throw new Refusal('cancelled')
          return value
        }
        try {
          const opened = go(await open(briefing, request))
          const out = go(await askForPdf(join(app.getPath('documents'), fileName(opened, options))))
          house.tell('exports.progressed', { job, stage: 'collecting' })
          const author = house.preferences.settings().author
          const brief = go(await inner<Brief>('composeBrief', { briefing, options, author }, request))
          const onStage = (stage: ExportStage) => house.tell('exports.progressed', { job, stage })
          const exported = await house.press.print({ job, brief, out, onStage, signal })
          written.set(job, exported.path)
          return exported
        } finally {
          jobs.delete(job)
        }
      },
      cancel: ({ job }) => {
        jobs.get(job)?.abort()
        return null
      },
      open: async ({ job, how }) => {
        const path = written.get(job)
        if (path === undefined) throw new Refusal('not-found')
        await access(path).catch(() => {
          throw new Refusal('not-found', { path })
        })
        if (how === 'folder') shell.showItemInFolder(path)
        // The one file this session wrote itself, a PDF; no path comes from the window.
        else await shell.openPath(path)
        return null
      },
    },
    sources: {
      openLink: async ({ url }) => {
        await askAndOpen(house.window(), url, lang())
        return null
      },
    },
    library: libraryHandlers({ ...house, inner, askWhich, lang }),
    settings: {
      get: () => house.preferences.settings(),
      change: (change) => {
        const settings = house.preferences.changeSettings(change)
        house.settingsChanged()
        house.tell('settings.changed', settings)
        return settings
      },
      state: () => ({
        version: app.getVersion(),
        libraryFolder: house.library.folder(),
        library: libraryState(house.library),
        blockedRequests: house.blocked(),
        preferencesSetAside: house.preferences.setAside,
        platform: process.platform as 'linux' | 'darwin' | 'win32',
      }),
    },
  }
}

/** What a window that opens later has missed. */
function libraryState(library: LibraryClient): AppState['library'] {
  const { state, code } = library.state()
  return { state, ...(code && { code }) }
}

function unwrap<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value
  throw new Refusal(reply.code, reply.data)
}

/** A file name that says what it is: slug, issue number, language. */
function fileName(briefing: Briefing, options: ExportOptions): string {
  return `${briefing.slug}-v${briefing.number}-${options.lang}.pdf`
}
