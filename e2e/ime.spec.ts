import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CDPSession, expect, type Locator, type Page, test } from '@playwright/test'
import { endApp, startApp } from './app.ts'
import { openSample, selectWords, stored } from './desk.ts'
import { words } from './words.ts'

const say = words('zh-TW')

/** Every field one can type into, by the file that draws it. A field that is not here has no story below. */
const known: Readonly<Record<string, readonly string[]>> = {
  'annotations/annotation-links.tsx': ['links.search'],
  'annotations/annotation-task.tsx': ['task.due'],
  'annotations/note-editor.tsx': ['editor.note', 'editor.tags'],
  'annotations/notebook-bar.tsx': ['notebook.search'],
  'annotations/notebook-due.tsx': ['notebook.due.day'],
  'annotations/notebook-editor.tsx': ['read only until its draft was looked for'],
  'annotations/notebook-facets.tsx': ['notebook.date'],
  'annotations/notebook-tags.tsx': ['notebook.tags.field'],
  'briefings/reader-find.tsx': ['find.label'],
  'settings/author-field.tsx': ['author.name'],
}

test('every text field of the interface has its story with an input method', () => {
  const found = new Map<string, number>()
  for (const file of readdirSync('src-renderer', { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.tsx') || file.includes('.test.')) continue
    const source = readFileSync(join('src-renderer', file), 'utf8')
    const fields = [...source.matchAll(/<(?:input|textarea|Input|TextArea)\b[^>]*?(?=\/?>|=>)/gsu)]
      .map(([field]) => field)
      .filter((field) => !/type="(?:checkbox|radio|range|file)"/u.test(field))
    const editable = [...source.matchAll(/contentEditable/gu)]
    if (fields.length + editable.length > 0) found.set(file.replaceAll('\\', '/'), fields.length + editable.length)
  }
  expect(Object.fromEntries([...found].sort())).toEqual(
    Object.fromEntries(
      Object.entries(known)
        .map(([file, fields]) => [file, fields.length] as const)
        .sort(),
    ),
  )
})

/** Types a word with an input method and ends the composition with Enter, which must do nothing else. */
async function compose(client: CDPSession, field: Locator): Promise<void> {
  await field.focus()
  await client.send('Input.imeSetComposition', { text: 'ㄓㄥˋ', selectionStart: 3, selectionEnd: 3 })
  for (const [key, code] of [
    ['Enter', 'Enter'],
    ['1', 'Digit1'],
    ['n', 'KeyN'],
    ['Escape', 'Escape'],
    ['Enter', 'NumpadEnter'],
  ] as const) {
    await client.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, code, windowsVirtualKeyCode: 229 })
  }
  await expect(field).toBeFocused()
  await client.send('Input.insertText', { text: '政策' })
  await expect(field).toBeFocused()
  expect(await field.inputValue()).toContain('政策')
}

/** A field of a date takes no composition; the key that would end one must not send it off. */
async function keepsOpen(client: CDPSession, field: Locator): Promise<void> {
  await field.focus()
  await client.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Enter',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  })
  await expect(field).toBeVisible()
}

const box = (page: Page, name: string) =>
  page
    .getByRole('textbox', { name })
    .or(page.getByRole('searchbox', { name }))
    .or(page.getByRole('combobox', { name }))
    .last()

/** No text field is on the screen but the ones that are tried here. */
async function onlyKnown(page: Page, names: readonly string[]): Promise<void> {
  const there = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement>('input, textarea, [contenteditable=true]')]
      .filter((field) => field.checkVisibility() && !/^(checkbox|radio|range|file|date)$/u.test(field.type))
      .map((field) => field.getAttribute('aria-label') ?? field.labels?.[0]?.textContent ?? field.outerHTML),
  )
  expect(there.filter((name) => !names.includes(name))).toEqual([])
}

test('Enter, digits and letters that end or belong to a composition do nothing else, in every field', async () => {
  test.setTimeout(120_000)
  const running = await startApp({ lang: 'zh-TW' })
  const { page } = running
  const client = await page.context().newCDPSession(page)
  const names = {
    note: say('annotations:editor.note'),
    tags: say('annotations:editor.tags'),
    find: say('reader:find.label'),
    links: say('annotations:links.search'),
    search: say('annotations:notebook.search'),
    more: say('annotations:notebook.tags.field'),
    author: say('settings:author.name'),
  }

  await test.step('the note of words, its tags, and find in the text', async () => {
    await openSample(page, 'waico', 'zh-TW')
    await selectWords(page, '這是一項提案，不是既有機構')
    await page.keyboard.press('KeyN')
    await expect(box(page, names.note)).toBeFocused()
    await compose(client, box(page, names.note))
    await compose(client, box(page, names.tags))
    await onlyKnown(page, [names.note, names.tags])
    await page.keyboard.press('Control+Enter')
    await expect
      .poll(async () => (await stored(page, 'waico')).map(({ note, tags }) => [note, tags]))
      .toEqual([['政策', ['政策']]])
    await page.keyboard.press('Control+KeyF')
    await compose(client, box(page, names.find))
    await onlyKnown(page, [names.find])
    await page.keyboard.press('Escape')
  })

  await test.step('the day an action is due, and the search for one to link', async () => {
    await page.keyboard.press('BracketRight')
    await page.keyboard.press('Digit4')
    const due = page.getByLabel(say('annotations:task.due'), { exact: true })
    await expect(due).toBeVisible()
    await keepsOpen(client, due)
    await page.getByRole('button', { name: say('annotations:links.add') }).click()
    await compose(client, box(page, names.links))
    await onlyKnown(page, [names.links])
    await page.keyboard.press('Escape')
  })

  await test.step('the note of an event', async () => {
    await page.getByRole('tab', { name: new RegExp(`^${say('reader:tab.timeline')}`) }).click()
    await page.locator('tr[data-event] [data-cell]').first().focus()
    await page.keyboard.press('KeyN')
    await expect(box(page, names.note)).toBeFocused()
    await compose(client, box(page, names.note))
    await compose(client, box(page, names.tags))
    await page.keyboard.press('Control+Enter')
    for (const tab of ['risks', 'positions', 'notes']) {
      await page.getByRole('tab', { name: new RegExp(`^${say(`reader:tab.${tab}`)}`) }).click()
      await onlyKnown(page, [])
    }
  })

  await test.step('the export dialog', async () => {
    await page.getByRole('button', { name: say('reader:bar.export') }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await onlyKnown(page, [])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: say('reader:bar.back'), exact: true }).click()
  })

  await test.step('every place of the side rail', async () => {
    // All but the one that changes the language.
    const places = page.locator('nav.side button.nav:not(:has([lang]))')
    const count = await places.count()
    for (let index = 0; index < count; index += 1) {
      await places.nth(index).click()
      await page.waitForTimeout(300)
      await onlyKnown(page, [names.search, names.author])
      for (const name of [names.search, names.author]) {
        const field = box(page, name)
        if (await field.isVisible()) await compose(client, field)
      }
    }
    await expect(box(page, names.author)).toHaveValue('政策')
  })

  await test.step('tags and days of many, in the notebook', async () => {
    await page
      .locator('nav.side button.nav')
      .filter({ hasText: say('app:navigation.notebook') })
      .click()
    await page.locator('.nb-row input[type=checkbox]').first().check()
    await page
      .getByRole('button', { name: say('annotations:notebook.act.tags') })
      .first()
      .click()
    await page.getByRole('menuitem').first().click()
    await compose(client, box(page, names.more))
    await onlyKnown(page, [names.more, names.search])
    await page.keyboard.press('Escape')
  })
  await endApp(running)
})
