import { type KeyboardEvent, type Ref, useImperativeHandle, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Content, Position } from '../../src-shared/briefings/content.ts'
import { dateWords } from '../../src-shared/events/date-words.ts'
import { DateLines } from '../ui/date-text.tsx'
import { useGridKeys } from '../ui/grid-keys.ts'
import { Said, useSaid } from '../ui/said.tsx'
import { useSettings } from '../ui/settings.tsx'
import { gradesText, sourcesOf } from '../ui/source-list.tsx'
import { Marks, markable } from '../ui/target-marks.tsx'
import type { PositionMatrix } from './position-matrix.ts'
import { StanceMark } from './stance-mark.tsx'

/** A cell by its place: row and column of the matrix. */
export interface CellPlace {
  readonly actor: number
  readonly issue: number
}

/** Actors by issues as a grid; it scrolls in itself, heads stay in sight. */
export function PositionTable({
  content,
  matrix,
  selected,
  place,
  onSelect,
}: {
  readonly content: Content
  readonly matrix: PositionMatrix
  readonly selected: CellPlace | null
  readonly place: Ref<HTMLTableElement>
  readonly onSelect: (cell: CellPlace, how: 'look' | 'enter') => void
}) {
  const { t } = useTranslation('positions')
  const table = useRef<HTMLTableElement>(null)
  useImperativeHandle(place, () => table.current as HTMLTableElement)
  const move = useGridKeys(table)
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the grid pattern; a table gives it rows and headers
    <table className="pm" role="grid" ref={table} onKeyDown={move} aria-label={t('table.name')}>
      <thead>
        <tr>
          <th scope="col" className="corner">
            {t('table.actor')}
          </th>
          {matrix.issues.map((issue) => (
            <th key={issue.key} scope="col">
              <Said text={issue.name} lead={content.lead} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {matrix.actors.map((actor, row) => (
          <tr key={actor.key} data-row>
            <th scope="row">
              <Said text={actor.name} lead={content.lead} />
            </th>
            {actor.cells.map((positions, column) => {
              const current = selected?.actor === row && selected.issue === column
              // Rows, headers and cells of the grid are those of the table; a cell is pressed as a whole.
              const cell = {
                'data-cell': true,
                'data-place': `${row},${column}`,
                ...(positions[0] && markable(`position/${positions[0].id}`)),
                'data-stop': current,
                tabIndex: -1,
                'aria-selected': current,
                className: current ? 'cur' : undefined,
                onClick: () => onSelect({ actor: row, issue: column }, 'look'),
                onKeyDown: (event: KeyboardEvent) => {
                  if ((event.key !== 'Enter' && event.key !== ' ') || event.nativeEvent.isComposing) return
                  event.preventDefault()
                  onSelect({ actor: row, issue: column }, event.key === 'Enter' ? 'enter' : 'look')
                },
              }
              return (
                <td key={matrix.issues[column]?.key} {...cell}>
                  <Cell content={content} positions={positions} />
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cell({ content, positions }: { readonly content: Content; readonly positions: readonly Position[] }) {
  const { t } = useTranslation(['positions', 'sources'])
  const { lang, calendar } = useSettings()
  const said = useSaid(content.lead)
  const [latest] = positions
  if (!latest) return <span className="no-source">{t('empty')}</span>
  const grades = gradesText(sourcesOf(content, latest.sources)).split(' ').filter(Boolean)
  const none = latest.stance === 'none'
  // A label that only repeats the word of the stance is not said twice.
  const repeats = none && said(latest.label).toLowerCase() === t('stance.none').toLowerCase()
  return (
    <>
      <span className="head">
        <StanceMark stance={latest.stance} />
        {positions.map(({ id }) => (
          <Marks key={id} on={`position/${id}`} inGrid />
        ))}
        {latest.status === 'reported' && <span className="unverified">{t('sources:unverified')}</span>}
      </span>
      {!repeats && (
        <span className="say">
          <Said text={latest.label} lead={content.lead} />
        </span>
      )}
      <span className="src">
        <span className="d">
          {none && latest.when !== '' && (
            <span>
              {t('searched', { when: dateWords(latest.when, lang, calendar === 'roc' ? 'roc' : 'gregorian') })}
            </span>
          )}
          {!none && (latest.when === '' ? t('noDate') : <DateLines when={latest.when} />)}
        </span>
        {grades.map((grade) => (
          <span key={grade} className="grade">
            {grade}
          </span>
        ))}
        {positions.length > 1 && <span>{t('earlier', { count: positions.length - 1 })}</span>}
      </span>
    </>
  )
}
