import type { Block, Ref } from '../../src-shared/briefings/content.ts'
import type { Inline, PaperBlock } from '../../src-shared/exports/brief.ts'
import { filled } from '../../src-shared/exports/paper-labels.ts'
import type { Desk } from './desk.ts'
import { inlinesOf } from './inlines.ts'
import { highlightsOf } from './numbered-annotations.ts'

/** The running text of an edition. Footnotes stand where they are first referred to; unreferred ones close the text. */
export function bodyOf(desk: Desk): readonly PaperBlock[] {
  const { blocks } = desk.edition.value
  const footnotes = new Map(
    blocks.flatMap((block) => (block.kind === 'footnote' ? [[block.label, block] as const] : [])),
  )
  const printed = new Set<string>()

  const textOf = (block: Block, stretch = { start: 0, end: block.text.length }): readonly Inline[] =>
    inlinesOf(block, stretch, highlightsOf(block.id, desk.annotations, desk.anchor), (ref) => inlineOf(ref, block))

  const inlineOf = (ref: Ref, within: Block): Inline | null => {
    if (ref.type === 'source') return desk.citation(ref)
    const note = footnotes.get(ref.footnote)
    if (note === undefined || within.kind === 'footnote') return null
    const id = desk.anchor(`block/${note.id}`)
    if (printed.has(note.id)) return { type: 'footnote-again', id }
    printed.add(note.id)
    return { type: 'footnote', id, body: textOf(note) }
  }

  const referred = blocks
    .filter((block) => block.kind !== 'footnote')
    .flatMap((block) => paperBlock(block, desk, textOf))
  const left = blocks.filter((block) => block.kind === 'footnote' && !printed.has(block.id))
  return [
    ...referred,
    ...left.map((block) => ({ ...base(block, desk), kind: 'paragraph' as const, inlines: textOf(block) })),
  ]
}

type TextOf = (block: Block, stretch?: { readonly start: number; readonly end: number }) => readonly Inline[]

function paperBlock(block: Block, desk: Desk, textOf: TextOf): readonly PaperBlock[] {
  const common = base(block, desk)
  switch (block.kind) {
    case 'heading':
      return [{ ...common, kind: 'heading', level: (block.level - 1) as 1 | 2 | 3, inlines: textOf(block) }]
    case 'paragraph':
    case 'quotation':
    case 'footnote':
      return [{ ...common, kind: block.kind === 'quotation' ? 'quotation' : 'paragraph', inlines: textOf(block) }]
    case 'list': {
      const items = block.items.map((item) => ({ depth: item.depth, inlines: textOf(block, item) }))
      return [{ ...common, kind: 'list', ordered: block.ordered, items }]
    }
    case 'table':
      return [{ ...common, kind: 'table', rows: block.rows.map((row) => row.map((cell) => textOf(block, cell))) }]
    case 'view': {
      const annex = desk.annexes.get(block.view)
      if (annex === undefined) return []
      return [
        {
          ...common,
          kind: 'pointer',
          text: filled(desk.labels.pointer, annex),
          to: desk.anchor(`section/${block.view}`),
        },
      ]
    }
  }
}

function base(block: Block, desk: Desk) {
  return {
    id: block.id,
    anchor: desk.anchor(`block/${block.id}`),
    number: block.kind === 'paragraph' ? (desk.placeOf(block.id)?.number ?? null) : null,
    lang: desk.edition.lang,
    portion: desk.portion(block.marking),
    fallback: null,
  }
}
