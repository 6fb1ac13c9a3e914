// Two windows on one briefing, each with its own idea of it: no text is ever overwritten by one who had not seen it.
// They change, remove, go back in the history, undo, redo, die while typing and find their drafts again.

import { join } from 'node:path'
import { openWindow } from './interleave-window.mjs'
import { faultsOf, openFile } from './judge.mjs'
import { openedLibrary } from './library.mjs'
import { noteWords } from './random.mjs'

export async function torture({ runs, random, scene, say }) {
  const folder = scene.place('library')
  const library = await openedLibrary(scene, folder)
  const [row] = await library.value('briefings', 'list', {})
  const because = []
  const counts = {
    acknowledged: 0,
    reverts: 0,
    undo: 0,
    redo: 0,
    undoRefused: 0,
    crashes: 0,
    draftsReopened: 0,
    conflicts: 0,
    conflictsWithTheirText: 0,
    resolvedMine: 0,
    resolvedTheirs: 0,
    keptAsDraft: 0,
  }
  let turn = 0
  let number = 0
  const words = () => {
    number += 1
    return noteWords(random, number)
  }
  /** Every write that was acknowledged: which state it was made on, and what it says. */
  const acknowledged = []
  const known = new Set()
  const write = async (operation, input, on) => {
    const reply = await library.ask('annotations', operation, input)
    if (reply === null) throw new Error(`annotations.${operation}: the library process died. ${library.errors()}`)
    // What was done already is answered with what is there, and nothing is written.
    if (!reply.ok || known.has(reply.value.hlc)) return reply
    const { hlc, note = null } = reply.value
    known.add(hlc)
    counts.acknowledged += 1
    if (operation === 'revert') counts.reverts += 1
    acknowledged.push({ id: input.id ?? reply.value.id, on, hlc, note })
    return reply
  }
  const told = (what) => because.push(`turn ${turn}: ${what}`)
  const shared = { random, library, briefing: row.id, write, counts, told, words }
  const windows = [openWindow({ name: 'one', ...shared }), openWindow({ name: 'two', ...shared })]
  const waiting = []
  const target = { type: 'briefing' }

  for (; turn < runs; turn += 1) {
    const draft = { briefing: row.id, version: row.version, target, kind: 'fact', note: words(), tags: [] }
    const made = (await write('add', draft, null)).value
    for (const window of windows) window.look(made)
    const steps = random.whole(2, 8)
    for (let step = 0; step < steps; step += 1) {
      // Both at once: neither waits for the other's answer.
      if (random.happens(0.4)) await Promise.all(windows.map((window) => window.act()))
      else await random.pick(windows).act()
      // Now and then a window hears what the other one did.
      if (random.happens(0.3)) {
        const all = await library.value('annotations', 'list', { briefing: row.id })
        const now = all.find(({ id }) => id === made.id)
        if (now) random.pick(windows).hear(now)
      }
    }
    // A list of thousands would only make the test slow.
    if (turn % 5 !== 0) {
      const rest = await library.value('annotations', 'list', { briefing: row.id })
      for (const { id, hlc } of rest) await write('remove', { id, hlc }, hlc)
    }
    for (const window of windows) {
      if (turn % 20 !== 0) await window.discard()
      else if (window.waiting()) waiting.push(window.waiting())
    }
    if ((turn + 1) % 250 === 0) say(`${turn + 1} interleavings, ${counts.conflicts} conflicts`)
  }

  const sample = await library.value('annotations', 'list', { briefing: row.id })
  await library.close()
  const path = join(folder, 'library.sqlite')
  const silent = silentOverwrites(path, acknowledged, waiting)
  for (const each of silent.overwritten) because.push(`silently overwritten: ${each}`)
  for (const each of silent.vanished) because.push(`in no history and no draft: ${each}`)
  for (const each of faultsOf(path)) because.push(each)
  return {
    verdict: because.length > 0 ? 'broken' : 'kept',
    interleavings: runs,
    ...counts,
    draftsLeft: waiting.length,
    silentOverwrites: silent.overwritten.length,
    textsInNoHistory: silent.vanished.length,
    listed: sample.length,
    because: because.slice(0, 20),
  }
}

/** Reads the file itself: each state must have been replaced by one who had seen it, and every text must be somewhere. */
function silentOverwrites(path, acknowledged, waiting) {
  const db = openFile(path, { readOnly: true })
  const all = (sql) => db.prepare(sql).all()
  const replacements = all('SELECT record_id, hlc, replaced_by_hlc FROM record_history')
  const followed = new Map(replacements.map((each) => [`${each.record_id} ${each.replaced_by_hlc}`, each.hlc]))
  const replaced = new Set(replacements.map(({ record_id, hlc }) => `${record_id} ${hlc}`))
  const currents = new Map(all('SELECT id, hlc FROM annotations').map(({ id, hlc }) => [id, hlc]))
  const drafts = new Map(all('SELECT key, text FROM drafts').map(({ key, text }) => [key, text]))
  const texts = new Set()
  for (const table of ['record_history', 'change_log']) {
    for (const { payload } of all(`SELECT payload FROM ${table} WHERE "table" = 'annotations'`)) {
      const { id, note } = JSON.parse(payload)
      texts.add(`${id} ${note}`)
    }
  }
  db.close()
  const overwritten = []
  const vanished = []
  for (const { id, on, hlc, note } of acknowledged) {
    const before = followed.get(`${id} ${hlc}`)
    if (note !== null && !texts.has(`${id} ${note}`)) vanished.push(`${id} ${note}`)
    if (on !== null && before !== on) overwritten.push(`${id} was ${before}, not ${on}`)
    if (currents.get(id) !== hlc && !replaced.has(`${id} ${hlc}`)) vanished.push(`${id} at ${hlc}`)
  }
  for (const { key, text } of waiting) if (drafts.get(key) !== text) vanished.push(`${key} ${text}`)
  return { overwritten, vanished }
}
