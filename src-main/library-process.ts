import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Refusal } from '../src-shared/ipc.ts'
import type { Task } from './library/open-safely.ts'
import { jobsInThreads } from './library-jobs.ts'
import { type LibraryRoom, openRoom } from './library-room.ts'

/** What Electron gives a utility process, or Node a forked one: the only ways this process is spoken to. */
interface Port {
  readonly hear: (listener: (message: unknown) => void) => void
  readonly say: (message: unknown) => void
}

type Message =
  | {
      readonly type: 'open'
      readonly folder: string
      readonly samples: string
      readonly appVersion: string
      readonly expected?: boolean
      readonly task?: Task | null
    }
  | { readonly type: 'close' }
  | {
      readonly type?: undefined
      readonly id: number
      readonly noun: string
      readonly operation: string
      readonly input: unknown
      readonly request: string
    }

function port(): Port {
  const { parentPort } = process as unknown as {
    parentPort?: {
      on: (event: 'message', listener: (event: { data: unknown }) => void) => void
      postMessage: (message: unknown) => void
    }
  }
  if (parentPort !== undefined) {
    return {
      hear: (listener) => parentPort.on('message', ({ data }) => listener(data)),
      say: (message) => parentPort.postMessage(message),
    }
  }
  return {
    hear: (listener) => process.on('message', listener),
    say: (message) => process.send?.(message),
  }
}

const { hear, say } = port()
const log = (words: string) => process.stderr.write(`library: ${words}\n`)
let room: LibraryRoom | null = null

const runJob = jobsInThreads(join(dirname(fileURLToPath(import.meta.url)), 'library-worker.js'))

async function open({ folder, samples, expected = false, task = null }: Extract<Message, { type: 'open' }>) {
  const tell = (event: string, data: unknown) => say({ type: 'fact', event, data })
  const opened = openRoom({ folder, log, tell, expected, task, runJob, idle: 60_000 })
  room = opened
  await opened.takeInSamples(samples)
  return { folder: opened.folder, outcome: opened.outcome }
}

hear((given) => {
  const message = given as Message
  if (message.type === 'open') {
    open(message).then(
      (done) => say({ type: 'ready', ...done }),
      (error: unknown) => {
        room?.library.close()
        room = null
        if (!(error instanceof Refusal)) log(error instanceof Error ? (error.stack ?? '') : String(error))
        const refusal = error instanceof Refusal ? error : new Refusal('internal')
        say({ type: 'failed', code: refusal.code, data: refusal.data })
      },
    )
  } else if (message.type === 'close') {
    const closed = room?.close() ?? Promise.resolve()
    closed.then(
      () => process.exit(0),
      (error: unknown) => {
        log(String((error as Error).stack ?? error))
        process.exit(1)
      },
    )
  } else {
    const { id, noun, operation, input, request } = message
    const reply =
      room === null ? Promise.resolve({ ok: false, code: 'unavailable' }) : room.call(noun, operation, input, request)
    reply.then((answer) => say({ id, reply: answer }))
  }
})
