import { useQuery } from '@tanstack/react-query'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { BriefingRow } from '../../src-shared/briefings/briefing.ts'
import { ask } from '../api.ts'
import { DateLines } from '../ui/date-text.tsx'
import { Words } from '../ui/localized.tsx'
import { TlpBadge } from '../ui/marking-strip.tsx'
import { useNavigation } from '../ui/navigation.tsx'
import { useSaid } from '../ui/said.tsx'
import { readState } from './library-filter.ts'

/** One briefing of the library list. The title is the button; the whole row opens it by mouse. */
export function LibraryRow({
  row,
  current,
  previewed,
  titleRef,
  onOpen,
  onFocus,
}: {
  readonly row: BriefingRow
  /** The row the keyboard is on; only it is a stop of the Tab key. */
  readonly current: boolean
  /** Shows the whole bottom line instead of two lines. */
  readonly previewed: boolean
  readonly titleRef: Ref<HTMLButtonElement>
  readonly onOpen: () => void
  readonly onFocus: () => void
}) {
  const { t } = useTranslation(['briefings', 'app'])
  const { head, counts, status } = row
  const state = readState(row)
  return (
    <li>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same by keyboard */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the button inside does the same by keyboard */}
      <div
        className={current ? 'br sel' : 'br'}
        onClick={() => {
          if (!window.getSelection()?.toString()) onOpen()
        }}
      >
        <div className="dot">{state === 'unread' && <span className="unread" />}</div>
        <div className="about">
          <h2>
            <button
              ref={titleRef}
              type="button"
              tabIndex={current ? 0 : -1}
              onFocus={onFocus}
              aria-expanded={previewed}
            >
              <Words of={head.title} lead={head.lead} only />
            </button>
          </h2>
          <p className={previewed ? 'bot whole' : 'bot'}>
            <Words of={head.summary} lead={head.lead} />
          </p>
          <div className="meta">
            <TlpBadge tlp={head.marking.tlp} />
            {head.marking.secrecy !== 'none' && <b>{t(`app:marking.secrecy.${head.marking.secrecy}`)}</b>}
            <span>
              <Words of={head.publisher} lead={head.lead} />
            </span>
            {status !== 'issued' && <b>{t(`row.${status}`)}</b>}
            <span className="num">
              {counts.annotations > 0 ? t('row.annotations', { count: counts.annotations }) : t('row.noAnnotations')}
            </span>
            {counts.notes > 0 && <span className="num">{t('row.notes', { count: counts.notes })}</span>}
            <Waiting row={row} current={current} />
          </div>
        </div>
        <div className="r">
          <DateLines when={head.issued} />
          {row.number > 1 && <span className="num qq">{t('row.version', { number: row.number })}</span>}
          <Reading row={row} />
        </div>
      </div>
    </li>
  )
}

/** Annotations that wait for the reader's word on their place: leads to the review. */
function Waiting({ row, current }: { readonly row: BriefingRow; readonly current: boolean }) {
  const { t } = useTranslation('review')
  const { go } = useNavigation()
  const said = useSaid(row.head.lead)
  const { data: left = [] } = useQuery(ask('annotations', 'reviewLeft', {}))
  const count = left.find(({ briefing }) => briefing === row.id)?.waiting ?? 0
  if (count === 0) return null
  return (
    <button
      type="button"
      className="jump changed num"
      tabIndex={current ? 0 : -1}
      aria-label={t('line.rowName', { title: said(row.head.title), count })}
      onClick={(event) => {
        event.stopPropagation()
        go({ screen: 'review', id: row.id })
      }}
    >
      {t('line.row', { count })}
    </button>
  )
}

function Reading({ row }: { readonly row: BriefingRow }) {
  const { t } = useTranslation('briefings')
  const percent = Math.round((row.reading?.progress ?? 0) * 100)
  switch (readState(row)) {
    case 'unread':
      return <span className="state new">{t('row.unread')}</span>
    case 'changed':
      return <span className="state changed">{t('row.changed')}</span>
    case 'finished':
      return <span className="state qq">{t('row.finished')}</span>
    case 'reading':
      return (
        <span className="state qq num">
          {t('row.progress', { percent })}
          <progress className="prog" max={100} value={percent} aria-hidden="true" />
        </span>
      )
  }
}
