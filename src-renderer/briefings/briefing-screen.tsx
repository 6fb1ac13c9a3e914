import { createElement, type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { type Briefing, type ReadingLanguage, readingLanguages } from '../../src-shared/briefings/briefing.ts'
import type { Code } from '../../src-shared/ipc.ts'
import { inLanguage, type Lang } from '../../src-shared/languages.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { useKeys } from '../ui/keys.ts'
import { MarkingStrip } from '../ui/marking-strip.tsx'
import type { BriefingTab } from '../ui/navigation.tsx'
import { Segment } from '../ui/segment.tsx'
import { useChangeSettings, useSettings } from '../ui/settings.tsx'
import './briefing-screen.css'

export const briefingTabs = [
  'text',
  'timeline',
  'risks',
  'positions',
  'notes',
] as const satisfies readonly BriefingTab[]

/** What the footer says about writing. */
export type Written =
  | { readonly state: 'rest' | 'saving' }
  | { readonly state: 'saved'; readonly at: Date }
  | { readonly state: 'failed'; readonly code: Code }

interface Status {
  readonly progress: number
  readonly minutes: number
  readonly paragraph: number
  readonly paragraphs: number
}

/**
 * The frame of a briefing: who may see it, what it is called, its five tabs, and where one is. The tabs themselves are
 * made by their own nouns and handed in.
 */
export function BriefingScreen({
  briefing,
  tab,
  tabs,
  reading,
  outline,
  panel,
  panelOpen,
  status,
  annotations,
  written,
  onTab,
  onBack,
  onReading,
  onPanel,
  onExport,
}: {
  readonly briefing: Briefing
  readonly tab: BriefingTab
  readonly tabs: Readonly<Record<BriefingTab, ReactNode>>
  readonly reading: ReadingLanguage
  /** `close` puts it away where it lies over the text. */
  readonly outline: (close: () => void) => ReactNode
  readonly panel: ReactNode
  readonly panelOpen: boolean
  readonly status: Status
  readonly annotations: number
  readonly written: Written
  readonly onTab: (tab: BriefingTab) => void
  readonly onBack: () => void
  readonly onReading: (reading: ReadingLanguage) => void
  readonly onPanel: (open: boolean) => void
  readonly onExport: () => void
}) {
  const { t, i18n } = useTranslation('reader')
  const { content } = briefing
  const words: Lang = i18n.language === 'en' ? 'en' : 'zh-TW'
  const title = inLanguage(content.title, reading === 'parallel' ? words : reading, content.lead)
  const isText = tab === 'text'
  const frame = useRef<HTMLDivElement>(null)
  const [outlineOpen, setOutlineOpen] = useState(false)

  const focusSoon = (place: string) =>
    requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>(place)?.focus({ preventScroll: true }))
  useKeys(
    {
      'Ctrl+KeyL': () => onReading(after(readingLanguages, reading)),
      'Ctrl+Shift+KeyA': () => {
        onPanel(!panelOpen)
        focusSoon(panelOpen ? '.doc' : '.annotation-panel')
      },
      'Ctrl+Shift+KeyO': () => {
        setOutlineOpen(!outlineOpen)
        focusSoon(outlineOpen ? '.doc' : '.out [aria-current], .out button')
      },
      Escape: () => {
        if (!outlineOpen) return false
        setOutlineOpen(false)
        focusSoon('.doc')
      },
    },
    { when: isText },
  )
  return (
    <div
      ref={frame}
      className={`rd tab-${tab}${isText && reading === 'parallel' ? ' parallel' : ''}${outlineOpen ? ' outline-open' : ''}${isText && panelOpen ? ' panel-open' : ''}`}
    >
      <MarkingStrip marking={content.marking} />
      <header className="bar" data-pane="">
        <Button look="quiet" icon="back" label={t('bar.back')} onPress={onBack} />
        {isText && (
          <button
            type="button"
            className="btn quiet ico outline-button"
            aria-label={t('outline.label')}
            aria-expanded={outlineOpen}
            onClick={() => setOutlineOpen(!outlineOpen)}
          >
            <Icon name="outline" />
          </button>
        )}
        {title && createElement(isText ? 'p' : 'h1', { lang: title.lang, className: 'bar-title' }, title.value)}
        <Tabs briefing={briefing} tab={tab} onTab={onTab} />
        <div className="grow" />
        {isText && (
          <Segment
            label={t('bar.language')}
            value={reading}
            onChange={onReading}
            options={[
              { value: 'zh-TW', label: t('language.zh-TW', { lng: 'zh-TW' }), lang: 'zh-TW' },
              { value: 'en', label: t('language.en', { lng: 'en' }), lang: 'en' },
              { value: 'parallel', label: t('bar.parallel'), disabled: content.languages.length < 2 },
            ]}
          />
        )}
        <TextSize />
        {isText && (
          <button
            type="button"
            className="btn quiet ico"
            aria-label={t('bar.panel')}
            title={t('bar.panel')}
            aria-pressed={panelOpen}
            onClick={() => onPanel(!panelOpen)}
          >
            <Icon name="panel" />
          </button>
        )}
        <Button icon="export" onPress={onExport} className="export-button">
          <span>{t('bar.export')}</span>
        </Button>
      </header>
      {isText && outline(() => setOutlineOpen(false))}
      <div className="rd-body" role="tabpanel" id="briefing-tab" aria-labelledby={`tab-${tab}`}>
        {isText ? tabs.text : <main className="view">{tabs[tab]}</main>}
      </div>
      {isText && panelOpen && panel}
      <StatusLine status={isText ? status : null} annotations={annotations} written={written} />
    </div>
  )
}

const after = <T,>(list: readonly T[], one: T): T => list[(list.indexOf(one) + 1) % list.length] ?? one

function Tabs({
  briefing,
  tab,
  onTab,
}: {
  readonly briefing: Briefing
  readonly tab: BriefingTab
  readonly onTab: (tab: BriefingTab) => void
}) {
  const { t } = useTranslation('reader')
  const { counts } = briefing
  const numbers = {
    text: null,
    timeline: counts.events,
    risks: counts.risks,
    positions: counts.positions,
    notes: counts.notes,
  }
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const next = briefingTabs[(briefingTabs.indexOf(tab) + step + briefingTabs.length) % briefingTabs.length]
    if (!next) return
    onTab(next)
    event.currentTarget.querySelector<HTMLElement>(`#tab-${next}`)?.focus()
  }
  return (
    <div className="tabs" role="tablist" aria-label={t('bar.tabs')} onKeyDown={move}>
      {briefingTabs.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          id={`tab-${each}`}
          aria-controls="briefing-tab"
          aria-selected={each === tab}
          tabIndex={each === tab ? 0 : -1}
          onClick={() => onTab(each)}
        >
          {t(`tab.${each}`)}
          {numbers[each] !== null && <span className="n">{numbers[each]}</span>}
        </button>
      ))}
    </div>
  )
}

function TextSize() {
  const { t } = useTranslation('reader')
  const { textSize } = useSettings()
  const { mutate } = useChangeSettings()
  const set = (size: number) => mutate({ textSize: Math.min(28, Math.max(14, size)) })
  return (
    <DialogTrigger>
      <Button look="quiet" icon="textSize" label={t('size.label')} />
      <Popover className="text-size" placement="bottom end">
        <Dialog aria-label={t('size.label')}>
          <div className="text-size-steps">
            <Button
              icon="minus"
              label={t('size.smaller')}
              disabled={textSize <= 14}
              onPress={() => set(textSize - 1)}
            />
            <span className="num" aria-live="polite">
              {t('size.now', { size: textSize })}
            </span>
            <Button icon="plus" label={t('size.larger')} disabled={textSize >= 28} onPress={() => set(textSize + 1)} />
          </div>
          <p className="text-size-sample">{t('size.sample')}</p>
          <Button look="quiet" disabled={textSize === 18} onPress={() => set(18)}>
            {t('size.reset')}
          </Button>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

function Progress({ status }: { readonly status: Status }) {
  const { t } = useTranslation('reader')
  const { progress, minutes, paragraph, paragraphs } = status
  const percent = Math.round(progress * 100)
  const left = Math.max(0, Math.round(minutes * (1 - progress)))
  return (
    <>
      <i className="p" style={{ width: `${percent}%` }} />
      <span className="num">
        {left === 0 ? t('status.read', { percent }) : t('status.left', { percent, minutes: left })}
      </span>
      {paragraph > 0 && (
        <span className="hide-m num">{t('status.paragraph', { number: paragraph, total: paragraphs })}</span>
      )}
    </>
  )
}

function StatusLine({
  status,
  annotations,
  written,
}: {
  /** Where one is in the text; null where the text is not on screen. */
  readonly status: Status | null
  readonly annotations: number
  readonly written: Written
}) {
  const { t, i18n } = useTranslation('reader')
  return (
    <footer className="st">
      {status && <Progress status={status} />}
      <span className="grow" />
      <span className="num">{t('status.annotations', { n: annotations })}</span>
      {written.state === 'failed' ? (
        <span className="failed" role="alert">
          {t('status.failed')}
        </span>
      ) : (
        <span className="num written">
          {written.state === 'saving' && t('status.saving')}
          {written.state === 'saved' &&
            t('status.saved', {
              time: written.at.toLocaleTimeString(i18n.language === 'en' ? 'en-GB' : 'zh-TW', {
                hour: '2-digit',
                minute: '2-digit',
                hour12: false,
              }),
            })}
        </span>
      )}
    </footer>
  )
}
