import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { type Lang, type RunningApp, startApp } from './app.ts'
import { openSample } from './desk.ts'
import { words } from './words.ts'

/** Words of the WAICO sample, named by what version 2 does with them. */
export const fates: Readonly<Record<Lang, Readonly<Record<Fate, string>>>> = {
  'zh-TW': {
    changed: '總部初步考慮設於上海，相關安排則將與有意加入的國家商議',
    exact: '這是一項提案，不是既有機構',
    orphan: '官媒評論稱 WAICO 與聯合國互補',
    rewritten: '可以借鏡的是順序：先以補充之名降低加入的政治成本，再隨成員增加累積自己的規範。',
    moved: '兩組論點的強度並不相稱。支持方最有力的一點是需求',
  },
  en: {
    changed: 'Beijing says that Shanghai is tentatively considered for the headquarters',
    exact: 'This is a proposal, not an institution',
    orphan: 'A state-media opinion piece describes WAICO as complementary to the UN',
    rewritten:
      'What can be borrowed is the sequence. A modest claim lowers the political cost of joining, and norms accumulate as members arrive.',
    moved: 'The two lists are uneven in strength. The best argument in favour is demand',
  },
}
export type Fate = 'changed' | 'exact' | 'orphan' | 'rewritten' | 'moved'

const rewritten: Readonly<Record<Lang, readonly (readonly [string, string])[]>> = {
  'zh-TW': [
    ['總部初步考慮設於上海，相關安排則將', '總部已確定設於上海，相關安排仍將'],
    [fates['zh-TW'].rewritten, '兩家銀行的經驗都提醒觀察者，簽約國家的名單要看得比宣言的措辭更重，也更早。'],
  ],
  en: [
    ['Shanghai is tentatively considered for the headquarters', 'Shanghai has been settled on for the headquarters'],
    [fates.en.rewritten, 'Both banks remind observers to weigh signatures over declarations, and to do it early.'],
  ],
}

/** A copy of the WAICO sample as version 2: words changed, a passage rewritten, one gone, one moved, the date of an event corrected. */
export async function secondEdition(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'briefdesk-edition-'))
  await cp('samples/waico', folder, { recursive: true })
  const edit = async (file: string, change: (text: string) => string) => {
    const before = await readFile(join(folder, file), 'utf8')
    await writeFile(join(folder, file), change(before))
  }
  for (const lang of ['zh-TW', 'en'] as const) {
    await edit(`text.${lang}.md`, (text) => {
      const replaced = rewritten[lang].reduce((now, [from, to]) => swap(now, from, to), text)
      const gone = swap(replaced, blockOf(replaced, 'p12'), '')
      const moving = blockOf(gone, 'p31')
      const without = swap(gone, moving, '')
      return swap(without, '{#h5}\n', `${moving.replace('{#p31}', '{#p31b}')}{#h5}\n`)
    })
  }
  await edit('timeline.csv', (text) => swap(text, 'e01,2015-06-29', 'e01,2015-06-28'))
  await edit('briefing.yaml', (text) => swap(text, 'issued: 2026-07-10', 'issued: 2026-08-31'))
  return folder
}

function swap(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the sample does not say: ${from}`)
  return text.replace(from, () => to)
}

/** A block with its id line and the empty line after it. */
function blockOf(text: string, id: string): string {
  const found = new RegExp(`\\{#${id}\\}\\n[^\\n]*\\n\\n`).exec(text)
  if (found === null) throw new Error(`the sample has no block ${id}`)
  return found[0]
}

/** Annotations of every fate on the words of one language, and one on an event, made over the door. */
export async function annotateFates(page: Page, lang: Lang): Promise<void> {
  const quotes = Object.entries(fates[lang])
  await page.evaluate(
    async ({ quotes, lang }) => {
      const { bridge } = window as unknown as {
        bridge: { call: (n: string, o: string, i: unknown) => Promise<{ ok: boolean; value: unknown }> }
      }
      const rows = (await bridge.call('briefings', 'list', {})).value as { id: string; slug: string }[]
      const id = rows.find(({ slug }) => slug === 'waico')?.id
      const briefing = (await bridge.call('briefings', 'open', { id })).value as {
        version: string
        content: { editions: Record<string, { blocks: { id: string; text: string }[] }> }
      }
      const base = { briefing: id, version: briefing.version, tags: ['複核'] }
      const kinds = ['fact', 'judgement', 'question', 'action', 'keypoint']
      for (const [index, [fate, quote]] of quotes.entries()) {
        const block = briefing.content.editions[lang]?.blocks.find(({ text }) => text.includes(quote))
        if (!block) throw new Error(`these words are nowhere: ${quote}`)
        const start = block.text.indexOf(quote)
        const selector = { block: block.id, exact: quote, prefix: '', suffix: '', start, end: start + quote.length }
        const target = { type: 'text', lang, selectors: [selector] }
        const reply = await bridge.call('annotations', 'add', {
          ...base,
          target,
          kind: kinds[index],
          note: `note: ${fate}`,
        })
        if (!reply.ok) throw new Error(JSON.stringify(reply))
      }
      const target = { type: 'event', id: 'e01' }
      await bridge.call('annotations', 'add', { ...base, target, kind: 'question', note: 'note: event' })
    },
    { quotes, lang },
  )
}

/** Takes a folder in by the window's own button. */
export async function importFolder({ app, page }: RunningApp, lang: Lang, folder: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
  }, folder)
  await page.getByRole('button', { name: words(lang)('briefings:import.button') }).click()
  await page.getByRole('menuitem', { name: words(lang)('briefings:import.folder') }).click()
  await expect(page.getByText('2026-08-31').first()).toBeVisible()
}

/** A desk on which the WAICO briefing was read, annotated in every fate, and came in as version 2. */
export async function deskWithSecondEdition(lang: Lang, settings: Readonly<Record<string, unknown>> = {}) {
  const running = await startApp({ lang, settings })
  const { page } = running
  await openSample(page, 'waico', lang)
  // Where one reads is written down a moment later.
  await page.waitForTimeout(1500)
  await annotateFates(page, lang)
  await page.getByRole('button', { name: words(lang)('reader:bar.back'), exact: true }).click()
  const folder = await secondEdition()
  await importFolder(running, lang, folder)
  await rm(folder, { recursive: true })
  return running
}
