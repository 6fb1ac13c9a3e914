import type { Lang, Localized } from '../languages.ts'
import type { Marking, PartMarking } from '../markings.ts'

/**
 * The content of one immutable version of a briefing: everything its publisher said, nothing of its reader.
 * Its canonical JSON is what the version hash covers (domain.md section 5).
 * Text is NFC with LF; every offset counts UTF-16 code units of a block's `text`.
 */
export interface Content {
  readonly format: 1
  readonly slug: string
  readonly lead: Lang
  readonly languages: readonly Lang[]
  readonly title: Localized
  /** The bottom line 核心結論. */
  readonly summary: Localized
  readonly publisher: Localized
  /** EDTF. */
  readonly issued: string
  readonly marking: Marking
  readonly tags: readonly string[]
  readonly collection?: Localized
  /** Id of the note whose likelihood and confidence stand under the bottom line. */
  readonly keyJudgement?: string
  /** Id of the source whose grade stands there. */
  readonly mainSource?: string
  /** Score name -> scale id. */
  readonly scales: Readonly<Record<string, string>>
  /** Lead block id -> block ids of the other language, where they are not the same id. */
  readonly align: Readonly<Record<string, readonly string[]>>
  readonly editions: Localized<Edition>
  readonly events: readonly BriefingEvent[]
  readonly periods: readonly Period[]
  readonly risks: readonly Risk[]
  readonly positions: readonly Position[]
  readonly notes: readonly Note[]
  readonly sources: readonly Source[]
  readonly terms: readonly Term[]
}

export interface Edition {
  readonly blocks: readonly Block[]
}

interface BlockBase {
  readonly id: string
  /** Canonical text. What is drawn on screen and on paper is this string and nothing else. */
  readonly text: string
  readonly spans?: readonly Span[]
  /** Footnote and source references: zero-width, at an offset of `text`. */
  readonly refs?: readonly Ref[]
  readonly marking?: PartMarking
}

/** A stretch of a block's text with a meaning of its own. */
export type Span =
  | { readonly type: 'strong' | 'emphasis' | 'code'; readonly start: number; readonly end: number }
  | { readonly type: 'link'; readonly start: number; readonly end: number; readonly href: string }

export type Ref =
  | { readonly type: 'footnote'; readonly at: number; readonly footnote: string }
  | { readonly type: 'source'; readonly at: number; readonly source: string; readonly locator?: string }

export interface Stretch {
  readonly start: number
  readonly end: number
}

export type Block =
  | (BlockBase & { readonly kind: 'heading'; readonly level: 2 | 3 | 4 })
  | (BlockBase & { readonly kind: 'paragraph' | 'quotation' })
  /** `text` is the items joined by LF; `items` says where each one stands and how deep. */
  | (BlockBase & {
      readonly kind: 'list'
      readonly ordered: boolean
      readonly items: readonly (Stretch & { readonly depth: number })[]
    })
  /** `text` is the cells joined by TAB and the rows by LF; the first row is the header. */
  | (BlockBase & { readonly kind: 'table'; readonly rows: readonly (readonly Stretch[])[] })
  /** `label` is the name used by `Ref.footnote`. */
  | (BlockBase & { readonly kind: 'footnote'; readonly label: string })
  /** A place where a view of the briefing's own data stands; `text` is empty. */
  | (BlockBase & { readonly kind: 'view'; readonly view: 'timeline' | 'risks' | 'positions' })

export type BlockKind = Block['kind']

export const eventStatuses = ['occurred', 'planned', 'reported', 'superseded'] as const
export type EventStatus = (typeof eventStatuses)[number]

/** Something dated. `reported` rests on weak or single evidence and is shown as not verified. */
export interface BriefingEvent {
  readonly id: string
  /** EDTF. */
  readonly when: string
  readonly lane: Localized
  readonly origin: 'source' | 'own'
  readonly status: EventStatus
  readonly title: Localized
  readonly body?: Localized
  readonly block?: string
  readonly sources: readonly string[]
  readonly marking?: PartMarking
}

/** One band of a series such as "most likely risk by period". */
export interface Period {
  readonly id: string
  /** EDTF interval or year. */
  readonly when: string
  readonly series: Localized
  readonly title: Localized
  readonly risk?: string
  readonly sources: readonly string[]
}

export const scoreNames = ['likelihood', 'severity', 'importance', 'preparedness'] as const
export type ScoreName = (typeof scoreNames)[number]

/** A number or a key of the scale; a missing score is missing, never zero. */
export interface Score {
  readonly scale: string
  readonly value: number | string
}

export interface Risk {
  readonly id: string
  readonly category: Localized
  readonly title: Localized
  readonly body?: Localized
  readonly scores: Readonly<Partial<Record<ScoreName, Score>>>
  readonly importanceRank?: number
  /** Important and least prepared ("global vulnerability" in the UN report). */
  readonly vulnerability: boolean
  /** EDTF interval. */
  readonly horizon?: string
  readonly owner?: string
  readonly treatment?: string
  readonly reviewBy?: string
  readonly block?: string
  readonly sources: readonly string[]
  readonly marking?: PartMarking
}

export const stances = ['support', 'mixed', 'oppose', 'neutral', 'none'] as const
/** `none` = looked for, nothing found; `neutral` = watching. */
export type Stance = (typeof stances)[number]

export interface Position {
  readonly id: string
  readonly actor: Localized
  readonly issue: Localized
  /** EDTF. */
  readonly when: string
  readonly stance: Stance
  readonly label: Localized
  readonly quotation?: { readonly text: string; readonly lang: string }
  readonly status: 'stated' | 'reported'
  readonly block?: string
  readonly sources: readonly string[]
  readonly marking?: PartMarking
}

export const confidences = ['high', 'moderate', 'low'] as const
export type Confidence = (typeof confidences)[number]

export const noteKinds = ['note', 'fact', 'question', 'action', 'judgement'] as const
export type NoteKind = (typeof noteKinds)[number]

/** An analyst note of the publisher. `on` and `evidence` hold targets: `block/p3`, `event/e05`, `risk/r1`, `source/s02`, `briefing`. */
export interface Note {
  readonly id: string
  readonly kind: NoteKind
  readonly title: Localized
  readonly text: Localized
  readonly on: readonly string[]
  /** Scale id and term key; never merged with confidence. */
  readonly likelihood?: { readonly scale: string; readonly term: string }
  readonly confidence?: Confidence
  readonly evidence: readonly string[]
  readonly assumptions: Localized<readonly string[]>
  readonly indicators: Localized<readonly string[]>
  readonly reviewBy?: string
  readonly marking?: PartMarking
}

export const reliabilities = ['A', 'B', 'C', 'D', 'E', 'F'] as const
export type Reliability = (typeof reliabilities)[number]
export const credibilities = [1, 2, 3, 4, 5, 6] as const
export type Credibility = (typeof credibilities)[number]

/** Reliability of the source and credibility of the item are two fields; F and 6 mean "cannot be judged". */
export interface Source {
  readonly id: string
  readonly citation: string
  readonly url?: string
  readonly published?: string
  readonly accessed?: string
  readonly reliability?: Reliability
  readonly credibility?: Credibility
  readonly lang?: string
}

export interface Term {
  readonly id: string
  readonly preferred: Localized
  readonly variants: readonly string[]
  readonly mainland: readonly string[]
  readonly abbreviations: readonly string[]
}
