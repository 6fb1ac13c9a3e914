/** True when nothing has the focus: what had it is gone from the page. */
export function focusIsLost(): boolean {
  const { activeElement } = document
  return activeElement === null || activeElement === document.body
}

/** Gives the focus to something that Tab passes by, such as a paragraph, without moving the page. */
export function focusPlace(place: HTMLElement): void {
  // A button or a field has its place in the order of Tab, and keeps it.
  if (place.tabIndex < 0 && !place.hasAttribute('tabindex')) place.tabIndex = -1
  place.focus({ preventScroll: true })
}

/** How many frames a thing may take to be drawn before nobody waits for it any more. */
const patience = 20

/** Gives the focus to something that is about to be drawn. */
export function focusWhenDrawn(find: () => HTMLElement | null | undefined, then?: (place: HTMLElement) => void): void {
  let left = patience
  const look = () => {
    const place = find()
    if (place) {
      focusPlace(place)
      then?.(place)
    } else if (left-- > 0) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

/** True where the keys belong to a text: it, one of its rows, or nothing at all has the focus. */
export function isInText(text: HTMLElement | null, target: EventTarget | null): boolean {
  if (target === document.body || target === text) return true
  return target instanceof HTMLElement && target.dataset.row !== undefined && (text?.contains(target) ?? false)
}
