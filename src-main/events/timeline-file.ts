import type { Briefing } from '../../src-shared/briefings/briefing.ts'
import type { BriefingEvent, Period } from '../../src-shared/briefings/content.ts'
import type { Calendar } from '../../src-shared/events/date-words.ts'
import { dateWords } from '../../src-shared/events/date-words.ts'
import { sortKey } from '../../src-shared/events/edtf.ts'
import { writeCalendar } from '../../src-shared/events/icalendar.ts'
import { writeTimelineCsv } from '../../src-shared/events/timeline-csv.ts'
import type { LeftEvent, TimelineFormat, WrittenTimeline } from '../../src-shared/events/timeline-file.ts'
import { timelineSvg } from '../../src-shared/events/timeline-svg.ts'
import { inLanguage, type Lang, type Localized } from '../../src-shared/languages.ts'
import { type Marking, markingOf, secrecyLevels, tlpLabels } from '../../src-shared/markings.ts'
import { gradeOf } from '../../src-shared/standards/admiralty.ts'

/** The words of such files beside those of dates, in one language; `{{…}}` are blanks. */
export interface TimelineWords {
  readonly together: string
  readonly version: string
  readonly made: string
  readonly briefing: string
  readonly source: string
  readonly sourceGraded: string
  readonly join: string
  readonly secrecyIs: string
  readonly secrecy: Readonly<Record<string, string>>
  /** Marks words that exist only in this other language. */
  readonly original: Readonly<Record<Lang, string>>
}

/** What the process entry hands over; this noun knows no other. */
export interface TimelineFileDuties {
  readonly open: (briefing: string) => Briefing | Promise<Briefing>
  readonly now: () => number
  readonly words: Readonly<Record<Lang, TimelineWords>>
  /** Writes a file whole or not at all, and tells its size. */
  readonly write: (path: string, text: string) => number
}

export interface ChosenTimeline {
  /** Ids; their events stand in one timeline. */
  readonly briefings: readonly string[]
  /** Ids of the events of a single briefing; null for all there are. */
  readonly events: readonly string[] | null
  readonly format: TimelineFormat
  readonly lang: Lang
  readonly calendar: Calendar
}

export interface TimelineText {
  readonly text: string
  readonly count: number
  readonly left: readonly LeftEvent[]
}

export interface TimelineFile {
  readonly textOf: (chosen: ChosenTimeline) => Promise<TimelineText>
  readonly write: (chosen: ChosenTimeline & { readonly out: string }) => Promise<WrittenTimeline>
}

/** Timelines of chosen briefings to files. */
export function timelineFile({ open, now, words, write }: TimelineFileDuties): TimelineFile {
  const textOf: TimelineFile['textOf'] = async ({ briefings, events, format, lang, calendar }) => {
    const opened: Briefing[] = []
    for (const id of new Set(briefings)) opened.push(await open(id))
    const drawn = { ...gathered(opened, events), lang, calendar, words: words[lang], now: now() }
    switch (format) {
      case 'svg':
        return svgOf(drawn)
      case 'csv':
        return csvOf(drawn)
      case 'ics':
        return icsOf(drawn)
      case 'json':
        return jsonOf(drawn)
    }
  }
  return {
    textOf,
    write: async ({ out, ...chosen }) => {
      const { text, count, left } = await textOf(chosen)
      return { path: out, bytes: write(out, text), count, left }
    },
  }
}

/** Something of a briefing, with a name that no other briefing of the same file has. */
interface Own<T> {
  readonly key: string
  readonly briefing: Briefing
  readonly own: T
}

interface Drawn {
  readonly briefings: readonly Briefing[]
  /** By date; what has no readable date comes last. */
  readonly events: readonly Own<BriefingEvent>[]
  readonly periods: readonly Own<Period>[]
  readonly lang: Lang
  readonly calendar: Calendar
  readonly words: TimelineWords
  readonly now: number
}

function gathered(briefings: readonly Briefing[], chosen: readonly string[] | null) {
  const wanted = chosen === null ? null : new Set(chosen)
  const of = <T extends { readonly id: string }>(briefing: Briefing, owns: readonly T[]): Own<T>[] =>
    owns.map((own) => ({ key: briefings.length > 1 ? `${briefing.slug}/${own.id}` : own.id, briefing, own }))
  const events = briefings
    .flatMap((briefing) => of(briefing, briefing.content.events))
    .filter(({ own }) => wanted === null || wanted.has(own.id))
    .map((each) => ({ each, at: sortKey(each.own.when) }))
    // Twice infinity: two dates that cannot be read stay as they are.
    .sort((a, b) => (a.at === b.at ? 0 : a.at - b.at))
    .map(({ each }) => each)
  return { briefings, events, periods: briefings.flatMap((briefing) => of(briefing, briefing.content.periods)) }
}

const filled = (words: string, blanks: Readonly<Record<string, string | number>>) =>
  words.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(blanks[name] ?? ''))

const said = (text: Localized, { content }: Briefing, lang: Lang) => inLanguage(text, lang, content.lead)

/** In the language of the file; what exists only in the other one says so. */
function marked(text: Localized, briefing: Briefing, { lang, words }: Drawn): string {
  const found = said(text, briefing, lang)
  return found === null ? '' : found.value + (found.lang === lang ? '' : words.original[found.lang])
}

const titleOf = (briefing: Briefing, drawn: Drawn) => marked(briefing.content.title, briefing, drawn) || briefing.slug

const nameOf = (drawn: Drawn): string => {
  const [only, second] = drawn.briefings
  if (only !== undefined && second === undefined) return titleOf(only, drawn)
  return filled(drawn.words.together, { count: drawn.briefings.length })
}

const eventMarking = ({ briefing, own }: Own<BriefingEvent>) => markingOf(own.marking, briefing.content.marking)

function markingWords({ tlp, secrecy }: Marking, words: TimelineWords): string {
  const level = secrecy === 'none' ? '' : filled(words.secrecyIs, { secrecy: words.secrecy[secrecy] ?? secrecy })
  return [`TLP:${tlp}`, level].filter(Boolean).join(words.join)
}

/** What holds for all of it: the strictest of each. */
function strictest(drawn: Drawn): Marking {
  const all = [...drawn.briefings.map(({ content }) => content.marking), ...drawn.events.map(eventMarking)]
  const highest = <T>(levels: readonly T[], of: (marking: Marking) => T) =>
    levels[all.reduce((top, marking) => Math.max(top, levels.indexOf(of(marking))), 0)] as T
  return { tlp: highest(tlpLabels, ({ tlp }) => tlp), secrecy: highest(secrecyLevels, ({ secrecy }) => secrecy) }
}

/** ① to ⑳, then numbers in brackets. */
const signOf = (index: number) => (index < 20 ? String.fromCodePoint(0x2460 + index) : `(${index + 1})`)

function svgOf(drawn: Drawn): TimelineText {
  const { briefings, events, periods, lang, calendar, words, now } = drawn
  const several = briefings.length > 1
  const signs = new Map(briefings.map(({ id }, index) => [id, signOf(index)]))
  const [only] = briefings
  const day = localDay(now)
  const note = [
    markingWords(strictest(drawn), words),
    several || only === undefined ? '' : filled(words.version, { number: only.number }),
    filled(words.made, { date: day }),
  ]
  const { svg, left } = timelineSvg({
    title: nameOf(drawn),
    note: note.filter(Boolean).join(words.join),
    ...(several && {
      briefings: briefings.map((briefing) => ({
        sign: signs.get(briefing.id) ?? '',
        title: titleOf(briefing, drawn),
      })),
    }),
    events: events.map(({ key, briefing, own }) => {
      const title = said(own.title, briefing, lang)
      return {
        id: key,
        when: own.when,
        lane: said(own.lane, briefing, lang)?.value ?? '',
        title: title?.value ?? '',
        ...(title !== null && title.lang !== lang && { titleLang: title.lang }),
        status: own.status,
        own: own.origin === 'own',
        ...(several && { briefing: signs.get(briefing.id) ?? '' }),
      }
    }),
    bands: periods.map(({ key, briefing, own }) => ({
      id: key,
      when: own.when,
      label: [several ? signs.get(briefing.id) : '', marked(own.title, briefing, drawn)].filter(Boolean).join(' '),
    })),
    lang,
    calendar,
    // Midnight of the day at the desk: days of the drawing are days, in no zone.
    today: Date.parse(day),
  })
  return { text: svg, count: events.length - left.length, left: left.map(({ id }) => ({ id, cause: 'date' })) }
}

function csvOf({ briefings, events, lang, calendar }: Drawn): TimelineText {
  const slugs = new Map(events.map(({ key, briefing }) => [key, briefing.slug]))
  const rows = events.map((event) => ({ ...event.own, id: event.key, marking: eventMarking(event) }))
  const text = writeTimelineCsv(rows, {
    words: [lang],
    calendar,
    byteOrderMark: true,
    ...(briefings.length > 1 && { briefingOf: ({ id }: BriefingEvent) => slugs.get(id) ?? '' }),
  })
  return { text, count: rows.length, left: [] }
}

function icsOf(drawn: Drawn): TimelineText {
  const { briefings, events, lang, calendar, words, now } = drawn
  const keys = new Map<string, string>()
  const rows = events.map((event) => {
    const { key, briefing, own } = event
    // Whichever file it is in, a calendar knows it as the same event.
    const uid = `${own.id}.${briefing.id}@briefdesk`
    keys.set(uid, key)
    const cited = own.sources.flatMap((id) => briefing.content.sources.find((source) => source.id === id) ?? [])
    const url = cited.find((source) => source.url !== undefined)?.url
    const body = own.body === undefined ? '' : marked(own.body, briefing, drawn)
    return {
      uid,
      when: own.when,
      status: own.status,
      title: marked(own.title, briefing, drawn),
      lane: marked(own.lane, briefing, drawn),
      ...(body !== '' && { body }),
      ...(url !== undefined && { url }),
      notes: [
        ...cited.map((source) => {
          const grade = gradeOf(source)
          return filled(grade === null ? words.source : words.sourceGraded, {
            citation: source.citation,
            grade: grade ?? '',
          })
        }),
        filled(words.briefing, { title: titleOf(briefing, drawn) }),
        markingWords(eventMarking(event), words),
      ],
    }
  })
  const name = briefings.length === 0 ? '' : nameOf(drawn)
  const { text, count, left } = writeCalendar(rows, { name, lang, calendar, stamp: now })
  return { text, count, left: left.map(({ uid, cause }) => ({ id: keys.get(uid) ?? uid, cause: cause.kind })) }
}

function jsonOf({ briefings, events, periods, lang, calendar }: Drawn): TimelineText {
  const headOf = ({ briefing, own: { id, when } }: Own<BriefingEvent> | Own<Period>) => {
    return { briefing: briefing.slug, id, when, date: dateWords(when, lang, calendar) }
  }
  const value = {
    lang,
    calendar,
    briefings: briefings.map(({ id, slug, number, version, content }) => ({
      ...{ id, slug, version: number, hash: version, title: content.title, marking: content.marking },
    })),
    events: events.map((event) => ({ ...headOf(event), ...event.own, marking: eventMarking(event) })),
    periods: periods.map((period) => ({ ...headOf(period), ...period.own })),
  }
  return { text: `${JSON.stringify(value, null, 2)}\n`, count: events.length, left: [] }
}

/** The day as the desk's own clock has it. */
const localDay = (moment: number) => new Date(moment).toLocaleDateString('sv-SE')
