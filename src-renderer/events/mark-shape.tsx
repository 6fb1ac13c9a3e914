import type { MarkForm } from '../../src-shared/events/timeline.ts'

/** The patterns marks are filled with; drawn once per timeline. */
export function MarkDefinitions() {
  return (
    <defs>
      <linearGradient id="tl-fade">
        <stop offset="0" stopColor="var(--press)" stopOpacity="0" />
        <stop offset=".5" stopColor="var(--press)" stopOpacity=".5" />
        <stop offset="1" stopColor="var(--press)" stopOpacity="0" />
      </linearGradient>
      <linearGradient id="tl-out">
        <stop offset="0" stopColor="var(--press)" />
        <stop offset="1" stopColor="var(--press)" stopOpacity="0" />
      </linearGradient>
      <pattern id="tl-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line x1="0" y1="0" x2="0" y2="6" stroke="var(--press)" strokeWidth="1.5" opacity=".55" />
      </pattern>
    </defs>
  )
}

export interface ShapeProps {
  readonly form: MarkForm
  /** Marks put together under a count. */
  readonly many?: boolean
  readonly x1: number
  readonly x2: number
  /** Middle of the mark. */
  readonly y: number
  /** It began before the window, so its left end is not drawn. */
  readonly cut?: boolean
}

/** One mark. Vague dates fade, break or are hatched; only an exact day is a square. */
export function MarkShape({ form, many = false, x1, x2, y, cut = false }: ShapeProps) {
  if (form === 'before') return <path d={`M${x1 + 2} ${y}l9 -5v10z`} className="dot" />
  if (form === 'after') return <path d={`M${x2 - 2} ${y}l-9 -5v10z`} className="dot" />
  if (many) {
    return (
      <>
        <rect x={x1 - 2} y={y - 7} width="10" height="10" rx="2" className="stack" />
        <rect x={x1 - 5} y={y - 4} width="10" height="10" rx="2" className="dot" />
      </>
    )
  }
  const middle = (x1 + x2) / 2
  switch (form) {
    case 'point':
      return <rect x={middle - 5} y={y - 5} width="10" height="10" rx="2" className="dot" />
    case 'about': {
      const half = Math.max(26, (x2 - x1) / 2 + 10)
      return (
        <>
          <rect x={middle - half} y={y - 6} width={half * 2} height="12" fill="url(#tl-fade)" />
          <circle cx={middle} cy={y} r="5" className="hollow" />
        </>
      )
    }
    case 'bracket': {
      const [left, right] = atLeast(x1, x2, 12)
      return (
        <path d={`${cut ? '' : `M${left} ${y - 6}v12`}M${right} ${y - 6}v12M${left} ${y}H${right}`} className="brk" />
      )
    }
    case 'span':
      return <rect x={x1} y={y - 4} width={x2 - x1} height="8" rx={cut ? 0 : 2} className="dot" />
    case 'open':
      return (
        <>
          <rect x={x1} y={y - 3} width={Math.max(40, x2 - x1)} height="6" fill="url(#tl-out)" />
          {!cut && <rect x={x1 - 5} y={y - 5} width="10" height="10" rx="2" className="dot" />}
        </>
      )
    case 'planned': {
      const [left, right] = atLeast(x1, x2, 14)
      return <rect x={left} y={y - 6} width={right - left} height="12" rx="2" className="plan" />
    }
  }
}

function atLeast(x1: number, x2: number, width: number): readonly [number, number] {
  const middle = (x1 + x2) / 2
  return x2 - x1 >= width ? [x1, x2] : [middle - width / 2, middle + width / 2]
}
