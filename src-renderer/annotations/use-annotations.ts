import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  AnnotationChange,
  AnnotationDraft,
  PlacedAnnotation,
  Target,
} from '../../src-shared/annotations/annotation.ts'
import type { Code } from '../../src-shared/ipc.ts'
import { api, ask, codeOf } from '../api.ts'
import { type OwnStep, ownReplacement, ownStep } from '../ui/own-steps.ts'
import { type Done, useUndo } from '../ui/undo.tsx'

/** What the footer says about writing. A failure stays until something has been written again. */
export type Saving =
  | { readonly state: 'rest' }
  | { readonly state: 'saving' }
  | { readonly state: 'saved'; readonly at: Date }
  | { readonly state: 'failed'; readonly code: Code }

const none: readonly PlacedAnnotation[] = []

/** What an annotation says where a field is left out. */
const unsaid = { marking: {}, due: null, done: null, links: [] } satisfies AnnotationChange

/** The change that gives the fields named by another change what they say now. */
function asBefore(annotation: PlacedAnnotation, change: AnnotationChange): AnnotationChange {
  const said: AnnotationChange = { ...unsaid, ...annotation }
  return Object.fromEntries(Object.keys(change).map((key) => [key, said[key as keyof AnnotationChange]]))
}

/**
 * The annotations of a briefing and what can be done to them. Nothing is shown as done before the library has answered;
 * every step can be taken back.
 */
export function useAnnotations(
  briefing: string,
  {
    onBack = () => {},
    onGone = () => {},
  }: {
    /** Undo or redo has brought one back. */
    readonly onBack?: (id: string) => void
    /** Undo or redo has taken one away. */
    readonly onGone?: () => void
  } = {},
) {
  const { t } = useTranslation('annotations')
  const client = useQueryClient()
  const { did } = useUndo()
  const { data = none, error, isPending } = useQuery(ask('annotations', 'list', { briefing }))
  const [saving, setSaving] = useState<Saving>({ state: 'rest' })
  const open = useRef(0)
  const told = useRef({ onBack, onGone })
  told.current = { onBack, onGone }

  const actions = useMemo(() => {
    const query = ask('annotations', 'list', { briefing })
    const { queryKey } = query
    // An undo step may outlive the list it was made on, which is forgotten some minutes after the briefing was left.
    const latest = async (id: string) => (await client.ensureQueryData(query)).find((each) => each.id === id) ?? null
    /** Changes the list where it is known; a list that is not known is asked for and never made up. */
    const edit = (change: (list: readonly PlacedAnnotation[]) => readonly PlacedAnnotation[]) =>
      client.setQueryData(queryKey, (list) => list && change(list))
    const put = (annotation: PlacedAnnotation) =>
      edit((list) =>
        list.some((each) => each.id === annotation.id)
          ? list.map((each) => (each.id === annotation.id ? annotation : each))
          : [...list, annotation],
      )
    const track = async <T>(work: Promise<T>): Promise<T> => {
      open.current += 1
      setSaving({ state: 'saving' })
      try {
        const value = await work
        open.current -= 1
        if (open.current === 0) setSaving({ state: 'saved', at: new Date() })
        return value
      } catch (error) {
        open.current -= 1
        setSaving({ state: 'failed', code: codeOf(error) })
        throw error
      }
    }
    const hlcOf = async (id: string) => (await latest(id))?.hlc ?? ''
    const dropped = (id: string) => edit((list) => list.filter((each) => each.id !== id))
    /** Undo and redo of an action that is bound to what it saw and what it made. */
    const stepOf = (step: OwnStep): Pick<Done, 'undo' | 'redo'> => {
      const { undo, redo } = ownStep(client, step, {
        there: (annotation) => {
          put(annotation)
          if (step.sameWords) told.current.onBack(step.id)
        },
        gone: (id) => {
          dropped(id)
          told.current.onGone()
        },
      })
      return { undo: () => track(Promise.resolve(undo())), redo: () => track(Promise.resolve(redo())) }
    }
    return {
      track,
      /** Adds one; the undo step removes it. */
      async add(draft: AnnotationDraft): Promise<PlacedAnnotation> {
        const added = await track(api.annotations.add(draft))
        put(added)
        const from = { hlc: `before ${added.hlc}`, there: false }
        const to = { hlc: added.hlc, there: true }
        did({ label: t('did.added'), ...stepOf({ id: added.id, from, to, sameWords: true }) })
        return added
      },
      /**
       * Changes one. `hlc` is the state the change was made on; an older one is refused as a conflict. `removed`: that
       * state was a removal, which the change takes back.
       */
      async change(
        id: string,
        fields: AnnotationChange,
        hlc?: string,
        { removed = false }: { readonly removed?: boolean } = {},
      ): Promise<PlacedAnnotation> {
        const before = await latest(id)
        const on = hlc ?? before?.hlc ?? ''
        const changed = await track(api.annotations.change({ id, hlc: on, change: fields }))
        put(changed)
        const step = { id, from: { hlc: on, there: !removed }, to: { hlc: changed.hlc, there: true } }
        // What the list shows may be another version than the one the change was made on.
        const known = before?.hlc === on && { fields: { before: asBefore(before, fields), after: fields } }
        did({ label: t('did.changed'), ...stepOf({ ...step, ...known }) })
        return changed
      },
      /** Removes one at once, with a toast that takes it back. */
      async remove(id: string): Promise<void> {
        const on = await hlcOf(id)
        const { hlc } = await track(api.annotations.remove({ id, hlc: on }))
        dropped(id)
        const step = { id, from: { hlc: on, there: true }, to: { hlc, there: false }, sameWords: true }
        did({ label: t('did.removed'), ...stepOf(step) }, { toast: true })
      },
      /** Puts one on other words, in one write and one step to take back. */
      async replace(id: string, version: string, target: Target): Promise<PlacedAnnotation> {
        const on = await hlcOf(id)
        const made = await track(api.annotations.replace({ id, hlc: on, version, target }))
        const swapped = (gone: string, back: PlacedAnnotation) => {
          dropped(gone)
          put(back)
        }
        swapped(id, made)
        const steps = ownReplacement(client, { id, hlc: on }, made, (gone, back) => {
          swapped(gone, back)
          told.current.onBack(back.id)
        })
        did({
          label: t('did.replaced'),
          undo: () => track(Promise.resolve(steps.undo())),
          redo: () => track(Promise.resolve(steps.redo())),
        })
        return made
      },
      /** Brings a removed one back into the list. */
      async bringBack(id: string): Promise<void> {
        put(await track(api.annotations.restore({ id })))
      },
    }
  }, [briefing, client, did, t])

  return { list: data, error, isPending, saving, ...actions }
}

export type Annotations = ReturnType<typeof useAnnotations>
