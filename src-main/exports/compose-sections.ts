import type { Source } from '../../src-shared/briefings/content.ts'
import type {
  AnnotationsSection,
  GlossarySection,
  PaperAnnotation,
  PaperSection,
  SourcesSection,
} from '../../src-shared/exports/brief.ts'
import { filled } from '../../src-shared/exports/paper-labels.ts'
import { safeLink } from '../../src-shared/links.ts'
import { gradeOf } from '../../src-shared/standards/admiralty.ts'
import { gradeMeaning, notesSection } from './compose-notes.ts'
import { positionsSection } from './compose-positions.ts'
import { risksSection } from './compose-risks.ts'
import { scalesSection } from './compose-scales.ts'
import { timelineSection } from './compose-timeline.ts'
import type { Desk, SectionKind } from './desk.ts'
import type { NumberedAnnotation } from './numbered-annotations.ts'
import { sectionBase } from './section-base.ts'
import { targetWords } from './target-words.ts'

const composers: Readonly<Record<SectionKind, (desk: Desk) => PaperSection>> = {
  timeline: timelineSection,
  risks: risksSection,
  notes: notesSection,
  positions: positionsSection,
  annotations: annotationsSection,
  sources: sourcesSection,
  glossary: glossarySection,
  scales: scalesSection,
}

/** The annexes of an edition, in the order of the official preset. */
export function sectionsOf(desk: Desk): readonly PaperSection[] {
  return [...desk.annexes.keys()].map((kind) => composers[kind](desk))
}

function annotationsSection(desk: Desk): AnnotationsSection {
  const { labels } = desk
  const orphans = desk.annotations.filter((each) => each.orphan)
  const anyKept = orphans.some(({ annotation }) => annotation.resolution.kept !== undefined)
  return {
    ...sectionBase('annotations', desk, [labels.annotationsRemark]),
    kind: 'annotations',
    annotations: desk.annotations.filter((each) => !each.orphan).map((each) => annotationOf(each, desk)),
    orphans:
      orphans.length === 0
        ? null
        : {
            heading: anyKept ? labels.unplaced : labels.orphans,
            remark: anyKept ? labels.unplacedRemark : labels.orphansRemark,
            annotations: orphans.map((each) => annotationOf(each, desk)),
          },
  }
}

function annotationOf(
  { number, annotation, target, orphan, elsewhere }: NumberedAnnotation,
  desk: Desk,
): PaperAnnotation {
  const { labels } = desk
  const { kind, note, tags, created, resolution } = annotation
  const text = annotation.target.type === 'text' ? annotation.target : null
  const status = statusOf(resolution, desk)
  const details = [
    desk.date(created.slice(0, 10)),
    elsewhere && text ? filled(labels.annotationElsewhere, { language: labels.languages[text.lang] }) : null,
    status,
    tags.length > 0 ? filled(labels.annotationTags, { tags: tags.join(labels.list) }) : null,
    annotation.marking ? desk.portion(annotation.marking as Parameters<Desk['portion']>[0]) : null,
  ]
  const lines = note.split(/\n+/u).filter((line) => line.trim() !== '')
  return {
    anchor: desk.anchor(`annotation/${number}`),
    number,
    kind,
    kindWords: labels.annotationKinds[kind],
    quote: text ? { text: text.selectors.map((each) => each.exact).join('…'), lang: text.lang } : null,
    note: lines.length > 0 ? lines : [labels.noNote],
    details: details.filter((each) => each !== null).join(labels.join),
    place: orphan ? { text: '', to: null } : targetWords(target, desk),
  }
}

function statusOf({ status, kept }: NumberedAnnotation['annotation']['resolution'], { labels }: Desk): string | null {
  if (kept === 0) return labels.annotationQuoteOnly
  if (kept !== undefined) return filled(labels.annotationKept, { number: String(kept) })
  return status === 'exact' ? null : labels.annotationStatus[status]
}

function sourcesSection(desk: Desk): SourcesSection {
  const { labels } = desk
  const numbered = desk.briefing.content.sources.map((source) => ({
    source,
    number: desk.sourceNumber(source.id) ?? 0,
  }))
  return {
    ...sectionBase('sources', desk, [labels.sourcesRemark]),
    kind: 'sources',
    sources: numbered
      .sort((a, b) => a.number - b.number)
      .map(({ source, number }) => {
        const href = source.url === undefined ? null : safeLink(source.url)
        const details = [
          source.published ? filled(labels.published, { date: desk.date(source.published) }) : null,
          source.accessed ? filled(labels.accessed, { date: desk.date(source.accessed) }) : null,
          source.url !== undefined && href === null ? labels.linkLeftOut : null,
        ]
        return {
          anchor: desk.anchor(`source/${source.id}`),
          number,
          citation: source.citation,
          lang: langOf(source, desk),
          language: desk.lang === 'en' && langOf(source, desk).startsWith('zh') ? labels.inChinese : null,
          details: details.filter((each) => each !== null).join(labels.join),
          url: href === null ? null : { text: href, href },
          grade: gradeOf(source),
          gradeWords: gradeOf(source) === null ? labels.gradeNone : gradeMeaning(source, desk),
          marks: desk.marksOf(`source/${source.id}`),
        }
      }),
  }
}

/** As said by the source; else a citation that is mostly Han is Chinese. */
function langOf({ lang, citation }: Source, desk: Desk): string {
  const han = citation.match(/\p{Script=Han}/gu)?.length ?? 0
  const latin = citation.match(/\p{Script=Latin}/gu)?.length ?? 0
  return lang ?? (han > latin ? 'zh-TW' : desk.lang)
}

function glossarySection(desk: Desk): GlossarySection {
  const { labels, lang } = desk
  const other = lang === 'zh-TW' ? 'en' : 'zh-TW'
  return {
    ...sectionBase('glossary', desk),
    kind: 'glossary',
    columns: [labels.glossaryColumns.term, labels.glossaryColumns.other, labels.glossaryColumns.abbreviations],
    rows: desk.briefing.content.terms.map((term) => {
      const there = term.preferred[other]
      return {
        term: desk.words(term.preferred),
        other: there === undefined ? null : { text: there, lang: other },
        abbreviations: term.abbreviations.join(labels.list),
      }
    }),
  }
}
