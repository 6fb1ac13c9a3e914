import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { Briefing } from '../../src-shared/briefings/briefing.ts'
import type { Position } from '../../src-shared/briefings/content.ts'
import type { Localized } from '../../src-shared/languages.ts'
import { markingOf } from '../../src-shared/markings.ts'
import { DateText } from '../ui/date-text.tsx'
import { TlpBadge } from '../ui/marking-strip.tsx'
import { PassageLink } from '../ui/passage-link.tsx'
import { Said } from '../ui/said.tsx'
import { SourceList, sourcesOf } from '../ui/source-list.tsx'
import { notesAbout, TargetLink } from '../ui/target-link.tsx'
import { MarkButton, Marks, markable } from '../ui/target-marks.tsx'
import { StanceMark } from './stance-mark.tsx'

/** One cell in full: who, on what, and every position found, with its words, sources and passage. */
export function PositionDetail({
  briefing,
  actor,
  issue,
  positions,
  place,
  onLeave,
}: {
  readonly briefing: Briefing
  readonly actor: Localized
  readonly issue: Localized
  readonly positions: readonly Position[]
  readonly place: Ref<HTMLElement>
  readonly onLeave: () => void
}) {
  const { t } = useTranslation('positions')
  const { lead } = briefing.content
  return (
    <section
      className="pdet"
      ref={place}
      tabIndex={-1}
      aria-label={t('detail.name')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onLeave()
      }}
    >
      <p className="sm q">
        <Said text={actor} lead={lead} />
      </p>
      <h2>
        <Said text={issue} lead={lead} />
      </h2>
      {positions.length === 0 && <p className="say">{t('detail.empty')}</p>}
      {positions.map((position) => (
        <Stated key={position.id} briefing={briefing} position={position} />
      ))}
    </section>
  )
}

function Stated({ briefing, position }: { readonly briefing: Briefing; readonly position: Position }) {
  const { t } = useTranslation(['positions', 'sources'])
  const { content } = briefing
  const { stance, status, label, quotation, when, block, sources } = position
  const marking = markingOf(position.marking, content.marking)
  const notes = notesAbout(content, `position/${position.id}`)
  return (
    <article {...markable(`position/${position.id}`)}>
      <p className="row1">
        <StanceMark stance={stance} />
        {status === 'reported' && <span className="unverified">{t('sources:unverified')}</span>}
        {marking.tlp !== content.marking.tlp && <TlpBadge tlp={marking.tlp} />}
        <Marks on={`position/${position.id}`} />
        <MarkButton on={`position/${position.id}`} />
      </p>
      <p className="say">
        <Said text={label} lead={content.lead} />
      </p>
      {quotation && (
        <blockquote lang={quotation.lang}>
          {quotation.text}
          <footer>{t('detail.quotation', { lang: languageName(quotation.lang) })}</footer>
        </blockquote>
      )}
      <dl>
        <div>
          <dt>{t(stance === 'none' ? 'detail.searched' : 'detail.when')}</dt>
          <dd>{when === '' ? t('noDate') : <DateText when={when} />}</dd>
        </div>
        <div>
          <dt>{t('detail.status')}</dt>
          <dd>{t(stance === 'none' ? 'detail.nothing' : `detail.${status}`)}</dd>
        </div>
        {block && (
          <div>
            <dt>{t('detail.passage')}</dt>
            <dd>
              <PassageLink briefing={briefing} block={block} />
            </dd>
          </div>
        )}
        {notes.length > 0 && (
          <div>
            <dt>{t('detail.notes')}</dt>
            <dd>
              {notes.map((note) => (
                <TargetLink key={note.id} briefing={briefing} target={`note/${note.id}`} />
              ))}
            </dd>
          </div>
        )}
      </dl>
      <h3>{t('detail.sources')}</h3>
      <SourceList sources={sourcesOf(content, sources)} />
    </article>
  )

  function languageName(lang: string): string {
    return lang.startsWith('en') ? t('detail.en') : lang.startsWith('zh') ? t('detail.zh') : lang
  }
}
