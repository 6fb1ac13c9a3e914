import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import './toasts.css'

export interface ToastAction {
  readonly label: string
  readonly run: () => unknown
}

export interface Toast {
  readonly text: string
  readonly action?: ToastAction | readonly ToastAction[]
}

interface Toasts {
  readonly show: (toast: Toast) => void
  readonly hide: () => void
}

const ToastsContext = createContext<Toasts>({ show: () => {}, hide: () => {} })

/** How long a toast stays when nobody points at it. */
export const toastTime = 8000

/** One line at the bottom of the window; the newest replaces the one before. */
export function ToastsProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<{ readonly toast: Toast; readonly number: number } | null>(null)
  const show = useCallback((toast: Toast) => setShown((last) => ({ toast, number: (last?.number ?? 0) + 1 })), [])
  const hide = useCallback(() => setShown(null), [])
  const toasts = useMemo(() => ({ show, hide }), [show, hide])
  return (
    <ToastsContext value={toasts}>
      {children}
      <div className="toast-place" role="status" aria-live="polite" aria-atomic="true">
        {shown && <ToastLine key={shown.number} toast={shown.toast} onDone={hide} />}
      </div>
    </ToastsContext>
  )
}

function ToastLine({ toast, onDone }: { readonly toast: Toast; readonly onDone: () => void }) {
  const [held, setHeld] = useState(false)
  const left = useRef(toastTime)
  useEffect(() => {
    if (held) return
    const since = performance.now()
    const timer = setTimeout(onDone, left.current)
    return () => {
      clearTimeout(timer)
      left.current = Math.max(2000, left.current - (performance.now() - since))
    }
  }, [held, onDone])
  const actions = toast.action === undefined ? [] : Array.isArray(toast.action) ? toast.action : [toast.action]
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing and focus only hold the line, they do nothing
    <div
      className="toast"
      // What can be pressed here is reached by F6 as long as it stands.
      data-pane={actions.length > 0 ? '' : undefined}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{toast.text}</span>
      {actions.map((action: ToastAction) => (
        <button
          key={action.label}
          type="button"
          onClick={() => {
            onDone()
            action.run()
          }}
        >
          {action.label}
        </button>
      ))}
    </div>
  )
}

/** `useToasts().show({ text, action })` */
export function useToasts(): Toasts {
  return useContext(ToastsContext)
}
