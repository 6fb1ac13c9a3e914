import { type ChildProcess, execFile, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findQuote } from '../src-shared/annotations/anchor.ts'
import type { PlacedAnnotation } from '../src-shared/annotations/annotation.ts'
import type { Briefing, BriefingRow } from '../src-shared/briefings/briefing.ts'
import type { Reply } from '../src-shared/ipc.ts'

const root = join(import.meta.dirname, '..')
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'briefdesk-process-'))
  await promisify(execFile)(process.execPath, [join(root, 'scripts/briefdesk.mjs'), '--version'])
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The library process as the shell runs it, forked by plain Node. */
function startProcess(library: string) {
  const child: ChildProcess = fork(join(root, 'out/main/library-process.js'), {
    serialization: 'advanced',
    silent: true,
  })
  const heard: { type?: string; id?: number; reply?: Reply<unknown>; code?: string; event?: string }[] = []
  const until = <T>(found: (message: (typeof heard)[number]) => T | undefined) =>
    new Promise<T>((resolve) => {
      const look = () => {
        for (const message of heard) {
          const value = found(message)
          if (value !== undefined) return resolve(value)
        }
        child.once('message', () => setImmediate(look))
      }
      look()
    })
  child.on('message', (message) => heard.push(message as (typeof heard)[number]))
  child.send({ type: 'open', folder: join(folder, library), samples: join(root, 'samples'), appVersion: '0' })
  let id = 0
  const ask = <T>(noun: string, operation: string, input: unknown, request: string = randomUUID()) => {
    id += 1
    const mine = id
    child.send({ id, noun, operation, input, request })
    return until((message) => (message.id === mine ? (message.reply as Reply<T>) : undefined))
  }
  const value = async <T>(noun: string, operation: string, input: unknown, request?: string) => {
    const reply = await ask<T>(noun, operation, input, request)
    if (!reply.ok) throw new Error(reply.code)
    return reply.value
  }
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  return {
    child,
    heard,
    ask,
    value,
    ended,
    opened: until(({ type, code }) => (type === 'ready' ? type : type === 'failed' ? code : undefined)),
  }
}

const draftOn = (briefing: Briefing, quote: string) => ({
  briefing: briefing.id,
  version: briefing.version,
  target: {
    type: 'text',
    lang: 'zh-TW',
    selectors: findQuote(briefing.content.editions['zh-TW']?.blocks ?? [], quote).found,
  },
  kind: 'fact',
  note: '',
  tags: [],
})

test('a write whose process was killed after it is there once, and asked again it gets the same answer', async () => {
  const first = startProcess('killed')
  await first.opened
  const [row] = await first.value<BriefingRow[]>('briefings', 'list', {})
  const briefing = await first.value<Briefing>('briefings', 'open', { id: row?.id })
  const quote = briefing.content.editions['zh-TW']?.blocks.find(({ kind }) => kind === 'paragraph')?.text ?? ''
  const draft = draftOn(briefing, quote)
  const request = randomUUID()
  const made = await first.value<PlacedAnnotation>('annotations', 'add', draft, request)
  first.child.kill('SIGKILL')
  await first.ended

  const second = startProcess('killed')
  const opened = await second.opened
  const again = await second.value<PlacedAnnotation>('annotations', 'add', draft, request)
  const all = await second.value<PlacedAnnotation[]>('annotations', 'list', { briefing: briefing.id })
  second.child.send({ type: 'close' })
  expect([opened, again, all.length, await second.ended]).toEqual(['ready', made, 1, 0])
})

test('what the contract does not name, and what does not parse, is refused and changes nothing', async () => {
  const room = startProcess('gate')
  await room.opened
  const codes = await Promise.all(
    (
      [
        ['briefings', 'drop', {}],
        ['__proto__', 'list', {}],
        ['briefings', 'constructor', {}],
        ['inner', 'toString', {}],
        ['settings', 'get', {}],
        ['briefings', 'open', { id: '../../etc' }],
        ['annotations', 'add', { note: 'a\u0000b' }],
      ] as const
    ).map(async ([noun, operation, input]) => {
      const reply = await room.ask(noun, operation, input)
      return reply.ok ? 'ok' : reply.code
    }),
  )
  room.child.send({ type: 'close' })
  await room.ended
  expect(codes).toEqual(Array(7).fill('bad-request'))
})

test('a second process on the same library says that it is locked', async () => {
  const first = startProcess('twice')
  await first.opened
  const second = startProcess('twice')
  const opened = await second.opened
  for (const each of [first, second]) each.child.send({ type: 'close' })
  await Promise.all([first.ended, second.ended])
  expect(opened).toBe('locked')
})
