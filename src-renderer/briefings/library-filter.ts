import type { BriefingRow } from '../../src-shared/briefings/briefing.ts'
import { sortKey } from '../../src-shared/events/edtf.ts'
import { inLanguage, type Lang, type Localized } from '../../src-shared/languages.ts'

export type LibrarySort = 'issued' | 'received' | 'title'

export interface LibraryFilter {
  /** Key of a collection, or null for all. */
  readonly collection: string | null
  readonly tag: string | null
  /** Only what is unread or has changed since it was read. */
  readonly unread: boolean
}

export const noFilter: LibraryFilter = { collection: null, tag: null, unread: false }

export type ReadState = 'unread' | 'changed' | 'finished' | 'reading'

/** Where a reader stands in a briefing. */
export function readState({ reading, version }: Pick<BriefingRow, 'reading' | 'version'>): ReadState {
  if (reading === null) return 'unread'
  if (reading.version !== version) return 'changed'
  return reading.progress >= 0.98 ? 'finished' : 'reading'
}

/** What tells one collection from another: its names in both languages. */
export function collectionKey(name: Localized): string {
  return `${name['zh-TW'] ?? ''}\u001f${name.en ?? ''}`
}

export interface Collection {
  readonly key: string
  readonly name: Localized
  readonly lead: Lang
  readonly count: number
}

/** The collections of a library with their counts, in the order they first appear. */
export function collectionsOf(rows: readonly BriefingRow[]): readonly Collection[] {
  const found = new Map<string, Collection>()
  for (const { head } of rows) {
    if (!head.collection) continue
    const key = collectionKey(head.collection)
    found.set(key, { key, name: head.collection, lead: head.lead, count: (found.get(key)?.count ?? 0) + 1 })
  }
  return [...found.values()]
}

/** All tags used, once each, in reading order. */
export function tagsOf(rows: readonly BriefingRow[]): readonly string[] {
  return [...new Set(rows.flatMap((row) => row.head.tags))].sort((a, b) => a.localeCompare(b, 'zh-Hant-TW'))
}

/** The rows a filter leaves, in the wanted order. */
export function shownRows(
  rows: readonly BriefingRow[],
  filter: LibraryFilter,
  sort: LibrarySort,
  lang: Lang,
): readonly BriefingRow[] {
  return rows.filter((row) => passes(row, filter)).sort(orders[sort](lang))
}

function passes(row: BriefingRow, { collection, tag, unread }: LibraryFilter): boolean {
  if (collection !== null && (!row.head.collection || collectionKey(row.head.collection) !== collection)) return false
  if (tag !== null && !row.head.tags.includes(tag)) return false
  return !unread || ['unread', 'changed'].includes(readState(row))
}

type Order = (a: BriefingRow, b: BriefingRow) => number

const orders: Readonly<Record<LibrarySort, (lang: Lang) => Order>> = {
  issued: () => (a, b) => sortKey(b.head.issued) - sortKey(a.head.issued) || received(a, b),
  received: () => received,
  title: (lang) => {
    const { compare } = new Intl.Collator(lang === 'zh-TW' ? 'zh-Hant-TW-u-co-stroke' : 'en')
    return (a, b) => compare(titleOf(a, lang), titleOf(b, lang))
  },
}

const received: Order = (a, b) => (a.received < b.received ? 1 : a.received > b.received ? -1 : 0)

/** The title in the interface's language, else in the lead one. */
export function titleOf({ head }: Pick<BriefingRow, 'head'>, lang: Lang): string {
  return inLanguage(head.title, lang, head.lead)?.value ?? ''
}
