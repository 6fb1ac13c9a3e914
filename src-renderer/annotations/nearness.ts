const told = new WeakMap<Element, () => void>()
let observer: IntersectionObserver | null = null

/** Calls once when an element is within a window's height of being seen. Without a layout engine that is at once. */
export function whenNear(element: Element, then: () => void): () => void {
  if (typeof IntersectionObserver === 'undefined') {
    then()
    return () => {}
  }
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue
        observer?.unobserve(target)
        told.get(target)?.()
      }
    },
    // The text scrolls in a pane of its own, which only scrollMargin reaches beyond.
    { rootMargin: '100% 0px', scrollMargin: '100% 0px' } as IntersectionObserverInit,
  )
  told.set(element, then)
  observer.observe(element)
  return () => observer?.unobserve(element)
}
