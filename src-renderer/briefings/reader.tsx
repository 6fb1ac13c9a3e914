import { type ReactNode, type RefObject, useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Briefing, ReadingLanguage } from '../../src-shared/briefings/briefing.ts'
import { inLanguage, type Lang } from '../../src-shared/languages.ts'
import { api } from '../api.ts'
import { useErrorWords } from '../ui/error-notice.tsx'
import { focusWhenDrawn } from '../ui/focus.ts'
import { glideInto } from '../ui/glide.ts'
import { useKeys } from '../ui/keys.ts'
import type { BriefingTab } from '../ui/navigation.tsx'
import { useToasts } from '../ui/toasts.tsx'
import { BlockView } from './reader-block.tsx'
import { ReaderContext, type ReaderTools } from './reader-context.ts'
import { Fallback } from './reader-fallback.tsx'
import { FindBar, type HeadWords } from './reader-find.tsx'
import { ReaderHead } from './reader-head.tsx'
import { type OpenReference, ReferencePopover } from './reader-reference.tsx'
import { type AlignedRow, parallelLanguages, type Row, rowsFor } from './reader-rows.ts'
import './reader.css'

/** The text of a briefing with numbered paragraphs and a margin, in one language or side by side. */
export function Reader({
  briefing,
  rows,
  reading,
  pane,
  news,
  margin,
  bar,
  layer,
  onTab,
  onRow,
}: {
  readonly briefing: Briefing
  readonly rows: readonly AlignedRow[]
  readonly reading: ReadingLanguage
  readonly pane: RefObject<HTMLElement | null>
  /** Told above the title. */
  readonly news: ReactNode
  /** What stands in the margin beside a row. */
  readonly margin: (row: string) => ReactNode
  /** The kind of the double bar a row carries in one language, or null. */
  readonly bar: (row: string, lang: Lang) => string | null
  /** Drawn over the text, in the coordinates of the scrolling pane. */
  readonly layer: ReactNode
  readonly onTab: (tab: BriefingTab) => void
  readonly onRow: (row: string) => void
}) {
  const { t } = useTranslation('reader')
  const { show } = useToasts()
  const words = useErrorWords()
  const { content } = briefing
  const [finding, setFinding] = useState(false)
  const [reference, setReference] = useState<OpenReference | null>(null)
  const cited = useRef<HTMLElement | null>(null)
  const drawn = useMemo(() => rowsFor(rows, reading, content.lead), [rows, reading, content.lead])

  useKeys({
    'Ctrl+KeyF': () => {
      setFinding(true)
      document.querySelector<HTMLElement>('.find-bar input')?.focus()
    },
  })
  const openLink = useCallback(
    (url: string) => void api.sources.openLink({ url }).catch((error) => show({ text: words(error) })),
    [show, words],
  )
  const tools = useMemo<ReaderTools>(
    () => ({
      content,
      openRef: (mark, ref, lang) => {
        cited.current = mark
        setReference({ mark, ref, lang })
      },
      openLink,
      openView: onTab,
      toFootnoteMark: (label, lang) => {
        const name = `${lang}/${label}`
        // A note may be cited more than once: back to where one came from.
        const from = cited.current?.isConnected && cited.current.dataset.footnote === name ? cited.current : null
        const mark = from ?? pane.current?.querySelector<HTMLElement>(`[data-footnote="${CSS.escape(name)}"]`)
        if (!pane.current || !mark) return
        glideInto(pane.current, mark)
        mark.focus({ preventScroll: true })
      },
    }),
    [content, openLink, onTab, pane],
  )
  const toFootnote = (label: string, lang: Lang) => {
    setReference(null)
    const row = rows.find((each) =>
      each.cells[lang]?.some((block) => block.kind === 'footnote' && block.label === label),
    )
    if (!row) return
    onRow(row.id)
    // The words beside the mark give the focus back to it when they close; then it goes on to the note.
    focusWhenDrawn(() =>
      document.querySelector('[role=dialog]') || document.activeElement !== cited.current
        ? null
        : pane.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.id)}"]`),
    )
  }
  const head = useMemo<readonly HeadWords[]>(() => {
    const { lead, title, summary } = content
    const columns = reading === 'parallel' ? parallelLanguages(lead) : [reading]
    return columns.flatMap((lang) =>
      Object.entries({ title, summary }).flatMap(([part, words]) => {
        const text = inLanguage(words, lang, lead)?.value
        return text === undefined ? [] : [{ lang, block: `head/${part}`, text }]
      }),
    )
  }, [content, reading])
  const firstNote = drawn.find((row) => row.kind === 'footnote')?.id

  return (
    <ReaderContext value={tools}>
      <main
        ref={pane}
        className={`doc${reading === 'parallel' ? ' parallel' : ''}`}
        tabIndex={-1}
        aria-label={t('text')}
      >
        <article>
          <ReaderHead briefing={briefing} reading={reading} news={news} />
          {drawn.map((row) => (
            <RowView
              key={row.id}
              row={row}
              firstNote={row.id === firstNote}
              margin={reading === 'parallel' ? null : margin(row.id)}
              bars={row.cells.map((cell) => bar(row.id, cell.lang)).join()}
            />
          ))}
        </article>
        {layer}
      </main>
      {finding && (
        <FindBar
          pane={pane}
          rows={drawn}
          head={head}
          onClose={() => {
            setFinding(false)
            pane.current?.focus({ preventScroll: true })
          }}
        />
      )}
      {reference && <ReferencePopover open={reference} onClose={() => setReference(null)} onFootnote={toFootnote} />}
    </ReaderContext>
  )
}

/** One row: its number, the block in each language shown, and the margin. */
function RowView({
  row,
  firstNote,
  margin,
  bars,
}: {
  readonly row: Row
  /** The notes begin here. */
  readonly firstNote: boolean
  readonly margin: ReactNode
  /** Kind of the double bar of every cell, joined by commas. */
  readonly bars: string
}) {
  const { t } = useTranslation(['reader', 'app'])
  const pair = row.cells.length > 1
  const kinds = bars.split(',')
  return (
    <section
      className={`passage k-${row.kind}${pair ? ' pair' : ''}${firstNote ? ' first-note' : ''}`}
      data-row={row.id}
    >
      <div className="n" aria-hidden="true">
        {row.number}
      </div>
      {row.cells.map((cell, index) => (
        <div key={cell.wanted} className={`passage-cell${kinds[index] ? ` double-bar ${kinds[index]}` : ''}`}>
          {row.kind !== 'view' && <Fallback wanted={cell.wanted} shown={cell.lang} />}
          {cell.blocks.map((block) => (
            <BlockView key={block.id} block={block} lang={cell.lang} />
          ))}
          {cell.blocks.length === 0 && row.kind !== 'view' && <p className="absent">{t('reader:absent')}</p>}
        </div>
      ))}
      {!pair && <div className="m">{margin}</div>}
    </section>
  )
}
