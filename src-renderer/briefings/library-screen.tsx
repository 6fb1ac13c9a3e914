import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BriefingRow } from '../../src-shared/briefings/briefing.ts'
import { inLanguage } from '../../src-shared/languages.ts'
import { ask } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { useNavigation } from '../ui/navigation.tsx'
import { useSettings } from '../ui/settings.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { LibraryBeside } from './library-beside.tsx'
import { FilterChoice, SortChoice } from './library-choices.tsx'
import {
  collectionsOf,
  type LibraryFilter,
  type LibrarySort,
  noFilter,
  readState,
  shownRows,
} from './library-filter.ts'
import { FirstImport, ImportButton, ImportProgress } from './library-import.tsx'
import { LibraryList } from './library-list.tsx'
import './library.css'

/** The library: every briefing on this desk. The collection filter also stands in the side rail, so it comes from outside. */
export function LibraryScreen({
  filter,
  onFilter,
  left = null,
}: {
  readonly filter: LibraryFilter
  readonly onFilter: (filter: LibraryFilter) => void
  /** The briefing one comes back from; its row gets the focus. */
  readonly left?: string | null
}) {
  const { t } = useTranslation('briefings')
  const { lang } = useSettings()
  const { go } = useNavigation()
  const [sort, setSort] = useState<LibrarySort>('issued')
  const { data: rows, error, refetch } = useQuery(ask('briefings', 'list', {}))
  const open = (id: string) => go({ screen: 'briefing', id, tab: 'text' })
  if (rows?.length === 0) {
    return (
      <main className="main whole">
        <FirstImport />
      </main>
    )
  }
  const shown = rows ? shownRows(rows, filter, sort, lang) : []
  const collection = collectionsOf(rows ?? []).find(({ key }) => key === filter.collection)
  return (
    <main className="main">
      <div className="bar">
        <ImportProgress />
        <div className="grow" />
        {rows && <SortChoice sort={sort} onSort={setSort} />}
        {rows && <FilterChoice rows={rows} filter={filter} onFilter={onFilter} />}
        <ImportButton />
      </div>
      <div className="lib">
        <div className="list scroll">
          <div className="hd">
            <h1 className="big">
              {collection ? inLanguage(collection.name, lang, collection.lead)?.value : t('library.all')}
            </h1>
            <span className="qq num">{rows && <Counted rows={shown} />}</span>
          </div>
          {error && <ErrorNotice error={error} onRetry={refetch} />}
          {!rows && !error && <Skeleton />}
          {rows && shown.length > 0 && <LibraryList rows={shown} left={left} onOpen={open} />}
          {rows && shown.length === 0 && (
            <Empty
              title={t('filter.none')}
              action={<Button onPress={() => onFilter(noFilter)}>{t('filter.clear')}</Button>}
            >
              {t('filter.noneText')}
            </Empty>
          )}
        </div>
        {rows && <LibraryBeside rows={rows} onOpen={open} />}
      </div>
    </main>
  )
}

function Counted({ rows }: { readonly rows: readonly BriefingRow[] }) {
  const { t } = useTranslation(['briefings', 'app'])
  const unread = rows.filter((row) => readState(row) === 'unread').length
  const changed = rows.filter((row) => readState(row) === 'changed').length
  const parts = [
    t('library.count', { count: rows.length }),
    unread > 0 && t('library.unreadCount', { count: unread }),
    changed > 0 && t('library.changedCount', { count: changed }),
  ]
  return parts.filter(Boolean).join(t('app:comma'))
}
