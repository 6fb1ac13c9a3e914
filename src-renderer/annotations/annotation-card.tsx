import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type AnnotationChange,
  type AnnotationKind,
  annotationKinds,
  type PlacedAnnotation,
} from '../../src-shared/annotations/annotation.ts'
import type { Draft } from '../../src-shared/annotations/draft.ts'
import { focusWhenDrawn } from '../ui/focus.ts'
import { Icon } from '../ui/icons.tsx'
import { HistoryButton } from './annotation-history.tsx'
import { AnnotationLinks } from './annotation-links.tsx'
import { TaskFields, TaskLine, useTaskWords } from './annotation-task.tsx'
import { DamagedDraft } from './damaged-draft.tsx'
import { quoteOf } from './rows.ts'
import { useStatusLabel } from './status-label.ts'
import './annotation-card.css'

const first = (text: string, most: number) => {
  const letters = [...text]
  return letters.length > most ? `${letters.slice(0, most).join('')}…` : text
}

/** The day an annotation was made, short and in the reader's language. */
export function dayOf(iso: string, lang: string): string {
  return new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : 'zh-TW', {
    month: lang === 'en' ? 'short' : 'long',
    day: 'numeric',
  })
    .format(new Date(iso))
    .replace(/(\d+)月(\d+)日/u, '$1 月 $2 日')
}

/** One annotation beside its words or in the panel. Its head is a button: the way to it by keyboard and screen reader. */
export function AnnotationCard({
  annotation,
  elsewhere,
  withQuote,
  current,
  hasDraft,
  damagedDraft,
  near = true,
  about = null,
  aboutName = '',
  editor,
  onFocusWords,
  onEdit,
  onRemove,
  onKind,
  onChange,
  onDiscard,
  onReview = null,
}: {
  readonly annotation: PlacedAnnotation
  /** The words are in a language that is not shown here. */
  readonly elsewhere: boolean
  readonly withQuote: boolean
  readonly current: boolean
  readonly hasDraft: boolean
  readonly damagedDraft: Draft | null
  /** In sight or about to be: only then are its buttons drawn. Its head is always there. */
  readonly near?: boolean
  /** What it is about, where that is no text. */
  readonly about?: ReactNode
  /** The same as words for its name. */
  readonly aboutName?: string
  /** The open editor, or null. */
  readonly editor: ReactNode
  readonly onFocusWords: () => void
  readonly onEdit: () => void
  readonly onRemove: () => void
  readonly onKind: (kind: AnnotationKind) => void
  readonly onChange: (change: AnnotationChange) => void
  readonly onDiscard: (draft: string) => void
  /** It waits for the reader's word on its place, or was left on an earlier version: leads to the review. Else null. */
  readonly onReview?: (() => void) | null
}) {
  const { t, i18n } = useTranslation(['annotations', 'app', 'review'])
  const { kind, note, tags, target, resolution } = annotation
  const quote = quoteOf(annotation)
  const lang = target.type === 'text' ? target.lang : undefined
  const statusLabel = useStatusLabel()
  const status = resolution.status === 'exact' ? null : statusLabel(resolution, annotation.target.type)
  const isKept = resolution.kept !== undefined
  // A mark without a note is one line.
  const bare =
    !editor && note === '' && tags.length === 0 && !annotation.due && !annotation.done && !hasDraft && !damagedDraft
  const name = t(`app:kind.${kind}.name`)
  const taskWords = useTaskWords()
  const links = annotation.links?.length ?? 0
  const linked = links > 0 && t('card.linked', { count: links })
  return (
    <article
      className={`mark-card ${kind}${current ? ' cur' : ''}${elsewhere ? ' elsewhere' : ''}${bare ? ' bare' : ''}`}
      data-annotation={annotation.id}
      aria-current={current || undefined}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget.querySelector('.card-head') || event.nativeEvent.isComposing) return
        if (event.code === 'Delete') onRemove()
        else if (event.code === 'Enter' && !event.ctrlKey) onEdit()
        else return
        event.preventDefault()
      }}
    >
      <button
        type="button"
        className="card-head"
        onClick={onFocusWords}
        aria-label={t('card.name', {
          kind: name,
          quote: first(quote || aboutName, 40) || t(`target.${target.type}`),
          note: [
            note === '' ? t('card.noNote') : first(note, 40),
            status,
            ...taskWords(annotation),
            ...tags.map((tag) => `#${tag}`),
            linked,
          ]
            .filter(Boolean)
            .join(t('app:comma')),
        })}
      >
        <span className={`kind ${kind}`} data-k={t(`app:kind.${kind}.letter`)}>
          {name}
        </span>
        {status && isKept && <span className="card-kept">{status}</span>}
        {status && !isKept && onReview === null && <span className="changed">{status}</span>}
      </button>
      {status && !isKept && onReview !== null && (
        <button
          type="button"
          className="card-review changed"
          aria-label={t('review:line.card', { status })}
          title={t('review:line.card', { status })}
          onClick={onReview}
        >
          {status}
        </button>
      )}
      {(withQuote || elsewhere || (status && resolution.status !== 'by-hand')) && quote && (
        <blockquote lang={lang}>{first(quote, 120)}</blockquote>
      )}
      {about}
      {elsewhere && lang && <p className="from">{t(`from.${lang}`)}</p>}
      {!editor && (
        <>
          {note && <p className="card-note">{note}</p>}
          {hasDraft && (
            <button type="button" className="lk" onClick={onEdit}>
              {t('card.draft')}
            </button>
          )}
        </>
      )}
      {damagedDraft && <DamagedDraft draft={damagedDraft} onDiscard={() => onDiscard(damagedDraft.key)} />}
      <TaskLine annotation={annotation} />
      {isKept && onReview !== null && status && (
        <button type="button" className="card-again lk" aria-label={t('kept.againName', { status })} onClick={onReview}>
          {t(target.type === 'text' ? 'kept.again' : 'review:again')}
        </button>
      )}
      {!editor && (
        <div className="mt">
          <span className="num">{dayOf(annotation.created, i18n.language)}</span>
          {tags.map((tag) => (
            <span key={tag}>#{tag}</span>
          ))}
          {near && (
            <span className="card-acts">
              <HistoryButton id={annotation.id} />
              <button type="button" className="ico" aria-label={t('card.edit')} title={t('card.edit')} onClick={onEdit}>
                <Icon name="edit" />
              </button>
              <button
                type="button"
                className="ico"
                aria-label={t('card.remove')}
                title={t('card.remove')}
                onClick={onRemove}
              >
                <Icon name="remove" />
              </button>
            </span>
          )}
        </div>
      )}
      {(current || editor) && (
        // In the margin this lies over what follows, so that the text beside it stays where it is.
        <div className="card-float">
          {editor}
          {current && (
            <div className="card-kinds" role="group" aria-label={t('card.kind')}>
              {annotationKinds.map((each) => (
                <button
                  key={each}
                  type="button"
                  aria-pressed={each === kind}
                  aria-label={t(`app:kind.${each}.name`)}
                  title={t(`app:kind.${each}.name`)}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => each !== kind && onKind(each)}
                >
                  <span className={`kind ${each}`} data-k={t(`app:kind.${each}.letter`)} />
                </button>
              ))}
            </div>
          )}
          {current && kind === 'action' && annotation.hlc !== '' && (
            <TaskFields annotation={annotation} onChange={onChange} />
          )}
          {current && annotation.hlc !== '' && <AnnotationLinks annotation={annotation} />}
        </div>
      )}
    </article>
  )
}

/** Gives the focus to the card of an annotation, where there is one. */
export function focusCard(id: string): void {
  focusWhenDrawn(
    () => document.querySelector<HTMLElement>(`[data-annotation="${id}"] .card-head`),
    (head) => head.scrollIntoView({ block: 'nearest' }),
  )
}
