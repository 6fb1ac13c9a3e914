import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Briefing } from '../../src-shared/briefings/briefing.ts'
import { riskCodes } from '../../src-shared/risks/codes.ts'
import { horizonYears } from '../../src-shared/risks/horizon.ts'
import { missingScore, scoreColumns } from '../../src-shared/risks/scores.ts'
import { Empty } from '../ui/empty.tsx'
import { focusIsLost } from '../ui/focus.ts'
import { useKept } from '../ui/kept.ts'
import { useNavigation } from '../ui/navigation.tsx'
import { Segment } from '../ui/segment.tsx'
import { useSettings } from '../ui/settings.tsx'
import { PeriodList } from './period-list.tsx'
import { RiskDetail } from './risk-detail.tsx'
import { RiskMatrix } from './risk-matrix.tsx'
import { type RiskColumn, type RiskSort, riskGroups, sortedRisks } from './risk-rows.ts'
import { RiskTable } from './risk-table.tsx'
import './risks.css'

/** The risk register of a briefing: grouped, sortable, with a detail beside it. Missing scores are said to be missing. */
export function RisksView({ briefing }: { readonly briefing: Briefing }) {
  const { t } = useTranslation('risks')
  if (briefing.content.risks.length === 0) return <Empty title={t('empty.title')}>{t('empty.text')}</Empty>
  return <Register briefing={briefing} />
}

function Register({ briefing }: { readonly briefing: Briefing }) {
  const { content, id } = briefing
  const { t } = useTranslation('risks')
  const { lang } = useSettings()
  const { view } = useNavigation()
  const kept = `${id}/${briefing.version}/risks`
  const [grouped, setGrouped] = useKept(`${kept}/grouped`, () => true)
  const [sort, setSort] = useKept<RiskSort>(`${kept}/sort`, () => ({ by: 'code', descending: false }))
  const [closed, setClosed] = useKept<ReadonlySet<string>>(`${kept}/closed`, () => new Set())
  const [selected, setSelected] = useKept<string | null>(`${kept}/selected`, () => content.risks[0]?.id ?? null)
  const table = useRef<HTMLTableElement>(null)
  const detail = useRef<HTMLElement>(null)

  const codes = useMemo(() => riskCodes(content), [content])
  const own = useMemo(() => riskGroups(content), [content])
  const groups = useMemo(() => {
    if (grouped) return own.map((group) => ({ ...group, rows: sortedRisks(group.rows, sort, lang, content.lead) }))
    const [first] = own
    if (!first) return []
    return [
      {
        ...first,
        rows: sortedRisks(
          own.flatMap((group) => group.rows),
          sort,
          lang,
          content.lead,
        ),
      },
    ]
  }, [own, grouped, sort, lang, content.lead])
  const columns = useMemo<readonly RiskColumn[]>(() => {
    const { risks } = content
    return [
      'code',
      'title',
      ...scoreColumns(content),
      ...(risks.some((risk) => risk.importanceRank !== undefined) ? (['rank'] as const) : []),
      ...(risks.some((risk) => risk.vulnerability) ? (['vulnerability'] as const) : []),
      'horizon',
      'grade',
    ]
  }, [content])
  const row = own.flatMap((group) => group.rows).find((each) => each.risk.id === selected)

  const focusRow = useCallback((risk: string) => {
    requestAnimationFrame(() => {
      const place = table.current?.querySelector(`[data-risk="${CSS.escape(risk)}"]`)
      place?.scrollIntoView?.({ block: 'nearest' })
      place?.querySelector<HTMLElement>('.c-title')?.focus({ preventScroll: true })
    })
  }, [])
  const select = (risk: string, how: 'look' | 'enter') => {
    setSelected(risk)
    if (how === 'enter') requestAnimationFrame(() => detail.current?.focus())
  }
  const find = (risk: string) => {
    setClosed(new Set())
    setSelected(risk)
    focusRow(risk)
  }
  const at = view.screen === 'briefing' && view.id === id ? view.at : undefined
  useEffect(() => {
    const [kind, risk] = (at ?? '').split('/', 2)
    if (kind !== 'risk' || !risk) return
    setClosed(new Set())
    setSelected(risk)
    focusRow(risk)
  }, [at, focusRow, setClosed, setSelected])

  // Coming back from a passage, the focus is at the row again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, with what was kept
  useEffect(() => {
    if (selected !== null && at === undefined && focusIsLost()) focusRow(selected)
  }, [])

  const unpublished = scoreColumns(content).filter(
    (name) => missingScore(content, name) === 'unpublished' && content.risks.some((risk) => !risk.scores[name]),
  )
  return (
    <div className="rk">
      <div className="reg-w scroll">
        <div className="reg-bar">
          <p className="sm qq">{t('summary', { count: content.risks.length, groups: own.length })}</p>
          <span className="grow" />
          <Segment
            label={t('grouping.name')}
            value={grouped ? 'grouped' : 'flat'}
            options={[
              { value: 'grouped', label: t('grouping.grouped') },
              { value: 'flat', label: t('grouping.flat') },
            ]}
            onChange={(value) => setGrouped(value === 'grouped')}
          />
        </div>
        <RiskTable
          content={content}
          groups={groups}
          grouped={grouped}
          columns={columns}
          sort={sort}
          closed={closed}
          selected={selected}
          place={table}
          onSort={(by) => setSort((now) => ({ by, descending: now.by === by && !now.descending }))}
          onToggle={(category) =>
            setClosed((now) => {
              const next = new Set(now)
              if (!next.delete(category)) next.add(category)
              return next
            })
          }
          onSelect={select}
        />
        <p className="ft key">
          <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
            <circle cx="7" cy="7" r="4.500" className="of" />
          </svg>
          {t('legend.official')}
          {unpublished.length > 0 && <span>{t('legend.unpublished')}</span>}
          {content.risks.some((risk) => risk.horizon !== undefined) && (
            <span>{t('legend.horizon', { short: horizonYears.short, medium: horizonYears.medium })}</span>
          )}
        </p>
        <PeriodList briefing={briefing} codes={codes} onRisk={find} />
      </div>
      <aside className="sidep scroll" aria-label={t('side')}>
        <RiskMatrix content={content} codes={codes} selected={selected} onSelect={find} />
        {row && (
          <RiskDetail briefing={briefing} row={row} place={detail} onLeave={() => selected && focusRow(selected)} />
        )}
      </aside>
    </div>
  )
}
