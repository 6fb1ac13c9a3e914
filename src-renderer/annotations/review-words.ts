import { useTranslation } from 'react-i18next'
import type { Target } from '../../src-shared/annotations/annotation.ts'
import { dateWords } from '../../src-shared/events/date-words.ts'
import type { Lang } from '../../src-shared/languages.ts'
import { likelihoodScales } from '../../src-shared/standards/likelihood.ts'
import { useSettings } from '../ui/settings.tsx'

const dates = new Set(['when', 'horizon', 'reviewBy', 'published'])
const scores = new Set(['likelihood', 'severity', 'importance', 'preparedness'])

/**
 * What a version says of a thing, as the store tells it (a line each, `name: value` where the value needs its name), in the
 * words of the screens: fields, dates and terms by their names, the title first.
 */
export function useThingWords(): (
  type: Target['type'],
  words: string,
  title: string | undefined,
  lang: Lang,
) => string {
  const { t, i18n } = useTranslation(['changes', 'events', 'positions', 'notes', 'app'])
  const { calendar } = useSettings()
  return (type, words, title, lang) => {
    const lines = words.split('\n')
    const first = lines.filter((line) => line === title)
    const rest = lines.filter((line) => line !== title)
    return [...first, ...rest.map((line) => told(type, line, lang))].join('\n')
  }

  function told(type: Target['type'], line: string, lang: Lang): string {
    const [, name = '', value = ''] = /^([A-Za-z]+): (.*)$/u.exec(line) ?? []
    const key = scores.has(name) && type !== 'note' ? `scores-${name}` : name
    if (name === '' || !i18n.exists(`changes:field.${key}`)) return line
    return t('app:named', { name: t(`changes:field.${key}` as never), value: valueIn(type, name, value, lang) })
  }

  function valueIn(type: Target['type'], name: string, value: string, lang: Lang): string {
    if (dates.has(name)) return dateWords(value, lang, calendar)
    if (name === 'likelihood') {
      const terms = Object.values(likelihoodScales).flatMap((scale) => scale.terms)
      return terms.find(({ key }) => key === value)?.label[lang] ?? value
    }
    if (value === 'true') return t('changes:yes')
    const key = keyOf(type, name, value)
    return key === null ? value : t(key as never, { defaultValue: value })
  }
}

function keyOf(type: Target['type'], name: string, value: string): string | null {
  if (name === 'status') return type === 'event' ? `events:status.${value}` : `positions:detail.${value}`
  if (name === 'stance') return `positions:stance.${value}`
  if (name === 'confidence') return `notes:confidence.${value}`
  if (name === 'kind') return value === 'note' ? 'notes:kind.note' : `app:kind.${value}.name`
  return null
}
