import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { BriefingChanges, ChangingRow } from '../../src-shared/briefings/changes.ts'
import type { FieldChange } from '../../src-shared/briefings/field-changes.ts'
import { likelihoodTerm } from '../../src-shared/standards/likelihood.ts'
import { ask } from '../api.ts'
import { DateText } from '../ui/date-text.tsx'
import { DiffText } from '../ui/diff-text.tsx'
import { useSettings } from '../ui/settings.tsx'
import { parallelLanguages } from './reader-rows.ts'

/** What a field is called. */
export function useFieldName(): (field: FieldChange) => string {
  const { t } = useTranslation('changes')
  return ({ field }) => t(`field.${field.replaceAll('.', '-')}` as never, { defaultValue: field })
}

/** One field that differs: its name, and what it said and says. */
export function FieldLine({
  field,
  noun,
  changes,
}: {
  readonly field: FieldChange
  readonly noun: ChangingRow | 'head'
  readonly changes: BriefingChanges
}) {
  const name = useFieldName()(field)
  return (
    <div className="changes-field">
      <dt>{name}</dt>
      <dd>
        <FieldValue field={field} noun={noun} changes={changes} />
      </dd>
    </div>
  )
}

function FieldValue({
  field,
  noun,
  changes,
}: {
  readonly field: FieldChange
  readonly noun: ChangingRow | 'head'
  readonly changes: BriefingChanges
}) {
  const { t } = useTranslation('changes')
  const { lang } = useSettings()
  const plainWords = usePlainWords(noun)
  const itemName = useItemName(changes.briefing)
  switch (field.type) {
    case 'words': {
      const shown = parallelLanguages(lang).filter((each) => field.text[each] !== undefined)
      return (
        <div className={`changes-columns${shown.length > 1 ? ' pair' : ''}`}>
          {shown.map((each) => (
            <p key={each} lang={each}>
              <DiffText parts={field.text[each] ?? []} side="both" />
            </p>
          ))}
        </div>
      )
    }
    case 'list':
      return (
        <ul>
          {field.gone.map((each) => (
            <li key={`gone ${each}`}>
              {t('gone')} <del>{itemName(field.field, each)}</del>
            </li>
          ))}
          {field.added.map((each) => (
            <li key={`added ${each}`}>
              {t('added')} <ins>{itemName(field.field, each)}</ins>
            </li>
          ))}
        </ul>
      )
    case 'date':
      return <Both was={field.was && <DateText when={field.was} />} now={field.now && <DateText when={field.now} />} />
    case 'score': {
      const words = (value: string | null) =>
        value === null ? null : (likelihoodTerm(field.scale, value)?.label[lang] ?? value)
      return <Both was={words(field.was)} now={words(field.now)} />
    }
    case 'plain':
      return <Both was={plainWords(field.field, field.was)} now={plainWords(field.field, field.now)} />
  }
}

function Both({ was, now }: { readonly was: React.ReactNode; readonly now: React.ReactNode }) {
  const { t } = useTranslation('changes')
  return (
    <span className="changes-both">
      <del>{was ?? t('empty')}</del> <span aria-hidden="true">→</span> <ins>{now ?? t('empty')}</ins>
    </span>
  )
}

/** Keys of the format as the screens of their noun call them. */
function usePlainWords(noun: ChangingRow | 'head'): (field: string, value: string | null) => string | null {
  const { t } = useTranslation(['changes', 'events', 'positions', 'notes', 'app'])
  return (field, value) => {
    if (value === null) return null
    if (value === 'true' || value === 'false') return t(value === 'true' ? 'changes:yes' : 'changes:no')
    const key = keyOf(noun, field, value)
    return key === null ? value : t(key as never, { defaultValue: value })
  }
}

function keyOf(noun: ChangingRow | 'head', field: string, value: string): string | null {
  switch (field) {
    case 'status':
      return noun === 'events' ? `events:status.${value}` : `positions:detail.${value}`
    case 'stance':
      return `positions:stance.${value}`
    case 'confidence':
      return `notes:confidence.${value}`
    case 'kind':
      return value === 'note' ? 'notes:kind.note' : `app:kind.${value}.name`
    case 'marking.secrecy':
      return `app:marking.secrecy.${value}`
    default:
      return null
  }
}

/** Sources are called by their citation. */
function useItemName(briefing: string): (field: string, item: string) => string {
  const { data } = useQuery(ask('briefings', 'open', { id: briefing }))
  return (field, item) => {
    const source = field === 'sources' ? data?.content.sources.find(({ id }) => id === item) : undefined
    return source?.citation ?? item
  }
}
