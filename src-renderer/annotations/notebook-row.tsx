import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { NotebookRow } from '../../src-shared/annotations/notebook.ts'
import { inLanguage, type Lang } from '../../src-shared/languages.ts'
import { Kind } from '../ui/kind.tsx'
import { useNoteDay } from './note-day.ts'
import { dayOfMoment, dueStatesOf } from './notebook-filter.ts'
import { excerpt, hitsOf } from './notebook-search.ts'
import { useStatusLabel } from './status-label.ts'

/** Longer words are cut to what a row can show; the passage itself is one key away. */
const most = { quote: 260, note: 420 }

/** Words with the hits of a search in them marked. */
function Marked({ text, terms }: { readonly text: string; readonly terms: readonly string[] }) {
  const hits = hitsOf(text, terms)
  if (hits.length === 0) return <>{text}</>
  const parts: ReactNode[] = []
  let at = 0
  for (const { start, end } of hits) {
    parts.push(
      text.slice(at, start),
      <span key={start} className="hit">
        {text.slice(start, end)}
      </span>,
    )
    at = end
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  )
}

function Cell({ of, children }: { readonly of: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the row is what has the focus, and in it what can be pressed
    <div role="gridcell" className={of}>
      {children}
    </div>
  )
}

/** One annotation of the notebook: the cells of its row. */
export const NotebookCells = memo(function NotebookCells({
  row,
  terms,
  chosen,
  current,
  withTitle,
  today,
  editor,
  onOpen,
}: {
  readonly row: NotebookRow
  readonly terms: readonly string[]
  readonly chosen: boolean
  /** The row that Tab stops at: only there can its link be reached by Tab, too. */
  readonly current: boolean
  /** Title of the briefing where the groups do not tell it; null where they do. */
  readonly withTitle: { readonly value: string; readonly lang: Lang } | null
  readonly today: string
  readonly editor: ReactNode
  readonly onOpen: (row: NotebookRow) => void
}) {
  const { t, i18n } = useTranslation(['annotations', 'app'])
  const day = useNoteDay()
  const statusLabel = useStatusLabel()
  const spoken: Lang = i18n.language === 'en' ? 'en' : 'zh-TW'
  const due = dueStatesOf(row, today)
  const place =
    row.paragraph !== null ? `¶${row.paragraph}` : t(`notebook.place.${row.at === null ? 'none' : row.type}`)
  const called = [
    ...(row.quote || (row.about && inLanguage(row.about, spoken, spoken)?.value) || t(`target.${row.type}`)),
  ]
    .slice(0, 40)
    .join('')
  return (
    <>
      <Cell of="nb-box">
        <input
          type="checkbox"
          tabIndex={-1}
          checked={chosen}
          aria-label={t('notebook.chooseOf', { quote: called })}
          // The row hears the click, with Shift and all.
          onChange={() => {}}
        />
      </Cell>
      <Cell of="nb-kind">
        <Kind kind={row.kind} />
      </Cell>
      <Cell of="nb-quote">
        <Quote row={row} terms={terms} spoken={spoken} />
        {withTitle && (
          <span className="nb-of" lang={withTitle.lang}>
            {withTitle.value}
          </span>
        )}
      </Cell>
      <Cell of="nb-note">
        {editor ?? (
          <>
            {row.note && (
              <p>
                <Marked text={excerpt(row.note, terms, most.note)} terms={terms} />
              </p>
            )}
            {row.tags.length > 0 && (
              <ul className="nb-tags">
                {row.tags.map((tag) => (
                  <li key={tag}>
                    #<Marked text={tag} terms={terms} />
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Cell>
      <Cell of="nb-side">
        <button
          type="button"
          className="jump"
          tabIndex={current ? 0 : -1}
          aria-label={t(
            row.paragraph === null && row.at !== null && row.type !== 'text' ? 'notebook.openThing' : 'notebook.open',
            { place },
          )}
          onClick={() => onOpen(row)}
        >
          {place}
        </button>
        <time dateTime={row.created} className="num">
          {day(row.created)}
        </time>
        {row.done ? (
          <span>{t('notebook.due.doneOn', { day: day(row.done) })}</span>
        ) : (
          row.due && (
            <span className={due.includes('overdue') ? 'nb-overdue' : undefined}>
              {t(due.includes('overdue') ? 'notebook.due.overdueSince' : 'notebook.due.until', { day: day(row.due) })}
            </span>
          )
        )}
        {row.review ? (
          <span className="changed">{statusLabel(row, row.type)}</span>
        ) : (
          row.status !== 'exact' && <span>{statusLabel(row, row.type)}</span>
        )}
      </Cell>
    </>
  )
})

function Quote({
  row,
  terms,
  spoken,
}: {
  readonly row: NotebookRow
  readonly terms: readonly string[]
  readonly spoken: Lang
}) {
  const { t } = useTranslation('annotations')
  if (row.type === 'text')
    return (
      <p lang={row.lang ?? undefined} className="nb-words">
        <mark className={row.kind}>
          <Marked text={excerpt(row.quote, terms, most.quote)} terms={terms} />
        </mark>
      </p>
    )
  const about = row.about ? inLanguage(row.about, spoken, spoken) : null
  return (
    <p className="nb-words">
      <span className="nb-type">{t(`target.${row.type}`)}</span>{' '}
      {about && (
        <mark className={row.kind} lang={about.lang}>
          <Marked text={excerpt(about.value, terms, most.quote)} terms={terms} />
        </mark>
      )}{' '}
      {row.cell && <span className="nb-value">{t('notebook.cellThen', { value: row.cell.value ?? '–' })}</span>}
    </p>
  )
}

/** Today by this computer's clock. */
export const todayNow = (): string => dayOfMoment(new Date())
