import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ImportReport, Problem } from '../../src-shared/briefings/briefing.ts'
import { api, codeOf, onFact, Refused } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { useErrorWords } from '../ui/error-notice.tsx'
import { Icon } from '../ui/icons.tsx'
import { useKeys } from '../ui/keys.ts'
import { useNavigation } from '../ui/navigation.tsx'
import { useToasts } from '../ui/toasts.tsx'
import { type Dropped, droppedOf, holdsFiles } from './library-drop.ts'
import { ImportDialog, type ImportOutcome, useOutcomeWords } from './library-import-dialog.tsx'

interface Import {
  readonly choose: (what: 'folder' | 'zip') => void
  /** What is being done, in words; null while nothing is. */
  readonly working: string | null
}

const ImportContext = createContext<Import>({ choose: () => {}, working: null })

/** Brings briefings in, from anywhere in the window: by the button, by the menu, by dropping. */
export function ImportProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('briefings')
  const { view, go } = useNavigation()
  const where = useRef(view)
  where.current = view
  const { show } = useToasts()
  const errorWords = useErrorWords()
  const outcomeWords = useOutcomeWords()
  const [working, setWorking] = useState<string | null>(null)
  const [outcome, setOutcome] = useState<ImportOutcome | null>(null)
  const busy = useRef(false)

  const run = useCallback(
    async (name: string | null, work: () => Promise<ImportReport | null>) => {
      setWorking(name === null ? t('import.workingChosen') : t('import.working', { name }))
      try {
        const report = await work()
        if (report === null) return
        if (report.warnings.length > 0) return setOutcome({ report })
        const open = () => go({ screen: 'briefing', id: report.briefing, tab: 'text' })
        const text = await outcomeWords(report)
        const now = where.current
        const here = now.screen === 'briefing' && now.id === report.briefing
        show({ text, ...(!here && { action: { label: t('import.open'), run: open } }) })
      } catch (error) {
        const problems = problemsOf(error)
        if (problems) setOutcome({ name, problems })
        else if (codeOf(error) !== 'cancelled') show({ text: errorWords(error) })
      } finally {
        setWorking(null)
      }
    },
    [errorWords, go, outcomeWords, show, t],
  )
  const oneAtATime = useCallback(async (work: () => Promise<void>) => {
    if (busy.current) return
    busy.current = true
    await work().finally(() => {
      busy.current = false
    })
  }, [])
  const choose = useCallback(
    (what: 'folder' | 'zip') => void oneAtATime(() => run(null, () => api.briefings.importChosen({ what }))),
    [oneAtATime, run],
  )
  const drop = useCallback(
    (all: readonly Dropped[]) =>
      void oneAtATime(async () => {
        if (all.length === 0) show({ text: t('import.empty') })
        for (const { name, read } of all) {
          await run(name, async () => {
            setWorking(t('import.reading', { name }))
            const files = [...(await read())]
            if (files.length === 0) {
              show({ text: t('import.empty') })
              return null
            }
            setWorking(t('import.working', { name }))
            return api.briefings.importDropped({ name, files })
          })
        }
      }),
    [oneAtATime, run, show, t],
  )
  useEffect(
    () =>
      onFact('menu.chosen', ({ item }) => {
        if (item === 'import-folder') choose('folder')
        if (item === 'import-zip') choose('zip')
      }),
    [choose],
  )
  useKeys({ 'Ctrl+KeyI': () => choose('folder') })
  const value = useMemo(() => ({ choose, working }), [choose, working])
  return (
    <ImportContext value={value}>
      {children}
      <DropPlace onDrop={drop} />
      {outcome && <ImportDialog outcome={outcome} onClose={() => setOutcome(null)} />}
    </ImportContext>
  )
}

function problemsOf(error: unknown): readonly Problem[] | null {
  const problems = error instanceof Refused ? error.data.problems : null
  return Array.isArray(problems) ? problems : null
}

/** 匯入簡報, with its two kinds. */
export function ImportButton() {
  const { t } = useTranslation('briefings')
  const { choose, working } = useContext(ImportContext)
  return (
    <MenuTrigger>
      <Button look="pri" icon="plus" disabled={working !== null}>
        {t('import.button')}
      </Button>
      <Popover placement="bottom end">
        <Menu className="menu" aria-label={t('import.button')}>
          <MenuItem onAction={() => choose('folder')} textValue={t('import.folder')}>
            <Icon name="folder" />
            {t('import.folder')}
          </MenuItem>
          <MenuItem onAction={() => choose('zip')} textValue={t('import.zip')}>
            <Icon name="zip" />
            {t('import.zip')}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

/** A line that says what is being brought in. Work under a second shows nothing. */
export function ImportProgress() {
  const { working } = useContext(ImportContext)
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (working === null) return setLate(false)
    const timer = setTimeout(() => setLate(true), 1000)
    return () => clearTimeout(timer)
  }, [working])
  return (
    <span className="progress-line" role="status">
      {working !== null && late && (
        <>
          <i aria-hidden="true" />
          {working}
        </>
      )}
    </span>
  )
}

/** What an empty library shows: what will live here, and the ways to start. */
export function FirstImport() {
  const { t } = useTranslation('briefings')
  const { choose } = useContext(ImportContext)
  return (
    <div className="fr scroll">
      <div>
        <h1>{t('empty.title')}</h1>
        <p className="lede">{t('empty.text')}</p>
        <section className="opt">
          <h2>{t('empty.folder')}</h2>
          <p>{t('empty.folderText')}</p>
          <Button look="pri" icon="plus" onPress={() => choose('folder')}>
            {t('import.chooseFolder')}
          </Button>
        </section>
        <section className="opt">
          <h2>{t('empty.zip')}</h2>
          <p>{t('empty.zipText')}</p>
          <Button icon="zip" onPress={() => choose('zip')}>
            {t('import.chooseZip')}
          </Button>
        </section>
        <p className="foot-note">{t('empty.dropText')}</p>
        <ImportProgress />
      </div>
    </div>
  )
}

/** Lets files be dropped anywhere on the window. Whatever is not ours is refused, so that no drop navigates. */
function DropPlace({ onDrop }: { readonly onDrop: (all: readonly Dropped[]) => void }) {
  const { t } = useTranslation('briefings')
  const [over, setOver] = useState(false)
  useEffect(() => {
    const dragged = (event: DragEvent) => {
      if (!holdsFiles(event.dataTransfer)) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
      setOver(true)
    }
    const left = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const dropped = (event: DragEvent) => {
      if (!holdsFiles(event.dataTransfer)) return
      event.preventDefault()
      setOver(false)
      if (event.dataTransfer) onDrop(droppedOf(event.dataTransfer))
    }
    window.addEventListener('dragenter', dragged)
    window.addEventListener('dragover', dragged)
    window.addEventListener('dragleave', left)
    window.addEventListener('drop', dropped)
    return () => {
      window.removeEventListener('dragenter', dragged)
      window.removeEventListener('dragover', dragged)
      window.removeEventListener('dragleave', left)
      window.removeEventListener('drop', dropped)
    }
  }, [onDrop])
  if (!over) return null
  return (
    <div className="drop-place">
      <div>
        <Icon name="import" />
        <b>{t('import.drop')}</b>
        <span>{t('import.dropText')}</span>
      </div>
    </div>
  )
}
