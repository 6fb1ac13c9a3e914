import type { AnnotationKind, AnnotationStatus, Target } from '../../src-shared/annotations/annotation.ts'

export const columns = [
  'id',
  'briefing',
  'title',
  'language',
  'kind',
  'status',
  'paragraph',
  'about',
  'quote',
  'note',
  'tags',
  'due',
  'done',
  'tlp',
  'secrecy',
  'links',
  'created',
  'modified',
] as const
export type Column = (typeof columns)[number]

/** The words of files for people, in one language. */
export interface ExchangeWords {
  readonly title: string
  /** `{{count}}` annotations, `{{date}}`. */
  readonly made_other: string
  readonly made_one?: string
  readonly orphans: string
  /** Head of those that were left on an earlier version. */
  readonly left: string
  /** How a list is joined. */
  readonly comma: string
  readonly colon: string
  readonly columns: Readonly<Record<Column, string>>
  readonly kind: Readonly<Record<AnnotationKind, string>>
  readonly status: Readonly<Record<AnnotationStatus, string>>
  readonly kept: { readonly status: string; readonly quoteOnly: string }
  readonly target: Readonly<Record<Target['type'], string>>
  readonly secrecy: Readonly<Record<string, string>>
}
