import { type RefObject, useLayoutEffect, useState } from 'react'

/** The size of an element on screen; follows it. */
export function useSize(element: RefObject<HTMLElement | null>): { readonly width: number; readonly height: number } {
  const [size, setSize] = useState({ width: 1100, height: 800 })
  useLayoutEffect(() => {
    const place = element.current
    if (!place || typeof ResizeObserver === 'undefined') return
    const take = () => {
      const { clientWidth: width, clientHeight: height } = place
      if (width > 0)
        setSize((before) => (before.width === width && before.height === height ? before : { width, height }))
    }
    take()
    const observer = new ResizeObserver(take)
    observer.observe(place)
    return () => observer.disconnect()
  }, [element])
  return size
}
