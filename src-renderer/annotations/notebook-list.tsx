import { defaultRangeExtractor, type Range, useVirtualizer, type VirtualItem } from '@tanstack/react-virtual'
import { type MouseEvent, type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type AnnotationKind, annotationKinds } from '../../src-shared/annotations/annotation.ts'
import type { NotebookRow } from '../../src-shared/annotations/notebook.ts'
import type { Lang } from '../../src-shared/languages.ts'
import { focusIsLost, focusWhenDrawn } from '../ui/focus.ts'
import { useKept } from '../ui/kept.ts'
import { isTextField, useKeys } from '../ui/keys.ts'
import { NotebookCells } from './notebook-row.tsx'
import type { Item } from './notebook-rows.ts'
import type { Chosen } from './use-chosen.ts'

type Head = Extract<Item, { readonly type: 'head' }>

interface Place {
  readonly offset: number
  readonly measured: readonly VirtualItem[]
}

const nowhere: Place = { offset: 0, measured: [] }

/**
 * The lines of the notebook. Only those in sight are drawn, and the one that the keyboard is at: it never leaves the page,
 * so the focus cannot be lost by scrolling, nor by new rows coming in.
 */
export function NotebookList({
  items,
  terms,
  today,
  chosen,
  editing,
  headOf,
  titleOf,
  editor,
  onOpen,
  onEdit,
  onRemove,
  onKind,
}: {
  readonly items: readonly Item[]
  readonly terms: readonly string[]
  readonly today: string
  readonly chosen: Chosen
  /** Key of the line whose note is being written; null for none. */
  readonly editing: string | null
  readonly headOf: (head: Head) => ReactNode
  /** Title of a row's briefing, where it is to be shown. */
  readonly titleOf: ((row: NotebookRow) => { readonly value: string; readonly lang: Lang } | null) | null
  readonly editor: (row: NotebookRow, key: string) => ReactNode
  readonly onOpen: (row: NotebookRow) => void
  readonly onEdit: (row: NotebookRow, key: string) => void
  /** What the keyboard asks of a row: of all that are chosen if it is one of them. */
  readonly onRemove: (row: NotebookRow) => void
  readonly onKind: (row: NotebookRow, kind: AnnotationKind) => void
}) {
  const { t } = useTranslation('annotations')
  const pane = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useKept<Place>('notebook/place', () => nowhere)
  const { at, setAt, index, rowAt } = useCursor(items)
  const wantFocus = useRef(false)
  const editingAt = useMemo(
    () => (editing === null ? -1 : items.findIndex(({ key }) => key === editing)),
    [items, editing],
  )
  const heads = useMemo(() => items.flatMap(({ type }, at) => (type === 'head' ? [at] : [])), [items])
  const sticky = useRef(-1)

  const rangeExtractor = useCallback(
    (range: Range) => {
      sticky.current = heads.findLast((head) => head <= range.startIndex) ?? -1
      const drawn = new Set(defaultRangeExtractor(range))
      for (const one of [sticky.current, index, editingAt]) if (one >= 0) drawn.add(one)
      return [...drawn].sort((a, b) => a - b)
    },
    [heads, index, editingAt],
  )
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => pane.current,
    getItemKey: (at) => items[at]?.key ?? at,
    estimateSize: (at) => (items[at]?.type === 'head' ? 62 : 86),
    overscan: 6,
    rangeExtractor,
    initialOffset: place.offset,
    initialMeasurementsCache: place.measured as VirtualItem[],
    scrollPaddingStart: heads.length > 0 ? 66 : 8,
    scrollPaddingEnd: 12,
  })

  // Coming back from a passage, the list stands as it was left, and the row one was at has the focus.
  useEffect(() => {
    focusWhenDrawn(() => (focusIsLost() ? pane.current?.querySelector<HTMLElement>('[data-stop="true"]') : null))
    return () => setPlace({ offset: virtualizer.scrollOffset ?? 0, measured: virtualizer.measurementsCache })
  }, [virtualizer, setPlace])
  // The row that had the focus may be gone with its annotation: then it is the next one that takes it.
  const inside = useRef(false)
  useLayoutEffect(() => {
    // A row that came back takes the stop again; a row without it answers no key.
    const astray =
      document.activeElement?.matches('.nb-row:not([data-stop])') && pane.current?.contains(document.activeElement)
    if (astray && index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' })
    if (!wantFocus.current && !astray && !(inside.current && focusIsLost())) return
    wantFocus.current = false
    pane.current?.querySelector<HTMLElement>('[data-stop="true"]')?.focus({ preventScroll: true })
  })

  const moveTo = (to: number, extend = false) => {
    const next = rowAt(to)
    if (next === null) return
    if (extend) chosen.extendTo(items, at ?? next.key, next.key)
    else chosen.begin()
    wantFocus.current = true
    setAt(next.key)
    virtualizer.scrollToIndex(next.index, { align: 'auto' })
  }
  const step = (way: 1 | -1, extend = false) => moveTo(rowAt.order(index) + way, extend)
  const page = () => Math.max(1, (virtualizer.range?.endIndex ?? 8) - (virtualizer.range?.startIndex ?? 0) - 1)
  const current = index >= 0 ? items[index] : undefined
  const row = current?.type === 'row' ? current : null
  /** Only where the row itself has the focus: its link, its box and its editor have keys of their own. */
  const onRow = (act: (row: Extract<Item, { readonly type: 'row' }>) => unknown) => (event: KeyboardEvent) =>
    row !== null && event.target instanceof HTMLElement && event.target.dataset.stop === 'true' ? act(row) : false

  useKeys(
    {
      ArrowDown: onRow(() => step(1)),
      ArrowUp: onRow(() => step(-1)),
      'Shift+ArrowDown': onRow(() => step(1, true)),
      'Shift+ArrowUp': onRow(() => step(-1, true)),
      Home: onRow(() => moveTo(0)),
      End: onRow(() => moveTo(Number.MAX_SAFE_INTEGER)),
      'Shift+Home': onRow(() => moveTo(0, true)),
      'Shift+End': onRow(() => moveTo(Number.MAX_SAFE_INTEGER, true)),
      PageDown: onRow(() => moveTo(rowAt.order(index) + page())),
      PageUp: onRow(() => moveTo(rowAt.order(index) - page())),
      Enter: onRow(({ row }) => onOpen(row)),
      Space: onRow(({ key, row }) => chosen.toggle(key, row.id)),
      Delete: onRow(({ row }) => onRemove(row)),
      KeyE: onRow(({ key, row }) => onEdit(row, key)),
      ...Object.fromEntries(
        annotationKinds.map((kind, at) => [`Digit${at + 1}`, onRow(({ row }) => onKind(row, kind))]),
      ),
    },
    { within: pane },
  )

  const onClick = (event: MouseEvent<HTMLElement>, key: string, row: NotebookRow) => {
    if (!(event.target instanceof Element) || event.target.closest('button, a, .note-editor')) return
    if (event.shiftKey) {
      document.getSelection()?.removeAllRanges()
      chosen.extendTo(items, at ?? key, key)
    } else if (event.ctrlKey || event.metaKey || event.target.closest('.nb-box')) chosen.toggle(key, row.id)
    else chosen.begin()
    wantFocus.current = !isTextField(event.target)
    setAt(key)
  }

  return (
    <div ref={pane} className="nb-list scroll">
      <p className="vh" role="status">
        {chosen.ids.size > 0 && t('notebook.chosen.count', { count: chosen.ids.size })}
      </p>
      <div
        role="grid"
        className="nb-rows"
        aria-label={t('notebook.listName')}
        aria-rowcount={items.length}
        aria-multiselectable="true"
        style={{ height: virtualizer.getTotalSize() }}
        onFocus={() => {
          inside.current = true
        }}
        onBlur={({ relatedTarget }) => {
          if (relatedTarget !== null) inside.current = false
        }}
      >
        {virtualizer.getVirtualItems().map(({ index: at, key, start }) => {
          const item = items[at]
          if (item === undefined) return null
          const stuck = at === sticky.current
          const common = {
            ref: virtualizer.measureElement,
            'data-index': at,
            'aria-rowindex': at + 1,
            style: stuck ? {} : { transform: `translateY(${start}px)` },
          }
          if (item.type === 'head')
            return (
              // biome-ignore lint/a11y/useFocusableInteractive: a head is read on the way; there is nothing to do in it
              <div key={key} role="row" {...common} className={stuck ? 'nb-head stuck' : 'nb-head'}>
                {/* biome-ignore lint/a11y/useFocusableInteractive: the same */}
                <div role="gridcell">{headOf(item)}</div>
              </div>
            )
          const picked = chosen.has(item.row.id)
          const stop = at === index
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the list do the same and more
            <div
              key={key}
              role="row"
              {...common}
              className={`nb-row${picked ? ' picked' : ''}`}
              tabIndex={stop ? 0 : -1}
              data-stop={stop || undefined}
              data-id={item.row.id}
              aria-selected={picked}
              onFocus={({ target, currentTarget }) => {
                if (target === currentTarget && !stop) setAt(item.key)
              }}
              onClick={(event) => onClick(event, item.key, item.row)}
              onDoubleClick={(event) => {
                if (event.target instanceof Element && !event.target.closest('.note-editor, .nb-box')) onOpen(item.row)
              }}
            >
              <NotebookCells
                row={item.row}
                terms={terms}
                chosen={picked}
                current={stop}
                withTitle={titleOf?.(item.row) ?? null}
                today={today}
                editor={item.key === editing ? editor(item.row, item.key) : null}
                onOpen={onOpen}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** Where the keyboard is: kept by the key of its line, and where that is gone, by its place among the rows. */
function useCursor(items: readonly Item[]) {
  const [at, setAt] = useKept<string | null>('notebook/at', () => null)
  const last = useRef(0)
  const { rows, orders } = useMemo(() => {
    const rows = items.flatMap((item, index) => (item.type === 'row' ? [{ key: item.key, index }] : []))
    return { rows, orders: new Map(rows.map(({ key }, order) => [key, order])) }
  }, [items])
  const known = at === null ? undefined : orders.get(at)
  const order = known ?? Math.min(last.current, rows.length - 1)
  const here = rows[order]
  useEffect(() => {
    if (known !== undefined) last.current = known
  }, [known])
  const rowAt = useMemo(() => {
    const byIndex = new Map(rows.map(({ index }, order) => [index, order]))
    const find = (order: number) => rows[Math.min(Math.max(order, 0), rows.length - 1)] ?? null
    return Object.assign(find, { order: (index: number) => byIndex.get(index) ?? -1 })
  }, [rows])
  return { at: here?.key ?? null, setAt, index: here?.index ?? -1, rowAt }
}
