import { expect, test } from '@playwright/test'
import { endApp, type Lang, startApp } from './app.ts'
import { openSample, samples } from './desk.ts'
import { words } from './words.ts'

for (const lang of ['zh-TW', 'en'] satisfies Lang[]) {
  const say = words(lang)

  test(`a reader opens both samples and finds text, timeline, risks, positions and notes (${lang})`, async () => {
    const running = await startApp({ lang })
    const { page } = running
    for (const sample of ['waico', 'un'] as const) {
      await openSample(page, sample, lang)
      await expect(page.getByRole('region', { name: say('reader:head.bottomLine') })).toBeVisible()
      for (const tab of ['timeline', 'risks', 'positions', 'notes'] as const) {
        await page.getByRole('tab', { name: say(`reader:tab.${tab}`) }).click()
        const panel = page.getByRole('tabpanel')
        await expect(panel.getByRole('row').or(panel.getByRole('heading')).first()).toBeVisible()
      }
      await page.getByRole('button', { name: say('reader:bar.back'), exact: true }).click()
      await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible()
      await page.getByRole('button', { name: new RegExp(`^${say('app:navigation.library')}`) }).click()
    }
    await endApp(running)
  })

  test(`the 28 risks stand in five categories and their blanks stay blank (${lang})`, async () => {
    const running = await startApp({ lang })
    const { page } = running
    await openSample(page, 'un', lang)
    await page.getByRole('tab', { name: say('reader:tab.risks') }).click()
    const panel = page.getByRole('tabpanel')
    const names =
      lang === 'en'
        ? [
            'Economic fragmentation',
            'Space-based event',
            'Weapons of mass destruction',
            'A new pandemic',
            'Technology-driven power concentration',
          ]
        : ['經濟碎片化', '太空相關事件', '大規模毀滅性武器', '新興疫情與跨境傳染病風險', '科技導致的權力高度集中化']
    for (const name of names) await expect(panel.getByText(name).first()).toBeVisible()
    await expect(panel.getByText('4.2').first()).toBeVisible()
    await expect(panel.getByText(say('risks:missing.unpublished')).first()).toBeVisible()
    await endApp(running)
  })

  test(`an event opens the passage it rests on (${lang})`, async () => {
    const running = await startApp({ lang })
    const { page } = running
    await openSample(page, 'waico', lang)
    await page.getByRole('tab', { name: say('reader:tab.timeline') }).click()
    const event = lang === 'en' ? /2025-07-26/ : /民國114年7月26日/
    const row = page.getByRole('row', { name: event }).first()
    await row.getByRole('button', { name: /¶/ }).first().click()
    await expect(page.getByRole('tab', { name: say('reader:tab.text') })).toHaveAttribute('aria-selected', 'true')
    await expect(page.locator('article [data-at]').first()).toBeVisible()
    await endApp(running)
  })
}

test('the interface changes its language without a restart, and the text follows its own switch', async () => {
  const running = await startApp({ lang: 'zh-TW' })
  const { page } = running
  const zh = words('zh-TW')
  const en = words('en')
  await page.getByRole('button', { name: zh('app:navigation.settings') }).click()
  await page.getByRole('radio', { name: 'English' }).first().check({ force: true })
  await expect(page.getByRole('heading', { name: en('settings:title'), level: 1 })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.getByRole('button', { name: new RegExp(`^${en('app:navigation.library')}`) }).click()
  await openSample(page, 'waico', 'en')
  await page.getByRole('radio', { name: en('reader:language.zh-TW') }).check({ force: true })
  await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toContainText(samples.waico['zh-TW'])
  await page.getByRole('radio', { name: en('reader:bar.parallel') }).check({ force: true })
  const article = page.getByRole('article').first()
  await expect(article).toContainText(samples.waico['zh-TW'])
  await expect(article).toContainText(samples.waico.en)
  await endApp(running)
})

test('the place in a briefing is kept', async () => {
  const running = await startApp({ lang: 'en' })
  await openSample(running.page, 'un', 'en')
  const heading = running.page.getByRole('article').getByRole('heading', { level: 2 }).nth(6)
  const title = (await heading.textContent()) ?? ''
  await running.page.getByRole('navigation').getByRole('button', { name: title }).click()
  await expect(heading).toBeInViewport()
  await running.page.waitForTimeout(1500)
  await running.close()
  const again = await startApp({ folder: running.folder })
  await openSample(again.page, 'un', 'en')
  await expect(again.page.getByRole('article').getByRole('heading', { name: title })).toBeInViewport()
  await endApp(again)
})
