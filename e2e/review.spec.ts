import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { endApp, type Lang, startApp } from './app.ts'
import { openSample } from './desk.ts'
import { deskWithSecondEdition } from './edition.ts'
import { words } from './words.ts'

interface Kept {
  readonly note: string
  readonly status: string
  readonly decided: string
}

/** What the library holds, in the order in which it was made. */
async function kept(page: Page): Promise<readonly Kept[]> {
  return page.evaluate(async () => {
    const { bridge } = window as unknown as {
      bridge: { call: (n: string, o: string, i: unknown) => Promise<{ value: unknown }> }
    }
    const rows = (await bridge.call('briefings', 'list', {})).value as { id: string; slug: string }[]
    const briefing = rows.find(({ slug }) => slug === 'waico')?.id
    const list = (await bridge.call('annotations', 'list', { briefing })).value as {
      note: string
      resolution: { status: string }
      decisions?: Record<string, { what: string }>
    }[]
    return list.map(({ note, resolution: { status }, decisions = {} }) => ({
      note,
      status,
      decided: Object.values(decisions)
        .map(({ what }) => what)
        .join(),
    }))
  })
}

/** Goes on with Tab until what has the focus says these words. */
async function tabTo(page: Page, name: string): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Tab')
    const said = await page.evaluate(() => {
      const { activeElement: at } = document
      return `${at?.getAttribute('aria-label') ?? ''} ${at?.textContent ?? ''}`
    })
    expect(said).toContain(name)
  }).toPass({ intervals: [50], timeout: 20_000 })
}

const current = (page: Page) => page.locator('.review-queue [aria-current]')
const numbers = async (page: Page) => (await page.locator('.review-counts dd').allTextContents()).map(Number)

for (const lang of ['zh-TW', 'en'] satisfies Lang[]) {
  const say = words(lang)

  test(`a new edition is reviewed by keyboard alone, and a restart loses nothing (${lang})`, async () => {
    test.setTimeout(150_000)
    const running = await deskWithSecondEdition(lang)
    const { page } = running
    await tabTo(page, say('review:line.row', { count: 5 }))
    await page.keyboard.press('Enter')
    await expect(current(page)).toBeFocused()
    await expect(page.getByText(say('review:progress', { done: 0, total: 5 })).first()).toBeVisible()
    const found = await numbers(page)
    expect([found[0], found.reduce((sum, count) => sum + count, 0)]).toEqual([1, 6])
    await expect(page.getByText(say('review:sum', { exact: 1, total: 6 }))).toBeVisible()

    // The first was changed: accepted, taken back, accepted again. The focus stays in the queue.
    const [first = ''] = await page
      .locator('.review-queue [data-item]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-item') ?? ''))
    await page.keyboard.press('Enter')
    await expect(page.getByText(say('review:progress', { done: 1, total: 5 })).first()).toBeVisible()
    await expect(current(page)).toBeFocused()
    await page.keyboard.press('Control+z')
    await expect(page.locator(`[data-item="${first}"]`)).toBeFocused()
    await expect(page.getByText(say('review:progress', { done: 0, total: 5 })).first()).toBeVisible()
    await page.keyboard.press('Enter')

    // The second is gone: there is nothing to accept, so it is placed on other words.
    await expect(page.getByText(say('review:lost'))).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: say('review:act.accept') })).toBeDisabled()
    await page.keyboard.press('KeyP')
    await expect(page.getByRole('document', { name: say('review:place.text') })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(current(page)).toBeFocused()
    await page.keyboard.press('KeyP')
    for (let step = 0; step < 8; step += 1) await page.keyboard.press('Shift+ArrowRight')
    await expect(page.getByRole('button', { name: say('review:place.here') })).toBeEnabled()
    await page.keyboard.press('Enter')
    await expect(page.getByText(say('review:progress', { done: 2, total: 5 })).first()).toBeVisible()

    // The third: its note is rewritten, with an input method that is not taken for an answer; then it stays on the old edition.
    await expect(current(page)).toBeFocused()
    await page.keyboard.press('KeyN')
    const note = page.getByRole('textbox', { name: say('annotations:editor.note') })
    await expect(note).toBeFocused()
    const client = await page.context().newCDPSession(page)
    await client.send('Input.imeSetComposition', { text: 'ㄓㄥˋ', selectionStart: 3, selectionEnd: 3 })
    const enter = { type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 } as const
    await client.send('Input.dispatchKeyEvent', enter)
    await client.send('Input.insertText', { text: '，政策再看' })
    await expect(note).toHaveValue(/，政策再看$/u)
    await page.keyboard.press('Control+Enter')
    await expect(current(page)).toBeFocused()
    await expect(page.getByText(say('review:progress', { done: 2, total: 5 })).first()).toBeVisible()
    await page.keyboard.press('KeyK')

    // The fourth and the fifth: up and down move, both are accepted.
    await expect(page.getByText(say('review:progress', { done: 3, total: 5 })).first()).toBeVisible()
    await page.keyboard.press('ArrowUp')
    await expect(current(page)).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page.getByText(say('review:progress', { done: 4, total: 5 })).first()).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: say('review:end.title') })).toBeVisible()
    await expect(page.getByRole('button', { name: say('review:end.back') })).toBeFocused()
    expect(await numbers(page)).toEqual(found)
    await page.keyboard.press('Enter')
    await expect(page.locator('article [data-at]').first()).toBeVisible()
    const decided = (await kept(page)).map(({ note: words, decided: what }) => `${words} ${what}`.trim())
    expect(decided).toEqual([
      'note: changed accepted',
      'note: exact',
      'note: orphan placed',
      'note: rewritten，政策再看 kept',
      'note: moved accepted',
      'note: event accepted',
    ])
    const before = await kept(page)
    await running.close()

    const again = await startApp({ folder: running.folder })
    await openSample(again.page, 'waico', lang)
    expect(await kept(again.page)).toEqual(before)
    await expect(again.page.getByRole('button', { name: say('review:line.open') })).toHaveCount(0)
    await again.page.keyboard.press('Control+Shift+KeyA')
    const tray = again.page.getByRole('region', { name: say('annotations:kept.tray') })
    await expect(tray.getByText('note: rewritten，政策再看')).toBeVisible()
    await endApp(again)
  })

  test(`what a version changed is walked by keys, a passage is opened and one comes back to it (${lang})`, async () => {
    test.setTimeout(120_000)
    const running = await deskWithSecondEdition(lang)
    const { page } = running
    await openSample(page, 'waico', lang)
    await expect(page.getByText(say('review:line.all', { total: 6, exact: 1, waiting: 5 }))).toBeVisible()
    await page.getByRole('button', { name: say('changes:see') }).click()
    await expect(page.getByRole('heading', { level: 1, name: say('changes:title') })).toBeVisible()
    await expect(page.getByRole('status').filter({ hasText: '6' }).first()).toBeVisible()
    const gone = lang === 'en' ? 'opinion piece describes WAICO' : '官媒評論稱 WAICO 與聯合國互補'
    await expect(page.locator('del').filter({ hasText: gone })).toBeVisible()
    const seat = lang === 'en' ? 'has been settled on' : '已確定'
    await expect(page.locator('ins').filter({ hasText: seat })).toBeVisible()
    await expect(page.locator('article').filter({ has: page.locator('ins', { hasText: '2015-06-28' }) })).toBeVisible()
    await page.keyboard.press('BracketRight')
    await page.keyboard.press('BracketRight')
    const passage = page.locator('article:focus')
    await expect(passage.locator('ins').filter({ hasText: seat })).toBeVisible()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect(page.locator('[data-row=p1]')).toBeInViewport()
    await page.keyboard.press('Alt+ArrowLeft')
    await expect(passage.locator('ins').filter({ hasText: seat })).toBeVisible()
    await page.keyboard.press('BracketLeft')
    await expect(passage).toContainText('2026-08-31')
    await endApp(running)
  })

  for (const theme of ['light', 'dark'] as const) {
    test(`review and changes have no serious or critical fault (${theme}, ${lang})`, async () => {
      test.setTimeout(120_000)
      const running = await deskWithSecondEdition(lang, { theme })
      const { page } = running
      const found: Record<string, readonly string[]> = {}
      found.library = await faults(page)
      await page.getByRole('button', { name: new RegExp(`^${say('review:rail.waiting')}`) }).click()
      await expect(current(page)).toBeVisible()
      found.review = await faults(page)
      await page.keyboard.press('ArrowDown')
      await expect(page.getByText(say('review:lost'))).toBeVisible()
      found.lost = await faults(page)
      await page.keyboard.press('KeyP')
      await expect(page.getByRole('document', { name: say('review:place.text') })).toBeFocused()
      found.place = await faults(page)
      await page.keyboard.press('Escape')
      for (let done = 1; done <= 5; done += 1) {
        await expect(current(page)).toBeFocused()
        await page.keyboard.press('KeyK')
        await expect(page.getByText(say('review:progress', { done, total: 5 })).first()).toBeVisible()
      }
      found.end = await faults(page)
      await page.getByRole('button', { name: say('review:end.changes') }).click()
      await expect(page.locator('[data-change]').first()).toBeVisible()
      found.changes = await faults(page)
      expect(found).toEqual(Object.fromEntries(Object.keys(found).map((screen) => [screen, []])))
      await endApp(running)
    })
  }
}

const needed = ['landmark-one-main', 'page-has-heading-one']

async function faults(page: Page): Promise<readonly string[]> {
  // A second page, which axe's usual mode opens, does not exist in Electron.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations
    .filter(({ id, impact }) => impact === 'serious' || impact === 'critical' || needed.includes(id))
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.slice(0, 160)}`),
    )
}
