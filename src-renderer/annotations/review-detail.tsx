import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Review, ReviewItem } from '../../src-shared/annotations/review.ts'
import type { Content } from '../../src-shared/briefings/content.ts'
import { ask } from '../api.ts'
import { Kind } from '../ui/kind.tsx'
import { useMoment } from '../ui/moment.ts'
import { useNavigation } from '../ui/navigation.tsx'
import { NoteEditor } from './note-editor.tsx'
import { ReviewCompare } from './review-compare.tsx'
import { decidedKey, useStatusWords, wordOn } from './review-queue.tsx'
import { quoteOf } from './rows.ts'
import { useUnfinished } from './unfinished.ts'
import type { Annotations } from './use-annotations.ts'

/** One annotation under review: the passage then and now, my note, and what hangs on it. */
export function ReviewDetail({
  item,
  review,
  content,
  annotations,
  writing,
  onWritten,
  children,
}: {
  readonly item: ReviewItem
  readonly review: Review
  readonly content: Content
  readonly annotations: Annotations
  readonly writing: boolean
  readonly onWritten: () => void
  /** The answers. */
  readonly children: ReactNode
}) {
  const { t } = useTranslation('review')
  const moment = useMoment()
  const statusOf = useStatusWords()
  const { annotation } = item
  const decision = wordOn(item, review)
  const status = statusOf(item)
  return (
    <div className="review-compare">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long passage scrolls by keyboard, too */}
      <section className="review-body scroll" tabIndex={0} aria-label={t('compare')}>
        <p className="review-about">
          {decision ? (
            <span className="done">{t(decidedKey(item, decision), { status })}</span>
          ) : (
            <span className="changed">{status}</span>
          )}
          <Kind kind={annotation.kind} />
          <span className="qq sm num">{t('made', { date: moment(annotation.created, 'plain') })}</span>
        </p>
        {decision?.what === 'kept' && (
          <p className="review-kept">{t(item.before.number === 0 ? 'keptFile' : 'kept')}</p>
        )}
        <ReviewCompare item={item} decided={decision !== undefined} content={content} number={review.number} />
        <MyNote item={item} annotations={annotations} writing={writing} onWritten={onWritten} />
        <Hangs item={item} briefing={review.briefing} />
      </section>
      {children}
    </div>
  )
}

function MyNote({
  item: { annotation },
  annotations,
  writing,
  onWritten,
}: {
  readonly item: ReviewItem
  readonly annotations: Annotations
  readonly writing: boolean
  readonly onWritten: () => void
}) {
  const { t } = useTranslation('review')
  const unfinished = useUnfinished(annotation.briefing)
  return (
    <article className={`review-note ${annotation.kind}`}>
      <h3>{t('note')}</h3>
      {writing ? (
        <NoteEditor
          annotation={annotation}
          draft={unfinished.of(annotation.id)}
          annotations={annotations}
          onClose={(id) => {
            unfinished.done(id)
            onWritten()
          }}
        />
      ) : (
        <>
          <p className={annotation.note ? 'review-words' : 'qq'}>{annotation.note || t('noNote')}</p>
          {annotation.tags.length > 0 && (
            <ul className="review-tags" aria-label={t('tags')}>
              {annotation.tags.map((tag) => (
                <li key={tag}>#{tag}</li>
              ))}
            </ul>
          )}
        </>
      )}
    </article>
  )
}

/** The annotations this one is tied to. */
function Hangs({ item: { annotation }, briefing }: { readonly item: ReviewItem; readonly briefing: string }) {
  const { t } = useTranslation(['review', 'app', 'annotations'])
  const { go } = useNavigation()
  const { data: list = [] } = useQuery(ask('annotations', 'list', { briefing }))
  const { id, links = [] } = annotation
  const tied = list.filter((each) => links.includes(each.id) || each.links?.includes(id))
  if (tied.length === 0) return null
  return (
    <section className="review-note">
      <h3>{t('review:hangs')}</h3>
      <ul>
        {tied.map((each) => (
          <li key={each.id}>
            <button
              type="button"
              className="jump"
              onClick={() => go({ screen: 'briefing', id: briefing, tab: 'text', at: `annotation/${each.id}` })}
            >
              {t('review:linked', {
                kind: t(`app:kind.${each.kind}.name`),
                quote: [...(quoteOf(each) || each.note || t(`annotations:target.${each.target.type}`))]
                  .slice(0, 40)
                  .join(''),
              })}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
