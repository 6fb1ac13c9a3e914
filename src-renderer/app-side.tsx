import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from './api.ts'
import { collectionsOf } from './briefings/library-filter.ts'
import { LibraryWarning } from './library/library-notices.tsx'
import { Icon, type IconName } from './ui/icons.tsx'
import { Words } from './ui/localized.tsx'
import { useNavigation } from './ui/navigation.tsx'
import { useChangeSettings, useSettings } from './ui/settings.tsx'

/** The side rail: the places there are, the collections with their counts, and the line that says nothing leaves. */
export function Side({
  collection,
  onCollection,
}: {
  /** Key of the collection the library shows; null for all. */
  readonly collection: string | null
  readonly onCollection: (key: string | null) => void
}) {
  const { t, i18n } = useTranslation('app')
  const { view, go } = useNavigation()
  const { data: rows = [] } = useQuery(ask('briefings', 'list', {}))
  const collections = collectionsOf(rows)
  const show = (key: string | null) => {
    onCollection(key)
    go({ screen: 'library' })
  }
  const inLibrary = view.screen === 'library'
  return (
    <nav className="side" aria-label={t('navigation.places')}>
      <div className="brand">
        {t('name')}
        <small lang={i18n.language === 'en' ? 'zh-TW' : 'en'}>{t('nameBeside')}</small>
      </div>
      <Place icon="library" current={inLibrary && collection === null} count={rows.length} onGo={() => show(null)}>
        {t('navigation.library')}
      </Place>
      <Place
        icon="notes"
        current={view.screen === 'notebook'}
        count={rows.reduce((sum, { counts }) => sum + counts.annotations, 0)}
        onGo={() => go({ screen: 'notebook' })}
      >
        {t('navigation.notebook')}
      </Place>
      {collections.length > 0 && (
        <>
          <h2 id="collections">{t('navigation.collections')}</h2>
          <ul aria-labelledby="collections">
            {collections.map(({ key, name, lead, count }) => (
              <li key={key}>
                <Place current={inLibrary && collection === key} count={count} onGo={() => show(key)}>
                  <Words of={name} lead={lead} />
                </Place>
              </li>
            ))}
          </ul>
        </>
      )}
      <Waiting />
      <div className="foot">
        <LibraryWarning />
        <OtherLanguage />
        <Place icon="settings" current={view.screen === 'settings'} onGo={() => go({ screen: 'settings' })}>
          {t('navigation.settings')}
        </Place>
        <Silence />
      </div>
    </nav>
  )
}

function Place({
  icon,
  current,
  count,
  onGo,
  children,
}: {
  readonly icon?: IconName
  readonly current?: boolean
  readonly count?: number
  readonly onGo: () => void
  readonly children: ReactNode
}) {
  return (
    <button type="button" className="nav" aria-current={current ? 'page' : undefined} onClick={onGo}>
      {icon && <Icon name={icon} />}
      <span className="w">{children}</span>
      {count !== undefined && <span className="n">{count}</span>}
    </button>
  )
}

/** 待複核: annotations that wait for the reader's word on their place; there only while there are some. */
function Waiting() {
  const { t } = useTranslation('review')
  const { view, go } = useNavigation()
  const { data: left = [] } = useQuery(ask('annotations', 'reviewLeft', {}))
  const [first] = left
  if (first === undefined) return null
  const waiting = left.reduce((sum, each) => sum + each.waiting, 0)
  return (
    <>
      <h2>{t('rail.todo')}</h2>
      <button
        type="button"
        className="nav"
        aria-current={view.screen === 'review' ? 'page' : undefined}
        onClick={() => go({ screen: 'review', id: first.briefing })}
      >
        <Icon name="review" />
        <span className="w">{t('rail.waiting')}</span>
        <span className="n changed">{waiting}</span>
      </button>
    </>
  )
}

/** The way into the other language, named in that language: whoever needs it can read it. */
function OtherLanguage() {
  const { lang } = useSettings()
  const change = useChangeSettings()
  const other = lang === 'en' ? 'zh-TW' : 'en'
  return (
    <Place icon="language" onGo={() => change.mutate({ lang: other })}>
      <span lang={other}>{languageNames[other]}</span>
    </Place>
  )
}

/** Each language in its own words; the same in every interface language. */
const languageNames = { 'zh-TW': '中文', en: 'English' } as const

/** 離線: how many requests were blocked since the start. */
function Silence() {
  const { t } = useTranslation('app')
  const { data } = useQuery({ ...ask('settings', 'state', {}), staleTime: 0, refetchInterval: 30_000 })
  const blocked = data?.blockedRequests ?? 0
  return (
    <div className="nav xs qq quiet">
      <Icon name="offline" />
      <span className="w">
        {blocked > 0 ? t('navigation.offline', { count: blocked }) : t('navigation.offlineNone')}
      </span>
    </div>
  )
}
