import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BlockSelector, DecisionGiven } from '../../src-shared/annotations/annotation.ts'
import type { Review, ReviewItem } from '../../src-shared/annotations/review.ts'
import type { Briefing } from '../../src-shared/briefings/briefing.ts'
import { ask } from '../api.ts'
import { DateText } from '../ui/date-text.tsx'
import { ErrorNotice, useErrorWords } from '../ui/error-notice.tsx'
import { focusWhenDrawn } from '../ui/focus.ts'
import { useKeys } from '../ui/keys.ts'
import { Words } from '../ui/localized.tsx'
import { MarkingStrip } from '../ui/marking-strip.tsx'
import { useNavigation } from '../ui/navigation.tsx'
import { useSaying } from '../ui/saying.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { useToasts } from '../ui/toasts.tsx'
import { useUndo } from '../ui/undo.tsx'
import { ReviewActions } from './review-actions.tsx'
import { ReviewDetail } from './review-detail.tsx'
import { ReviewEnd, ReviewOthers } from './review-end.tsx'
import { ReviewPlace } from './review-place.tsx'
import { ReviewCounts, ReviewQueue, wordOn } from './review-queue.tsx'
import { useAnnotations } from './use-annotations.ts'
import { useDecisions } from './use-decisions.ts'
import './review.css'

/** New edition review: every annotation that did not quietly stay where it was, then and now, and one key for each answer. */
export function ReviewScreen({ id, at }: { readonly id: string; readonly at?: string | undefined }) {
  const review = useQuery(ask('annotations', 'review', { briefing: id }))
  const briefing = useQuery(ask('briefings', 'open', { id }))
  const error = review.error ?? briefing.error
  return (
    <main className="main review">
      {error ? (
        <ErrorNotice error={error} onRetry={() => void (review.error ? review : briefing).refetch()} />
      ) : review.data && briefing.data ? (
        <Reviewing key={`${id}/${review.data.version}`} review={review.data} briefing={briefing.data} at={at ?? null} />
      ) : (
        <Skeleton />
      )}
    </main>
  )
}

type Doing = 'looking' | 'placing' | 'writing'

function Reviewing({
  review,
  briefing,
  at,
}: {
  readonly review: Review
  readonly briefing: Briefing
  readonly at: string | null
}) {
  const { t } = useTranslation('review')
  const { show, hide } = useToasts()
  const words = useErrorWords()
  const { undo, canUndo } = useUndo()
  const { go } = useNavigation()
  const { items, version } = review
  const waiting = items.filter((item) => wordOn(item, review) === undefined)
  const [current, setCurrent] = useState<string | null>(
    () => (items.find(({ annotation }) => annotation.id === at) ?? waiting[0])?.annotation.id ?? null,
  )
  const [doing, setDoing] = useState<Doing>('looking')
  const item = items.find(({ annotation }) => annotation.id === current) ?? null
  const annotations = useAnnotations(review.briefing)

  const focusItem = useCallback(
    (next: string | null) =>
      focusWhenDrawn(
        () => document.querySelector<HTMLElement>(next === null ? '.review-end .btn' : `[data-item="${next}"]`),
        (place) => place.scrollIntoView({ block: 'nearest' }),
      ),
    [],
  )
  const first = useRef(current)
  // Whoever comes here comes to answer: the keys belong to the queue from the start.
  useEffect(() => focusItem(first.current), [focusItem])
  const toItem = useCallback(
    (next: string | null) => {
      setDoing('looking')
      setCurrent(next)
      focusItem(next)
    },
    [focusItem],
  )
  const { decide } = useDecisions(review.briefing, version, toItem)

  const [said, setSaid] = useSaying()
  const busy = useRef(false)
  const answer = (given: DecisionGiven) => {
    // A key held down must not answer the next one as well.
    if (item === null || busy.current) return
    busy.current = true
    const next = nextWaiting(items, item, review)
    // What an earlier step said is not true of this one.
    hide()
    const key = answerKey(item, given)
    const said = { label: t(`did.${key}`), name: t(`name.${key}`) }
    decide(item.annotation.id, given, said)
      .then(
        () => {
          setSaid(said.label)
          toItem(next)
        },
        (error) => show({ text: words(error) }),
      )
      .finally(() => {
        busy.current = false
      })
  }
  const canAccept = item !== null && item.offer !== null
  const canPlace = item !== null && item.annotation.target.type === 'text'
  const step = (way: 1 | -1) => {
    const index = items.findIndex(({ annotation }) => annotation.id === current)
    const next = index === -1 ? items.at(way === 1 ? 0 : -1) : items[index + way]
    if (next) toItem(next.annotation.id)
  }
  const acts = {
    // A key that cannot act says why.
    accept: () => {
      if (canAccept) answer({ what: 'accepted' })
      else if (item === null) return false
      else setSaid(t(item.before.number === 0 ? 'act.noOfferFile' : 'act.noOffer'))
    },
    place: () => {
      if (canPlace) setDoing('placing')
      else if (item === null) return false
      else setSaid(t('act.noPlace'))
    },
    keep: () => (item ? answer({ what: 'kept' }) : false),
    rewrite: () => (item ? setDoing('writing') : false),
  }
  const onlyHere = (act: () => unknown) => (event: KeyboardEvent) =>
    // Elsewhere these keys belong to what has the focus: a button, a link, the rail.
    isQueueOr(event.target) ? act() : false
  useKeys(
    {
      Enter: onlyHere(acts.accept),
      NumpadEnter: onlyHere(acts.accept),
      KeyP: acts.place,
      KeyK: acts.keep,
      KeyN: acts.rewrite,
      ArrowUp: onlyHere(() => step(-1)),
      ArrowDown: onlyHere(() => step(1)),
    },
    { when: doing === 'looking' },
  )
  const done = items.length - waiting.length
  const { content } = briefing
  const toText = () => go({ screen: 'briefing', id: review.briefing, tab: 'text' })
  return (
    <>
      <header className="review-head">
        <MarkingStrip marking={content.marking} />
        <div className="bar">
          <h1>{t(review.number === 1 ? 'titleFirst' : 'title')}</h1>
          <span className="q sm review-of">
            <Words of={review.title} lead={content.lead} />
            <span className="num">
              {t('edition', { number: review.number })} <DateText when={review.issued} />
            </span>
          </span>
          <span className="grow" />
          {items.length > 0 && <Progress done={done} total={items.length} />}
        </div>
      </header>
      <p className="vh" role="status">
        {said}
      </p>
      <div className="review-panes">
        <aside className="review-side scroll" aria-label={t('queue')}>
          <ReviewCounts review={review} />
          <ReviewQueue review={review} lead={content.lead} current={current} onChoose={toItem} />
          <ReviewOthers briefing={review.briefing} />
        </aside>
        {item === null ? (
          <ReviewEnd review={review} onText={toText} />
        ) : doing === 'placing' && item.annotation.target.type === 'text' ? (
          <ReviewPlace
            content={content}
            lang={item.annotation.target.lang}
            near={item.now?.blocks[0]?.id ?? item.near}
            onPlace={(selectors: readonly BlockSelector[]) => answer({ what: 'placed', selectors: [...selectors] })}
            onBack={() => toItem(current)}
          />
        ) : (
          <ReviewDetail
            key={item.annotation.id}
            item={item}
            review={review}
            content={content}
            annotations={annotations}
            writing={doing === 'writing'}
            onWritten={() => toItem(current)}
          >
            <ReviewActions
              thing={!canPlace}
              fromFile={item.before.number === 0}
              canAccept={canAccept}
              canPlace={canPlace}
              canUndo={canUndo}
              onAccept={acts.accept}
              onPlace={acts.place}
              onKeep={acts.keep}
              onRewrite={acts.rewrite}
              onUndo={undo}
            />
          </ReviewDetail>
        )}
      </div>
    </>
  )
}

/** What an answer is called: a thing has no place to accept, and what came from a file has no version to stay on. */
function answerKey({ annotation, before }: ReviewItem, { what }: DecisionGiven) {
  if (what === 'accepted' && annotation.target.type !== 'text') return 'acceptedThing'
  return what === 'kept' && before.number === 0 ? 'keptFile' : what
}

/** The next one that waits, going round; null when all have been answered. */
function nextWaiting(items: readonly ReviewItem[], item: ReviewItem, review: Review): string | null {
  const at = items.indexOf(item)
  const after = [...items.slice(at + 1), ...items.slice(0, at)]
  return after.find((each) => wordOn(each, review) === undefined)?.annotation.id ?? null
}

function isQueueOr(target: EventTarget | null): boolean {
  if (target === document.body) return true
  return target instanceof Element && target.closest('.review-queue, .review-compare') !== null && !isPressed(target)
}

const isPressed = (target: Element) => target.closest('.review-queue') === null && target.closest('button, a') !== null

function Progress({ done, total }: { readonly done: number; readonly total: number }) {
  const { t } = useTranslation('review')
  return (
    <>
      <progress className="review-progress" max={total} value={done} aria-label={t('progress', { done, total })} />
      <span className="sm num" role="status">
        {t('progress', { done, total })}
      </span>
    </>
  )
}
