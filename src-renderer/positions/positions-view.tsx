import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Briefing } from '../../src-shared/briefings/briefing.ts'
import { stances } from '../../src-shared/briefings/content.ts'
import { Empty } from '../ui/empty.tsx'
import { focusIsLost } from '../ui/focus.ts'
import { useKept } from '../ui/kept.ts'
import { useNavigation } from '../ui/navigation.tsx'
import { PositionDetail } from './position-detail.tsx'
import { positionMatrix } from './position-matrix.ts'
import { type CellPlace, PositionTable } from './position-table.tsx'
import { StanceMark } from './stance-mark.tsx'
import './positions.css'

/** Who stands where: actors by issues, each cell dated and graded, with its detail beside it. */
export function PositionsView({ briefing }: { readonly briefing: Briefing }) {
  const { t } = useTranslation('positions')
  if (briefing.content.positions.length === 0) return <Empty title={t('none.title')}>{t('none.text')}</Empty>
  return <Positions briefing={briefing} />
}

function Positions({ briefing }: { readonly briefing: Briefing }) {
  const { content, id } = briefing
  const { t } = useTranslation('positions')
  const { view } = useNavigation()
  const matrix = useMemo(() => positionMatrix(content), [content])
  const [selected, setSelected] = useKept<CellPlace | null>(`${id}/${briefing.version}/positions`, () => ({
    actor: 0,
    issue: 0,
  }))
  const table = useRef<HTMLTableElement>(null)
  const detail = useRef<HTMLElement>(null)

  const focusCell = useCallback((cell: CellPlace) => {
    requestAnimationFrame(() => {
      const place = table.current?.querySelector<HTMLElement>(`[data-place="${cell.actor},${cell.issue}"]`)
      place?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' })
      place?.focus({ preventScroll: true })
    })
  }, [])
  const at = view.screen === 'briefing' && view.id === id ? view.at : undefined
  useEffect(() => {
    const [kind, position] = (at ?? '').split('/', 2)
    if (kind !== 'position') return
    matrix.actors.forEach((actor, row) => {
      const column = actor.cells.findIndex((cell) => cell.some((each) => each.id === position))
      if (column < 0) return
      setSelected({ actor: row, issue: column })
      focusCell({ actor: row, issue: column })
    })
  }, [at, matrix, focusCell, setSelected])

  // Coming back from a passage, the focus is at the cell again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, with what was kept
  useEffect(() => {
    if (selected !== null && at === undefined && focusIsLost()) focusCell(selected)
  }, [])

  const actor = selected === null ? undefined : matrix.actors[selected.actor]
  const issue = selected === null ? undefined : matrix.issues[selected.issue]
  return (
    <div className="ps">
      <div className="ps-main">
        <div className="ps-bar">
          <p className="sm qq">
            {t('summary', {
              actors: matrix.actors.length,
              issues: matrix.issues.length,
              count: content.positions.length,
            })}
          </p>
          <span className="grow" />
          <ul aria-label={t('legend')}>
            {stances.map((stance) => (
              <li key={stance}>
                <StanceMark stance={stance} />
              </li>
            ))}
          </ul>
        </div>
        <div className="pm-w scroll">
          <PositionTable
            content={content}
            matrix={matrix}
            selected={selected}
            place={table}
            onSelect={(cell, how) => {
              setSelected(cell)
              if (how === 'enter') requestAnimationFrame(() => detail.current?.focus())
            }}
          />
        </div>
      </div>
      <aside className="ps-side scroll" aria-label={t('side')}>
        {selected && actor && issue && (
          <PositionDetail
            briefing={briefing}
            actor={actor.name}
            issue={issue.name}
            positions={actor.cells[selected.issue] ?? []}
            place={detail}
            onLeave={() => focusCell(selected)}
          />
        )}
      </aside>
    </div>
  )
}
