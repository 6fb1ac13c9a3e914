import { type UtilityProcess, utilityProcess } from 'electron'
import type { Code, Reply, ReplyData } from '../src-shared/ipc.ts'
import type { Outcome, Task } from './library/open-safely.ts'

export interface LibraryState {
  readonly state: 'starting' | 'ready' | 'restarting' | 'failed'
  readonly code?: Code
  readonly data?: ReplyData
}

export interface LibraryClient {
  /** Asks the library process. While it starts the question waits; if it dies the question is asked again, once known by its request. */
  readonly call: (noun: string, operation: string, input: unknown, request: string) => Promise<Reply<unknown>>
  readonly state: () => LibraryState
  /**
   * Closes the library in order and opens it in a new process, which does the task first; questions wait meanwhile.
   * Gives what came of it; the library of before goes on where the task could not be done.
   */
  readonly restart: (again: {
    readonly folder?: string
    readonly task?: Task
    readonly expected?: boolean
  }) => Promise<Restarted>
  /** Where the library is. */
  readonly folder: () => string
  /** Closes the library in order; resolves when the process is gone. */
  readonly close: () => Promise<void>
}

export type Restarted =
  | { readonly ok: true; readonly folder: string; readonly outcome: Outcome | null }
  | { readonly ok: false; readonly code: Code; readonly data?: ReplyData }

interface Question {
  readonly message: { id: number; noun: string; operation: string; input: unknown; request: string }
  readonly settle: (reply: Reply<unknown>) => void
}

export interface LibraryStart {
  readonly entry: string
  readonly folder: string
  readonly samples: string
  /** A library was in this folder before. */
  readonly expected: boolean
  readonly onReady: (folder: string) => void
  readonly onFact: (event: string, data: unknown) => void
  readonly onState: (state: LibraryState) => void
}

/** A process that dies this often within a minute is not started again (architecture.md section 2). */
const deathsAllowed = 3

/** Milliseconds a library gets to close in order. What was committed is safe either way. */
const patience = 30_000

/**
 * Starts the library process, watches it and starts it again when it dies. Unanswered questions are asked again with
 * their own request id; the library recognises a write it has already done and answers it from memory (R5).
 */
export function startLibrary(start: LibraryStart): LibraryClient {
  const waiting = new Map<number, Question>()
  let deaths: number[] = []
  let state: LibraryState = { state: 'starting' }
  let child: UtilityProcess
  let nextId = 1
  let closing = false
  let { folder, expected } = start
  let task: Task | null = null
  let restarted: ((how: Restarted) => void) | null = null
  let between = false

  const become = (next: LibraryState) => {
    state = next
    start.onState(next)
  }
  const refuseAll = (code: Code, data?: ReplyData) => {
    for (const question of waiting.values()) question.settle({ ok: false, code, ...(data && { data }) })
    waiting.clear()
  }
  const send = (question: Question) => child.postMessage(question.message)
  const launch = () => {
    child = utilityProcess.fork(start.entry, [], { serviceName: 'Briefdesk library', stdio: 'inherit' })
    child.on('message', heard)
    child.on('exit', died)
    child.postMessage({
      type: 'open',
      folder,
      samples: start.samples,
      expected,
      task,
    })
    // Done once; a process that has to be started again finds the plan on disk.
    task = null
  }
  const heard = (message: unknown) => {
    const told = message as
      | { type: 'ready'; folder: string; outcome: Outcome | null }
      | { type: 'failed'; code: Code; data?: ReplyData }
      | { type: 'fact'; event: string; data: unknown }
      | { type?: undefined; id: number; reply: Reply<unknown> }
    if (told.type === 'ready') {
      folder = told.folder
      expected = true
      start.onReady(folder)
      restarted?.({ ok: true, folder, outcome: told.outcome })
      restarted = null
      become({ state: 'ready' })
      for (const question of waiting.values()) send(question)
    } else if (told.type === 'failed') {
      restarted?.({ ok: false, code: told.code, ...(told.data && { data: told.data }) })
      restarted = null
      become({ state: 'failed', code: told.code, ...(told.data && { data: told.data }) })
      refuseAll(told.code, told.data)
    } else if (told.type === 'fact') {
      start.onFact(told.event, told.data)
    } else {
      waiting.get(told.id)?.settle(told.reply)
      waiting.delete(told.id)
    }
  }
  const died = () => {
    if (closing || between || state.state === 'failed') return
    // Whether its task was done nobody can say now; what was begun is finished by the next process.
    restarted?.({ ok: false, code: 'unavailable' })
    restarted = null
    const now = Date.now()
    deaths = [...deaths.filter((at) => now - at < 60_000), now]
    if (deaths.length >= deathsAllowed) {
      become({ state: 'failed', code: 'unavailable' })
      refuseAll('unavailable')
      return
    }
    become({ state: 'restarting' })
    launch()
  }

  launch()
  return {
    state: () => state,
    call: (noun, operation, input, request) =>
      new Promise((settle) => {
        if (state.state === 'failed') {
          settle({ ok: false, code: state.code ?? 'unavailable', ...(state.data && { data: state.data }) })
          return
        }
        const question: Question = { message: { id: nextId++, noun, operation, input, request }, settle }
        waiting.set(question.message.id, question)
        if (state.state === 'ready') send(question)
      }),
    folder: () => folder,
    restart: (again) =>
      new Promise((done) => {
        const old = child
        between = true
        become({ state: 'restarting' })
        const next = () => {
          between = false
          folder = again.folder ?? folder
          expected = again.expected ?? expected
          task = again.task ?? null
          restarted = done
          deaths = []
          launch()
        }
        if (old.pid === undefined) return next()
        const bell = setTimeout(() => old.kill(), patience)
        old.once('exit', () => {
          clearTimeout(bell)
          next()
        })
        old.postMessage({ type: 'close' })
      }),
    close: () =>
      new Promise((done) => {
        closing = true
        if (child.pid === undefined) return done()
        // It may still make its last backup; a process that does not answer at all must not keep the app from ending.
        const bell = setTimeout(() => child.kill(), patience)
        child.once('exit', () => {
          clearTimeout(bell)
          done()
        })
        child.postMessage({ type: 'close' })
      }),
  }
}
