import type { AnnotationDraft, PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'

/**
 * An annotation whose note is being written while the library still stores the mark. Its editor opens at once, so that
 * no letter typed meanwhile is lost; it has no id of the library's yet, and is not painted or counted as there.
 */
export interface NewNote {
  /** As it will be, with a name of its own instead of an id. */
  readonly annotation: PlacedAnnotation
  /** The stored one. After a failure the next call tries again. */
  readonly stored: () => Promise<PlacedAnnotation>
}

/** Begins a new note. `store` writes the mark, at once and again after a failure. */
export function newNote(
  draft: AnnotationDraft,
  store: () => Promise<PlacedAnnotation>,
  name: string = crypto.randomUUID(),
  now: Date = new Date(),
): NewNote {
  const { target } = draft
  const places = target.type === 'text' ? target.selectors.map(({ block, start, end }) => ({ block, start, end })) : []
  const made = now.toISOString()
  let work: Promise<PlacedAnnotation> | null = null
  return {
    annotation: {
      ...draft,
      id: name,
      hlc: '',
      created: made,
      modified: made,
      resolution: { status: 'exact', places },
    },
    stored: () => {
      work ??= store().catch((error) => {
        work = null
        throw error
      })
      return work
    },
  }
}
