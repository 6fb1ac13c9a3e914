import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { endApp, type Lang, startApp } from './app.ts'
import { stored } from './desk.ts'
import { words } from './words.ts'

/** Marks words of both samples over the door, as many times reading them would. */
async function annotate(page: Page, lang: Lang): Promise<void> {
  const refused = await page.evaluate(async (lang) => {
    const { bridge } = window as unknown as {
      bridge: { call: (noun: string, operation: string, input: unknown) => Promise<{ ok: boolean; value: never }> }
    }
    const rows = (await bridge.call('briefings', 'list', {})).value as { id: string }[]
    const kinds = ['fact', 'judgement', 'question', 'action', 'keypoint']
    for (const { id } of rows) {
      const { version, content } = (await bridge.call('briefings', 'open', { id })).value as {
        version: string
        content: { editions: Record<string, { blocks: { id: string; kind: string; text: string }[] }> }
      }
      const blocks = content.editions[lang]?.blocks.filter(
        (block) => block.kind === 'paragraph' && block.text.length > 60,
      )
      for (const [at, { id: block, text }] of (blocks ?? []).slice(0, 8).entries()) {
        const end = text.slice(0, 24).trimEnd().length
        const selectors = [{ block, exact: text.slice(0, end), prefix: '', suffix: '', start: 0, end }]
        const kind = kinds[at % 5]
        const draft = {
          briefing: id,
          version,
          target: { type: 'text', lang, selectors },
          kind,
          note: `${at + 1}.`,
          tags: [],
        }
        const due = kind === 'action' ? { due: '2020-01-02' } : {}
        const { ok } = await bridge.call('annotations', 'add', { ...draft, ...due })
        if (!ok) return block
      }
    }
    return null
  }, lang)
  expect(refused).toBeNull()
}

/** Serious and critical violations on what is shown now. */
async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.slice(0, 200)}`),
    )
}

const tagsOf = async (page: Page) =>
  [...(await stored(page, 'waico')), ...(await stored(page, 'un-ai-governance'))].map(({ tags }) => tags.join())

for (const lang of ['zh-TW', 'en'] satisfies Lang[]) {
  const say = words(lang)
  const name = lang === 'en' ? 'Geneva' : '日內瓦'

  test(`by mouse: filter, tag many at once, take it back, open a passage and come back (${lang})`, async () => {
    test.setTimeout(120_000)
    const running = await startApp({ lang, settings: { theme: 'light' } })
    const { page } = running
    await page.getByRole('main').getByRole('listitem').first().waitFor()
    await annotate(page, lang)
    await page
      .locator('nav.side button.nav')
      .filter({ hasText: say('app:navigation.notebook') })
      .click()
    const grid = page.getByRole('grid', { name: say('annotations:notebook.listName') })
    const rows = grid.locator('.nb-row')
    await expect(rows.first()).toBeVisible()
    const all = Number(await grid.getAttribute('aria-rowcount'))
    const facets = page.getByRole('complementary', { name: say('annotations:notebook.filters') })
    await facets
      .getByRole('checkbox', { name: new RegExp(say('app:kind.action.name')) })
      .first()
      .check()
    await expect.poll(async () => Number(await grid.getAttribute('aria-rowcount'))).toBeLessThan(all)
    await expect(rows.first()).toContainText(lang === 'en' ? 'overdue' : '逾期')
    const shown = await rows.count()
    await rows.nth(0).getByRole('checkbox').click()
    await rows
      .nth(shown - 1)
      .getByRole('checkbox')
      .click({ modifiers: ['Shift'] })
    const bar = page.getByRole('region', { name: say('annotations:notebook.chosen.name') })
    await expect(bar).toContainText(String(shown))
    await expect(grid.getByRole('checkbox', { checked: true })).toHaveCount(shown)
    await bar.getByRole('button', { name: say('annotations:notebook.act.tags') }).click()
    await page.getByRole('menuitem', { name: say('annotations:notebook.act.addTags') }).click()
    await page.getByRole('combobox', { name: say('annotations:notebook.tags.field') }).fill(name)
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('annotations:notebook.tags.addThese') })
      .click()
    await expect.poll(async () => (await tagsOf(page)).filter((tags) => tags === name).length).toBe(shown)
    expect(await faults(page)).toEqual([])
    await page.getByRole('button', { name: say('app:undo.undo'), exact: true }).click()
    await expect.poll(async () => (await tagsOf(page)).filter((tags) => tags === name).length).toBe(0)

    await rows.nth(1).getByRole('button').click()
    await expect(page.locator('article [data-at]').first()).toBeVisible()
    await page.keyboard.press('Alt+ArrowLeft')
    await expect(bar).toContainText(String(shown))
    await expect(rows).toHaveCount(shown)
    await endApp(running)
  })

  test(`by keyboard alone: search, choose, tag, take it back, change, delete, open and come back (${lang})`, async () => {
    test.setTimeout(120_000)
    const running = await startApp({ lang, settings: { theme: 'dark' } })
    const { page } = running
    const { keyboard } = page
    await page.getByRole('main').getByRole('listitem').first().waitFor()
    await annotate(page, lang)
    await keyboard.press('Control+4')
    const stop = page.locator('.nb-row[data-stop]')
    await expect(stop).toBeFocused()
    const before = await page.locator('.nb-rows').getAttribute('aria-rowcount')

    await keyboard.press('/')
    await keyboard.type('3.')
    await expect(page.locator('.nb-row')).toHaveCount(2)
    await keyboard.press('Enter')
    await expect(stop).toBeFocused()
    await keyboard.press('Control+a')
    const bar = page.getByRole('region', { name: say('annotations:notebook.chosen.name') })
    await expect(bar).toBeVisible()
    expect(await faults(page)).toEqual([])
    await bar.getByRole('button', { name: say('annotations:notebook.act.tags') }).focus()
    await keyboard.press('Enter')
    await keyboard.press('Enter')
    await expect(page.getByRole('combobox', { name: say('annotations:notebook.tags.field') })).toBeFocused()
    await keyboard.type(name)
    await keyboard.press('Enter')
    await keyboard.press('Enter')
    await expect.poll(async () => (await tagsOf(page)).filter((tags) => tags === name).length).toBe(2)
    await keyboard.press('Control+z')
    await expect.poll(async () => (await tagsOf(page)).filter((tags) => tags === name).length).toBe(0)

    await stop.focus()
    await keyboard.press('Escape')
    await expect(bar).toBeHidden()
    await expect(stop).toBeFocused()
    await keyboard.press('5')
    await expect(stop).toContainText(say('app:kind.keypoint.name'))
    await keyboard.press('e')
    const field = page.getByRole('textbox', { name: say('annotations:editor.note') })
    await expect(field).toBeEditable()
    await field.fill('3. 1 2 3')
    await keyboard.press('Control+Enter')
    await expect(stop).toBeFocused()
    await expect(stop).toContainText('3. 1 2 3')
    await keyboard.press('Control+f')
    await keyboard.press('Escape')
    await keyboard.press('Escape')
    await expect(stop).toBeFocused()
    await expect(page.locator('.nb-rows')).toHaveAttribute('aria-rowcount', before ?? '')

    await keyboard.press('End')
    const last = await stop.getAttribute('data-id')
    const scrolled = await page.locator('.nb-list').evaluate((pane) => pane.scrollTop)
    await keyboard.press('Enter')
    await expect(page.locator('article [data-at]').first()).toBeVisible()
    await keyboard.press('Alt+ArrowLeft')
    await expect(stop).toHaveAttribute('data-id', last ?? '')
    await expect(stop).toBeFocused()
    await expect.poll(() => page.locator('.nb-list').evaluate((pane) => pane.scrollTop)).toBeCloseTo(scrolled, -1)
    await keyboard.press('Delete')
    await expect(page.locator(`.nb-row[data-id="${last}"]`)).toHaveCount(0)
    await expect(stop).toBeFocused()
    await keyboard.press('Control+z')
    await expect(page.locator(`.nb-row[data-id="${last}"]`)).toHaveCount(1)
    await endApp(running)
  })
}

test('what an input method composes in the search field is searched for when it is done', async () => {
  const running = await startApp({ lang: 'zh-TW' })
  const { page, app } = running
  await page.getByRole('main').getByRole('listitem').first().waitFor()
  await annotate(page, 'zh-TW')
  await page.keyboard.press('Control+4')
  await page.locator('.nb-row').first().waitFor()
  await page.keyboard.press('/')
  const said = page.locator('.bar .num')
  const before = await said.textContent()
  const session = await page.context().newCDPSession(page)
  await session.send('Input.imeSetComposition', { text: 'ㄓㄨㄥ', selectionStart: 3, selectionEnd: 3 })
  await page.waitForTimeout(300)
  const meanwhile = await said.textContent()
  await session.send('Input.insertText', { text: '中國' })
  await expect(said).not.toHaveText(before ?? '')
  await expect(page.locator('.hit').first()).toHaveText('中國')
  expect(meanwhile).toBe(before)
  expect(app.windows().length).toBe(1)
  await endApp(running)
})
