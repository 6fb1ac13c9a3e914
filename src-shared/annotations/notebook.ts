import type { Lang, Localized } from '../languages.ts'
import type { Annotation, AnnotationStatus, Target } from './annotation.ts'

/** One annotation as the notebook lists it: what it takes to find, group and sort it among all of the library. */
export interface NotebookRow
  extends Pick<
    Annotation,
    'id' | 'hlc' | 'briefing' | 'kind' | 'note' | 'tags' | 'marking' | 'due' | 'done' | 'links' | 'created' | 'modified'
  > {
  /** The words it was made on, blocks joined by a line break; empty where the target is not text. */
  readonly quote: string
  readonly type: Target['type']
  /** Language of the words; null where the target is not text. */
  readonly lang: Lang | null
  /** Title of the event, risk, position, note or source it is about. */
  readonly about?: Localized
  /** The marked cell: its column and the value at that time. */
  readonly cell?: { readonly column: string; readonly value: string | null }
  /** Where it stands on the current version, as navigation takes it: `block/p3`, `event/e05`; null for an orphan. */
  readonly at: string | null
  /** ¶ of that place; null where there is none. */
  readonly paragraph: number | null
  /** Orders the rows of one briefing as its text does. */
  readonly order: number
  readonly status: AnnotationStatus
  /** The reader left it on the version of this number (see `Resolution.kept`); it is not lost. */
  readonly kept?: number
  /** It waits for the reader's word on its place. */
  readonly review: boolean
}

/** What a change of many did. */
export interface ManyChanged {
  /** Those that were changed, with their new clock. */
  readonly done: readonly { readonly id: string; readonly hlc: string }[]
  /** Those that somebody had changed meanwhile; nothing was done to them. */
  readonly stale: readonly string[]
}
