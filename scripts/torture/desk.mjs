// A reader at work, and the reader's own memory of it: what was acknowledged is written down here, outside the product.
import { randomUUID } from 'node:crypto'
import { noteWords } from './random.mjs'
import { uuid, variant } from './variants.mjs'

const kinds = ['fact', 'judgement', 'question', 'action', 'keypoint']

/**
 * Writes at random through `ask` and remembers every acknowledgement. `agree(ask)` compares a library with that memory,
 * asks the unanswered writes again by their request, and tells what was lost, doubled or made up.
 */
export function openDesk(random, { place, imports = false, drafts = true, resend = true } = {}) {
  /** Annotation id → what it must say now; `gone` when it was removed. */
  const marks = new Map()
  const briefings = new Map()
  const kept = new Map()
  /** Request → a write without an answer. */
  const open = new Map()
  const busy = new Set()
  const counts = { acknowledged: 0, unanswered: 0, refused: 0, imports: 0 }
  const refusals = []
  let number = 0
  let texts = []

  const write = async (ask, { noun, operation, input, about, done }) => {
    const request = randomUUID()
    busy.add(about)
    open.set(request, { noun, operation, input, about, done })
    const reply = await ask(noun, operation, input, request)
    if (reply === null) {
      counts.unanswered += 1
      return null
    }
    open.delete(request)
    busy.delete(about)
    if (!reply.ok) {
      counts.refused += 1
      refusals.push(`${noun}.${operation}: ${reply.code}`)
      return reply
    }
    counts.acknowledged += 1
    done(reply.value)
    return reply
  }

  const learn = (value) =>
    marks.set(value.id, {
      id: value.id,
      note: value.note,
      kind: value.kind,
      tags: value.tags,
      hlc: value.hlc,
      gone: false,
    })

  const fresh = () => {
    number += 1
    return {
      kind: random.pick(kinds),
      note: noteWords(random, number),
      tags: random.happens(0.5) ? [random.pick(['章程', 'follow-up', '待辦'])] : [],
    }
  }
  const add = (ask) => {
    const { briefing, version, lang, block } = random.pick(texts)
    const start = random.whole(0, Math.max(0, block.text.length - 12))
    const exact = block.text.slice(start, start + 10)
    const whole =
      exact.isWellFormed() && exact.trim() === exact && exact !== '' && /^[\p{Script=Han}\w ]+$/u.test(exact)
    const target = whole
      ? {
          type: 'text',
          lang,
          selectors: [{ block: block.id, exact, prefix: '', suffix: '', start, end: start + exact.length }],
        }
      : { type: 'briefing' }
    const input = { briefing, version, target, ...fresh() }
    return write(ask, { noun: 'annotations', operation: 'add', input, about: `add ${number}`, done: learn })
  }
  const alive = () => [...marks.values()].filter(({ id, gone }) => !gone && !busy.has(id))
  const change = (ask) => {
    const mark = random.pick(alive())
    const input = { id: mark.id, hlc: mark.hlc, change: fresh() }
    return write(ask, { noun: 'annotations', operation: 'change', input, about: mark.id, done: learn })
  }
  const remove = (ask) => {
    const mark = random.pick(alive())
    const done = () => marks.set(mark.id, { ...mark, gone: true })
    const input = { id: mark.id, hlc: mark.hlc }
    return write(ask, { noun: 'annotations', operation: 'remove', input, about: mark.id, done })
  }
  const restore = (ask) => {
    const mark = random.pick([...marks.values()].filter(({ id, gone }) => gone && !busy.has(id)))
    return write(ask, {
      noun: 'annotations',
      operation: 'restore',
      input: { id: mark.id },
      about: mark.id,
      done: learn,
    })
  }
  const draft = (ask) => {
    const key = `annotation/torture-${random.whole(1, 9)}`
    if (busy.has(key)) return add(ask)
    const { note: text, tags } = fresh()
    const input = { key, briefing: random.pick(texts).briefing, text, tags: tags.join(', '), base: null }
    return write(ask, {
      noun: 'annotations',
      operation: 'keepDraft',
      input,
      about: key,
      done: () => kept.set(key, text),
    })
  }
  const bringIn = (ask) => {
    const known = [...briefings.values()].filter(({ id, made }) => made && !busy.has(id))
    const again = known.length > 0 && random.happens(0.5) ? random.pick(known) : null
    const id = again?.id ?? uuid(random)
    number += 1
    const slug = again?.slug ?? `torture-${number}`
    const path = variant(place('import'), { slug, id, edition: number })
    const expected = (again?.number ?? 0) + 1
    counts.imports += 1
    const done = (report) => {
      if (report.number !== expected) refusals.push(`${slug} came in as ${report.number}, not ${expected}`)
      briefings.set(id, { id, slug, number: report.number, made: true })
    }
    // A person imports through a dialog of the shell, which asks this of the library.
    return write(ask, { noun: 'inner', operation: 'importPath', input: { path }, about: id, done })
  }

  /** One write of the kind a reader makes. */
  const step = (ask) => {
    if (imports && random.happens(0.06)) return bringIn(ask)
    if (drafts && random.happens(0.15)) return draft(ask)
    const living = alive().length
    if (living > 3 && random.happens(0.4)) return change(ask)
    if (living > 6 && random.happens(0.15)) return remove(ask)
    if ([...marks.values()].some(({ id, gone }) => gone && !busy.has(id)) && random.happens(0.1)) return restore(ask)
    return add(ask)
  }

  return {
    counts,
    refusals,
    marks,
    /** Learns which texts there are to write on. */
    sit: async (ask) => {
      texts = []
      for (const row of told(await ask('briefings', 'list', {}))) {
        const { version, content } = told(await ask('briefings', 'open', { id: row.id }))
        if (!briefings.has(row.id))
          briefings.set(row.id, { id: row.id, slug: row.slug, number: row.number, made: false })
        for (const [lang, { blocks }] of Object.entries(content.editions)) {
          for (const block of blocks.filter(({ kind, text }) => kind === 'paragraph' && text.length > 20)) {
            texts.push({ briefing: row.id, version, lang, block })
          }
        }
      }
    },
    step,
    /** Writes until no answer comes any more, at most `hands` at a time. */
    work: async (ask, { hands = 2, until = () => false } = {}) => {
      const hand = async () => {
        while (!until()) if ((await step(ask)) === null) return
      }
      await Promise.all(Array.from({ length: hands }, hand))
    },
    /** Compares a library that was opened again with the memory. */
    agree: async (ask) => {
      const found = { lost: [], doubled: [], strange: [], resent: open.size, alreadyThere: 0 }
      const look = async () => {
        const rows = told(await ask('briefings', 'list', {}))
        const marksThere = new Map()
        const draftsThere = new Map()
        for (const { id } of rows) {
          for (const mark of told(await ask('annotations', 'list', { briefing: id }))) {
            if (marksThere.has(mark.id)) found.doubled.push(`annotation ${mark.id} is listed twice`)
            marksThere.set(mark.id, mark)
          }
          for (const each of told(await ask('annotations', 'drafts', { briefing: id })))
            draftsThere.set(each.key, each.text)
        }
        return { rows, marksThere, draftsThere }
      }
      const compare = ({ rows, marksThere, draftsThere }, settled) => {
        for (const mark of marks.values()) {
          if (busy.has(mark.id)) continue
          const there = marksThere.get(mark.id)
          if (mark.gone ? there !== undefined : !sameMark(there, mark))
            found.lost.push(`annotation ${mark.id} ${mark.note}`)
        }
        for (const [key, text] of kept) {
          if (!busy.has(key) && draftsThere.get(key) !== text) found.lost.push(`draft ${key}`)
        }
        for (const { id, number: last } of briefings.values()) {
          const row = rows.find((each) => each.id === id)
          if (!busy.has(id) && row?.number !== last) found.lost.push(`briefing ${id} version ${last}`)
        }
        if (!settled) return
        for (const id of marksThere.keys()) if (!marks.has(id)) found.strange.push(`annotation ${id}`)
        for (const { id } of rows) if (!briefings.has(id)) found.strange.push(`briefing ${id}`)
        const notes = [...marksThere.values()].map(({ note }) => note)
        if (new Set(notes).size < notes.length) found.doubled.push('two annotations have the same words')
      }
      const before = await look()
      compare(before, false)
      const notesBefore = new Set([...before.marksThere.values()].map(({ note }) => note))
      for (const [request, { noun, operation, input, about, done }] of [...open]) {
        if (operation === 'add' && notesBefore.has(input.note)) found.alreadyThere += 1
        open.delete(request)
        busy.delete(about)
        if (!resend) {
          forget(before, { operation, input, about, done })
          continue
        }
        const reply = await ask(noun, operation, input, request)
        if (reply?.ok) done(reply.value)
        else found.lost.push(`asked again, ${noun}.${operation} was refused: ${reply?.code}`)
      }
      compare(await look(), true)
      return found
    },
  }

  /** A write nobody asks again is there or not; either is right, and the memory learns which. */
  function forget({ rows, marksThere, draftsThere }, { operation, input, about, done }) {
    if (operation === 'add') {
      for (const mark of marksThere.values()) if (mark.note === input.note) learn(mark)
    } else if (operation === 'keepDraft') {
      if (draftsThere.has(about)) kept.set(about, draftsThere.get(about))
    } else if (operation === 'importPath') {
      const row = rows.find(({ id }) => id === about)
      if (row !== undefined) briefings.set(about, { id: about, slug: row.slug, number: row.number, made: true })
    } else {
      const there = marksThere.get(about)
      const known = marks.get(about)
      if (there === undefined) marks.set(about, { ...known, gone: true })
      else if (sameMark(there, known) || there.note === input.change?.note || operation === 'restore') learn(there)
      else done(null)
    }
  }
}

function sameMark(there, mark) {
  return (
    there !== undefined &&
    there.note === mark.note &&
    there.kind === mark.kind &&
    there.hlc === mark.hlc &&
    there.tags.join() === mark.tags.join()
  )
}

function told(reply) {
  if (reply === null) throw new Error('no answer')
  if (!reply.ok) throw new Error(`refused: ${reply.code} ${JSON.stringify(reply.data)}`)
  return reply.value
}
