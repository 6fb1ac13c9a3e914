/** The marks ? ~ % on the parts of a date. */

export interface Doubt {
  readonly approximate: boolean
  readonly uncertain: boolean
}

/** A part of a date that can be doubted or left open by itself. */
export type DatePart = 'year' | 'month' | 'day'

/** Nothing is doubted. */
export const clear: Doubt = { approximate: false, uncertain: false }
const marks: Readonly<Record<string, Doubt>> = {
  '?': { approximate: false, uncertain: true },
  '~': { approximate: true, uncertain: false },
  '%': { approximate: true, uncertain: true },
}

const both = (a: Doubt, b: Doubt): Doubt => ({
  approximate: a.approximate || b.approximate,
  uncertain: a.uncertain || b.uncertain,
})

/** A mark before a part is about it alone; one after it is about it and all to its left. Null where both stand. */
export function doubtsOf(
  found: Readonly<Record<string, string | undefined>>,
): Readonly<Record<DatePart, Doubt>> | null {
  const at = (name: string) => marks[found[name] ?? ''] ?? clear
  for (const part of ['Year', 'Month', 'Day']) if (found[`before${part}`] && found[`after${part}`]) return null
  const whole = at('afterDay')
  const upToMonth = both(whole, at('afterMonth'))
  return {
    year: both(at('beforeYear'), both(upToMonth, at('afterYear'))),
    month: both(at('beforeMonth'), upToMonth),
    day: both(at('beforeDay'), whole),
  }
}
