import type { TimelineMark } from '../../src-shared/events/timeline.ts'
import { MarkShape } from './mark-shape.tsx'
import type { Measure } from './measure.ts'

/** Height of a row of the drawing: a mark and its label under it. */
export const rowHeight = 40

/** Decoration; the marks carry all that a screen reader needs. */
export const silent = { 'aria-hidden': true } as const

/** One mark of the drawing: a button in the SVG with its form, and the label beside it. */
export function Mark({
  mark,
  name,
  shown,
  width,
  laneWidth,
  cut,
  selected,
  stop,
  measure,
  onPick,
}: {
  readonly mark: TimelineMark
  /** All it says, for screen readers and on pointing. */
  readonly name: string
  /** The label, cut to its room; empty where there is none. */
  readonly shown: string
  readonly width: number
  readonly laneWidth: number
  readonly cut: boolean
  readonly selected: boolean
  /** Tab stops here. */
  readonly stop: boolean
  readonly measure: Measure
  readonly onPick: (how: 'select' | 'open') => void
}) {
  const many = mark.ids.length > 1
  const old = !many && mark.status === 'superseded'
  const size = measure(shown)
  const labelX = Math.max(laneWidth + 2, Math.min(mark.labelX, width - size - 6))
  const left = Math.max(laneWidth, Math.min(mark.x1 - 8, labelX - 8))
  const right = Math.min(width - 1, Math.max(mark.x2 + 8, labelX + size + 8))
  return (
    <>
      <g
        role="button"
        tabIndex={stop ? 0 : -1}
        data-ids={mark.ids.join()}
        className={!many && mark.status === 'reported' ? 'tl-mark un' : 'tl-mark'}
        aria-label={name}
        aria-pressed={selected}
        onClick={() => onPick('select')}
        onDoubleClick={() => onPick('open')}
      >
        <title>{name}</title>
        <rect
          x={left}
          y={mark.y + 3}
          width={right - left}
          height={rowHeight - 4}
          rx="6"
          className={selected ? 'selbox' : 'hit'}
        />
        <MarkShape form={mark.form} many={many} x1={mark.x1} x2={mark.x2} y={mark.y + 13} cut={cut} />
      </g>
      {/* A label may be cut short, so it stands beside the button and is no part of its name. */}
      {shown !== '' && (
        <text x={labelX} y={mark.y + 32} className={`lb${selected ? ' on' : ''}${old ? ' old' : ''}`} {...silent}>
          {shown}
        </text>
      )}
    </>
  )
}
