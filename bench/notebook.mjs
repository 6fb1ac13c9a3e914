// The notebook with 10,000 annotations over 20 briefings against the same screen with 100, in one run, A/B/A/B:
//   npm run bench -- notebook [--no-build] [--rounds 4] [--lang zh-TW|en]
// Gates: filtering, sorting and grouping 10,000 rows take less than 100 ms (p95), and no frame of scrolling takes over
// twice the worst of the small library (and never less than 50 ms counts as bad).
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from '@playwright/test'
import { machineSwitches, root, runEnvironment, withDisplay } from '../scripts/electron.mjs'
import { makeLibrary } from './notebook-library.mjs'

const sizes = { small: 100, large: 10_000 }
const gates = { change: 100, frame: 2 }

/** In the page: from the press of the rail's button until rows are painted, and until all of them are known. */
async function open(page, count) {
  return page.evaluate(async (wanted) => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
    const button = [...document.querySelectorAll('nav.side button')][1]
    const began = performance.now()
    button.click()
    while (document.querySelectorAll('.nb-row').length === 0) await frame()
    await frame()
    const first = performance.now() - began
    const known = () =>
      Number(
        document
          .querySelector('.bar .num')
          ?.textContent?.match(/[\d,]+/)?.[0]
          .replace(',', ''),
      )
    while (known() < wanted) await frame()
    await frame()
    return { first, all: performance.now() - began }
  }, count)
}

/** In the page: scrolls for five seconds, half a window each frame, back and forth. */
async function scroll(page) {
  return page.evaluate(async () => {
    const pane = document.querySelector('.nb-list')
    pane.scrollTop = 0
    await new Promise((done) => setTimeout(done, 400))
    const frames = []
    const began = performance.now()
    let last = await new Promise((done) => requestAnimationFrame(done))
    let way = 1
    while (performance.now() - began < 5000) {
      if (pane.scrollTop + pane.clientHeight >= pane.scrollHeight - 2) way = -1
      else if (pane.scrollTop <= 0) way = 1
      pane.scrollTop += (way * pane.clientHeight) / 2
      const now = await new Promise((done) => requestAnimationFrame(done))
      frames.push(now - last)
      last = now
    }
    pane.scrollTop = 0
    return frames
  })
}

/** In the page: what a filter, a search, another order take until the page is painted anew. */
async function change(page) {
  return page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
    const times = []
    const timed = async (act) => {
      await frame()
      const began = performance.now()
      act()
      await frame()
      times.push(performance.now() - began)
      await new Promise((done) => setTimeout(done, 60))
    }
    const boxes = () => [...document.querySelectorAll('.nb-facets input[type=checkbox]')]
    for (const at of [0, 1, 3, 5, 8]) {
      await timed(() => boxes()[at]?.click())
      await timed(() =>
        boxes()
          .find((box) => box.checked)
          ?.click(),
      )
    }
    const field = document.querySelector('.nb-search input')
    const type = (text) => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, text)
      field.dispatchEvent(new Event('input', { bubbles: true }))
    }
    for (const text of ['標', '標準', '標準 a', 'st', 'stand', 'standards', '']) await timed(() => type(text))
    return times
  })
}

/** Chooses each grouping and each order from the menu; only the choice itself is timed. */
async function order(page) {
  const times = []
  for (let at = 0; at < 12; at += 1) {
    const item = page.locator('[role=menuitemradio]').nth((at * 5) % 12)
    // A menu that is still closing takes the press for itself.
    for (let tries = 0; tries < 8 && !(await item.isVisible()); tries += 1) {
      await page.locator('.nb-bar [aria-haspopup]').first().press('Enter')
      await page.waitForTimeout(400)
    }
    times.push(
      await item.evaluate(async (item) => {
        const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
        const began = performance.now()
        item.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType: 'mouse', button: 0 }))
        item.dispatchEvent(new PointerEvent('pointerup', { bubbles: true, pointerType: 'mouse', button: 0 }))
        item.click()
        await frame()
        return performance.now() - began
      }),
    )
    await page.waitForTimeout(300)
    if (await item.isVisible()) await page.keyboard.press('Escape')
    await page.waitForTimeout(200)
  }
  return times
}

const sorted = (list) => list.toSorted((a, b) => a - b)
const median = (list) => sorted(list)[Math.floor(list.length / 2)]
const p95 = (list) => sorted(list)[Math.min(list.length - 1, Math.floor(list.length * 0.95))]
const rounded = (value) => Math.round(value * 100) / 100
const say = (line) => process.env.BRIEFDESK_DEBUG && process.stderr.write(`${line}\n`)

export async function notebook(runtime, { rounds = 4, lang = 'zh-TW', libraries = {} } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'briefdesk-bench-'))
  try {
    return await withDisplay(async (display) => {
      const env = runEnvironment(runtime, display)
      process.env.ELECTRON_OVERRIDE_DIST_PATH = env.ELECTRON_OVERRIDE_DIST_PATH
      const pages = {}
      const apps = []
      try {
        for (const [name, count] of Object.entries(sizes)) {
          const library = libraries[name] ?? join(folder, `library-${name}`)
          if (!libraries[name]) await makeLibrary({ library, work: join(folder, 'work'), count })
          const preferences = join(folder, `preferences-${name}`)
          await mkdir(preferences, { recursive: true })
          await writeFile(join(preferences, 'preferences.json'), JSON.stringify({ settings: { lang, theme: 'light' } }))
          const app = await _electron.launch({
            cwd: root,
            env: { ...env, BRIEFDESK_LIBRARY: library },
            args: [
              ...machineSwitches(),
              '--disable-renderer-backgrounding',
              '--disable-backgrounding-occluded-windows',
              `--user-data-dir=${preferences}`,
              root,
            ],
          })
          apps.push(app)
          pages[name] = await app.firstWindow()
        }
        return await measure(pages, { rounds, lang })
      } finally {
        for (const app of apps) await app.close()
      }
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(pages, { rounds, lang }) {
  const found = Object.fromEntries(
    Object.keys(sizes).map((name) => [name, { first: [], all: [], frames: [], changes: [], orders: [] }]),
  )
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, count] of Object.entries(sizes)) {
      const page = pages[name]
      await page.bringToFront()
      // A new page each time: nothing is known of any annotation, as at the first opening.
      await page.reload()
      await page.getByRole('main').getByRole('listitem').first().waitFor()
      await page.evaluate(() => document.fonts.ready)
      await page.waitForTimeout(500)
      const { first, all } = await open(page, count)
      const changes = await change(page)
      const orders = await order(page)
      await page.reload()
      await page.getByRole('main').getByRole('listitem').first().waitFor()
      await page.waitForTimeout(300)
      await open(page, count)
      const frames = await scroll(page)
      say(`${name} first ${first} all ${all} p95 ${p95([...changes, ...orders])} worst frame ${Math.max(...frames)}`)
      // The first round warms the machine up and does not count.
      if (round < 0) continue
      found[name].first.push(first)
      found[name].all.push(all)
      found[name].frames.push(Math.max(...frames))
      found[name].changes.push(...changes)
      found[name].orders.push(...orders)
    }
  }
  const ratio = (of, what) => rounded(of(found.large[what]) / of(found.small[what]))
  const result = {
    ...{ lang, annotations: sizes, rounds },
    firstRows: ratio(median, 'first'),
    allRows: ratio(median, 'all'),
    worstFrame: ratio(median, 'frames'),
    filter: ratio(p95, 'changes'),
    order: ratio(p95, 'orders'),
    milliseconds: Object.fromEntries(
      Object.entries(found).map(([name, { first, all, frames, changes, orders }]) => [
        name,
        {
          ...{ firstRows: first.map(Math.round), allRows: all.map(Math.round), worstFrames: frames.map(Math.round) },
          ...{ filterMedian: rounded(median(changes)), filterP95: rounded(p95(changes)) },
          ...{ orderMedian: rounded(median(orders)), orderP95: rounded(p95(orders)) },
        },
      ]),
    ),
  }
  const { filterP95, orderP95 } = result.milliseconds.large
  const calm = result.worstFrame <= gates.frame || Math.max(...found.large.frames) < 50
  return { ...result, gates, kept: filterP95 < gates.change && orderP95 < gates.change && calm }
}
