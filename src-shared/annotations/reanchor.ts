/** The public face of the anchoring engine. Pure: text in, text positions out. Offsets are UTF-16 code units, `end` exclusive. */
import { unitFrom, unitTo } from './comparable.ts'
import { type DiffMap, diffMap, runsIn, weigher } from './diff-map.ts'
import type { Run } from './text-diff.ts'

export interface Stretch {
  readonly start: number
  readonly end: number
}

/** A quote in one text: its words, the words around them, and its place in the old text. */
export interface TextSelector extends Stretch {
  readonly exact: string
  readonly prefix: string
  readonly suffix: string
}

/** Where a quote stands in the new text. */
export type Found =
  | (Stretch & {
      /**
       * exact: letter for letter the same, where the old text's course leads. changed: found there, its wording differs.
       * moved: gone from its place, and found in text that is new elsewhere.
       */
      readonly status: 'exact' | 'changed' | 'moved'
      /** How much of the wording is kept, 0 to 1. */
      readonly score: number
    })
  /** The passage was replaced: `gap` is what stands in its place. */
  | { readonly status: 'rewritten'; readonly gap: Stretch }
  | { readonly status: 'orphan' }

/** So much of a quote's wording must be kept in its course. */
const enoughKept = 0.45
const enoughMoved = 0.6

export function reanchor(
  oldText: string | null,
  newText: string,
  selectors: readonly TextSelector[],
): readonly Found[] {
  if (oldText === null) return selectors.map(() => ({ status: 'orphan' }))
  const map = diffMap(oldText, newText)
  const weigh = weigher(map.old.codes)
  return selectors.map((selector) => byMap(map, weigh, selector))
}

function byMap(map: DiffMap, weigh: (from: number, to: number) => number, selector: TextSelector): Found {
  const from = unitFrom(map.old, selector.start)
  const to = unitTo(map.old, selector.end)
  if (from >= to) return { status: 'orphan' }
  const inCourse = heaviest(runsIn(map.kept, from, to), to - from, weigh)
  if (inCourse !== null && inCourse.weight >= enoughKept * weigh(from, to)) {
    const first = inCourse.runs[0] as Run
    const last = inCourse.runs.at(-1) as Run
    return found(map, selector, first.b, last.b + last.length, inCourse.weight / weigh(from, to), false)
  }
  for (const passage of map.moved) {
    const there = heaviest(runsIn(passage, from, to), to - from, weigh)
    if (there !== null && there.weight >= enoughMoved * weigh(from, to)) {
      const first = there.runs[0] as Run
      const last = there.runs.at(-1) as Run
      return found(map, selector, first.b, last.b + last.length, there.weight / weigh(from, to), true)
    }
  }
  return { status: 'orphan' }
}

function found(map: DiffMap, selector: TextSelector, from: number, to: number, score: number, moved: boolean): Found {
  const start = map.now.starts[from] as number
  const end = map.now.ends[to - 1] as number
  const same = map.now.raw.slice(start, end) === selector.exact
  return { start, end, score, status: moved ? 'moved' : same ? 'exact' : 'changed' }
}

/** The heaviest of the groups that stand close together in the new text. */
function heaviest(
  runs: readonly Run[],
  length: number,
  weigh: (from: number, to: number) => number,
): { runs: readonly Run[]; weight: number } | null {
  let best: { runs: Run[]; weight: number } | null = null
  let group: Run[] = []
  let weight = 0
  const close = () => {
    if (group.length > 0 && weight > (best?.weight ?? 0)) best = { runs: group, weight }
    group = []
    weight = 0
  }
  for (const run of runs) {
    const last = group.at(-1)
    if (last !== undefined && run.b - last.b - last.length > length + 8) close()
    group.push(run)
    weight += weigh(run.a, run.a + run.length)
  }
  close()
  return best
}
