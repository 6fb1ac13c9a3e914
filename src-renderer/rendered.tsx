import { QueryClientProvider } from '@tanstack/react-query'
import { act, type ReactNode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { newQueryClient } from './api.ts'
import { startWords } from './i18n.ts'
import { NavigationProvider, type View } from './ui/navigation.tsx'
import { SettingsProvider } from './ui/settings.tsx'
import { ToastsProvider } from './ui/toasts.tsx'
import { UndoProvider } from './ui/undo.tsx'

let last: Root | null = null

/** For tests only: a component on a page of its own, with all that the window gives its screens. */
export async function rendered(what: ReactNode, { start }: { readonly start?: View } = {}) {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  await act(async () => last?.unmount())
  startWords('zh-TW')
  document.body.replaceChildren()
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  last = root
  await act(async () => {
    root.render(
      <QueryClientProvider client={newQueryClient()}>
        <SettingsProvider>
          <ToastsProvider>
            <UndoProvider>
              <NavigationProvider {...(start && { start })}>{what}</NavigationProvider>
            </UndoProvider>
          </ToastsProvider>
        </SettingsProvider>
      </QueryClientProvider>,
    )
  })
  await settled()
  return place
}

/** Lets answers come and the page follow them. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await act(async () => new Promise((resolve) => setTimeout(resolve, 0)))
}

/** Presses a key as a keyboard does; returns false where something took it. */
export async function press(
  code: string,
  held: KeyboardEventInit = {},
  on: EventTarget = document.activeElement ?? document.body,
): Promise<boolean> {
  let left = true
  await act(async () => {
    left = on.dispatchEvent(new KeyboardEvent('keydown', { code, bubbles: true, cancelable: true, ...held }))
  })
  await settled()
  return left
}

/** Clicks the button, or the radio or checkbox label, with these words. */
export async function click(words: string): Promise<void> {
  const found = [...document.querySelectorAll<HTMLElement>('button, label, [role=menuitem], [role=radio]')].find(
    (each) => (each.getAttribute('aria-label') ?? each.textContent) === words || each.textContent === words,
  )
  if (!found) throw new Error(`nothing to press says ${words}: ${document.body.textContent}`)
  await act(async () => found.click())
  await settled()
}
