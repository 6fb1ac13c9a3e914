import type { PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import type { Briefing } from '../../src-shared/briefings/briefing.ts'
import type { Block, Edition, Source } from '../../src-shared/briefings/content.ts'
import { type BlockPlace, blockPlaces } from '../../src-shared/briefings/paragraphs.ts'
import { dateLines, dateWords, flagWords } from '../../src-shared/events/date-words.ts'
import { parseEdtf, sortKey } from '../../src-shared/events/edtf.ts'
import type { Inline, Words } from '../../src-shared/exports/brief.ts'
import type { ExportOptions } from '../../src-shared/exports/export.ts'
import { filled, type PaperLabels } from '../../src-shared/exports/paper-labels.ts'
import { inLanguage, type Lang, type Localized } from '../../src-shared/languages.ts'
import { type Marking, markingOf, type PartMarking, secrecyLevels, tlpLabels } from '../../src-shared/markings.ts'
import { riskCodes } from '../../src-shared/risks/codes.ts'
import { gradeOf } from '../../src-shared/standards/admiralty.ts'
import type { ComposeContext } from './compose.ts'
import { type NumberedAnnotation, numberedAnnotations } from './numbered-annotations.ts'

export const sectionKinds = [
  'timeline',
  'risks',
  'notes',
  'positions',
  'annotations',
  'sources',
  'glossary',
  'scales',
] as const
export type SectionKind = (typeof sectionKinds)[number]

/** Everything the parts of one edition are composed from. */
export interface Desk {
  readonly briefing: Briefing
  readonly labels: PaperLabels
  readonly lang: Lang
  readonly options: ExportOptions
  readonly prefix: string
  /** The text printed: in this language, or where there is none in another one. */
  readonly edition: { readonly value: Edition; readonly lang: Lang }
  /** Closed enough for every part that is in the paper. */
  readonly marking: Marking
  readonly today: string
  readonly annotations: readonly NumberedAnnotation[]
  /** Annexes in order, with their numbers. */
  readonly annexes: ReadonlyMap<SectionKind, { readonly number: string; readonly title: string }>
  /** In order of time: the number printed beside a mark of the timeline and in its table. */
  readonly events: readonly Briefing['content']['events'][number][]
  readonly words: (text: Localized) => Words
  readonly date: (when: string) => string
  /** The same for a narrow column: in Chinese a line for each calendar. */
  readonly dateInCell: (when: string) => string
  /** The date by which something is reviewed, and whether that day had passed when this paper was made. */
  readonly reviewDate: (when: string) => string
  readonly anchor: (what: string) => string
  /** The place of a block among the paragraphs, as the screen numbers them too. */
  readonly placeOf: (block: string) => BlockPlace | null
  /** The code of a risk, such as E1, as on screen. */
  readonly riskCode: (risk: string) => string
  readonly sourceNumber: (source: string) => number | null
  readonly citations: (sources: readonly string[]) => readonly Inline[]
  readonly grades: (sources: readonly string[]) => string
  readonly citation: (ref: { readonly source: string; readonly locator?: string }) => Inline | null
  readonly portion: (part: PartMarking | undefined) => string | null
  readonly marksOf: (target: string) => readonly Inline[]
}

/** Sets out what an edition is composed from. */
export function deskOf(
  briefing: Briefing,
  annotations: readonly PlacedAnnotation[],
  options: ExportOptions,
  context: ComposeContext,
  lang: Lang,
): Desk {
  const { content } = briefing
  const labels = context.labels[lang]
  const prefix = lang
  const edition = inLanguage(content.editions, lang, content.lead) ?? { value: { blocks: [] }, lang }
  const anchor = (what: string) => `${prefix}/${what}`
  const places = blockPlaces(content)
  const codes = riskCodes(content)
  const sourceNumbers = numberedSources(content.editions[content.lead]?.blocks ?? edition.value.blocks, content.sources)
  const notes = options.annotations ? numberedAnnotations(annotations, edition, options) : []
  const sources = new Map(content.sources.map((source) => [source.id, source]))

  const desk: Desk = {
    briefing,
    labels,
    lang,
    options,
    prefix,
    edition,
    marking: highest(briefing, options, notes),
    today: context.now.toISOString().slice(0, 10),
    annotations: notes,
    annexes: annexesOf(briefing, options, notes.length > 0, labels, lang),
    events: [...content.events].sort((a, b) => order(sortKey(a.when), sortKey(b.when))),
    anchor,
    words: (text) => {
      const shown = inLanguage(text, lang, content.lead)
      if (shown === null) return { text: '', lang }
      if (shown.lang === lang) return { text: shown.value, lang }
      return {
        text: shown.value,
        lang: shown.lang,
        fallback: filled(labels.fallback, { language: labels.languages[shown.lang] }),
      }
    },
    date: (when) => dateWords(when, lang, options.calendar),
    dateInCell: (when) => {
      if (options.calendar !== 'both' || lang === 'en') return dateWords(when, lang, options.calendar)
      const { gregorian, roc, flags } = dateLines(when, lang)
      const lines = [gregorian, roc, flags.includes('uncertain') ? flagWords[lang].uncertain : '']
      return lines.filter((line) => line !== '').join('\n')
    },
    reviewDate: (when) => {
      const read = parseEdtf(when)
      const end = read.ok ? (read.date.to ?? read.date.from) : null
      const words = dateWords(when, lang, options.calendar)
      return end !== null && end <= Date.parse(desk.today) ? `${words}${labels.join}${labels.overdue}` : words
    },
    placeOf: (block) => places.get(block) ?? null,
    riskCode: (risk) => codes.get(risk) ?? '',
    sourceNumber: (source) => sourceNumbers.get(source) ?? null,
    citations: (ids) =>
      ids.flatMap((id) => {
        const number = sourceNumbers.get(id)
        if (number === undefined) return []
        return [{ type: 'source' as const, text: filled(labels.citation, { number }), to: anchor(`source/${id}`) }]
      }),
    grades: (ids) => {
      const known = ids.map((id) => sources.get(id)).filter((source) => source !== undefined)
      return [...new Set(known.map(gradeOf).filter((grade) => grade !== null))].join(labels.list)
    },
    citation: ({ source, locator }) => {
      const number = sourceNumbers.get(source)
      if (number === undefined) return null
      const to = anchor(`source/${source}`)
      if (locator === undefined) return { type: 'source', text: filled(labels.citation, { number }), to }
      const where = /^\d[\d–-]*$/u.test(locator) ? filled(labels.locatorPage, { page: locator }) : locator
      return { type: 'source', text: filled(labels.citationAt, { number, locator: where }), to }
    },
    portion: (part) => {
      const { tlp, secrecy } = markingOf(part, content.marking)
      const said = [
        tlp === content.marking.tlp ? null : `TLP:${tlp}`,
        secrecy === content.marking.secrecy ? null : filled(labels.secrecyLabel, { level: labels.secrecy[secrecy] }),
      ].filter((each) => each !== null)
      return said.length === 0 ? null : filled(labels.portion, { marking: said.join(labels.list) })
    },
    marksOf: (target) =>
      notes
        .filter((each) => each.target === target && !each.orphan)
        .map((each) => ({
          type: 'mark' as const,
          kind: each.annotation.kind,
          number: each.number,
          to: anchor(`annotation/${each.number}`),
        })),
  }
  return desk
}

function order(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/** Sources are numbered as the lead text first cites them, and the rest as they stand in the list. */
function numberedSources(blocks: readonly Block[], sources: readonly Source[]): ReadonlyMap<string, number> {
  const known = new Set(sources.map((source) => source.id))
  const cited = blocks.flatMap((block) => [...(block.refs ?? [])].sort((a, b) => a.at - b.at))
  const ids = cited.flatMap((ref) => (ref.type === 'source' && known.has(ref.source) ? [ref.source] : []))
  return new Map([...new Set([...ids, ...known])].map((id, index) => [id, index + 1]))
}

/** The most closed marking of everything printed: a paper never claims a wider circle than its parts. */
function highest(briefing: Briefing, options: ExportOptions, notes: readonly NumberedAnnotation[]): Marking {
  const { content } = briefing
  const parts: readonly { readonly marking?: PartMarking | undefined }[] = [
    ...Object.values(content.editions).flatMap((edition) => edition?.blocks ?? []),
    ...(options.timeline ? content.events : []),
    ...(options.risks ? content.risks : []),
    ...content.positions,
    ...(options.notes ? content.notes : []),
    ...notes.map((each) => ({ marking: each.annotation.marking as PartMarking | undefined })),
  ]
  return parts.reduce<Marking>((sofar, part) => {
    const { tlp, secrecy } = markingOf(part.marking, content.marking)
    return {
      tlp: tlpLabels.indexOf(tlp) > tlpLabels.indexOf(sofar.tlp) ? tlp : sofar.tlp,
      secrecy: secrecyLevels.indexOf(secrecy) > secrecyLevels.indexOf(sofar.secrecy) ? secrecy : sofar.secrecy,
    }
  }, content.marking)
}

const hanNumbers = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

function annexesOf(
  briefing: Briefing,
  options: ExportOptions,
  annotated: boolean,
  labels: PaperLabels,
  lang: Lang,
): Desk['annexes'] {
  const { content } = briefing
  const present: Readonly<Record<SectionKind, boolean>> = {
    timeline: options.timeline && content.events.length + content.periods.length > 0,
    risks: options.risks && content.risks.length > 0,
    notes: options.notes && content.notes.length > 0,
    positions: content.positions.length > 0,
    annotations: annotated,
    sources: content.sources.length > 0,
    glossary: content.terms.length > 0,
    scales: true,
  }
  const kinds = sectionKinds.filter((kind) => present[kind])
  return new Map(
    kinds.map((kind, index) => {
      const number = lang === 'zh-TW' ? (hanNumbers[index] ?? String(index + 1)) : String.fromCharCode(65 + index)
      return [kind, { number, title: labels[kind] }]
    }),
  )
}
