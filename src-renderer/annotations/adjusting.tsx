import { type ReactNode, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BlockSelector, PlacedAnnotation, Target } from '../../src-shared/annotations/annotation.ts'
import type { Lang } from '../../src-shared/languages.ts'
import { blockElement, rangesOf } from '../ui/drawn-text.ts'
import { isInText } from '../ui/focus.ts'
import { useKeys } from '../ui/keys.ts'
import { quoteOf } from './rows.ts'
import { endSelection, isSame, type Selected } from './selected-text.ts'
import './adjusting.css'

/**
 * Puts an annotation on other words: its words become the selection, the keys that select move one side of it, Enter
 * applies. The annotation stays as it was until then.
 */
export function useAdjusting({
  root,
  when,
  selected,
  selectors,
  lang,
  startCaret,
  onApply,
  onEnd,
  say,
}: {
  readonly root: RefObject<HTMLElement | null>
  readonly when: boolean
  readonly selected: Selected | null
  readonly selectors: readonly BlockSelector[]
  readonly lang: Lang
  /** Switches the caret in the text on, so that the keys that select act. */
  readonly startCaret: () => void
  readonly onApply: (annotation: PlacedAnnotation, target: Target) => void
  /** The mode ended without a change. */
  readonly onEnd: (annotation: PlacedAnnotation) => void
  readonly say: (words: string) => void
}) {
  const { t } = useTranslation('annotations')
  const [one, setOne] = useState<PlacedAnnotation | null>(null)
  const [side, setSide] = useState<'start' | 'end'>('end')
  const began = useRef(false)

  const start = useCallback(
    (annotation: PlacedAnnotation): boolean => {
      const pane = root.current
      const { target, resolution } = annotation
      const [first] = resolution.places
      const last = resolution.places.at(-1)
      if (!pane || target.type !== 'text' || !first || !last) return false
      const from = blockElement(pane, target.lang, first.block)
      const to = blockElement(pane, target.lang, last.block)
      const head = from && rangesOf(from, first.start, first.end)[0]
      const tail = to && rangesOf(to, last.start, last.end).at(-1)
      if (!head || !tail) return false
      began.current = false
      setSide('end')
      setOne(annotation)
      pane.focus({ preventScroll: true })
      document
        .getSelection()
        ?.setBaseAndExtent(head.startContainer, head.startOffset, tail.endContainer, tail.endOffset)
      startCaret()
      const help = t('adjust.help', { side: t('adjust.end') })
      say(t('said.adjusting', { quote: quoteOf(annotation).slice(0, 60), help }))
      return true
    },
    [root, startCaret, say, t],
  )
  const end = useCallback(() => {
    if (!one) return
    setOne(null)
    endSelection()
    onEnd(one)
  }, [one, onEnd])
  // Words that are let go of, by a click elsewhere, end it as Esc does.
  useEffect(() => {
    if (!one) return
    if (selected) began.current = true
    else if (began.current) setOne(null)
  }, [one, selected])

  const apply = () => {
    if (!one || selectors.length === 0) return
    if (isSame(one, selectors, lang)) return end()
    setOne(null)
    endSelection()
    onApply(one, { type: 'text', lang, selectors: [...selectors] })
  }
  const swap = () => {
    const selection = document.getSelection()
    const { anchorNode, anchorOffset = 0, focusNode, focusOffset = 0 } = selection ?? {}
    if (!selection || !anchorNode || !focusNode) return
    selection.setBaseAndExtent(focusNode, focusOffset, anchorNode, anchorOffset)
    const other = side === 'end' ? 'start' : 'end'
    setSide(other)
    say(t('adjust.help', { side: t(`adjust.${other}`) }))
    // The keys that move it belong to the text.
    root.current?.focus({ preventScroll: true })
  }
  /** Tab goes round: from the text to the buttons, and from the last of them back to the text. */
  const around = (way: 1 | -1) => {
    const pane = root.current
    const stops = [...(pane?.querySelectorAll<HTMLElement>('.adjust-bar button') ?? [])]
    const { activeElement } = document
    const at = activeElement instanceof HTMLElement ? stops.indexOf(activeElement) : -1
    const inText = isInText(pane, activeElement)
    if (at < 0 && !inText) return false
    const next = inText ? stops.at(way === 1 ? 0 : -1) : stops[at + way]
    ;(next ?? pane)?.focus({ preventScroll: true })
  }
  useKeys(
    {
      Tab: () => around(1),
      'Shift+Tab': () => around(-1),
      Enter: ({ target }) => (isInText(root.current, target) ? apply() : false),
      Escape: end,
      KeyA: swap,
    },
    { when: when && one !== null },
  )

  const bar: ReactNode = one && selected && (
    <div
      className="adjust-bar"
      role="toolbar"
      aria-label={t('adjust.label')}
      onMouseDown={(event) => event.preventDefault()}
    >
      <span>{t('adjust.help', { side: t(`adjust.${side}`) })}</span>
      <button type="button" className="btn" onClick={swap}>
        {t('adjust.swap')}
      </button>
      <button type="button" className="btn pri" onClick={apply}>
        {t('adjust.apply')}
      </button>
      <button type="button" className="btn quiet" onClick={end}>
        {t('adjust.cancel')}
      </button>
    </div>
  )
  return { on: one !== null, start, bar }
}
