import * as z from 'zod'
import type { Annotation } from './annotation.ts'

/**
 * The unsaved words of one editor, all of them: kept so that a crash loses at most a quarter of a second (R12), and
 * with the version they were begun from, so that they are never written over a newer one in silence.
 */
export const DraftWords = z.object({
  /** Which editor: `draftKey`. */
  key: z.string().max(100),
  briefing: z.uuid(),
  text: z.string().max(100_000),
  /** As they were typed. */
  tags: z.string().max(10_000),
  /** `hlc` of the annotation when the editor was begun; null where it said nothing yet. */
  base: z.string().length(26).nullable(),
})
export type DraftWords = Readonly<z.infer<typeof DraftWords>>

/** A draft as it is found again. */
export interface Draft extends Omit<DraftWords, 'tags'> {
  /** Null where the editor of that time did not keep them. */
  readonly tags: string | null
  /** What the annotation said at `base`; null where that cannot be proven. */
  readonly begun: Pick<Annotation, 'note' | 'tags'> | null
  readonly saved: string
  /** The words are not the ones that were written: to be shown with that word, and never to go into a note by themselves. */
  readonly damaged: boolean
}

/** How the draft of an editor is named. Two windows may write on one annotation, and neither loses its words to the other. */
export const draftKey = (annotation: string, editor: string): string => `annotation/${annotation}/${editor}`

/** The annotation a draft belongs to; null where its name tells of none. */
export const annotationOfDraft = (key: string): string | null => /^annotation\/([^/]+)/u.exec(key)?.[1] ?? null
