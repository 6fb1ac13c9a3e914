import { truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { endApp, type Lang, type RunningApp, startApp } from './app.ts'
import { openSample, selectWords, stored } from './desk.ts'
import { words } from './words.ts'

const quotes: Readonly<Record<Lang, string>> = {
  'zh-TW': '這是一項提案，不是既有機構',
  en: 'This is a proposal, not an institution',
}

const shot = (page: Page, name: string) =>
  process.env.BRIEFDESK_SHOTS ? page.screenshot({ path: `${process.env.BRIEFDESK_SHOTS}/${name}.png` }) : undefined

/** Marks the words and writes a note to them. */
async function note(page: Page, lang: Lang, text: string): Promise<void> {
  const say = words(lang)
  await page
    .getByRole('article')
    .getByRole('button', { name: say('annotations:card.edit') })
    .first()
    .click()
  const field = page.getByRole('textbox', { name: say('annotations:editor.note') })
  await field.fill(text)
  await field.press('Control+Enter')
  await expect.poll(async () => (await stored(page, 'waico'))[0]?.note).toBe(text)
}

async function marked(running: RunningApp, lang: Lang): Promise<void> {
  const say = words(lang)
  const { page } = running
  await openSample(page, 'waico', lang)
  await selectWords(page, quotes[lang])
  const bar = page.getByRole('toolbar', { name: say('annotations:bar.label') })
  await bar.getByRole('button', { name: say('app:kind.question.name') }).click()
  await expect.poll(async () => (await stored(page, 'waico')).length).toBe(1)
}

for (const lang of ['zh-TW', 'en'] satisfies Lang[]) {
  const say = words(lang)

  test(`an annotation deleted after a backup comes back by restoring it (${lang})`, async () => {
    const running = await startApp({ lang })
    const { page } = running
    const button = (name: string | RegExp) => page.getByRole('button', { name })
    await marked(running, lang)
    await note(page, lang, '查證章程草案')
    await page.keyboard.press('Control+1')
    await button(say('app:navigation.settings')).click()
    await button(say('library:care.backupNow')).click()
    await expect(page.locator('[data-said=backup]')).toHaveText(
      new RegExp(say('library:care.backedUp', { when: '.*\\d\\d:\\d\\d.*' })),
    )
    await button(say('library:care.verifyNow')).click()
    await expect(page.getByText(say('library:care.verifiedNow'), { exact: true })).toBeVisible()
    await expect(page.locator('[data-said=verify]')).toHaveText(/\d\d:\d\d/)

    await page.keyboard.press('Control+1')
    await openSample(page, 'waico', lang)
    await page
      .getByRole('article')
      .getByRole('button', { name: say('annotations:card.remove') })
      .first()
      .click()
    await expect.poll(async () => (await stored(page, 'waico')).length).toBe(0)
    await page.keyboard.press('Control+1')
    await button(say('app:navigation.settings')).click()
    await expect(page.locator('.care-removed li')).toHaveCount(1)
    await shot(page, `settings-${lang}`)
    await page.locator('.care-removed').scrollIntoViewIfNeeded()
    await shot(page, `settings-foot-${lang}`)

    await button(say('library:care.backups')).click()
    const dialog = page.getByRole('dialog', { name: say('library:backups.title') })
    await expect(dialog.locator('[data-backup]')).toHaveCount(1)
    await shot(page, `backups-${lang}`)
    await dialog.getByRole('button', { name: new RegExp(say('library:backups.previewOf', { when: '.*' })) }).click()
    await expect(
      dialog.getByText(say('library:backups.annotationsWould', { added: 1, changed: 0, removed: 0 })),
    ).toBeVisible()
    await shot(page, `preview-${lang}`)
    await dialog.getByRole('button', { name: say('library:backups.restore') }).click()
    await expect(dialog).toBeHidden({ timeout: 30_000 })
    await expect.poll(async () => (await stored(page, 'waico')).length).toBe(1)
    await expect(page.locator('.care-removed li')).toHaveCount(0)
    await endApp(running)
  })

  test(`every version of an annotation is kept; an older one is brought back, and that can be undone (${lang})`, async () => {
    const running = await startApp({ lang })
    const { page } = running
    await marked(running, lang)
    await note(page, lang, 'first words')
    await note(page, lang, 'second words')
    await page
      .getByRole('article')
      .getByRole('button', { name: say('library:history.open') })
      .first()
      .click()
    const dialog = page.getByRole('dialog', { name: say('library:history.title') })
    await expect(dialog.locator('.versions > li')).toHaveCount(3)
    await shot(page, `history-${lang}`)
    await dialog.locator('.versions > li').filter({ hasText: 'first words' }).getByRole('button').click()
    await expect(dialog).toBeHidden()
    await expect.poll(async () => (await stored(page, 'waico'))[0]?.note).toBe('first words')
    await expect(page.getByRole('article').getByText('first words').first()).toBeVisible()
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await stored(page, 'waico'))[0]?.note).toBe('second words')
    await endApp(running)
  })
}

test('a recovered library says so at every start until that is acknowledged', async () => {
  test.slow()
  const say = words('en')
  const first = await startApp({ lang: 'en', settings: { theme: 'dark' } })
  await marked(first, 'en')
  await first.close()
  await truncate(join(first.folder, 'library', 'library.sqlite'), 20_000)
  const report = ({ page }: RunningApp) => page.getByRole('dialog', { name: say('library:report.title') })
  const again = await startApp({ folder: first.folder })
  await expect(
    report(again).getByText(say('library:report.now', { briefings: 2, versions: 2, annotations: 1 })),
  ).toBeVisible()
  await again.page.waitForTimeout(300)
  await shot(again.page, 'report-dark')
  await again.page.keyboard.press('Escape')
  await expect(report(again)).toBeHidden()
  await again.close()
  const third = await startApp({ folder: first.folder })
  await report(third)
    .getByRole('button', { name: say('library:acknowledge') })
    .click()
  await expect(report(third)).toBeHidden()
  await third.page.getByRole('button', { name: say('app:navigation.settings') }).click()
  await third.page.locator('.care-removed').scrollIntoViewIfNeeded()
  await shot(third.page, 'settings-dark')
  await third.close()
  const fourth = await startApp({ folder: first.folder })
  await expect(fourth.page.getByRole('button', { name: say('app:navigation.settings') })).toBeVisible()
  await expect(report(fourth)).toBeHidden()
  await endApp(fourth)
})
