import { type UseQueryResult, useQueries, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnnotationChange, AnnotationDraft } from '../../src-shared/annotations/annotation.ts'
import type { ManyChanged, NotebookRow } from '../../src-shared/annotations/notebook.ts'
import { api, ask } from '../api.ts'
import { useErrorWords } from '../ui/error-notice.tsx'
import { useNavigation } from '../ui/navigation.tsx'
import { type OwnStep, ownStep, ownStepOnMany } from '../ui/own-steps.ts'
import { type ToastAction, useToasts } from '../ui/toasts.tsx'
import { useUndo } from '../ui/undo.tsx'
import { rowName } from './notebook-text.ts'
import type { Annotations } from './use-annotations.ts'

const none: readonly NotebookRow[] = []
const queryKey = ['annotations', 'notebook'] as const

/** What is known of all briefings by now. */
function combined(results: readonly UseQueryResult<readonly NotebookRow[]>[]) {
  return {
    rows: results.flatMap(({ data }) => data ?? none),
    /** How many briefings are still being read. */
    reading: results.filter(({ isPending }) => isPending).length,
    error: results.find(({ error }) => error !== null)?.error ?? null,
  }
}

/** One annotation and what is to become of it. */
export interface RowChange {
  readonly row: NotebookRow
  readonly change: AnnotationChange
}

/** What is being written to many, for as long as it takes. */
export interface Busy {
  readonly count: number
}

/** The fields that a change touches, as they were: what takes the change back. */
function before(row: NotebookRow, change: AnnotationChange): AnnotationChange {
  const said = { ...row, due: row.due ?? null, done: row.done ?? null, links: row.links ?? [] }
  return Object.fromEntries(Object.keys(change).map((key) => [key, said[key as keyof typeof said]])) as AnnotationChange
}

/**
 * All annotations of some briefings, read one briefing after another, and what can be done to many of them: each is one
 * write and one step to take back.
 */
export function useNotebook(briefings: readonly string[]) {
  const { t } = useTranslation('annotations')
  const client = useQueryClient()
  const { did } = useUndo()
  const { show } = useToasts()
  const { go } = useNavigation()
  const words = useErrorWords()
  const { rows, reading, error } = useQueries({
    queries: briefings.map((briefing) => ask('annotations', 'notebook', { briefing })),
    combine: combined,
  })
  const [busy, setBusy] = useState<Busy | null>(null)

  const actions = useMemo(() => {
    const stale = () => client.invalidateQueries({ queryKey })
    const edit = (change: (rows: readonly NotebookRow[]) => readonly NotebookRow[]) =>
      client.setQueriesData<readonly NotebookRow[]>({ queryKey }, (rows) => rows && change(rows))
    const known = () =>
      new Map(
        client
          .getQueriesData<readonly NotebookRow[]>({ queryKey })
          .flatMap(([, rows]) => rows ?? none)
          .map((row) => [row.id, row] as const),
      )
    // One write at a time. A key pressed before the answer to the one before it acts on what that one has made.
    let queue: Promise<unknown> = Promise.resolve()
    const ours = new Map<string, string>()
    const wrote = (on: readonly NotebookRow[], { done }: ManyChanged) => {
      const seen = new Map(on.map(({ id, hlc }) => [id, hlc]))
      for (const { id, hlc } of done) ours.set(seen.get(id) ?? '', hlc)
    }
    const asWeLeftThem = (rows: readonly NotebookRow[]) => {
      const now = known()
      return rows.map((row) => {
        const latest = now.get(row.id)
        let hlc = row.hlc
        for (let next = ours.get(hlc); next !== undefined && hlc !== latest?.hlc; next = ours.get(hlc)) hlc = next
        return latest?.hlc === hlc ? latest : row
      })
    }
    const work = async <T>(count: number, write: () => Promise<T>): Promise<T | null> => {
      setBusy({ count })
      const mine = queue.then(write)
      queue = mine.catch(() => {})
      try {
        return await mine
      } catch (error) {
        show({ text: words(error) })
        return null
      } finally {
        setBusy(null)
      }
    }
    /** Puts what was written into the list at once; the library's own answer follows. */
    const changed = ({ done }: ManyChanged, changes: ReadonlyMap<string, AnnotationChange>) => {
      const written = new Map(done.map(({ id, hlc }) => [id, hlc]))
      edit((rows) =>
        rows.every(({ id }) => !written.has(id))
          ? rows
          : rows.map((row) => {
              const hlc = written.get(row.id)
              return hlc === undefined ? row : { ...row, ...changes.get(row.id), hlc }
            }),
      )
    }
    const removed = ({ done }: ManyChanged) => {
      const gone = new Set(done.map(({ id }) => id))
      edit((rows) => (rows.some(({ id }) => gone.has(id)) ? rows.filter(({ id }) => !gone.has(id)) : rows))
    }
    /** By name what somebody had changed meanwhile and was therefore left alone; null for nothing. */
    const leftAlone = (names: ReadonlyMap<string, string>, { stale }: ManyChanged): string | null => {
      if (stale.length === 0) return null
      const some = stale.slice(0, 3).map((id) => names.get(id) ?? '')
      return t(stale.length > 3 ? 'notebook.did.staleMore' : 'notebook.did.stale', {
        names: some.join(t('notebook.comma')),
        count: stale.length,
      })
    }
    /** Says what was done and remembers how it is taken back. */
    const tell = (
      line: string,
      result: ManyChanged,
      steps: readonly OwnStep[],
      named: readonly NotebookRow[],
      also: ToastAction | null = null,
    ) => {
      const names = new Map(named.map((row) => [row.id, rowName(row, 12)]))
      const left = leftAlone(names, result)
      const label = left === null ? line : t('notebook.did.but', { line, left })
      if (left !== null) void stale()
      if (steps.length === 0) return show({ text: label })
      const back = ownStepOnMany(client, steps, (result, changes) => {
        if (steps[0]?.sameWords) void stale()
        else changed(result, changes)
        const left = leftAlone(names, result)
        // After the line that tells of the step itself.
        if (left !== null) setTimeout(() => show({ text: left }))
      })
      did({ label, ...back }, { toast: true, also })
    }

    return {
      /** Changes rows in one write. `line` says what was done to how many. */
      async change(changes: readonly RowChange[], line: (count: number) => string): Promise<void> {
        if (changes.length === 0) return
        const wanted = new Map(changes.map(({ row, change }) => [row.id, change]))
        let on: readonly NotebookRow[] = []
        const result = await work(changes.length, async () => {
          on = asWeLeftThem(changes.map(({ row }) => row))
          const result = await api.annotations.changeMany({
            changes: on.map(({ id, hlc }) => ({ id, hlc, change: wanted.get(id) ?? {} })),
          })
          wrote(on, result)
          changed(result, wanted)
          return result
        })
        if (result === null) return
        const seen = new Map(on.map((row) => [row.id, row]))
        const steps = result.done.flatMap(({ id, hlc }): OwnStep[] => {
          const row = seen.get(id)
          const change = wanted.get(id)
          if (row === undefined || change === undefined) return []
          const fields = { before: before(row, change), after: change }
          return [{ id, from: { hlc: row.hlc, there: true }, to: { hlc, there: true }, fields }]
        })
        tell(
          line(result.done.length),
          result,
          steps,
          changes.map(({ row }) => row),
        )
      },
      /** Removes rows in one write. */
      async remove(rows: readonly NotebookRow[]): Promise<void> {
        if (rows.length === 0) return
        let on: readonly NotebookRow[] = []
        const result = await work(rows.length, async () => {
          on = asWeLeftThem(rows)
          const result = await api.annotations.removeMany({ items: on.map(({ id, hlc }) => ({ id, hlc })) })
          removed(result)
          return result
        })
        if (result === null) return
        const seen = new Map(on.map(({ id, hlc }) => [id, hlc]))
        const steps = result.done.map(
          ({ id, hlc }): OwnStep => ({
            ...{ id, from: { hlc: seen.get(id) ?? '', there: true }, to: { hlc, there: false } },
            sameWords: true,
          }),
        )
        tell(t('notebook.did.removed', { count: steps.length }), result, steps, rows)
      },
      /** Makes new annotations, one for each briefing; together they are one step to take back. */
      async collect(drafts: readonly AnnotationDraft[]): Promise<void> {
        const done: { id: string; hlc: string; briefing: string }[] = []
        await work(drafts.length, async () => {
          for (const draft of drafts) {
            const { id, hlc } = await api.annotations.add(draft)
            done.push({ id, hlc, briefing: draft.briefing })
          }
        })
        const [first] = done
        if (first === undefined) return
        const steps = done.map(
          ({ id, hlc }): OwnStep => ({
            ...{ id, from: { hlc: `before ${hlc}`, there: false }, to: { hlc, there: true } },
            sameWords: true,
          }),
        )
        // Where there are several, the first of them: the others stand in the list.
        const at = `annotation/${first.id}`
        const open = () => go({ screen: 'briefing', id: first.briefing, tab: 'text', at })
        tell(t('notebook.did.collected', { count: done.length }), { done, stale: [] }, steps, none, {
          label: t('notebook.did.open'),
          run: open,
        })
        await stale()
      },
      /** What the note editor needs: one change, refused as a conflict where the annotation was changed meanwhile. */
      editing: {
        track: (work) => work,
        async change(id, change, hlc, { removed = false } = {}) {
          const row = known().get(id)
          const on = hlc ?? row?.hlc ?? ''
          const after = await api.annotations.change({ id, hlc: on, change })
          changed({ done: [{ id, hlc: after.hlc }], stale: [] }, new Map([[id, change]]))
          const fields = row?.hlc === on && { fields: { before: before(row, change), after: change } }
          const step = { id, from: { hlc: on, there: !removed }, to: { hlc: after.hlc, there: true }, ...fields }
          did({ label: t('did.changed'), ...ownStep(client, step, { there: stale, gone: stale }) })
          return after
        },
      } satisfies Pick<Annotations, 'change' | 'track'>,
    }
  }, [client, did, go, show, t, words])

  return { rows, reading, error, busy, again: () => void client.refetchQueries({ queryKey }), ...actions }
}

export type Notebook = ReturnType<typeof useNotebook>
