import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BriefingRow } from '../../src-shared/briefings/briefing.ts'
import { focusIsLost } from '../ui/focus.ts'
import { useKeys } from '../ui/keys.ts'
import { LibraryRow } from './library-row.tsx'

/** The rows of the library. Arrows, Home and End move, Enter opens, Space shows the whole bottom line. */
export function LibraryList({
  rows,
  left,
  onOpen,
}: {
  readonly rows: readonly BriefingRow[]
  /** The briefing one comes back from; its row gets the focus. */
  readonly left: string | null
  readonly onOpen: (id: string) => void
}) {
  const { t } = useTranslation('briefings')
  const list = useRef<HTMLUListElement>(null)
  const titles = useRef(new Map<string, HTMLButtonElement>())
  const [at, setAt] = useState<string | null>(left)
  const [previewed, setPreviewed] = useState<string | null>(null)
  const index = Math.max(
    0,
    rows.findIndex((row) => row.id === at),
  )
  const current = rows[index]?.id
  // At the start and on coming back nothing has the focus; then it is the row one was at that takes it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the list comes
  useEffect(() => {
    if (current !== undefined && focusIsLost()) titles.current.get(current)?.focus()
  }, [])
  const moveTo = (to: number) => () => {
    const row = rows[Math.min(Math.max(to, 0), rows.length - 1)]
    if (row) titles.current.get(row.id)?.focus()
  }
  const preview = () => setPreviewed(previewed === current ? null : (current ?? null))
  const endPreview = () => (previewed === null ? false : setPreviewed(null))
  useKeys(
    {
      ArrowDown: moveTo(index + 1),
      ArrowUp: moveTo(index - 1),
      Home: moveTo(0),
      End: moveTo(rows.length - 1),
      Space: preview,
      Escape: endPreview,
    },
    { within: list },
  )
  return (
    <ul ref={list} className="rows" aria-label={t('library.listName')}>
      {rows.map((row) => (
        <LibraryRow
          key={row.id}
          row={row}
          current={row.id === current}
          previewed={row.id === previewed}
          titleRef={(element) => {
            if (element) titles.current.set(row.id, element)
            else titles.current.delete(row.id)
          }}
          onOpen={() => onOpen(row.id)}
          onFocus={() => setAt(row.id)}
        />
      ))}
    </ul>
  )
}
