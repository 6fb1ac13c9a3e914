import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { endApp, type Lang, type RunningApp, startApp } from './app.ts'
import { openSample, selectWords, stored } from './desk.ts'
import { words } from './words.ts'

const answerWith = ({ app }: RunningApp, path: string) =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
  }, path)

/** A copy of the WAICO sample with some words changed. */
async function changedSample(file: string, from: string, to: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'briefdesk-folder-'))
  await cp('samples/waico', folder, { recursive: true })
  const text = await readFile(join(folder, file), 'utf8')
  if (!text.includes(from)) throw new Error(`the sample does not say: ${from}`)
  await writeFile(join(folder, file), text.replace(from, to))
  return folder
}

async function importFolder(running: RunningApp, lang: Lang, folder: string): Promise<void> {
  await answerWith(running, folder)
  await running.page.getByRole('button', { name: words(lang)('briefings:import.button') }).click()
  await running.page.getByRole('menuitem', { name: words(lang)('briefings:import.folder') }).click()
}

for (const lang of ['zh-TW', 'en'] satisfies Lang[]) {
  test(`a changed folder becomes version 2 and the annotations stay (${lang})`, async () => {
    const say = words(lang)
    const running = await startApp({ lang })
    const { page } = running
    await openSample(page, 'waico', lang)
    await selectWords(page, lang === 'en' ? 'This is a proposal, not an institution' : '這是一項提案，不是既有機構')
    await page.keyboard.press('Digit1')
    await expect.poll(async () => (await stored(page, 'waico')).length).toBe(1)
    await page.getByRole('button', { name: say('reader:bar.back'), exact: true }).click()
    const folder = await changedSample('briefing.yaml', 'issued: 2026-07-10', 'issued: 2026-07-11')
    await importFolder(running, lang, folder)
    await expect(page.getByText('2026-07-11').first()).toBeVisible()
    const [annotation, ...others] = await stored(page, 'waico')
    expect([others.length, annotation?.kind, annotation?.resolution.status]).toEqual([0, 'fact', 'exact'])
    await rm(folder, { recursive: true })
    await endApp(running)
  })

  test(`what is wrong in a folder is named by file and line, and nothing of it is kept (${lang})`, async () => {
    const say = words(lang)
    const running = await startApp({ lang })
    const { page } = running
    await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(2)
    const folder = await changedSample('timeline.csv', '2015-06-29', '2015-06-31')
    await importFolder(running, lang, folder)
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('heading', { name: say('briefings:import.refusedTitle') })).toBeVisible()
    await expect(dialog).toContainText('timeline.csv')
    await expect(dialog).toContainText(say('briefings:import.line', { line: 2 }))
    await dialog.getByRole('button', { name: say('briefings:import.done'), exact: true }).click()
    await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(2)
    await rm(folder, { recursive: true })
    await endApp(running)
  })
}
