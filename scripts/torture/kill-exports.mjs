// kill -9 of the press while it sets and writes a brief: the final name is absent, the old file, or the complete new one.
import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../electron.mjs'
import { openedLibrary, pause, within } from './library.mjs'

const options = { lang: 'both', timeline: true, risks: true, notes: true, annotations: true, calendar: 'both' }

export async function killExports({ runs, random, scene, say, because }) {
  const entry = join(root, 'out/main/press-process.js')
  const found = { absent: 0, old: 0, complete: 0 }
  if (!existsSync(entry)) {
    say('there is no press in this build; exports were not tried')
    return { ...found, tried: false }
  }
  const folder = scene.place('library')
  const library = await openedLibrary(scene, folder)
  const [row] = await library.value('briefings', 'list', {})
  const brief = await library.value('inner', 'composeBrief', { briefing: row.id, options, author: '' })
  await library.close()
  const old = Buffer.from('%PDF-1.7 of yesterday\n%%EOF\n')
  let usual = 6000
  for (let turn = 0; turn <= runs; turn += 1) {
    const out = join(scene.place('export'), 'brief.pdf')
    const replaces = random.happens(0.5)
    if (replaces) writeFileSync(out, old)
    const started = performance.now()
    const press = scene.watch(fork(entry, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] }))
    const ended = new Promise((resolve) => press.once('exit', resolve))
    const writing = new Promise((resolve) => {
      press.on('message', (told) => {
        if (told.type === 'done' || told.type === 'failed' || told.stage === 'writing') resolve(told)
      })
    })
    press.send({ type: 'press', job: randomUUID(), brief, out })
    if (turn === 0) {
      // The first one may finish: it tells how long an export takes here.
      const told = await within(
        60_000,
        new Promise((resolve) => press.on('message', (each) => each.type !== 'progress' && resolve(each))),
        'no export',
      )
      if (told.type !== 'done') because.push(`export: ${told.code}`)
      usual = performance.now() - started
    } else if (random.happens(0.6)) {
      await Promise.race([writing, pause(usual * 3)])
      await pause(random.whole(0, 8))
    } else await pause(random.whole(0, usual))
    press.kill('SIGKILL')
    await within(10_000, ended, 'the killed press did not end')
    const state = stateOf(out, replaces ? old : null)
    if (state === 'broken' || (state === 'absent' && replaces))
      because.push(`export (kill ${turn}): the file is ${state}`)
    else found[state] += 1
  }
  return found
}

function stateOf(out, old) {
  if (!existsSync(out)) return 'absent'
  const bytes = readFileSync(out)
  if (old?.equals(bytes)) return 'old'
  const text = bytes.toString('latin1')
  const at = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1] ?? Number.NaN)
  return text.startsWith('%PDF-') && at < bytes.length ? 'complete' : 'broken'
}
