// A long page with 2,000 annotations against the same page with none, in one run of the app, A/B/A/B:
//   npm run bench -- highlights [--no-build] [--rounds 6] [--lang zh-TW|en]
// Gates: it is on screen in at most 1.25 times the time, and no frame of scrolling takes over twice the worst without.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from '@playwright/test'
import { machineSwitches, root, runEnvironment, withDisplay } from '../scripts/electron.mjs'
import { sentences } from './sentences.mjs'

const paragraphs = 200
const marks = 2000
const gates = { render: 1.25, frame: 2 }

const textOf = (lang, index) =>
  (lang === 'en' ? `Paragraph ${index}. ` : `第 ${index} 段。`) +
  Array.from({ length: 5 }, (_, at) => sentences[lang][(index + at) % 5])
    .join('')
    .trim()

async function writeBriefing(folder, slug, id) {
  await mkdir(folder, { recursive: true })
  const title = { marked: '長文甲 Long A', bare: '長文乙 Long B' }[slug]
  await writeFile(
    join(folder, 'briefing.yaml'),
    `format: 1\nbriefing: ${id}\nslug: ${slug}\nlead: zh-TW\nlanguages: [zh-TW, en]\ntitle:\n  zh-TW: ${title}\n  en: ${title}\nsummary:\n  zh-TW: 量測用的長文。\n  en: A long text to measure with.\npublisher:\n  zh-TW: 案頭\n  en: Briefdesk\nissued: 2026-07-10\ntlp: GREEN\nsecrecy: none\n`,
  )
  for (const lang of ['zh-TW', 'en']) {
    const blocks = Array.from({ length: paragraphs }, (_, index) => `{#p${index + 1}}\n${textOf(lang, index + 1)}\n`)
    await writeFile(join(folder, `text.${lang}.md`), blocks.join('\n'))
  }
}

const kinds = ['fact', 'judgement', 'question', 'action', 'keypoint']

/** Marks spread evenly, ten to a paragraph, overlapping here and there; every second has a note. */
function drafts(briefing, version, lang) {
  return Array.from({ length: marks }, (_, index) => {
    const paragraph = (index % paragraphs) + 1
    const text = textOf(lang, paragraph)
    const start = (index * 37) % (text.length - 40)
    const end = start + 6 + (index % 24)
    // Ends on a letter and not on a space: what is marked is trimmed.
    const exact = text.slice(start, end).trim()
    const from = text.indexOf(exact, start)
    return {
      ...{ briefing, version, kind: kinds[index % 5], tags: [] },
      note: index % 2 === 0 ? '' : `第 ${index} 則：查證後再引用。Check before quoting.`,
      target: {
        type: 'text',
        lang,
        selectors: [{ block: `p${paragraph}`, exact, prefix: '', suffix: '', start: from, end: from + exact.length }],
      },
    }
  })
}

/** In the page: opens a briefing from the library and says how long until its words, and its marks, were painted. */
async function open(page, title, painted) {
  return page.evaluate(
    async ([wanted, marked]) => {
      const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
      const row = [...document.querySelectorAll('main button')].find((each) => each.textContent.startsWith(wanted))
      const began = performance.now()
      row.click()
      while (document.querySelectorAll('article [data-block]').length < 200) await frame()
      await frame()
      const words = performance.now() - began
      const ranges = () => [...CSS.highlights.values()].reduce((sum, each) => sum + each.size, 0)
      while (marked && ranges() === 0) await frame()
      await frame()
      await frame()
      return { words, all: performance.now() - began }
    },
    [title, painted],
  )
}

/** In the page: scrolls through the text, a third of a window each frame, and says how long each frame took. */
async function scroll(page) {
  return page.evaluate(async () => {
    const pane = document.querySelector('main.doc')
    pane.scrollTop = 0
    await new Promise((done) => setTimeout(done, 300))
    const frames = []
    let last = await new Promise((done) => requestAnimationFrame(done))
    for (let step = 0; step < 150; step += 1) {
      pane.scrollTop += pane.clientHeight / 3
      const now = await new Promise((done) => requestAnimationFrame(done))
      frames.push(now - last)
      last = now
    }
    return frames
  })
}

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]
const rounded = (value) => Math.round(value * 100) / 100

export async function highlights(runtime, { rounds = 6, lang = 'zh-TW' } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'briefdesk-bench-'))
  try {
    return await withDisplay(async (display) => {
      const env = runEnvironment(runtime, display)
      process.env.ELECTRON_OVERRIDE_DIST_PATH = env.ELECTRON_OVERRIDE_DIST_PATH
      const { execFileSync } = await import('node:child_process')
      const library = join(folder, 'library')
      const ids = { marked: '019f4989-de80-7a3e-9c41-5b2d8e70f1b1', bare: '019f4989-de80-7a3e-9c41-5b2d8e70f1b2' }
      for (const slug of ['marked', 'bare']) {
        await writeBriefing(join(folder, slug), slug, ids[slug])
        execFileSync(process.execPath, [
          join(root, 'out/main/cli.js'),
          '--library',
          library,
          'import',
          join(folder, slug),
        ])
      }
      await mkdir(join(folder, 'preferences'), { recursive: true })
      const settings = { lang, theme: 'light' }
      await writeFile(join(folder, 'preferences/preferences.json'), JSON.stringify({ settings }))
      const app = await _electron.launch({
        cwd: root,
        env: { ...env, BRIEFDESK_LIBRARY: library },
        args: [...machineSwitches(), `--user-data-dir=${join(folder, 'preferences')}`, root],
      })
      try {
        const page = await app.firstWindow()
        await page.getByRole('main').getByRole('listitem').first().waitFor()
        await fill(page, ids.marked, lang)
        return await measure(page, { rounds, lang })
      } finally {
        await app.close()
      }
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function fill(page, briefing, lang) {
  const version = await page.evaluate(
    async (id) => (await window.bridge.call('briefings', 'open', { id })).value.version,
    briefing,
  )
  const failed = await page.evaluate(
    async (all) => {
      for (const draft of all) {
        const reply = await window.bridge.call('annotations', 'add', draft)
        if (!reply.ok) return JSON.stringify([reply, draft])
      }
      return null
    },
    drafts(briefing, version, lang),
  )
  say('filled')
  if (failed !== null) throw new Error(`an annotation was refused: ${failed}`)
}

const say = (line) => process.env.BRIEFDESK_DEBUG && process.stderr.write(`${line}\n`)

async function measure(page, { rounds, lang }) {
  const titles = { bare: '長文乙', marked: '長文甲' }
  const found = { bare: [], marked: [] }
  const frames = { bare: [], marked: [] }
  for (let round = -1; round < rounds; round += 1) {
    for (const slug of ['bare', 'marked']) {
      // A new page each time: nothing is known of the briefing, as at the first opening.
      await page.reload()
      await page.getByRole('main').getByRole('listitem').first().waitFor()
      await page.evaluate(() => document.fonts.ready)
      await page.waitForTimeout(400)
      const times = await open(page, titles[slug], slug === 'marked')
      const list = await scroll(page)
      say(`${slug} ${JSON.stringify(times)} worst frame ${Math.max(...list)}`)
      // The first round warms the machine up and does not count.
      if (round < 0) continue
      found[slug].push(times)
      frames[slug].push(Math.max(...list))
    }
  }
  const halves = (list) => [list.filter((_, at) => at % 2 === 0), list.filter((_, at) => at % 2 === 1)]
  const [even, odd] = halves(found.bare.map(({ all }) => all))
  const result = {
    ...{ lang, paragraphs, annotations: marks, rounds },
    words: rounded(median(found.marked.map(({ words }) => words)) / median(found.bare.map(({ words }) => words))),
    render: rounded(median(found.marked.map(({ all }) => all)) / median(found.bare.map(({ all }) => all))),
    frame: rounded(median(frames.marked) / median(frames.bare)),
    worstFrame: rounded(Math.max(...frames.marked) / Math.max(...frames.bare)),
    control: rounded(Math.max(median(even), median(odd)) / Math.min(median(even), median(odd))),
    milliseconds: {
      bare: found.bare.map(({ all }) => Math.round(all)),
      marked: found.marked.map(({ all }) => Math.round(all)),
      bareFrames: frames.bare.map(Math.round),
      markedFrames: frames.marked.map(Math.round),
    },
  }
  const kept = result.render <= gates.render && result.worstFrame <= gates.frame
  return { ...result, gates, kept }
}
