/**
 * The difference of two texts, as the runs that stayed in order. Rare stretches that both texts have exactly once are matched first
 * (patience), so a long text costs little and a moved paragraph does not drag its neighbours along; what lies between them is
 * compared letter by letter (Myers). Always ends in bounded time: a gap too different to be worth it stays a replacement.
 */
export interface Run {
  readonly a: number
  readonly b: number
  readonly length: number
}

/** Lengths of the stretches looked for, the longest first. */
const shingles = [32, 16, 10]
const deepest = 24
/** A gap shorter than this is compared letter by letter at once. */
const smallGap = 64
/** A longer one is matched by a part of its stretches. */
const longText = 16_384
/** The most edits that are followed letter by letter in one gap. */
const mostEdits = 500
/** The most steps of one whole comparison; gaps met after that stay replacements. */
export const mostSteps = 25_000_000

/** `pins` are runs known to belong together; what lies between them is compared. */
export function diff(
  a: Uint16Array,
  b: Uint16Array,
  pins: readonly Run[] = [],
  budget: Budget = { steps: mostSteps },
): Run[] {
  const runs: Run[] = []
  let aAt = 0
  let bAt = 0
  for (const pin of heaviestChain(pins)) {
    between(a, aAt, pin.a, b, bAt, pin.b, 0, runs, budget)
    runs.push(pin)
    aAt = pin.a + pin.length
    bAt = pin.b + pin.length
  }
  between(a, aAt, a.length, b, bAt, b.length, 0, runs, budget)
  return joined(runs)
}

/** What a comparison may still cost; several may share one. */
export interface Budget {
  steps: number
}

function between(
  a: Uint16Array,
  aFrom: number,
  aTo: number,
  b: Uint16Array,
  bFrom: number,
  bTo: number,
  depth: number,
  runs: Run[],
  budget: Budget,
): void {
  let head = 0
  while (aFrom + head < aTo && bFrom + head < bTo && a[aFrom + head] === b[bFrom + head]) head++
  if (head > 0) runs.push({ a: aFrom, b: bFrom, length: head })
  const aStart = aFrom + head
  const bStart = bFrom + head
  let tail = 0
  while (aTo - tail > aStart && bTo - tail > bStart && a[aTo - tail - 1] === b[bTo - tail - 1]) tail++
  const aEnd = aTo - tail
  const bEnd = bTo - tail
  if (aStart < aEnd && bStart < bEnd) {
    const chain =
      depth < deepest && aEnd - aStart + (bEnd - bStart) > smallGap
        ? rareRuns(a, aStart, aEnd, b, bStart, bEnd, budget)
        : []
    if (chain.length === 0) letters(a, aStart, aEnd, b, bStart, bEnd, runs, budget)
    else {
      let aAt = aStart
      let bAt = bStart
      for (const run of chain) {
        between(a, aAt, run.a, b, bAt, run.b, depth + 1, runs, budget)
        runs.push(run)
        aAt = run.a + run.length
        bAt = run.b + run.length
      }
      between(a, aAt, aEnd, b, bAt, bEnd, depth + 1, runs, budget)
    }
  }
  if (tail > 0) runs.push({ a: aEnd, b: bEnd, length: tail })
}

function rareRuns(
  a: Uint16Array,
  aFrom: number,
  aTo: number,
  b: Uint16Array,
  bFrom: number,
  bTo: number,
  budget: Budget,
): readonly Run[] {
  for (const length of shingles) {
    budget.steps -= aTo - aFrom + (bTo - bFrom)
    if (budget.steps < 0) return []
    const found = commonOnce(a, [{ from: aFrom, to: aTo }], b, [{ from: bFrom, to: bTo }], length)
    if (found.length > 0) return heaviestChain(found)
  }
  return []
}

export interface Span {
  readonly from: number
  readonly to: number
}

/**
 * Runs around every stretch of `length` units that stands exactly once in the spans of each side, widened as far as both sides
 * agree, in the order of `a`.
 */
export function commonOnce(
  a: Uint16Array,
  aSpans: readonly Span[],
  b: Uint16Array,
  bSpans: readonly Span[],
  length: number,
): Run[] {
  const aCount = aSpans.reduce((sum, { from, to }) => sum + Math.max(to - from - length + 1, 0), 0)
  const bCount = bSpans.reduce((sum, { from, to }) => sum + Math.max(to - from - length + 1, 0), 0)
  if (aCount <= 0 || bCount <= 0) return []
  // Of a long text a quarter of the stretches is enough, chosen by what they say, so that both sides choose the same.
  const sieve = aCount > longText ? 3 : 0
  let size = 16
  while (size < aCount * 1.5) size *= 2
  const mask = size - 1
  const hashes = new Int32Array(size)
  /** Position in `a` plus one; 0 is an empty slot, -1 stands more than once. */
  const inA = new Int32Array(size)
  const inB = new Int32Array(size)
  const leaving = power(factor, length - 1)
  for (const { from, to } of aSpans) {
    if (to - from < length) continue
    let hash = hashOf(a, from, length)
    for (let at = from; ; at++) {
      const mixed = spread(hash)
      if ((mixed & sieve) === 0) {
        let slot = (mixed >>> 2) & mask
        while (inA[slot] !== 0 && hashes[slot] !== hash) slot = (slot + 1) & mask
        if (inA[slot] === 0) {
          hashes[slot] = hash
          inA[slot] = at + 1
        } else inA[slot] = -1
      }
      if (at + length >= to) break
      hash = (Math.imul(hash - Math.imul((a[at] as number) + 1, leaving), factor) + (a[at + length] as number) + 1) | 0
    }
  }
  for (const { from, to } of bSpans) {
    if (to - from < length) continue
    let hash = hashOf(b, from, length)
    for (let at = from; ; at++) {
      const mixed = spread(hash)
      if ((mixed & sieve) === 0) {
        let slot = (mixed >>> 2) & mask
        while (inA[slot] !== 0 && hashes[slot] !== hash) slot = (slot + 1) & mask
        if (inA[slot] !== 0) inB[slot] = inB[slot] === 0 ? at + 1 : -1
      }
      if (at + length >= to) break
      hash = (Math.imul(hash - Math.imul((b[at] as number) + 1, leaving), factor) + (b[at + length] as number) + 1) | 0
    }
  }
  // Laid out in the order of `a`, which is cheaper than sorting.
  const base = (aSpans[0] as Span).from
  const partners = new Int32Array((aSpans.at(-1) as Span).to - base)
  for (let slot = 0; slot < size; slot++) {
    const aAt = inA[slot] as number
    const bAt = inB[slot] as number
    if (aAt > 0 && bAt > 0) partners[aAt - 1 - base] = bAt
  }
  const runs: Run[] = []
  // The last run on each diagonal: a stretch inside it is the same run.
  const reached = new Map<number, number>()
  let aIndex = 0
  for (let offset = 0; offset < partners.length; offset++) {
    const partner = partners[offset] as number
    if (partner === 0) continue
    const pair = { a: base + offset, b: partner - 1 }
    if (pair.a + length <= (reached.get(pair.b - pair.a) ?? 0)) continue
    while ((aSpans[aIndex] as Span).to <= pair.a) aIndex++
    const aSpan = aSpans[aIndex] as Span
    const bSpan = spanAt(bSpans, pair.b)
    let back = 0
    while (pair.a - back > aSpan.from && pair.b - back > bSpan.from && a[pair.a - back - 1] === b[pair.b - back - 1])
      back++
    let on = 0
    while (pair.a + on < aSpan.to && pair.b + on < bSpan.to && a[pair.a + on] === b[pair.b + on]) on++
    // Two different stretches may share a hash.
    if (on < length) continue
    runs.push({ a: pair.a - back, b: pair.b - back, length: back + on })
    reached.set(pair.b - pair.a, pair.a + on)
  }
  return runs
}

export function spanAt(spans: readonly Span[], at: number): Span {
  return spans[Math.min(spanIndex(spans, at), spans.length - 1)] as Span
}

/** The index of the first span that ends after a place. */
export function spanIndex(spans: readonly Span[], at: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((spans[middle] as Span).to > at) high = middle
    else low = middle + 1
  }
  return low
}

const spread = (hash: number) => Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 6

const factor = 0x01000193

function power(base: number, times: number): number {
  let result = 1
  for (let done = 0; done < times; done++) result = Math.imul(result, base)
  return result
}

function hashOf(text: Uint16Array, from: number, length: number): number {
  let hash = 0
  for (let at = from; at < from + length; at++) hash = (Math.imul(hash, factor) + (text[at] as number) + 1) | 0
  return hash
}

/** The heaviest set of runs that stand in the same order in both texts, trimmed where they overlap. */
export function heaviestChain(runs: readonly Run[]): readonly Run[] {
  if (runs.length <= 1) return runs
  const order = [...runs].sort((x, y) => x.a - y.a || x.b - y.b)
  const ranks = new Map([...new Set(order.map(({ b }) => b))].sort((x, y) => x - y).map((b, index) => [b, index + 1]))
  // Fenwick tree over the places in b: the best chain that ends at or before a place.
  const best = new Float64Array(ranks.size + 1)
  const last = new Int32Array(ranks.size + 1).fill(-1)
  const before = new Int32Array(order.length).fill(-1)
  let top = -1
  let topWeight = 0
  for (const [index, run] of order.entries()) {
    const rank = ranks.get(run.b) as number
    let weight = 0
    for (let at = rank - 1; at > 0; at -= at & -at) {
      if ((best[at] as number) > weight) {
        weight = best[at] as number
        before[index] = last[at] as number
      }
    }
    // Two runs may overlap by what stands twice; only what is new counts.
    const previous = before[index] === -1 ? undefined : order[before[index] as number]
    const overlap =
      previous === undefined
        ? 0
        : Math.max(previous.a + previous.length - run.a, previous.b + previous.length - run.b, 0)
    weight += Math.max(run.length - overlap, 0)
    for (let at = rank; at < best.length; at += at & -at) {
      if (weight > (best[at] as number)) {
        best[at] = weight
        last[at] = index
      }
    }
    if (weight > topWeight) {
      topWeight = weight
      top = index
    }
  }
  const chain: Run[] = []
  for (let index = top; index !== -1; index = before[index] as number) chain.push(order[index] as Run)
  chain.reverse()
  const trimmed: Run[] = []
  let aAt = 0
  let bAt = 0
  for (const run of chain) {
    const cut = Math.max(aAt - run.a, bAt - run.b, 0)
    if (cut >= run.length) continue
    const kept = { a: run.a + cut, b: run.b + cut, length: run.length - cut }
    trimmed.push(kept)
    aAt = kept.a + kept.length
    bAt = kept.b + kept.length
  }
  return trimmed
}

/** Myers, forward, with every step kept: gaps are small or few edits are followed. */
function letters(
  a: Uint16Array,
  aFrom: number,
  aTo: number,
  b: Uint16Array,
  bFrom: number,
  bTo: number,
  runs: Run[],
  budget: Budget,
): void {
  const n = aTo - aFrom
  const m = bTo - bFrom
  const limit = Math.min(n + m, mostEdits)
  if (Math.abs(n - m) > limit) return
  const trace: Int32Array[] = []
  const reached = new Int32Array(2 * limit + 3)
  const middle = limit + 1
  for (let edits = 0; edits <= limit; edits++) {
    budget.steps -= edits + 1
    if (budget.steps < 0) return
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down =
        diagonal === -edits ||
        (diagonal !== edits && (reached[middle + diagonal - 1] as number) < (reached[middle + diagonal + 1] as number))
      let x = down ? (reached[middle + diagonal + 1] as number) : (reached[middle + diagonal - 1] as number) + 1
      let y = x - diagonal
      while (x < n && y < m && a[aFrom + x] === b[bFrom + y]) {
        x++
        y++
      }
      reached[middle + diagonal] = x
      if (x >= n && y >= m) {
        back(trace, edits, n, m, aFrom, bFrom, runs)
        return
      }
    }
    // Only the diagonals of this round are read again.
    trace.push(reached.slice(middle - edits - 1, middle + edits + 2))
  }
}

function back(
  trace: readonly Int32Array[],
  edits: number,
  n: number,
  m: number,
  aFrom: number,
  bFrom: number,
  runs: Run[],
): void {
  const found: Run[] = []
  let x = n
  let y = m
  for (let round = edits; round > 0; round--) {
    // What was reached with one edit less; its middle is at `round`.
    const reached = trace[round - 1] as Int32Array
    const of = (diagonal: number) => reached[round + diagonal] as number
    const diagonal = x - y
    const down = diagonal === -round || (diagonal !== round && of(diagonal - 1) < of(diagonal + 1))
    const fromX = down ? of(diagonal + 1) : of(diagonal - 1)
    const fromY = down ? fromX - (diagonal + 1) : fromX - (diagonal - 1)
    const edgeX = down ? fromX : fromX + 1
    if (x > edgeX) found.push({ a: aFrom + edgeX, b: bFrom + edgeX - diagonal, length: x - edgeX })
    x = fromX
    y = fromY
  }
  if (x > 0) found.push({ a: aFrom, b: bFrom, length: x })
  runs.push(...found.reverse())
}

function joined(runs: readonly Run[]): Run[] {
  const out: Run[] = []
  for (const run of runs) {
    const last = out.at(-1)
    if (last !== undefined && last.a + last.length === run.a && last.b + last.length === run.b)
      out[out.length - 1] = { ...last, length: last.length + run.length }
    else if (run.length > 0) out.push(run)
  }
  return out
}

/**
 * Runs that are chance: too light to be kept wording between edits that are larger on both sides.
 * `weight` tells how much a stretch of `a` says; lighter than `light` and not heavier than the edits around it means chance.
 */
export function withoutChance(
  runs: readonly Run[],
  aLength: number,
  bLength: number,
  weight: (from: number, to: number) => number,
  light: number,
): Run[] {
  const kept: Run[] = []
  const edit = (left: Run | undefined, right: Run | undefined) =>
    Math.max(
      (right?.a ?? aLength) - (left === undefined ? 0 : left.a + left.length),
      (right?.b ?? bLength) - (left === undefined ? 0 : left.b + left.length),
    )
  for (let index = 0; index < runs.length; index++) {
    let run = runs[index] as Run
    kept.push(run)
    // Dropping one makes the edit beside the one before it larger: look back.
    while (kept.length > 0) {
      run = kept.at(-1) as Run
      const worth = weight(run.a, run.a + run.length)
      if (worth >= light) break
      const before = edit(kept.at(-2), run)
      const after = edit(run, runs[index + 1])
      if (run.length > before || run.length > after) break
      kept.pop()
    }
  }
  return kept
}
