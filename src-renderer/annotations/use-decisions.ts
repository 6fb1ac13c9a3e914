import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import type { Decision, DecisionGiven, PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import { api, ask, Refused } from '../api.ts'
import { wentOn } from '../ui/own-steps.ts'
import { type Done, useUndo } from '../ui/undo.tsx'

/** The reader's word on where annotations stand on a version. Each can be taken back; then what was said before holds again. */
export function useDecisions(
  briefing: string,
  version: string,
  /** Undo or redo has changed what was said about one. */
  onBack: (id: string) => void,
) {
  const client = useQueryClient()
  const { did } = useUndo()
  const back = useRef(onBack)
  back.current = onBack
  return useMemo(() => {
    const list = ask('annotations', 'list', { briefing })
    const review = ask('annotations', 'review', { briefing })
    const put = (annotation: PlacedAnnotation) => {
      const replaced = (each: PlacedAnnotation) => (each.id === annotation.id ? annotation : each)
      client.setQueryData(list.queryKey, (known) => known?.map(replaced))
      client.setQueryData(
        review.queryKey,
        (known) => known && { ...known, items: known.items.map((i) => ({ ...i, annotation: replaced(i.annotation) })) },
      )
    }
    const latest = async (id: string) => (await client.ensureQueryData(list)).find((each) => each.id === id)
    const send = async (id: string, decision: DecisionGiven | null): Promise<Decision | undefined> => {
      const { hlc = '' } = (await latest(id)) ?? {}
      try {
        const decided = await api.annotations.decide({ id, hlc, version, decision })
        wentOn(client, hlc, decided.hlc)
        put(decided)
        return decided.decisions?.[version]
      } catch (error) {
        void client.invalidateQueries({ queryKey: ['annotations'] })
        throw error
      }
    }
    return {
      async decide(id: string, decision: DecisionGiven, said: Pick<Done, 'label' | 'name'>): Promise<void> {
        const before = (await latest(id))?.decisions?.[version]
        let standing = await send(id, decision)
        // What another window has said since is not overwritten.
        const step = (given: DecisionGiven | null) => async () => {
          const now = (await latest(id))?.decisions?.[version]
          if (now?.at !== standing?.at || now?.what !== standing?.what) throw new Refused('conflict')
          standing = await send(id, given)
          back.current(id)
        }
        // The button that takes it back stands on the screen itself.
        did({ ...said, undo: step(givenOf(before)), redo: step(decision) })
      },
    }
  }, [briefing, version, client, did])
}

/** A decision as it is handed in. */
function givenOf(decision: Decision | undefined): DecisionGiven | null {
  if (decision === undefined) return null
  const { what, selectors } = decision
  return what === 'placed' ? { what, selectors: [...selectors] } : { what }
}
