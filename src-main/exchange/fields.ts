import * as z from 'zod'
import {
  type Annotation,
  AnnotationDraft,
  type AnnotationKind,
  annotationKinds,
  BlockSelector,
  type Decision,
  decisionKinds,
  statuses,
} from '../../src-shared/annotations/annotation.ts'
import type { Identity } from '../../src-shared/exchange/arriving.ts'
import { ItemRefused } from './item.ts'

/** The names of the kinds as people write them in tags, lower case: `question`, `待查`. */
export type KindNames = ReadonlyMap<string, AnnotationKind>

const decision: z.ZodType<Decision> = z.object({
  what: z.enum(decisionKinds),
  at: z.iso.datetime(),
  found: z.enum(statuses),
  selectors: z.array(BlockSelector).max(500),
})

const id = z.uuid()

/** Our own fields as they come in; one that does not hold what it should refuses the item and is named. */
const own = {
  kind: z.enum(annotationKinds),
  due: AnnotationDraft.shape.due,
  done: AnnotationDraft.shape.done,
  links: AnnotationDraft.shape.links,
  marking: AnnotationDraft.shape.marking,
  decisions: z.record(z.string().regex(/^[\da-f]{64}$/), decision),
  parent: id,
  note: AnnotationDraft.shape.note,
  tags: AnnotationDraft.shape.tags,
} as const

type Own = typeof own

export function checked<F extends keyof Own>(field: F, value: unknown): z.infer<Own[F]> {
  const read = own[field].safeParse(value)
  if (!read.success) throw new ItemRefused('bad-field', { field })
  return read.data as z.infer<Own[F]>
}

const identity: z.ZodType<Identity> = z.object({
  hlc: z.string().regex(/^[\da-f]{12}-[\da-f]{4}-[\da-f]{8}$/),
  author: id,
  device: id,
  space: id,
})

/** Whose record it is; null where nothing sound is said of that. */
export function identityOf(value: unknown): Identity | null {
  return identity.safeParse(value).data ?? null
}

/** Tags as they may stand here. One that is too long, or one too many, becomes a line of the note: nothing is lost. */
export function tagsOf(given: readonly string[]): { readonly tags: string[]; readonly rest: string[] } {
  const one = AnnotationDraft.shape.tags.element
  const all = [...new Set(given.map((tag) => tag.replace(/\s+/gu, ' ').trim()).filter((tag) => tag !== ''))]
  const tags = all.filter((tag) => one.safeParse(tag).success).slice(0, 50)
  return { tags, rest: all.filter((tag) => !tags.includes(tag)).map((tag) => `#${tag}`) }
}

/**
 * The kind of an annotation that came without one: what a tag or its motivation says, else a key point if there is a note
 * and a fact if there are only words.
 */
export function kindOf(
  tags: readonly string[],
  note: string,
  motivations: readonly string[],
  names: KindNames,
): Annotation['kind'] {
  for (const tag of tags) {
    const kind = names.get(tag.replace(/^#/, '').toLowerCase())
    if (kind !== undefined) return kind
  }
  if (motivations.some((each) => each.endsWith('questioning'))) return 'question'
  if (motivations.some((each) => each.endsWith('assessing'))) return 'judgement'
  return note === '' ? 'fact' : 'keypoint'
}

export const paragraphs = (texts: readonly string[]): string => texts.filter((text) => text !== '').join('\n\n')
