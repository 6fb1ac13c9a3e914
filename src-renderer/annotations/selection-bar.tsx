import { type RefObject, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type AnnotationKind, annotationKinds } from '../../src-shared/annotations/annotation.ts'
import { Icon } from '../ui/icons.tsx'
import { endBox, type Selected } from './selected-text.ts'
import './selection-bar.css'

/** What can be done with selected words. Opens below them and never covers them; docks at the bottom when narrow. */
export function SelectionBar({
  root,
  selected,
  pressed,
  onKind,
  onNote,
  onQuotation,
}: {
  /** The scrolling text; the bar is placed in its own coordinates. */
  readonly root: RefObject<HTMLElement | null>
  readonly selected: Selected
  /** The kind that exactly these words are marked as, or null. */
  readonly pressed: AnnotationKind | null
  readonly onKind: (kind: AnnotationKind) => void
  readonly onNote: () => void
  readonly onQuotation: () => void
}) {
  const { t } = useTranslation(['annotations', 'app'])
  const bar = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const set = () => place(root.current, bar.current, selected)
    set()
    window.addEventListener('resize', set)
    return () => window.removeEventListener('resize', set)
  }, [root, selected])
  return (
    <div
      ref={bar}
      className="selection-bar"
      role="toolbar"
      aria-label={t('bar.label')}
      onMouseDown={(event) => event.preventDefault()}
    >
      <div className="selection-bar-kinds">
        {annotationKinds.map((kind, index) => (
          <button
            key={kind}
            type="button"
            aria-pressed={pressed === kind}
            aria-keyshortcuts={String(index + 1)}
            onClick={() => onKind(kind)}
          >
            <span className={`swatch ${kind}`} aria-hidden="true">
              <span>{`\u2003${index + 1}\u2003`}</span>
            </span>
            {t(`app:kind.${kind}.name`)}
          </button>
        ))}
      </div>
      <div className="selection-bar-more">
        <button type="button" aria-keyshortcuts="N" onClick={onNote}>
          <Icon name="notes" />
          {t('bar.note')} <kbd>N</kbd>
        </button>
        <button type="button" aria-keyshortcuts="C" onClick={onQuotation}>
          <Icon name="copy" />
          {t('bar.quotation')} <kbd>C</kbd>
        </button>
      </div>
    </div>
  )
}

function place(pane: HTMLElement | null, bar: HTMLElement | null, selected: Selected): void {
  const box = pane && endBox(pane, selected)
  if (!pane || !bar || !box) return
  const frame = pane.getBoundingClientRect()
  if (getComputedStyle(bar).position === 'fixed') {
    // Docked at the bottom: the words themselves give way.
    const hidden = box.bottom.bottom + 12 - bar.getBoundingClientRect().top
    if (hidden > 0) pane.scrollTop += hidden
    return
  }
  const { offsetWidth: width, offsetHeight: height } = bar
  const below = box.bottom.bottom + 10
  const above = box.top.top - height - 10
  const top = below + height <= frame.bottom || above < frame.top ? below : above
  const left = Math.min(Math.max(box.bottom.left, frame.left + 12), frame.right - width - 24)
  bar.style.setProperty('--top', `${top - frame.top + pane.scrollTop}px`)
  bar.style.setProperty('--left', `${left - frame.left}px`)
}
