import type { PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import type { Draft } from '../../src-shared/annotations/draft.ts'

interface Words {
  readonly note: string
  readonly tags: readonly string[]
}

export const sameWords = (one: Words, other: Words): boolean =>
  one.note === other.note && one.tags.join('\n') === other.tags.join('\n')

/** What an editor was begun on, and whether the annotation says something else by now. */
export interface Begun {
  readonly on: PlacedAnnotation
  readonly stale: boolean
}

/**
 * A draft found again was begun on what its annotation said then. Where that is not what it says now, the words are
 * written as begun on the old version: the library refuses them as a conflict, and both texts are shown.
 */
export function begunOn(annotation: PlacedAnnotation, draft: Draft | null): Begun {
  if (draft === null || draft.base === annotation.hlc) return { on: annotation, stale: false }
  const begun = draft.base === null ? { note: '', tags: [] } : draft.begun
  // Another kind is no other text.
  if (begun !== null && sameWords(begun, annotation)) return { on: annotation, stale: false }
  return { on: { ...annotation, ...begun, hlc: draft.base ?? '' }, stale: true }
}
