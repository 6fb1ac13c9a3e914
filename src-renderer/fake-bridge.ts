import type { Settings } from '../src-shared/settings/settings.ts'
import type { Bridge } from './api.ts'
import { fakeLibrary } from './library/fake-library.ts'

/** For tests only: answers operations by `noun.operation`, remembers what was asked, and tells facts. */
export interface FakeBridge extends Bridge {
  readonly asked: readonly (readonly [operation: string, input: unknown])[]
  readonly tell: (event: string, fact: unknown) => void
}

export type Answers = Readonly<Record<string, (input: never) => unknown>>

/** What a handler of a fake throws to refuse. */
export class FakeRefusal {
  readonly code: string
  readonly data: Readonly<Record<string, unknown>>
  constructor(code: string, data: Readonly<Record<string, unknown>> = {}) {
    this.code = code
    this.data = data
  }
}

export const fakeSettings: Settings = {
  lang: 'zh-TW',
  theme: 'light',
  textSize: 18,
  calendar: 'both',
  singleKeys: true,
  author: '',
}

const usual: Answers = {
  'settings.get': () => fakeSettings,
  'settings.change': (change: Partial<Settings>) => ({ ...fakeSettings, ...change }),
  'settings.state': () => ({
    version: '1.2.3',
    libraryFolder: '/desk/library',
    blockedRequests: 2,
    preferencesSetAside: null,
    platform: 'linux',
  }),
  'briefings.list': () => [],
  'annotations.reviewLeft': () => [],
  'library.state': () => fakeLibrary,
}

/** Puts a fake bridge where the preload would put the real one. */
export function fakeBridge(answers: Answers = {}): FakeBridge {
  const all: Answers = { ...usual, ...answers }
  const asked: (readonly [string, unknown])[] = []
  const listeners = new Map<string, Set<(fact: unknown) => void>>()
  const bridge: FakeBridge = {
    asked,
    call: async (noun, operation, input) => {
      const name = `${noun}.${operation}`
      asked.push([name, input])
      try {
        return { ok: true, value: await all[name]?.(input as never) }
      } catch (error) {
        if (error instanceof FakeRefusal) return { ok: false, code: error.code as never, data: error.data }
        throw error
      }
    },
    on: (event, listener) => {
      const heard = listeners.get(event) ?? new Set()
      listeners.set(event, heard.add(listener))
      return () => heard.delete(listener)
    },
    tell: (event, fact) => {
      for (const listener of listeners.get(event) ?? []) listener(fact)
    },
  }
  Object.assign(window, { bridge })
  return bridge
}
