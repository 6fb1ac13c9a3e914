import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type Calendar, dateWords } from '../../src-shared/events/date-words.ts'
import {
  fitTimeline,
  panWindow,
  type TimelineItem,
  type TimelineMark,
  type TimelineWindow,
  zoomWindow,
} from '../../src-shared/events/timeline.ts'
import type { Lang } from '../../src-shared/languages.ts'
import { isComposing } from '../ui/keys.ts'
import { useSaid } from '../ui/said.tsx'
import { brokenLine, type Shade } from './broken-line.ts'
import type { EventRow, Lane } from './event-rows.ts'
import { MarkDefinitions } from './mark-shape.tsx'
import { fitted, lines, type Measure } from './measure.ts'
import { nextMark } from './next-mark.ts'
import { frameOf, Mark, type RowForm, rowForms, shadeOf, silent } from './timeline-mark.tsx'

const axisHeight = 40

export interface ChartProps {
  readonly rows: readonly EventRow[]
  readonly lanes: readonly Lane[]
  readonly lead: Lang
  readonly lang: Lang
  readonly calendar: Calendar
  readonly window: TimelineWindow
  readonly today: number
  readonly width: number
  /** Lanes get as many rows as fit in this height, and at least one. */
  readonly height: number
  readonly measure: Measure
  readonly selected: string | null
  readonly onWindow: (window: TimelineWindow) => void
  readonly onSelect: (id: string) => void
  /** Goes to the passage of an event. */
  readonly onOpen: (id: string) => void
}

/** The drawing: lanes by actor, one mark per event; what stands too close together is counted and opens on zooming. */
export function TimelineChart(props: ChartProps) {
  const { rows, lanes, lead, lang, calendar, window, today, width, height, measure, selected } = props
  const { t } = useTranslation('events')
  const said = useSaid(lead)
  const svg = useRef<SVGSVGElement>(null)
  const laneWidth = useMemo(
    () => Math.min(150, Math.max(72, ...lanes.map(({ name }) => measure(said(name)) + 18))),
    [lanes, measure, said],
  )
  const byId = useMemo(() => new Map(rows.map((row) => [row.event.id, row])), [rows])
  const words = useCallback(
    ({ event: { status, origin, title } }: EventRow) => ({
      label: `${origin === 'own' ? '◇ ' : ''}${said(title)}`,
      tail: status === 'reported' || status === 'superseded' ? t('join') + t(`status.${status}`) : '',
    }),
    [said, t],
  )
  const { layout, form } = useMemo(() => {
    const items: readonly TimelineItem[] = lanes.flatMap((lane) =>
      rows.flatMap((row) =>
        row.lane === lane.key && row.date
          ? [{ id: row.event.id, lane: lane.key, date: row.date, status: row.event.status, ...words(row) }]
          : [],
      ),
    )
    const base = { items, bands: [], window, today, lang, calendar, width: Math.max(width, laneWidth + 200), laneWidth }
    const more = {
      slimHeight: rowForms.slim.height,
      measure,
      selected,
      shorten: (text: string, width: number) => fitted(text, width, measure),
      countLabel: (count: number, place: string) => t(`count.${place}` as 'count.inside', { count }),
    }
    const room = height - axisHeight
    const under = fitTimeline({ ...base, ...more, rowHeight: rowForms.under.height, labels: 'under' }, room)
    // Where not even one row for each fits, labels stand beside their marks.
    const least = under.lanes.reduce((sum, lane) => sum + (lane.slim ? lane.height : rowForms.under.height), 0)
    if (least <= room) return { layout: under, form: 'under' as const }
    const beside = fitTimeline({ ...base, ...more, rowHeight: rowForms.beside.height, labels: 'beside' }, room)
    return { layout: beside, form: 'beside' as const }
  }, [rows, lanes, window, today, lang, calendar, width, laneWidth, height, measure, words, selected, t])

  useWheel(svg, window, laneWidth, layout.width, props.onWindow)
  const drag = useDrag(window, layout.width - laneWidth, props.onWindow)

  const activate = (mark: TimelineMark, how: 'select' | 'open') => {
    const [first = ''] = mark.ids
    const outside = mark.form === 'before' || mark.form === 'after'
    const dates = mark.ids.flatMap((id) => byId.get(id)?.date ?? [])
    if (outside || mark.ids.length > 1) {
      // Only beginnings: what goes on for long would keep the others together.
      const moments = dates.map((date) => date.from ?? date.to ?? 0)
      const [from, to] = [Math.min(...moments), Math.max(...moments)]
      const air = outside ? (window.to - window.from) / 3 : Math.max((to - from) / 6, 5 * 86_400_000)
      const closer = { from: from - air, to: to + air }
      if (outside || closer.to - closer.from < (window.to - window.from) * 0.9) props.onWindow(closer)
      const at = mark.ids.indexOf(selected ?? '')
      props.onSelect(
        outside ? ((mark.form === 'before' ? mark.ids.at(-1) : first) ?? first) : (mark.ids[at + 1] ?? first),
      )
      return
    }
    props.onSelect(first)
    if (how === 'open') props.onOpen(first)
  }

  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    if (isComposing(event.nativeEvent) || event.ctrlKey || event.altKey || event.metaKey) return
    const here = layout.marks.find((mark) => mark.ids.join() === focusedIds(event.target))
    if (event.shiftKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      props.onWindow(panWindow(window, event.key === 'ArrowLeft' ? -0.2 : 0.2))
    } else if (here && (event.key === 'Enter' || event.key === ' ')) {
      activate(here, event.key === 'Enter' ? 'open' : 'select')
    } else if (here) {
      const next = nextMark(layout, here, event.key)
      if (next === null) return
      svg.current?.querySelector<SVGGElement>(`[data-ids="${CSS.escape(next.ids.join())}"]`)?.focus()
    } else return
    event.preventDefault()
  }

  const total = layout.height + axisHeight
  // The word stands on the side of its line where no year stands.
  const now = layout.today ?? 0
  const [begin, end] = [now - measure(t('today')) - 8, now + measure(t('today')) + 8]
  const inYears = (x: number) =>
    layout.ticks.some(
      (tick) => tick.roc && x > tick.x && x < tick.x + 8 + Math.max(measure(tick.roc), measure(tick.label)),
    )
  const todaySide = end > layout.width || ((inYears(end) || inYears(now)) && !inYears(begin)) ? -1 : 1
  const slim = new Set(layout.lanes.filter((lane) => lane.slim).map((lane) => lane.y))
  const formIn = (mark: TimelineMark): RowForm => (slim.has(mark.y) ? 'slim' : form)
  // Long bars lie under the marks that stand on them; the selected event is on top.
  const depth = (mark: TimelineMark) => (holds(mark, selected) ? 2 : mark.x2 - mark.x1 > 96 ? 0 : 1)
  const ordered = layout.marks.toSorted((a, b) => depth(a) - depth(b))
  const shades: readonly Shade[] = layout.marks.flatMap((mark) =>
    mark.label === '' && !holds(mark, selected)
      ? []
      : [{ ...frameOf(mark, laneWidth, layout.width, measure), ...shadeOf(mark, holds(mark, selected), formIn(mark)) }],
  )
  const stop = layout.marks.find((mark) => holds(mark, selected)) ?? layout.marks[0]
  const month = (moment: number) => dateWords(new Date(moment).toISOString().slice(0, 7), lang, calendar)
  return (
    <svg
      ref={svg}
      className="tl-svg"
      role="group"
      width={layout.width}
      height={total}
      viewBox={`0 0 ${layout.width} ${total}`}
      aria-label={t('chart', { from: month(window.from), to: month(window.to), count: lanes.length })}
      onKeyDown={onKeyDown}
      {...drag}
    >
      <MarkDefinitions />
      <g transform={`translate(0 ${axisHeight})`}>
        {layout.today !== null && (
          <rect x={layout.today} y={0} width={layout.width - layout.today} height={layout.height} className="future" />
        )}
        {layout.ticks.map((tick) => (
          <g key={tick.x} {...silent}>
            <path d={brokenLine(tick.x, 0, layout.height, shades)} className={tick.major ? 'tick yr' : 'tick'} />
            {tick.x + 5 + measure(tick.label) <= layout.width && (
              <text x={tick.x + 5} y={-24} className="ax">
                {tick.label}
              </text>
            )}
            {tick.roc && tick.x + 5 + measure(tick.label) <= layout.width && (
              <text x={tick.x + 5} y={-8} className="ax2">
                {tick.roc}
              </text>
            )}
          </g>
        ))}
        {layout.lanes.map((lane) => {
          const name = lanes.find((each) => each.key === lane.name)?.name
          const broken = lines(said(name), laneWidth - 14, measure, lane.height < 34 ? 1 : 2)
          return (
            <g key={lane.name} {...silent}>
              <line x1={0} x2={layout.width} y1={lane.y + lane.height} y2={lane.y + lane.height} className="rule" />
              <text
                className="lane"
                x={laneWidth - 14}
                y={lane.y + (lane.height < 34 ? 16 : broken.length > 1 ? 15 : 23)}
                textAnchor="end"
              >
                {broken.map((line, index) => (
                  <tspan key={line} x={laneWidth - 14} dy={index * 16}>
                    {line}
                  </tspan>
                ))}
              </text>
            </g>
          )
        })}
        {layout.today !== null && (
          <g {...silent}>
            <path d={brokenLine(layout.today, -4, layout.height, shades)} className="now" />
            <text
              x={layout.today + todaySide * 4}
              y={-2}
              className="now-word"
              textAnchor={todaySide < 0 ? 'end' : 'start'}
            >
              {t('today')}
            </text>
          </g>
        )}
        {ordered.map((mark) => (
          <Mark
            key={mark.ids.join()}
            mark={mark}
            name={nameOf(mark)}
            form={formIn(mark)}
            width={layout.width}
            laneWidth={laneWidth}
            selected={holds(mark, selected)}
            stop={mark === stop}
            measure={measure}
            onPick={(how) => activate(mark, how)}
          />
        ))}
      </g>
    </svg>
  )

  function nameOf(mark: TimelineMark): string {
    const there = mark.ids.flatMap((id) => byId.get(id) ?? [])
    const titles = there.map(({ event }) => said(event.title)).join(t('join'))
    const [row] = there
    if (there.length > 1 || !row) return t('marks', { count: there.length, titles })
    const { when, lane, title, status } = row.event
    return t('mark', {
      when: dateWords(when, lang, calendar),
      lane: said(lane),
      title: said(title),
      status: status === 'occurred' ? '' : t('join') + t(`status.${status}`),
    })
  }
}

const holds = (mark: TimelineMark, id: string | null) => id !== null && mark.ids.includes(id)

const focusedIds = (target: EventTarget) =>
  target instanceof Element ? (target.closest<SVGGElement>('[data-ids]')?.dataset.ids ?? null) : null

/** The wheel zooms around the pointer; sideways, or with Shift, it moves the window. */
function useWheel(
  svg: { readonly current: SVGSVGElement | null },
  window: TimelineWindow,
  laneWidth: number,
  width: number,
  onWindow: (window: TimelineWindow) => void,
): void {
  const latest = useRef({ window, laneWidth, width, onWindow })
  latest.current = { window, laneWidth, width, onWindow }
  useEffect(() => {
    const place = svg.current
    if (!place) return
    const turn = (event: WheelEvent) => {
      event.preventDefault()
      const { window, laneWidth, width, onWindow } = latest.current
      const plot = width - laneWidth
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX
      if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
        onWindow(panWindow(window, sideways / plot))
        return
      }
      const share = Math.min(1, Math.max(0, (event.clientX - place.getBoundingClientRect().left - laneWidth) / plot))
      const around = window.from + (window.to - window.from) * share
      onWindow(zoomWindow(window, around, Math.exp(-event.deltaY / 400)))
    }
    // React's own wheel listener is passive, so the page would scroll as well.
    place.addEventListener('wheel', turn, { passive: false })
    return () => place.removeEventListener('wheel', turn)
  }, [svg])
}

/** Dragging moves the window. A short press stays a click. */
function useDrag(window: TimelineWindow, plot: number, onWindow: (window: TimelineWindow) => void) {
  const from = useRef<{ readonly x: number; readonly window: TimelineWindow; moved: boolean } | null>(null)
  return {
    onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
      if (event.button === 0) from.current = { x: event.clientX, window, moved: false }
    },
    onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
      const start = from.current
      if (!start || (!start.moved && Math.abs(event.clientX - start.x) < 5)) return
      if (!start.moved) event.currentTarget.setPointerCapture(event.pointerId)
      start.moved = true
      onWindow(panWindow(start.window, (start.x - event.clientX) / plot))
    },
    onPointerUp: () => {
      from.current = null
    },
    onPointerCancel: () => {
      from.current = null
    },
  }
}
