import { useTranslation } from 'react-i18next'
import { type AnnotationStatus, type Decision, statuses } from '../../src-shared/annotations/annotation.ts'
import type { Review, ReviewItem } from '../../src-shared/annotations/review.ts'
import type { Lang } from '../../src-shared/languages.ts'
import { Icon, type IconName } from '../ui/icons.tsx'
import { useSaid } from '../ui/said.tsx'
import { quoteOf } from './rows.ts'
import { useStatusLabel } from './status-label.ts'

const icons: Readonly<Record<AnnotationStatus, IconName>> = {
  exact: 'check',
  changed: 'edit',
  moved: 'link',
  rewritten: 'notes',
  orphan: 'search',
  'by-hand': 'check',
}

/** What the reader has said about an item on this version; undefined while it waits. */
export const wordOn = (item: ReviewItem, { version }: Review) => item.annotation.decisions?.[version]

/** The words for what the reader has said. What came from a file has no version to be left on. */
export const decidedKey = ({ before }: ReviewItem, { what }: Pick<Decision, 'what'>) =>
  what === 'kept' && before.number === 0 ? 'decided.keptFile' : (`decided.${what}` as const)

/** How many as found: the numbers add up to all, and it is said so. */
export function ReviewCounts({ review }: { readonly review: Review }) {
  const { t } = useTranslation('review')
  const { counts, total, number } = review
  const shown = statuses.filter((status) => status !== 'by-hand' || counts[status] > 0)
  return (
    <>
      <dl className="review-counts num" aria-label={t(number === 1 ? 'counts.nameFirst' : 'counts.name')}>
        {shown.map((status) => (
          <div key={status} className={status !== 'exact' && counts[status] > 0 ? 'on' : ''}>
            <dt>{t(`counts.${status}`)}</dt>
            <dd>{counts[status]}</dd>
          </div>
        ))}
      </dl>
      <p className="review-sum num">{t(number === 1 ? 'sumFirst' : 'sum', { exact: counts.exact, total })}</p>
    </>
  )
}

/** The annotations that did not quietly stay where they were, in the order of the text. One is the current one. */
export function ReviewQueue({
  review,
  lead,
  current,
  onChoose,
}: {
  readonly review: Review
  readonly lead: Lang
  readonly current: string | null
  readonly onChoose: (id: string) => void
}) {
  const { t } = useTranslation('review')
  const stop = current ?? review.items.at(-1)?.annotation.id
  return (
    <ul className="review-queue" aria-label={t('queue')}>
      {review.items.map((item) => {
        const { id } = item.annotation
        return (
          <li key={id}>
            <button
              type="button"
              className={wordOn(item, review) ? 'done' : ''}
              aria-current={id === current || undefined}
              tabIndex={id === stop ? 0 : -1}
              data-item={id}
              onClick={() => onChoose(id)}
            >
              <QueueLine item={item} review={review} lead={lead} />
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function QueueLine({
  item,
  review,
  lead,
}: {
  readonly item: ReviewItem
  readonly review: Review
  readonly lead: Lang
}) {
  const { t } = useTranslation('review')
  const name = useItemName(lead)
  const statusOf = useStatusWords()
  const decision = wordOn(item, review)
  const status = statusOf(item)
  const { target } = item.annotation
  return (
    <>
      <Icon name={decision ? 'check' : icons[item.found]} />
      <span className="review-quote" lang={target.type === 'text' ? target.lang : undefined}>
        {name(item)}
      </span>
      <span className="review-state num">
        {decision ? t(decidedKey(item, decision), { status }) : <span className="changed">{status}</span>}
        <Where item={item} />
      </span>
    </>
  )
}

/** ¶ then and ¶ now. */
function Where({ item: { before, now } }: { readonly item: ReviewItem }) {
  const { t } = useTranslation('review')
  const was = before.paragraph
  const is = now?.paragraph ?? null
  if (now === null && was !== null) return <span>{t('oldAt', { number: before.number, paragraph: was })}</span>
  if (now === null && before.number === 0) return <span>{t('fromFile')}</span>
  if (now === null) return <span>{t('oldEdition', { number: before.number })}</span>
  if (is === null && was === null) return null
  if (is === null || was === null || is === was) return <span>{t('at', { paragraph: is ?? was })}</span>
  return <span>{t('from', { was, now: is })}</span>
}

/** What an item is called: its words, or the thing it is about. */
export function useItemName(lead: Lang): (item: ReviewItem) => string {
  const { t } = useTranslation(['review', 'risks', 'annotations'])
  const said = useSaid(lead)
  return ({ annotation, before }) => {
    const { target } = annotation
    if (target.type === 'text') return quoteOf(annotation)
    const title = said(before.title) || t(`annotations:target.${target.type}`)
    return target.type === 'cell' ? t('review:cell', { title, column: columnName(target.column) }) : title
  }
  function columnName(column: string): string {
    return t(`risks:column.${column}` as never, { defaultValue: column })
  }
}

/** How it was found, in words. */
export function useStatusWords(): (item: ReviewItem) => string {
  const statusLabel = useStatusLabel()
  return ({ annotation, found }) => statusLabel({ status: found }, annotation.target.type)
}
