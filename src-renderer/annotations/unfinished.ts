import { useCallback, useEffect, useMemo, useState } from 'react'
import { annotationOfDraft, type Draft } from '../../src-shared/annotations/draft.ts'
import { api } from '../api.ts'

const none: readonly Draft[] = []

/** Names the editors of this window. */
export const thisWindow: string = crypto.randomUUID()

const lockOf = (key: string) => `draft ${key}`

/**
 * Says that the draft of this name has its editor, for as long as the returned function is not called. All windows hear
 * it, and it ends by itself when a window dies.
 */
export function holdDraft(key: string): () => void {
  let letGo: () => void = () => {}
  const ended = new Promise<void>((resolve) => {
    letGo = resolve
  })
  navigator.locks?.request(lockOf(key), () => ended).catch(() => {})
  return letGo
}

/** Drafts that no living editor writes: what another window is just writing is no business of this one. */
export async function leftOver(briefing: string): Promise<readonly Draft[]> {
  const found = await api.annotations.drafts({ briefing })
  if (found.length === 0) return none
  const { held = [] } = (await navigator.locks?.query()) ?? {}
  return found.filter(({ key }) => held.every(({ name }) => name !== lockOf(key)))
}

/**
 * Calls `again` whenever an editor elsewhere has let go of a draft of the briefing. The lock of a window that died may
 * outlive it by a moment: without this its words would not be offered until the briefing is opened anew.
 */
async function whenLetGo(briefing: string, signal: AbortSignal, again: () => void): Promise<void> {
  const drafts = await api.annotations.drafts({ briefing })
  const { held = [] } = (await navigator.locks?.query()) ?? {}
  for (const { key } of drafts) {
    if (key.includes(thisWindow) || held.every(({ name }) => name !== lockOf(key))) continue
    navigator.locks.request(lockOf(key), { mode: 'shared', signal }, () => {}).then(again, () => {})
  }
}

export interface Unfinished {
  /** Of annotations that may be there or not. */
  readonly all: readonly Draft[]
  readonly of: (annotation: string) => Draft | null
  /** The words are not the ones that were written; the reader decides what they are worth. */
  readonly damagedOf: (annotation: string) => Draft | null
  /** Its editor came to its end. */
  readonly done: (key: string) => void
  readonly discard: (key: string) => void
}

/** Words of editors that never came to their end, because the window died or the library could not write. */
export function useUnfinished(briefing: string): Unfinished {
  const [all, setAll] = useState(none)
  useEffect(() => {
    const gone = new AbortController()
    const look = () =>
      leftOver(briefing).then(
        (found) => {
          if (!gone.signal.aborted && found.length > 0) setAll(found)
        },
        // Without them the notes themselves are still there.
        () => {},
      )
    void look()
    whenLetGo(briefing, gone.signal, look).catch(() => {})
    return () => gone.abort()
  }, [briefing])
  const find = useCallback(
    (id: string, damaged: boolean) =>
      all.find((draft) => draft.damaged === damaged && annotationOfDraft(draft.key) === id) ?? null,
    [all],
  )
  const done = useCallback((key: string) => setAll((drafts) => drafts.filter((draft) => draft.key !== key)), [])
  return useMemo(
    () => ({
      all,
      of: (id) => find(id, false),
      damagedOf: (id) => find(id, true),
      done,
      discard: (key) => {
        done(key)
        void api.annotations.dropDraft({ key }).catch(() => {})
      },
    }),
    [all, find, done],
  )
}
