import { useTranslation } from 'react-i18next'
import type { AnnotationKind, AnnotationStatus } from '../../src-shared/annotations/annotation.ts'
import { dateWords } from '../../src-shared/events/date-words.ts'
import type { Shown } from '../../src-shared/languages.ts'
import { useSettings } from '../ui/settings.tsx'
import { keptStatus } from './notebook-filter.ts'
import type { Grouping, Item } from './notebook-rows.ts'

/** The head of a group: what its annotations have in common, and how many they are. */
export function NotebookHead({
  head: { group, count, open },
  grouping,
  title,
}: {
  readonly head: Extract<Item, { readonly type: 'head' }>
  readonly grouping: Grouping
  /** Title of the briefing, where that is what the group has in common. */
  readonly title: Shown<string> | null
}) {
  const { t } = useTranslation(['annotations', 'app'])
  const { lang, calendar } = useSettings()
  const words = () => {
    switch (grouping) {
      case 'kind':
        return t(`app:kind.${group as AnnotationKind}.name`)
      case 'status':
        return group === keptStatus ? t('kept.any') : t(`status.${group as AnnotationStatus}`)
      case 'tag':
        return group === '' ? t('notebook.untagged') : `#${group}`
      case 'day':
      case 'month':
        return dateWords(group, lang, calendar)
      default:
        return title?.value ?? ''
    }
  }
  return (
    <>
      <h2 lang={grouping === 'briefing' ? title?.lang : undefined}>{words()}</h2>
      <span className="qq sm num">
        {t('notebook.inGroup', { count })}
        {open > 0 && `${t('app:comma')}${t('notebook.openActions', { count: open })}`}
      </span>
    </>
  )
}
