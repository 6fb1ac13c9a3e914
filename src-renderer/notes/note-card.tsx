import { useTranslation } from 'react-i18next'
import type { Briefing } from '../../src-shared/briefings/briefing.ts'
import type { Note } from '../../src-shared/briefings/content.ts'
import { inLanguage } from '../../src-shared/languages.ts'
import { markingOf } from '../../src-shared/markings.ts'
import { DateText } from '../ui/date-text.tsx'
import { Kind } from '../ui/kind.tsx'
import { Likelihood } from '../ui/likelihood.tsx'
import { TlpBadge } from '../ui/marking-strip.tsx'
import { Said } from '../ui/said.tsx'
import { useSettings } from '../ui/settings.tsx'
import { TargetLink } from '../ui/target-link.tsx'
import { MarkButton, Marks, markable } from '../ui/target-marks.tsx'
import { reviewOf } from './note-review.ts'

/** One analyst note: statement, likelihood with its range, confidence apart from it, what it is about, when to look again. */
export function NoteCard({
  briefing,
  note,
  current,
  now,
  onSelect,
}: {
  readonly briefing: Briefing
  readonly note: Note
  readonly current: boolean
  readonly now: number
  readonly onSelect: () => void
}) {
  const { t } = useTranslation(['notes', 'app', 'sources'])
  const { lang } = useSettings()
  const { content } = briefing
  const { secrecy, tlp } = markingOf(note.marking, content.marking)
  const text = inLanguage(note.text, lang, content.lead)
  return (
    <article
      className={current ? 'j cur' : 'j'}
      data-note={note.id}
      {...markable(`note/${note.id}`)}
      aria-labelledby={`note-${note.id}`}
    >
      <p className="row1">
        {note.kind === 'note' ? <span className="kind plain">{t('kind.note')}</span> : <Kind kind={note.kind} />}
        {note.id === content.keyJudgement && <span className="chip">{t('key')}</span>}
        {tlp !== content.marking.tlp && <TlpBadge tlp={tlp} />}
        {secrecy !== content.marking.secrecy && <span className="xs q">{t(`app:marking.secrecy.${secrecy}`)}</span>}
      </p>
      <h2 className="st1" id={`note-${note.id}`}>
        <button type="button" data-cell data-stop={current} aria-pressed={current} onClick={onSelect}>
          <Said text={note.title} lead={content.lead} />
        </button>
      </h2>
      {(note.likelihood || note.confidence) && (
        <dl className="row1 facts">
          {note.likelihood && (
            <div>
              <dt>{t('likelihood')}</dt>
              <dd>
                <Likelihood scale={note.likelihood.scale} term={note.likelihood.term} />
              </dd>
            </div>
          )}
          {note.confidence && (
            <div>
              <dt>{t('confidence.name')}</dt>
              <dd>{t(`confidence.${note.confidence}`)}</dd>
            </div>
          )}
          <div>
            <dt>{t('evidence.name')}</dt>
            <dd>{t('evidence.count', { count: note.evidence.length })}</dd>
          </div>
        </dl>
      )}
      <div className="note-text" lang={text?.lang}>
        {text?.value.split(/\n+/u).map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        {text && text.lang !== lang && <p className="orig">{t(`sources:original.${text.lang}`)}</p>}
      </div>
      <div className="row1 xs">
        {note.on.length > 0 && (
          <span className="on">
            <span className="lab">{t('on')}</span>
            {note.on.map((target) => (
              <TargetLink key={target} briefing={briefing} target={target} />
            ))}
          </span>
        )}
        {note.reviewBy && <ReviewDate reviewBy={note.reviewBy} now={now} />}
        <Marks on={`note/${note.id}`} />
        {current && <MarkButton on={`note/${note.id}`} />}
      </div>
    </article>
  )
}

/** When the note is to be looked at again; a passed date is red and says so. */
export function ReviewDate({ reviewBy, now }: { readonly reviewBy: string; readonly now: number }) {
  const { t } = useTranslation('notes')
  const review = reviewOf(reviewBy, now)
  const late = review?.state === 'overdue'
  return (
    <span className={late ? 'due' : undefined}>
      <span className="lab">{t('review.name')}</span>
      <DateText when={reviewBy} />
      {review?.state === 'overdue' && <b>{t('review.overdue', { count: review.days })}</b>}
      {review?.state === 'soon' && <b>{t('review.left', { count: review.days })}</b>}
    </span>
  )
}
