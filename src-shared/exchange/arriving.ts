import type { Annotation, Decision, PlacedAnnotation, Target } from '../annotations/annotation.ts'
import type { Lang } from '../languages.ts'
import type { ItemCause } from './exchange.ts'

/** Whose record it is: what lets a record come back to a library as the one it was. */
export interface Identity {
  readonly hlc: string
  readonly author: string
  readonly device: string
  readonly space: string
}

/** An annotation with everything its record carries, to be written to a file. */
export interface Leaving extends Omit<PlacedAnnotation, 'hlc' | 'resolution'> {
  readonly identity: Identity
  /** The annotation this one answers. */
  readonly parent: string | null
  /** What other programs and later versions said of it and we have no field for. */
  readonly extra: Readonly<Record<string, unknown>>
  /** Null where the text it stands in cannot be read. */
  readonly status: PlacedAnnotation['resolution']['status'] | null
  /** It was left on the version of this number, and is not lost. */
  readonly kept?: number
}

/** Words as a file names them: by themselves, by their block, or both. */
export interface ArrivingWords {
  readonly block: string | null
  readonly exact: string | null
  readonly prefix: string
  readonly suffix: string
  readonly start: number | null
  readonly end: number | null
}

/** What an annotation of a file is about, before it is known where that stands. */
export type ArrivingTarget =
  | { readonly type: 'text'; readonly lang: Lang | null; readonly words: readonly ArrivingWords[] }
  | Exclude<Target, { readonly type: 'text' }>

/** An annotation as a file has it, read and checked, before it has a place in a briefing. */
export interface Arriving extends Omit<Annotation, 'hlc' | 'briefing' | 'version' | 'target'> {
  readonly target: ArrivingTarget
  /** Hash of the version it was made on; null where the file does not say. */
  readonly version: string | null
  /** Null where it was made by another program. */
  readonly identity: Identity | null
  readonly parent: string | null
  readonly extra: Readonly<Record<string, unknown>>
  readonly decisions?: Readonly<Record<string, Decision>>
  /** The fields that the file has. A program that knows only W3C leaves ours out, and that says nothing of them. */
  readonly carries: ReadonlySet<CarriedField>
}

export type CarriedField = 'kind' | 'note' | 'tags' | 'marking' | 'due' | 'done' | 'links' | 'parent'

/** One that has been told its briefing. */
export interface Bound {
  readonly briefing: string
  readonly arriving: Arriving
}

/** What became of one. */
export type Arrived =
  | {
      readonly done: 'added' | 'updated'
      readonly id: string
      readonly hlc: string
      /** It has no place in the text now. */
      readonly orphan: boolean
      /** How many of its decisions did not hold and were left out. */
      readonly dropped: number
    }
  | { readonly done: 'unchanged'; readonly id: string; readonly hlc: string }
  | { readonly done: 'refused'; readonly cause: ItemCause }
