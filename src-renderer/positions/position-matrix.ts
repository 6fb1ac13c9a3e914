import type { Content, Position } from '../../src-shared/briefings/content.ts'
import { sortKey } from '../../src-shared/events/edtf.ts'
import type { Localized } from '../../src-shared/languages.ts'
import { sameName } from '../../src-shared/risks/codes.ts'

/** Actors by issues. A cell holds the positions found, the latest first; an empty one has no source, and is never guessed. */
export interface PositionMatrix {
  readonly issues: readonly { readonly key: string; readonly name: Localized }[]
  readonly actors: readonly {
    readonly key: string
    readonly name: Localized
    readonly cells: readonly (readonly Position[])[]
  }[]
}

/** Actors and issues in the order in which the briefing first names them. */
export function positionMatrix(content: Pick<Content, 'positions'>): PositionMatrix {
  const issues = new Map<string, Localized>()
  const actors = new Map<string, Localized>()
  const cells = new Map<string, Position[]>()
  for (const position of content.positions) {
    const [actor, issue] = [sameName(position.actor), sameName(position.issue)]
    if (!issues.has(issue)) issues.set(issue, position.issue)
    if (!actors.has(actor)) actors.set(actor, position.actor)
    const cell = `${actor}\n\n${issue}`
    cells.set(cell, [...(cells.get(cell) ?? []), position])
  }
  return {
    issues: [...issues].map(([key, name]) => ({ key, name })),
    actors: [...actors].map(([key, name]) => ({
      key,
      name,
      cells: [...issues.keys()].map((issue) => (cells.get(`${key}\n\n${issue}`) ?? []).toSorted(byDate)),
    })),
  }
}

/** Latest first; a position without a date says less than any dated one. */
function byDate(a: Position, b: Position): number {
  const [x, y] = [sortKey(a.when), sortKey(b.when)]
  if (!Number.isFinite(x) || !Number.isFinite(y)) return Number(!Number.isFinite(x)) - Number(!Number.isFinite(y))
  return y - x
}
