import { useCallback, useEffect, useState } from 'react'
import { api } from '../api.ts'
import { draftKey } from './note-editor.tsx'

const none: ReadonlyMap<string, string> = new Map()

/** Words of editors that never came to their end, because the window died or the library could not write. */
export function useUnfinished(briefing: string) {
  const [drafts, setDrafts] = useState(none)
  useEffect(() => {
    let gone = false
    api.annotations.drafts({ briefing }).then(
      (found) => {
        if (!gone && found.length > 0) setDrafts(new Map(found.map((draft) => [draft.key, draft.text])))
      },
      // Without them the notes themselves are still there.
      () => {},
    )
    return () => {
      gone = true
    }
  }, [briefing])
  const of = useCallback((id: string): string | null => drafts.get(draftKey(id)) ?? null, [drafts])
  const done = useCallback(
    (id: string) => setDrafts((all) => new Map([...all].filter(([key]) => key !== draftKey(id)))),
    [],
  )
  return { any: drafts.size > 0, of, done }
}
