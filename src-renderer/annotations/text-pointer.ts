import { type RefObject, useEffect } from 'react'
import type { Lang } from '../../src-shared/languages.ts'
import { blockAround, placesIn } from '../ui/drawn-text.ts'
import { marksAt, type Stretch } from './painting.ts'

/** A click on painted words: the pseudo-elements take no events, so the point itself is asked. Null: on no mark. */
export function useMarkClicks(
  root: RefObject<HTMLElement | null>,
  when: boolean,
  marks: ReadonlyMap<string, readonly Stretch[]>,
  onClick: (annotation: string | null) => void,
): void {
  useEffect(() => {
    const pane = root.current
    if (!pane || !when) return
    const click = (event: MouseEvent) => {
      const selection = document.getSelection()
      const block = blockAround(event.target as Node)
      if (!block || (selection && !selection.isCollapsed)) return
      const known = marks.get(`${block.dataset.lang}/${block.dataset.block}`) ?? []
      onClick(marksAt(block, known, event.clientX, event.clientY)[0]?.id ?? null)
    }
    pane.addEventListener('click', click)
    return () => pane.removeEventListener('click', click)
  }, [root, when, marks, onClick])
}

/** What is copied is the canonical text, without the chips and numbers drawn between the words. */
export function useCanonicalCopy(
  root: RefObject<HTMLElement | null>,
  when: boolean,
  textOf: (lang: Lang, block: string) => string,
): void {
  useEffect(() => {
    const pane = root.current
    if (!pane || !when) return
    const copy = (event: ClipboardEvent) => {
      const selection = document.getSelection()
      if (!selection || selection.isCollapsed) return
      const places = placesIn(pane, selection.getRangeAt(0))
      if (places.length === 0) return
      const words = places.map(({ lang, block, start, end }) => textOf(lang, block).slice(start, end))
      event.clipboardData?.setData('text/plain', words.join('\n'))
      event.preventDefault()
    }
    pane.addEventListener('copy', copy)
    return () => pane.removeEventListener('copy', copy)
  }, [root, when, textOf])
}
