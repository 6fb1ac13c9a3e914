import { type CSSProperties, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Briefing } from '../../src-shared/briefings/briefing.ts'
import type { Calendar } from '../../src-shared/events/date-words.ts'
import { parseEdtf } from '../../src-shared/events/edtf.ts'
import { densestWindow, type TimelineWindow, wholeWindow, zoomWindow } from '../../src-shared/events/timeline.ts'
import { Empty } from '../ui/empty.tsx'
import { focusIsLost } from '../ui/focus.ts'
import { useKept } from '../ui/kept.ts'
import { useKeys } from '../ui/keys.ts'
import { useNavigation } from '../ui/navigation.tsx'
import { useSaid } from '../ui/said.tsx'
import { useSettings } from '../ui/settings.tsx'
import { type EventSort, eventRows, lanesOf, sortedRows } from './event-rows.ts'
import { EventTable } from './event-table.tsx'
import { newMeasure } from './measure.ts'
import { PeriodLines } from './period-lines.tsx'
import { TimelineBar } from './timeline-bar.tsx'
import { TimelineChart } from './timeline-chart.tsx'
import { TimelineExport } from './timeline-export.tsx'
import { TimelineLegend } from './timeline-legend.tsx'
import { TimelineOverview } from './timeline-overview.tsx'
import { useSize } from './use-size.ts'
import './timeline.css'

/** Months and years to see at once for the two steps between everything and a single day. */
export const presets = { months: 300 * 86_400_000, years: 6 * 365.25 * 86_400_000 } as const

/** Below this height the legend begins closed, so that the list has room. */
const roomForLegend = 700

/** The timeline of a briefing: overview, lanes by actor, and the same events as a table. */
export function TimelineView({ briefing, now }: { readonly briefing: Briefing; readonly now?: number }) {
  const { t } = useTranslation('events')
  if (briefing.content.events.length === 0) return <Empty title={t('empty.title')}>{t('empty.text')}</Empty>
  return <Timeline briefing={briefing} now={now ?? Date.now()} />
}

function Timeline({ briefing, now }: { readonly briefing: Briefing; readonly now: number }) {
  const { content, id } = briefing
  const { t } = useTranslation('events')
  const settings = useSettings()
  const { lang } = settings
  const said = useSaid(content.lead)
  const { view, go } = useNavigation()
  const [calendar, setCalendar] = useState<Calendar>(settings.calendar)
  const [today] = useState(now)
  const kept = `${id}/${briefing.version}/timeline`
  const [hidden, setHidden] = useKept<ReadonlySet<string>>(`${kept}/hidden`, () => new Set())
  const [sort, setSort] = useKept<EventSort>(`${kept}/sort`, () => ({ by: 'date', descending: false }))
  const [selected, setSelected] = useKept<string | null>(`${kept}/selected`, () => null)
  const root = useRef<HTMLDivElement>(null)
  const table = useRef<HTMLTableElement>(null)
  const size = useSize(root)
  const chart = useRef<HTMLDivElement>(null)
  const plot = useSize(chart)
  const measure = useMeasures()

  const all = useMemo(() => eventRows(content), [content])
  const lanes = useMemo(() => lanesOf(content), [content])
  const shown = useMemo(() => all.filter((row) => !hidden.has(row.lane)), [all, hidden])
  const chosen = hidden.size === 0 ? null : shown.map(({ event }) => event.id)
  const shownLanes = useMemo(() => lanes.filter((lane) => !hidden.has(lane.key)), [lanes, hidden])
  const sorted = useMemo(
    () =>
      sortedRows(
        shown,
        sort,
        lanes.map((lane) => lane.key),
      ),
    [shown, sort, lanes],
  )
  const bands = useMemo(
    () =>
      content.periods.flatMap((period) => {
        const when = parseEdtf(period.when)
        return when.ok ? [{ id: period.id, date: when.date, label: said(period.title) }] : []
      }),
    [content.periods, said],
  )
  const dates = useMemo(() => all.flatMap((row) => row.date ?? []), [all])
  const events = useMemo(() => wholeWindow(dates), [dates])
  const whole = useMemo(() => wholeWindow([...dates, ...bands.map((band) => band.date)]), [dates, bands])
  const [span, setSpan] = useKept<TimelineWindow>(`${kept}/window`, () =>
    withFuture(densestWindow(dates), today, events),
  )
  const moveTo = useCallback((next: TimelineWindow) => setSpan(within(next, whole)), [whole, setSpan])
  const zoom = (factor: number) => moveTo(zoomWindow(span, (span.from + span.to) / 2, factor))
  const show = (length: number) => {
    const near = all.find((row) => row.event.id === selected)?.date
    const moments = shown.flatMap((row) => row.date?.from ?? row.date?.to ?? [])
    const centre = near?.from ?? near?.to ?? busiest(moments, span, length, today)
    moveTo({ from: centre - length / 2, to: centre + length / 2 })
  }
  const toToday = () => {
    const length = span.to - span.from
    moveTo({ from: today - length / 2, to: today + length / 2 })
  }

  const select = useCallback(
    (event: string, focus = false) => {
      setSelected(event)
      // After React has drawn the row as current.
      requestAnimationFrame(() => {
        const row = table.current?.querySelector(`[data-event="${CSS.escape(event)}"]`)
        row?.scrollIntoView?.({ block: 'nearest' })
        if (focus) row?.querySelector<HTMLElement>('[data-cell]')?.focus({ preventScroll: true })
      })
    },
    [setSelected],
  )
  /** From the table: the drawing follows, if the event is outside its window. */
  const selectInTable = (event: string) => {
    select(event)
    bringIn(event)
  }
  const bringIn = useCallback(
    (event: string) => {
      const date = all.find((row) => row.event.id === event)?.date
      const moment = date?.from ?? date?.to ?? null
      if (moment === null) return
      setSpan((span) => {
        if (moment >= span.from && moment <= span.to) return span
        const half = (span.to - span.from) / 2
        return { from: moment - half, to: moment + half }
      })
    },
    [all, setSpan],
  )
  const at = view.screen === 'briefing' && view.id === id ? view.at : undefined
  useEffect(() => {
    const [kind, event] = (at ?? '').split('/', 2)
    if (kind !== 'event' || !event) return
    setHidden(new Set())
    bringIn(event)
    select(event, true)
  }, [at, bringIn, select, setHidden])
  // Coming back, the row chosen before is in sight again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, with what was kept
  useEffect(() => {
    if (selected !== null && at === undefined) select(selected, focusIsLost())
    else if (at === undefined && focusIsLost()) table.current?.querySelector<HTMLElement>('[data-cell]')?.focus()
  }, [])

  const open = (event: string) => {
    const block = content.events.find((each) => each.id === event)?.block
    if (block) go({ screen: 'briefing', id, tab: 'text', at: `block/${block}` })
  }
  const zoomIn = () => zoom(1.5)
  const zoomOut = () => zoom(1 / 1.5)
  const showWhole = () => moveTo(events)
  useKeys({
    Equal: zoomIn,
    'Shift+Equal': zoomIn,
    NumpadAdd: zoomIn,
    Minus: zoomOut,
    NumpadSubtract: zoomOut,
    Digit0: showWhole,
    Numpad0: showWhole,
    KeyT: toToday,
  })

  const inWindow = shown.filter(({ date }) => {
    const [from, to] = [date?.from ?? date?.to ?? null, date?.to ?? Number.POSITIVE_INFINITY]
    return from !== null && from <= span.to && to >= span.from
  }).length
  const width = Math.max(320, size.width - 56)
  const [wanted, setLegend] = useKept<boolean | null>(`${kept}/legend`, () => null)
  const legend = wanted ?? size.height >= roomForLegend
  // The list keeps a third of a low window, and what is above and under the drawing is taken off.
  const around = (bands.length > 0 ? 124 : 104) + 34
  const height = Math.max(240, size.height - (size.height < roomForLegend ? size.height / 3 : 212) - around)
  return (
    <div className="tl" ref={root}>
      <TimelineBar
        counts={t('inWindow', { count: inWindow, all: all.length })}
        hiddenCount={all.length - shown.length}
        lanes={lanes}
        hidden={hidden}
        lead={content.lead}
        calendar={calendar}
        preset={presetOf(span, events)}
        onHidden={setHidden}
        onCalendar={setCalendar}
        onZoom={zoom}
        onPreset={(preset) => (preset === 'whole' ? showWhole() : show(presets[preset]))}
        onToday={toToday}
        files={<TimelineExport briefing={id} events={chosen} calendar={calendar} />}
      />
      <div className="tl-figure">
        <TimelineOverview
          rows={shown}
          bands={bands}
          whole={whole}
          window={span}
          today={today}
          lang={lang}
          calendar={calendar}
          width={width}
          measure={measure.small}
          onWindow={moveTo}
        />
        <div className="tl-chart scroll" ref={chart} style={{ '--tl-chart': `${height}px` } as CSSProperties}>
          <TimelineChart
            rows={shown}
            lanes={shownLanes}
            lead={content.lead}
            lang={lang}
            calendar={calendar}
            window={span}
            today={today}
            width={Math.max(320, plot.width)}
            height={height}
            measure={measure.label}
            selected={selected}
            onWindow={moveTo}
            onSelect={select}
            onOpen={open}
          />
        </div>
        <TimelineLegend own={content.events.some((event) => event.origin === 'own')} open={legend} onOpen={setLegend} />
      </div>
      <div className="tl-list scroll">
        <EventTable
          briefing={briefing}
          rows={sorted}
          lang={lang}
          calendar={calendar}
          sort={sort}
          selected={selected}
          place={table}
          onSort={setSort}
          onSelect={selectInTable}
        />
        <PeriodLines bands={bands} lang={lang} calendar={calendar} />
      </div>
    </div>
  )
}

/** The first window reaches past today, if that lies within the events and is not far off: a fifth is for what comes. */
function withFuture(window: TimelineWindow, today: number, events: TimelineWindow): TimelineWindow {
  const length = window.to - window.from
  if (today > events.to || today < window.from || today - window.to > length / 2) return window
  return { from: window.from, to: Math.max(window.to, today + (today - window.from) / 4) }
}

/** The middle of the stretch of a length that holds most events; of those in the window, if there are any. */
function busiest(moments: readonly number[], window: TimelineWindow, length: number, today: number): number {
  const inside = moments.filter((moment) => moment >= window.from && moment <= window.to)
  const sorted = (inside.length > 0 ? inside : moments).toSorted((a, b) => a - b)
  let best = { count: 0, centre: today }
  for (const first of sorted) {
    const there = sorted.filter((moment) => moment >= first && moment <= first + length * 0.9)
    const centre = (first + (there.at(-1) ?? first)) / 2
    const nearer = Math.abs(centre - today) < Math.abs(best.centre - today)
    if (there.length > best.count || (there.length === best.count && nearer)) best = { count: there.length, centre }
  }
  return best.centre
}

/** A window never leaves the whole period altogether, and is never wider than twice that. */
function within(window: TimelineWindow, whole: TimelineWindow): TimelineWindow {
  const length = Math.min(window.to - window.from, (whole.to - whole.from) * 2)
  const centre = Math.min(whole.to, Math.max(whole.from, (window.from + window.to) / 2))
  return { from: centre - length / 2, to: centre + length / 2 }
}

function presetOf(span: TimelineWindow, events: TimelineWindow): 'months' | 'years' | 'whole' | null {
  const near = (a: number, b: number) => Math.abs(a - b) < b * 0.02
  if (span.from === events.from && span.to === events.to) return 'whole'
  const length = span.to - span.from
  return near(length, presets.months) ? 'months' : near(length, presets.years) ? 'years' : null
}

/** Measures for labels and small print; measured anew once the bundled fonts are there. */
function useMeasures() {
  const [ready, setReady] = useState(0)
  useEffect(() => {
    let here = true
    void document.fonts?.ready?.then(() => here && setReady(1))
    return () => {
      here = false
    }
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fonts are what `ready` stands for
  return useMemo(() => ({ label: newMeasure(13), small: newMeasure(12) }), [ready])
}
