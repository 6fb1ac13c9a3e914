import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { endApp, type Lang, type RunningApp, startApp } from './app.ts'
import { openSample } from './desk.ts'
import { words } from './words.ts'

const saveAs = ({ app }: RunningApp, path: string) =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen })
  }, path)

for (const lang of ['zh-TW', 'en'] satisfies Lang[]) {
  test(`a timeline goes to a drawing and, by keyboard alone, to a calendar (${lang})`, async () => {
    const say = words(lang)
    const folder = await mkdtemp(join(tmpdir(), 'briefdesk-timeline-'))
    const running = await startApp({ lang })
    const { page } = running
    await openSample(page, 'waico', lang)
    await page.getByRole('tab', { name: new RegExp(`^${say('reader:tab.timeline')}`) }).click()
    const button = page.getByRole('button', { name: say('events:export.button'), exact: true })

    // A name without its ending gets one.
    await saveAs(running, join(folder, 'drawing'))
    await button.click()
    await page.getByRole('menuitem', { name: 'SVG' }).click()
    const drawing = join(folder, 'drawing.svg')
    await expect(page.locator('.toast')).toContainText(drawing)
    const svg = await readFile(drawing, 'utf8')

    await saveAs(running, join(folder, 'calendar.ics'))
    await button.focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await expect(page.locator('.toast')).toContainText('calendar.ics')
    await expect(button).toBeFocused()
    const calendar = await readFile(join(folder, 'calendar.ics'), 'utf8')

    expect([svg.startsWith('<svg '), svg.includes('TLP:GREEN'), calendar.match(/^BEGIN:VEVENT\r$/gm)?.length]).toEqual([
      true,
      true,
      47,
    ])
    await endApp(running)
    await rm(folder, { recursive: true, force: true })
  })
}
