import { expect, type Page } from '@playwright/test'
import type { Lang } from './app.ts'

/** The samples as a reader of each language knows them. */
export const samples = {
  waico: { 'zh-TW': '上海提案 WAICO', en: 'The Shanghai proposal for WAICO' },
  un: { 'zh-TW': '聯合國 AI 治理', en: 'AI governance at the United Nations' },
} as const

/** Opens a sample from the library list and waits for its text. */
export async function openSample(page: Page, sample: keyof typeof samples, lang: Lang): Promise<void> {
  const row = page.getByRole('main').getByRole('button', { name: new RegExp(`^${samples[sample][lang]}`) })
  await row.first().click()
  await expect(page.locator('article [data-at]').first()).toBeVisible()
}

/** Selects words inside one block of the text by the mouse, from the first letter to the last. */
export async function selectWords(page: Page, quote: string): Promise<void> {
  const found = await page.evaluate(findWords, { wanted: quote, scroll: true })
  if (found === null) throw new Error(`these words are not on the screen: ${quote}`)
  // A pane may glide to its place, a font may come late, and a busy machine may tell of a move too late: each try
  // looks where the words stand now, and counts when the selection holds them.
  await expect(async () => {
    await page.evaluate(() => document.fonts.ready)
    await page.waitForTimeout(400)
    const boxes = await page.evaluate(findWords, { wanted: quote, scroll: false })
    if (boxes === null) throw new Error(`these words are gone: ${quote}`)
    const { from, to } = boxes
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move((from.x + to.x) / 2, to.y, { steps: 4 })
    await page.mouse.move(to.x, to.y, { steps: 4 })
    await page.mouse.up()
    expect(await page.evaluate(() => String(getSelection()))).toContain(quote.slice(0, -1))
  }).toPass({ timeout: 20_000 })
}

/** Where words stand on the screen; runs in the page. */
function findWords({ wanted, scroll }: { readonly wanted: string; readonly scroll: boolean }) {
  for (const run of document.querySelectorAll('article [data-at]')) {
    const walker = document.createTreeWalker(run, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = (node as Text).data.indexOf(wanted)
      if (at < 0) continue
      if (scroll) run.scrollIntoView({ block: 'center', behavior: 'instant' })
      const range = document.createRange()
      range.setStart(node, at)
      range.setEnd(node, at + wanted.length)
      const rects = [...range.getClientRects()]
      const first = rects[0]
      const last = rects.at(-1)
      if (!first || !last) return null
      return {
        from: { x: first.left + 1, y: first.top + first.height / 2 },
        to: { x: last.right - 1, y: last.top + last.height / 2 },
      }
    }
  }
  return null
}

/** What the library holds, asked over the door like the window does. */
export async function stored(page: Page, slug: string): Promise<readonly Stored[]> {
  return (await ask(page, 'annotations', 'list', { briefing: await idOf(page, slug) })) as Stored[]
}

/** The id of a briefing with this short name. */
export async function idOf(page: Page, slug: string): Promise<string> {
  const rows = (await ask(page, 'briefings', 'list', {})) as { id: string; slug: string }[]
  return rows.find((row) => row.slug === slug)?.id ?? ''
}

/** Unsaved words of editors, as the library keeps them. */
export async function draftsOf(page: Page, slug: string): Promise<readonly (readonly [note: string, tags: string])[]> {
  const found = await ask(page, 'annotations', 'drafts', { briefing: await idOf(page, slug) })
  return (found as { text: string; tags: string }[]).map(({ text, tags }) => [text, tags])
}

/** Asks over the door; the value of the answer. */
export function ask(page: Page, noun: string, operation: string, input: unknown): Promise<unknown> {
  return page.evaluate(
    async ([noun, operation, input]) => {
      const { bridge } = window as unknown as Door
      return (await bridge.call(noun, operation, input)).value
    },
    [noun, operation, input] as const,
  )
}

export interface Stored {
  readonly id: string
  readonly kind: string
  readonly note: string
  readonly tags: readonly string[]
  readonly target: { readonly lang?: string; readonly selectors?: readonly { readonly exact: string }[] }
  readonly resolution: { readonly status: string }
}

interface Door {
  readonly bridge: {
    call: (noun: string, operation: string, input: unknown) => Promise<{ ok: boolean; value: unknown }>
  }
}
