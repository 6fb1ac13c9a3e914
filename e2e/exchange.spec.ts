import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { endApp, type Lang, type RunningApp, startApp } from './app.ts'
import { openSample, samples, stored } from './desk.ts'
import { words } from './words.ts'

const choose = ({ app }: RunningApp, path: string) =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen })
  }, path)

/** Presses an item of the application menu. */
const press = ({ app }: RunningApp, label: string) =>
  app.evaluate(({ Menu }, wanted) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? []
    items.find((item) => item.label === wanted)?.click()
  }, label)

const quote = { 'zh-TW': '這是一項提案，不是既有機構', en: 'This is a proposal, not an institution' }

const row = (id: string, title: string, more: object) => ({
  id,
  created: '2026-02-01T00:00:00Z',
  updated: '2026-02-01T00:00:00Z',
  user: 'acct:ann@hypothes.is',
  uri: 'https://example.org/page',
  text: '',
  tags: [],
  document: { title: [title] },
  ...more,
})
const quoting = (exact: string) => [
  { source: 'https://example.org/page', selector: [{ type: 'TextQuoteSelector', exact, prefix: '', suffix: '' }] },
]

for (const lang of ['zh-TW', 'en'] satisfies Lang[]) {
  test(`a Hypothesis file comes in with a report, is taken back, comes again, and goes out as JSON-LD (${lang})`, async () => {
    const say = words(lang)
    const folder = await mkdtemp(join(tmpdir(), 'briefdesk-exchange-'))
    const file = join(folder, 'hypothesis.json')
    const title = samples.waico[lang]
    const rows = [
      row('a', 'some page', { text: 'why <b>not</b>?', tags: ['question'], target: quoting(quote[lang]) }),
      row('b', 'some page', { text: 'lost', target: quoting('no such words anywhere 沒有這些字') }),
      row('c', 'some page', {
        target: [
          { source: 'https://example.org/page', selector: [{ type: 'TextPositionSelector', start: 1, end: 4 }] },
        ],
      }),
    ]
    await writeFile(file, JSON.stringify({ rows }))
    const running = await startApp({ lang })
    const { page } = running
    await openSample(page, 'waico', lang)
    await choose(running, file)
    await press(running, say('menu:importAnnotations'))
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText('hypothesis.json')
    await expect(dialog.getByRole('listitem')).toHaveCount(3)
    // The file names a page that no briefing is: the reader says which one.
    const choice = dialog.getByRole('combobox', { name: say('exchange:import.into') })
    const option = choice.locator('option', { hasText: title })
    await choice.selectOption((await option.first().getAttribute('value')) ?? '')
    await dialog.getByRole('button', { name: say('exchange:import.again') }).click()
    await expect(dialog.getByRole('listitem').filter({ hasText: say('exchange:refused.position-only') })).toHaveCount(1)
    await expect(dialog).toContainText(say('exchange:import.orphanedWhat'))
    const statuses = async () =>
      (await stored(page, 'waico')).map(({ kind, note, resolution }) => `${kind} ${note} ${resolution.status}`).sort()
    const both = ['keypoint lost orphan', 'question why <b>not</b>? exact']
    expect(await statuses()).toEqual(both)
    await dialog.getByRole('button', { name: say('exchange:import.undo') }).click()
    await expect.poll(statuses).toEqual([])
    await page.keyboard.press('Control+Shift+Z')
    await expect.poll(statuses).toEqual(both)

    const out = join(folder, 'out')
    await choose(running, out)
    await press(running, say('menu:exportAnnotations'))
    await expect(dialog.getByRole('radio', { name: 'JSON-LD' })).toBeChecked()
    await page.keyboard.press('Enter')
    await expect(page.getByText(say('exchange:export.done_other', { count: 2, file: 'out.jsonld' }))).toBeVisible()
    const written = JSON.parse(await readFile(`${out}.jsonld`, 'utf8'))
    expect([written.type, written.total, written.first.items.length]).toEqual(['AnnotationCollection', 2, 2])
    await rm(folder, { recursive: true })
    await endApp(running)
  })

  test(`a file that is not JSON is refused with its line, and nothing is taken in (${lang})`, async () => {
    const say = words(lang)
    const folder = await mkdtemp(join(tmpdir(), 'briefdesk-exchange-'))
    const file = join(folder, 'broken.json')
    await writeFile(file, '[\n  {"type": "Annotation",\n')
    const running = await startApp({ lang })
    const { page } = running
    await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(2)
    await choose(running, file)
    await press(running, say('menu:importAnnotations'))
    await expect(page.getByRole('alert')).toHaveText(
      say('exchange:failed.not-json', { file: 'broken.json', line: 3, column: 1 }),
    )
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    expect(await stored(page, 'waico')).toEqual([])
    await rm(folder, { recursive: true })
    await endApp(running)
  })
}
