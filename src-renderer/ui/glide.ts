/** How long a scroll to a passage takes; none where less motion is asked for. */
export const glideTime = 200

const ease = (x: number): number => 1 - (1 - x) ** 3

/** Scrolls a pane to a height within `glideTime`. */
export function glideTo(pane: HTMLElement, top: number, { atOnce = false }: { readonly atOnce?: boolean } = {}): void {
  const goal = Math.max(0, Math.min(top, pane.scrollHeight - pane.clientHeight))
  const from = pane.scrollTop
  if (atOnce || Math.abs(goal - from) < 2 || matchMedia('(prefers-reduced-motion: reduce)').matches) {
    pane.scrollTop = goal
    return
  }
  const began = performance.now()
  const step = (now: number) => {
    const part = Math.min(1, Math.max(0, (now - began) / glideTime))
    pane.scrollTop = from + (goal - from) * ease(part)
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
