import * as z from 'zod'
import { languages } from '../languages.ts'
import { secrecyLevels, tlpLabels } from '../markings.ts'

export const annotationKinds = ['fact', 'judgement', 'question', 'action', 'keypoint'] as const
/** What a mark means; keys 1 to 5 in this order. Colour and underline form follow it. */
export type AnnotationKind = (typeof annotationKinds)[number]

/** Words with line breaks and tabs, and no other control signs. */
const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => value.isWellFormed() && !/(?![\t\n])\p{Cc}/u.test(value))

/** Words on one line. */
const line = (max: number) => text(max).refine((value) => !/[\p{Cc}\u2028\u2029]/u.test(value))

/** Length of the context kept on both sides of a quote, in UTF-16 code units (annotation.md section 2). */
export const contextLength = 32

/** The words of one block: W3C FragmentSelector (block) refined by TextQuoteSelector and TextPositionSelector. */
export const BlockSelector = z.object({
  block: z.string().min(1).max(64),
  exact: text(200_000).min(1),
  prefix: text(200),
  suffix: text(200),
  start: z.int().min(0),
  end: z.int().min(0),
})
export type BlockSelector = Readonly<z.infer<typeof BlockSelector>>

export const Target = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), lang: z.enum(languages), selectors: z.array(BlockSelector).min(1).max(500) }),
  z.object({ type: z.enum(['event', 'risk', 'position', 'note', 'source']), id: text(64).min(1) }),
  /** One cell of the risk table: row id and column key, so that sorting moves nothing, and its value at that time. */
  z.object({
    type: z.literal('cell'),
    id: text(64).min(1),
    column: text(64).min(1),
    value: text(200).nullable(),
  }),
  z.object({ type: z.literal('briefing') }),
])
export type Target = Readonly<z.infer<typeof Target>>

const fields = {
  kind: z.enum(annotationKinds),
  /** Plain text, may be empty: a mark without a note is an annotation too. */
  note: text(100_000),
  tags: z.array(line(64).min(1)).max(50),
  marking: z
    .object({ tlp: z.enum(tlpLabels), secrecy: z.enum(secrecyLevels) })
    .partial()
    .optional(),
  /** The day an action is due, ISO 8601; null for none. */
  due: z.iso.date().nullable().optional(),
  /** When an action was done, ISO 8601; null while it is not. */
  done: z.iso.datetime().nullable().optional(),
  /** Ids of annotations this one belongs with; shown on both. */
  links: z.array(z.uuid()).max(200).optional(),
}

/** What the reader hands in to make an annotation. */
export const AnnotationDraft = z.object({
  briefing: z.uuid(),
  version: z.string().length(64),
  target: Target,
  ...fields,
})
export type AnnotationDraft = z.infer<typeof AnnotationDraft>

export const AnnotationChange = z.object(fields).partial()
export type AnnotationChange = z.infer<typeof AnnotationChange>

export const decisionKinds = ['accepted', 'placed', 'kept'] as const
/** What the reader said about the place on a version: right as found, put elsewhere by hand, left on the old edition. */
export type DecisionKind = (typeof decisionKinds)[number]

/** A decision as the reader hands it in. Words are named by their place and checked there; for anything else they are left out. */
export const DecisionGiven = z.discriminatedUnion('what', [
  z.object({ what: z.literal('accepted') }),
  z.object({ what: z.literal('placed'), selectors: z.array(BlockSelector).max(500) }),
  z.object({ what: z.literal('kept') }),
])
export type DecisionGiven = Readonly<z.infer<typeof DecisionGiven>>

/** A reader's word on where an annotation stands on one version. */
export interface Decision {
  readonly what: DecisionKind
  /** ISO 8601. */
  readonly at: string
  /** What had been found when the reader decided. */
  readonly found: AnnotationStatus
  /** The words on that version, where they are words; empty for `kept` and for targets that are not text. */
  readonly selectors: readonly BlockSelector[]
}

/** One stored annotation. The target is immutable: it tells what was marked, on which version. */
export interface Annotation extends Readonly<AnnotationDraft> {
  readonly id: string
  /** ISO 8601. */
  readonly created: string
  readonly modified: string
  /** By version hash. */
  readonly decisions?: Readonly<Record<string, Decision>>
  /** Hybrid logical clock of the last change; handed back with an edit to notice a stale one. */
  readonly hlc: string
}

export const statuses = ['exact', 'changed', 'moved', 'rewritten', 'orphan', 'by-hand'] as const
/** Where an annotation stands on the current version (annotation.md section 4). */
export type AnnotationStatus = (typeof statuses)[number]

export interface Place {
  readonly block: string
  readonly start: number
  readonly end: number
}

/** The result of finding an annotation's words again on one version. */
export interface Resolution {
  readonly status: AnnotationStatus
  /**
   * Where the words stand; for `rewritten`, what stands in their place.
   * Empty for an orphan, for targets that are not text, and for a passage that was replaced by nothing that could be shown.
   */
  readonly places: readonly Place[]
  /** The value of a marked cell on this version, where it is not the one that was marked. */
  readonly valueNow?: string | null
  /**
   * The reader left it on an earlier version: the number of that one, 0 where it came from a file and never had one. The
   * status is then `orphan`, though what it is about may well be there.
   */
  readonly kept?: number
}

/** True while the reader has not said whether a new place is right. */
export function needsReview({ decisions, resolution }: PlacedAnnotation, version: string): boolean {
  return decisions?.[version] === undefined && resolution.status !== 'exact' && resolution.status !== 'by-hand'
}

export interface PlacedAnnotation extends Annotation {
  readonly resolution: Resolution
}

/** What comes with the refusal `conflict`: the annotation as it is stored now. */
export interface ConflictData {
  readonly current: PlacedAnnotation
  /** It was removed meanwhile; there only then. */
  readonly removed?: true
}
