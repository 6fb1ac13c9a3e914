import type { PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import type { Briefing } from '../../src-shared/briefings/briefing.ts'
import type { Brief, PaperEdition } from '../../src-shared/exports/brief.ts'
import type { ExportOptions } from '../../src-shared/exports/export.ts'
import { filled, type PaperLabels } from '../../src-shared/exports/paper-labels.ts'
import type { Lang } from '../../src-shared/languages.ts'
import { bodyOf } from './compose-body.ts'
import { bottomLineOf } from './compose-notes.ts'
import { sectionsOf } from './compose-sections.ts'
import { type Desk, deskOf } from './desk.ts'
import { cutTo, labelWidth } from './label-width.ts'

// The line on top of a page, in points, without the gap in it and the frame of the marking.
const topLine = 450
const publisherRoom = 150

export interface ComposeContext {
  readonly labels: Readonly<Record<Lang, PaperLabels>>
  /** The clock; it becomes the file's only date. */
  readonly now: Date
  /** As set by the reader; empty = none. */
  readonly author: string
}

/** Makes the finished brief: everything the press sets, chosen, translated and numbered. Pure. */
export function composeBrief(
  briefing: Briefing,
  annotations: readonly PlacedAnnotation[],
  options: ExportOptions,
  context: ComposeContext,
): Brief {
  const { content } = briefing
  const langs: readonly Lang[] = options.lang === 'both' ? ['zh-TW', 'en'] : [options.lang]
  const lang = langs[0] ?? content.lead
  const editions = langs.map((each) => editionOf(deskOf(briefing, annotations, options, context, each)))
  return {
    format: 1,
    title: editions[0]?.title.text ?? '',
    author: context.author,
    keywords: content.tags,
    lang,
    created: `${context.now.toISOString().slice(0, 19)}Z`,
    version: briefing.version,
    editions,
  }
}

function editionOf(desk: Desk): PaperEdition {
  const { briefing, labels, lang } = desk
  const { content } = briefing
  const publisher = desk.words(content.publisher)
  const title = desk.words(content.title)
  const shown = desk.edition
  const secrecyWords = filled(labels.secrecyLabel, { level: labels.secrecy[desk.marking.secrecy] })
  // The title may take two lines beside the marking; a line is never quite full where words are kept whole.
  const runningRoom = 1.8 * (topLine - labelWidth(`TLP:${desk.marking.tlp}${secrecyWords}`, 8.6))
  const status = briefing.status === 'issued' ? [] : [{ text: labels.statusWords[briefing.status], lang }]
  return {
    id: desk.prefix,
    lang,
    title,
    running: { ...title, text: cutTo(title.text, runningRoom, 8.2) },
    marking: { ...desk.marking, secrecyWords },
    meta: [
      { text: labels.document, lang },
      { text: desk.date(content.issued), lang },
      { text: filled(labels.edition, { number: briefing.number }), lang },
      publisher,
      ...status,
    ].filter((each) => each.text !== ''),
    notice: shown.lang === lang ? null : filled(labels.fallbackWhole, { language: labels.languages[shown.lang] }),
    footer: filled(labels.footer, {
      publisher: cutTo(publisher.text, publisherRoom, 7.6),
      date: desk.date(desk.today),
      hash: briefing.version.slice(0, 12),
    }),
    pointer: labels.editionPointer,
    pageWords: labels.page,
    contents: labels.contents,
    bottomLine: bottomLineOf(desk),
    blocks: bodyOf(desk),
    sections: sectionsOf(desk),
  }
}
