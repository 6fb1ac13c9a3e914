import { type RefObject, useEffect, useState } from 'react'
import type { PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import type { Lang } from '../../src-shared/languages.ts'
import { blockElement, placesIn, rangesOf, type TextPlace } from '../ui/drawn-text.ts'
import { isTextField } from '../ui/keys.ts'

/** Words the reader has selected: whole stretches of blocks, all of one language. */
export type Selected = readonly TextPlace[]

/**
 * What is selected in the text now, and whether the pointer still draws it. Ends with an empty selection,
 * or when the selection leaves the text.
 */
export function useSelectedText(root: RefObject<HTMLElement | null>, when: boolean) {
  const [selected, setSelected] = useState<Selected | null>(null)
  const [pointing, setPointing] = useState(false)
  useEffect(() => {
    if (!when) {
      setSelected(null)
      return
    }
    const look = () => {
      const selection = document.getSelection()
      const place = root.current
      if (!place || !selection || selection.isCollapsed || selection.rangeCount === 0) return setSelected(null)
      const places = placesIn(place, selection.getRangeAt(0))
      setSelected((last) =>
        JSON.stringify(last) === JSON.stringify(places) ? last : places.length > 0 ? places : null,
      )
    }
    const down = (event: PointerEvent) => {
      if (event.target instanceof Element && event.target.closest('[data-block]')) setPointing(true)
    }
    const up = () => setPointing(false)
    document.addEventListener('selectionchange', look)
    document.addEventListener('pointerdown', down)
    document.addEventListener('pointerup', up)
    document.addEventListener('pointercancel', up)
    return () => {
      document.removeEventListener('selectionchange', look)
      document.removeEventListener('pointerdown', down)
      document.removeEventListener('pointerup', up)
      document.removeEventListener('pointercancel', up)
    }
  }, [root, when])
  return { selected, pointing }
}

/** Where the selected words end on the page. */
export function endBox(
  root: ParentNode,
  selected: Selected,
): { readonly top: DOMRect; readonly bottom: DOMRect } | null {
  const boxes = selected.flatMap(({ lang, block, start, end }) => {
    const element = blockElement(root, lang, block)
    return element ? rangesOf(element, start, end).flatMap((range) => [...range.getClientRects()]) : []
  })
  const top = boxes[0]
  const bottom = boxes.at(-1)
  return top && bottom ? { top, bottom } : null
}

/** Whether an annotation stands on exactly these words. */
export const isSame = (
  annotation: PlacedAnnotation,
  selectors: readonly { block: string; start: number; end: number }[],
  lang: Lang,
) =>
  annotation.target.type === 'text' &&
  annotation.target.lang === lang &&
  annotation.resolution.places.length === selectors.length &&
  annotation.resolution.places.every((place, index) => {
    const other = selectors[index]
    return other?.block === place.block && other.start === place.start && other.end === place.end
  })

/** Leaves the caret where the selection ended, and the focus in the text. */
export function endSelection(): void {
  const selection = document.getSelection()
  const bar = document.activeElement?.closest('[role=toolbar]')
  if (selection && selection.rangeCount > 0 && !isTextField(document.activeElement)) selection.collapseToEnd()
  bar?.closest<HTMLElement>('[tabindex]')?.focus({ preventScroll: true })
}
