import { expect, type Page, test } from '@playwright/test'
import { endApp, killApp, type Lang, startApp } from './app.ts'
import { draftsOf, openSample, selectWords, stored } from './desk.ts'
import { words } from './words.ts'

const quotes: Readonly<Record<Lang, string>> = {
  'zh-TW': '這是一項提案，不是既有機構',
  en: 'This is a proposal, not an institution',
}

for (const lang of ['zh-TW', 'en'] satisfies Lang[]) {
  const say = words(lang)

  test(`words marked by mouse with a note and tags are there after a restart (${lang})`, async () => {
    const running = await startApp({ lang })
    const { page } = running
    await openSample(page, 'waico', lang)
    await selectWords(page, quotes[lang])
    const bar = page.getByRole('toolbar', { name: say('annotations:bar.label') })
    await bar.getByRole('button', { name: say('app:kind.question.name') }).click()
    await expect(page.getByText(new RegExp(say('reader:status.saved', { time: '\\d' })))).toBeVisible()
    await page
      .getByRole('article')
      .getByRole('button', { name: say('annotations:card.edit') })
      .first()
      .click()
    await page.getByRole('textbox', { name: say('annotations:editor.note') }).fill('查證章程草案\nCheck the draft')
    await page.getByRole('combobox', { name: new RegExp(`^${say('annotations:editor.tags')}`) }).fill('章程, follow-up')
    await page.getByRole('textbox', { name: say('annotations:editor.note') }).press('Control+Enter')
    await expect.poll(async () => (await stored(page, 'waico'))[0]?.tags).toEqual(['章程', 'follow-up'])
    await running.close()

    const again = await startApp({ folder: running.folder })
    await openSample(again.page, 'waico', lang)
    await expect(again.page.getByText('查證章程草案').first()).toBeVisible()
    const [annotation, ...others] = await stored(again.page, 'waico')
    expect([
      others.length,
      annotation?.kind,
      annotation?.note,
      annotation?.target.selectors?.[0]?.exact,
      annotation?.resolution.status,
    ]).toEqual([0, 'question', '查證章程草案\nCheck the draft', quotes[lang], 'exact'])
    const painted = await again.page.evaluate(() =>
      [...CSS.highlights].filter(([, range]) => range.size > 0).map(([name]) => name),
    )
    expect(painted).toContain('mark-question')
    await endApp(again)
  })

  test(`everything by keyboard: caret, selection, kind, note, deletion and undo (${lang})`, async () => {
    const running = await startApp({ lang })
    const { page } = running
    await openSample(page, 'waico', lang)
    await page.keyboard.press('F7')
    await page.keyboard.press('ArrowDown')
    for (let step = 0; step < 6; step += 1) await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Digit2')
    await expect.poll(async () => (await stored(page, 'waico')).map(({ kind }) => kind)).toEqual(['judgement'])
    await page.keyboard.press('BracketRight')
    // No reader types before the focus is there; a busy machine needs a moment for it.
    await expect(page.locator('[data-annotation] .card-head').first()).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('textbox', { name: say('annotations:editor.note') })).toBeFocused()
    await page.keyboard.type('typed by keyboard alone')
    await page.keyboard.press('Control+Enter')
    await expect
      .poll(async () => (await stored(page, 'waico')).map(({ note }) => note))
      .toEqual(['typed by keyboard alone'])
    await page.keyboard.press('Delete')
    await expect.poll(async () => (await stored(page, 'waico')).length).toBe(0)
    await page.keyboard.press('Control+z')
    await expect
      .poll(async () => (await stored(page, 'waico')).map(({ note }) => note))
      .toEqual(['typed by keyboard alone'])
    await endApp(running)
  })
}

test('a note being written survives a crash of the window', async () => {
  const running = await startApp({ lang: 'en' })
  const { page, app } = running
  await openSample(page, 'waico', 'en')
  await selectWords(page, quotes.en)
  await page.keyboard.press('KeyN')
  const note = (of: Page) => of.getByRole('textbox', { name: words('en')('annotations:editor.note') })
  const tags = (of: Page) =>
    of.getByRole('combobox', { name: new RegExp(`^${words('en')('annotations:editor.tags')}`) })
  await note(page).pressSequentially('half a thought', { delay: 30 })
  await tags(page).pressSequentially('chart')
  // How soon a draft is stored is measured by a torture; here a busy machine may take its time, and the mark comes first.
  await expect.poll(() => draftsOf(page, 'waico')).toEqual([['half a thought', 'chart']])
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())
  // The page object dies with its renderer, so the story goes on in a new start.
  await killApp(running)
  const again = await startApp({ folder: running.folder })
  await openSample(again.page, 'waico', 'en')
  await expect(note(again.page)).toHaveValue('half a thought')
  await expect(tags(again.page)).toHaveValue('chart')
  await endApp(again)
})

test('an input method composes without a key being taken for a shortcut', async () => {
  const running = await startApp({ lang: 'zh-TW' })
  const { page } = running
  await openSample(page, 'waico', 'zh-TW')
  await selectWords(page, quotes['zh-TW'])
  await page.keyboard.press('KeyN')
  const note = page.getByRole('textbox', { name: words('zh-TW')('annotations:editor.note') })
  await expect(note).toBeFocused()
  const client = await page.context().newCDPSession(page)
  await client.send('Input.imeSetComposition', { text: 'ㄓㄥˋ', selectionStart: 3, selectionEnd: 3 })
  await client.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Enter',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  })
  await client.send('Input.insertText', { text: '政策' })
  await expect(note).toHaveValue('政策')
  await expect(note).toBeFocused()
  await endApp(running)
})

test('the library process dies in use: the window stays and nothing is lost or doubled', async () => {
  const running = await startApp({ lang: 'en' })
  const { page, app } = running
  await openSample(page, 'waico', 'en')
  await selectWords(page, quotes.en)
  const killed = await app.evaluate(({ app: electron }) => {
    const library = electron
      .getAppMetrics()
      .find((each) => each.name === 'Briefdesk library' || each.serviceName === 'Briefdesk library')
    if (library) process.kill(library.pid, 'SIGKILL')
    return library?.pid ?? null
  })
  expect(killed).toEqual(expect.any(Number))
  await page.keyboard.press('Digit5')
  await expect.poll(async () => (await stored(page, 'waico')).map(({ kind }) => kind)).toEqual(['keypoint'])
  await expect(page.locator('article [data-at]').first()).toBeVisible()
  await endApp(running)
})
