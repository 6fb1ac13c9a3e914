import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { followFacts, newQueryClient } from './api.ts'
import { startWords } from './i18n.ts'
import { NavigationProvider } from './ui/navigation.tsx'
import { SettingsProvider } from './ui/settings.tsx'
import { ToastsProvider } from './ui/toasts.tsx'
import { UndoProvider } from './ui/undo.tsx'

startWords('zh-TW')

/** The window: what every screen shares, and the one place where screens meet. */
export function App() {
  const [client] = useState(newQueryClient)
  useEffect(() => followFacts(client), [client])
  return (
    <QueryClientProvider client={client}>
      <SettingsProvider>
        <ToastsProvider>
          <UndoProvider>
            <NavigationProvider>
              <h1>案頭 Briefdesk</h1>
            </NavigationProvider>
          </UndoProvider>
        </ToastsProvider>
      </SettingsProvider>
    </QueryClientProvider>
  )
}
