import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { blockAround, pointAt } from '../ui/drawn-text.ts'
import { isInText } from '../ui/focus.ts'
import { type Keys, useKeys } from '../ui/keys.ts'
import './caret.css'

type Unit = 'character' | 'word' | 'sentence' | 'line' | 'lineboundary'
type Way = 'left' | 'right' | 'forward' | 'backward'

/** Arrow keys by character and line, with Ctrl by phrase, with Shift they select; Ctrl+Shift+Up and Down by sentence. */
const moves: Readonly<Record<string, readonly [Way, Unit]>> = {
  ArrowLeft: ['left', 'character'],
  ArrowRight: ['right', 'character'],
  ArrowUp: ['backward', 'line'],
  ArrowDown: ['forward', 'line'],
  Home: ['backward', 'lineboundary'],
  End: ['forward', 'lineboundary'],
  'Ctrl+ArrowLeft': ['left', 'word'],
  'Ctrl+ArrowRight': ['right', 'word'],
}
const sentences: Readonly<Record<string, readonly [Way, Unit]>> = {
  'Ctrl+Shift+ArrowUp': ['backward', 'sentence'],
  'Ctrl+Shift+ArrowDown': ['forward', 'sentence'],
}

/**
 * A caret in the text (F7), so that words can be selected without a pointer. It lives on the window's own selection;
 * whatever would carry it out of the text is taken back.
 */
export function useCaret(
  root: RefObject<HTMLElement | null>,
  when: boolean,
  /** The reader has switched it on or off. */
  onToggle: (on: boolean) => void = () => {},
) {
  const [on, setOn] = useState(false)
  const [box, setBox] = useState<{ readonly top: number; readonly left: number; readonly height: number } | null>(null)
  const mark = useRef<HTMLDivElement>(null)

  const draw = useCallback(() => {
    const pane = root.current
    const selection = document.getSelection()
    const { focusNode, focusOffset = 0 } = selection ?? {}
    if (!pane || !focusNode || !pane.contains(focusNode)) return setBox(null)
    const found = caretBox(focusNode, focusOffset)
    if (!found) return setBox(null)
    const frame = pane.getBoundingClientRect()
    setBox({
      top: found.top - frame.top + pane.scrollTop,
      left: found.left - frame.left + pane.scrollLeft,
      height: found.height,
    })
    if (found.top < frame.top + 40) pane.scrollTop -= frame.top + 80 - found.top
    else if (found.bottom > frame.bottom - 60) pane.scrollTop += found.bottom - frame.bottom + 120
  }, [root])

  const move = useCallback(
    (way: Way, unit: Unit, extend: boolean) => {
      const selection = document.getSelection()
      const pane = root.current
      if (!selection || !pane) return
      const { anchorNode, anchorOffset, focusNode, focusOffset } = selection
      if (!anchorNode || !focusNode) return
      const from = blockAround(focusNode)
      selection.modify(extend ? 'extend' : 'move', way, unit)
      const block = blockAround(selection.focusNode)
      const stood = selection.focusNode === focusNode && selection.focusOffset === focusOffset
      if (block && pane.contains(block) && block.dataset.lang === from?.dataset.lang && !stood) return
      // Between two blocks lies what is no text, such as a number or a card: the step goes on to the block next to it.
      const onward = way === 'right' || way === 'forward'
      const next = unit === 'lineboundary' || !from ? undefined : blocksLike(pane, from)[onward ? 'after' : 'before']
      const point = next && pointAt(next, onward ? 0 : Number.MAX_SAFE_INTEGER)
      const to = point ?? { node: focusNode, offset: focusOffset }
      if (point && !extend) selection.collapse(to.node, to.offset)
      else selection.setBaseAndExtent(anchorNode, anchorOffset, to.node, to.offset)
    },
    [root],
  )
  const moveBlock = useCallback(
    (step: 1 | -1) => {
      const pane = root.current
      const selection = document.getSelection()
      if (!pane || !selection) return
      const here = blockAround(selection.focusNode)
      const blocks = [...pane.querySelectorAll<HTMLElement>('[data-block]')].filter(
        (block) => pointAt(block, 0) && (!here || block.dataset.lang === here.dataset.lang),
      )
      const next = blocks[here ? blocks.indexOf(here) + step : 0]
      const point = next && pointAt(next, 0)
      if (point) selection.collapse(point.node, point.offset)
    },
    [root],
  )

  const start = useCallback(() => {
    const pane = root.current
    const selection = document.getSelection()
    if (!pane || !selection) return
    const here = blockAround(selection.focusNode)
    if (!here || !pane.contains(here)) {
      const top = pane.getBoundingClientRect().top
      const first = [...pane.querySelectorAll<HTMLElement>('[data-block]')].find(
        (block) => pointAt(block, 0) && block.getBoundingClientRect().bottom > top + 8,
      )
      const point = first && pointAt(first, 0)
      if (point) selection.collapse(point.node, point.offset)
    }
    pane.focus({ preventScroll: true })
    setOn(true)
  }, [root])

  const keys: Record<string, () => void> = {}
  for (const [key, [way, unit]] of Object.entries(moves)) {
    keys[key] = () => move(way, unit, false)
    const extending = key.startsWith('Ctrl+') ? key.replace('Ctrl+', 'Ctrl+Shift+') : `Shift+${key}`
    keys[extending] = () => move(way, unit, true)
  }
  for (const [key, [way, unit]] of Object.entries(sentences)) keys[key] = () => move(way, unit, true)
  keys['Ctrl+ArrowUp'] = () => moveBlock(-1)
  keys['Ctrl+ArrowDown'] = () => moveBlock(1)
  useKeys(onlyIn(root, keys), { when: on && when })
  const toggle = () => {
    if (on) setOn(false)
    else start()
    onToggle(!on)
  }
  useKeys({ F7: toggle }, { when })

  useEffect(() => {
    if (!on || !when) return setBox(null)
    draw()
    document.addEventListener('selectionchange', draw)
    window.addEventListener('resize', draw)
    return () => {
      document.removeEventListener('selectionchange', draw)
      window.removeEventListener('resize', draw)
    }
  }, [on, when, draw])

  // The caret starts to blink anew wherever it comes to rest.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the animation starts anew with every place
  useLayoutEffect(() => {
    for (const animation of mark.current?.getAnimations?.() ?? []) animation.currentTime = 0
  }, [box])

  return {
    on: on && when,
    /** Puts it into the text, where the selection is or at the first block in sight. */
    start,
    mark: on && when && box && <div ref={mark} className="text-caret" style={box} aria-hidden="true" />,
  }
}

/** The blocks before and after one that are drawn in its language and have text. */
function blocksLike(pane: HTMLElement, block: HTMLElement) {
  const blocks = [...pane.querySelectorAll<HTMLElement>('[data-block]')].filter(
    (each) => pointAt(each, 0) && each.dataset.lang === block.dataset.lang,
  )
  const at = blocks.indexOf(block)
  return { before: blocks[at - 1], after: at < 0 ? undefined : blocks[at + 1] }
}

/** The keys act only while nothing but the text has the focus. */
function onlyIn(root: RefObject<HTMLElement | null>, keys: Readonly<Record<string, () => void>>): Keys {
  return Object.fromEntries(
    Object.entries(keys).map(([key, act]) => [
      key,
      (event: KeyboardEvent) => {
        if (!isInText(root.current, event.target)) return false
        act()
      },
    ]),
  )
}

function caretBox(node: Node, offset: number): DOMRect | null {
  const range = document.createRange()
  range.setStart(node, offset)
  const [own] = range.getClientRects()
  if (own && own.height > 0) return own
  const length = node.textContent?.length ?? 0
  if (node.nodeType !== 3 || length === 0) return null
  const before = offset > 0
  range.setStart(node, before ? offset - 1 : offset)
  range.setEnd(node, before ? offset : offset + 1)
  const beside = [...range.getClientRects()].at(before ? -1 : 0)
  return beside ? new DOMRect(before ? beside.right : beside.left, beside.top, 0, beside.height) : null
}
