import { createElement, Fragment, type MouseEvent, memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '../../src-shared/assert-never.ts'
import type { Block, Ref, Stretch } from '../../src-shared/briefings/content.ts'
import type { Lang } from '../../src-shared/languages.ts'
import { gradeOf } from '../../src-shared/standards/admiralty.ts'
import { Icon } from '../ui/icons.tsx'
import { TlpBadge } from '../ui/marking-strip.tsx'
import { useReader } from './reader-context.ts'
import { type Piece, piecesOf, type Run } from './reader-runs.ts'

/**
 * One block. Its words are drawn as runs that carry their offset (ui/drawn-text.ts); everything else, such as source
 * chips and footnote marks, is no text and cannot be selected.
 */
export const BlockView = memo(function BlockView({ block, lang }: { readonly block: Block; readonly lang: Lang }) {
  if (block.kind === 'view') return <ViewLink view={block.view} />
  const mark = block.marking?.tlp && <TlpBadge tlp={block.marking.tlp} />
  return (
    <>
      {mark && <div className="portion">{mark}</div>}
      <Words block={block} lang={lang} />
    </>
  )
})

type TextBlock = Exclude<Block, { readonly kind: 'view' }>

function Words({ block, lang }: { readonly block: TextBlock; readonly lang: Lang }) {
  const place = { 'data-block': block.id, 'data-lang': lang, lang, className: `t b-${block.kind}` }
  const draw = (stretch: Stretch) => (
    <Pieces pieces={piecesOf(block.text, stretch, block.spans, block.refs)} lang={lang} />
  )
  const whole = { start: 0, end: block.text.length }
  switch (block.kind) {
    case 'heading':
      // Level 1 is the title of the briefing.
      return createElement(`h${block.level}`, place, draw(whole))
    case 'paragraph':
      return <p {...place}>{draw(whole)}</p>
    case 'quotation':
      return <blockquote {...place}>{draw(whole)}</blockquote>
    case 'list':
      return <div {...place}>{nested(block.items, block.ordered, draw)}</div>
    case 'table': {
      const [head = [], ...body] = block.rows
      return (
        <section
          className="table-scroll"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls in itself, by keyboard too
          tabIndex={0}
          aria-label={head.map((cell) => block.text.slice(cell.start, cell.end)).join('，')}
        >
          <table {...place}>
            <thead>
              <tr>
                {head.map((cell) => (
                  <th key={cell.start} scope="col">
                    {draw(cell)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {body.map((row) => (
                <tr key={row[0]?.start}>
                  {row.map((cell) => (
                    <td key={cell.start}>{draw(cell)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )
    }
    case 'footnote':
      return <Footnote label={block.label} lang={lang} words={<p {...place}>{draw(whole)}</p>} />
    default:
      return assertNever(block)
  }
}

/** Keeps a mark on the line of the words before it. It is no text. */
const joint = (
  <span className="joint" aria-hidden="true">
    {'\u2060'}
  </span>
)

type Item = Stretch & { readonly depth: number }

/** Items as lists within lists. */
function nested(items: readonly Item[], ordered: boolean, draw: (item: Item) => ReactNode): ReactNode {
  const rows: { readonly item: Item; readonly under: Item[] }[] = []
  const depth = items[0]?.depth ?? 0
  for (const item of items) {
    const last = rows.at(-1)
    if (item.depth > depth && last) last.under.push(item)
    else rows.push({ item, under: [] })
  }
  return createElement(
    ordered ? 'ol' : 'ul',
    null,
    rows.map(({ item, under }) => (
      <li key={item.start}>
        {draw(item)}
        {under.length > 0 && nested(under, ordered, draw)}
      </li>
    )),
  )
}

function Pieces({ pieces, lang }: { readonly pieces: readonly Piece[]; readonly lang: Lang }) {
  const { openLink } = useReader()
  const seen = new Map<string, number>()
  return pieces.map((piece, index) => {
    if (piece.type === 'ref') {
      const name = refName(piece.ref)
      const count = seen.get(name) ?? 0
      seen.set(name, count + 1)
      return (
        <Fragment key={`${name}/${piece.ref.at}/${count}`}>
          {pieces[index - 1]?.type === 'text' && joint}
          {pieces[index - 1]?.type === 'ref' && <wbr />}
          <RefMark reference={piece.ref} lang={lang} />
        </Fragment>
      )
    }
    const at = piece.runs[0]?.at
    const runs = piece.runs.map((run) => <RunView key={run.at} run={run} />)
    const { href } = piece
    if (href === null) return runs
    return (
      <a
        key={`link/${at}`}
        href={href}
        title={href}
        onClick={(event) => {
          event.preventDefault()
          openLink(href)
        }}
        onAuxClick={stay}
      >
        {runs}
      </a>
    )
  })
}

const stay = (event: MouseEvent): void => event.preventDefault()

const refName = (ref: Ref): string => (ref.type === 'source' ? `source/${ref.source}` : `footnote/${ref.footnote}`)

function RunView({ run }: { readonly run: Run }) {
  const text = <span data-at={run.at}>{run.text}</span>
  return run.styles.reduce<ReactNode>((inner, style) => {
    const tag = style === 'strong' ? 'strong' : style === 'emphasis' ? 'em' : 'code'
    return createElement(tag, null, inner)
  }, text)
}

/**
 * The small mark of a reference: the grade of a source, or the number of a footnote. A link and not a button, because
 * a button is a box that a full stop could be torn from at the end of a line.
 */
function RefMark({ reference, lang }: { readonly reference: Ref; readonly lang: Lang }) {
  const { t } = useTranslation('reader')
  const { content, openRef } = useReader()
  const open = (event: MouseEvent<HTMLElement>) => {
    event.preventDefault()
    openRef(event.currentTarget, reference, lang)
  }
  if (reference.type === 'footnote') {
    return (
      <sup className="mark-note">
        <a
          href={`#footnote/${reference.footnote}`}
          role="doc-noteref"
          data-footnote={`${lang}/${reference.footnote}`}
          aria-haspopup="dialog"
          aria-label={t('ref.footnote', {
            number: footnoteNumber(content.editions[lang]?.blocks ?? [], reference.footnote),
          })}
          onClick={open}
          onAuxClick={stay}
        >
          {footnoteNumber(content.editions[lang]?.blocks ?? [], reference.footnote)}
        </a>
      </sup>
    )
  }
  const index = content.sources.findIndex((source) => source.id === reference.source)
  const source = content.sources[index]
  const grade = source && gradeOf(source)
  return (
    <a
      href={`#source/${reference.source}`}
      role="doc-biblioref"
      className="mark-source"
      aria-haspopup="dialog"
      aria-label={t('ref.source', { citation: source?.citation ?? reference.source, grade: grade ?? t('ref.noGrade') })}
      onClick={open}
      onAuxClick={stay}
    >
      {grade ?? index + 1}
    </a>
  )
}

/** The number a footnote is shown with: its place among the footnotes of the edition. */
export function footnoteNumber(blocks: readonly Block[], label: string): number {
  return (
    blocks
      .filter((block) => block.kind === 'footnote')
      .findIndex((block) => block.kind === 'footnote' && block.label === label) + 1
  )
}

function Footnote({ label, lang, words }: { readonly label: string; readonly lang: Lang; readonly words: ReactNode }) {
  const { t } = useTranslation('reader')
  const { content, toFootnoteMark } = useReader()
  const number = footnoteNumber(content.editions[lang]?.blocks ?? [], label)
  return (
    <div className="footnote-row">
      <span className="footnote-number" aria-hidden="true">
        {number}
      </span>
      {words}
      <button
        type="button"
        className="footnote-back"
        aria-label={t('ref.back', { number })}
        onClick={() => toFootnoteMark(label, lang)}
      >
        ↩
      </button>
    </div>
  )
}

const viewIcons = { timeline: 'timeline', risks: 'risks', positions: 'positions' } as const

function ViewLink({ view }: { readonly view: 'timeline' | 'risks' | 'positions' }) {
  const { t } = useTranslation('reader')
  const { openView, content } = useReader()
  const count = { timeline: content.events, risks: content.risks, positions: content.positions }[view].length
  return (
    <p className="t view">
      <button type="button" className="view-link" onClick={() => openView(view)}>
        <Icon name={viewIcons[view]} />
        {t(`view.${view}`, { n: count })}
      </button>
    </p>
  )
}
