import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { endApp, startApp } from './app.ts'
import { ask, openSample, selectWords, stored } from './desk.ts'
import { words } from './words.ts'

/** A start on a preferences file as it may be found after an accident. */
async function withPreferences(content: string | Uint8Array) {
  const folder = await mkdtemp(join(tmpdir(), 'briefdesk-e2e-'))
  await mkdir(join(folder, 'preferences'))
  await writeFile(join(folder, 'preferences/preferences.json'), content)
  return { folder, running: await startApp({ folder }) }
}

for (const [name, content] of [
  ['empty', ''],
  ['cut in the middle', '{"settings":{"lang":"en","the'],
  ['filled with NUL', new Uint8Array(200)],
  ['with wrong values', '{"settings":{"lang":"fr","textSize":900}}'],
  ['a list', '[1,2]'],
] as const) {
  test(`a preferences file ${name} is set aside with a notice, and the app opens`, async () => {
    const { folder, running } = await withPreferences(content)
    const { page } = running
    const say = words('zh-TW')
    // The first start also takes in the samples; a busy machine needs a moment for that.
    await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(2, { timeout: 30_000 })
    const aside = (await readdir(join(folder, 'preferences'))).filter((each) => each.startsWith('preferences.damaged-'))
    expect(aside).toHaveLength(1)
    expect(new Uint8Array(await readFile(join(folder, 'preferences', aside[0] ?? '')))).toEqual(
      typeof content === 'string' ? new TextEncoder().encode(content) : content,
    )
    await page.getByRole('button', { name: say('app:navigation.settings') }).click()
    await expect(page.getByRole('main').getByText(aside[0] ?? '')).toBeVisible()
    await endApp(running)
  })
}

test('one wrong value in the preferences loses that value and no other', async () => {
  const { running } = await withPreferences('{"settings":{"lang":"en","theme":"dark","textSize":900}}')
  await expect(running.page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(running.page.locator('html')).toHaveAttribute('lang', 'en')
  await endApp(running)
})

test('a second start brings the first window forward, ends, and leaves the library as it is', async () => {
  const running = await startApp({ lang: 'en' })
  await openSample(running.page, 'waico', 'en')
  await selectWords(running.page, 'This is a proposal, not an institution')
  await running.page.keyboard.press('Digit1')
  await expect.poll(async () => (await stored(running.page, 'waico')).length).toBe(1)
  const before = await stored(running.page, 'waico')
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  const switches = process.env.BRIEFDESK_ELECTRON_SWITCHES?.split(' ').filter(Boolean) ?? []
  const second = spawn(
    join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? '', 'electron'),
    [...switches, `--user-data-dir=${join(running.folder, 'preferences')}`, process.cwd()],
    { env: { ...process.env, BRIEFDESK_LIBRARY: join(running.folder, 'library') }, stdio: 'ignore' },
  )
  expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0)
  const windows = await running.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.isMinimized()),
  )
  expect(windows).toEqual([false])
  expect(await stored(running.page, 'waico')).toEqual(before)
  // The first one still writes, and what it wrote is there at its next start.
  await running.page.keyboard.press('Digit2')
  await expect.poll(async () => (await stored(running.page, 'waico')).map(({ kind }) => kind)).toEqual(['judgement'])
  await running.close()
  const again = await startApp({ folder: running.folder })
  expect((await stored(again.page, 'waico')).map(({ kind }) => kind)).toEqual(['judgement'])
  expect(await ask(again.page, 'library', 'verify', {})).toMatchObject({ ok: true, counts: { annotations: 1 } })
  await endApp(again)
})

test('settings, zoom and the size of the window are there after a restart', async () => {
  const running = await startApp({ lang: 'en' })
  await running.page.getByRole('button', { name: words('en')('app:navigation.settings') }).click()
  await running.page.getByRole('radio', { name: words('en')('settings:theme.dark') }).click({ force: true })
  await expect(running.page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1111, 777))
  await running.page.waitForTimeout(300)
  await running.close()
  const again = await startApp({ folder: running.folder })
  await expect(again.page.locator('html')).toHaveAttribute('data-theme', 'dark')
  const size = await again.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize())
  expect(size).toEqual([1111, 777])
  await endApp(again)
})
