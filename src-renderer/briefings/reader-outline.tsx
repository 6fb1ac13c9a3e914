import { useTranslation } from 'react-i18next'
import type { Briefing, ReadingLanguage } from '../../src-shared/briefings/briefing.ts'
import { Icon, type IconName } from '../ui/icons.tsx'
import type { BriefingTab } from '../ui/navigation.tsx'
import type { AlignedRow } from './reader-rows.ts'

export interface OutlineEntry {
  readonly row: string
  readonly level: number
  readonly text: string
  readonly lang: string
  readonly count: number
}

/** The headings with the annotations of their whole section, headings below included. */
export function outlineOf(
  rows: readonly AlignedRow[],
  reading: ReadingLanguage,
  lead: 'zh-TW' | 'en',
  countOf: (row: string) => number,
): readonly OutlineEntry[] {
  const lang = reading === 'parallel' ? lead : reading
  const level = (row: AlignedRow): number => {
    const block = row.cells[lead]?.[0] ?? row.cells[lang]?.[0]
    return block?.kind === 'heading' ? block.level : 0
  }
  return rows.flatMap((row, index) => {
    const own = level(row)
    if (own === 0) return []
    let count = countOf(row.id)
    for (const next of rows.slice(index + 1)) {
      const other = level(next)
      if (other > 0 && other <= own) break
      if (next.kind === 'footnote') break
      count += countOf(next.id)
    }
    const shown = row.cells[lang] ? lang : lead
    return [{ row: row.id, level: own, text: row.cells[shown]?.[0]?.text ?? '', lang: shown, count }]
  })
}

/** The outline: where one is, how much is noted there, and what else this briefing holds. */
export function ReaderOutline({
  briefing,
  entries,
  current,
  onRow,
  lost,
  onTab,
  onLost,
}: {
  readonly briefing: Briefing
  readonly entries: readonly OutlineEntry[]
  /** The row of the heading one reads under; '' is the bottom line. */
  readonly current: string
  readonly onRow: (row: string) => void
  /** Annotations that lost their words. */
  readonly lost: number
  readonly onTab: (tab: BriefingTab) => void
  readonly onLost: () => void
}) {
  const { t } = useTranslation('reader')
  const { counts } = briefing
  const parts: readonly (readonly [BriefingTab, IconName, number])[] = [
    ['timeline', 'timeline', counts.events],
    ['risks', 'risks', counts.risks],
    ['positions', 'positions', counts.positions],
    ['notes', 'notes', counts.notes],
  ]
  return (
    <nav className="out" aria-label={t('outline.label')} tabIndex={-1}>
      <h2>{t('outline.label')}</h2>
      <button type="button" aria-current={current === '' ? 'location' : undefined} onClick={() => onRow('')}>
        <span>{t('head.bottomLine')}</span>
      </button>
      {entries.map((entry) => (
        <button
          key={entry.row}
          type="button"
          className={entry.level > 2 ? 'lv2' : undefined}
          aria-current={entry.row === current ? 'location' : undefined}
          onClick={() => onRow(entry.row)}
        >
          <span lang={entry.lang}>{entry.text}</span>
          {entry.count > 0 && (
            <span className="c">
              <span aria-hidden="true">{entry.count}</span>
              <span className="vh">{t('outline.annotations', { n: entry.count })}</span>
            </span>
          )}
        </button>
      ))}
      <h2>{t('outline.parts')}</h2>
      {parts.map(([tab, icon, count]) => (
        <button key={tab} type="button" onClick={() => onTab(tab)}>
          <Icon name={icon} />
          {t(`outline.${tab as 'timeline' | 'risks' | 'positions' | 'notes'}`)}
          <span className="c">{count}</span>
        </button>
      ))}
      {lost > 0 && (
        <button type="button" onClick={onLost}>
          <span className="changed">{t('outline.lost')}</span>
          <span className="c">{lost}</span>
        </button>
      )}
    </nav>
  )
}
