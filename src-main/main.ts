import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, BrowserWindow, dialog, Menu, nativeTheme, session } from 'electron'
import { factChannel } from '../src-shared/channels.ts'
import type { Events } from '../src-shared/contract.ts'
import { registerAppScheme, serveApp } from './app-protocol.ts'
import { openGate } from './gate.ts'
import { followMoves } from './library/move.ts'
import { startLibrary } from './library-client.ts'
import { localeOf } from './locale.ts'
import { askForLibrary, isLost } from './lost-library.ts'
import { buildMenu } from './menu.ts'
import { openPreferences, readPreferences } from './preferences.ts'
import { pressClient } from './press-client.ts'
import { shellHandlers } from './shell.ts'
import { silenceChromium, silenceSession } from './silence.ts'
import { refusedSwitch } from './switches.ts'
import { lockNavigation, openWindow, zoom } from './window.ts'

const out = dirname(dirname(fileURLToPath(import.meta.url)))
/** Fonts and samples stand beside the app in a package and in `out` while developing. */
const resources = app.isPackaged ? process.resourcesPath : out

// A build for tests says so in its mode; every other packaged build keeps the side doors shut.
const sideDoor = app.isPackaged && import.meta.env.MODE !== 'test' ? refusedSwitch(process.argv.slice(1)) : null
if (sideDoor !== null) {
  console.error(`Briefdesk: this build does not accept --${sideDoor}`)
  app.exit(2)
} else if (!app.requestSingleInstanceLock()) {
  app.exit(0)
} else {
  app.setName('Briefdesk')
  // Root needs --no-sandbox (tests); every window asks for its sandbox by itself as well.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  silenceChromium()
  const { settings } = readPreferences(join(app.getPath('userData'), 'preferences.json')).values
  app.commandLine.appendSwitch('lang', localeOf(settings.lang))
  registerAppScheme()
  // No top-level await: Electron fires `ready` only after this module has been read to its end.
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      console.error(error)
      dialog.showErrorBox('案頭 Briefdesk', error instanceof Error ? error.message : String(error))
      app.exit(1)
    })
}

async function start(): Promise<void> {
  const folder = app.getPath('userData')
  mkdirSync(folder, { recursive: true })
  const preferences = openPreferences(
    folder,
    new Date()
      .toISOString()
      .replace(/[^0-9]/g, '')
      .slice(0, 14),
  )
  nativeTheme.themeSource = preferences.settings().theme
  const blocked = await silenceSession(session.defaultSession)
  serveApp(session.defaultSession, { renderer: join(out, 'renderer'), fonts: join(resources, 'fonts') })
  app.on('web-contents-created', (_event, contents) => lockNavigation(contents))

  const tell = <E extends keyof Events>(event: E, data: Events[E]) => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send(factChannel, event, data)
  }
  // An empty variable is no variable.
  const named = process.env.BRIEFDESK_LIBRARY || undefined
  const libraryFolder = named ?? preferences.library().folder ?? followMoves(join(folder, 'library'))
  let asking = false
  const findLibrary = async (lost: string) => {
    if (asking) return
    asking = true
    const found = await askForLibrary(library, mainWindow(), preferences.settings().lang, lost)
    if (found !== null && named === undefined) preferences.keepLibrary({ folder: found })
    asking = false
  }
  const library = startLibrary({
    entry: join(out, 'main/library-process.js'),
    folder: libraryFolder,
    samples: join(resources, 'samples'),
    expected: [preferences.library().opened, preferences.library().folder].includes(libraryFolder),
    onReady: (opened) => preferences.keepLibrary({ opened }),
    onFact: (event, data) => tell(event as keyof Events, data as never),
    onState: (state) => {
      if (state.state !== 'starting')
        tell('library.changed', { state: state.state, ...(state.code && { code: state.code }) })
      if (isLost(state)) void findLibrary(String(state.data?.folder ?? libraryFolder))
    },
  })
  const press = pressClient(join(out, 'main/press-process.js'))

  // The window in use: dialogs belong to it, and the menu means it.
  let lastUsed: BrowserWindow | null = null
  app.on('browser-window-focus', (_event, window) => {
    lastUsed = window
  })
  const mainWindow = () => {
    const known = lastUsed === null || lastUsed.isDestroyed() ? null : lastUsed
    return BrowserWindow.getFocusedWindow() ?? known ?? BrowserWindow.getAllWindows()[0] ?? null
  }
  const showMenu = () =>
    Menu.setApplicationMenu(
      buildMenu(preferences.settings().lang, {
        // Undo in one window must not undo in the other one as well.
        chosen: (item, window) => {
          const chosen = window instanceof BrowserWindow ? window : mainWindow()
          chosen?.webContents.send(factChannel, 'menu.chosen', { item })
        },
        newWindow: () => open(mainWindow()),
        zoom: (steps) => {
          const window = mainWindow()
          if (window) zoom(window, steps, preferences)
        },
        window: mainWindow,
      }),
    )
  openGate(
    shellHandlers({
      library,
      press,
      preferences,
      blocked,
      window: mainWindow,
      tell,
      settingsChanged: () => {
        nativeTheme.themeSource = preferences.settings().theme
        showMenu()
      },
    }),
    library,
  )
  showMenu()
  const open = (beside: BrowserWindow | null = null) =>
    openWindow(preferences, join(out, 'preload/preload.cjs'), beside)
  open()

  app.on('second-instance', () => {
    const window = mainWindow() ?? open()
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  })
  app.on('activate', () => {
    if (mainWindow() === null) open()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  let closed = false
  app.on('before-quit', (event) => {
    if (closed) return
    event.preventDefault()
    for (const window of BrowserWindow.getAllWindows()) window.close()
    press.close()
    void library.close().then(() => {
      closed = true
      app.quit()
    })
  })
}

process.on('uncaughtException', (error) => {
  console.error(error)
  if (app.isReady()) dialog.showErrorBox('Briefdesk', String(error.message))
})
