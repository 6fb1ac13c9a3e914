import { app, type BaseWindow, type BrowserWindow, dialog, Menu, type MenuItemConstructorOptions } from 'electron'
import type { Events } from '../src-shared/contract.ts'
import type { Lang } from '../src-shared/languages.ts'
import { say } from './words.ts'

export type MenuItem = Events['menu.chosen']['item']

export interface MenuDuties {
  /** Carried out by the window the menu belongs to, and by no other. */
  readonly chosen: (item: MenuItem, window: BaseWindow | undefined) => void
  readonly newWindow: () => void
  readonly zoom: (steps: number) => void
  readonly window: () => BrowserWindow | null
}

/** The application menu in a language. Keys follow ux.md section 6; those of input methods are left alone. */
export function buildMenu(lang: Lang, duties: MenuDuties): Menu {
  const t = (key: Parameters<typeof say>[1]) => say(lang, key)
  const item = (
    key: Parameters<typeof say>[1],
    chosen: MenuItem,
    accelerator?: string,
  ): MenuItemConstructorOptions => ({
    label: t(key),
    click: (_item, window) => duties.chosen(chosen, window),
    // The window itself hears the keys that must not fire inside a text field or while composing.
    ...(accelerator && { accelerator, registerAccelerator: false }),
  })
  const line: MenuItemConstructorOptions = { type: 'separator' }
  const mac = process.platform === 'darwin'
  const about: MenuItemConstructorOptions = {
    label: t('about'),
    click: () => {
      const options = { message: say(lang, 'aboutText', { version: app.getVersion() }), title: t('about') }
      const window = duties.window()
      void (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options))
    },
  }
  const settings = item('settings', 'settings', mac ? 'Cmd+,' : 'Ctrl+5')
  const quit: MenuItemConstructorOptions = { label: t('quit'), role: 'quit' }
  return Menu.buildFromTemplate([
    ...(mac ? [{ label: t('app'), submenu: [about, line, settings, line, quit] }] : []),
    {
      label: t('file'),
      submenu: [
        { label: t('newWindow'), accelerator: 'CmdOrCtrl+Shift+N', click: () => duties.newWindow() },
        line,
        item('importFolder', 'import-folder', 'CmdOrCtrl+I'),
        item('importZip', 'import-zip'),
        item('importAnnotations', 'import-annotations'),
        line,
        item('export', 'export', 'CmdOrCtrl+P'),
        item('exportAnnotations', 'export-annotations'),
        ...(mac ? [] : [line, settings, line, quit]),
      ],
    },
    {
      label: t('edit'),
      submenu: [
        item('undo', 'undo', 'CmdOrCtrl+Z'),
        item('redo', 'redo', 'CmdOrCtrl+Shift+Z'),
        line,
        { label: t('cut'), role: 'cut' },
        { label: t('copy'), role: 'copy' },
        { label: t('paste'), role: 'paste' },
        { label: t('selectAll'), role: 'selectAll' },
      ],
    },
    {
      label: t('view'),
      submenu: [
        item('library', 'library', 'CmdOrCtrl+1'),
        line,
        item('textLarger', 'text-larger'),
        item('textSmaller', 'text-smaller'),
        item('textReset', 'text-reset'),
        line,
        { label: t('zoomIn'), accelerator: 'CmdOrCtrl+Plus', click: () => duties.zoom(1) },
        { label: t('zoomIn'), accelerator: 'CmdOrCtrl+=', visible: false, click: () => duties.zoom(1) },
        { label: t('zoomOut'), accelerator: 'CmdOrCtrl+-', click: () => duties.zoom(-1) },
        { label: t('zoomReset'), accelerator: 'CmdOrCtrl+0', click: () => duties.zoom(0) },
        line,
        { label: t('fullScreen'), role: 'togglefullscreen' },
      ],
    },
    {
      label: t('window'),
      submenu: [
        { label: t('minimize'), role: 'minimize' },
        { label: t('close'), role: 'close' },
      ],
    },
    ...(mac ? [] : [{ label: t('help'), submenu: [about] }]),
  ])
}
