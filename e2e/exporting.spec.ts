import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { endApp, type Lang, type RunningApp, startApp } from './app.ts'
import { openSample, selectWords } from './desk.ts'
import { words } from './words.ts'

/** The system's save dialog answers with this path. */
const answerWith = ({ app }: RunningApp, filePath: string) =>
  app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: path })
  }, filePath)

const run = (tool: string, ...args: string[]) =>
  execFileSync(tool, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
/** Keeps the longest time between two frames of the window, in milliseconds. */
function watchFrames(): void {
  const kept = window as unknown as { longestGap: number }
  kept.longestGap = 0
  let last = performance.now()
  const next = (now: number) => {
    kept.longestGap = Math.max(kept.longestGap, now - last)
    last = now
    requestAnimationFrame(next)
  }
  requestAnimationFrame(next)
}

const bare = (text: string) => text.normalize('NFC').replace(/\s+/g, '')

for (const lang of ['zh-TW', 'en'] satisfies Lang[]) {
  test(`a brief leaves the reader as a PDF with marking, page numbers and my annotations (${lang})`, async () => {
    const say = words(lang)
    const running = await startApp({ lang })
    const { page, folder } = running
    const out = join(folder, 'brief.pdf')
    await openSample(page, 'waico', lang)
    const quote = lang === 'en' ? 'This is a proposal, not an institution' : '這是一項提案，不是既有機構'
    await selectWords(page, quote)
    await page.keyboard.press('KeyN')
    const note = page.getByRole('textbox', { name: say('annotations:editor.note') })
    await note.fill('帶進紙本的筆記 for the paper')
    await note.press('Control+Enter')
    await answerWith(running, out)
    await page.evaluate(watchFrames)
    await page.getByRole('button', { name: say('reader:bar.export'), exact: true }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('exports:dialog.export'), exact: true })
      .click()
    await expect(page.getByRole('button', { name: say('exports:dialog.show') })).toBeVisible({ timeout: 40_000 })
    // Typesetting takes seconds in its own process: the window may stutter on a busy machine, but never stands still.
    expect(await page.evaluate(() => (window as unknown as { longestGap: number }).longestGap)).toBeLessThan(1500)

    const text = bare(run('pdftotext', '-raw', out, '-'))
    const pages = Number(/Pages:\s+(\d+)/.exec(run('pdfinfo', out))?.[1])
    const label = lang === 'en' ? `Page1of${pages}` : `第1頁／共${pages}頁`
    for (const wanted of [quote, '帶進紙本的筆記', 'TLP:GREEN', label]) expect(text).toContain(bare(wanted))
    expect(readdirSync(folder).filter((name) => name.includes('pdf'))).toEqual(['brief.pdf'])
    await endApp(running)
  })
}

test('a cancel pressed at once is not too early', async () => {
  const running = await startApp({ lang: 'en' })
  const { page, folder } = running
  const out = join(folder, 'brief.pdf')
  await answerWith(running, out)
  const reply = await page.evaluate(async () => {
    const { bridge } = window as unknown as {
      bridge: { call: (...all: unknown[]) => Promise<{ value: { id: string }[] }> }
    }
    const [briefing] = (await bridge.call('briefings', 'list', {})).value
    const job = '01a1ff8d-0000-7000-8000-000000000001'
    const options = { lang: 'en', timeline: true, risks: true, notes: true, annotations: true, calendar: 'both' }
    const exported = bridge.call('exports', 'brief', { job, briefing: briefing?.id, options })
    await bridge.call('exports', 'cancel', { job })
    return exported
  })
  expect([reply, existsSync(out)]).toEqual([{ ok: false, code: 'cancelled', data: {} }, false])
  await endApp(running)
})

test('a cancelled export leaves no file', async () => {
  const say = words('en')
  const running = await startApp({ lang: 'en' })
  const { page, folder } = running
  const out = join(folder, 'brief.pdf')
  await openSample(page, 'un', 'en')
  await answerWith(running, out)
  await page.getByRole('button', { name: say('reader:bar.export'), exact: true }).click()
  await page
    .getByRole('dialog')
    .getByRole('radio', { name: say('exports:dialog.languages.both') })
    .check({ force: true })
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('exports:dialog.export'), exact: true })
    .click()
  await page.getByRole('button', { name: say('exports:dialog.stop') }).click()
  await expect(page.getByRole('button', { name: say('exports:dialog.stop') })).toHaveCount(0)
  await page.waitForTimeout(500)
  expect([existsSync(out), readdirSync(folder).filter((name) => /pdf/.test(name))]).toEqual([false, []])
  await endApp(running)
})

for (const lang of ['zh-TW', 'en'] satisfies Lang[]) {
  test(`a place that cannot be written to, or is gone, is named as the cause (${lang})`, async () => {
    const say = words(lang)
    const running = await startApp({ lang })
    const { page, folder } = running
    await openSample(page, 'waico', lang)
    await page.getByRole('button', { name: say('reader:bar.export'), exact: true }).click()
    const dialog = page.getByRole('dialog')
    for (const path of ['/proc/brief.pdf', join(folder, 'gone', 'brief.pdf')]) {
      await answerWith(running, path)
      await dialog.getByRole('button', { name: say('exports:dialog.export'), exact: true }).click()
      await expect(dialog.getByRole('alert')).toHaveText(say('exports:dialog.fault.place', { path }), {
        timeout: 40_000,
      })
    }
    await endApp(running)
  })
}

test('annotations go to paper whichever tab was looked at since they were made', async () => {
  const say = words('en')
  const running = await startApp({ lang: 'en' })
  const { page, folder } = running
  const out = join(folder, 'brief.pdf')
  await openSample(page, 'waico', 'en')
  await selectWords(page, 'This is a proposal, not an institution')
  await page.keyboard.press('KeyN')
  const note = page.getByRole('textbox', { name: say('annotations:editor.note') })
  await note.fill('a note that must be printed')
  await note.press('Control+Enter')
  await page.getByRole('tab', { name: say('reader:tab.timeline') }).click()
  await expect(page.getByRole('tabpanel').getByRole('row').first()).toBeVisible()
  await answerWith(running, out)
  await page.getByRole('button', { name: say('reader:bar.export'), exact: true }).click()
  const dialog = page.getByRole('dialog')
  const mine = dialog.getByRole('checkbox', { name: say('exports:dialog.annotations_one', { count: 1 }) })
  await expect(mine).toBeChecked()
  await expect(mine).toBeEnabled()
  await dialog.getByRole('button', { name: say('exports:dialog.export'), exact: true }).click()
  await expect(page.getByRole('button', { name: say('exports:dialog.show') })).toBeVisible({ timeout: 40_000 })
  expect(bare(run('pdftotext', '-raw', out, '-'))).toContain(bare('a note that must be printed'))
  await endApp(running)
})
