// The window dies while a note is typed: at most the last quarter of a second of typing is gone.
import { prefer, withApp } from './app.mjs'
import { markParagraph, openEditor, wordsOf } from './editor.mjs'
import { within } from './library.mjs'
import { isBusy } from './scene.mjs'

/** How much typing may be lost, in milliseconds (the drafts are written that often). */
const promised = 250
const lang = 'zh-TW'
const letters = [...'算力治理與章程草案一二三四五六七八九十abcdefghij ']

export function torture({ runs, random, scene, say }) {
  return withApp(scene, async (start) => {
    const folder = scene.place('app')
    prefer(folder, { lang })
    const running = await start({ folder })
    await running.usable()
    const { briefing } = await markParagraph(running.ask, { slug: 'waico', lang, note: '' })
    const { note, edit } = wordsOf(lang)
    const opening = `(${openEditor})(${JSON.stringify({ title: '上海提案', note, edit })})`
    const losses = []
    const fromKey = []
    const found = { crashes: 0, typed: 0, lost: 0, crashesWithLoss: 0, shownAgain: 0 }
    const because = []
    // Playwright's page dies with the renderer, so everything from here on is done from inside the app.
    await within(30_000, inWindow(running.app, opening), 'the editor did not open')
    let before = ''
    for (let turn = 0; turn < runs; turn += 1) {
      const order = {
        keys: Array.from({ length: 200 }, () => random.pick(letters)),
        every: random.whole(15, 90),
        crashAfter: random.whole(600, 3000),
      }
      const { typed, crashedAt } = await within(
        40_000,
        running.app.evaluate(typeAndCrash, order),
        'the window did not come back',
      )
      found.crashes += 1
      found.typed += typed.length
      const asking = `window.bridge.call('annotations', 'drafts', ${JSON.stringify({ briefing })})`
      const reply = await within(30_000, inWindow(running.app, asking), 'no answer after the crash')
      const kept = (reply.value[0]?.text ?? '').slice(before.length)
      const whole = typed.map(({ key }) => key).join('')
      if (!whole.startsWith(kept) || !(reply.value[0]?.text ?? '').startsWith(before))
        because.push(`crash ${turn}: the draft says something else`)
      const lost = whole.length - kept.length
      found.lost += lost
      if (lost > 0) found.crashesWithLoss += 1
      const first = typed[kept.length]
      // From the moment the letter stood in the field; one that never did was not typed yet.
      losses.push(first?.shownAt === undefined ? 0 : Math.max(0, crashedAt - first.shownAt))
      fromKey.push(first === undefined ? 0 : crashedAt - first.at)
      await within(30_000, inWindow(running.app, opening), 'the editor did not open again')
      const shown = await shownWords(running.app, before + kept, note)
      if (shown === before + kept) found.shownAgain += 1
      else because.push(`crash ${turn}: the editor does not show the draft`)
      before = shown
      if ((turn + 1) % 10 === 0) say(`${turn + 1} crashes, at worst ${Math.max(...losses)} ms lost`)
    }
    await running.close()
    losses.sort((a, b) => a - b)
    const worst = losses.at(-1)
    const broken = because.length > 0
    const over = losses.filter((each) => each > promised).length
    if (over > 0) because.push(`${worst} ms of typing were lost, and ${over} times more than ${promised} ms`)
    const busy = isBusy()
    if (over > 0 && busy) because.push('the machine is too busy to judge time')
    return {
      verdict: broken || (over > 0 && !busy) ? 'broken' : over > 0 ? 'skipped' : 'kept',
      over,
      ...found,
      lostMs: { p50: losses[Math.floor(losses.length / 2)], worst, worstFromKey: Math.max(...fromKey), promised },
      because: because.slice(0, 20),
    }
  })
}

/** What the editor shows, once it shows the words waited for; after three seconds whatever it shows. */
async function shownWords(app, wanted, note) {
  const field = `[...document.querySelectorAll('textarea')].find((each) => each.getAttribute('aria-label') === ${JSON.stringify(note)})`
  let shown = null
  for (let turn = 0; turn < 60; turn += 1) {
    shown = await within(10_000, inWindow(app, `${field}?.value ?? null`), 'the editor is gone')
    if (shown === wanted) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return shown
}

const inWindow = (app, script) =>
  app.evaluate(
    ({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0].webContents.executeJavaScript(code),
    script,
  )

/** Runs in the main process: types, kills the renderer in the middle, and waits until the window is there again. */
async function typeAndCrash({ BrowserWindow }, { keys, every, crashAfter }) {
  const { webContents } = BrowserWindow.getAllWindows()[0]
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
  const back = new Promise((resolve) => webContents.once('did-finish-load', resolve))
  const typed = []
  let crashedAt = null
  setTimeout(() => {
    crashedAt = Date.now()
    webContents.forcefullyCrashRenderer()
  }, crashAfter)
  for (const key of keys) {
    if (crashedAt !== null) break
    typed.push({ key, at: Date.now() })
    const letter = typed.at(-1)
    const shown = webContents.insertText(key).then(
      () => {
        letter.shownAt = Date.now()
      },
      () => {},
    )
    await Promise.race([shown, pause(500)])
    await pause(every)
  }
  while (crashedAt === null) await pause(10)
  await back
  return { typed, crashedAt }
}
