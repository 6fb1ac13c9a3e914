import { expect, test } from '@playwright/test'
import { endApp, type Lang, startApp } from './app.ts'

for (const lang of ['zh-TW', 'en'] satisfies Lang[]) {
  test(`the app opens a window with words in it (${lang})`, async () => {
    const running = await startApp({ lang })
    await expect(running.page.locator('body')).toHaveText(/\S/)
    expect(new URL(running.page.url()).protocol).toBe('app:')
    await endApp(running)
  })
}
