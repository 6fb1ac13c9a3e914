/** A place a line must leave free. */
export interface Shade {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** The path of an upright line that stops above each label in its way and goes on under it. */
export function brokenLine(x: number, top: number, bottom: number, shades: readonly Shade[]): string {
  const inWay = shades.filter((shade) => shade.left <= x && x <= shade.right).sort((a, b) => a.top - b.top)
  let path = ''
  let from = top
  for (const shade of inWay) {
    if (shade.top > from) path += `M${x} ${from}V${shade.top}`
    from = Math.max(from, shade.bottom)
  }
  return from < bottom ? `${path}M${x} ${from}V${bottom}` : path
}
