import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { statuses } from '../../src-shared/annotations/annotation.ts'
import type { Review } from '../../src-shared/annotations/review.ts'
import { ask } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { useNavigation } from '../ui/navigation.tsx'
import { useSaid } from '../ui/said.tsx'

/** The briefings other than this one in which annotations wait. */
function useOthers(briefing: string) {
  const { data: left = [] } = useQuery(ask('annotations', 'reviewLeft', {}))
  const { data: rows = [] } = useQuery(ask('briefings', 'list', {}))
  return left.flatMap(({ briefing: id, waiting }) => {
    const row = id === briefing ? undefined : rows.find((each) => each.id === id)
    return row === undefined ? [] : [{ id, waiting, title: row.head.title, lead: row.head.lead }]
  })
}

/** All have been answered, or none had to be: the counts, and the ways on. */
export function ReviewEnd({ review, onText }: { readonly review: Review; readonly onText: () => void }) {
  const { t } = useTranslation('review')
  const { go } = useNavigation()
  const { briefing, counts, total, items, number } = review
  const [other] = useOthers(briefing)
  const said = useSaid(other?.lead ?? 'zh-TW')
  const account = statuses
    .filter((status) => counts[status] > 0)
    .map((status) => t('counts.one', { status: t(`counts.${status}`), count: counts[status] }))
    .join(t('counts.join'))
  const none = items.length === 0
  const sum = useId()
  return (
    <section className="review-end">
      <Empty
        textId={sum}
        title={t(none ? 'none.title' : 'end.title')}
        action={
          <div className="review-ways">
            <Button look="pri" icon="back" onPress={onText} aria-describedby={sum}>
              {t('end.back')}
            </Button>
            {number > 1 && <Button onPress={() => go({ screen: 'changes', id: briefing })}>{t('end.changes')}</Button>}
            {other && (
              <Button onPress={() => go({ screen: 'review', id: other.id })}>
                {t('end.next', { title: said(other.title), count: other.waiting })}
              </Button>
            )}
          </div>
        }
      >
        {none ? t('none.text', { total }) : t('end.text', { total, counts: account })}
      </Empty>
    </section>
  )
}

/** The ways into the reviews of other briefings. */
export function ReviewOthers({ briefing }: { readonly briefing: string }) {
  const { t } = useTranslation('review')
  const { go } = useNavigation()
  const others = useOthers(briefing)
  const said = useSaid('zh-TW')
  if (others.length === 0) return null
  return (
    <section className="review-others">
      <h2>{t('others')}</h2>
      <ul>
        {others.map(({ id, waiting, title }) => (
          <li key={id}>
            <button type="button" className="lk" onClick={() => go({ screen: 'review', id })}>
              {t('other', { title: said(title), count: waiting })}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
