import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { mac, useKeys } from './keys.ts'

export type BriefingTab = 'text' | 'timeline' | 'risks' | 'positions' | 'notes'

/** Where the window is. `at` is a target such as 'block/p3', 'event/e05', 'risk/r1', 'note/n01', 'annotation/<id>'. */
export type View =
  | { readonly screen: 'library' }
  | { readonly screen: 'notebook' }
  | { readonly screen: 'settings' }
  /** New edition review of a briefing; `at` is the id of the annotation to look at first. */
  | { readonly screen: 'review'; readonly id: string; readonly at?: string }
  /** What the current version of a briefing changed; `since` is the hash of an earlier one, the last but one if it is left out. */
  | { readonly screen: 'changes'; readonly id: string; readonly since?: string }
  | { readonly screen: 'briefing'; readonly id: string; readonly tab: BriefingTab; readonly at?: string }

export interface Navigation {
  readonly view: View
  readonly go: (view: View) => void
  readonly back: () => void
  readonly forward: () => void
  readonly canBack: boolean
  readonly canForward: boolean
}

const NavigationContext = createContext<Navigation | null>(null)

interface Trail {
  readonly views: readonly View[]
  readonly now: number
}

const longest = 100

/** Keeps the trail of places visited; Alt+Left and Alt+Right (Cmd+[ and Cmd+]) walk it. */
export function NavigationProvider({
  start = { screen: 'library' },
  children,
}: {
  readonly start?: View
  readonly children: ReactNode
}) {
  const [trail, setTrail] = useState<Trail>({ views: [start], now: 0 })
  const go = useCallback((view: View) => setTrail((trail) => after(trail, view)), [])
  const walk = useCallback(
    (steps: number) =>
      setTrail((trail) => ({ ...trail, now: Math.min(Math.max(trail.now + steps, 0), trail.views.length - 1) })),
    [],
  )
  const navigation = useMemo<Navigation>(
    () => ({
      view: trail.views[trail.now] ?? start,
      go,
      back: () => walk(-1),
      forward: () => walk(1),
      canBack: trail.now > 0,
      canForward: trail.now < trail.views.length - 1,
    }),
    [trail, start, go, walk],
  )
  useKeys({
    'Alt+ArrowLeft': navigation.back,
    'Alt+ArrowRight': navigation.forward,
    ...(mac && { 'Ctrl+BracketLeft': navigation.back, 'Ctrl+BracketRight': navigation.forward }),
  })
  return <NavigationContext value={navigation}>{children}</NavigationContext>
}

function after({ views, now }: Trail, view: View): Trail {
  if (JSON.stringify(views[now]) === JSON.stringify(view)) return { views, now }
  const kept = [...views.slice(0, now + 1), view].slice(-longest)
  return { views: kept, now: kept.length - 1 }
}

/** Where the window is and how to leave. */
export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext)
  if (!navigation) throw new Error('useNavigation needs a NavigationProvider')
  return navigation
}
