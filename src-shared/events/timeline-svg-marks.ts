import type { MarkForm } from './timeline.ts'

/** The shapes of marks as SVG, the same as on screen: vague dates fade, break or are hatched; only an exact day is a square. */

export interface Ink {
  readonly paper: string
  readonly ink: string
  readonly quiet: string
  readonly faint: string
  readonly rule: string
  readonly press: string
  readonly today: string
}

export const inks: Readonly<Record<'light' | 'dark', Ink>> = {
  light: {
    paper: '#ffffff',
    ink: '#1c2025',
    quiet: '#454c54',
    faint: '#5f666d',
    rule: '#dcdfdb',
    press: '#1b5674',
    today: '#a32f1d',
  },
  dark: {
    paper: '#181b1d',
    ink: '#e6e4de',
    quiet: '#bdbeba',
    faint: '#989c9d',
    rule: '#303538',
    press: '#8ec4e2',
    today: '#f39b86',
  },
}

/** The fills marks need, named with a prefix of their own so that two drawings can stand in one page. */
export function markDefinitions(prefix: string, { press }: Ink): string {
  return `<defs><linearGradient id="${prefix}-fade"><stop offset="0" stop-color="${press}" stop-opacity="0"/><stop offset="0.5" stop-color="${press}" stop-opacity="0.5"/><stop offset="1" stop-color="${press}" stop-opacity="0"/></linearGradient><linearGradient id="${prefix}-out"><stop offset="0" stop-color="${press}"/><stop offset="1" stop-color="${press}" stop-opacity="0"/></linearGradient><pattern id="${prefix}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="6" stroke="${press}" stroke-width="1.5" opacity="0.55"/></pattern></defs>`
}

export interface Shape {
  readonly form: MarkForm
  readonly many: boolean
  readonly x1: number
  readonly x2: number
  /** Middle of the mark. */
  readonly y: number
  readonly cut: boolean
  /** Drawn hollow and broken: it is reported, not verified. */
  readonly reported: boolean
  /** Nothing is drawn outside these. */
  readonly left: number
  readonly right: number
}

export const short = (value: number): string => String(Math.round(value * 100) / 100)

/** One mark. */
export function markShape(shape: Shape, prefix: string, ink: Ink): string {
  const { form, many, y, cut, left, right } = shape
  const [x1, x2] = [Math.max(left, shape.x1), Math.min(right, shape.x2)]
  const dot = shape.reported
    ? `fill="${ink.paper}" stroke="${ink.press}" stroke-width="1.5" stroke-dasharray="2 2"`
    : `fill="${ink.press}"`
  const line = `fill="none" stroke="${ink.press}" stroke-width="2"${shape.reported ? ' stroke-dasharray="2 2"' : ''}`
  if (form === 'before') return `<path d="M${short(x1 + 2)} ${short(y)}l9 -5v10z" ${dot}/>`
  if (form === 'after') return `<path d="M${short(x2 - 2)} ${short(y)}l-9 -5v10z" ${dot}/>`
  if (many) {
    const behind = `fill="${ink.paper}" stroke="${ink.press}" stroke-width="1.5"`
    return square(x1 + 3, y - 2, behind) + square(x1, y + 1, `fill="${ink.press}"`)
  }
  const middle = (x1 + x2) / 2
  switch (form) {
    case 'point':
      return square(middle, y, dot)
    case 'about': {
      const half = Math.max(26, (x2 - x1) / 2 + 10)
      const [from, to] = [Math.max(left, middle - half), Math.min(right, middle + half)]
      return `${box(from, y - 6, to - from, 12, `fill="url(#${prefix}-fade)"`)}<circle cx="${short(middle)}" cy="${short(y)}" r="5" fill="${ink.paper}" stroke="${ink.press}" stroke-width="2"${shape.reported ? ' stroke-dasharray="2 2"' : ''}/>`
    }
    case 'bracket': {
      const [from, to] = atLeast(x1, x2, 12, left, right)
      const begin = cut ? '' : `M${short(from)} ${short(y - 6)}v12`
      return `<path d="${begin}M${short(to)} ${short(y - 6)}v12M${short(from)} ${short(y)}H${short(to)}" ${line}/>`
    }
    case 'span':
      return box(x1, y - 4, x2 - x1, 8, `rx="${cut ? 0 : 2}" ${dot}`)
    case 'open': {
      const end = Math.min(right, Math.max(x1 + 40, x2))
      return box(x1, y - 3, end - x1, 6, `fill="url(#${prefix}-out)"`) + (cut ? '' : square(x1, y, dot))
    }
    case 'planned': {
      const [from, to] = atLeast(x1, x2, 14, left, right)
      return box(
        from,
        y - 6,
        to - from,
        12,
        `rx="2" fill="url(#${prefix}-hatch)" stroke="${ink.press}" stroke-width="1.5" stroke-dasharray="4 3"`,
      )
    }
  }
}

const box = (x: number, y: number, width: number, height: number, more: string) =>
  `<rect x="${short(x)}" y="${short(y)}" width="${short(Math.max(0, width))}" height="${short(height)}" ${more}/>`

const square = (x: number, y: number, more: string) => box(x - 5, y - 5, 10, 10, `rx="2" ${more}`)

function atLeast(x1: number, x2: number, width: number, left: number, right: number): readonly [number, number] {
  if (x2 - x1 >= width) return [x1, x2]
  const from = Math.max(left, Math.min(right - width, (x1 + x2 - width) / 2))
  return [from, from + width]
}
