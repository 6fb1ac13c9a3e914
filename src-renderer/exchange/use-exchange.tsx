import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExchangeFormat, TakenAnnotations } from '../../src-shared/exchange/exchange.ts'
import { api, codeOf, onFact } from '../api.ts'
import { useNavigation } from '../ui/navigation.tsx'
import { useToasts } from '../ui/toasts.tsx'
import { useUndo } from '../ui/undo.tsx'
import { AnnotationsExportDialog } from './annotations-export-dialog.tsx'
import { useFailureWords } from './failure-words.ts'
import { ImportFailed, ImportReport } from './import-report.tsx'

interface Exchange {
  /** Asks for a file and takes its annotations in. */
  readonly takeIn: () => void
  /** Asks which annotations and as what, then where to. */
  readonly giveOut: () => void
}

const ExchangeContext = createContext<Exchange>({ takeIn: () => {}, giveOut: () => {} })

type Outcome = { readonly taken: TakenAnnotations } | { readonly error: unknown }

/** Annotations out and in, from anywhere in the window: by the menu, or by a button of a screen. */
export function ExchangeProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('exchange')
  const { view } = useNavigation()
  const { show } = useToasts()
  const { did, undo } = useUndo()
  const failureWords = useFailureWords()
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  /** How many steps of the undo stack belong to the report that is open. */
  const [steps, setSteps] = useState(0)
  const [asking, setAsking] = useState(false)
  const busy = useRef(false)

  const oneAtATime = useCallback(async (work: () => Promise<void>) => {
    if (busy.current) return
    busy.current = true
    await work().finally(() => {
      busy.current = false
    })
  }, [])

  const remember = useCallback(
    ({ added }: TakenAnnotations) => {
      if (added.length === 0) return 0
      let items = added.map(({ id, hlc }) => ({ id, hlc }))
      // Each step goes on from the clocks of the one before: what somebody changed meanwhile is left alone.
      did({
        label: t('import.did', { count: added.length }),
        undo: async () => {
          items = [...(await api.annotations.removeMany({ items })).done]
        },
        redo: async () => {
          items = [...(await api.annotations.restoreMany({ items })).done]
        },
      })
      return 1
    },
    [did, t],
  )

  const take = useCallback(
    (how: { readonly into?: string; readonly again?: true }) =>
      oneAtATime(async () => {
        try {
          const taken = await api.annotations.importChosen(how)
          if (taken === null) return
          const step = remember(taken)
          setSteps((now) => (how.again ? now + step : step))
          setOutcome({ taken })
        } catch (error) {
          if (codeOf(error) !== 'cancelled') setOutcome({ error })
        }
      }),
    [oneAtATime, remember],
  )
  const give = useCallback(
    (ids: readonly string[] | null, format: ExchangeFormat) =>
      oneAtATime(async () => {
        try {
          const written = await api.annotations.exportChosen({ ids: ids && [...ids], format })
          if (written === null) return
          setAsking(false)
          show({ text: t('export.done', { count: written.count, file: nameOf(written.path) }) })
        } catch (error) {
          setAsking(false)
          if (codeOf(error) !== 'cancelled') show({ text: failureWords(error, 'write') })
        }
      }),
    [failureWords, oneAtATime, show, t],
  )

  useEffect(
    () =>
      onFact('menu.chosen', ({ item }) => {
        if (item === 'import-annotations') void take({})
        if (item === 'export-annotations') setAsking(true)
      }),
    [take],
  )
  const value = useMemo<Exchange>(() => ({ takeIn: () => void take({}), giveOut: () => setAsking(true) }), [take])
  const close = () => setOutcome(null)
  return (
    <ExchangeContext value={value}>
      {children}
      {asking && (
        <AnnotationsExportDialog
          briefing={view.screen === 'briefing' ? view.id : null}
          onExport={(ids, format) => void give(ids, format)}
          onClose={() => setAsking(false)}
        />
      )}
      {outcome !== null && 'error' in outcome && <ImportFailed error={outcome.error} onClose={close} />}
      {outcome !== null && 'taken' in outcome && (
        <ImportReport
          taken={outcome.taken}
          canUndo={steps > 0}
          onUndo={() => {
            close()
            for (let step = 0; step < steps; step += 1) undo()
          }}
          onAgain={(into) => void take({ into, again: true })}
          onClose={close}
        />
      )}
    </ExchangeContext>
  )
}

const nameOf = (path: string) => path.split(/[\\/]/).at(-1) ?? path

/** `useExchange().takeIn()` */
export function useExchange(): Exchange {
  return useContext(ExchangeContext)
}
