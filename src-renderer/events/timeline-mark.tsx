import type { TimelineMark } from '../../src-shared/events/timeline.ts'
import { MarkShape } from './mark-shape.tsx'
import type { Measure } from './measure.ts'

/** Height of a row of the drawing, and where mark and label stand in it: label under the mark, or beside it. */
export const rowForms = {
  under: { height: 34, mark: 10, label: 28 },
  beside: { height: 24, mark: 12, label: 16.5 },
  slim: { height: 24, mark: 12, label: 16.5 },
} as const

export type RowForm = keyof typeof rowForms

/** Decoration; the marks carry all that a screen reader needs. */
export const silent = { 'aria-hidden': true } as const

/** One mark of the drawing: a button in the SVG with its form, and the label beside it. */
export function Mark({
  mark,
  name,
  form,
  width,
  laneWidth,
  selected,
  stop,
  measure,
  onPick,
}: {
  readonly mark: TimelineMark
  /** All it says, for screen readers and on pointing. */
  readonly name: string
  readonly form: RowForm
  readonly width: number
  readonly laneWidth: number
  readonly selected: boolean
  /** Tab stops here. */
  readonly stop: boolean
  readonly measure: Measure
  readonly onPick: (how: 'select' | 'open') => void
}) {
  const { height, mark: middle, label } = rowForms[form]
  const many = mark.ids.length > 1
  const old = !many && mark.status === 'superseded'
  const bar = mark.x2 - mark.x1 > 16
  const { left, right } = frameOf(mark, laneWidth, width, measure)
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
        {bar && <rect x={mark.x1} y={mark.y + middle - 8} width={mark.x2 - mark.x1} height={16} className="reach" />}
        <rect
          x={left}
          y={mark.y + 1}
          width={right - left}
          height={height - 2}
          rx="6"
          className={selected ? 'selbox' : 'hit'}
        />
        <MarkShape form={mark.form} many={many} x1={mark.x1} x2={mark.x2} y={mark.y + middle} cut={mark.cut} />
      </g>
      {/* A label may be cut short, so it stands beside the button and is no part of its name. */}
      {mark.label !== '' && form === 'beside' && !selected && (
        <rect
          x={mark.labelX - 3}
          y={mark.y + 2}
          width={measure(mark.label) + 6}
          height={height - 4}
          className="lb-ground"
        />
      )}
      {mark.label !== '' && (
        <text
          x={mark.labelX}
          y={mark.y + label}
          className={`lb${selected ? ' on' : ''}${old ? ' old' : ''}`}
          {...silent}
        >
          {mark.label}
        </text>
      )}
    </>
  )
}

/** From the mark to the end of its label; the tail of a long bar is no part of the frame. */
export function frameOf(mark: TimelineMark, laneWidth: number, width: number, measure: Measure) {
  const long = mark.form === 'open' || mark.x2 - mark.x1 > 96
  const [begin, end] = mark.label === '' ? [mark.x1, mark.x1] : [mark.labelX, mark.labelX + measure(mark.label)]
  return {
    left: Math.max(laneWidth, Math.min(mark.x1 - 8, begin - 5)),
    right: Math.min(width - 1, Math.max(long ? mark.x1 + 8 : mark.x2 + 8, end + 5)),
  }
}

/** What of a row a line must not cross: the label, and all of the frame where the event is selected. */
export function shadeOf(mark: TimelineMark, selected: boolean, form: RowForm) {
  const { height, label } = rowForms[form]
  return selected ? { top: mark.y, bottom: mark.y + height } : { top: mark.y + label - 13, bottom: mark.y + label + 5 }
}
