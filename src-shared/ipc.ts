import type * as z from 'zod'

/** Why something was refused. The words are in locales errors.json and only there; `data` fills their blanks. */
export const codes = [
  'bad-request',
  'not-found',
  'conflict',
  'disk-full',
  'read-only',
  'locked',
  'damaged',
  'newer-library',
  'too-large',
  'cancelled',
  'unavailable',
  'refused',
  'internal',
] as const
export type Code = (typeof codes)[number]

export type ReplyData = Readonly<Record<string, unknown>>

export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: Code; readonly data?: ReplyData }

/** Thrown by a handler to refuse; it becomes a `Reply`, and no error object ever crosses a process. */
export class Refusal extends Error {
  readonly code: Code
  readonly data: ReplyData
  constructor(code: Code, data: ReplyData = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(data)}`, options)
    this.code = code
    this.data = data
  }
}

export type Room = 'shell' | 'library'

/** One operation of the contract. */
export interface Operation<Input extends z.ZodType = z.ZodType, Value = unknown, Runs extends Room = Room> {
  readonly input: Input
  /** The process that runs it, and that parses its input. */
  readonly runs: Runs
  readonly writes: boolean
  /** Largest input in bytes; the default is `defaultLimit`. */
  readonly limit?: number
  /** Never set; carries the type of what comes back. */
  readonly value?: Value
}

export const defaultLimit = 2_000_000

/** Declares an operation: `op<Value>()({ input, runs, writes })`. */
export function op<Value>() {
  return <Input extends z.ZodType, Runs extends Room>(
    operation: Omit<Operation<Input, Value, Runs>, 'value'>,
  ): Operation<Input, Value, Runs> => operation
}

export type InputOf<O> = O extends Operation<infer I, unknown> ? z.infer<I> : never
export type ValueOf<O> = O extends Operation<z.ZodType, infer V> ? V : never

type Nouns = Readonly<Record<string, Readonly<Record<string, Operation>>>>

/** The contract as the renderer calls it. */
export type Api<C extends Nouns> = {
  readonly [N in keyof C]: {
    readonly [O in keyof C[N]]: (input: InputOf<C[N][O]>) => Promise<Reply<ValueOf<C[N][O]>>>
  }
}

/** What a handler gets beside its input. */
export interface Call {
  /** Unique per write; a repeated one is answered from memory and not done again (R5). */
  readonly request: string
}

/** The contract as a room implements it: one function per operation that this room runs. */
export type Handlers<C extends Nouns, R extends Room> = {
  readonly [N in keyof C as Ran<C[N], R> extends never ? never : N]: {
    readonly [O in Ran<C[N], R>]: (input: InputOf<C[N][O]>, call: Call) => ValueOf<C[N][O]> | Promise<ValueOf<C[N][O]>>
  }
}

type Ran<Ops extends Readonly<Record<string, Operation>>, R extends Room> = {
  [O in keyof Ops]: Ops[O]['runs'] extends R ? O : never
}[keyof Ops]
