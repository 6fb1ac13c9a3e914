import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TakenAnnotations } from '../../src-shared/exchange/exchange.ts'
import { inLanguage } from '../../src-shared/languages.ts'
import { ask } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { focusWhenDrawn } from '../ui/focus.ts'
import { Icon } from '../ui/icons.tsx'
import { useNavigation } from '../ui/navigation.tsx'
import { useSettings } from '../ui/settings.tsx'
import { useFailureWords } from './failure-words.ts'
import './exchange.css'

/** So many refused items are listed; the rest are counted. */
const listed = 50

/** What a file of annotations came to: how many went where, and why the others did not. */
export function ImportReport({
  taken,
  canUndo,
  onUndo,
  onAgain,
  onClose,
}: {
  readonly taken: TakenAnnotations
  readonly canUndo: boolean
  readonly onUndo: () => void
  /** Takes the file in again, with this briefing for what named none. */
  readonly onAgain: (into: string) => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation('exchange')
  // The blanks differ from cause to cause.
  const why = t as unknown as (key: string, blanks: Readonly<Record<string, string>>) => string
  const { file, total, added, updated, unchanged, orphaned, undecided = 0, answers = 0, refused } = taken
  const sum = useId()
  const homeless = refused.filter(({ cause }) => cause === 'no-briefing').length
  const counts = [
    ['added', added.length],
    ['updated', updated],
    ['unchanged', unchanged],
    ['refused', refused.length],
  ] as const
  return (
    <Dialog
      wide
      title={t('import.title')}
      about={file}
      onClose={onClose}
      describedBy={sum}
      footer={
        <>
          {canUndo && <Button onPress={onUndo}>{t('import.undo')}</Button>}
          <span className="grow" />
          <Button look="pri" onPress={onClose} autoFocus={homeless === 0}>
            {t('import.close')}
          </Button>
        </>
      }
    >
      <div className="exchange-report">
        <div id={sum} className="sum">
          <p className="q">{t('import.total', { count: total })}</p>
          <dl className="counts">
            {counts.map(([name, count]) => (
              <div key={name}>
                <dt>{t(`import.${name}`)}</dt>
                <dd className="num">{count}</dd>
              </div>
            ))}
          </dl>
        </div>
        {orphaned > 0 && (
          <p className="notice">
            <Icon name="warning" />
            <span>
              <b>{t('import.orphaned', { count: orphaned })}</b> {t('import.orphanedWhat')}
            </span>
          </p>
        )}
        {undecided > 0 && (
          <p className="notice">
            <Icon name="warning" />
            <span>{t('import.undecided', { count: undecided })}</span>
          </p>
        )}
        {answers > 0 && <p className="q">{t('import.answers', { count: answers })}</p>}
        <Homes taken={taken} onClose={onClose} />
        {homeless > 0 && <Into count={homeless} onAgain={onAgain} />}
        {refused.length > 0 && (
          <section>
            <h3>{t('import.refusedTitle')}</h3>
            <ul className="refused">
              {refused.slice(0, listed).map(({ at, id, quote, cause, data }) => (
                <li key={at}>
                  <span className="q num">{t('import.item', { at })}</span>
                  <span>
                    {why(`refused.${cause}`, data ?? {})}
                    {(data?.source ?? id) && <small dir="auto">{data?.source ?? id}</small>}
                    {quote !== '' && <q>{quote}</q>}
                  </span>
                </li>
              ))}
            </ul>
            {refused.length > listed && <p className="q">{t('import.more', { count: refused.length - listed })}</p>}
          </section>
        )}
      </div>
    </Dialog>
  )
}

/** The briefings that got some, each with a way there. */
function Homes({ taken: { briefings }, onClose }: { readonly taken: TakenAnnotations; readonly onClose: () => void }) {
  const { t } = useTranslation('exchange')
  const titleOf = useTitles()
  const { go } = useNavigation()
  if (briefings.length === 0) return null
  return (
    <section>
      <h3>{t('import.where')}</h3>
      <ul className="homes">
        {briefings.map(({ id, count }) => (
          <li key={id}>
            <button
              type="button"
              aria-label={t('import.open', { title: titleOf(id) })}
              onClick={() => {
                onClose()
                go({ screen: 'briefing', id, tab: 'text' })
              }}
            >
              {titleOf(id)}
            </button>
            <span className="q num">{t('import.count', { count })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Asks for the briefing of those that name none. */
function Into({ count, onAgain }: { readonly count: number; readonly onAgain: (into: string) => void }) {
  const { t } = useTranslation('exchange')
  const titleOf = useTitles()
  const { data: rows = [] } = useQuery(ask('briefings', 'list', {}))
  const [into, setInto] = useState('')
  const choice = useRef<HTMLSelectElement>(null)
  // There is a choice to make, and it comes before Done.
  useEffect(() => focusWhenDrawn(() => choice.current), [])
  const field = useId()
  return (
    <section className="into">
      <p>{t('import.intoWhat', { count })}</p>
      <div>
        <label htmlFor={field}>{t('import.into')}</label>
        <select id={field} ref={choice} value={into} onChange={(event) => setInto(event.target.value)}>
          <option value="">{t('import.choose')}</option>
          {rows.map(({ id }) => (
            <option key={id} value={id}>
              {titleOf(id)}
            </option>
          ))}
        </select>
        <Button disabled={into === ''} onPress={() => onAgain(into)}>
          {t('import.again')}
        </Button>
      </div>
    </section>
  )
}

function useTitles(): (id: string) => string {
  const { lang } = useSettings()
  const { data: rows = [] } = useQuery(ask('briefings', 'list', {}))
  return (id) => {
    const row = rows.find((each) => each.id === id)
    return row === undefined ? '' : (inLanguage(row.head.title, lang, row.head.lead)?.value ?? row.slug)
  }
}

/** A file that was refused as a whole: what is wrong with it. */
export function ImportFailed({ error, onClose }: { readonly error: unknown; readonly onClose: () => void }) {
  const { t } = useTranslation('exchange')
  const words = useFailureWords()
  return (
    <Dialog
      title={t('import.failedTitle')}
      onClose={onClose}
      footer={
        <>
          <span className="grow" />
          <Button look="pri" onPress={onClose} autoFocus>
            {t('import.dismiss')}
          </Button>
        </>
      }
    >
      <p role="alert">{words(error, 'read')}</p>
    </Dialog>
  )
}
