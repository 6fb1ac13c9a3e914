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
    const limit = operation.limit ?? defaultLimit
    if (weigh(input, limit) > limit) return { ok: false, code: 'too-large' }
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

/**
 * Bytes of an input, counted without copying it and no further than the limit. Only plain data has a weight:
 * anything else (a Map, a Date, another kind of buffer), or data nested too deep, is too heavy.
 */
export function weigh(value: unknown, limit: number): number {
  let sum = 0
  const add = (bytes: number) => {
    sum += bytes
    return sum <= limit
  }
  const walk = (each: unknown, depth: number): boolean => {
    if (depth > 12) return add(Number.POSITIVE_INFINITY)
    if (typeof each === 'string') return add(each.length * 2)
    if (typeof each !== 'object' || each === null) return add(8)
    if (each instanceof Uint8Array) return add(each.byteLength)
    if (Array.isArray(each)) return add(8 + each.length) && each.every((one) => walk(one, depth + 1))
    const prototype: unknown = Object.getPrototypeOf(each)
    if (prototype !== Object.prototype && prototype !== null) return add(Number.POSITIVE_INFINITY)
    return add(8) && Object.entries(each).every(([key, one]) => add(key.length * 2) && walk(one, depth + 1))
  }
  walk(value, 0)
  return sum
}
