// One window on a note: its own idea of it, its undo and redo, its history view, its draft. What it writes is bound to
// the version it saw or made itself, as in the app; whoever gets a conflict keeps both texts and chooses.

/** `write(operation, input, on)` asks the library and writes an acknowledgement down; `counts` and `told` are shared. */
export function openWindow({ name, random, library, briefing, write, counts, told, words }) {
  let seen = null
  let history = null
  let done = []
  let undone = []
  let stands = new Map()
  let waiting = null

  const did = (from, to) => {
    done.push({ from, to })
    undone = []
  }
  const there = (hlc) => ({ hlc, there: true })

  /** Both texts: the other one comes with the refusal, and one's own is still in the editor. */
  const theirsOf = (reply) => {
    if (reply.code !== 'conflict') {
      told(`refused with ${reply.code}`)
      return null
    }
    counts.conflicts += 1
    const theirs = reply.data?.current
    if (typeof theirs?.note === 'string') counts.conflictsWithTheirText += 1
    else told('a conflict did not bring the other text')
    return theirs === undefined ? null : { theirs, removed: reply.data.removed === true }
  }

  const put = async (on, removed, text) => {
    const reply = await write('change', { id: seen.id, hlc: on, change: { note: text } }, on)
    if (!reply.ok) return reply
    did({ hlc: on, there: !removed }, there(reply.value.hlc))
    seen = reply.value
    return reply
  }

  const key = () => `annotation/${seen.id}/${name}`
  const keep = async (text, base) => {
    await library.value('annotations', 'keepDraft', { key: key(), briefing, text, tags: '', base })
    waiting = { key: key(), text, base }
  }
  const drop = async () => {
    if (waiting) await library.value('annotations', 'dropDraft', { key: waiting.key })
    waiting = null
  }

  /** Saves words begun on `on`, and chooses where somebody else wrote meanwhile. */
  const save = async (text, on) => {
    const reply = await put(on, false, text)
    if (reply.ok) return drop()
    const clash = theirsOf(reply)
    if (clash === null) return
    const choice = random.pick(['mine', 'theirs', 'draft'])
    if (choice === 'mine') {
      counts.resolvedMine += 1
      const again = await put(clash.theirs.hlc, clash.removed, text)
      if (again.ok) return drop()
      // Somebody was faster once more: the words go on waiting.
      await keep(text, on)
    } else if (choice === 'theirs') {
      counts.resolvedTheirs += 1
      seen = clash.theirs
      await drop()
    } else {
      counts.keptAsDraft += 1
      await keep(text, on)
    }
  }

  const go = async (step, way) => {
    const [now, then] = way === 'undo' ? [step.to, step.from] : [step.from, step.to]
    const expected = stands.get(now.hlc) ?? now.hlc
    const { id } = seen
    const reply = !then.there
      ? await write('remove', { id, hlc: expected }, expected)
      : now.there
        ? await write('revert', { id, hlc: then.hlc, expected }, expected)
        : await write('restore', { id, hlc: expected }, expected)
    if (!reply.ok) return reply
    stands.set(then.hlc, reply.value.hlc)
    if (reply.value.id) seen = reply.value
    return reply
  }

  const acts = {
    // An unfinished note is opened before anything new is written.
    change: () => (waiting?.key === key() ? acts.reopen() : save(words(), seen.hlc)),
    remove: async () => {
      const on = seen.hlc
      const reply = await write('remove', { id: seen.id, hlc: on }, on)
      if (reply.ok) did(there(on), { hlc: reply.value.hlc, there: false })
      else theirsOf(reply)
    },
    revert: async () => {
      // The view may have stood open for a while.
      if (history?.id !== seen.id || random.happens(0.6)) {
        history = await library.value('annotations', 'history', { id: seen.id })
      }
      const now = history.versions.find(({ current }) => current)
      const chosen = random.pick(history.versions.filter(({ said }) => said !== null))
      const attempt = async (on, removed) => {
        const reply = await write('revert', { id: seen.id, hlc: chosen.hlc, expected: on }, on)
        if (reply.ok) {
          if (reply.value.note !== chosen.said.note) told('a version that was brought back says something else')
          did({ hlc: on, there: !removed }, there(reply.value.hlc))
          seen = reply.value
        }
        return reply
      }
      const reply = await attempt(now.hlc, history.removed)
      if (reply.ok) return
      const clash = theirsOf(reply)
      if (clash === null) return
      if (random.happens(0.5)) await attempt(clash.theirs.hlc, clash.removed)
      else seen = clash.theirs
    },
    undo: async () => {
      await back('undo')
      if (random.happens(0.4)) await back('redo')
    },
    redo: () => back('redo'),
    /** Typing, and the window dies. Its memory goes; what it kept is found by the next one. */
    crash: async () => {
      const text = words()
      await keep(text, seen.hlc)
      done = []
      undone = []
      stands = new Map()
      counts.crashes += 1
    },
    /** The draft that is found again is begun on what it was begun on, not on what is there now. */
    reopen: async () => {
      if (waiting === null || waiting.key !== key()) return acts.change()
      const drafts = await library.value('annotations', 'drafts', { briefing })
      const found = drafts.find((each) => each.key === waiting.key)
      if (found === undefined || found.text !== waiting.text || found.damaged) return told('a draft was not kept')
      if (found.base !== waiting.base) told('a draft tells another version than the one it was begun from')
      counts.draftsReopened += 1
      await save(found.text, found.base)
    },
  }

  const back = async (way) => {
    const [from, to] = way === 'undo' ? [done, undone] : [undone, done]
    const step = from.at(-1)
    if (step === undefined) return
    const reply = await go(step, way)
    if (reply.ok) {
      from.splice(from.indexOf(step), 1)
      to.push(step)
      counts[way] += 1
    } else {
      theirsOf(reply)
      counts.undoRefused += 1
      // The reader skips it.
      if (random.happens(0.5)) from.splice(from.indexOf(step), 1)
    }
  }

  const usual = [
    'change',
    'change',
    'change',
    'revert',
    'undo',
    'undo',
    'undo',
    'redo',
    'redo',
    'crash',
    'reopen',
    'reopen',
  ]
  return {
    /** Another note is on screen. */
    look: (annotation) => {
      seen = annotation
      done = []
      undone = []
      stands = new Map()
      waiting = null
    },
    /** It hears what the other one did. */
    hear: (annotation) => {
      seen = annotation
    },
    act: () => acts[random.happens(0.06) ? 'remove' : random.pick(usual)](),
    /** Words that were neither saved nor given up. */
    waiting: () => waiting,
    discard: drop,
  }
}
