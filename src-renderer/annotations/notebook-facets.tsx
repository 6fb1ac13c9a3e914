import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { annotationKinds, statuses, type Target } from '../../src-shared/annotations/annotation.ts'
import type { BriefingRow } from '../../src-shared/briefings/briefing.ts'
import { languages } from '../../src-shared/languages.ts'
import { Button } from '../ui/button.tsx'
import { Kind } from '../ui/kind.tsx'
import { Words } from '../ui/localized.tsx'
import {
  type Counts,
  dueStates,
  type Facet,
  keptStatus,
  type NotebookFilter,
  narrowings,
  noFilter,
  toggled,
  untagged,
  waiting,
} from './notebook-filter.ts'
import { compareTags } from './notebook-rows.ts'

const types = [
  'text',
  'event',
  'risk',
  'cell',
  'position',
  'note',
  'source',
  'briefing',
] as const satisfies readonly Target['type'][]

/** How many values of a long list are shown before the rest is asked for. */
const shownFirst = 8

interface Value {
  readonly value: string
  readonly label: ReactNode
}

/** What the notebook can be narrowed by; every choice says how many it would leave beside the other ones. */
export function NotebookFacets({
  filter,
  counts,
  briefings,
  onFilter,
}: {
  readonly filter: NotebookFilter
  readonly counts: Counts
  readonly briefings: readonly BriefingRow[]
  readonly onFilter: (filter: NotebookFilter) => void
}) {
  const { t } = useTranslation(['annotations', 'app'])
  const group = (facet: Facet, values: readonly Value[]) => (
    <FacetGroup
      name={t(`notebook.facet.${facet}`)}
      values={values}
      chosen={filter.chosen[facet]}
      counts={counts[facet]}
      onToggle={(value) => onFilter(toggled(filter, facet, value))}
    />
  )
  const tags = [...new Set([...counts.tag.keys(), ...filter.chosen.tag])].sort(
    (a, b) => (counts.tag.get(b) ?? 0) - (counts.tag.get(a) ?? 0) || compareTags(a, b),
  )
  const status = (value: (typeof statuses)[number]) => ({ value, label: t(`status.${value}`) })
  return (
    <>
      {group(
        'kind',
        annotationKinds.map((kind) => ({ value: kind, label: <Kind kind={kind} /> })),
      )}
      {group('status', [
        { value: waiting, label: <span className="changed">{t('notebook.waiting')}</span> },
        ...statuses.map(status),
        { value: keptStatus, label: t('kept.any') },
      ])}
      {group(
        'due',
        dueStates.map((state) => ({
          value: state,
          label:
            state === 'overdue' ? (
              <span className="nb-overdue">{t('notebook.due.overdue')}</span>
            ) : (
              t(`notebook.due.${state}`)
            ),
        })),
      )}
      {group(
        'briefing',
        briefings
          .filter(({ id, counts: { annotations } }) => annotations > 0 || counts.briefing.has(id))
          .map(({ id, head }) => ({ value: id, label: <Words of={head.title} lead={head.lead} /> })),
      )}
      {group(
        'tag',
        tags.map((tag) => ({ value: tag, label: tag === untagged ? t('notebook.untagged') : `#${tag}` })),
      )}
      {group(
        'lang',
        languages.map((lang) => ({ value: lang, label: t(`notebook.lang.${lang}`) })),
      )}
      {group(
        'type',
        types.map((type) => ({ value: type, label: t(`target.${type}`) })),
      )}
      <Days filter={filter} onFilter={onFilter} />
      <Button disabled={narrowings(filter).length === 0} onPress={() => onFilter(noFilter)}>
        {t('notebook.reset')}
      </Button>
    </>
  )
}

function FacetGroup({
  name,
  values,
  chosen,
  counts,
  onToggle,
}: {
  readonly name: string
  readonly values: readonly Value[]
  readonly chosen: readonly string[]
  readonly counts: ReadonlyMap<string, number>
  readonly onToggle: (value: string) => void
}) {
  const { t } = useTranslation('annotations')
  const id = useId()
  const [all, setAll] = useState(false)
  // A value that leaves nothing is shown where it is chosen, or where it belongs to a short list that never changes.
  const there = values.filter(({ value }) => counts.has(value) || chosen.includes(value))
  if (there.length === 0) return null
  const shown = all ? there : there.filter(({ value }, at) => at < shownFirst || chosen.includes(value))
  const left = there.length - shown.length
  return (
    <fieldset className="nb-facet" aria-labelledby={id}>
      <h2 id={id}>{name}</h2>
      {shown.map(({ value, label }) => (
        <label key={value}>
          <input type="checkbox" checked={chosen.includes(value)} onChange={() => onToggle(value)} />
          <span className="nb-label">{label}</span>
          <span className="n num">{counts.get(value) ?? 0}</span>
        </label>
      ))}
      {(left > 0 || all) && there.length > shownFirst && (
        <button type="button" className="jump" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('notebook.fewer') : t('notebook.more', { count: left })}
        </button>
      )}
    </fieldset>
  )
}

function Days({
  filter,
  onFilter,
}: {
  readonly filter: NotebookFilter
  readonly onFilter: (filter: NotebookFilter) => void
}) {
  const { t } = useTranslation('annotations')
  const id = useId()
  return (
    <fieldset className="nb-facet nb-days" aria-labelledby={id}>
      <h2 id={id}>{t('notebook.facet.date')}</h2>
      {(['from', 'to'] as const).map((end) => (
        <label key={end}>
          <span>{t(`notebook.${end}`)}</span>
          <input
            type="date"
            value={filter[end] ?? ''}
            onChange={({ target }) => onFilter({ ...filter, [end]: target.value === '' ? null : target.value })}
          />
        </label>
      ))}
    </fieldset>
  )
}
