import { type ChildProcess, execFile, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findQuote } from '../src-shared/annotations/anchor.ts'
import type { PlacedAnnotation } from '../src-shared/annotations/annotation.ts'
import type { Briefing, BriefingRow } from '../src-shared/briefings/briefing.ts'
import type { Reply } from '../src-shared/ipc.ts'
import type { Backup, LibraryState, RestorePreview, VerifyResult } from '../src-shared/library/library.ts'

const root = join(import.meta.dirname, '..')
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'briefdesk-process-'))
  await promisify(execFile)(process.execPath, [join(root, 'scripts/briefdesk.mjs'), '--version'])
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The library process as the shell runs it, forked by plain Node. */
function startProcess(library: string, how: object = {}) {
  const child: ChildProcess = fork(join(root, 'out/main/library-process.js'), {
    serialization: 'advanced',
    silent: true,
  })
  const heard: {
    type?: string
    id?: number
    reply?: Reply<unknown>
    code?: string
    event?: string
    outcome?: unknown
  }[] = []
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
  child.send({ type: 'open', folder: join(folder, library), samples: join(root, 'samples'), appVersion: '0', ...how })
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
    until,
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

test('a backup and a check go on beside the library: it answers meanwhile, tells the way, and stops when asked', async () => {
  const room = startProcess('busy')
  await room.opened
  const order: string[] = []
  const note = <T>(name: string, work: Promise<T>) => work.finally(() => order.push(name))
  const [made, verified] = await Promise.all([
    note('backup', room.value<Backup>('library', 'backup', {})),
    note('verify', room.value<VerifyResult>('library', 'verify', {})),
    note('list', room.value('briefings', 'list', {})),
  ])
  const stopping = room.ask('library', 'verify', {})
  await room.until(({ event }) => (event === 'library.noticed' ? true : undefined))
  await room.value('library', 'cancelVerify', {})
  const stopped = await stopping
  const state = await room.value<LibraryState>('library', 'state', {})
  room.child.send({ type: 'close' })
  await room.ended
  const facts = new Set(room.heard.map(({ event }) => event))
  expect([
    order[0],
    made.label,
    verified.ok,
    stopped.ok || stopped.code,
    state.lastBackup?.name,
    state.notices,
    facts.has('library.progressed') && facts.has('library.verified'),
  ]).toEqual([
    'list',
    'manual',
    true,
    expect.toSatisfy((how) => how === 'cancelled' || how === true),
    made.name,
    [],
    true,
  ])
})

test('a session that wrote ends with a backup; a damaged library opens from it, with a report until it is read', async () => {
  const first = startProcess('damaged')
  await first.opened
  first.child.send({ type: 'close' })
  await first.ended
  const library = join(folder, 'damaged', 'library.sqlite')
  const backups = readdirSync(join(folder, 'damaged', 'backups'))
  truncateSync(library, 10_000)

  const second = startProcess('damaged')
  const opened = await second.opened
  const rows = await second.value<BriefingRow[]>('briefings', 'list', {})
  const { report } = await second.value<LibraryState>('library', 'state', {})
  const words = readFileSync(join(report?.setAside ?? '', 'report.txt'), 'utf8')
  await second.value('library', 'acknowledgeReport', { report: report?.id })
  const after = await second.value<LibraryState>('library', 'state', {})
  second.child.send({ type: 'close' })
  await second.ended
  expect([
    opened,
    backups.length,
    rows.length,
    report?.backup?.name,
    words.includes('書庫修復報告') && words.includes('Library recovery report'),
    after.report,
  ]).toEqual(['ready', 1, 2, backups[0], true, null])
})

test('a backup is looked at and restored by a new process; a bad one is refused and changes nothing', async () => {
  const first = startProcess('restored')
  await first.opened
  const made = await first.value<Backup>('library', 'backup', {})
  const [row] = await first.value<BriefingRow[]>('briefings', 'list', {})
  const briefing = await first.value<Briefing>('briefings', 'open', { id: row?.id })
  const quote = briefing.content.editions['zh-TW']?.blocks.find(({ kind }) => kind === 'paragraph')?.text ?? ''
  await first.value('annotations', 'add', draftOn(briefing, quote))
  const preview = await first.value<RestorePreview>('library', 'previewRestore', { backup: made.id })
  const path = await first.ask('library', 'previewRestore', { backup: '../../etc/passwd' })
  const from = await first.value<string>('inner', 'prepareRestore', { backup: made.id })
  first.child.send({ type: 'close' })
  await first.ended

  const second = startProcess('restored', { task: { type: 'restore', from } })
  const outcome = await second.until(({ type, outcome: done }) => (type === 'ready' ? done : undefined))
  const marks = await second.value<unknown[]>('annotations', 'list', { briefing: briefing.id })
  const backups = await second.value<Backup[]>('library', 'backups', {})
  second.child.send({ type: 'close' })
  await second.ended

  const bad = join(folder, 'bad.sqlite')
  writeFileSync(bad, 'not a library')
  const third = startProcess('restored', { task: { type: 'restore', from: bad } })
  const refused = await third.until(({ type, outcome: done }) => (type === 'ready' ? done : undefined))
  const { notices, counts } = await third.value<LibraryState>('library', 'state', {})
  third.child.send({ type: 'close' })
  await third.ended
  expect([
    preview.annotations,
    path.ok || path.code,
    outcome,
    marks.length,
    backups.map(({ label, annotations }) => `${label} ${annotations}`),
    refused,
    notices,
    counts.annotations,
  ]).toEqual([
    { added: 0, changed: 0, removed: 1 },
    'not-found',
    { type: 'restore', ok: true },
    0,
    ['before-restore 1', 'manual 0'],
    expect.objectContaining({ type: 'restore', ok: false, code: 'damaged' }),
    [{ code: 'task-failed', data: { task: 'restore', cause: 'damaged' } }],
    0,
  ])
})
