import type { PhrasingContent } from 'mdast'
import { safeLink } from '../../../src-shared/links.ts'
import type { BlockText } from './block-text.ts'
import { isId } from './grammar.ts'
import type { Place, Report } from './report.ts'
import { forbiddenSign, unseenSign, withoutUnseen } from './signs.ts'

/** What the words of a text may refer to, and what is told about them. */
export interface InlineContext {
  readonly report: Report
  readonly at: (node: { readonly position?: PhrasingContent['position'] }) => Place
  readonly sources: ReadonlySet<string>
  /** Link definitions by identifier. */
  readonly definitions: ReadonlyMap<string, string>
  /** Names of footnotes by identifier. */
  readonly footnotes: ReadonlyMap<string, string>
  readonly usedFootnotes: Set<string>
  /** The source text of a node, to tell an escaped sign from a meant one. */
  readonly source: (node: PhrasingContent) => string
  /** What a hard line break becomes. */
  readonly hardBreak: (text: BlockText) => void
}

// Deeper nesting than anyone writes; it keeps the reader's own stack safe.
const deepest = 40

/** Writes the inline content of a block into its text. */
export function writeInline(
  nodes: readonly PhrasingContent[],
  text: BlockText,
  context: InlineContext,
  depth = 0,
): void {
  for (const node of nodes) writeNode(node, text, context, depth)
}

function writeNode(node: PhrasingContent, text: BlockText, context: InlineContext, depth: number): void {
  const { report, at } = context
  if (depth > deepest) {
    report.problem(at(node), 'markdown-refused', { what: 'nesting' })
    return
  }
  const inside = (children: readonly PhrasingContent[]) => () => writeInline(children, text, context, depth + 1)
  switch (node.type) {
    case 'text':
      if (/(?<!\\)\[@/u.test(context.source(node))) report.problem(at(node), 'citation-wrong', { citation: node.value })
      text.words(writtenOut(node, node.value, context))
      break
    case 'strong':
    case 'emphasis': {
      const { type } = node
      text.span((start, end) => ({ type, start, end }), inside(node.children))
      break
    }
    case 'inlineCode':
      text.span(
        (start, end) => ({ type: 'code', start, end }),
        () => text.exact(node.value),
      )
      break
    case 'link':
      writeLink(node.url, node, text, context, inside(node.children))
      break
    case 'linkReference':
      writeLink(context.definitions.get(node.identifier) ?? '', node, text, context, inside(node.children))
      break
    case 'break':
      context.hardBreak(text)
      break
    case 'footnoteReference': {
      const footnote = context.footnotes.get(node.identifier)
      context.usedFootnotes.add(node.identifier)
      // A footnote whose name is wrong has been told already.
      if (footnote !== undefined) text.ref((offset) => ({ type: 'footnote', at: offset, footnote }))
      break
    }
    case 'looseFootnote':
      report.problem(at(node), 'footnote-unknown', { label: node.value })
      break
    case 'citation':
      writeCitation(node.value, at(node), text, context)
      break
    case 'image':
    case 'imageReference':
      report.problem(at(node), 'image')
      break
    case 'html':
      report.problem(at(node), 'html', { html: node.value })
      break
    default:
      report.problem(at(node), 'markdown-refused', { what: node.type })
  }
}

/** Signs written out (`&#x202e;`) come here unseen by the check of the file. */
function writtenOut(node: PhrasingContent, value: string, { report, at }: InlineContext): string {
  const forbidden = forbiddenSign(value)
  if (forbidden !== null) report.problem(at(node), 'control-character', { sign: forbidden.sign })
  const unseen = unseenSign(value)
  if (unseen !== null) report.warn(at(node), 'unseen-character', { sign: unseen.sign })
  return withoutUnseen(value)
}

function writeLink(
  url: string,
  node: PhrasingContent,
  text: BlockText,
  context: InlineContext,
  inside: () => void,
): void {
  const href = safeLink(url)
  if (href === null) context.report.problem(context.at(node), 'link-refused', { link: url })
  else text.span((start, end) => ({ type: 'link', start, end, href }), inside)
}

function writeCitation(value: string, place: Place, text: BlockText, context: InlineContext): void {
  const comma = value.indexOf(',')
  const source = (comma === -1 ? value : value.slice(0, comma)).trim()
  const locator =
    comma === -1
      ? ''
      : value
          .slice(comma + 1)
          .trim()
          .normalize('NFC')
  if (!isId(source) || locator.length > 100 || (comma !== -1 && locator === '')) {
    context.report.problem(place, 'citation-wrong', { citation: `[@${value}]` })
  } else if (!context.sources.has(source)) {
    context.report.problem(place, 'source-unknown', { id: source })
  } else {
    text.ref((at) => ({ type: 'source', at, source, ...(locator === '' ? {} : { locator }) }))
  }
}
