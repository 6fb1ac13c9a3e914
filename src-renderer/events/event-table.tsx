import { type Ref, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Briefing } from '../../src-shared/briefings/briefing.ts'
import { type Calendar, dateLines, flagWords } from '../../src-shared/events/date-words.ts'
import type { Lang } from '../../src-shared/languages.ts'
import { markingOf } from '../../src-shared/markings.ts'
import { useGridKeys } from '../ui/grid-keys.ts'
import { Icon } from '../ui/icons.tsx'
import { TlpBadge } from '../ui/marking-strip.tsx'
import { PassageLink } from '../ui/passage-link.tsx'
import { Said } from '../ui/said.tsx'
import { SourceGrades, sourcesOf } from '../ui/source-list.tsx'
import { notesAbout, TargetLink } from '../ui/target-link.tsx'
import { MarkButton, Marks, markable } from '../ui/target-marks.tsx'
import type { EventRow, EventSort } from './event-rows.ts'

/** The same events as in the drawing, as a table: what is uncertain is said in words. */
export function EventTable({
  briefing,
  rows,
  lang,
  calendar,
  sort,
  selected,
  place,
  onSort,
  onSelect,
}: {
  readonly briefing: Briefing
  readonly rows: readonly EventRow[]
  readonly lang: Lang
  readonly calendar: Calendar
  readonly sort: EventSort
  readonly selected: string | null
  readonly place?: Ref<HTMLTableElement>
  readonly onSort: (sort: EventSort) => void
  readonly onSelect: (id: string) => void
}) {
  const { t } = useTranslation('events')
  const body = useRef<HTMLTableSectionElement>(null)
  const onKeyDown = useGridKeys(body)
  const heading = (by: EventSort['by'], words: string) => (
    <th
      scope="col"
      className={`h-${by}`}
      aria-sort={sort.by === by ? (sort.descending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className="sorter"
        onClick={() => onSort({ by, descending: sort.by === by && !sort.descending })}
      >
        {words}
        <span className="dir" aria-hidden="true">
          {sort.by === by ? (sort.descending ? '▼' : '▲') : '↕'}
        </span>
      </button>
    </th>
  )
  return (
    <table className="ev-table" ref={place}>
      <caption className="vh">
        {t('table.caption', { by: t(sort.by === 'date' ? 'table.byDate' : 'table.byLane') })}
      </caption>
      <thead>
        <tr>
          {heading('date', t(`table.date.${calendar}`))}
          {heading('lane', t('table.lane'))}
          <th scope="col">{t('table.event')}</th>
          <th scope="col" className="h-passage">
            {t('table.passage')}
          </th>
          <th scope="col" className="h-grade">
            {t('table.grade')}
          </th>
        </tr>
      </thead>
      <tbody ref={body} onKeyDown={onKeyDown}>
        {rows.map((row) => (
          <Row
            key={row.event.id}
            briefing={briefing}
            row={row}
            lang={lang}
            calendar={calendar}
            current={row.event.id === selected}
            onSelect={onSelect}
          />
        ))}
      </tbody>
    </table>
  )
}

function Row({
  briefing,
  row,
  lang,
  calendar,
  current,
  onSelect,
}: {
  readonly briefing: Briefing
  readonly row: EventRow
  readonly lang: Lang
  readonly calendar: Calendar
  readonly current: boolean
  readonly onSelect: (id: string) => void
}) {
  const { t } = useTranslation('events')
  const { content } = briefing
  const { event } = row
  const { lead } = content
  const marking = markingOf(event.marking, content.marking)
  return (
    <tr
      data-row
      data-event={event.id}
      {...markable(`event/${event.id}`)}
      className={current ? 'cur' : undefined}
      aria-current={current ? 'true' : undefined}
      onClick={() => onSelect(event.id)}
    >
      <td className="when">
        <When row={row} lang={lang} calendar={calendar} />
      </td>
      <td className="who">
        <Said text={event.lane} lead={lead} />
      </td>
      <td>
        <button
          type="button"
          className={event.status === 'superseded' ? 'what old' : 'what'}
          data-cell
          data-stop={current}
          aria-pressed={current}
          onClick={(press) => {
            press.stopPropagation()
            onSelect(event.id)
          }}
        >
          <Said text={event.title} lead={lead} />
        </button>
        <Marks on={`event/${event.id}`} />
        {event.status !== 'occurred' && (
          <span className={event.status === 'reported' ? 'unverified' : 'unc'}>{t(`status.${event.status}`)}</span>
        )}
        {event.origin === 'own' && <span className="unc">◇ {t('own')}</span>}
        {marking.tlp !== content.marking.tlp && <TlpBadge tlp={marking.tlp} />}
        {event.body && (
          <div className="body">
            <Said text={event.body} lead={lead} />
          </div>
        )}
        {current && <MarkButton on={`event/${event.id}`} />}
        {current &&
          notesAbout(content, `event/${event.id}`).map((note) => (
            <div key={note.id} className="about">
              <Icon name="notes" />
              <TargetLink briefing={briefing} target={`note/${note.id}`} />
            </div>
          ))}
      </td>
      {/* Following the link chooses the row, for the way back. */}
      <td onClickCapture={() => onSelect(event.id)}>
        {event.block === undefined ? (
          <span className="qq">{t('table.noPassage')}</span>
        ) : (
          <PassageLink briefing={briefing} block={event.block} />
        )}
      </td>
      <td>
        <SourceGrades sources={sourcesOf(content, event.sources)} />
      </td>
    </tr>
  )
}

function When({ row, lang, calendar }: { readonly row: EventRow; readonly lang: Lang; readonly calendar: Calendar }) {
  const { t } = useTranslation('events')
  const { gregorian, roc, flags } = dateLines(row.event.when, lang)
  return (
    <>
      <span className="d1">
        <span className="num">{calendar === 'roc' ? roc || gregorian : gregorian}</span>
        {flags.map((flag) => (
          <span key={flag} className="unc">
            {flagWords[lang][flag]}
          </span>
        ))}
        {row.date === null && <span className="unc">{t('table.noDate')}</span>}
      </span>
      {calendar === 'both' && roc !== '' && <span className="d2 num qq">{roc}</span>}
    </>
  )
}
