import type { Report } from './report.ts'
import type { Found } from './words.ts'

/** The ids that a reference may name, by kind. */
export interface Known {
  readonly block: ReadonlySet<string>
  readonly event: ReadonlySet<string>
  readonly risk: ReadonlySet<string>
  readonly position: ReadonlySet<string>
  readonly note: ReadonlySet<string>
  readonly source: ReadonlySet<string>
}

const codes = {
  block: 'block-unknown',
  source: 'source-unknown',
  risk: 'risk-unknown',
  note: 'note-unknown',
} as const

/** Stands for the ids of a file that could not be read: what refers to it cannot be judged, so nothing is told about it. */
export const anyId: ReadonlySet<string> = Object.assign(new Set<string>(), { has: () => true })

/** The id if it is known; null, and told, where it is not. */
export function knownId(
  found: Found | null,
  kind: keyof typeof codes,
  known: ReadonlySet<string>,
  report: Report,
): string | null {
  if (found === null) return null
  if (known.has(found.value)) return found.value
  report.problem(found, codes[kind], { id: found.value })
  return null
}

/** Those of the ids that are known. */
export function knownIds(
  found: readonly Found[],
  kind: keyof typeof codes,
  known: ReadonlySet<string>,
  report: Report,
): readonly string[] {
  return found.flatMap((each) => knownId(each, kind, known, report) ?? [])
}

/** True for `briefing` and for `block/p3` and the like where the id is known. */
export function isTarget(text: string, known: Known): boolean {
  if (text === 'briefing') return true
  const slash = text.indexOf('/')
  const kind = text.slice(0, Math.max(0, slash))
  return Object.hasOwn(known, kind) && known[kind as keyof Known].has(text.slice(slash + 1))
}
