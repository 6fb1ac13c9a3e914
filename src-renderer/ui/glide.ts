/** How long a scroll to a passage takes; none where less motion is asked for. */
export const glideTime = 200

const carried = new WeakMap<HTMLElement, number>()

/** Scrolls a pane without the reader's hand. */
export function carry(pane: HTMLElement, top: number): void {
  pane.scrollTop = top
  carried.set(pane, pane.scrollTop)
}

/** True while a pane stands where it was carried to: nobody has scrolled it since. */
export function isCarried(pane: HTMLElement): boolean {
  const top = carried.get(pane)
  return top !== undefined && Math.abs(top - pane.scrollTop) < 2
}

const ease = (x: number): number => 1 - (1 - x) ** 3

/** Scrolls a pane to a height within `glideTime`. */
export function glideTo(pane: HTMLElement, top: number, { atOnce = false }: { readonly atOnce?: boolean } = {}): void {
  const goal = Math.max(0, Math.min(top, pane.scrollHeight - pane.clientHeight))
  const from = pane.scrollTop
  if (atOnce || Math.abs(goal - from) < 2 || matchMedia('(prefers-reduced-motion: reduce)').matches) {
    carry(pane, goal)
    return
  }
  const began = performance.now()
  const step = (now: number) => {
    const part = Math.min(1, Math.max(0, (now - began) / glideTime))
    carry(pane, from + (goal - from) * ease(part))
    if (part < 1) requestAnimationFrame(step)
  }
  requestAnimationFrame(step)
}

/** Where an element or range stands in a pane's own height. */
export function topIn(pane: HTMLElement, thing: { getBoundingClientRect(): DOMRect }): number {
  return thing.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop
}

/** Brings an element or range into a pane's upper third, unless it is in sight already. */
export function glideInto(pane: HTMLElement, thing: { getBoundingClientRect(): DOMRect }): void {
  const top = topIn(pane, thing)
  const { height } = thing.getBoundingClientRect()
  const seen = top >= pane.scrollTop + 24 && top + Math.min(height, 120) <= pane.scrollTop + pane.clientHeight - 24
  if (!seen) glideTo(pane, top - pane.clientHeight / 4)
}
