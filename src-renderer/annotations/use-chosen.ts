import { useMemo, useRef } from 'react'
import { useKept } from '../ui/kept.ts'
import type { Item } from './notebook-rows.ts'

/** Which annotations of the notebook are chosen; they stay chosen while the window is open, whatever is filtered. */
export interface Chosen {
  readonly ids: ReadonlySet<string>
  readonly has: (id: string) => boolean
  readonly toggle: (key: string, id: string) => void
  /** Chooses the lines from where choosing began, or else from `from`, up to `to`; what the last stretch chose beyond is let go. */
  readonly extendTo: (items: readonly Item[], from: string, to: string) => void
  /** The keyboard went elsewhere: the next stretch begins there. */
  readonly begin: () => void
  readonly all: (ids: readonly string[]) => void
  readonly clear: () => void
}

const none: ReadonlySet<string> = new Set()

export function useChosen(): Chosen {
  const [ids, setIds] = useKept<ReadonlySet<string>>('notebook/chosen', () => none)
  const anchor = useRef<string | null>(null)
  const base = useRef<ReadonlySet<string>>(none)
  return useMemo(
    () => ({
      ids,
      has: (id) => ids.has(id),
      toggle: (key, id) => {
        const next = new Set(ids)
        if (!next.delete(id)) next.add(id)
        anchor.current = key
        base.current = next
        setIds(next)
      },
      extendTo: (items, from, to) => {
        if (anchor.current === null || !items.some(({ key }) => key === anchor.current)) {
          anchor.current = from
          base.current = ids
        }
        const [a = 0, b = 0] = [anchor.current, to].map((wanted) => items.findIndex(({ key }) => key === wanted))
        const stretch = items.slice(Math.min(a, b), Math.max(a, b) + 1)
        setIds(new Set([...base.current, ...stretch.flatMap((item) => (item.type === 'row' ? [item.row.id] : []))]))
      },
      begin: () => {
        anchor.current = null
      },
      all: (all) => {
        anchor.current = null
        setIds(new Set(all))
      },
      clear: () => {
        anchor.current = null
        base.current = none
        setIds(none)
      },
    }),
    [ids, setIds],
  )
}
