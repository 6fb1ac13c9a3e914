import { Refusal } from '../src-shared/ipc.ts'
import { type LibraryRoom, openRoom } from './library-room.ts'

/** What Electron gives a utility process, or Node a forked one: the only ways this process is spoken to. */
interface Port {
  readonly hear: (listener: (message: unknown) => void) => void
  readonly say: (message: unknown) => void
}

type Message =
  | { readonly type: 'open'; readonly folder: string; readonly samples: string; readonly appVersion: string }
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

async function open(folder: string, samples: string): Promise<void> {
  room = openRoom({ folder, log, tell: (event, data) => say({ type: 'fact', event, data }) })
  await room.takeInSamples(samples)
}

hear((given) => {
  const message = given as Message
  if (message.type === 'open') {
    open(message.folder, message.samples).then(
      () => say({ type: 'ready' }),
      (error: unknown) => {
        room?.library.close()
        room = null
        if (!(error instanceof Refusal)) log(error instanceof Error ? (error.stack ?? '') : String(error))
        const refusal = error instanceof Refusal ? error : new Refusal('internal')
        say({ type: 'failed', code: refusal.code, data: refusal.data })
      },
    )
  } else if (message.type === 'close') {
    room?.library.close()
    process.exit(0)
  } else {
    const { id, noun, operation, input, request } = message
    const reply =
      room === null ? Promise.resolve({ ok: false, code: 'unavailable' }) : room.call(noun, operation, input, request)
    reply.then((answer) => say({ id, reply: answer }))
  }
})
