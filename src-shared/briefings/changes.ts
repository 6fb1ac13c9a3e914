/** What changed in a briefing from one version to another. Pure: two contents in, the differences in the order of the text out. */
import { heaviestChain } from '../annotations/text-diff.ts'
import { type Lang, type Localized, languages } from '../languages.ts'
import type { Marking } from '../markings.ts'
import { canonicalJson } from './canonical.ts'
import type { Block, Content } from './content.ts'
import { type FieldChange, fieldChanges } from './field-changes.ts'
import { blockPlaces } from './paragraphs.ts'
import { keptShare, type WordSegment, wordDiff } from './word-diff.ts'

/** One version of a briefing, as it is named. */
export interface VersionName {
  /** Hash. */
  readonly version: string
  /** 1 for the first received. */
  readonly number: number
  /** EDTF. */
  readonly issued: string
  /** ISO 8601. */
  readonly received: string
}

/** One passage of the text with its blocks in each language. */
export interface PassageChange {
  /** Block id on the new version; of a removed passage, on the old one. */
  readonly id: string
  readonly kind: Block['kind']
  readonly what: 'same' | 'changed' | 'added' | 'removed'
  /** It stands in another place among the others. */
  readonly moved: boolean
  /** ¶ on both versions; null where it is no paragraph or not there. */
  readonly paragraphWas: number | null
  readonly paragraphNow: number | null
  readonly text: Localized<readonly WordSegment[]>
}

export const changingRows = ['events', 'periods', 'risks', 'positions', 'notes', 'sources', 'terms'] as const
export type ChangingRow = (typeof changingRows)[number]

/** One row of a table, or one note, that is not as it was. */
export interface RowChange {
  readonly noun: ChangingRow
  readonly id: string
  readonly what: 'changed' | 'added' | 'removed'
  readonly title: Localized
  /** What differs; empty for what was added or removed. */
  readonly fields: readonly FieldChange[]
}

export interface Changes {
  /** Title, bottom line, publisher, date and marking of the briefing. */
  readonly head: readonly FieldChange[]
  /** The whole text in its new order; what was removed stands where it was. */
  readonly passages: readonly PassageChange[]
  readonly rows: readonly RowChange[]
}

/** The differences of two versions of one briefing, with what is needed to name them. */
export interface BriefingChanges extends Changes {
  readonly briefing: string
  readonly title: Localized
  readonly lead: Lang
  readonly languages: readonly Lang[]
  readonly marking: Marking
  readonly since: VersionName
  readonly now: VersionName
}

const headFields = ['title', 'summary', 'publisher', 'issued', 'marking', 'tags', 'keyJudgement', 'mainSource'] as const

export function changesBetween(then: Content, now: Content): Changes {
  const pick = (content: Content) => Object.fromEntries(headFields.map((field) => [field, content[field]]))
  return {
    head: fieldChanges(pick(then), pick(now)),
    passages: passageChanges(then, now),
    rows: changingRows.flatMap((noun) => rowChanges(noun, then[noun] ?? [], now[noun] ?? [])),
  }
}

interface Passage {
  readonly id: string
  readonly kind: Block['kind']
  readonly number: number | null
  readonly text: Localized
}

/** The text by aligned blocks, in the order of the lead language; what only another language says stands where it stands there. */
function passagesOf(content: Content): readonly Passage[] {
  const blocks = new Map<string, Block>()
  const texts = new Map<string, Map<Lang, string>>()
  for (const lang of languages)
    for (const block of content.editions[lang]?.blocks ?? []) {
      if (!blocks.has(block.id) || lang === content.lead) blocks.set(block.id, block)
      texts.set(block.id, (texts.get(block.id) ?? new Map()).set(lang, block.text))
    }
  const mates = new Map(Object.entries(content.align))
  const isMate = new Set([...mates].flatMap(([id, ids]) => ids.filter((each) => each !== id)))
  const leads = new Set((content.editions[content.lead]?.blocks ?? []).map(({ id }) => id))
  return [...blockPlaces(content)].flatMap(([id, { kind, number }]): Passage[] => {
    if (isMate.has(id) && !leads.has(id)) return []
    const text = Object.fromEntries(
      languages.flatMap((lang) => {
        const ids = lang === content.lead ? [id] : (mates.get(id) ?? [id])
        const found = ids.flatMap((each) => texts.get(each)?.get(lang) ?? [])
        return found.length === 0 ? [] : [[lang, found.join('\n')]]
      }),
    ) as Localized
    return [{ id, kind, number: kind === 'paragraph' ? number : null, text }]
  })
}

/** So much of the wording makes two passages without a common id the same one. */
const alike = 0.5
/** With more pairs than this only passages that stand near each other are compared. */
const mostCompared = 2000
const nearby = 6

function passageChanges(then: Content, now: Content): readonly PassageChange[] {
  const before = passagesOf(then)
  const after = passagesOf(now)
  const pairs = pairsOf(before, after)
  const chain = heaviestChain([...pairs].map(([b, a]) => ({ a, b, length: 1 })).sort((x, y) => x.a - y.a))
  const inOrder = new Set(chain.map(({ b }) => b))
  const out: PassageChange[] = []
  // What was removed is told before the next passage that has kept its place.
  let told = 0
  const paired = new Set(pairs.values())
  const removedUpTo = (end: number) => {
    for (; told < end; told++) if (!paired.has(told)) out.push(changeOf(before[told] as Passage, null, false))
  }
  after.forEach((passage, index) => {
    const partner = pairs.get(index)
    if (partner !== undefined && inOrder.has(index)) removedUpTo(partner)
    const old = partner === undefined ? null : (before[partner] as Passage)
    out.push(changeOf(old, passage, partner !== undefined && !inOrder.has(index)))
  })
  removedUpTo(before.length)
  return out
}

/** Which passage of before each passage of after is: index to index. */
function pairsOf(before: readonly Passage[], after: readonly Passage[]): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>()
  const free = new Set(before.keys())
  const pair = (b: number, a: number) => {
    pairs.set(b, a)
    free.delete(a)
  }
  const byId = new Map(before.map(({ id }, index) => [id, index]))
  after.forEach(({ id }, index) => {
    const same = byId.get(id)
    if (same !== undefined) pair(index, same)
  })
  const wordsOf = ({ kind, text }: Passage) => canonicalJson([kind, text])
  const byWords = new Map([...free].map((index) => [wordsOf(before[index] as Passage), index]))
  const left = () => [...after.keys()].filter((index) => !pairs.has(index))
  for (const index of left()) {
    const same = byWords.get(wordsOf(after[index] as Passage))
    if (same !== undefined && free.has(same)) pair(index, same)
  }
  // A block whose id was made of its words has another id once they change.
  const many = left().length * free.size > mostCompared
  const likely = left().flatMap((index) =>
    [...free].flatMap((old) => {
      if (many && Math.abs(index - old) > nearby) return []
      const share = likeness(before[old] as Passage, after[index] as Passage)
      return share < alike ? [] : [{ index, old, share }]
    }),
  )
  for (const { index, old } of likely.sort((x, y) => y.share - x.share))
    if (!pairs.has(index) && free.has(old)) pair(index, old)
  return pairs
}

function likeness(then: Passage, now: Passage): number {
  if (then.kind !== now.kind) return 0
  const shares = languages.flatMap((lang) => {
    const [a, b] = [then.text[lang], now.text[lang]]
    if (a === undefined || b === undefined || a === '' || b === '') return []
    const [short, long] = a.length < b.length ? [a, b] : [b, a]
    return short.length * 3 < long.length ? [0] : [keptShare(wordDiff(a, b))]
  })
  return shares.length === 0 ? 0 : Math.max(...shares)
}

function changeOf(then: Passage | null, now: Passage | null, moved: boolean): PassageChange {
  const { id, kind } = (now ?? then) as Passage
  const text = Object.fromEntries(
    languages.flatMap((lang) => {
      const [a, b] = [then?.text[lang], now?.text[lang]]
      return a === undefined && b === undefined ? [] : [[lang, wordDiff(a ?? '', b ?? '')]]
    }),
  ) as PassageChange['text']
  const same = Object.values(text).every((parts) => parts.every(({ what }) => what === 'kept'))
  return {
    ...{ id, kind, moved, text },
    what: then === null ? 'added' : now === null ? 'removed' : same ? 'same' : 'changed',
    paragraphWas: then?.number ?? null,
    paragraphNow: now?.number ?? null,
  }
}

type Row = Readonly<Record<string, unknown>> & { readonly id: string }

function rowChanges(noun: ChangingRow, then: readonly object[], now: readonly object[]): readonly RowChange[] {
  const before = new Map((then as readonly Row[]).map((row) => [row.id, row]))
  const after = new Map((now as readonly Row[]).map((row) => [row.id, row]))
  const named = (row: Row) => ({ noun, id: row.id, title: titleOf(row) })
  return [
    ...[...after.values()].flatMap((row): RowChange[] => {
      const old = before.get(row.id)
      if (old === undefined) return [{ ...named(row), what: 'added', fields: [] }]
      const fields = fieldChanges(old, row)
      return fields.length === 0 ? [] : [{ ...named(row), what: 'changed', fields }]
    }),
    ...[...before.values()]
      .filter(({ id }) => !after.has(id))
      .map((row): RowChange => ({ ...named(row), what: 'removed', fields: [] })),
  ]
}

function titleOf(row: Row): Localized {
  if (typeof row.citation === 'string') return { 'zh-TW': row.citation, en: row.citation }
  const [first, second] = [row.actor ?? row.title ?? row.preferred, row.issue] as readonly (Localized | undefined)[]
  if (first === undefined) return {}
  return Object.fromEntries(
    languages.flatMap((lang) => {
      const said = [first[lang], second?.[lang]].filter((each) => each !== undefined)
      return said.length === 0 ? [] : [[lang, said.join(lang === 'en' ? ', ' : '，')]]
    }),
  ) as Localized
}
