// The demonstration for a machine without a display: the real app on a library of its own, in both languages.
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from '@playwright/test'
import {
  ensureSystem,
  findElectron,
  isMain,
  machineSwitches,
  main,
  root,
  runEnvironment,
  withDisplay,
} from './electron.mjs'

const out = join(root, 'out/demo')

const exported = { timeline: true, risks: true, notes: true, annotations: true, calendar: 'both' }

/** What a reader has marked before the pictures are taken, by the command line. */
const marks = {
  'zh-TW': [
    ['waico', '這是一項提案，不是既有機構', 'keypoint', '對外說明一律寫「提案」。'],
    ['waico', '總部初步考慮設於上海', 'question', '何時定案？向駐外同仁查證。'],
  ],
  en: [
    ['waico', 'This is a proposal, not an institution', 'keypoint', 'Always say “proposal” in outgoing papers.'],
    [
      'waico',
      'no charter, no list of founding members and no signed document',
      'question',
      'Check again after WAIC 2026.',
    ],
  ],
}

async function annotate(library, lang) {
  for (const [slug, quote, kind, note] of marks[lang]) {
    const args = [
      '--library',
      library,
      'annotate',
      slug,
      '--lang',
      lang,
      '--quote',
      quote,
      '--kind',
      kind,
      '--note',
      note,
    ]
    const { status, stderr } = spawnSync(process.execPath, [join(root, 'out/main/cli.js'), ...args], {
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(stderr.trim())
  }
}

async function openApp({ lang, folder, env }) {
  const preferences = join(folder, `preferences-${lang}`)
  const library = join(folder, `library-${lang}`)
  await annotate(library, lang)
  await mkdir(preferences, { recursive: true })
  await writeFile(join(preferences, 'preferences.json'), JSON.stringify({ settings: { lang, theme: 'light' } }))
  const app = await _electron.launch({
    cwd: root,
    env: { ...env, BRIEFDESK_LIBRARY: library },
    args: [...machineSwitches(), `--user-data-dir=${preferences}`, root],
  })
  return { app, page: await app.firstWindow() }
}

/** Asks the app over its own door, as its window does; throws what it refuses. */
async function ask(page, noun, operation, input) {
  const reply = await page.evaluate(([a, b, c]) => window.bridge.call(a, b, c), [noun, operation, input])
  if (!reply.ok) throw new Error(`${noun}.${operation}: ${reply.code} ${JSON.stringify(reply.data ?? {})}`)
  return reply.value
}

async function screenshot(page, name) {
  // Long enough for fonts, marks and the fade of a new screen.
  await page.waitForTimeout(700)
  const path = join(out, `${name}.png`)
  await page.screenshot({ path })
  return path
}

/** The screens and papers of one language; yields the paths of the files as they are written. */
async function* show({ app, page, lang }) {
  await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor()
  const briefings = await ask(page, 'briefings', 'list', {})
  if (briefings.length === 0) throw new Error('the library has no samples')
  await page.getByRole('main').getByRole('listitem').first().waitFor()
  yield screenshot(page, `library.${lang}`)
  const open = async (slug) => {
    const title = briefings.find((each) => each.slug === slug).head.title[lang]
    await page.getByRole('button', { name: title, exact: true }).first().click()
    await page.locator('article [data-at]').first().waitFor()
  }
  const tab = (index) => page.getByRole('tab').nth(index).click()
  await open('waico')
  yield screenshot(page, `reader.${lang}`)
  await tab(1)
  yield screenshot(page, `timeline.${lang}`)
  await page.locator('header button').first().click()
  await open('un-ai-governance')
  await tab(2)
  yield screenshot(page, `risks.${lang}`)
  for (const { id, slug } of briefings) {
    const path = join(out, `${slug}.${lang}.pdf`)
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    }, path)
    const options = { ...exported, lang }
    await ask(page, 'exports', 'brief', { job: randomUUID(), briefing: id, options })
    yield path
  }
}

/** Writes out/demo and prints the paths. */
export async function demo() {
  const runtime = await findElectron()
  ensureSystem(runtime)
  const folder = await mkdtemp(join(tmpdir(), 'briefdesk-demo-'))
  try {
    await rm(out, { recursive: true, force: true })
    await mkdir(out, { recursive: true })
    await withDisplay(async (display) => {
      const env = runEnvironment(runtime, display)
      // Playwright asks the electron package for the binary in this process.
      process.env.ELECTRON_OVERRIDE_DIST_PATH = env.ELECTRON_OVERRIDE_DIST_PATH
      for (const lang of ['zh-TW', 'en']) {
        const { app, page } = await openApp({ lang, folder, env })
        try {
          for await (const path of show({ app, page, lang })) process.stdout.write(`${path}\n`)
        } finally {
          await app.close()
        }
      }
    })
    return 0
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

if (isMain(import.meta.url)) await main(demo)
