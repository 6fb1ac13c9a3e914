import { useQueryClient } from '@tanstack/react-query'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Briefing, ReadingLanguage } from '../../src-shared/briefings/briefing.ts'
import { api, ask } from '../api.ts'
import { focusIsLost, focusPlace } from '../ui/focus.ts'
import { carry, glideTo, isCarried, topIn } from '../ui/glide.ts'

/** Where one is in the text. */
export interface ReadingPosition {
  /** Id of the row at the reading line; '' is title and bottom line. */
  readonly row: string
  /** 0 to 1, the furthest that was read: a jump alone does not count. */
  readonly progress: number
}

/** How often the place is written down while scrolling. */
export const keepEvery = 1000

/** Beyond a jump, what is scrolled to counts as read once it has stayed in sight this long. */
export const stayFor = 1500

const rowElement = (pane: HTMLElement, row: string) =>
  pane.querySelector<HTMLElement>(`[data-row="${CSS.escape(row)}"]`)

/** Where a passage that is gone to comes to stand, below the top of the pane. */
const landing = (pane: HTMLElement) => pane.clientHeight / 4 - 16

/** The height in the pane at which one reads: a quarter down, and towards the end of the text down to its last line. */
function readingLine(pane: HTMLElement): number {
  const { clientHeight, scrollHeight, scrollTop } = pane
  const quarter = clientHeight / 4
  const left = scrollHeight - clientHeight - scrollTop
  if (scrollTop === 0 || left > clientHeight / 2) return quarter
  return quarter + (clientHeight - quarter) * (1 - Math.max(0, left) / (clientHeight / 2))
}

/**
 * Follows the pane and keeps the place per briefing; takes it up again when the text is opened or its language changes.
 * A passage that is asked for (`at`) goes before the kept place.
 */
export function useReadingPosition({
  pane,
  briefing,
  reading,
  shown,
  at,
}: {
  readonly pane: RefObject<HTMLElement | null>
  readonly briefing: Briefing
  readonly reading: ReadingLanguage
  readonly shown: boolean
  /** Row to begin with instead of the kept one, or null. */
  readonly at: string | null
}) {
  const { id, version } = briefing
  const client = useQueryClient()
  const [position, setPosition] = useState<ReadingPosition>(() => ({
    row: briefing.reading?.block ?? '',
    progress: briefing.reading?.version === version ? briefing.reading.progress : 0,
  }))
  const now = useRef(position)
  const lang = useRef(reading)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)

  const write = useCallback(() => {
    if (timer.current !== null) clearTimeout(timer.current)
    timer.current = null
    const { row, progress } = now.current
    const kept = { lang: lang.current, block: row === '' ? null : row, progress, version }
    void api.briefings.keepReading({ id, reading: kept }).catch(() => {})
    return kept
  }, [id, version])
  // The next opening, and the library's list, begin with what is known here.
  const leave = useCallback(() => {
    const reading = write()
    client.setQueryData(ask('briefings', 'open', { id }).queryKey, (known) => known && { ...known, reading })
    client.setQueryData(ask('briefings', 'list', {}).queryKey, (rows) =>
      rows?.map((row) => (row.id === id ? { ...row, reading } : row)),
    )
    // Only the place is known here; counts in the row may be older than what was written meanwhile.
    void client.invalidateQueries({ queryKey: ask('briefings', 'list', {}).queryKey })
  }, [client, id, write])

  // Beyond what was read, after a jump; reading on there counts only once it stays.
  const jumped = useRef(false)
  const staying = useRef<ReturnType<typeof setTimeout> | null>(null)
  /** How much is read, seen from where the pane stands now. */
  const readUntil = useCallback((element: HTMLElement, again: () => void): number => {
    const { progress } = now.current
    const height = Math.max(1, element.scrollHeight)
    const onwards = element.scrollTop / height <= progress
    if (staying.current !== null) clearTimeout(staying.current)
    staying.current = null
    if (isCarried(element)) {
      jumped.current = !onwards
      return progress
    }
    if (jumped.current && !onwards) {
      staying.current = setTimeout(() => {
        jumped.current = false
        again()
      }, stayFor)
      return progress
    }
    jumped.current = false
    const seen = Math.min(1, (element.scrollTop + element.clientHeight) / height)
    return Math.max(progress, seen > 0.995 ? 1 : seen)
  }, [])
  const look = useCallback(() => {
    const element = pane.current
    if (!element || element.clientHeight === 0) return
    const line = element.getBoundingClientRect().top + readingLine(element)
    let row = ''
    for (const each of element.querySelectorAll<HTMLElement>('[data-row]')) {
      if (each.getBoundingClientRect().top > line) break
      row = each.dataset.row ?? ''
    }
    const progress = readUntil(element, look)
    if (row === now.current.row && progress === now.current.progress) return
    now.current = { row, progress }
    setPosition(now.current)
    timer.current ??= setTimeout(write, keepEvery)
  }, [pane, write, readUntil])

  const goTo = useCallback(
    (row: string, how: { readonly atOnce?: boolean; readonly flash?: boolean } = {}) => {
      const element = pane.current
      const target = element && rowElement(element, row)
      if (!element || !target) return
      glideTo(element, row === '' ? 0 : topIn(element, target) - landing(element), { atOnce: how.atOnce ?? false })
      if (!how.flash) return
      target.classList.add('flash')
      setTimeout(() => target.classList.remove('flash'), 1200)
    },
    [pane],
  )

  /** Where the focus has gone with what was on screen before, it comes to the passage, or to the text as a whole. */
  const arrive = useCallback(
    (row: string | null) => {
      const element = pane.current
      if (!element || !focusIsLost()) return
      focusPlace((row === null ? null : rowElement(element, row)) ?? element)
    },
    [pane],
  )

  // Opening the text and changing its language both end at the row one was at.
  const first = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the language redraws all rows, the place must be found again
  useLayoutEffect(() => {
    lang.current = reading
    if (!shown) return
    const { row } = now.current
    const element = pane.current
    const opening = first.current
    first.current = false
    if (opening && at !== null) goTo(at, { atOnce: true, flash: true })
    else if (element && row !== '') {
      const target = rowElement(element, row)
      if (target) carry(element, topIn(element, target) - landing(element))
    }
    arrive(at)
    if (!opening) write()
  }, [reading, shown])

  useEffect(() => {
    if (first.current || at === null || !shown) return
    goTo(at, { flash: true })
    arrive(at)
  }, [at, shown, goTo, arrive])

  useEffect(() => {
    const element = pane.current
    if (!element || !shown) return
    let waiting = 0
    const onScroll = () => {
      if (waiting) return
      waiting = requestAnimationFrame(() => {
        waiting = 0
        look()
      })
    }
    look()
    // Being opened counts as read, also without a scroll.
    timer.current ??= setTimeout(write, keepEvery)
    element.addEventListener('scroll', onScroll, { passive: true })
    window.addEventListener('resize', onScroll)
    return () => {
      cancelAnimationFrame(waiting)
      if (staying.current !== null) clearTimeout(staying.current)
      element.removeEventListener('scroll', onScroll)
      window.removeEventListener('resize', onScroll)
      leave()
    }
  }, [pane, shown, look, write, leave])

  return { position, goTo }
}
