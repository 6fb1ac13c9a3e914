import { type RefObject, useEffect, useRef } from 'react'
import { useSettings } from './settings.tsx'

/** A key by `event.code` with its modifiers in this order: 'Ctrl+Shift+KeyZ', 'Alt+ArrowLeft', 'Digit1', 'F7'. Ctrl is Cmd on macOS. */
export type Key = string

/** What a key does; returning false leaves the key to others. */
export type Keys = Readonly<Record<Key, (event: KeyboardEvent) => unknown>>

/** True on macOS, where Cmd stands for Ctrl. */
export const mac = typeof navigator !== 'undefined' && /^mac/iu.test(navigator.platform)

/** Opens the settings: Cmd+, on macOS as everywhere there; elsewhere a key that no system and no input method claims. */
export const settingsKey: Key = mac ? 'Ctrl+Comma' : 'Ctrl+Digit5'

/** The text of a key for the reader, such as "Ctrl+K" or "⌘K". */
export function keyLabel(key: Key): string {
  const parts = key.split('+').map((part) => names[part] ?? part.replace(/^(Key|Digit)/u, ''))
  return mac ? parts.map((part) => macNames[part] ?? part).join('') : parts.join('+')
}

const names: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  BracketLeft: '[',
  BracketRight: ']',
  Comma: ',',
  Equal: '+',
  Minus: '-',
  Slash: '/',
}
const macNames: Readonly<Record<string, string>> = { Ctrl: '⌘', Shift: '⇧', Alt: '⌥' }

/** The name of the key pressed, as it is written in `Keys`. */
export function keyOf(event: KeyboardEvent): Key {
  // On macOS the control key, elsewhere the Windows key, belong to the system.
  const [ctrl, foreign] = mac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey]
  if (foreign) return ''
  return [ctrl && 'Ctrl', event.shiftKey && 'Shift', event.altKey && 'Alt', event.code].filter(Boolean).join('+')
}

/** True while an input method composes: such a key belongs to it alone (Zhuyin uses 1 to 5 as letters). */
export function isComposing(event: { readonly isComposing: boolean; readonly keyCode: number }): boolean {
  return event.isComposing || event.keyCode === 229
}

/** True where typing makes text. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'button', 'submit'].includes(target.type)
}

const single = /^(Shift\+)?(Key|Digit|Bracket|Minus|Equal|Comma|Period|Slash|Numpad)/u
const editing = /^(Shift\+)?(Arrow|Enter|Space|Home|End|Page|Delete|Backspace|Tab)/u

/** True if this key may act now: not while composing, single letters only outside text fields and when the reader wants them. */
export function mayAct(event: KeyboardEvent, singleKeys: boolean): boolean {
  if (isComposing(event) || event.defaultPrevented) return false
  const key = keyOf(event)
  if (single.test(key)) return singleKeys && !isTextField(event.target)
  return !(editing.test(key) && isTextField(event.target))
}

/**
 * The one key hook. Listens on the window, or on `within` when given; `when: false` switches it off.
 * A dialog that is open keeps the keys of the screen under it from acting, unless the hook is the dialog's own.
 */
export function useKeys(
  keys: Keys,
  {
    when = true,
    within,
    inDialog = false,
  }: { when?: boolean; within?: RefObject<HTMLElement | null>; inDialog?: boolean } = {},
): void {
  const { singleKeys } = useSettings()
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    if (!when) return
    const place: HTMLElement | Window = within?.current ?? window
    const listen = (event: Event) => {
      if (!(event instanceof KeyboardEvent) || !mayAct(event, singleKeys)) return
      if (!inDialog && event.target instanceof Element && event.target.closest('[role=dialog],[role=menu]')) return
      const act = latest.current[keyOf(event)]
      if (act && act(event) !== false) event.preventDefault()
    }
    place.addEventListener('keydown', listen)
    return () => place.removeEventListener('keydown', listen)
  }, [when, within, inDialog, singleKeys])
}
