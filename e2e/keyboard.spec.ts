import { expect, type Page, test } from '@playwright/test'
import { endApp, startApp } from './app.ts'
import { openSample, selectWords, stored } from './desk.ts'
import { words } from './words.ts'

const say = words('en')
const quotes = ['This is a proposal, not an institution', 'On 26 July 2025'] as const

/** What has the focus now: the name of its element, the row or annotation it stands for, and its first words. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const it = document.activeElement as HTMLElement | null
    return {
      tag: it?.tagName.toLowerCase() ?? '',
      row: it?.dataset.row ?? null,
      annotation: it?.closest<HTMLElement>('[data-annotation]')?.dataset.annotation ?? null,
      main: it?.closest('main') !== null,
      text: (it?.getAttribute('aria-label') ?? it?.textContent ?? '').slice(0, 60),
    }
  })
const focus = (page: Page) => expect.poll(() => focused(page))
const top = (page: Page) => page.locator('main.doc').evaluate((pane) => pane.scrollTop)

/** A desk with two marks on one sample. */
async function twoMarked() {
  const running = await startApp({ lang: 'en' })
  const { page } = running
  await openSample(page, 'waico', 'en')
  for (const quote of quotes) {
    await selectWords(page, quote)
    await page.keyboard.press('Digit1')
    await expect(page.getByRole('toolbar')).toHaveCount(0)
  }
  await expect.poll(async () => (await stored(page, 'waico')).length).toBe(2)
  return running
}

test('from the first moment the keys have a place: the list, then the text, and the list again', async () => {
  const running = await startApp({ lang: 'en' })
  const { page } = running
  await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible()
  await focus(page).toMatchObject({ tag: 'button', main: true })
  const first = await focused(page)
  await page.keyboard.press('Enter')
  await expect(page.locator('article [data-at]').first()).toBeVisible()
  await focus(page).toMatchObject({ tag: 'main' })
  await page.keyboard.press('PageDown')
  await expect.poll(() => top(page)).toBeGreaterThan(100)
  await page.keyboard.press('Alt+ArrowLeft')
  await focus(page).toMatchObject({ tag: 'button', text: first.text })
  await page.keyboard.press('Control+Digit5')
  await expect(page.getByRole('heading', { level: 1, name: say('settings:title') })).toBeVisible()
  await expect(page.getByText(say('settings:keyboard.does.caret'))).toBeVisible()
  await page.keyboard.press('Control+Digit1')
  await expect(page.getByRole('heading', { level: 1, name: say('briefings:library.all') })).toBeVisible()
  await endApp(running)
})

test('F6 reaches the main pane of every tab', async () => {
  const running = await startApp({ lang: 'en' })
  const { page } = running
  await openSample(page, 'un', 'en')
  for (const tab of ['text', 'timeline', 'risks', 'notes'] as const) {
    await page.getByRole('tab', { name: say(`reader:tab.${tab}`) }).click()
    const seen: boolean[] = []
    for (let step = 0; step < 5; step += 1) {
      await page.keyboard.press('F6')
      seen.push(
        await page.evaluate(() => document.activeElement?.closest('main, aside, nav, header')?.tagName === 'MAIN'),
      )
    }
    expect([tab, seen.includes(true)]).toEqual([tab, true])
  }
  await endApp(running)
})

test('after deleting and undoing, the focus stays among the annotations', async () => {
  const running = await twoMarked()
  const { page } = running
  await page.keyboard.press('BracketRight')
  await expect.poll(async () => (await focused(page)).annotation).not.toBeNull()
  const { annotation: one } = await focused(page)
  await page.keyboard.press('Delete')
  await expect.poll(async () => (await stored(page, 'waico')).length).toBe(1)
  const [other] = await stored(page, 'waico')
  await focus(page).toMatchObject({ annotation: other?.id })
  await page.keyboard.press('F6')
  await page.keyboard.press('Control+z')
  await focus(page).toMatchObject({ annotation: one })
  await page.keyboard.press('Delete')
  await focus(page).toMatchObject({ annotation: other?.id })
  await page.keyboard.press('Delete')
  await focus(page).toMatchObject({ tag: 'main' })
  await endApp(running)
})

test('from an event to its passage and back, and from a position', async () => {
  const running = await startApp({ lang: 'en' })
  const { page } = running
  await openSample(page, 'waico', 'en')
  await page.getByRole('tab', { name: say('reader:tab.timeline') }).click()
  const link = page
    .getByRole('row', { name: /2025-07-26/ })
    .first()
    .getByRole('button', { name: /¶/ })
  await link.focus()
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await focused(page)).row).toBeTruthy()
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(page.getByRole('row', { name: /2025-07-26/ }).locator('[data-cell]:focus')).toHaveCount(1)
  await page.keyboard.press('Alt+ArrowRight')
  await expect.poll(async () => (await focused(page)).row).toBeTruthy()
  await page.getByRole('tab', { name: say('reader:tab.positions') }).click()
  await page.getByRole('complementary').getByRole('button', { name: /¶/ }).first().focus()
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await focused(page)).row).toBeTruthy()
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(page.locator('main [data-cell]:focus')).toHaveCount(1)
  await endApp(running)
})

test('a footnote is gone to and come back from', async () => {
  const running = await startApp({ lang: 'en' })
  const { page } = running
  await openSample(page, 'un', 'en')
  const mark = page.locator('[role=doc-noteref]').first()
  await mark.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: say('reader:ref.goFootnote') }).press('Enter')
  await expect(page.locator('.k-footnote:focus')).toHaveCount(1)
  await page.keyboard.press('Tab')
  while (!(await focused(page)).text.startsWith(say('reader:ref.back', { number: '' }).trim().slice(0, 12)))
    await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(mark).toBeFocused()
  await endApp(running)
})

test('a group of choices is one stop: Tab to the chosen one, arrows choose and go round', async () => {
  const running = await startApp({ lang: 'en' })
  const { page } = running
  await openSample(page, 'waico', 'en')
  const group = page.getByRole('radiogroup', { name: say('reader:bar.language') })
  const stops = () => group.getByRole('radio').evaluateAll((all) => all.map((each) => (each as HTMLElement).tabIndex))
  expect(await stops()).toEqual([-1, 0, -1])
  await group.getByRole('radio').nth(1).focus()
  await page.keyboard.press('ArrowRight')
  await expect(group.getByRole('radio').nth(2)).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(group.getByRole('radio').nth(0)).toBeFocused()
  await expect(group.getByRole('radio').nth(0)).toBeChecked()
  expect(await stops()).toEqual([0, -1, -1])
  await endApp(running)
})

test('finding reaches title and bottom line, Escape closes it from its buttons, and a jump is not reading', async () => {
  const running = await startApp({ lang: 'en' })
  const { page } = running
  await openSample(page, 'un', 'en')
  const read = () => page.locator('.st span').first().textContent()
  const before = await read()
  await page.keyboard.press('Control+f')
  await page.keyboard.type('AI governance at the United Nations')
  const bar = page.getByRole('search')
  await expect(bar.getByRole('status')).toContainText('1')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('capacity')
  for (let step = 0; step < 12; step += 1) await page.keyboard.press('Enter')
  await page.waitForTimeout(2200)
  expect(await read()).toBe(before)
  await bar.getByRole('button', { name: say('reader:find.next'), exact: true }).focus()
  await page.keyboard.press('Escape')
  await expect(bar).toHaveCount(0)
  await focus(page).toMatchObject({ tag: 'main' })
  await endApp(running)
})

test('N takes every letter from the first on, however slow the library is', async () => {
  const running = await startApp({ lang: 'en' })
  const { page } = running
  await openSample(page, 'waico', 'en')
  await selectWords(page, quotes[0])
  await page.keyboard.press('KeyN')
  await page.keyboard.type('1 checks every word')
  await page.keyboard.press('Control+Enter')
  await expect
    .poll(async () => (await stored(page, 'waico')).map(({ kind, note }) => [kind, note]))
    .toEqual([['keypoint', '1 checks every word']])
  await expect.poll(async () => (await focused(page)).annotation).not.toBeNull()
  await endApp(running)
})

test('the grade of the main source says what it means when it has the focus and when it is pressed', async () => {
  const running = await startApp({ lang: 'en' })
  const { page } = running
  await openSample(page, 'waico', 'en')
  const chip = page.getByRole('region', { name: say('reader:head.bottomLine') }).locator('.grade')
  await page.keyboard.press('Tab')
  await chip.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tooltip')).toBeVisible()
  await endApp(running)
})

/** Everything a status line has said since this was called, in order. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const line = (target instanceof Element ? target : target.parentElement)?.closest('[role=status]')
        if (line?.textContent) heard.push(line.textContent)
      }
    }).observe(document.documentElement, { subtree: true, childList: true, characterData: true })
  })
  return () => page.evaluate(() => (window as unknown as { heard: string[] }).heard)
}

test('by keyboard a mark goes on into the next block, and what is selected is said', async () => {
  const running = await startApp({ lang: 'en' })
  const { page } = running
  await openSample(page, 'waico', 'en')
  const heard = await listen(page)
  await page.keyboard.press('F7')
  await page.keyboard.press('Control+ArrowDown')
  await page.keyboard.press('Shift+End')
  for (let step = 0; step < 12; step += 1) await page.keyboard.press('Shift+ArrowDown')
  await expect.poll(async () => (await heard()).includes(say('annotations:caret.on'))).toBe(true)
  const begins = say('annotations:said.selected', { quote: '' }).slice(0, 15)
  await expect.poll(async () => (await heard()).filter((each) => each.startsWith(begins)).length).toBeGreaterThan(0)
  await page.keyboard.press('Digit1')
  await expect.poll(async () => (await stored(page, 'waico'))[0]?.target.selectors?.length ?? 0).toBeGreaterThan(1)
  // Backwards from the first letter of a block, too.
  await page.keyboard.press('Control+ArrowDown')
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Digit2')
  await expect.poll(async () => (await stored(page, 'waico')).length).toBe(2)
  await endApp(running)
})

test('adjusting: Tab goes to its buttons and back; undo leaves the card current; Escape leads to the words', async () => {
  const running = await startApp({ lang: 'en' })
  const { page } = running
  await openSample(page, 'waico', 'en')
  await selectWords(page, quotes[0])
  await page.keyboard.press('Digit1')
  await expect.poll(async () => (await stored(page, 'waico')).length).toBe(1)
  const heard = await listen(page)
  await page.keyboard.press('KeyA')
  const bar = page.getByRole('toolbar', { name: say('annotations:adjust.label') })
  await expect(bar).toBeVisible()
  await expect.poll(async () => (await heard()).some((each) => each.includes(say('annotations:adjust.end')))).toBe(true)
  await page.keyboard.press('Tab')
  await expect(bar.getByRole('button', { name: say('annotations:adjust.swap') })).toBeFocused()
  await page.keyboard.press('Enter')
  await focus(page).toMatchObject({ tag: 'main' })
  await page.keyboard.press('Shift+Tab')
  await expect(bar.getByRole('button', { name: say('annotations:adjust.cancel') })).toBeFocused()
  await page.keyboard.press('Tab')
  await focus(page).toMatchObject({ tag: 'main' })
  await page.keyboard.press('KeyA')
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-annotation] .card-head').first()).toBeFocused()
  await page.keyboard.press('Control+z')
  await expect
    .poll(async () => (await stored(page, 'waico')).map(({ target }) => target.selectors?.[0]?.exact))
    .toEqual([quotes[0]])
  await expect(page.locator('[data-annotation][aria-current] .card-head').first()).toBeFocused()
  // A button that was given the focus stays where Tab finds it.
  expect(await page.evaluate(() => (document.activeElement as HTMLElement).tabIndex)).toBe(0)
  await page.keyboard.press('Escape')
  await focus(page).toMatchObject({ tag: 'main', annotation: null })
  expect(await page.evaluate(() => getSelection()?.focusNode?.textContent ?? '')).toContain(quotes[0].slice(0, 12))
  await endApp(running)
})

test('in the notebook the keys go on after deleting and undoing', async () => {
  const running = await twoMarked()
  const { page } = running
  await page.keyboard.press('Control+Digit4')
  const rows = page.locator('.nb-row')
  await expect(rows).toHaveCount(2)
  await rows.first().focus()
  const id = await rows.first().getAttribute('data-id')
  await page.keyboard.press('Delete')
  await expect(rows).toHaveCount(1)
  await expect(page.locator('.nb-row:focus')).toHaveCount(1)
  await page.keyboard.press('Control+z')
  await expect(rows).toHaveCount(2)
  await expect(page.locator(`.nb-row[data-id="${id}"]:focus`)).toHaveAttribute('tabindex', '0')
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('.nb-row:focus')).not.toHaveAttribute('data-id', id ?? '')
  await endApp(running)
})
