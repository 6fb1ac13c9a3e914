import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { I18nProvider } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { ReviewScreen } from './annotations/review-screen.tsx'
import { ask, followFacts, newQueryClient, onFact } from './api.ts'
import { LibraryState } from './app-library-state.tsx'
import { NotebookPlace } from './app-notebook.tsx'
import { Side } from './app-side.tsx'
import { BriefingView } from './briefing-view.tsx'
import { ChangesScreen } from './briefings/changes-screen.tsx'
import { type LibraryFilter, noFilter } from './briefings/library-filter.ts'
import { ImportProvider } from './briefings/library-import.tsx'
import { LibraryScreen } from './briefings/library-screen.tsx'
import { TimelineView } from './events/timeline-view.tsx'
import { ExchangeProvider } from './exchange/use-exchange.tsx'
import { ExportProvider, useExport } from './exports/use-export.tsx'
import { startWords } from './i18n.ts'
import { LibrarySection } from './library/library-section.tsx'
import { RecoveryReportDialog } from './library/recovery-report.tsx'
import { NotesView } from './notes/notes-view.tsx'
import { PositionsView } from './positions/positions-view.tsx'
import { RisksView } from './risks/risks-view.tsx'
import { SettingsScreen } from './settings/settings-screen.tsx'
import { mac, settingsKey, useKeys } from './ui/keys.ts'
import { NavigationProvider, useNavigation, type View } from './ui/navigation.tsx'
import { usePanes } from './ui/panes.ts'
import { SettingsProvider, useChangeSettings, useSettings } from './ui/settings.tsx'
import { ToastsProvider, useToasts } from './ui/toasts.tsx'
import { UndoProvider } from './ui/undo.tsx'

startWords('zh-TW')

/** The window: what every screen shares, and the one place where screens meet. */
export function App() {
  const [client] = useState(newQueryClient)
  useEffect(() => followFacts(client), [client])
  return (
    <QueryClientProvider client={client}>
      <SettingsProvider>
        <AriaWords>
          <ToastsProvider>
            <UndoProvider>
              <NavigationProvider>
                <ImportProvider>
                  <ExportProvider>
                    <ExchangeProvider>
                      <LibraryState />
                      <RecoveryReportDialog />
                      <Screens />
                    </ExchangeProvider>
                  </ExportProvider>
                </ImportProvider>
              </NavigationProvider>
            </UndoProvider>
          </ToastsProvider>
        </AriaWords>
      </SettingsProvider>
    </QueryClientProvider>
  )
}

/** The components' own words (dismiss, more) follow the interface's language. */
function AriaWords({ children }: { readonly children: ReactNode }) {
  const { lang } = useSettings()
  return <I18nProvider locale={lang === 'en' ? 'en-US' : 'zh-TW'}>{children}</I18nProvider>
}

function Screens() {
  const { view } = useNavigation()
  const [filter, setFilter] = useState<LibraryFilter>(noFilter)
  const left = useRef<string | null>(null)
  useMenu()
  usePanes()
  useSetAsideNotice()
  useEffect(() => {
    if (view.screen === 'briefing') left.current = view.id
  }, [view])
  if (view.screen === 'briefing') return <BriefingPlace view={view} />
  return (
    <div className="app">
      <Side
        collection={filter.collection}
        onCollection={(collection) => setFilter((now) => ({ ...now, collection }))}
      />
      {view.screen === 'settings' ? (
        <SettingsScreen library={<LibrarySection />} />
      ) : view.screen === 'review' ? (
        <ReviewScreen id={view.id} at={view.at} />
      ) : view.screen === 'changes' ? (
        <ChangesScreen id={view.id} since={view.since} />
      ) : view.screen === 'notebook' ? (
        <NotebookPlace />
      ) : (
        <LibraryScreen filter={filter} onFilter={setFilter} left={left.current} />
      )}
    </div>
  )
}

/** A briefing with the views of its other nouns as tabs. */
function BriefingPlace({ view }: { readonly view: Extract<View, { readonly screen: 'briefing' }> }) {
  const exportBriefing = useExport()
  return (
    <BriefingView
      id={view.id}
      tab={view.tab}
      at={view.at}
      tabs={{
        timeline: (briefing) => <TimelineView briefing={briefing} />,
        risks: (briefing) => <RisksView briefing={briefing} />,
        positions: (briefing) => <PositionsView briefing={briefing} />,
        notes: (briefing) => <NotesView briefing={briefing} />,
      }}
      onExport={({ id }) => exportBriefing(id)}
    />
  )
}

/** Says once, at the start, that a preferences file could not be read. */
function useSetAsideNotice(): void {
  const { t } = useTranslation('settings')
  const { show } = useToasts()
  const { data } = useQuery(ask('settings', 'state', {}))
  const file = data?.preferencesSetAside ?? null
  const said = useRef(false)
  useEffect(() => {
    if (file === null || said.current) return
    said.current = true
    show({ text: t('library.setAside', { file }) })
  }, [file, show, t])
}

/** Menu items and the keys beside them that belong to no single screen. */
function useMenu(): void {
  const { view, go } = useNavigation()
  const { textSize } = useSettings()
  const { mutate } = useChangeSettings()
  const exportBriefing = useExport()
  const toSize = (size: number) => mutate({ textSize: Math.min(28, Math.max(14, size)) })
  const printThis = () => (view.screen === 'briefing' ? exportBriefing(view.id) : false)
  useEffect(() =>
    onFact('menu.chosen', ({ item }) => {
      if (item === 'library') go({ screen: 'library' })
      if (item === 'settings') go({ screen: 'settings' })
      if (item === 'export') printThis()
      if (item === 'text-larger') toSize(textSize + 1)
      if (item === 'text-smaller') toSize(textSize - 1)
      if (item === 'text-reset') toSize(18)
    }),
  )
  useKeys({
    'Ctrl+Digit1': () => go({ screen: 'library' }),
    'Ctrl+Digit4': () => go({ screen: 'notebook' }),
    // Where the system has a key for settings (Cmd+, on macOS), the menu hears it.
    ...(!mac && { [settingsKey]: () => go({ screen: 'settings' }) }),
    'Ctrl+KeyP': printThis,
  })
}
