import { expect, type Page, test } from '@playwright/test'
import { endApp, type Lang, startApp } from './app.ts'
import { openSample, selectWords, stored } from './desk.ts'
import { words } from './words.ts'

const quotes: Readonly<Record<Lang, string>> = {
  'zh-TW': '這是一項提案',
  en: 'This is a proposal',
}
const others: Readonly<Record<Lang, string>> = { 'zh-TW': '世界人工智能', en: 'An academic preprint' }

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

  test(`an annotation is put on other words by keyboard, which can be taken back (${lang})`, async () => {
    const running = await startApp({ lang })
    const { page } = running
    await openSample(page, 'waico', lang)
    await selectWords(page, quotes[lang])
    await page.keyboard.press('Digit3')
    const exact = async () =>
      (await stored(page, 'waico')).map(({ kind, target }) => [kind, target.selectors?.[0]?.exact])
    await expect.poll(exact).toEqual([['question', quotes[lang]]])
    await page.keyboard.press('BracketRight')
    await expect(page.locator('[data-annotation] .card-head')).toBeFocused()
    await page.keyboard.press('KeyA')
    await expect(page.getByRole('toolbar', { name: say('annotations:adjust.label') })).toBeVisible()
    const steps = lang === 'en' ? 19 : 9
    for (let step = 0; step < steps; step += 1) await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Enter')
    await expect.poll(async () => String((await exact())[0]?.[1]).length).toBeGreaterThan(quotes[lang].length)
    expect(String((await exact())[0]?.[1])).toContain(quotes[lang])
    await expect(page.locator('[data-annotation] .card-head')).toBeFocused()
    await page.keyboard.press('Control+z')
    await expect.poll(exact).toEqual([['question', quotes[lang]]])
    await endApp(running)
  })

  test(`an action has a day, is done, and is linked to another annotation (${lang})`, async () => {
    const running = await startApp({ lang })
    const { page } = running
    await openSample(page, 'waico', lang)
    await selectWords(page, quotes[lang])
    await page.keyboard.press('Digit4')
    await expect.poll(async () => (await stored(page, 'waico')).length).toBe(1)
    await selectWords(page, others[lang])
    await page.keyboard.press('Digit1')
    await expect.poll(async () => (await stored(page, 'waico')).length).toBe(2)
    const [action, fact] = await stored(page, 'waico')
    await page.locator(`[data-annotation="${action?.id}"] .card-head`).click()
    await page.getByLabel(say('annotations:task.due'), { exact: true }).fill('2020-01-31')
    await page.getByLabel(say('annotations:task.due'), { exact: true }).press('Enter')
    const card = page.locator(`[data-annotation="${action?.id}"]`)
    await expect(card.getByText(say('annotations:task.overdue'))).toBeVisible()
    // The tick comes with the library's answer.
    await card.getByRole('checkbox', { name: say('annotations:task.done') }).click()
    await expect(card.getByRole('checkbox', { name: say('annotations:task.done') })).toBeChecked()
    await expect(card.getByText(say('annotations:task.overdue'))).toBeHidden()
    await card.getByRole('button', { name: say('annotations:links.add') }).click()
    await page.getByRole('combobox', { name: say('annotations:links.search') }).fill(others[lang])
    await page.keyboard.press('Enter')
    await expect(card.getByRole('list', { name: say('annotations:links.name') }).getByRole('listitem')).toHaveCount(1)
    // The open card may lie over the next one; by keyboard it is reached all the same.
    await page.locator(`[data-annotation="${fact?.id}"] .card-head`).press('Space')
    const other = page.locator(`[data-annotation="${fact?.id}"]`)
    await expect(other.getByRole('list', { name: say('annotations:links.name') })).toContainText(quotes[lang])
    await endApp(running)
  })
}
