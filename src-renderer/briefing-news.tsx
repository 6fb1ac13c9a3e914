import { useTranslation } from 'react-i18next'
import { needsReview, type PlacedAnnotation } from '../src-shared/annotations/annotation.ts'
import type { Briefing } from '../src-shared/briefings/briefing.ts'
import { Button } from './ui/button.tsx'
import { useNavigation } from './ui/navigation.tsx'

/** What a reader is told above the text: that it changed since they read it, and that annotations wait for their word. */
export function BriefingNews({
  briefing,
  readBefore,
  annotations,
}: {
  readonly briefing: Briefing
  /** The version read last, where that is another one. */
  readonly readBefore: string | null
  readonly annotations: readonly PlacedAnnotation[]
}) {
  const { t } = useTranslation(['reader', 'review', 'changes'])
  const { go } = useNavigation()
  const { id, number, version } = briefing
  const waiting = annotations.filter((each) => needsReview(each, version)).length
  const decided = annotations.some(({ decisions }) => decisions?.[version] !== undefined)
  const total = annotations.length
  if (readBefore === null && waiting === 0) return null
  return (
    <div className="news">
      {readBefore !== null && (
        <div>
          <p className="changed since">{t('reader:head.changed', { number })}</p>
          <Button look="quiet" onPress={() => go({ screen: 'changes', id, since: readBefore })}>
            {t('changes:see')}
          </Button>
        </div>
      )}
      {waiting > 0 && (
        <div>
          <p className="changed waiting">
            {decided
              ? t('review:line.left', { total, waiting })
              : t('review:line.all', { total, exact: total - waiting, waiting })}
          </p>
          <Button look="quiet" onPress={() => go({ screen: 'review', id })}>
            {t('review:line.open')}
          </Button>
        </div>
      )}
    </div>
  )
}
