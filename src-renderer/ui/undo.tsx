import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { codeOf, onFact } from '../api.ts'
import { isTextField, useKeys } from './keys.ts'
import { useToasts } from './toasts.tsx'

/** Something done that can be taken back. `label` is a full line: 已刪除註記 */
export interface Done {
  readonly label: string
  readonly undo: () => unknown
  readonly redo: () => unknown
}

interface Undo {
  /** Remembers what was done; `toast` also says so, with 復原 beside it. */
  readonly did: (done: Done, how?: { readonly toast?: boolean }) => void
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

interface Stack {
  readonly done: readonly Done[]
  readonly undone: readonly Done[]
}

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
  const attempt = useCallback(
    async (step: () => unknown, ifDone: () => void) => {
      try {
        await step()
        ifDone()
      } catch (error) {
        show({ text: t(`errors:${codeOf(error)}`, { defaultValue: t('errors:internal') }) })
      }
    },
    [show, t],
  )
  const undo = useCallback(() => {
    const last = now.current.done.at(-1)
    if (!last) return
    set({ done: now.current.done.slice(0, -1), undone: [...now.current.undone, last] })
    void attempt(last.undo, () => show({ text: t('undo.undone', { what: last.label }) }))
  }, [attempt, set, show, t])
  const redo = useCallback(() => {
    const last = now.current.undone.at(-1)
    if (!last) return
    set({ done: [...now.current.done, last].slice(-most), undone: now.current.undone.slice(0, -1) })
    void attempt(last.redo, () => show({ text: last.label, action: { label: t('undo.undo'), run: undo } }))
  }, [attempt, set, show, t, undo])
  const did = useCallback(
    (done: Done, { toast = false } = {}) => {
      set({ done: [...now.current.done, done].slice(-most), undone: [] })
      if (toast) show({ text: done.label, action: { label: t('undo.undo'), run: undo } })
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
