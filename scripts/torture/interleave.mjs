// Two windows on one briefing, each with its own idea of it: no text is ever overwritten by one who had not seen it.

import { join } from 'node:path'
import { openFile } from './judge.mjs'
import { openedLibrary } from './library.mjs'
import { noteWords } from './random.mjs'

export async function torture({ runs, random, scene, say }) {
  const folder = scene.place('library')
  const library = await openedLibrary(scene, folder)
  const [row] = await library.value('briefings', 'list', {})
  const because = []
  const counts = {
    acknowledged: 0,
    conflicts: 0,
    conflictsWithTheirText: 0,
    resolvedMine: 0,
    resolvedTheirs: 0,
    keptAsDraft: 0,
  }
  let number = 0
  const words = () => {
    number += 1
    return noteWords(random, number)
  }
  /** Every write that was acknowledged: which state it was made on, and what it says. */
  const acknowledged = []
  const draft = () => ({
    briefing: row.id,
    version: row.version,
    target: { type: 'briefing' },
    kind: 'fact',
    note: words(),
    tags: [],
  })
  const save = async (mark, note) => {
    const reply = await library.ask('annotations', 'change', { id: mark.id, hlc: mark.hlc, change: { note } })
    if (reply.ok) {
      counts.acknowledged += 1
      acknowledged.push({ id: mark.id, on: mark.hlc, hlc: reply.value.hlc, note })
    }
    return reply
  }
  const remove = async (mark) => {
    const reply = await library.ask('annotations', 'remove', { id: mark.id, hlc: mark.hlc })
    if (reply.ok) acknowledged.push({ id: mark.id, on: mark.hlc, hlc: null, note: null })
    return reply
  }

  for (let turn = 0; turn < runs; turn += 1) {
    const made = await library.value('annotations', 'add', draft())
    acknowledged.push({ id: made.id, on: null, hlc: made.hlc, note: made.note })
    const windows = [made, made]
    const steps = random.whole(2, 6)
    for (let step = 0; step < steps; step += 1) {
      const who = random.whole(0, 1)
      if (random.happens(0.4)) {
        // Both at once: neither waits for the other's answer.
        const texts = [words(), words()]
        const replies = await Promise.all([save(windows[0], texts[0]), save(windows[1], texts[1])])
        if (replies.every(({ ok }) => ok)) because.push(`turn ${turn}: two writes on one state were both taken`)
        for (const side of [0, 1]) await after(replies[side], side, texts[side], windows)
      } else if (random.happens(0.08)) {
        const reply = await remove(windows[who])
        if (!reply.ok) await after(reply, who, null, windows)
      } else {
        const text = words()
        await after(await save(windows[who], text), who, text, windows)
      }
      // Now and then a window hears what the other one did.
      if (random.happens(0.3)) {
        const all = await library.value('annotations', 'list', { briefing: row.id })
        windows[random.whole(0, 1)] = all.find(({ id }) => id === made.id) ?? windows[0]
      }
    }
    // A list of thousands would only make the test slow.
    if (turn % 5 !== 0) {
      const rest = await library.value('annotations', 'list', { briefing: row.id })
      for (const mark of rest) await remove(mark)
    }
    if ((turn + 1) % 250 === 0) say(`${turn + 1} interleavings, ${counts.conflicts} conflicts`)
  }

  async function after(reply, side, text, windows) {
    if (reply.ok) {
      windows[side] = reply.value ?? windows[side]
      return
    }
    if (reply.code !== 'conflict' && reply.code !== 'not-found') return void because.push(`refused with ${reply.code}`)
    if (reply.code !== 'conflict') return
    counts.conflicts += 1
    const theirs = reply.data?.current
    // Both texts: the other one comes with the refusal, and one's own is still in the editor.
    if (typeof theirs?.note === 'string' && theirs.hlc !== windows[side].hlc) counts.conflictsWithTheirText += 1
    else because.push('a conflict did not bring the other text')
    if (theirs === undefined || text === null) return
    const choice = random.pick(['mine', 'theirs', 'draft'])
    if (choice === 'mine') {
      counts.resolvedMine += 1
      const again = await save(theirs, text)
      if (again.ok) windows[side] = again.value
    } else if (choice === 'theirs') {
      counts.resolvedTheirs += 1
      windows[side] = theirs
    } else {
      const key = `annotation/${theirs.id}`
      await library.value('annotations', 'keepDraft', { key, briefing: row.id, text })
      const drafts = await library.value('annotations', 'drafts', { briefing: row.id })
      if (drafts.some((each) => each.key === key && each.text === text)) counts.keptAsDraft += 1
      else because.push('an own text was not kept as a draft')
      await library.value('annotations', 'dropDraft', { key })
    }
  }

  const sample = JSON.stringify(await library.value('annotations', 'list', { briefing: row.id }))
  await library.close()
  const silent = silentOverwrites(join(folder, 'library.sqlite'), acknowledged)
  for (const each of silent.overwritten) because.push(`silently overwritten: ${each}`)
  for (const each of silent.vanished) because.push(`in no history: ${each}`)
  return {
    verdict: because.length > 0 ? 'broken' : 'kept',
    interleavings: runs,
    ...counts,
    silentOverwrites: silent.overwritten.length,
    textsInNoHistory: silent.vanished.length,
    listed: JSON.parse(sample).length,
    because: because.slice(0, 20),
  }
}

/** Reads the file itself: each state must have been replaced by one who had seen it, and every text must be somewhere. */
function silentOverwrites(path, acknowledged) {
  const db = openFile(path, { readOnly: true })
  const followed = new Map()
  for (const { record_id, hlc, replaced_by_hlc } of db
    .prepare('SELECT record_id, hlc, replaced_by_hlc FROM record_history')
    .all()) {
    followed.set(`${record_id} ${replaced_by_hlc}`, hlc)
  }
  const texts = new Set()
  for (const table of ['record_history', 'change_log']) {
    for (const { payload } of db.prepare(`SELECT payload FROM ${table} WHERE "table" = 'annotations'`).all()) {
      const { id, note } = JSON.parse(payload)
      texts.add(`${id} ${note}`)
    }
  }
  const overwritten = []
  const vanished = []
  const currents = new Map(
    db
      .prepare('SELECT id, hlc FROM annotations')
      .all()
      .map(({ id, hlc }) => [id, hlc]),
  )
  const replaced = new Set(
    db
      .prepare('SELECT record_id, hlc FROM record_history')
      .all()
      .map(({ record_id, hlc }) => `${record_id} ${hlc}`),
  )
  for (const { id, on, hlc, note } of acknowledged) {
    if (note !== null && !texts.has(`${id} ${note}`)) vanished.push(`${id} ${note}`)
    if (hlc === null) continue
    if (on !== null && followed.get(`${id} ${hlc}`) !== on)
      overwritten.push(`${id} was ${followed.get(`${id} ${hlc}`)}, not ${on}`)
    if (currents.get(id) !== hlc && !replaced.has(`${id} ${hlc}`)) vanished.push(`${id} at ${hlc}`)
  }
  db.close()
  return { overwritten, vanished }
}
