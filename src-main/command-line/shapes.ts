import type { PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import type { Briefing, BriefingRow, ImportReport } from '../../src-shared/briefings/briefing.ts'
import type { Block, Content } from '../../src-shared/briefings/content.ts'
import { type Lang, type Localized, languages } from '../../src-shared/languages.ts'

// The shapes of --json. They are public (docs/cli.md): fields are added, never renamed and never taken away.

/** A row of `list --json`. */
export function listedShape({ id, slug, status, number, version, head, counts, received }: BriefingRow) {
  return {
    id,
    slug,
    version: number,
    hash: version,
    status,
    title: head.title,
    languages: head.languages,
    issued: head.issued,
    marking: head.marking,
    tags: head.tags,
    counts,
    received,
  }
}

/** `show --json`. */
export function shownShape({ id, slug, number, version, content }: Briefing) {
  return {
    id,
    slug,
    version: number,
    hash: version,
    title: content.title,
    summary: content.summary,
    publisher: content.publisher,
    issued: content.issued,
    lead: content.lead,
    languages: content.languages,
    marking: content.marking,
    tags: content.tags,
    blocks: blocksOf(content),
    events: content.events,
    periods: content.periods,
    risks: content.risks,
    positions: content.positions,
    notes: content.notes,
    sources: content.sources,
    terms: content.terms,
  }
}

interface ShownBlock {
  readonly id: string
  readonly kind: Block['kind']
  readonly level?: number
  readonly text: Localized
}

/** The blocks of all editions in one row: a block that exists in two languages once, one of another language after its neighbour. */
function blocksOf(content: Content): readonly ShownBlock[] {
  const order: string[] = []
  const found = new Map<string, { block: Block; text: Partial<Record<Lang, string>> }>()
  for (const lang of [content.lead, ...languages.filter((each) => each !== content.lead)]) {
    let at = 0
    for (const block of content.editions[lang]?.blocks ?? []) {
      const known = found.get(block.id)
      if (known === undefined) {
        found.set(block.id, { block, text: { [lang]: block.text } })
        order.splice(at, 0, block.id)
        at += 1
      } else {
        known.text[lang] = block.text
        at = order.indexOf(block.id) + 1
      }
    }
  }
  return order.flatMap((id) => {
    const each = found.get(id)
    if (each === undefined) return []
    const { block, text } = each
    return { id, kind: block.kind, ...(block.kind === 'heading' && { level: block.level }), text }
  })
}

/** A row of `annotations --json`, and the value of `annotate --json`. */
export function annotationShape({ id, briefing, target, note, kind, tags, resolution }: PlacedAnnotation) {
  const [first] = resolution.places
  return {
    id,
    briefing,
    lang: target.type === 'text' ? target.lang : null,
    quote: target.type === 'text' ? target.selectors.map(({ exact }) => exact).join('\n') : null,
    note,
    kind,
    tags,
    status: resolution.status,
    ...(resolution.kept !== undefined && { kept: resolution.kept }),
    start: first?.start ?? null,
    end: first?.end ?? null,
    block: first?.block ?? null,
    places: resolution.places,
  }
}

/** `import --json`. */
export function importedShape({ briefing, slug, number, outcome, warnings }: ImportReport) {
  return { id: briefing, slug, version: number, outcome, warnings }
}
