import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnnotationChange, AnnotationDraft, PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import type { Code } from '../../src-shared/ipc.ts'
import { api, ask, codeOf } from '../api.ts'
import { useUndo } from '../ui/undo.tsx'

/** What the footer says about writing. A failure stays until something has been written again. */
export type Saving =
  | { readonly state: 'rest' }
  | { readonly state: 'saving' }
  | { readonly state: 'saved'; readonly at: Date }
  | { readonly state: 'failed'; readonly code: Code }

const none: readonly PlacedAnnotation[] = []

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
    const change = async (id: string, change: AnnotationChange, hlc: string) => {
      const changed = await track(api.annotations.change({ id, hlc, change }))
      put(changed)
      return changed
    }
    const remove = async (id: string) => {
      await track(api.annotations.remove({ id, hlc: await hlcOf(id) }))
      edit((list) => list.filter((each) => each.id !== id))
    }
    const restore = async (id: string) => put(await track(api.annotations.restore({ id })))
    const bringBack = (id: string) => restore(id).then(() => told.current.onBack(id))
    const takeAway = (id: string) => remove(id).then(() => told.current.onGone())
    return {
      track,
      /** Adds one; the undo step removes it. */
      async add(draft: AnnotationDraft): Promise<PlacedAnnotation> {
        const added = await track(api.annotations.add(draft))
        put(added)
        did({ label: t('did.added'), undo: () => takeAway(added.id), redo: () => bringBack(added.id) })
        return added
      },
      /** Changes one. `hlc` is the state the change was made on; an older one is refused as a conflict. */
      async change(id: string, fields: AnnotationChange, hlc?: string): Promise<PlacedAnnotation> {
        const before = await latest(id)
        const changed = await change(id, fields, hlc ?? before?.hlc ?? '')
        if (before) {
          const back = Object.fromEntries(
            Object.keys(fields).map((key) => [key, before[key as keyof AnnotationChange]]),
          ) as AnnotationChange
          did({
            label: t('did.changed'),
            undo: async () => change(id, back, await hlcOf(id)),
            redo: async () => change(id, fields, await hlcOf(id)),
          })
        }
        return changed
      },
      /** Removes one at once, with a toast that takes it back. */
      async remove(id: string): Promise<void> {
        await remove(id)
        did({ label: t('did.removed'), undo: () => bringBack(id), redo: () => takeAway(id) }, { toast: true })
      },
    }
  }, [briefing, client, did, t])

  return { list: data, error, isPending, saving, ...actions }
}

export type Annotations = ReturnType<typeof useAnnotations>
