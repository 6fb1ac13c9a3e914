import { useEffect } from 'react'
import { isComposing } from './keys.ts'

/** What F6 goes through: the landmarks of the screen, in the order they stand. */
const landmarks = 'nav, main, aside, [data-pane]'
const tabbable = 'a[href], button:not(:disabled), input:not(:disabled), textarea, select, [tabindex="0"]'

/** The panes that can be seen now. */
function panes(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(landmarks)].filter((pane) => pane.checkVisibility())
}

/** F6 and Shift+F6 go to the next and the previous pane, to where one last was in it. */
export function usePanes(): void {
  useEffect(() => {
    const last = new WeakMap<HTMLElement, HTMLElement>()
    const remember = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return
      const pane = target.closest<HTMLElement>(landmarks)
      if (pane && target !== pane) last.set(pane, target)
    }
    const walk = (event: KeyboardEvent) => {
      if (event.code !== 'F6' || isComposing(event) || document.querySelector('[role=dialog]')) return
      event.preventDefault()
      const all = panes()
      const at = all.indexOf(document.activeElement?.closest<HTMLElement>(landmarks) as HTMLElement)
      const step = event.shiftKey ? -1 : 1
      const next = at === -1 ? all[0] : all[(at + step + all.length) % all.length]
      if (next) enter(next, last.get(next))
    }
    window.addEventListener('focusin', remember)
    window.addEventListener('keydown', walk)
    return () => {
      window.removeEventListener('focusin', remember)
      window.removeEventListener('keydown', walk)
    }
  }, [])
}

/** Where one last was in the pane; else the pane itself if it takes the focus (a text does), else what is chosen in it, else its first stop. */
function enter(pane: HTMLElement, last: HTMLElement | undefined): void {
  const within = last?.isConnected ? last : null
  const itself = pane.hasAttribute('tabindex') ? pane : null
  const chosen = pane.querySelector<HTMLElement>('[data-stop="true"]')
  const target = within ?? itself ?? chosen ?? pane.querySelector<HTMLElement>(tabbable)
  if (target) {
    target.focus()
    return
  }
  pane.tabIndex = -1
  pane.focus()
}
