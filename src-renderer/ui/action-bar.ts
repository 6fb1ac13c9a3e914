import { type RefObject, useLayoutEffect } from 'react'

/** A bar of actions at the bottom of the window: as long as it stands, the line of a toast stands above it. */
export function useActionBar(bar: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = bar.current
    if (!element) return
    const root = document.documentElement
    const tell = () => {
      const { marginBottom } = getComputedStyle(element)
      root.style.setProperty('--bar-height', `${element.offsetHeight + (Number.parseFloat(marginBottom) || 0)}px`)
    }
    tell()
    const watch = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(tell)
    watch?.observe(element)
    return () => {
      watch?.disconnect()
      root.style.removeProperty('--bar-height')
    }
  }, [bar])
}
