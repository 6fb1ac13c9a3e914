import { anchorOf } from '../../src-shared/annotations/anchor.ts'
import type { BlockSelector, Target } from '../../src-shared/annotations/annotation.ts'
import type { Content, Risk } from '../../src-shared/briefings/content.ts'
import { Refusal } from '../../src-shared/ipc.ts'
import type { Lang, Localized } from '../../src-shared/languages.ts'
import { gradeOf } from '../../src-shared/standards/admiralty.ts'

const collections = {
  event: 'events',
  risk: 'risks',
  cell: 'risks',
  position: 'positions',
  note: 'notes',
  source: 'sources',
} as const

type EntityTarget = Exclude<Target, { type: 'text' | 'briefing' }>

/** True if a version has what the target is about. */
export const has = (target: EntityTarget, content: Content): boolean =>
  content[collections[target.type]].some(({ id }) => id === target.id)

/** The name of what a target is about, as a version has it; null where it is text, the whole briefing, or not there. */
export function titleOf(target: Target, content: Content): Localized | null {
  switch (target.type) {
    case 'text':
    case 'briefing':
      return null
    case 'position': {
      const position = content.positions.find(({ id }) => id === target.id)
      return position ? joined(position.actor, position.issue) : null
    }
    case 'source': {
      const source = content.sources.find(({ id }) => id === target.id)
      return source ? { 'zh-TW': source.citation, en: source.citation } : null
    }
    default:
      return content[collections[target.type]].find(({ id }) => id === target.id)?.title ?? null
  }
}

function joined(actor: Localized, issue: Localized): Localized {
  const langs = Object.keys(actor) as Lang[]
  return Object.fromEntries(langs.map((lang) => [lang, `${actor[lang]}: ${issue[lang] ?? ''}`])) as Localized
}

/**
 * What a version says of an event, a risk, a position, a note or a source, in each language: a line for each thing a
 * reader sees. Null where it is not there. Two versions that say the same have the same words.
 */
export function wordsOf(target: EntityTarget, content: Content): Localized | null {
  const item = content[collections[target.type]].find(({ id }) => id === target.id)
  if (item === undefined) return null
  const said = Object.fromEntries(content.languages.map((lang) => [lang, linesOf(item, lang).join('\n')]))
  return said as Localized
}

/** Where a thing stands and what it rests on may change without anything being said anew. */
const unsaid = new Set(['id', 'block', 'sources', 'marking', 'on', 'evidence', 'origin', 'accessed'])

function linesOf(value: unknown, lang: Lang, name = ''): readonly string[] {
  if (value === null || value === undefined || value === false) return []
  if (typeof value !== 'object') return [name === '' ? String(value) : `${name}: ${value}`]
  if (Array.isArray(value)) return value.flatMap((each) => linesOf(each, lang, name))
  const map = value as Readonly<Record<string, unknown>>
  if (isLocalized(map)) return linesOf(map[lang] ?? Object.values(map)[0], lang)
  if (typeof map.scale === 'string') return [`${name}: ${map.value ?? map.term}`]
  return Object.entries(map)
    .filter(([key]) => !unsaid.has(key))
    .flatMap(([key, each]) => linesOf(each, lang, wordy.has(key) ? '' : key))
}

/** Fields whose value speaks for itself. */
const wordy = new Set(['title', 'body', 'text', 'citation', 'actor', 'issue', 'label', 'lane', 'category'])

const isLocalized = (map: Readonly<Record<string, unknown>>) =>
  Object.keys(map).length > 0 && Object.keys(map).every((key) => key === 'zh-TW' || key === 'en')

/** The value a cell of the risk table has on a version, as text; null where it is empty. */
export function cellValue(risk: Risk, column: string, { sources }: Pick<Content, 'sources'>): string | null {
  if (column === 'rank') return risk.importanceRank === undefined ? null : String(risk.importanceRank)
  if (column === 'grade') return gradesOf(risk, sources)
  const scores = risk.scores as Readonly<Record<string, { readonly value: number | string } | undefined>>
  const score = Object.hasOwn(scores, column) ? scores[column] : undefined
  if (score !== undefined) return String(score.value)
  if (!Object.hasOwn(risk, column)) return null
  const value = (risk as unknown as Readonly<Record<string, unknown>>)[column]
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

/** The grades of a risk's sources as the table shows them: "A1 C3"; null where there are none. */
function gradesOf(risk: Risk, sources: Content['sources']): string | null {
  const grades = risk.sources.flatMap((id) => {
    const source = sources.find((each) => each.id === id)
    return (source && gradeOf(source)) ?? []
  })
  return grades.length === 0 ? null : [...new Set(grades)].join(' ')
}

/** The target as it is kept. Words that do not stand where the draft says are refused: such an anchor would be wrong from birth. */
export function targetOn(target: Target, content: Content): Target {
  if (target.type === 'briefing') return target
  if (target.type === 'cell') {
    const risk = content.risks.find(({ id }) => id === target.id)
    if (risk === undefined) throw new Refusal('not-found', { what: 'risk', id: target.id })
    // What stands in the cell is read here and not believed: it is what the reader saw.
    return { ...target, value: cellValue(risk, target.column, content) }
  }
  if (target.type !== 'text') {
    if (!has(target, content)) throw new Refusal('not-found', { what: target.type, id: target.id })
    return target
  }
  return { ...target, selectors: selectorsOn(target.selectors, target.lang, content) }
}

/** The selectors with their context on a version; refused where the words do not stand there. */
export function selectorsOn(
  given: readonly Pick<BlockSelector, 'block' | 'start' | 'end' | 'exact'>[],
  lang: Lang,
  content: Content,
): BlockSelector[] {
  const blocks = content.editions[lang]?.blocks ?? []
  const selectors = given.map(({ block: id, start, end, exact }) => {
    const block = blocks.find((each) => each.id === id)
    if (block === undefined) throw new Refusal('not-found', { what: 'block', id })
    const selector = block.text.slice(start, end) === exact ? anchorOf(block, start, end) : null
    if (selector === null) throw new Refusal('bad-request', { cause: 'quote-mismatch', block: id })
    return selector
  })
  // The same place given twice is one place.
  return [...new Map(selectors.map((each) => [`${each.block} ${each.start} ${each.end}`, each])).values()]
}
