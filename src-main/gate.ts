import { randomUUID } from 'node:crypto'
import { type IpcMainInvokeEvent, ipcMain } from 'electron'
import { callChannel } from '../src-shared/channels.ts'
import { type Contract, contract } from '../src-shared/contract.ts'
import { defaultLimit, type Handlers, type Operation, Refusal, type Reply } from '../src-shared/ipc.ts'
import { appOrigin } from './app-protocol.ts'
import type { LibraryClient } from './library-client.ts'

const badRequest: Reply<never> = { ok: false, code: 'bad-request' }

/**
 * Answers the windows: checks the sender, the name and the size, then runs shell operations here
 * (parsing their input) and forwards the rest, which parse theirs. Nothing thrown ever reaches a window.
 */
export function openGate(handlers: Handlers<Contract, 'shell'>, library: LibraryClient): void {
  ipcMain.handle(callChannel, async (event, noun: unknown, name: unknown, input: unknown): Promise<Reply<unknown>> => {
    if (!isOurWindow(event)) return badRequest
    const operation = findOperation(noun, name)
    if (operation === null) return badRequest
    if (weigh(input) > (operation.limit ?? defaultLimit)) return { ok: false, code: 'too-large' }
    const request = randomUUID()
    if (operation.runs === 'library') return library.call(noun as string, name as string, input, request)
    const parsed = operation.input.safeParse(input)
    if (!parsed.success) return badRequest
    const ours = handlers as unknown as Record<
      string,
      Record<string, (input: unknown, call: { request: string }) => unknown>
    >
    return answer(() => ours[noun as string]?.[name as string]?.(parsed.data, { request }))
  })
}

/** Turns what a handler returns or throws into a reply; only the code of a refusal gets out. */
export async function answer(run: () => unknown): Promise<Reply<unknown>> {
  try {
    return { ok: true, value: await run() }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, code: error.code, data: error.data }
    console.error(error)
    return { ok: false, code: 'internal' }
  }
}

/** The operation of the contract with this name, or null. Names of Object.prototype are no operations. */
export function findOperation(noun: unknown, name: unknown): Operation | null {
  if (typeof noun !== 'string' || typeof name !== 'string' || !Object.hasOwn(contract, noun)) return null
  const operations = contract[noun as keyof Contract] as Readonly<Record<string, Operation>>
  return Object.hasOwn(operations, name) ? (operations[name] ?? null) : null
}

function isOurWindow(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame
  // Not by `origin`: Node calls the origin of every scheme of our own "null".
  return frame !== null && frame.parent === null && frame.url.startsWith(`${appOrigin}/`)
}

/** Bytes of an input, counted without copying it; anything that is not plain data weighs too much. */
export function weigh(value: unknown, depth = 0): number {
  if (depth > 12) return Number.POSITIVE_INFINITY
  if (typeof value === 'string') return value.length * 2
  if (value instanceof Uint8Array) return value.byteLength
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + weigh(each, depth + 1), 8)
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).reduce((sum, [key, each]) => sum + key.length * 2 + weigh(each, depth + 1), 8)
  }
  return 8
}
