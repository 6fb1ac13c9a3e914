import { useTranslation } from 'react-i18next'
import type { PlacedAnnotation, Target } from '../../src-shared/annotations/annotation.ts'
import type { Briefing } from '../../src-shared/briefings/briefing.ts'
import type { Content, ScoreName } from '../../src-shared/briefings/content.ts'
import type { Lang } from '../../src-shared/languages.ts'
import { likelihoodTerm } from '../../src-shared/standards/likelihood.ts'
import { useSettings } from '../ui/settings.tsx'
import { TargetLink, useTarget } from '../ui/target-link.tsx'

/** How a thing that is annotated is named in the views: 'event/e05', 'cell/r1/severity', 'briefing'. */
export function thingOf(target: Target): string | null {
  switch (target.type) {
    case 'text':
      return null
    case 'briefing':
      return 'briefing'
    case 'cell':
      return `cell/${target.id}/${target.column}`
    default:
      return `${target.type}/${target.id}`
  }
}

/** The target of a thing; null for a name that no view gives. */
export function targetOf(thing: string): Target | null {
  const [type = '', id = '', column = ''] = thing.split('/')
  if (type === 'briefing') return { type }
  if (id === '') return null
  if (type === 'cell') return { type, id, column, value: null }
  return type === 'event' || type === 'risk' || type === 'position' || type === 'note' || type === 'source'
    ? { type, id }
    : null
}

/** The value of a cell of the risk table as its reader saw it. */
export function cellWords(content: Content, column: string, value: string, lang: Lang): string {
  const scale = content.scales[column as ScoreName]
  return (scale && likelihoodTerm(scale, value)?.label[lang]) || value
}

/** The name of what is annotated where that is no text: its title, and for a cell of the risk table its column, too. */
export function useThingName(briefing: Briefing): (target: Target) => string {
  const { t } = useTranslation(['annotations', 'review', 'risks', 'sources'])
  const named = useTarget(briefing)
  return (target) => {
    if (target.type === 'text') return ''
    if (target.type === 'briefing') return t('sources:target.briefing')
    const title = named(`${target.type === 'cell' ? 'risk' : target.type}/${target.id}`)?.name
    if (title === undefined) return t(`target.${target.type}`)
    if (target.type !== 'cell') return title
    const column = t(`risks:column.${target.column}` as never, { defaultValue: target.column })
    return t('review:cell', { title, column })
  }
}

/** What an annotation is about where that is no text: a link to it, and for a cell its column and the value it was made on. */
export function AboutTarget({
  briefing,
  annotation,
}: {
  readonly briefing: Briefing
  readonly annotation: PlacedAnnotation
}) {
  const { t } = useTranslation(['annotations', 'risks', 'sources'])
  const { lang } = useSettings()
  const { target, resolution } = annotation
  if (target.type === 'text') return null
  if (target.type === 'briefing') return <p className="about-target">{t('sources:target.briefing')}</p>
  if (target.type !== 'cell') {
    return (
      <p className="about-target">
        <TargetLink briefing={briefing} target={`${target.type}/${target.id}`} />
      </p>
    )
  }
  const said = (value: string | null) =>
    value === null ? t('cell.empty') : cellWords(briefing.content, target.column, value, lang)
  const { valueNow } = resolution
  return (
    <>
      <p className="about-target">
        <TargetLink briefing={briefing} target={`risk/${target.id}`} />
        <span>{t(`risks:column.${target.column}` as never, { defaultValue: target.column })}</span>
        {valueNow === undefined && target.value !== null && <span>{said(target.value)}</span>}
      </p>
      {(valueNow !== undefined || resolution.status === 'orphan') && (
        <p className="changed about-value">
          {t('cell.then', { value: said(target.value) })}
          {valueNow !== undefined && <span>{t('cell.now', { value: said(valueNow) })}</span>}
        </p>
      )}
    </>
  )
}
