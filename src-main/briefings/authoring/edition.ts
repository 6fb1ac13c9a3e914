import type { FootnoteDefinition, RootContent } from 'mdast'
import type { Block, Edition } from '../../../src-shared/briefings/content.ts'
import { sha256 } from '../../library/sha256.ts'
import { type BlockBody, readBody } from './block-body.ts'
import { isId, mostBlockId } from './grammar.ts'
import type { InlineContext } from './inline.ts'
import { parseMarkdown } from './markdown.ts'
import { type IdLine, takeOwnLines, type ViewLine } from './own-lines.ts'
import type { Place, Report } from './report.ts'
import { isWithinReason } from './within-reason.ts'

/** The blocks of a text, and where the author's own ids stand in it. */
export interface ReadEdition extends Edition {
  readonly given: ReadonlyMap<string, Place>
}

/** Reads text.<lang>.md. */
export function readEdition(file: string, text: string, sources: ReadonlySet<string>, report: Report): ReadEdition {
  const own = takeOwnLines(file, text, report)
  if (!isWithinReason(file, own.markdown, report)) return { blocks: [], given: new Map() }
  const root = parseMarkdown(own.markdown)
  const lineOf = (node: { readonly position?: RootContent['position'] }) => node.position?.start.line ?? 1
  const context: InlineContext = {
    report,
    at: (node) => ({ file, line: lineOf(node) }),
    sources,
    definitions: definitionsOf(root.children),
    footnotes: footnotesOf(root.children, file, report),
    usedFootnotes: new Set(),
    source: (node) => own.markdown.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0),
    hardBreak: (into) => into.words('\n'),
  }
  const parts: Part[] = []
  for (const node of root.children) {
    parts.push({ file, line: lineOf(node), body: readBody(node, context) })
  }
  for (const view of own.views.values()) parts.push({ ...view, body: viewBody(view) })
  parts.sort((a, b) => a.line - b.line)
  warnUnused(root.children, context)
  return withIds(parts, own.ids, report)
}

function definitionsOf(nodes: readonly RootContent[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const node of nodes) {
    if (node.type === 'definition' && !found.has(node.identifier)) found.set(node.identifier, node.url)
  }
  return found
}

function footnotesOf(nodes: readonly RootContent[], file: string, report: Report): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const node of nodes) {
    if (node.type !== 'footnoteDefinition') continue
    const place = { file, line: node.position?.start.line ?? 1 }
    const label = labelOf(node)
    if (found.has(node.identifier)) report.problem(place, 'footnote-twice', { label })
    else if (!isLabel(label)) report.problem(place, 'footnote-label', { label })
    else found.set(node.identifier, label)
  }
  return found
}

/** The name of a footnote: lower-case letters, digits and hyphens. `fn-` before it makes the id of its block. */
export function labelOf(node: FootnoteDefinition): string {
  return node.label ?? node.identifier
}

function isLabel(label: string): boolean {
  return isId(`fn-${label}`, mostBlockId)
}

function viewBody({ view }: ViewLine): BlockBody {
  return { kind: 'view', view, text: '' }
}

function warnUnused(nodes: readonly RootContent[], context: InlineContext): void {
  for (const node of nodes) {
    if (node.type === 'footnoteDefinition' && !context.usedFootnotes.has(node.identifier)) {
      context.report.warn(context.at(node), 'footnote-unused', { label: labelOf(node) })
    }
  }
}

interface Part extends Place {
  /** Null where it was refused, or is no block. */
  readonly body: BlockBody | null
}

/** Gives every block its id: the one above it, or one made from what it says, so that it stays while the words stay. */
function withIds(parts: readonly Part[], idLines: ReadonlyMap<number, IdLine>, report: Report): ReadEdition {
  const given = new Map<string, Place>()
  const unused = new Set(idLines.keys())
  const idLineOf = (part: Place) => idLines.get(part.line - 1) ?? null
  for (const part of parts) {
    const idLine = idLineOf(part)
    if (idLine === null) continue
    unused.delete(idLine.line)
    const first = given.get(idLine.id)
    if (first === undefined) given.set(idLine.id, idLine)
    else report.problem(idLine, 'id-twice', { id: idLine.id, first: first.line })
  }
  for (const line of unused) {
    const idLine = idLines.get(line)
    if (idLine !== undefined) report.problem(idLine, 'id-above-nothing', { id: idLine.id })
  }
  const taken = new Set(given.keys())
  const blocks = parts.flatMap(({ body, ...part }): readonly Block[] => {
    if (body === null) return []
    const idLine = idLineOf(part)
    const marking = idLine?.marking ?? null
    const id = idLine?.id ?? unusedId(baseId(body), taken)
    if (idLine === null) {
      taken.add(id)
      // The author has named views and footnotes already.
      if (body.kind !== 'view' && body.kind !== 'footnote') {
        report.warn(part, 'id-minted', { id, text: [...body.text].slice(0, 24).join('') })
      }
    }
    return [{ id, ...body, ...(marking === null ? {} : { marking }) }]
  })
  return { blocks, given }
}

function baseId(body: BlockBody): string {
  if (body.kind === 'view') return `view-${body.view}`
  if (body.kind === 'footnote') return `fn-${body.label}`
  return `x-${sha256(`${body.kind}\n${body.text}`).slice(0, 12)}`
}

function unusedId(base: string, taken: ReadonlySet<string>): string {
  let id = base
  for (let count = 2; taken.has(id); count += 1) id = `${base.slice(0, mostBlockId - 5)}-${count}`
  return id
}
