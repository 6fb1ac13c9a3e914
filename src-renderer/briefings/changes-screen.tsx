import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { BriefingChanges, VersionName } from '../../src-shared/briefings/changes.ts'
import { dateWords } from '../../src-shared/events/date-words.ts'
import { ask } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { focusIsLost, focusPlace } from '../ui/focus.ts'
import { useKept } from '../ui/kept.ts'
import { keyLabel, useKeys } from '../ui/keys.ts'
import { Words } from '../ui/localized.tsx'
import { MarkingStrip } from '../ui/marking-strip.tsx'
import { useNavigation } from '../ui/navigation.tsx'
import { useSettings } from '../ui/settings.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { HeadChanges, PassageChanges, RowChanges } from './changes-list.tsx'
import './changes.css'

/** What changed in the briefing itself since an earlier version: passages in both languages, then the rows of its tables. */
export function ChangesScreen({ id, since }: { readonly id: string; readonly since?: string | undefined }) {
  const { t } = useTranslation('changes')
  const { go } = useNavigation()
  const versions = useQuery(ask('briefings', 'versions', { id }))
  const all = versions.data ?? []
  // A version that is not known any more is the one before.
  const wanted = all.slice(0, -1).find(({ version }) => version === since) ?? all.at(-2)
  const changes = useQuery({
    ...ask('briefings', 'changes', { id, since: wanted?.version ?? '' }),
    enabled: wanted !== undefined,
  })
  const error = versions.error ?? changes.error
  if (error)
    return (
      <main className="main">
        <ErrorNotice error={error} onRetry={() => void (versions.error ? versions : changes).refetch()} />
      </main>
    )
  if (versions.data && wanted === undefined) {
    const back = () => go({ screen: 'briefing', id, tab: 'text' })
    return (
      <main className="main">
        <h1 className="vh">{t('title')}</h1>
        <Empty
          title={t('only.title')}
          action={
            <Button icon="back" autoFocus onPress={back}>
              {t('back')}
            </Button>
          }
        >
          {t('only.text')}
        </Empty>
      </main>
    )
  }
  if (!changes.data || !wanted) {
    return (
      <main className="main">
        <Skeleton />
      </main>
    )
  }
  return <Shown key={wanted.version} changes={changes.data} versions={all} />
}

const countOf = ({ head, passages, rows }: BriefingChanges) =>
  head.length + rows.length + passages.filter(({ what, moved }) => what !== 'same' || moved).length

function Shown({
  changes,
  versions,
}: {
  readonly changes: BriefingChanges
  readonly versions: readonly VersionName[]
}) {
  const { t } = useTranslation('changes')
  const { go } = useNavigation()
  const { briefing, since, now, lead } = changes
  const pane = useRef<HTMLElement>(null)
  const total = countOf(changes)
  // Coming back from a passage, one is where one was.
  const [at, setAt] = useKept<number>(`changes/${briefing}/${since.version}/${now.version}`, () => -1)
  const places = useCallback(() => [...(pane.current?.querySelectorAll<HTMLElement>('[data-change]') ?? [])], [])
  const toChange = useCallback(
    (index: number) => {
      const place = places()[index]
      if (!place) return
      focusPlace(place)
      place.scrollIntoView({ block: 'center' })
    },
    [places],
  )
  const start = useRef(at)
  useEffect(() => {
    if (!focusIsLost()) return
    if (start.current >= 0) toChange(start.current)
    else if (pane.current) focusPlace(pane.current)
  }, [toChange])
  const step = (way: 1 | -1) => {
    const next = Math.min(Math.max(at + way, 0), total - 1)
    if (next >= 0) toChange(next)
  }
  useKeys({ BracketLeft: () => step(-1), BracketRight: () => step(1) })
  const toText = () => go({ screen: 'briefing', id: briefing, tab: 'text' })
  return (
    <main className="main changes">
      <header className="changes-head">
        <MarkingStrip marking={changes.marking} />
        <div className="bar">
          <Button look="quiet" icon="back" label={t('back')} onPress={toText} />
          <h1>{t('title')}</h1>
          <span className="q sm changes-of">
            <Words of={changes.title} lead={lead} />
          </span>
          <Since changes={changes} versions={versions} />
          <div className="changes-steps">
            <span className="sm num" role="status">
              {at < 0 ? t('total', { count: total }) : t('place', { now: at + 1, total })}
            </span>
            <Step name={t('previous')} shortcut="BracketLeft" onPress={() => step(-1)} disabled={total === 0} />
            <Step name={t('next')} shortcut="BracketRight" onPress={() => step(1)} disabled={total === 0} />
          </div>
        </div>
      </header>
      <section
        className="changes-pane scroll"
        ref={pane}
        tabIndex={-1}
        aria-label={t('list')}
        onFocus={(event) => {
          const place = event.target.closest<HTMLElement>('[data-change]')
          const index = place ? places().indexOf(place) : -1
          if (index >= 0) setAt(index)
        }}
      >
        {total === 0 ? (
          <Empty title={t('none.title')}>{t('none.text', { was: since.number, now: now.number })}</Empty>
        ) : (
          <div className="changes-list">
            <HeadChanges changes={changes} />
            <PassageChanges changes={changes} />
            <RowChanges changes={changes} />
          </div>
        )}
      </section>
    </main>
  )
}

function Step({
  name,
  shortcut,
  ...rest
}: {
  readonly name: string
  readonly shortcut: string
  readonly disabled: boolean
  readonly onPress: () => void
}) {
  return (
    <Button look="quiet" {...rest}>
      {name} <kbd>{keyLabel(shortcut)}</kbd>
    </Button>
  )
}

/** Which earlier version one compares with. */
function Since({
  changes: { briefing, since, now },
  versions,
}: {
  readonly changes: BriefingChanges
  readonly versions: readonly VersionName[]
}) {
  const { t } = useTranslation('changes')
  const { go } = useNavigation()
  const { lang, calendar } = useSettings()
  const label = useId()
  const earlier = versions.filter(({ number }) => number < now.number)
  return (
    <span className="changes-since">
      <label htmlFor={label}>{t('since')}</label>
      <select
        id={label}
        className="num"
        value={since.version}
        onChange={(event) => go({ screen: 'changes', id: briefing, since: event.target.value })}
      >
        {earlier.map(({ version, number, issued }) => (
          <option key={version} value={version}>
            {t('version', { number, date: dateWords(issued, lang, calendar) })}
          </option>
        ))}
      </select>
    </span>
  )
}
