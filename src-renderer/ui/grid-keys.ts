import { type KeyboardEvent, type RefObject, useCallback, useEffect } from 'react'
import { isComposing } from './keys.ts'

const cells = '[data-cell]'

/**
 * One tab stop for a whole grid: arrows move between the elements with `data-cell`, Home and End within a row,
 * with Ctrl to the first and last row. Rows are the elements with `data-row`. Give the result to `onKeyDown`.
 */
export function useGridKeys(grid: RefObject<HTMLElement | null>): (event: KeyboardEvent<HTMLElement>) => void {
  // After every drawing exactly one cell can be reached by Tab.
  useEffect(() => {
    const all = [...(grid.current?.querySelectorAll<HTMLElement>(cells) ?? [])]
    const now = all.find((cell) => cell.tabIndex === 0 && cell === document.activeElement)
    const stop = now ?? all.find((cell) => cell.dataset.stop === 'true') ?? all[0]
    for (const cell of all) cell.tabIndex = cell === stop ? 0 : -1
  })
  return useCallback(
    (event) => {
      if (isComposing(event.nativeEvent) || event.altKey || event.metaKey || !(event.target instanceof Element)) return
      const from = event.target.closest<HTMLElement>(cells)
      if (!from || !grid.current) return
      const to = step(grid.current, from, event.key, event.ctrlKey)
      if (!to) return
      event.preventDefault()
      from.tabIndex = -1
      to.tabIndex = 0
      to.focus()
      to.scrollIntoView?.({ block: 'nearest', inline: 'nearest' })
    },
    [grid],
  )
}

function step(grid: HTMLElement, from: HTMLElement, key: string, ctrl: boolean): HTMLElement | null {
  const rows = [...grid.querySelectorAll<HTMLElement>('[data-row]')]
    .map((row) => [...row.querySelectorAll<HTMLElement>(cells)])
    .filter((row) => row.length > 0)
  const at = rows.findIndex((row) => row.includes(from))
  const row = rows[at]
  if (!row) return null
  const column = row.indexOf(from)
  const inRow = (index: number, place: number) => {
    const there = rows[index]
    return there?.[Math.min(place, there.length - 1)] ?? null
  }
  switch (key) {
    case 'ArrowLeft':
      return row[column - 1] ?? null
    case 'ArrowRight':
      return row[column + 1] ?? null
    case 'ArrowUp':
      return inRow(at - 1, column)
    case 'ArrowDown':
      return inRow(at + 1, column)
    case 'Home':
      return ctrl ? inRow(0, 0) : (row[0] ?? null)
    case 'End':
      return ctrl ? inRow(rows.length - 1, Number.MAX_SAFE_INTEGER) : (row.at(-1) ?? null)
    default:
      return null
  }
}
