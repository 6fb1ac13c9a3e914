/** A stretch of the old text, carried over by the runs that both texts share. */
import type { Run, Span } from './text-diff.ts'

/** The index of the first run that ends after the place. */
export function firstAfter(runs: readonly Run[], at: number, side: 'a' | 'b' = 'a'): number {
  let low = 0
  let high = runs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const run = runs[middle] as Run
    if (run[side] + run.length > at) high = middle
    else low = middle + 1
  }
  return low
}

/** The runs that touch a stretch of the old text, cut to it. */
export function runsIn(runs: readonly Run[], from: number, to: number): Run[] {
  const found: Run[] = []
  for (let index = firstAfter(runs, from); index < runs.length; index++) {
    const run = runs[index] as Run
    if (run.a >= to) break
    const head = Math.max(from - run.a, 0)
    const end = Math.min(run.a + run.length, to)
    found.push({ a: run.a + head, b: run.b + head, length: end - run.a - head })
  }
  return found
}

/** The heaviest of the groups that stand close together in the new text. */
export function heaviest(
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

/** The stretch of the new text that the runs of a quote stand for. */
export function spanOf(
  a: Uint16Array,
  b: Uint16Array,
  runs: readonly Run[],
  course: readonly Run[],
  from: number,
  to: number,
): Span {
  const first = runs[0] as Run
  const last = runs.at(-1) as Run
  const whole = last.a + last.length - first.a === to - from && last.b + last.length - first.b === to - from
  if (whole && runs.length === 1) return { from: first.b, to: last.b + last.length }
  // Where something was put in or taken away is often ambiguous. If the quote stands there in one piece, it is that piece.
  for (const run of [...runs].sort((x, y) => y.length - x.length)) {
    const start = run.b - (run.a - from)
    if (sameAt(a, from, to, b, start)) return { from: start, to: start + to - from }
  }
  const head = first.a - from
  const tail = to - last.a - last.length
  return {
    from: first.b - (head > 0 ? reach(a, first.a, from, b, first.b, -1, edgeBefore(course, first, from)) : 0),
    to:
      last.b +
      last.length +
      (tail > 0 ? reach(a, last.a + last.length, to, b, last.b + last.length, 1, edgeAfter(course, last, to)) : 0),
  }
}

/** If exactly the lost end of the quote was replaced, what replaced it; else null. */
function edgeBefore(course: readonly Run[], first: Run, from: number): number | null {
  const index = firstAfter(course, first.a)
  const before = course[index - 1]
  if (before === undefined || before.a + before.length !== from || (course[index] as Run).a !== first.a) return null
  return first.b - before.b - before.length
}

function edgeAfter(course: readonly Run[], last: Run, to: number): number | null {
  const end = last.a + last.length
  const index = firstAfter(course, end - 1)
  const after = course[index + 1]
  const own = course[index]
  if (after === undefined || own === undefined || own.a + own.length !== end || after.a !== to) return null
  return after.b - own.b - own.length
}

/**
 * How far a quote's lost end reaches into the text beside what was kept: as far as the two resemble each other, or over exactly
 * what replaced it.
 */
function reach(
  a: Uint16Array,
  aEdge: number,
  aEnd: number,
  b: Uint16Array,
  bEdge: number,
  step: 1 | -1,
  replaced: number | null,
): number {
  const length = Math.abs(aEnd - aEdge)
  const room = step === 1 ? b.length - bEdge : bEdge
  const window = Math.min(room, length * 2 + 8)
  const at = (text: Uint16Array, edge: number, index: number) => text[step === 1 ? edge + index : edge - 1 - index]
  if (length <= 400 && window > 0) {
    let row = Array.from({ length: window + 1 }, (_, index) => index)
    for (let i = 1; i <= length; i++) {
      const next = [i]
      for (let j = 1; j <= window; j++) {
        const same = at(a, aEdge, i - 1) === at(b, bEdge, j - 1)
        next.push(
          Math.min((row[j - 1] as number) + (same ? 0 : 1), (row[j] as number) + 1, (next[j - 1] as number) + 1),
        )
      }
      row = next
    }
    let best = 0
    for (let j = 1; j <= window; j++) if ((row[j] as number) < (row[best] as number)) best = j
    if (best > 0 && (row[best] as number) <= length * 0.5) return best
  }
  return replaced !== null && replaced <= length * 2 + 4 ? replaced : 0
}

export function sameAt(a: Uint16Array, from: number, to: number, b: Uint16Array, at: number): boolean {
  if (at < 0 || at + to - from > b.length) return false
  for (let index = from; index < to; index++) if (a[index] !== b[at + index - from]) return false
  return true
}
