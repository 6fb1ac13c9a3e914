import { type PointerEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type Calendar, dateWords } from '../../src-shared/events/date-words.ts'
import { layoutTimeline, type TimelineBand, type TimelineWindow } from '../../src-shared/events/timeline.ts'
import type { Lang } from '../../src-shared/languages.ts'
import type { EventRow } from './event-rows.ts'
import type { Measure } from './measure.ts'

const edge = 12

/** The whole period in one strip: bands of the period series, a tick per event, today, and the window, which can be moved. */
export function TimelineOverview({
  rows,
  bands,
  whole,
  window,
  today,
  lang,
  calendar,
  width,
  measure,
  onWindow,
}: {
  readonly rows: readonly EventRow[]
  readonly bands: readonly TimelineBand[]
  readonly whole: TimelineWindow
  readonly window: TimelineWindow
  readonly today: number
  readonly lang: Lang
  readonly calendar: Calendar
  readonly width: number
  readonly measure: Measure
  readonly onWindow: (window: TimelineWindow) => void
}) {
  const { t } = useTranslation('events')
  const held = useRef<number | null>(null)
  const inner = width - 2 * edge
  const x = (moment: number) => edge + ((moment - whole.from) / (whole.to - whole.from)) * inner
  const clamp = (value: number) => Math.min(width - edge, Math.max(edge, value))
  const top = bands.length > 0 ? 26 : 6
  const ruler = layoutTimeline({
    items: [],
    bands,
    window: whole,
    today,
    lang,
    calendar,
    width: inner,
    laneWidth: 0,
    rowHeight: 1,
    measure,
    maxRows: 1,
  })
  const [left, right] = [clamp(x(window.from)), clamp(x(window.to))]
  const middle = (left + right) / 2
  const half = Math.max(5, (right - left) / 2)

  const moveTo = (event: PointerEvent<SVGSVGElement>) => {
    const at = event.clientX - event.currentTarget.getBoundingClientRect().left
    const span = window.to - window.from
    const centre = whole.from + ((at - edge - (held.current ?? 0)) / inner) * (whole.to - whole.from)
    onWindow({ from: centre - span / 2, to: centre + span / 2 })
  }
  const nameOf = (id: string) => {
    const band = bands.find((each) => each.id === id)
    return band ? t('period', { when: dateWords(band.date.text, lang, calendar), title: band.label }) : ''
  }
  const showBand = (id: string) => {
    const date = bands.find((each) => each.id === id)?.date
    if (date) onWindow({ from: date.from ?? whole.from, to: date.to ?? whole.to })
  }
  const month = (moment: number) => dateWords(new Date(moment).toISOString().slice(0, 7), lang, calendar)
  const year = (moment: number) => new Date(moment).getUTCFullYear()
  return (
    <svg
      className="tl-overview"
      width={width}
      height={top + 32}
      viewBox={`0 0 ${width} ${top + 32}`}
      role="group"
      aria-label={t('overview', {
        from: year(whole.from),
        to: year(whole.to),
        windowFrom: month(window.from),
        windowTo: month(window.to),
      })}
      onPointerDown={(event) => {
        const at = event.clientX - event.currentTarget.getBoundingClientRect().left
        held.current = Math.abs(at - middle) <= half ? at - middle : 0
        event.currentTarget.setPointerCapture(event.pointerId)
        moveTo(event)
      }}
      onPointerMove={(event) => {
        if (held.current !== null) moveTo(event)
      }}
      onPointerUp={() => {
        held.current = null
      }}
    >
      {ruler.bands.map((band) => {
        const [from, to] = [edge + band.x1, edge + band.x2]
        return (
          <g
            key={band.id}
            role="button"
            tabIndex={0}
            aria-label={nameOf(band.id)}
            className="period"
            onPointerDown={(event) => event.stopPropagation()}
            onClick={() => showBand(band.id)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' || event.key === ' ') showBand(band.id)
            }}
          >
            <title>{nameOf(band.id)}</title>
            <rect x={from + 1} y={2} width={Math.max(3, to - from - 2)} height={19} rx="3" className="band" />
            <text
              x={Math.max(measure(band.label) / 2 + 4, Math.min(width - measure(band.label) / 2 - 4, (from + to) / 2))}
              y={15.5}
              textAnchor="middle"
              className={measure(band.label) + 12 <= to - from ? 'band-word' : 'band-word on-demand'}
            >
              {band.label}
            </text>
          </g>
        )
      })}
      <line x1={edge} x2={width - edge} y1={top + 8} y2={top + 8} className="base" />
      {ruler.ticks.map((tick) => (
        <g key={tick.x}>
          <line x1={edge + tick.x} x2={edge + tick.x} y1={top + 4} y2={top + 12} className="base" />
          <text
            x={Math.min(width - edge - 14, Math.max(edge + 14, edge + tick.x))}
            y={top + 28}
            textAnchor="middle"
            className="ax"
          >
            {tick.label}
          </text>
        </g>
      ))}
      {rows.map(({ event, date }) => {
        const moment = date?.from ?? date?.to ?? null
        if (moment === null) return null
        return <rect key={event.id} x={x(moment) - 1.5} y={top + 3} width="3" height="10" className="blip" />
      })}
      {today >= whole.from && today <= whole.to && (
        <line x1={x(today)} x2={x(today)} y1={top - 3} y2={top + 18} className="now" />
      )}
      <rect x={middle - half} y={top - 4} width={half * 2} height={24} rx="4" className="window" />
    </svg>
  )
}
