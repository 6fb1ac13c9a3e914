import { expect, type Page, test } from '@playwright/test'
import { endApp, type Lang, startApp } from './app.ts'
import { openSample, stored } from './desk.ts'
import { words } from './words.ts'

const openTab = (page: Page, name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()

for (const lang of ['zh-TW', 'en'] satisfies Lang[]) {
  const say = words(lang)

  test(`an event and a cell are annotated by keyboard, and stay where they are after sorting and a restart (${lang})`, async () => {
    const running = await startApp({ lang })
    const { page } = running
    await openSample(page, 'waico', lang)

    await openTab(page, say('reader:tab.timeline'))
    const event = page.locator('tr[data-event="e03"]')
    await event.locator('[data-cell]').focus()
    await page.keyboard.press('KeyN')
    await expect(page.getByRole('textbox', { name: say('annotations:editor.note') })).toBeFocused()
    await page.keyboard.type('check the date')
    await page.keyboard.press('Control+Enter')
    await expect(event.locator('.target-marks')).toBeVisible()
    await expect(event.locator('[data-cell]')).toBeFocused()

    await openTab(page, say('reader:tab.risks'))
    const cell = page.locator('[data-mark="cell/r02/severity"]')
    await cell.focus()
    await page.keyboard.press('Digit3')
    await expect(cell.locator('.target-marks')).toBeVisible()
    await page.getByText(say('risks:grouping.flat'), { exact: true }).click()
    await page
      .getByRole('columnheader', { name: new RegExp(`^${say('risks:column.severity')}`) })
      .getByRole('button')
      .click()
    await expect(cell.locator('.target-marks')).toBeVisible()
    await expect(page.locator('td .target-marks')).toHaveCount(1)
    await running.close()

    const again = await startApp({ folder: running.folder })
    await openSample(again.page, 'waico', lang)
    await openTab(again.page, say('reader:tab.risks'))
    const mark = again.page.locator('[data-mark="cell/r02/severity"] .target-marks')
    await mark.click()
    await expect(again.page.getByRole('dialog').getByRole('article')).toHaveCount(1)
    await again.page.keyboard.press('Escape')
    await openTab(again.page, say('reader:tab.timeline'))
    await expect(again.page.locator('tr[data-event="e03"] .target-marks')).toBeVisible()
    expect((await stored(again.page, 'waico')).map(({ kind, note, target }) => [kind, note, target])).toEqual([
      ['keypoint', 'check the date', { type: 'event', id: 'e03' }],
      ['question', '', { type: 'cell', id: 'r02', column: 'severity', value: expect.any(String) }],
    ])
    await endApp(again)
  })
}
