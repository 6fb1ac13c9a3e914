// The built library process, forked by plain Node and spoken to as the shell speaks to it.
import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { root } from '../electron.mjs'

export const samples = join(root, 'out/samples')

/** Starts the library process on a folder. A question whose process dies is answered with null. */
export function startLibrary(scene, folder, { from = samples } = {}) {
  const child = scene.watch(
    fork(join(root, 'out/main/library-process.js'), {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    }),
  )
  const waiting = new Map()
  const facts = []
  let errors = ''
  let number = 0
  let settleOpened
  const opened = new Promise((resolve) => {
    settleOpened = resolve
  })
  const ended = new Promise((resolve) => {
    // `close` and not `exit`: what was said before the end is still heard.
    child.once('close', (code, signal) => {
      for (const settle of waiting.values()) settle(null)
      waiting.clear()
      settleOpened({ type: 'died', code: signal ?? code })
      resolve(signal ?? code)
    })
  })
  child.on('error', () => {})
  child.stderr.on('data', (chunk) => {
    errors = (errors + chunk).slice(-4000)
  })
  child.on('message', (told) => {
    if (told.type === 'ready' || told.type === 'failed') settleOpened(told)
    else if (told.type === 'fact') facts.push(told)
    else {
      waiting.get(told.id)?.(told.reply)
      waiting.delete(told.id)
    }
  })
  const send = (message) => {
    if (child.connected) child.send(message, () => {})
  }
  send({ type: 'open', folder, samples: from, appVersion: '0' })
  const ask = (noun, operation, input, request = randomUUID()) =>
    new Promise((resolve) => {
      if (!child.connected) return resolve(null)
      number += 1
      waiting.set(number, resolve)
      send({ id: number, noun, operation, input, request })
    })
  return {
    child,
    facts,
    opened,
    ended,
    ask,
    errors: () => errors,
    /** The value of an answer; an answer that refuses is an error here. */
    value: async (noun, operation, input, request) => {
      const reply = await ask(noun, operation, input, request)
      if (reply === null) throw new Error(`${noun}.${operation}: the library process died. ${errors}`)
      if (!reply.ok) throw new Error(`${noun}.${operation}: ${reply.code} ${JSON.stringify(reply.data)}. ${errors}`)
      return reply.value
    },
    kill: (signal = 'SIGKILL') => child.kill(signal),
    close: async () => {
      send({ type: 'close' })
      return within(20_000, ended, 'the library process did not close')
    },
  }
}

/** Starts the library process and waits until it can be used. */
export async function openedLibrary(scene, folder, options) {
  const library = startLibrary(scene, folder, options)
  const told = await within(60_000, library.opened, 'the library did not open')
  if (told.type !== 'ready') throw new Error(`the library did not open: ${JSON.stringify(told)} ${library.errors()}`)
  return library
}

/** The promise, or an error when it takes too long: no torture waits for ever. */
export function within(ms, promise, words) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${words} within ${ms / 1000} s`)), ms)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Everything a reader can see of a library, and what was refused on the way, for comparison. */
export async function shown(ask) {
  const seen = { briefings: [], annotations: [], drafts: [], refused: [] }
  const look = async (noun, operation, input) => {
    const reply = await ask(noun, operation, input)
    if (reply === null) throw new Error(`${noun}.${operation}: no answer`)
    if (!reply.ok) seen.refused.push(`${noun}.${operation}: ${reply.code}`)
    return reply
  }
  const list = await look('briefings', 'list', {})
  for (const row of list.ok ? list.value : []) {
    seen.briefings.push({ row, open: await look('briefings', 'open', { id: row.id }) })
    const marks = await look('annotations', 'list', { briefing: row.id })
    if (marks.ok) seen.annotations.push(...marks.value)
    const drafts = await look('annotations', 'drafts', { briefing: row.id })
    if (drafts.ok) seen.drafts.push(...drafts.value)
  }
  return seen
}
