import type { Heading, List, ListItem, PhrasingContent, RootContent, Table } from 'mdast'
import type { Block, Stretch } from '../../../src-shared/briefings/content.ts'
import { type BlockText, newBlockText } from './block-text.ts'
import { type InlineContext, writeInline } from './inline.ts'

type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never

/** A block before it has its id and its marking. */
export type BlockBody = Without<Block, 'id' | 'marking'>

// As deep as a list is drawn.
const deepestList = 4

/** The block that a node of the tree becomes; null where it becomes none, and then what is wrong has been told. */
export function readBody(node: RootContent, context: InlineContext): BlockBody | null {
  const { report, at } = context
  switch (node.type) {
    case 'heading':
      return readHeading(node, context)
    case 'paragraph': {
      const text = newBlockText()
      writeInline(node.children, text, { ...context, hardBreak: lineFeed })
      return filled({ kind: 'paragraph', ...ended(text) }, node, context)
    }
    case 'blockquote': {
      const text = newBlockText()
      writeParagraphs(node.children, text, { ...context, hardBreak: lineFeed })
      return filled({ kind: 'quotation', ...ended(text) }, node, context)
    }
    case 'list':
      return readList(node, context)
    case 'table':
      return readTableBlock(node, context)
    case 'footnoteDefinition': {
      const label = context.footnotes.get(node.identifier)
      const text = newBlockText()
      const [first, ...rest] = node.children
      if (first?.type === 'paragraph') writeInline(first.children, text, context)
      if (first?.type !== 'paragraph' || rest.length > 0) report.problem(at(rest[0] ?? node), 'footnote-paragraphs')
      return label === undefined ? null : filled({ kind: 'footnote', label, ...ended(text) }, node, context)
    }
    case 'definition':
      return null
    case 'html':
      report.problem(at(node), 'html', { html: node.value })
      return null
    default:
      report.problem(at(node), 'markdown-refused', { what: node.type })
      return null
  }
}

function lineFeed(text: BlockText): void {
  text.endPart()
  text.separator('\n')
}

function ended(text: BlockText): Pick<BlockBody, 'text' | 'spans' | 'refs'> {
  const { text: words, spans, refs } = text.done()
  return { text: words, ...(spans.length === 0 ? {} : { spans }), ...(refs.length === 0 ? {} : { refs }) }
}

function filled(body: BlockBody, node: RootContent, { report, at }: InlineContext): BlockBody | null {
  if (body.text !== body.text.normalize('NFC')) {
    report.problem(at(node), 'split-character')
    return null
  }
  if (body.text.trim() !== '') return body
  // A block of which every part was refused is empty because of that.
  if (!report.hasProblems()) report.problem(at(node), 'block-empty')
  return null
}

function readHeading(node: Heading, context: InlineContext): BlockBody | null {
  const text = newBlockText()
  writeInline(node.children, text, context)
  if (node.depth === 2 || node.depth === 3 || node.depth === 4) {
    return filled({ kind: 'heading', level: node.depth, ...ended(text) }, node, context)
  }
  context.report.problem(context.at(node), 'heading-level', { level: node.depth })
  return null
}

function writeParagraphs(nodes: readonly RootContent[], text: BlockText, context: InlineContext): void {
  nodes.forEach((node, index) => {
    if (index > 0) lineFeed(text)
    if (node.type === 'paragraph') writeInline(node.children, text, context)
    else if (node.type === 'html') context.report.problem(context.at(node), 'html', { html: node.value })
    else context.report.problem(context.at(node), 'markdown-refused', { what: `quotation/${node.type}` })
  })
}

function readList(node: List, context: InlineContext): BlockBody | null {
  const { report, at } = context
  const text = newBlockText()
  const items: (Stretch & { depth: number })[] = []
  const write = (children: readonly PhrasingContent[], depth: number) => {
    if (items.length > 0) lineFeed(text)
    const start = text.length()
    writeInline(children, text, context)
    text.endPart()
    items.push({ start, end: text.length(), depth })
  }
  const writeItem = (item: ListItem, depth: number) => {
    const [first, ...rest] = item.children
    write(first?.type === 'paragraph' ? first.children : [], depth)
    for (const each of first?.type === 'paragraph' ? rest : item.children) {
      if (each.type === 'list') writeItems(each, depth + 1)
      else if (each.type === 'html') report.problem(at(each), 'html', { html: each.value })
      else if (each.type === 'paragraph') report.problem(at(each), 'item-paragraphs')
      else report.problem(at(each), 'markdown-refused', { what: `list/${each.type}` })
    }
  }
  const writeItems = (list: List, depth: number) => {
    if (depth >= deepestList) {
      report.problem(at(list), 'list-depth', { most: deepestList })
      return
    }
    if (list.ordered === true && (list.start ?? 1) !== 1)
      report.warn(at(list), 'list-start', { start: list.start ?? 1 })
    for (const item of list.children) writeItem(item, depth)
  }
  writeItems(node, 0)
  return filled({ kind: 'list', ordered: node.ordered === true, ...ended(text), items }, node, context)
}

function readTableBlock(node: Table, context: InlineContext): BlockBody | null {
  const text = newBlockText()
  const width = node.children[0]?.children.length ?? 0
  const rows = node.children.map((row, rowIndex) => {
    if (rowIndex > 0) text.separator('\n')
    // GFM lets a row be shorter than the header; every row has the same number of cells here.
    return Array.from({ length: width }, (_each, cellIndex): Stretch => {
      if (cellIndex > 0) text.separator('\t')
      const start = text.length()
      writeInline(row.children[cellIndex]?.children ?? [], text, context)
      text.endPart()
      return { start, end: text.length() }
    })
  })
  return filled({ kind: 'table', ...ended(text), rows }, node, context)
}
