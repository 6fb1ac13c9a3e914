import type { TimelineInput, TimelineMark } from './timeline.ts'

/**
 * The rows of one lane. Only where something begins takes room in a row; the tail of a long bar never does.
 * Labels use what is free up to the next mark, and give way to a neighbour before it goes without one.
 */

/** A mark before it has a row. */
export interface Placed extends Omit<TimelineMark, 'y' | 'label' | 'labelX'> {
  readonly words: string
  /** Words that stay when the label is cut. */
  readonly tail: string
}

export const markSize = 8
const gap = 12
const half = 6
const longestReserved = 240
const shortest = 72
/** What stands together at most this far from the first is one cluster. */
const clusterWidth = 9

interface Slot {
  mark: Placed
  labelX: number
  /** Room held for the label; 0 = none. */
  held: number
  readonly fixed: boolean
}

type Row = Slot[]

interface Place {
  readonly kind: 'full' | 'cut' | 'bare'
  readonly labelX: number
  readonly held: number
  /** Labels that must give way, with the room they keep. */
  readonly cuts: readonly (readonly [Slot, number])[]
}

/** The marks of a lane in rows. The selected one stands alone with its label whatever it costs the others. */
export function packRows(placed: readonly Placed[], input: TimelineInput, most: number): TimelineMark[][] {
  const rows = filled(placed, input, most, null)
  const { selected } = input
  const own = placed.find((mark) => mark.ids.length === 1 && mark.ids[0] === selected && !isOutside(mark))
  const slot = own && rows.flat().find((each) => each.mark === own)
  const alone = own === undefined || (slot !== undefined && slot.held >= widthOf(own, input))
  return (alone ? rows : filled(placed, input, most, own)).map((row) =>
    row.sort((a, b) => a.mark.x1 - b.mark.x1).map((slot) => finished(slot, input)),
  )
}

/** What a lane's rows cost a reader: events not seen apart weigh most, then marks without a label, then cut labels. */
export function costOf(rows: readonly (readonly TimelineMark[])[], full: (id: string) => string): number {
  return rows.flat().reduce((sum, mark) => {
    if (mark.form === 'before' || mark.form === 'after') return sum
    if (mark.ids.length > 1) return sum + (mark.ids.length - 1) * hiddenCost
    return sum + (mark.label === '' ? 10 : mark.label === full(mark.ids[0] ?? '') ? 0 : 1)
  }, 0)
}

export const hiddenCost = 1000

function filled(placed: readonly Placed[], input: TimelineInput, most: number, first: Placed | null): Row[] {
  const rows: Row[] = []
  const rank = (mark: Placed) => (mark === first ? 0 : isOutside(mark) ? 3 : isLong(mark) ? 2 : 1)
  const ordered = placed.toSorted((a, b) => rank(a) - rank(b) || a.x1 - b.x1 || a.x2 - b.x2)
  for (const mark of ordered) put(mark, rows, input, most, mark === first)
  for (const row of rows) settle(row, input)
  return rows
}

function put(mark: Placed, rows: Row[], input: TimelineInput, most: number, fixed: boolean): void {
  const places = rows.map((row) => placeIn(row, mark, input, fixed))
  const take = (index: number, { labelX, held, cuts }: Place) => {
    for (const [slot, room] of cuts) slot.held = room
    rows[index]?.push({ mark, labelX, held, fixed })
  }
  const at = (wanted: (place: Place, row: Row) => boolean) => {
    const index = places.findIndex((place, row) => place !== null && wanted(place, rows[row] as Row))
    const place = places[index]
    if (!place) return false
    take(index, place)
    return true
  }
  const newRow = () => {
    const row: Row = []
    rows.push(row)
    const place = placeIn(row, mark, input, fixed)
    if (place) take(rows.length - 1, place)
  }
  if (at((place, row) => place.kind === 'full' && (!isLong(mark) || row.every((slot) => !under(slot, mark))))) return
  if (rows.length === 0 || (rows.length < most && !isOutside(mark))) {
    newRow()
    return
  }
  if (at((place) => place.kind === 'full')) return
  if (at((place) => place.kind === 'cut')) return
  if (at(() => true)) return
  const beginning = rows
    .flat()
    .filter((slot) => !isOutside(slot.mark) && Math.abs(slot.mark.x1 - mark.x1) < clusterWidth + half)
  // Bars may overlap the others; only what stands in one place is put together.
  if (beginning.length === 0 || isLong(mark)) rows.at(-1)?.push({ mark, labelX: mark.x1, held: 0, fixed })
  else if (!cluster(beginning, mark, input)) newRow()
}

/** Whether a mark stands on the bar of another. */
const under = (slot: Slot, bar: Placed) => !isOutside(slot.mark) && slot.mark.x1 >= bar.x1 && slot.mark.x1 <= bar.x2

/** How a mark would stand in a row; null where its mark has no room. */
function placeIn(row: Row, mark: Placed, input: TimelineInput, fixed: boolean): Place | null {
  const body = bodyOf(mark)
  if (body !== null && row.some((slot) => overlaps(bodyOf(slot.mark), body))) return null
  const full = widthOf(mark, input)
  const wanted = fixed || input.shorten === undefined ? full : reserved(mark, input)
  const beside = input.labels === 'beside'
  const edge = labelEdge(mark, beside)
  const { left, right } = limits(row, mark, input)
  const start = mark.form === 'after' ? input.width - full - markSize - 4 : Math.max(left, shifted(mark, input, wanted))
  const room = right - start
  const covering = row.filter((slot) => slot.held > 0 && covers(slot, mark, start, beside))
  if (covering.length === 0 && room >= wanted && (start <= edge || mark.cut)) {
    return { kind: 'full', labelX: start, held: wanted, cuts: [] }
  }
  const kept = covering.map((slot) => [slot, (body ? body[0] - 2 : start - gap) - slot.labelX] as const)
  const yielding = kept.every(([slot, width]) => !slot.fixed && width >= least(slot.mark, input))
  if (input.shorten && yielding && !isOutside(mark) && right - edge >= least(mark, input)) {
    return { kind: 'cut', labelX: edge, held: Math.min(wanted, right - edge), cuts: kept }
  }
  if (!beside) return { kind: 'bare', labelX: edge, held: 0, cuts: [] }
  if (covering.some((slot) => slot.fixed)) return null
  const cuts = isOutside(mark)
    ? []
    : kept.map(([slot, width]) => [slot, width < least(slot.mark, input) ? 0 : width] as const)
  return { kind: 'bare', labelX: edge, held: 0, cuts }
}

/** Where a label begins if nothing is in its way; near the right edge one that cannot be cut enough is moved to the left. */
function shifted(mark: Placed, input: TimelineInput, wanted: number): number {
  const edge = labelEdge(mark, input.labels === 'beside')
  if (isOutside(mark)) return edge
  const full = widthOf(mark, input)
  const right = input.width - 2
  if (edge + full <= right) return edge
  if (input.labels === 'beside') return Math.max(input.laneWidth, mark.x1 - half - 4 - full)
  return right - edge >= least(mark, input) ? edge : Math.min(edge, Math.max(input.laneWidth, right - wanted))
}

function labelEdge(mark: Placed, beside: boolean): number {
  if (mark.form === 'before') return mark.x1 + markSize + 6
  if (beside) return bodyEnd(mark) + (mark.cut && isLong(mark) ? 2 : 11)
  return mark.x1 === mark.x2 || isCluster(mark) ? mark.x1 - markSize / 2 : mark.x1
}

/** The room between the neighbours in a row: labels and marks before it, marks after it. */
function limits(row: Row, mark: Placed, input: TimelineInput): { readonly left: number; readonly right: number } {
  let left = 0
  let right = mark.form === 'after' ? input.width - markSize - 4 : input.width - 2
  for (const slot of row) {
    const body = bodyOf(slot.mark)
    const label = slot.held > 0 ? slot.labelX : Number.POSITIVE_INFINITY
    if (body && slot.mark.x1 <= mark.x1 && input.labels === 'beside') left = Math.max(left, body[1] + 2)
    if (slot.mark.x1 > mark.x1) right = Math.min(right, (body?.[0] ?? label) - 2, label - gap)
    else if (mark.cut && slot.held > 0) left = Math.max(left, slot.labelX + slot.held + gap)
  }
  return { left, right }
}

/** Whether the label of a slot is in the way of a mark, or of its label. */
function covers(slot: Slot, mark: Placed, labelX: number, beside: boolean): boolean {
  const end = slot.labelX + slot.held
  const reach = mark.form === 'before' || mark.form === 'after' || mark.cut ? labelX : Math.min(labelX, mark.x1 - half)
  if (slot.mark.x1 > mark.x1) return false
  if (slot.mark.form === 'after') return false
  return end + (beside ? 4 : 2) > reach
}

/** Labels grow into what was left free, marks without one get one where there is room, and none overlaps another. */
function settle(row: Row, input: TimelineInput): void {
  const beside = input.labels === 'beside'
  const turn = (slot: Slot) => (slot.fixed ? 0 : slot.held > 0 ? 1 : 2)
  const done: Slot[] = []
  for (const slot of row.toSorted((a, b) => turn(a) - turn(b) || a.mark.x1 - b.mark.x1)) {
    const full = widthOf(slot.mark, input)
    const wanted =
      slot.held > 0
        ? slot.labelX
        : beside
          ? labelEdge(slot.mark, beside)
          : shifted(slot.mark, input, reserved(slot.mark, input))
    let [left, right] = [0, slot.mark.form === 'after' ? input.width - markSize - 4 : input.width - 2]
    let nextMark = right
    for (const other of row) {
      if (other === slot) continue
      const body = bodyOf(other.mark)
      const before = other.mark.x1 <= slot.mark.x1
      if (body && !before && body[0] > wanted) nextMark = Math.min(nextMark, body[0] - 2)
      if (body && before && beside) left = Math.max(left, body[1] + 2)
      if (other.held === 0 || !(done.includes(other) || (slot.held > 0 && !slot.fixed && turn(other) < 2))) continue
      if (before) left = Math.max(left, Math.min(other.labelX + other.held, slot.labelX + slot.held) + (beside ? 4 : 2))
      else right = Math.min(right, other.labelX - gap / 2)
    }
    done.push(slot)
    if (slot.fixed || (slot.held === 0 && isOutside(slot.mark))) continue
    const start = slot.held > 0 || slot.mark.cut ? Math.max(wanted, left) : wanted
    // Under its mark a label may keep what it was given, but grows only up to the next mark.
    const kept = beside ? 0 : Math.min(slot.held, right - start)
    const room = Math.max(kept, Math.min(right, nextMark) - start)
    if (start < left || start > wanted + 40 || room < least(slot.mark, input) - 0.5) slot.held = 0
    else slot.held = Math.min(full, room)
    slot.labelX = start
  }
}

/** The least room a label is worth: some words of the title, and all of what stays. */
function least(mark: Placed, input: TimelineInput): number {
  const full = widthOf(mark, input)
  if (input.shorten === undefined || isCluster(mark)) return full
  return Math.min(full, mark.tail === '' ? shortest : input.measure(mark.tail) + shortest * 0.8)
}

/** The room held for a label until it is known what is left free. */
const reserved = (mark: Placed, input: TimelineInput) =>
  Math.max(least(mark, input), Math.min(widthOf(mark, input), longestReserved))

/** Puts a mark together with one that begins where it begins. False where only the selected one is near. */
function cluster(beginning: readonly Slot[], mark: Placed, input: TimelineInput): boolean {
  const near = beginning.filter((slot) => !slot.fixed)
  const best = near.findLast((slot) => isCluster(slot.mark)) ?? near.at(-1)
  if (!best) return false
  const ids = [...best.mark.ids, ...mark.ids]
  const x1 = Math.min(best.mark.x1, mark.x1)
  const words = input.countLabel?.(ids.length, 'inside') ?? `×${ids.length}`
  best.mark = { ...best.mark, ids, x1, x2: Math.max(best.mark.x1, mark.x1), words, tail: '', cut: false }
  best.labelX = labelEdge(best.mark, input.labels === 'beside')
  best.held = best.held === 0 ? 0 : widthOf(best.mark, input)
  return true
}

function finished({ mark: { words, tail, ...mark }, labelX, held }: Slot, input: TimelineInput): TimelineMark {
  const full = words + tail
  const fits = input.measure(full) <= held + 0.5
  const cut = !fits && held > 0 ? (input.shorten?.(words, held - input.measure(tail)) ?? '') + tail : full
  return { ...mark, y: 0, label: held === 0 ? '' : cut, labelX }
}

export const isOutside = (mark: Pick<Placed, 'form'>) => mark.form === 'before' || mark.form === 'after'
const isCluster = (mark: Placed) => mark.ids.length > 1 && !isOutside(mark)
const isLong = (mark: Placed) => !isCluster(mark) && (mark.form === 'open' || mark.x2 - mark.x1 > 96)
const widthOf = (mark: Placed, input: TimelineInput) => input.measure(mark.words + mark.tail)

/** The right end of what must stay free of other marks: a long bar only holds its beginning. */
function bodyEnd(mark: Placed): number {
  return isCluster(mark) ? mark.x1 + clusterWidth - half : isLong(mark) ? mark.x1 : mark.x2
}

function bodyOf(mark: Placed): readonly [number, number] | null {
  if (isOutside(mark) || (mark.cut && isLong(mark))) return null
  return [mark.x1 - half, bodyEnd(mark) + half]
}

function overlaps(a: readonly [number, number] | null, b: readonly [number, number] | null): boolean {
  return a !== null && b !== null && a[0] < b[1] && b[0] < a[1]
}
