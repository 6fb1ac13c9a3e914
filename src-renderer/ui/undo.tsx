import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { codeOf, onFact } from '../api.ts'
import { isTextField, useKeys } from './keys.ts'
import { type ToastAction, useToasts } from './toasts.tsx'

/** Something done that can be taken back. `label` is a full line: 已刪除註記. A step that throws was not done. */
export interface Done {
  readonly label: string
  /** What it was, said after 已復原：; else the label stands there. */
  readonly name?: string
  readonly undo: () => unknown
  readonly redo: () => unknown
}

interface Undo {
  /** Remembers what was done; `toast` also says so, with 復原 beside it and before it what else can be done now. */
  readonly did: (done: Done, how?: { readonly toast?: boolean; readonly also?: ToastAction | null }) => void
  readonly undo: () => void
  readonly redo: () => void
  readonly canUndo: boolean
  readonly canRedo: boolean
}

const UndoContext = createContext<Undo>({
  did: () => {},
  undo: () => {},
  redo: () => {},
  canUndo: false,
  canRedo: false,
})

const most = 50

/** Refusals that trying again does not change. */
const forGood: ReadonlySet<string> = new Set(['conflict', 'not-found', 'damaged', 'bad-request', 'refused'])

interface Stack {
  readonly done: readonly Done[]
  readonly undone: readonly Done[]
}

const without = ({ done, undone }: Stack, step: Done): Stack => ({
  done: done.filter((each) => each !== step),
  undone: undone.filter((each) => each !== step),
})

/** The undo stack of this session: the last 50 steps, across screens. Text fields keep their own undo. */
export function UndoProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation(['app', 'errors'])
  const { show } = useToasts()
  const [stack, setStack] = useState<Stack>({ done: [], undone: [] })
  const now = useRef(stack)
  const set = useCallback((next: Stack) => {
    now.current = next
    setStack(next)
  }, [])
  // One at a time: each step hands in what the one before it has written.
  const queue = useRef(Promise.resolve())
  const attempt = useCallback(
    (way: 'undo' | 'redo', ifDone: (step: Done) => void) => {
      queue.current = queue.current.then(async () => {
        const before = now.current
        const step = (way === 'undo' ? before.done : before.undone).at(-1)
        if (!step) return
        try {
          await step[way]()
        } catch (error) {
          // It stays where it was, so that it can be tried again; what will never work must not bar the way to older steps.
          const code = codeOf(error)
          const text =
            code === 'conflict'
              ? t(way === 'undo' ? 'undo.changedSince' : 'undo.changedSinceRedo', { what: step.label })
              : t(`errors:${code}`, { defaultValue: t('errors:internal') })
          const skip = { label: t('undo.skip'), run: () => set(without(now.current, step)) }
          return show({ text, ...(forGood.has(code) && { action: skip }) })
        }
        const { done, undone } = without(now.current, step)
        if (way === 'redo') set({ done: [...done, step].slice(-most), undone })
        // Something new was done meanwhile: from there on there is nothing to do again.
        else set({ done, undone: now.current.undone === before.undone ? [...undone, step] : undone })
        ifDone(step)
      })
    },
    [set, show, t],
  )
  const undo = useCallback(
    () => attempt('undo', ({ label, name = label }) => show({ text: t('undo.undone', { what: name }) })),
    [attempt, show, t],
  )
  const redo = useCallback(
    () => attempt('redo', ({ label }) => show({ text: label, action: { label: t('undo.undo'), run: undo } })),
    [attempt, show, t, undo],
  )
  const did = useCallback(
    (
      done: Done,
      { toast = false, also = null }: { readonly toast?: boolean; readonly also?: ToastAction | null } = {},
    ) => {
      set({ done: [...now.current.done, done].slice(-most), undone: [] })
      const back = { label: t('undo.undo'), run: undo }
      if (toast) show({ text: done.label, action: also ? [also, back] : back })
    },
    [set, show, t, undo],
  )
  useEffect(
    () =>
      onFact('menu.chosen', ({ item }) => {
        if (item !== 'undo' && item !== 'redo') return
        // The menu's undo belongs to the field one is typing in, as everywhere else.
        if (isTextField(document.activeElement)) document.execCommand(item)
        else if (item === 'undo') undo()
        else redo()
      }),
    [undo, redo],
  )
  const unlessTyping = (act: () => void) => (event: KeyboardEvent) => (isTextField(event.target) ? false : act())
  useKeys({
    'Ctrl+KeyZ': unlessTyping(undo),
    'Ctrl+Shift+KeyZ': unlessTyping(redo),
    'Ctrl+KeyY': unlessTyping(redo),
  })
  const value = useMemo(
    () => ({ did, undo, redo, canUndo: stack.done.length > 0, canRedo: stack.undone.length > 0 }),
    [did, undo, redo, stack],
  )
  return <UndoContext value={value}>{children}</UndoContext>
}

/** `useUndo().did({ label, undo, redo })` */
export function useUndo(): Undo {
  return useContext(UndoContext)
}
