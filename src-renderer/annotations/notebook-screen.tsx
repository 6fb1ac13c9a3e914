import { useQuery } from '@tanstack/react-query'
import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnnotationKind } from '../../src-shared/annotations/annotation.ts'
import type { NotebookRow } from '../../src-shared/annotations/notebook.ts'
import type { BriefingRow } from '../../src-shared/briefings/briefing.ts'
import { inLanguage, type Lang, type Shown } from '../../src-shared/languages.ts'
import { ask } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { focusWhenDrawn } from '../ui/focus.ts'
import { useKept } from '../ui/kept.ts'
import { isTextField, useKeys } from '../ui/keys.ts'
import { useNavigation } from '../ui/navigation.tsx'
import { useSettings } from '../ui/settings.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { type Files, NotebookBar } from './notebook-bar.tsx'
import { NotebookChosen } from './notebook-chosen.tsx'
import { NotebookEditor } from './notebook-editor.tsx'
import { NotebookFacets } from './notebook-facets.tsx'
import { loosened, type NotebookFilter, narrowings, noFilter, sifted } from './notebook-filter.ts'
import { NotebookHead } from './notebook-head.tsx'
import { NotebookList } from './notebook-list.tsx'
import { todayNow } from './notebook-row.tsx'
import { type Grouping, itemsOf, type Sorting } from './notebook-rows.ts'
import { termsOf } from './notebook-search.ts'
import { tabOf } from './notebook-tab.ts'
import { useChosen } from './use-chosen.ts'
import { type Notebook, useNotebook } from './use-notebook.ts'
import './notebook.css'

const noBriefings: readonly BriefingRow[] = []

/** All annotations of the library: found, sorted, grouped, and changed many at a time. */
export function NotebookScreen({ files }: { readonly files: Files }) {
  const { t } = useTranslation(['annotations', 'app'])
  const { data: briefings, error: failed, refetch } = useQuery(ask('briefings', 'list', {}))
  const ids = useMemo(() => annotated(briefings ?? noBriefings), [briefings])
  const notebook = useNotebook(ids)
  const { rows, reading } = notebook
  const error = failed ?? notebook.error
  const retry = failed ? refetch : notebook.again
  if (rows.length > 0)
    return (
      <main className="main">
        <Filled notebook={notebook} briefings={briefings ?? noBriefings} files={files} />
      </main>
    )
  return (
    <main className="main">
      <div className="bar">
        <h1>{t('notebook.title')}</h1>
        <div className="grow" />
        {files.onImport && (
          <Button icon="import" onPress={files.onImport}>
            {t('notebook.import')}
          </Button>
        )}
      </div>
      {error ? (
        <div className="nb-alone">
          <ErrorNotice error={error} onRetry={retry} />
        </div>
      ) : briefings === undefined || reading > 0 ? (
        <div className="nb-alone">
          <Skeleton rows={6} />
        </div>
      ) : (
        <Empty title={t('notebook.empty.title')}>{t('notebook.empty.text')}</Empty>
      )}
    </main>
  )
}

/** The briefings that have annotations, in the order of the library. */
const annotated = (briefings: readonly BriefingRow[]): readonly string[] =>
  briefings.filter(({ counts }) => counts.annotations > 0).map(({ id }) => id)

function Filled({
  notebook,
  briefings,
  files,
}: {
  readonly notebook: Notebook
  readonly briefings: readonly BriefingRow[]
  readonly files: Files
}) {
  const { t } = useTranslation(['annotations', 'app'])
  const { lang } = useSettings()
  const { go } = useNavigation()
  const { rows } = notebook
  const [filter, setFilter] = useKept<NotebookFilter>('notebook/filter', () => noFilter)
  const [grouping, setGrouping] = useKept<Grouping>('notebook/grouping', () => 'briefing')
  const [sorting, setSorting] = useKept<Sorting>('notebook/sorting', () => 'text')
  const [facetsOpen, setFacetsOpen] = useState(false)
  const [editing, setEditing] = useState<string | null>(null)
  const search = useRef<HTMLInputElement>(null)
  const chosen = useChosen()
  const today = todayNow()
  const { shown, counts } = useMemo(() => sifted(rows, filter, today), [rows, filter, today])
  const items = useMemo(() => itemsOf(shown, grouping, sorting, today), [shown, grouping, sorting, today])
  const terms = useMemo(() => termsOf(filter.query), [filter.query])
  // The facets may follow a moment later: the rows are what is waited for.
  const laterCounts = useDeferredValue(counts)
  const picked = useMemo(
    () => (chosen.ids.size === 0 ? none : shown.filter(({ id }) => chosen.ids.has(id))),
    [shown, chosen],
  )

  const titles = useMemo(
    () => new Map(briefings.map(({ id, head }) => [id, inLanguage(head.title, lang, head.lead)] as const)),
    [briefings, lang],
  )
  const titleOf = useCallback((row: NotebookRow): Shown<string> | null => titles.get(row.briefing) ?? null, [titles])
  const titleIn = useCallback(
    (briefing: string, wanted: Lang) => {
      const head = briefings.find(({ id }) => id === briefing)?.head
      return head ? (inLanguage(head.title, wanted, head.lead)?.value ?? '') : ''
    },
    [briefings],
  )

  const onOpen = useCallback(
    (row: NotebookRow) => {
      const tab = tabOf(row)
      const at = tab === 'text' || row.at === null ? `annotation/${row.id}` : row.at
      go({ screen: 'briefing', id: row.briefing, tab, at })
    },
    [go],
  )
  /** What the keyboard does to a row it does to all that are chosen, if the row is one of them. */
  const withChosen = (row: NotebookRow) => (picked.includes(row) ? picked : [row])
  const onRemove = (row: NotebookRow) => void notebook.remove(withChosen(row))
  const changeKind = (all: readonly NotebookRow[], kind: AnnotationKind) =>
    notebook.change(
      all.filter((row) => row.kind !== kind).map((row) => ({ row, change: { kind } })),
      (count) => t('notebook.did.kind', { count, kind: t(`app:kind.${kind}.name`) }),
    )
  const onKind = (row: NotebookRow, kind: AnnotationKind) => void changeKind(withChosen(row), kind)

  const toSearch = () => {
    search.current?.focus()
    search.current?.select()
  }
  const endChoosing = () => {
    chosen.clear()
    focusWhenDrawn(() => document.querySelector<HTMLElement>('.nb-row[data-stop]'))
  }
  useKeys({
    Slash: toSearch,
    'Ctrl+KeyF': toSearch,
    'Ctrl+KeyA': (event) => (isTextField(event.target) ? false : chosen.all(shown.map(({ id }) => id))),
    Escape: (event) => {
      if (facetsOpen) {
        setFacetsOpen(false)
        document.querySelector<HTMLElement>('.nb-to-facets')?.focus()
        return
      }
      if (isTextField(event.target) || chosen.ids.size === 0) return false
      endChoosing()
    },
  })

  const editor = (row: NotebookRow, key: string) => (
    <NotebookEditor
      row={row}
      notebook={notebook}
      onClose={(byKey) => {
        setEditing((now) => (now === key ? null : now))
        if (byKey) focusWhenDrawn(() => document.querySelector<HTMLElement>('.nb-row[data-stop]'))
      }}
    />
  )

  const narrowed = narrowings(filter)
  return (
    <>
      <NotebookBar
        search={search}
        filter={filter}
        narrowed={narrowed.length}
        grouping={grouping}
        sorting={sorting}
        facetsOpen={facetsOpen}
        shown={shown}
        all={rows.length}
        reading={notebook.reading > 0}
        files={files}
        onQuery={(query) => setFilter((now) => ({ ...now, query }))}
        onGrouping={setGrouping}
        onSorting={setSorting}
        onFacets={() => setFacetsOpen(!facetsOpen)}
        onList={() => focusWhenDrawn(() => document.querySelector<HTMLElement>('.nb-row[data-stop]'))}
      />
      {notebook.error && (
        <div className="nb-alone">
          <ErrorNotice error={notebook.error} onRetry={notebook.again} />
        </div>
      )}
      <div className="nb" data-facets={facetsOpen || undefined}>
        <div className="nb-main" data-pane="">
          {shown.length > 0 ? (
            <NotebookList
              items={items}
              terms={terms}
              today={today}
              chosen={chosen}
              editing={editing}
              headOf={(head) => <NotebookHead head={head} grouping={grouping} title={titles.get(head.group) ?? null} />}
              titleOf={grouping === 'briefing' ? null : titleOf}
              editor={editor}
              onOpen={onOpen}
              onEdit={(_, key) => setEditing(key)}
              onRemove={onRemove}
              onKind={onKind}
            />
          ) : (
            <Empty
              title={t('notebook.none.title')}
              action={
                <span className="nb-loosen">
                  {narrowed.map((each) => (
                    <Button key={each} onPress={() => setFilter(loosened(filter, each))}>
                      {each === 'query'
                        ? t('notebook.none.withoutQuery')
                        : t('notebook.none.without', { what: t(`notebook.facet.${each}`) })}
                    </Button>
                  ))}
                  <Button look="pri" onPress={() => setFilter(noFilter)}>
                    {t('notebook.reset')}
                  </Button>
                </span>
              }
            >
              {t('notebook.none.text', { count: rows.length })}
            </Empty>
          )}
          {chosen.ids.size > 0 && (
            <NotebookChosen
              rows={picked}
              hidden={rows.filter(({ id }) => chosen.ids.has(id)).length - picked.length}
              shown={shown.length}
              all={rows}
              briefings={briefings}
              today={today}
              notebook={notebook}
              files={files}
              titleIn={titleIn}
              onKind={(kind) => void changeKind(picked, kind)}
              onAll={() => chosen.all(shown.map(({ id }) => id))}
              onClear={endChoosing}
            />
          )}
        </div>
        <aside className="nb-facets scroll" aria-label={t('notebook.filters')} id="nb-facets">
          <NotebookFacets filter={filter} counts={laterCounts} briefings={briefings} onFilter={setFilter} />
        </aside>
      </div>
      <div className="vh" role="status" aria-live="polite">
        {t('notebook.count', { count: shown.length, all: rows.length })}
      </div>
    </>
  )
}

const none: readonly NotebookRow[] = []
