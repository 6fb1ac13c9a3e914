import { isMap, type JsonMap } from './item.ts'

/** What another program says of a body beside its words: who wrote it, when, why. */
export interface BodyDetail {
  readonly of: 'note' | 'tag'
  /** The words as they came into the note or the tag. */
  readonly value: string
  readonly fields: JsonMap
}

/** What we write in every body ourselves. */
const written = new Set(['type', '@type', 'value', 'format', 'language'])

/** What a body says beside its words. */
export function detailOf(body: JsonMap, of: BodyDetail['of'], value: string): BodyDetail {
  const fields = Object.fromEntries(
    Object.entries(body).filter(
      ([name, each]) => !written.has(name) && !(name === 'purpose' && (each === 'commenting' || each === 'tagging')),
    ),
  )
  return { of, value, fields }
}

const says = ({ fields }: BodyDetail) => Object.keys(fields).length > 0

/** The details worth keeping, in one order: a note in several bodies needs all of them to be taken apart again. */
export function detailsToKeep(found: readonly BodyDetail[], told: unknown): readonly BodyDetail[] {
  const before = Array.isArray(told) ? told.filter(isDetail) : []
  const all = [...found, ...before]
  const now = found.filter((each) => each.of === 'note')
  const notes = [...(now.some(says) ? now : []), ...before.filter((each) => each.of === 'note')]
  const tags = all.filter((each) => each.of === 'tag' && says(each))
  return [...notes, ...tags.sort((a, b) => (a.value < b.value ? -1 : 1))]
}

export const isDetail = (value: unknown): value is BodyDetail =>
  isMap(value) && (value.of === 'note' || value.of === 'tag') && typeof value.value === 'string' && isMap(value.fields)

/** The bodies of a note and its tags, with what was said of them; `left` is of words that were changed since. */
export function detailed(note: string, tags: readonly string[], details: readonly BodyDetail[]) {
  const notes = details.filter(({ of }) => of === 'note')
  const isWhole = notes.length > 0 && notes.map(({ value }) => value).join('\n\n') === note
  const fieldsOfTag = (tag: string) => details.find(({ of, value }) => of === 'tag' && value === tag)?.fields ?? {}
  return {
    notes: isWhole ? notes : note === '' ? [] : [{ value: note, fields: {} }],
    tags: tags.map((value) => ({ value, fields: fieldsOfTag(value) })),
    left: details.filter(({ of, value }) => (of === 'note' ? !isWhole : !tags.includes(value))),
  }
}
