import { QueryClient, queryOptions } from '@tanstack/react-query'
import type { Contract, Events } from '../src-shared/contract.ts'
import type { Code, InputOf, Reply, ReplyData, ValueOf } from '../src-shared/ipc.ts'

/** The door the preload leaves open. */
export interface Bridge {
  readonly call: (noun: string, operation: string, input: unknown) => Promise<Reply<unknown>>
  /** Returns the function that removes the listener. */
  readonly on: (event: string, listener: (fact: unknown) => void) => () => void
}

declare global {
  interface Window {
    readonly bridge: Bridge
  }
}

/** An operation was refused. The words for `code` are in errors.json; `ErrorNotice` shows them. */
export class Refused extends Error {
  readonly code: Code
  readonly data: ReplyData
  constructor(code: Code, data: ReplyData = {}) {
    super(code)
    this.name = 'Refused'
    this.code = code
    this.data = data
  }
}

/** The code of anything thrown: what is not a refusal is our own fault, `internal`. */
export function codeOf(error: unknown): Code {
  return error instanceof Refused ? error.code : 'internal'
}

type Nouns = keyof Contract & string

/** The contract as components use it: the value, or a thrown `Refused`. */
export type WindowApi = {
  readonly [N in Nouns]: {
    readonly [O in keyof Contract[N]]: (input: InputOf<Contract[N][O]>) => Promise<ValueOf<Contract[N][O]>>
  }
}

async function call(noun: string, operation: string, input: unknown): Promise<unknown> {
  const reply = await window.bridge.call(noun, operation, input)
  if (reply.ok) return reply.value
  throw new Refused(reply.code, reply.data)
}

/** `api.annotations.add(draft)`: one message through the door per call. */
export const api = new Proxy({} as WindowApi, {
  get: (_, noun: string) =>
    new Proxy({}, { get: (_, operation: string) => (input: unknown) => call(noun, operation, input) }),
})

/** Calls back on every such fact until the returned function is called. */
export function onFact<E extends keyof Events>(event: E, listener: (fact: Events[E]) => void): () => void {
  return window.bridge.on(event, (fact) => listener(fact as Events[E]))
}

/**
 * A reading operation as a query: `useQuery(ask('briefings', 'open', { id }))`.
 * The key is [noun, operation, input], so that a fact about a noun can refresh all of it.
 */
export function ask<N extends Nouns, O extends keyof Contract[N] & string>(
  noun: N,
  operation: O,
  input: InputOf<Contract[N][O]>,
) {
  return queryOptions({
    queryKey: [noun, operation, input] as const,
    queryFn: () => call(noun, operation, input) as Promise<ValueOf<Contract[N][O]>>,
  })
}

/** Nothing here comes over a network, and facts tell when to ask again: no retries, no refetching by clock or focus. */
export function newQueryClient(): QueryClient {
  const always = { networkMode: 'always', retry: false } as const
  return new QueryClient({
    defaultOptions: {
      queries: {
        ...always,
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: always,
    },
  })
}

/** Lets facts refresh what they touch; returns the function that ends it. */
export function followFacts(client: QueryClient): () => void {
  const stale = (...queryKey: unknown[]) => void client.invalidateQueries({ queryKey })
  const removers = [
    onFact('briefings.changed', () => {
      stale('briefings')
      stale('annotations', 'notebook')
    }),
    onFact('annotations.changed', ({ briefing }) => {
      stale('annotations', 'list', { briefing })
      stale('annotations', 'notebook', { briefing })
      // The library list counts my annotations.
      stale('briefings', 'list')
      stale('annotations', 'history')
      stale('annotations', 'removed')
      stale('annotations', 'review', { briefing })
      stale('annotations', 'reviewLeft')
      stale('library', 'state')
    }),
    onFact('library.noticed', () => stale('library')),
    onFact('library.verified', () => stale('library', 'state')),
    onFact('settings.changed', (settings) => client.setQueryData(ask('settings', 'get', {}).queryKey, settings)),
    onFact('library.changed', ({ state }) => {
      if (state === 'ready') void client.invalidateQueries()
    }),
  ]
  return () => {
    for (const remove of removers) remove()
  }
}
