import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { endApp, type Lang, startApp } from './app.ts'
import { openSample, selectWords } from './desk.ts'
import { words } from './words.ts'

/** Moderate rules that a reader by landmarks and headings depends on. */
const needed = ['landmark-one-main', 'page-has-heading-one']

/** Serious and critical violations on what is shown now, and needed rules that are broken, as short lines. */
async function faults(page: Page): Promise<string[]> {
  // A second page, which axe's usual mode opens, does not exist in Electron.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations
    .filter(({ id, impact }) => impact === 'serious' || impact === 'critical' || needed.includes(id))
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.slice(0, 160)}`),
    )
}

for (const theme of ['light', 'dark'] as const) {
  for (const lang of ['zh-TW', 'en'] satisfies Lang[]) {
    test(`no screen has a serious or critical fault (${theme}, ${lang})`, async () => {
      test.setTimeout(150_000)
      const say = words(lang)
      const running = await startApp({ lang, settings: { theme } })
      const { page } = running
      await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible()
      const found: Record<string, string[]> = { library: await faults(page) }
      await page.getByRole('button', { name: say('app:navigation.settings') }).click()
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      found.settings = await faults(page)
      await page.getByRole('button', { name: new RegExp(`^${say('app:navigation.library')}`) }).click()
      await openSample(page, 'un', lang)
      await selectWords(page, lang === 'en' ? 'On 26 August 2025' : '2025年8月26日')
      await page.keyboard.press('KeyN')
      await expect(page.getByRole('textbox').first()).toBeVisible()
      found.reader = await faults(page)
      await page.keyboard.press('Escape')
      await page.getByRole('radio', { name: say('reader:bar.parallel') }).check({ force: true })
      found.parallel = await faults(page)
      for (const tab of ['timeline', 'risks', 'positions', 'notes'] as const) {
        await page.getByRole('tab', { name: say(`reader:tab.${tab}`) }).click()
        await expect(page.getByRole('tabpanel')).toBeVisible()
        found[tab] = await faults(page)
      }
      await page.getByRole('button', { name: say('reader:bar.export'), exact: true }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      found.export = await faults(page)
      expect(found).toEqual(Object.fromEntries(Object.keys(found).map((screen) => [screen, []])))
      await endApp(running)
    })
  }
}

test('at 200 % zoom of a small window library and text have no fault, and nothing lies over anything else', async () => {
  test.setTimeout(120_000)
  const say = words('en')
  const running = await startApp({ lang: 'en' })
  const { page, app } = running
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.setMinimumSize(400, 300)
    window?.setContentSize(720, 450)
  })
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(720)
  const list = page.getByRole('list', { name: say('briefings:library.listName') })
  await expect(list.getByRole('listitem').first()).toBeVisible()
  const found: Record<string, string[]> = { library: await faults(page) }
  const bottom = await list.evaluate((element) => element.getBoundingClientRect().bottom)
  const beside = await page.locator('.today').evaluate((element) => element.getBoundingClientRect().top)
  expect(beside).toBeGreaterThanOrEqual(bottom)
  await openSample(page, 'un', 'en')
  found.text = await faults(page)
  for (const tab of ['timeline', 'risks', 'notes'] as const) {
    await page.getByRole('tab', { name: say(`reader:tab.${tab}`) }).click()
    await expect(page.getByRole('tabpanel')).toBeVisible()
    found[tab] = await faults(page)
  }
  expect(found).toEqual(Object.fromEntries(Object.keys(found).map((screen) => [screen, []])))
  await endApp(running)
})
