import { type ElectronApplication, expect, type Page, test } from '@playwright/test'
import { endApp, startApp } from './app.ts'
import { ask, draftsOf, openSample, selectWords, stored } from './desk.ts'
import { words } from './words.ts'

const lang = 'zh-TW'
const say = words(lang)

/** Opens one more window from the menu, as a reader does. */
async function newWindow(app: ElectronApplication): Promise<Page> {
  const opened = app.waitForEvent('window')
  await app.evaluate(({ Menu }, label) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? []
    items.find((item) => item.label === label)?.click()
  }, say('menu:newWindow'))
  return opened
}

const note = (page: Page) => page.getByRole('textbox', { name: say('annotations:editor.note') })
/** The one card there is; a mark without words shows what can be done with it once it is chosen. */
const card = (page: Page) => page.getByRole('article').locator('[data-annotation]')
const edit = (page: Page) => page.getByRole('button', { name: say('annotations:card.edit') }).first()
const notes = async (page: Page) => (await stored(page, 'waico')).map((each) => each.note)

/** Writes the note of the one annotation and is done with it. */
async function write(page: Page, text: string) {
  if (!(await note(page).isVisible())) await edit(page).click()
  await note(page).fill(text)
  await note(page).press('Control+Enter')
}

test('two windows on one briefing see each other, and no text is overwritten in silence', async () => {
  const running = await startApp({ lang })
  const one = running.page
  await openSample(one, 'waico', lang)
  const two = await newWindow(running.app)
  await openSample(two, 'waico', lang)

  await selectWords(one, '這是一項提案，不是既有機構')
  await one.keyboard.press('Digit3')
  await card(two).getByRole('button').first().click()
  await expect(edit(two)).toBeVisible()

  // Both have the note open; the second one writes last, and has not seen the other text.
  await edit(two).click()
  await expect(note(two)).toBeVisible()
  await write(one, '第一個視窗的字')
  await expect.poll(() => notes(one)).toEqual(['第一個視窗的字'])
  await write(two, '第二個視窗的字')
  const clash = two.getByRole('alert').filter({ hasText: say('annotations:conflict.what') })
  await expect(clash.getByText('第一個視窗的字')).toBeVisible()
  await expect(note(two)).toHaveValue('第二個視窗的字')
  expect(await notes(two)).toEqual(['第一個視窗的字'])
  await clash.getByRole('button', { name: say('annotations:conflict.mine') }).click()
  await expect(one.getByText('第二個視窗的字').first()).toBeVisible()
  const [{ id = '' } = {}] = await stored(one, 'waico')
  const { versions } = (await ask(one, 'annotations', 'history', { id })) as {
    versions: readonly { said: { note: string } }[]
  }
  expect(versions.map(({ said }) => said.note)).toEqual(['第二個視窗的字', '第一個視窗的字', ''])

  // The first window takes back what it did itself, and that is not what stands there now.
  await one.bringToFront()
  await one.locator('article [data-at]').first().click()
  await one.keyboard.press('Control+z')
  const refused = say('app:undo.changedSince', { what: say('annotations:did.changed') })
  await expect(one.getByRole('status').getByText(refused)).toBeVisible()
  expect(await notes(one)).toEqual(['第二個視窗的字'])

  // Words that are being written in one window are not offered as unfinished in the other.
  await edit(one).click()
  await note(one).fill('還在寫')
  await expect.poll(() => draftsOf(one, 'waico')).toEqual([['還在寫', '']])
  await two.reload()
  await openSample(two, 'waico', lang)
  await expect(card(two)).toBeVisible()
  await expect(note(two)).toHaveCount(0)

  // What one window deletes is gone from the other.
  await note(one).press('Control+Enter')
  await expect(two.getByText('還在寫').first()).toBeVisible()
  await two
    .getByRole('button', { name: say('annotations:card.remove') })
    .first()
    .click()
  await expect(card(one)).toHaveCount(0)
  expect(await notes(one)).toEqual([])
  await endApp(running)
})
