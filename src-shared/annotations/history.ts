import type { Annotation } from './annotation.ts'

/** One version of an annotation. */
export interface AnnotationVersion {
  /** Names it to `revert`. */
  readonly hlc: string
  /** ISO 8601, by the clock of the device that wrote it. */
  readonly at: string
  readonly op: 'add' | 'change' | 'remove' | 'restore'
  readonly device: string
  /** Written on this device. */
  readonly here: boolean
  /** What the annotation said; null where the words cannot be proven to be what was written. */
  readonly said: Pick<Annotation, 'kind' | 'note' | 'tags' | 'marking' | 'due' | 'done'> | null
  /** The annotation this one took the place of, or gave its place to, in the same step: it was put on other words. */
  readonly other?: { readonly id: string; readonly quote: string }
  /** The version the annotation has now. */
  readonly current: boolean
}

export interface AnnotationHistory {
  readonly id: string
  readonly briefing: string
  readonly removed: boolean
  readonly versions: readonly AnnotationVersion[]
}

/** How long a removed annotation is offered. It is not deleted after that either. */
export const restorableDays = 30

export interface RemovedAnnotation extends Annotation {
  /** ISO 8601. */
  readonly removed: string
  /** Still within the days in which it is offered. */
  readonly offered: boolean
}
