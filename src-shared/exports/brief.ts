import type { AnnotationKind } from '../annotations/annotation.ts'
import type { Confidence, EventStatus, NoteKind, Stance } from '../briefings/content.ts'
import type { Lang } from '../languages.ts'
import type { Secrecy, Tlp } from '../markings.ts'

/**
 * A finished brief: plain data that crosses to the press. Every word is already chosen, in the paper's language, and
 * every link already filtered; the press only sets it. Text is never markup: the page template reads it as JSON.
 */
export interface Brief {
  readonly format: 1
  readonly title: string
  /** As set by the reader, empty by default. */
  readonly author: string
  readonly keywords: readonly string[]
  /** Language of the document as a whole: that of its first edition. */
  readonly lang: Lang
  /** ISO 8601 UTC, to the second; the only clock the file knows. */
  readonly created: string
  /** Content hash of the briefing's version. */
  readonly version: string
  readonly editions: readonly PaperEdition[]
}

/** One language of the brief, complete in itself. */
export interface PaperEdition {
  readonly id: string
  readonly lang: Lang
  readonly title: Words
  /** The short line on top of every page. */
  readonly running: Words
  readonly marking: PaperMarking
  /** Document kind, date, version, publisher. */
  readonly meta: readonly Words[]
  /** Said under the title when the whole text is in another language than the paper. */
  readonly notice: string | null
  readonly footer: string
  /** Says, in the other editions of the same paper, where this one begins; `{page}` is filled in. */
  readonly pointer: string
  /** `{page}` and `{pages}` are filled in on each page. */
  readonly pageWords: string
  /** Head of the printed contents. */
  readonly contents: string
  readonly bottomLine: BottomLine
  readonly blocks: readonly PaperBlock[]
  readonly sections: readonly PaperSection[]
}

/** Words with the language they are in; `fallback` is the mark printed where that is not the paper's language. */
export interface Words {
  readonly text: string
  readonly lang: string
  readonly fallback?: string
}

export interface PaperMarking {
  readonly tlp: Tlp
  readonly secrecy: Secrecy
  readonly secrecyWords: string
}

/** A stretch of running text, or something that stands between two letters. */
export type Inline =
  | {
      readonly type: 'text'
      readonly text: string
      readonly strong?: true
      readonly emphasis?: true
      readonly code?: true
      readonly href?: string
      /** Kinds of the annotations that cover this stretch, in the order of their numbers. */
      readonly marks?: readonly AnnotationKind[]
    }
  | { readonly type: 'footnote'; readonly id: string; readonly body: readonly Inline[] }
  /** The second and later references to a footnote that was printed already. */
  | { readonly type: 'footnote-again'; readonly id: string }
  | { readonly type: 'source'; readonly text: string; readonly to: string }
  | { readonly type: 'mark'; readonly kind: AnnotationKind; readonly number: number; readonly to: string }

interface PaperBlockBase {
  readonly id: string
  /** Where links to this block lead. */
  readonly anchor: string
  /** Paragraph number as people cite it; null for headings. */
  readonly number: number | null
  readonly lang: string
  /** Printed before the text where the part is marked differently from the whole. */
  readonly portion: string | null
  readonly fallback: string | null
}

export type PaperBlock =
  | (PaperBlockBase & { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly inlines: readonly Inline[] })
  | (PaperBlockBase & { readonly kind: 'paragraph' | 'quotation'; readonly inlines: readonly Inline[] })
  | (PaperBlockBase & { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly PaperItem[] })
  | (PaperBlockBase & { readonly kind: 'table'; readonly rows: readonly (readonly (readonly Inline[])[])[] })
  /** Says where the view printed as an annex is found. */
  | (PaperBlockBase & { readonly kind: 'pointer'; readonly text: string; readonly to: string })

export interface PaperItem {
  readonly depth: number
  readonly inlines: readonly Inline[]
}

/** A word of likelihood with its range, drawn as a ruler. */
export interface PaperLikelihood {
  readonly label: string
  readonly word: string
  readonly range: string
  readonly low: number
  readonly high: number
}

/** A name and what it says, such as confidence or source grade. */
export interface Labelled {
  readonly label: string
  readonly value: string
}

export interface BottomLine {
  readonly heading: string
  readonly paragraphs: readonly Words[]
  readonly likelihood: PaperLikelihood | null
  readonly confidence: (Labelled & { readonly level: Confidence }) | null
  readonly grade: (Labelled & { readonly code: string }) | null
}

interface SectionBase {
  readonly anchor: string
  readonly heading: string
  /** Small print under the heading: what the reader must know to read what follows. */
  readonly remarks: readonly string[]
}

export type PaperSection =
  | TimelineSection
  | RisksSection
  | NotesSection
  | PositionsSection
  | AnnotationsSection
  | SourcesSection
  | GlossarySection
  | ScalesSection

export type TimelineSign =
  | 'point'
  | 'about'
  | 'bracket'
  | 'span'
  | 'open'
  | 'planned'
  | 'unverified'
  | 'superseded'
  | 'break'

/** How a date is drawn: all lengths in points from the left edge of the lanes, rows counted from 0 inside a lane. */
export interface TimelineMark {
  readonly number: number
  readonly row: number
  readonly x: number
  readonly width: number
  readonly form: 'point' | 'about' | 'bracket' | 'span'
  readonly openStart: boolean
  readonly openEnd: boolean
  readonly planned: boolean
  readonly unverified: boolean
  readonly superseded: boolean
  readonly label: TimelineLabel
}

export interface TimelineLabel {
  readonly x: number
  readonly width: number
  readonly align: 'start' | 'end'
  readonly text: string
  readonly lang: string
}

export interface TimelineLane {
  readonly name: Words
  readonly rows: number
  readonly marks: readonly TimelineMark[]
}

export interface TimelineTick {
  readonly x: number
  readonly text: string
  /** The same year in the other calendar. */
  readonly under: string | null
  readonly major: boolean
}

export interface TimelineFigure {
  readonly width: number
  readonly ticks: readonly TimelineTick[]
  /** Stretches of time without events that are drawn short. */
  readonly breaks: readonly { readonly x: number; readonly width: number }[]
  readonly lanes: readonly TimelineLane[]
  /** What a reader who cannot see the drawing hears. */
  readonly alt: string
}

export interface EventRow {
  readonly anchor: string
  readonly number: number
  /** Lines: one calendar each. */
  readonly when: string
  readonly actor: Words
  readonly title: Words
  readonly body: Words | null
  readonly status: EventStatus
  readonly statusWords: string
  readonly own: string | null
  readonly sources: readonly Inline[]
  readonly grade: string
  readonly portion: string | null
  readonly marks: readonly Inline[]
}

export interface PeriodSeries {
  readonly name: Words
  readonly alt: string
  readonly low: number
  readonly high: number
  readonly bands: readonly {
    readonly when: string
    readonly from: number
    readonly to: number
    readonly title: Words
    readonly sources: readonly Inline[]
  }[]
}

export interface TimelineSection extends SectionBase {
  readonly kind: 'timeline'
  readonly figure: TimelineFigure
  readonly caption: string
  /** Only the signs that occur. */
  readonly legend: readonly { readonly form: TimelineSign; readonly text: string }[]
  readonly columns: readonly string[]
  readonly listCaption: string
  readonly events: readonly EventRow[]
  readonly periodColumns: readonly string[]
  readonly periods: readonly PeriodSeries[]
}

export interface RiskRow {
  readonly anchor: string
  readonly code: string
  readonly title: Words
  readonly body: Words | null
  /** One per score column; a missing score is said to be missing. */
  readonly scores: readonly { readonly text: string; readonly blank: boolean }[]
  readonly vulnerability: string | null
  /** Horizon, owner, treatment, review date: only what is stated. */
  readonly details: readonly Labelled[]
  readonly sources: readonly Inline[]
  readonly portion: string | null
  readonly marks: readonly Inline[]
}

export interface RisksSection extends SectionBase {
  readonly kind: 'risks'
  readonly caption: string
  readonly columns: readonly string[]
  readonly groups: readonly { readonly name: Words; readonly count: string; readonly rows: readonly RiskRow[] }[]
  readonly legend: readonly string[]
}

export interface PaperNote {
  readonly anchor: string
  readonly kind: NoteKind
  readonly kindWords: string
  readonly title: Words
  readonly paragraphs: readonly Words[]
  readonly likelihood: PaperLikelihood | null
  readonly confidence: (Labelled & { readonly level: Confidence }) | null
  /** Evidence, assumptions, indicators, review date: only what is stated. */
  readonly facts: readonly { readonly label: string; readonly lang: string; readonly items: readonly NoteItem[] }[]
  readonly portion: string | null
  readonly marks: readonly Inline[]
}

export interface NoteItem {
  readonly text: string
  readonly to: string | null
}

export interface NotesSection extends SectionBase {
  readonly kind: 'notes'
  readonly notes: readonly PaperNote[]
}

export interface PositionRow {
  readonly anchor: string
  readonly issue: Words
  readonly stance: Stance
  readonly stanceWords: string
  readonly label: Words
  readonly quotation: { readonly text: string; readonly lang: string } | null
  readonly when: string
  readonly unverified: string | null
  readonly sources: readonly Inline[]
  readonly portion: string | null
  readonly marks: readonly Inline[]
}

export interface PositionsSection extends SectionBase {
  readonly kind: 'positions'
  readonly matrix: {
    readonly caption: string
    readonly corner: string
    readonly issues: readonly Words[]
    readonly rows: readonly { readonly actor: Words; readonly cells: readonly (PaperStance | null)[] }[]
    readonly blank: string
  } | null
  /** What the matrix does not say in words. */
  readonly legend: readonly string[]
  readonly caption: string
  readonly columns: readonly string[]
  readonly groups: readonly { readonly actor: Words; readonly rows: readonly PositionRow[] }[]
}

export interface PaperStance {
  readonly stance: Stance
  readonly word: string
  readonly unverified: boolean
}

export interface PaperAnnotation {
  readonly anchor: string
  readonly number: number
  readonly kind: AnnotationKind
  readonly kindWords: string
  readonly quote: { readonly text: string; readonly lang: string } | null
  readonly note: readonly string[]
  readonly details: string
  /** Where the marked words are. */
  readonly place: { readonly text: string; readonly to: string | null }
}

export interface AnnotationsSection extends SectionBase {
  readonly kind: 'annotations'
  readonly annotations: readonly PaperAnnotation[]
  readonly orphans: {
    readonly heading: string
    readonly remark: string
    readonly annotations: readonly PaperAnnotation[]
  } | null
}

export interface SourcesSection extends SectionBase {
  readonly kind: 'sources'
  readonly sources: readonly {
    readonly anchor: string
    readonly number: number
    readonly citation: string
    readonly lang: string
    /** Says that the source is in a language that readers of this paper may not expect. */
    readonly language: string | null
    readonly details: string
    readonly url: { readonly text: string; readonly href: string | null } | null
    readonly grade: string | null
    readonly gradeWords: string
    readonly marks: readonly Inline[]
  }[]
}

export interface GlossarySection extends SectionBase {
  readonly kind: 'glossary'
  readonly columns: readonly string[]
  readonly rows: readonly { readonly term: Words; readonly other: Words | null; readonly abbreviations: string }[]
}

export interface ScalesSection extends SectionBase {
  readonly kind: 'scales'
  readonly groups: readonly {
    readonly name: string
    readonly remarks: readonly string[]
    readonly rows: readonly {
      readonly key: string
      readonly words: string
      readonly low?: number
      readonly high?: number
    }[]
    readonly columns: 1 | 2 | 3
  }[]
}
