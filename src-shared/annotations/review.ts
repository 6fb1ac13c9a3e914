import type { Localized } from '../languages.ts'
import type { AnnotationStatus, PlacedAnnotation } from './annotation.ts'

/** Words of one block with the annotated stretches in them. */
export interface ReviewBlock {
  readonly id: string
  readonly text: string
  readonly marks: readonly { readonly start: number; readonly end: number }[]
}

/** What an annotation is about, as one edition has it. */
export interface ReviewSide {
  /** Number of the version, 1 for the first received. */
  readonly number: number
  /** EDTF, when that version was issued. */
  readonly issued: string
  /** ¶ of the first block; null where it stands before all paragraphs or is not text. */
  readonly paragraph: number | null
  /** The blocks with the words; empty where the target is not text. */
  readonly blocks: readonly ReviewBlock[]
  /** Title of an event, a risk, a position, a note or a source. */
  readonly title?: Localized
  /** What that edition says of it, a line for each thing: date, title, text, scores. */
  readonly words?: Localized
  /** The value of a marked cell. */
  readonly value?: string | null
}

/** One annotation that did not quietly stay where it was. */
export interface ReviewItem {
  readonly annotation: PlacedAnnotation
  /** What was found on the new version, before any decision of the reader. */
  readonly found: AnnotationStatus
  /** The last version on which its place was certain. */
  readonly before: ReviewSide
  /** Null where it was lost and not placed. */
  readonly now: ReviewSide | null
  /** What was found and can be accepted, whatever has been decided; null where nothing was. */
  readonly offer: ReviewSide | null
  /** The block that stands where the words were, or the nearest one that stayed; null where there is none, or no words. */
  readonly near: string | null
}

/** How the annotations of a briefing came over to its current version. */
export interface Review {
  readonly briefing: string
  readonly title: Localized
  /** Hash of the current version. */
  readonly version: string
  readonly number: number
  readonly issued: string
  /** As found; they add up to `total`, always. */
  readonly counts: Readonly<Record<AnnotationStatus, number>>
  readonly total: number
  /** In the order of the text; those the reader has decided about are among them. */
  readonly items: readonly ReviewItem[]
}

/** What is left to review in one briefing. */
export interface ReviewLeft {
  readonly briefing: string
  /** Annotations that wait for the reader's word. */
  readonly waiting: number
  /** All of the briefing. */
  readonly total: number
}
