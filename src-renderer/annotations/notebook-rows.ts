import { annotationKinds, statuses } from '../../src-shared/annotations/annotation.ts'
import type { NotebookRow } from '../../src-shared/annotations/notebook.ts'
import { keptStatus, madeOn, statusOf } from './notebook-filter.ts'

export const groupings = ['briefing', 'kind', 'tag', 'day', 'month', 'status', 'none'] as const
export type Grouping = (typeof groupings)[number]

export const sortings = ['text', 'newest', 'oldest', 'kind', 'due'] as const
export type Sorting = (typeof sortings)[number]

/** A line of the notebook: the head of a group, or an annotation in it. An annotation with two tags stands under both. */
export type Item =
  | {
      readonly type: 'head'
      readonly key: string
      /** What the group has in common: a briefing's id, a kind, a tag, '2026-10-02', '2026-10', a status. */
      readonly group: string
      readonly count: number
      /** Actions that are not done. */
      readonly open: number
    }
  | { readonly type: 'row'; readonly key: string; readonly row: NotebookRow }

type Order = (a: NotebookRow, b: NotebookRow) => number

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const kindOf = (row: NotebookRow) => annotationKinds.indexOf(row.kind)
/** Open ones first, the soonest on top; then those without a day; what is done comes last. */
const dueOf = ({ due, done }: NotebookRow) => (done ? `z${done}` : (due ?? 'y'))

const orders: Readonly<Record<Exclude<Sorting, 'text'>, Order>> = {
  newest: (a, b) => byText(b.created, a.created),
  oldest: (a, b) => byText(a.created, b.created),
  kind: (a, b) => kindOf(a) - kindOf(b),
  due: (a, b) => byText(dueOf(a), dueOf(b)),
}

/** The lines of the notebook. The rows come briefing by briefing in the order of the text; that is the order `text`. */
export function itemsOf(
  rows: readonly NotebookRow[],
  grouping: Grouping,
  sorting: Sorting,
  today: string,
): readonly Item[] {
  const sorted = sorting === 'text' ? rows : [...rows].sort(orders[sorting])
  if (grouping === 'none') return sorted.map((row) => ({ type: 'row', key: row.id, row }))
  const groups = new Map<string, NotebookRow[]>()
  // The groups of briefings keep the order of the library, whatever the rows in them are sorted by.
  if (grouping === 'briefing') for (const row of rows) if (!groups.has(row.briefing)) groups.set(row.briefing, [])
  for (const row of sorted) {
    for (const group of groupsOf(row, grouping, today)) {
      const there = groups.get(group)
      if (there) there.push(row)
      else groups.set(group, [row])
    }
  }
  return ordered([...groups.keys()], grouping, sorting).flatMap((group): Item[] => {
    const members = groups.get(group) ?? []
    const open = members.filter(({ kind, done }) => kind === 'action' && !done).length
    const head: Item = { type: 'head', key: `head ${group}`, group, count: members.length, open }
    return [head, ...members.map((row): Item => ({ type: 'row', key: `${row.id} ${group}`, row }))]
  })
}

const none: readonly string[] = ['']

function groupsOf(row: NotebookRow, grouping: Exclude<Grouping, 'none'>, today: string): readonly string[] {
  switch (grouping) {
    case 'briefing':
      return [row.briefing]
    case 'kind':
      return [row.kind]
    case 'tag':
      return row.tags.length === 0 ? none : row.tags
    case 'day':
      return [madeOn(row, today)]
    case 'month':
      return [madeOn(row, today).slice(0, 7)]
    case 'status':
      return [statusOf(row)]
  }
}

function ordered(groups: readonly string[], grouping: Grouping, sorting: Sorting): readonly string[] {
  const within = (all: readonly string[]) => [...groups].sort((a, b) => all.indexOf(a) - all.indexOf(b))
  switch (grouping) {
    case 'kind':
      return within(annotationKinds)
    case 'status':
      return within([...statuses, keptStatus])
    case 'tag':
      return [...groups].sort((a, b) => Number(a === '') - Number(b === '') || compareTags(a, b))
    case 'day':
    case 'month':
      return [...groups].sort((a, b) => (sorting === 'oldest' ? byText(a, b) : byText(b, a)))
    default:
      return groups
  }
}

const { compare } = new Intl.Collator('zh-Hant-TW-u-co-stroke')

/** The order of tags: Chinese by strokes, then Latin letters as every list has them. */
export const compareTags = (a: string, b: string): number => compare(a, b)
