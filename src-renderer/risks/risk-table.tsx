import { type KeyboardEvent, type ReactNode, type Ref, useImperativeHandle, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Content, ScoreName } from '../../src-shared/briefings/content.ts'
import { scoreScale } from '../../src-shared/standards/scores.ts'
import { useGridKeys } from '../ui/grid-keys.ts'
import { Icon } from '../ui/icons.tsx'
import { Said } from '../ui/said.tsx'
import { gradesText } from '../ui/source-list.tsx'
import { Marks, markable } from '../ui/target-marks.tsx'
import { HorizonBoxes } from './horizon-boxes.tsx'
import type { RiskColumn, RiskGroup, RiskRow, RiskSort } from './risk-rows.ts'
import { ScoreCell } from './score-cell.tsx'

export interface RiskTableProps {
  readonly content: Content
  /** Null = one flat list. */
  readonly groups: readonly RiskGroup[]
  readonly grouped: boolean
  readonly columns: readonly RiskColumn[]
  readonly sort: RiskSort
  readonly closed: ReadonlySet<string>
  readonly selected: string | null
  readonly place: Ref<HTMLTableElement>
  readonly onSort: (by: RiskColumn) => void
  readonly onToggle: (category: string) => void
  readonly onSelect: (id: string, how: 'look' | 'enter') => void
}

/** The register as a grid: arrows go from cell to cell, Enter opens the detail. */
export function RiskTable(props: RiskTableProps) {
  const { content, groups, grouped, columns, closed, selected, place } = props
  const { t } = useTranslation('risks')
  const table = useRef<HTMLTableElement>(null)
  useImperativeHandle(place, () => table.current as HTMLTableElement)
  const move = useGridKeys(table)
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-risk]') : null
    if (row?.dataset.risk && (event.key === 'Enter' || event.key === ' ') && !event.nativeEvent.isComposing) {
      event.preventDefault()
      props.onSelect(row.dataset.risk, event.key === 'Enter' ? 'enter' : 'look')
    } else move(event)
  }
  const count = groups.reduce((sum, group) => sum + group.rows.length, 0)
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the grid pattern; a table gives it rows and headers
    <table className="reg" role="grid" ref={table} onKeyDown={onKeyDown} aria-label={t('table.name', { count })}>
      <thead>
        <tr data-row>
          {columns.map((column) => (
            <HeadCell key={column} column={column} {...props} />
          ))}
        </tr>
      </thead>
      {groups.map(({ category, rows }) => {
        const open = !closed.has(category.key)
        return (
          <tbody key={category.key}>
            {grouped && (
              <tr data-row className="g">
                <th colSpan={columns.length} scope="rowgroup">
                  <button
                    type="button"
                    data-cell
                    tabIndex={-1}
                    aria-expanded={open}
                    onClick={() => props.onToggle(category.key)}
                  >
                    <Icon name={open ? 'down' : 'forward'} />
                    <b>
                      <Said text={category.name} lead={content.lead} />
                    </b>
                    <span className="qq num">{t('table.count', { count: rows.length })}</span>
                  </button>
                </th>
              </tr>
            )}
            {(open || !grouped) &&
              rows.map((row) => (
                <tr
                  key={row.risk.id}
                  data-row
                  data-risk={row.risk.id}
                  aria-selected={row.risk.id === selected}
                  className={row.risk.id === selected ? 'cur' : undefined}
                  onClick={() => props.onSelect(row.risk.id, 'look')}
                >
                  {columns.map((column) => (
                    <BodyCell key={column} column={column} row={row} content={content} selected={selected} />
                  ))}
                </tr>
              ))}
          </tbody>
        )
      })}
    </table>
  )
}

function HeadCell({ column, sort, content, onSort }: RiskTableProps & { readonly column: RiskColumn }) {
  const { t } = useTranslation('risks')
  const sorted = sort.by === column
  const range = isScore(column) ? rangeOf(content, column) : null
  return (
    <th
      scope="col"
      className={`h-${column}`}
      aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" className="sorter" data-cell tabIndex={-1} onClick={() => onSort(column)}>
        <span>
          {t(`column.${column}`)}
          {range && <span className="qq num"> {range}</span>}
        </span>
        <span className="dir" aria-hidden="true">
          {sorted ? (sort.descending ? '▼' : '▲') : '↕'}
        </span>
      </button>
    </th>
  )
}

function BodyCell({
  column,
  row,
  content,
  selected,
}: {
  readonly column: RiskColumn
  readonly row: RiskRow
  readonly content: Content
  readonly selected: string | null
}) {
  const { risk, code } = row
  const stop = column === 'title' && risk.id === selected
  // Number and title stand for the risk as a whole.
  const thing = column === 'title' || column === 'code' ? `risk/${risk.id}` : `cell/${risk.id}/${column}`
  const cell = { 'data-cell': true, 'data-stop': stop, tabIndex: -1, className: `c-${column}`, ...markable(thing) }
  if (column === 'title') {
    return (
      <th scope="row" {...cell}>
        <Said text={risk.title} lead={content.lead} />
        <Marks on={thing} inGrid />
      </th>
    )
  }
  return (
    <td {...cell}>
      {bodyOf()}
      {column !== 'code' && column !== 'horizon' && <Marks on={thing} inGrid />}
    </td>
  )

  function bodyOf(): ReactNode {
    if (isScore(column)) return <ScoreCell content={content} risk={risk} name={column} />
    switch (column) {
      case 'code':
        return code
      case 'rank':
        return <Rank risk={row} />
      case 'horizon':
        // The mark stands beside the words, which make room for it.
        return (
          <span className="hz-cell">
            <HorizonBoxes horizons={row.horizons} period={risk.horizon} />
            <Marks on={thing} inGrid />
          </span>
        )
      case 'vulnerability':
        return risk.vulnerability ? <Vulnerable /> : null
      case 'grade':
        return <Grades row={row} />
      case 'title':
        return null
    }
  }
}

function Rank({ risk: { risk } }: { readonly risk: RiskRow }) {
  const { t } = useTranslation('risks')
  if (risk.importanceRank === undefined) return <span className="qq">{t('missing.unpublished')}</span>
  return <span className="num">{t('rank', { rank: risk.importanceRank })}</span>
}

function Grades({ row }: { readonly row: RiskRow }) {
  const { t } = useTranslation('sources')
  const grades = gradesText(row.sources).split(' ').filter(Boolean)
  if (grades.length === 0) return <span className="qq">{t(row.sources.length === 0 ? 'none' : 'ungraded')}</span>
  return (
    <span className="grades">
      {grades.map((grade) => (
        <span key={grade} className="grade">
          {grade}
        </span>
      ))}
    </span>
  )
}

/** Important and least prepared: a shape and a word. */
export function Vulnerable() {
  const { t } = useTranslation('risks')
  return (
    <span className="vuln">
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        <path d="M6 1l5.500 9.500H.5z" />
      </svg>
      {t('vulnerable')}
    </span>
  )
}

const scores: readonly string[] = ['likelihood', 'severity', 'importance', 'preparedness']

function isScore(column: RiskColumn): column is ScoreName {
  return scores.includes(column)
}

function rangeOf(content: Content, name: ScoreName): string | null {
  const scale = scoreScale(content.scales[name] ?? '')
  return scale === null ? null : `${scale.low}–${scale.high}`
}
