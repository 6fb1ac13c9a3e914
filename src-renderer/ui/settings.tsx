import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect } from 'react'
import type { Settings } from '../../src-shared/settings/settings.ts'
import { api, ask } from '../api.ts'
import { speak } from '../i18n.ts'

/** What holds until the settings have come, and in tests of single components. */
const fallback: Settings = {
  lang: 'zh-TW',
  theme: 'system',
  textSize: 18,
  calendar: 'both',
  singleKeys: true,
  author: '',
}

const SettingsContext = createContext<Settings>(fallback)

/** Gives the settings to all below, and applies language, theme and text size to the page. Draws nothing before they are known. */
export function SettingsProvider({ children }: { readonly children: ReactNode }) {
  const { data, isPending } = useQuery(ask('settings', 'get', {}))
  const settings = data ?? fallback
  useEffect(() => applyToPage(settings), [settings])
  if (isPending) return null
  return <SettingsContext value={settings}>{children}</SettingsContext>
}

function applyToPage({ lang, theme, textSize }: Settings): void {
  const page = document.documentElement
  speak(lang)
  if (theme === 'system') delete page.dataset.theme
  else page.dataset.theme = theme
  page.style.setProperty('--read', `${textSize}px`)
}

/** The reader's preferences. */
export function useSettings(): Settings {
  return useContext(SettingsContext)
}

/** Changes preferences; they hold at once. */
export function useChangeSettings() {
  const client = useQueryClient()
  const { queryKey } = ask('settings', 'get', {})
  return useMutation({
    mutationFn: (change: Partial<Settings>) => api.settings.change(change),
    // The choice stands where it was pressed, at once; what could not be written is taken back.
    onMutate: (change) => {
      const before = client.getQueryData(queryKey)
      if (before) client.setQueryData(queryKey, { ...before, ...change })
      return before
    },
    onError: (_, __, before) => {
      if (before) client.setQueryData(queryKey, before)
    },
    onSuccess: (settings) => client.setQueryData(queryKey, settings),
  })
}
