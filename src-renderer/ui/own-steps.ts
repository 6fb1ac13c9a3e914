import type { QueryClient } from '@tanstack/react-query'
import type { AnnotationChange, PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import type { ManyChanged } from '../../src-shared/annotations/notebook.ts'
import { api, Refused } from '../api.ts'
import type { Done } from './undo.tsx'

/** An annotation as one of our own actions saw it or made it. */
export interface StepState {
  /** The version that action saw or made; of one that was not there yet, any name of its own. */
  readonly hlc: string
  readonly there: boolean
}

export interface OwnStep {
  readonly id: string
  readonly from: StepState
  readonly to: StepState
  /** Only taken away or brought back: its words are the same on both sides. */
  readonly sameWords?: boolean
  /** The fields that were changed, as they were and as they are; where they are not known, the history knows the words. */
  readonly fields?: { readonly before: AnnotationChange; readonly after: AnnotationChange }
}

export interface StepEffects {
  readonly there: (annotation: PlacedAnnotation) => unknown
  readonly gone: (id: string) => unknown
}

/** For each window: state of a step → the version under which that state stands now. */
const standing = new WeakMap<QueryClient, Map<string, string>>()

/** An annotation went on to another version by an act of our own that left its words alone: steps on it go on from there. */
export function wentOn(client: QueryClient, before: string, after: string): void {
  const stands = standing.get(client) ?? new Map<string, string>()
  standing.set(client, stands)
  for (const [state, hlc] of stands) if (hlc === before) stands.set(state, after)
  if (!stands.has(before)) stands.set(before, after)
}

/**
 * How an action is taken back and done again. A step hands in the version that its own action made and never the one
 * that happens to be stored, so what came from elsewhere since is refused as a conflict and not overwritten. A state that
 * is written again stands under a new version; the steps before and after it, which mean the same state, follow.
 */
export function ownStep(
  client: QueryClient,
  { id, from, to, sameWords = false, fields }: OwnStep,
  { there, gone }: StepEffects,
): Pick<Done, 'undo' | 'redo'> {
  const stands = standing.get(client) ?? new Map<string, string>()
  standing.set(client, stands)
  const go = async (now: StepState, then: StepState, change?: AnnotationChange) => {
    const expected = stands.get(now.hlc) ?? now.hlc
    if (!then.there) {
      const { hlc } = await api.annotations.remove({ id, hlc: expected })
      stands.set(then.hlc, hlc)
      await gone(id)
      return
    }
    const back = sameWords
      ? await api.annotations.restore({ id, hlc: expected })
      : change
        ? await api.annotations.change({ id, hlc: expected, change })
        : await api.annotations.revert({ id, hlc: then.hlc, expected })
    stands.set(then.hlc, back.hlc)
    await there(back)
  }
  return { undo: () => go(to, from, fields?.before), redo: () => go(from, to, fields?.after) }
}

/** The same for an annotation that was put on other words: one goes where the other comes, and links follow. */
export function ownReplacement(
  client: QueryClient,
  old: { readonly id: string; readonly hlc: string },
  made: { readonly id: string; readonly hlc: string },
  swapped: (gone: string, back: PlacedAnnotation) => unknown,
): Pick<Done, 'undo' | 'redo'> {
  const stands = standing.get(client) ?? new Map<string, string>()
  standing.set(client, stands)
  const go = async (goes: typeof old, comes: typeof old) => {
    const hlc = stands.get(goes.hlc) ?? goes.hlc
    const back = await api.annotations.swap({ id: goes.id, hlc, back: comes.id })
    stands.set(comes.hlc, back.hlc)
    await swapped(goes.id, back)
  }
  return { undo: () => go(made, old), redo: () => go(old, made) }
}

/**
 * The same for one action on many, which all went the same way: one write back and one write forth. What came from
 * elsewhere since is left alone and named in `stale`; where that is all of them, the step is refused as a conflict.
 */
export function ownStepOnMany(
  client: QueryClient,
  steps: readonly OwnStep[],
  written: (result: ManyChanged, changes: ReadonlyMap<string, AnnotationChange>) => unknown,
): Pick<Done, 'undo' | 'redo'> {
  const stands = standing.get(client) ?? new Map<string, string>()
  standing.set(client, stands)
  const go = async (now: 'from' | 'to', then: 'from' | 'to', fields: 'before' | 'after') => {
    const items = steps.map((step) => ({ id: step.id, hlc: stands.get(step[now].hlc) ?? step[now].hlc }))
    const changes = new Map(steps.map((step) => [step.id, step.fields?.[fields] ?? {}]))
    const result = !steps[0]?.[then].there
      ? await api.annotations.removeMany({ items })
      : steps[0].sameWords
        ? await api.annotations.restoreMany({ items })
        : await api.annotations.changeMany({
            changes: items.map((item) => ({ ...item, change: changes.get(item.id) ?? {} })),
          })
    if (result.done.length === 0) throw new Refused('conflict')
    const state = new Map(steps.map((step) => [step.id, step[then].hlc]))
    for (const { id, hlc } of result.done) stands.set(state.get(id) ?? hlc, hlc)
    await written(result, changes)
  }
  return { undo: () => go('to', 'from', 'before'), redo: () => go('from', 'to', 'after') }
}
