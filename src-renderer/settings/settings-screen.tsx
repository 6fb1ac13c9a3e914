import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../src-shared/settings/settings.ts'
import { ask } from '../api.ts'
import { DateText } from '../ui/date-text.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { focusIsLost, focusPlace } from '../ui/focus.ts'
import { Segment } from '../ui/segment.tsx'
import { useChangeSettings, useSettings } from '../ui/settings.tsx'
import { AuthorField } from './author-field.tsx'
import { KeyList } from './key-list.tsx'
import { Line } from './line.tsx'
import './settings.css'

const themes = ['system', 'light', 'dark'] as const
const calendars = ['gregorian', 'roc', 'both'] as const

/** Preferences; every change holds at once. `library` is what is said and done about the library. */
export function SettingsScreen({ library }: { readonly library?: ReactNode }) {
  const { t } = useTranslation('settings')
  const settings = useSettings()
  const { mutate, error } = useChangeSettings()
  const pane = useRef<HTMLDivElement>(null)
  // Coming by key from a briefing, nothing has the focus; then the keys scroll this.
  useEffect(() => {
    if (pane.current && focusIsLost()) focusPlace(pane.current)
  }, [])
  const change = (what: Partial<Settings>) => mutate(what)
  return (
    <main className="main">
      <div className="bar">
        <h1>{t('title')}</h1>
        <span className="grow" />
        <span className="sm qq">{t('atOnce')}</span>
      </div>
      <div className="se scroll" ref={pane}>
        <div>
          {error && <ErrorNotice error={error} />}
          <Part title={t('language.title')}>
            <Line label={t('language.interface')}>
              <Segment
                label={t('language.interface')}
                value={settings.lang}
                options={[
                  { value: 'zh-TW', label: '繁體中文', lang: 'zh-TW' },
                  { value: 'en', label: 'English', lang: 'en' },
                ]}
                onChange={(lang) => change({ lang })}
              />
            </Line>
            <Line label={t('language.calendar')}>
              <Segment
                label={t('language.calendar')}
                value={settings.calendar}
                options={calendars.map((value) => ({ value, label: t(`calendar.${value}`) }))}
                onChange={(calendar) => change({ calendar })}
              />
              <span className="hint">
                <DateText when="2025-07-26" />
              </span>
            </Line>
          </Part>
          <Part title={t('reading.title')}>
            <Line label={t('reading.theme')}>
              <Segment
                label={t('reading.theme')}
                value={settings.theme}
                options={themes.map((value) => ({ value, label: t(`theme.${value}`) }))}
                onChange={(theme) => change({ theme })}
              />
            </Line>
            <TextSize size={settings.textSize} onSize={(textSize) => change({ textSize })} />
          </Part>
          <Part title={t('keyboard.title')}>
            <Line label={t('keyboard.singleKeys')}>
              <Segment
                label={t('keyboard.singleKeys')}
                value={settings.singleKeys ? 'on' : 'off'}
                options={[
                  { value: 'on', label: t('keyboard.on') },
                  { value: 'off', label: t('keyboard.off') },
                ]}
                onChange={(value) => change({ singleKeys: value === 'on' })}
              />
              <span className="hint">{t('keyboard.hint')}</span>
            </Line>
            <KeyList />
          </Part>
          <Part title={t('author.title')}>
            <AuthorField author={settings.author} onAuthor={(author) => change({ author })} />
          </Part>
          <TheApp library={library} />
        </div>
      </div>
    </main>
  )
}

/** What the app says of itself: network, library, version. */
function TheApp({ library }: { readonly library: ReactNode }) {
  const { t } = useTranslation('settings')
  const { data, error, refetch } = useQuery({ ...ask('settings', 'state', {}), staleTime: 0 })
  if (error) return <ErrorNotice error={error} onRetry={refetch} />
  if (!data) return null
  return (
    <>
      <Part title={t('network.title')}>
        <div className="net">
          <div className="big num">
            <div>
              <b>0</b>
              <small>{t('network.none')}</small>
            </div>
            <div>
              <b>{data.blockedRequests}</b>
              <small>
                {data.blockedRequests === 0
                  ? t('network.blockedNone')
                  : t('network.blocked', { count: data.blockedRequests })}
              </small>
            </div>
            <small className="since">{t('network.since')}</small>
          </div>
          <p>{t('network.text')}</p>
        </div>
      </Part>
      <Part title={t('library.title')}>
        {library}
        {data.preferencesSetAside !== null && (
          <p className="notice">{t('library.setAside', { file: data.preferencesSetAside })}</p>
        )}
      </Part>
      <Part title={t('about.title')}>
        <Line label={t('about.version')}>
          <span className="num">{data.version}</span>
        </Line>
      </Part>
    </>
  )
}

/** The slider with the same words at the size it sets. */
function TextSize({ size, onSize }: { readonly size: number; readonly onSize: (size: number) => void }) {
  const { t } = useTranslation('settings')
  const id = useId()
  return (
    <>
      <Line label={<label htmlFor={id}>{t('reading.textSize')}</label>}>
        <span className="sl">
          <span className="small" aria-hidden="true">
            {t('reading.sizeLetter')}
          </span>
          <input
            id={id}
            type="range"
            min={14}
            max={28}
            value={size}
            onChange={(event) => onSize(Number(event.target.value))}
          />
          <span className="large" aria-hidden="true">
            {t('reading.sizeLetter')}
          </span>
          <output className="num q" htmlFor={id}>
            {size}
          </output>
        </span>
      </Line>
      <Line label="">
        <p className="smp">{t('reading.sample')}</p>
      </Line>
    </>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      <div>{children}</div>
    </section>
  )
}
