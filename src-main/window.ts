import { BrowserWindow, nativeTheme, screen } from 'electron'
import { appOrigin } from './app-protocol.ts'
import type { PreferencesStore, WindowState } from './preferences.ts'

const smallest = { width: 640, height: 480 }
const usual = { width: 1440, height: 900 }

/** How far a further window lies from the one it was opened from. */
const step = 28

/** Opens a window where the last one was left, if that place is still on a screen; a further one lies `beside` another. */
export function openWindow(
  preferences: PreferencesStore,
  preload: string,
  beside: BrowserWindow | null = null,
): BrowserWindow {
  const kept = beside === null ? preferences.window() : placeBeside(beside, preferences.window())
  const window = new BrowserWindow({
    ...usual,
    ...(kept && { width: kept.width, height: kept.height }),
    ...(kept && isOnScreen(kept) && { x: kept.x, y: kept.y }),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Briefdesk',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#111315' : '#eff1ee',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      enableWebSQL: false,
    },
  })
  if (kept?.maximized) window.maximize()
  window.once('ready-to-show', () => window.show())

  let loaded = Date.now()
  let diedAtLoad = 0
  const keep = () => {
    if (window.isDestroyed() || window.isMinimized()) return
    const maximized = window.isMaximized()
    const { x, y, width, height } = window.getNormalBounds()
    preferences.keepWindow({ x, y, width, height, maximized, zoom: window.webContents.getZoomFactor() })
  }
  window.on('close', keep)
  // Chromium keeps the zoom per origin between windows; the app's own value is set at every load.
  window.webContents.on('did-start-loading', () => {
    loaded = Date.now()
  })
  window.webContents.on('did-finish-load', () => {
    loaded = Date.now()
    window.webContents.setZoomFactor(preferences.window()?.zoom ?? 1)
  })
  window.webContents.on('render-process-gone', (_event, details) => {
    diedAtLoad = Date.now() - loaded < 1000 ? diedAtLoad + 1 : 0
    // A page that dies at every load would otherwise be loaded for ever; the words in its editors are drafts by now.
    if (details.reason !== 'clean-exit' && !window.isDestroyed() && diedAtLoad < 5) window.webContents.reload()
  })
  void window.loadURL(`${appOrigin}/index.html`)
  return window
}

function placeBeside(window: BrowserWindow, kept: WindowState | null): WindowState {
  const { x, y, width, height } = window.getNormalBounds()
  return { x: x + step, y: y + step, width, height, maximized: false, zoom: kept?.zoom ?? 1 }
}

/** Changes the zoom by steps of a tenth; 0 goes back to 100 %. */
export function zoom(window: BrowserWindow, steps: number, preferences: PreferencesStore): void {
  const factor = steps === 0 ? 1 : Math.min(3, Math.max(0.5, window.webContents.getZoomFactor() + steps * 0.1))
  window.webContents.setZoomFactor(factor)
  const { x, y, width, height } = window.getNormalBounds()
  preferences.keepWindow({ x, y, width, height, maximized: window.isMaximized(), zoom: factor })
}

function isOnScreen({ x, y, width }: WindowState): boolean {
  if (x === undefined || y === undefined) return false
  return screen.getAllDisplays().some(({ workArea: area }) => {
    const shows = Math.min(x + width, area.x + area.width) - Math.max(x, area.x)
    return shows >= 100 && y >= area.y && y < area.y + area.height - 50
  })
}

/** No window navigates, opens another, or holds a webview (security.md section 2). */
export function lockNavigation(contents: Electron.WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
