import type { Lang } from '../languages.ts'
import { cutToEms, emsOf } from './text-width.ts'
import type { TimelineMark } from './timeline.ts'
import { labelSize, longestLabel, wordsOf } from './timeline-svg-text.ts'

/** Which labels are drawn: all that have room, each cluster and arrow with its count, none over another. */

export const isOutside = ({ form }: TimelineMark) => form === 'before' || form === 'after'

/** An arrow that got no label still says how many it stands for, where no mark is in its way. */
export function countedArrows(marks: readonly TimelineMark[], lang: Lang): readonly TimelineMark[] {
  return marks.map((mark) => {
    if (!isOutside(mark) || mark.label !== '') return mark
    const before = mark.form === 'before'
    for (const label of [wordsOf[lang].count[before ? 'before' : 'after'](mark.ids.length), String(mark.ids.length)]) {
      const wide = emsOf(label) * labelSize
      const labelX = before ? mark.x1 + 14 : mark.x2 - 14 - wide
      const isFree = marks.every(
        (other) => other === mark || other.y !== mark.y || other.x1 - 12 > labelX + wide || other.x2 + 12 < labelX,
      )
      if (isFree) return { ...mark, label, labelX }
    }
    return mark
  })
}

/** Counts that would touch are one count. */
export function mergedClusters(marks: readonly TimelineMark[], lang: Lang): readonly TimelineMark[] {
  const isCluster = (mark: TimelineMark) => mark.ids.length > 1 && !isOutside(mark)
  const merged: TimelineMark[] = []
  for (const mark of marks.filter(isCluster).toSorted((a, b) => a.y - b.y || a.x1 - b.x1)) {
    const last = merged.at(-1)
    const room = emsOf(String(last?.ids.length)) * labelSize + 8
    if (last && last.y === mark.y && mark.x1 < last.x1 + room) {
      merged[merged.length - 1] = {
        ...last,
        ids: [...last.ids, ...mark.ids],
        x2: Math.max(last.x2, mark.x2),
        label: '',
      }
    } else merged.push(mark)
  }
  const free = (mark: TimelineMark, wide: number) =>
    marks.every(
      (other) =>
        other.y !== mark.y ||
        other.label === '' ||
        isOutside(other) ||
        isCluster(other) ||
        other.labelX > mark.x1 + wide ||
        other.labelX + emsOf(other.label) * labelSize < mark.x1 - 4,
    ) &&
    merged.every((other) => other === mark || other.y !== mark.y || other.x1 - 8 > mark.x1 + wide || other.x1 < mark.x1)
  return [
    ...marks.filter((mark) => !isCluster(mark)),
    ...merged.map((mark) => {
      if (mark.label !== '') return mark
      const words = wordsOf[lang].count.inside(mark.ids.length)
      const label = free(mark, emsOf(words) * labelSize) ? words : String(mark.ids.length)
      return { ...mark, label, labelX: mark.x1 - 4 }
    }),
  ]
}

/**
 * Of labels in a row that would touch, a count stays, else the first; a mark says all of it in its title. Then what has
 * no label gets one where there is room for it, near the right edge to the left of its mark's place.
 */
export function withoutOverlap(
  marks: readonly TimelineMark[],
  full: ReadonlyMap<string, readonly [title: string, state: string]>,
  right: number,
): readonly TimelineMark[] {
  const taken = new Map<string, (readonly [number, number])[]>()
  // Beside an arrow a label stands higher than under a mark.
  const lineOf = (mark: TimelineMark) => `${mark.y} ${isOutside(mark)}`
  const take = (mark: TimelineMark, air: number): boolean => {
    const others = taken.get(lineOf(mark)) ?? []
    const [begin, end] = [mark.labelX - air, mark.labelX + emsOf(mark.label) * labelSize + 2 + air]
    if (others.some(([from, to]) => begin < to && from < end)) return false
    taken.set(lineOf(mark), [...others, [mark.labelX, end - air]])
    return true
  }
  const rank = (mark: TimelineMark) => (mark.ids.length > 1 ? 0 : 1)
  const kept = marks
    .toSorted((a, b) => rank(a) - rank(b) || a.labelX - b.labelX)
    .map((mark) => (mark.label === '' || take(mark, 0) ? mark : { ...mark, label: '' }))
  const filled = kept.map((mark) => {
    const words = full.get(mark.ids[0] ?? '')
    if (mark.label !== '' || mark.ids.length > 1 || isOutside(mark) || words === undefined) return mark
    const title = cutToEms(words[0], longestLabel / labelSize - emsOf(words[1]))
    const label = title === '' ? '' : title + words[1]
    const place = { ...mark, label, labelX: Math.min(mark.x1 - 4, right - 2 - emsOf(label) * labelSize) }
    return label !== '' && take(place, 6) ? place : mark
  })
  return filled.toSorted((a, b) => a.y - b.y || a.x1 - b.x1)
}
