import { type Localized, languages } from '../languages.ts'
import { canonicalJson } from './canonical.ts'
import { type WordSegment, wordDiff } from './word-diff.ts'

/** One field that is not as it was. `field` is its name in the content; a score is `scores.likelihood`. */
export type FieldChange =
  /** Words, by language. */
  | { readonly field: string; readonly type: 'words'; readonly text: Localized<readonly WordSegment[]> }
  /** EDTF; null where there is none. */
  | { readonly field: string; readonly type: 'date'; readonly was: string | null; readonly now: string | null }
  /** A value of a scale: its number or the key of its term. */
  | {
      readonly field: string
      readonly type: 'score'
      readonly scale: string
      readonly was: string | null
      readonly now: string | null
    }
  /** Anything else, as text: a key, a number, an address. */
  | { readonly field: string; readonly type: 'plain'; readonly was: string | null; readonly now: string | null }
  /** Things that were put in and taken out of a list. */
  | {
      readonly field: string
      readonly type: 'list'
      readonly gone: readonly string[]
      readonly added: readonly string[]
    }

const dates = new Set(['when', 'horizon', 'reviewBy', 'published', 'accessed', 'issued'])

type Fields = Readonly<Record<string, unknown>>

/** Every field that differs, in the order in which the new one names them. */
export function fieldChanges(then: Fields, now: Fields, path = ''): readonly FieldChange[] {
  const names = [...new Set([...Object.keys(now), ...Object.keys(then)])].filter((name) => name !== 'id')
  return names.flatMap((name) => {
    const [a, b] = [then[name], now[name]]
    return same(a, b) ? [] : changeOf(`${path}${name}`, name, a, b)
  })
}

const same = (a: unknown, b: unknown) => canonicalJson(a ?? null) === canonicalJson(b ?? null)

function changeOf(field: string, name: string, a: unknown, b: unknown): readonly FieldChange[] {
  const [then, now] = [a ?? undefined, b ?? undefined]
  const either = now ?? then
  if (isLocalized(either)) return [{ field, type: 'words', text: wordsOf(then as Localized, now as Localized) }]
  if (Array.isArray(either)) return [{ field, type: 'list', ...listOf(then, now) }]
  if (isScore(either)) {
    return [{ field, type: 'score', scale: either.scale, was: scoreOf(then), now: scoreOf(now) }]
  }
  if (typeof either === 'object' && either !== null)
    return fieldChanges((then ?? {}) as Fields, (now ?? {}) as Fields, `${field}.`)
  return [{ field, type: dates.has(name) ? 'date' : 'plain', was: plain(then), now: plain(now) }]
}

function wordsOf(then: Localized<unknown> = {}, now: Localized<unknown> = {}): Localized<readonly WordSegment[]> {
  const said = (value: unknown) => (Array.isArray(value) ? value.join('\n') : String(value ?? ''))
  return Object.fromEntries(
    languages.flatMap((lang) => {
      const [a, b] = [said(then[lang]), said(now[lang])]
      return a === '' && b === '' ? [] : [[lang, wordDiff(a, b)]]
    }),
  ) as Localized<readonly WordSegment[]>
}

function listOf(then: unknown, now: unknown) {
  const [before, after] = [then, now].map((list) => ((list as unknown[] | undefined) ?? []).map(String)) as [
    string[],
    string[],
  ]
  return {
    gone: before.filter((each) => !after.includes(each)),
    added: after.filter((each) => !before.includes(each)),
  }
}

interface ScaleValue {
  readonly scale: string
  readonly value?: number | string
  readonly term?: string
}

const isScore = (value: unknown): value is ScaleValue =>
  typeof value === 'object' && value !== null && typeof (value as ScaleValue).scale === 'string'

const scoreOf = (value: unknown): string | null => (isScore(value) ? String(value.term ?? value.value) : null)

const isLocalized = (value: unknown): value is Localized<unknown> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const keys = Object.keys(value)
  return keys.length > 0 && keys.every((key) => (languages as readonly string[]).includes(key))
}

const plain = (value: unknown): string | null => (value === undefined ? null : String(value))
