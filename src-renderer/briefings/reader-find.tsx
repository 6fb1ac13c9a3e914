import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Lang } from '../../src-shared/languages.ts'
import { Button } from '../ui/button.tsx'
import { blockElement, rangesOf, type TextPlace } from '../ui/drawn-text.ts'
import { glideInto } from '../ui/glide.ts'
import { isComposing } from '../ui/keys.ts'
import type { Row } from './reader-rows.ts'
import './reader-find.css'

/** Title or bottom line as it is drawn in a column. */
export interface HeadWords {
  readonly lang: Lang
  /** 'head/title' or 'head/summary': no id of a block. */
  readonly block: string
  readonly text: string
}

/** Every place of some words in head and rows as they are drawn; capital or small is all the same. */
export function findIn(rows: readonly Row[], words: string, head: readonly HeadWords[] = []): readonly TextPlace[] {
  const wanted = fold(words.normalize('NFC').trim())
  if (wanted === '') return []
  const texts = rows.flatMap((row) =>
    row.cells.flatMap(({ lang, blocks }) => blocks.map(({ id, text }) => ({ lang, block: id, text }))),
  )
  return [...head, ...texts].flatMap(({ lang, block, text }) => {
    const folded = fold(text)
    const places: TextPlace[] = []
    for (let at = folded.indexOf(wanted); at !== -1; at = folded.indexOf(wanted, at + wanted.length)) {
      places.push({ lang, block, start: at, end: at + wanted.length })
    }
    return places
  })
}

/** Where a place is drawn: the head is one text node, a block is runs. */
function drawnRanges(root: HTMLElement, { lang, block, start, end }: TextPlace): readonly Range[] {
  const head = root.querySelector(`[data-head="${CSS.escape(`${lang}/${block}`)}"]`)?.firstChild
  if (head) {
    const range = document.createRange()
    range.setStart(head, start)
    range.setEnd(head, end)
    return [range]
  }
  const element = blockElement(root, lang, block)
  return element ? rangesOf(element, start, end) : []
}

/** Small letters, but only where that keeps the length: offsets must stay those of the text. */
function fold(text: string): string {
  return [...text]
    .map((letter) => (letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter))
    .join('')
}

/** Ctrl+F: words in this briefing, painted in the text and walked through with Enter. */
export function FindBar({
  pane,
  rows,
  head,
  onClose,
}: {
  readonly pane: RefObject<HTMLElement | null>
  readonly rows: readonly Row[]
  readonly head: readonly HeadWords[]
  readonly onClose: () => void
}) {
  const { t } = useTranslation('reader')
  const [words, setWords] = useState('')
  const [now, setNow] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const composing = useRef(false)
  const places = useMemo(() => findIn(rows, words, head), [rows, words, head])
  const at = places.length === 0 ? 0 : now % places.length

  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  useLayoutEffect(() => {
    const root = pane.current
    if (!root || typeof Highlight === 'undefined') return
    const draw = (list: readonly TextPlace[]) => list.flatMap((place) => drawnRanges(root, place))
    const here = draw(places.slice(at, at + 1))
    CSS.highlights.set('find', Object.assign(new Highlight(...draw(places)), { priority: 2 }))
    CSS.highlights.set('find-now', Object.assign(new Highlight(...here), { priority: 3 }))
    if (here[0]) glideInto(root, here[0])
    return () => {
      CSS.highlights.delete('find')
      CSS.highlights.delete('find-now')
    }
  }, [pane, places, at])

  const step = (way: 1 | -1) => setNow((at + way + Math.max(1, places.length)) % Math.max(1, places.length))
  const read = (value: string) => {
    setWords(value)
    setNow(0)
  }
  return (
    <search
      className="find-bar"
      aria-label={t('find.label')}
      onKeyDownCapture={(event) => {
        if (event.code !== 'Escape' || isComposing(event.nativeEvent)) return
        event.preventDefault()
        event.stopPropagation()
        onClose()
      }}
    >
      <input
        ref={field}
        type="text"
        aria-label={t('find.label')}
        placeholder={t('find.label')}
        spellCheck={false}
        onChange={(event) => !composing.current && read(event.target.value)}
        onCompositionStart={() => {
          composing.current = true
        }}
        onCompositionEnd={(event) => {
          composing.current = false
          read(event.currentTarget.value)
        }}
        onKeyDown={(event) => {
          if (isComposing(event.nativeEvent)) return
          if (event.code === 'Enter') step(event.shiftKey ? -1 : 1)
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <span className="num" role="status">
        {words.trim() !== '' &&
          (places.length === 0 ? t('find.none') : t('find.count', { now: at + 1, total: places.length }))}
      </span>
      <Button look="quiet" icon="back" label={t('find.previous')} onPress={() => step(-1)} />
      <Button look="quiet" icon="forward" label={t('find.next')} onPress={() => step(1)} />
      <Button look="quiet" icon="close" label={t('find.close')} onPress={onClose} />
    </search>
  )
}
