import { domainToUnicode } from 'node:url'
import { type BrowserWindow, clipboard, dialog, shell } from 'electron'
import { Refusal } from '../src-shared/ipc.ts'
import type { Lang } from '../src-shared/languages.ts'
import { safeLink } from '../src-shared/links.ts'
import { say } from './words.ts'

/**
 * Shows where a link leads and asks; only then hands it to the system (security.md section 4).
 * Copying is the default. Refuses anything but https, http and mailto.
 */
export async function askAndOpen(window: BrowserWindow | null, text: string, lang: Lang): Promise<void> {
  const link = safeLink(text)
  if (link === null) throw new Refusal('refused', { link: text.slice(0, 200) })
  const url = new URL(link)
  const host = url.protocol === 'mailto:' ? readable(url.pathname) : domainToUnicode(url.hostname)
  const detail =
    url.protocol === 'mailto:'
      ? say(lang, 'linkMail', { host, url: link })
      : say(lang, host === url.hostname ? 'linkHost' : 'linkHostTwoForms', { host, ascii: url.hostname, url: link })
  const options = {
    type: 'question' as const,
    message: say(lang, 'linkTitle'),
    detail,
    buttons: [say(lang, 'linkCopy'), say(lang, 'linkOpen'), say(lang, 'cancel')],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  }
  const { response } = await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options))
  if (response === 0) clipboard.writeText(link)
  if (response === 1) await shell.openExternal(link)
}

/** Percent signs resolved where they make sense. */
function readable(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
