import { parseEdtf } from '../../src-shared/events/edtf.ts'
import type { EventRow, PeriodSeries, TimelineSection } from '../../src-shared/exports/brief.ts'
import { filled } from '../../src-shared/exports/paper-labels.ts'
import type { Desk } from './desk.ts'
import { paperTimeline } from './paper-timeline.ts'
import { sectionBase } from './section-base.ts'

/** The drawing, the same events as a table, and the periods as bands. */
export function timelineSection(desk: Desk): TimelineSection {
  const { labels, lang, events, options } = desk
  const columns = labels.timelineColumns
  const numbered = events.map((event, index) => ({
    number: index + 1,
    event,
    lane: desk.words(event.lane),
    title: desk.words(event.title),
  }))
  const alt = filled(labels.timelineAlt, {
    lanes: new Set(numbered.map((each) => each.lane.text)).size,
    events: events.length,
    from: events[0] ? desk.date(events[0].when) : '',
    to: desk.date(events.at(-1)?.when ?? ''),
  })
  const figure = paperTimeline(numbered, lang, options.calendar, alt)
  return {
    ...sectionBase('timeline', desk),
    kind: 'timeline',
    figure,
    caption: labels.timelineFigure,
    legend: legendOf(figure, desk),
    columns: [columns.number, columns.when, columns.actor, columns.event, columns.status, columns.grade],
    listCaption: labels.timelineTable,
    events: numbered.map(
      ({ number, event, lane, title }): EventRow => ({
        anchor: desk.anchor(`event/${event.id}`),
        number,
        when: desk.dateInCell(event.when),
        actor: lane,
        title,
        body: event.body === undefined ? null : desk.words(event.body),
        status: event.status,
        statusWords: labels.eventStatus[event.status],
        own: event.origin === 'own' ? labels.own : null,
        sources: desk.citations(event.sources),
        grade: desk.grades(event.sources),
        portion: desk.portion(event.marking),
        marks: desk.marksOf(`event/${event.id}`),
      }),
    ),
    periodColumns: [labels.periodColumns.when, labels.periodColumns.span, labels.periodColumns.title],
    periods: periodsOf(desk),
  }
}

/** Only the signs that occur in the drawing are explained. */
function legendOf({ lanes, breaks }: TimelineSection['figure'], { labels }: Desk): TimelineSection['legend'] {
  const marks = lanes.flatMap((lane) => lane.marks)
  const words = labels.legend
  const legend = [
    { form: 'point' as const, text: words.point, there: marks.some((mark) => mark.form === 'point') },
    { form: 'bracket' as const, text: words.bracket, there: marks.some((mark) => mark.form === 'bracket') },
    { form: 'about' as const, text: words.about, there: marks.some((mark) => mark.form === 'about') },
    { form: 'span' as const, text: words.span, there: marks.some((mark) => mark.form === 'span' && !mark.openEnd) },
    { form: 'open' as const, text: words.open, there: marks.some((mark) => mark.openEnd) },
    { form: 'planned' as const, text: words.planned, there: marks.some((mark) => mark.planned) },
    { form: 'unverified' as const, text: words.unverified, there: marks.some((mark) => mark.unverified) },
    {
      form: 'superseded' as const,
      text: labels.eventStatus.superseded,
      there: marks.some((mark) => mark.superseded),
    },
    { form: 'break' as const, text: labels.axisBreak, there: breaks.length > 0 },
  ]
  return legend.filter((each) => each.there).map(({ form, text }) => ({ form, text }))
}

function periodsOf(desk: Desk): readonly PeriodSeries[] {
  const groups = new Map<
    string,
    { name: PeriodSeries['name']; bands: { from: number; to: number; band: PeriodSeries['bands'][number] }[] }
  >()
  for (const period of desk.briefing.content.periods) {
    const name = desk.words(period.series)
    const read = parseEdtf(period.when)
    const from = read.ok ? (read.date.from ?? read.date.to ?? 0) : 0
    const to = read.ok ? (read.date.to ?? read.date.from ?? 0) : 0
    const group = groups.get(name.text) ?? { name, bands: [] }
    groups.set(name.text, group)
    const band = {
      when: desk.dateInCell(period.when),
      from: 0,
      to: 0,
      title: desk.words(period.title),
      sources: desk.citations(period.sources),
    }
    group.bands.push({ from, to, band })
  }
  return [...groups.values()].map(({ name, bands }) => {
    const first = Math.min(...bands.map((band) => band.from))
    const last = Math.max(...bands.map((band) => band.to))
    const share = (moment: number) => (last === first ? 0 : (moment - first) / (last - first))
    return {
      name,
      alt: filled(desk.labels.periodsAlt, { series: name.text, count: bands.length }),
      low: new Date(first).getUTCFullYear(),
      high: new Date(last - 1).getUTCFullYear(),
      bands: bands.map(({ from, to, band }) => ({ ...band, from: share(from), to: share(to) })),
    }
  })
}
