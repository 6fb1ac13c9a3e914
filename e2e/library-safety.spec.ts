import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { endApp, type RunningApp, startApp } from './app.ts'

type Reply = { ok: boolean; value?: never; code?: string; data?: unknown }

const reply = (running: RunningApp, noun: string, operation: string, input: unknown = {}): Promise<Reply> =>
  running.page.evaluate(
    ([a, b, c]) =>
      (window as unknown as { bridge: { call: (...all: unknown[]) => Promise<Reply> } }).bridge.call(a, b, c),
    [noun, operation, input] as const,
  )

async function value<T>(running: RunningApp, noun: string, operation: string, input: unknown = {}): Promise<T> {
  const answer = await reply(running, noun, operation, input)
  expect(answer).toMatchObject({ ok: true })
  return answer.value as T
}

interface State {
  readonly folder: string
  readonly notices: readonly { code: string }[]
  readonly report: { id: string; cause: string } | null
  readonly secondFolder: { state: string; last: { name: string } | null } | null
  readonly counts: { annotations: number }
}

const started = async (folder?: string) => {
  const running = await startApp(folder === undefined ? {} : { folder })
  await running.page.locator('main').waitFor()
  return running
}

/** Answers the next folder dialogs without showing them. */
const choose = (running: RunningApp, path: string) =>
  running.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [chosen] })) as never
  }, path)

/** Marks the first briefing as a whole. */
async function mark(running: RunningApp): Promise<void> {
  const [row] = await value<{ id: string; version: string }[]>(running, 'briefings', 'list')
  const draft = { briefing: row?.id, version: row?.version, target: { type: 'briefing' }, kind: 'fact', tags: [] }
  await value(running, 'annotations', 'add', { ...draft, note: '備份之後' })
}

test('a backup is made beside the reading, restored by a new process, and the window goes on', async () => {
  const running = await started()
  const made = await value<{ id: string }>(running, 'library', 'backup')
  await mark(running)
  const preview = await value<{ annotations: unknown }>(running, 'library', 'previewRestore', { backup: made.id })
  const before = await value<State>(running, 'library', 'state')
  await value(running, 'library', 'restore', { backup: made.id })
  const after = await value<State>(running, 'library', 'state')
  const backups = await value<{ label: string }[]>(running, 'library', 'backups')
  expect([
    preview.annotations,
    before.counts.annotations,
    after.counts.annotations,
    backups.map(({ label }) => label),
    await readdir(join(running.folder, 'library', 'set-aside')),
  ]).toEqual([
    { added: 0, changed: 0, removed: 1 },
    1,
    0,
    ['before-restore', 'manual'],
    [expect.stringMatching(/-replaced$/)],
  ])
  await endApp(running)
})

test('a damaged library opens with a report that stays until it is acknowledged', async () => {
  const first = await started()
  await mark(first)
  await first.close()
  await truncate(join(first.folder, 'library', 'library.sqlite'), 20_000)
  const again = await started(first.folder)
  const state = await value<State>(again, 'library', 'state')
  await value(again, 'library', 'acknowledgeReport', { report: state.report?.id })
  const after = await value<State>(again, 'library', 'state')
  expect([state.counts.annotations, state.report === null, after.report]).toEqual([1, false, null])
  await endApp(again)
})

test('the library is moved and found there at the next start; a second folder gets its copy', async () => {
  const running = await started()
  await mark(running)
  const there = join(running.folder, 'there')
  await mkdir(there)
  await choose(running, there)
  await value(running, 'library', 'chooseSecondFolder')
  const moved = await value<{ from: string; to: string }>(running, 'library', 'move')
  const state = await value<State>(running, 'library', 'state')
  const settings = await value<{ libraryFolder: string }>(running, 'settings', 'state')
  expect([moved.to, state.folder, settings.libraryFolder, state.counts.annotations, state.secondFolder?.state]).toEqual(
    [join(there, 'Briefdesk library'), moved.to, moved.to, 1, 'ready'],
  )
  expect([state.notices, existsSync(join(moved.from, 'library.sqlite'))]).toEqual([[], true])
  await endApp(running)
})

test('a library that is gone is asked for; no empty one is made in its place', async () => {
  const first = await started()
  await mark(first)
  await first.close()
  const elsewhere = join(first.folder, 'moved by hand')
  await rename(join(first.folder, 'library'), elsewhere)
  const again = await startApp({ folder: first.folder })
  // The question is asked by the system's own dialog; it is there as soon as the library process has looked.
  await expect
    .poll(() => reply(again, 'library', 'state'))
    .toMatchObject({ ok: false, code: 'not-found', data: { cause: 'library-missing' } })
  expect(existsSync(join(first.folder, 'library'))).toBe(false)
  const gone = new Promise((done) => again.app.process().once('exit', done))
  await again.app.evaluate(({ app }) => app.exit(0)).catch(() => {})
  await gone
  await endApp({ ...again, close: async () => {} })
})
