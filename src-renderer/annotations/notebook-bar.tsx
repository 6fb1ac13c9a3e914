import { type RefObject, useEffect, useRef, useState } from 'react'
import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { NotebookRow } from '../../src-shared/annotations/notebook.ts'
import { type ExchangeFormat, exchangeFormats } from '../../src-shared/exchange/exchange.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { isComposing } from '../ui/keys.ts'
import type { NotebookFilter } from './notebook-filter.ts'
import { type Grouping, groupings, type Sorting, sortings } from './notebook-rows.ts'

/** What comes from outside this noun: files in and out, and the brief. */
export interface Files {
  /** Writes these annotations, or all there are, to a file that the person chooses. */
  readonly onExport: ((ids: readonly string[] | null, format: ExchangeFormat) => void) | null
  readonly onImport: (() => void) | null
  /** Makes a brief of a briefing with only these annotations in it. */
  readonly onBrief: ((briefing: string, ids: readonly string[]) => void) | null
}

/** Search, order, files; in a narrow window also the way to the filters. */
export function NotebookBar({
  search,
  filter,
  narrowed,
  grouping,
  sorting,
  facetsOpen,
  shown,
  all,
  reading,
  files,
  onQuery,
  onGrouping,
  onSorting,
  onFacets,
  onList,
}: {
  readonly search: RefObject<HTMLInputElement | null>
  readonly filter: NotebookFilter
  /** By how many things the list is narrowed. */
  readonly narrowed: number
  readonly grouping: Grouping
  readonly sorting: Sorting
  readonly facetsOpen: boolean
  readonly shown: readonly NotebookRow[]
  readonly all: number
  /** Some briefings are still being read. */
  readonly reading: boolean
  readonly files: Files
  readonly onQuery: (query: string) => void
  readonly onGrouping: (grouping: Grouping) => void
  readonly onSorting: (sorting: Sorting) => void
  readonly onFacets: () => void
  /** Goes from the search field to the rows found. */
  readonly onList: () => void
}) {
  const { t } = useTranslation(['annotations', 'app'])
  const { onExport, onImport } = files
  const order = t('app:named', { name: t('notebook.grouping.name'), value: t(`notebook.grouping.${grouping}`) })
  return (
    <div className="bar nb-bar">
      <h1>{t('notebook.title')}</h1>
      <span className="qq sm num">
        {shown.length === all
          ? t('notebook.inGroup', { count: all })
          : t('notebook.count', { count: shown.length, all })}
        {reading && `${t('app:comma')}${t('app:loading')}`}
      </span>
      <div className="grow" />
      <SearchField field={search} query={filter.query} onQuery={onQuery} onList={onList} />
      <MenuTrigger>
        <Button
          look="quiet"
          icon="sort"
          label={`${order}${t('notebook.semicolon')}${t('app:named', { name: t('notebook.sorting.name'), value: t(`notebook.sorting.${sorting}`) })}`}
        >
          <span className="hide-n">{t(`notebook.grouping.${grouping}`)}</span>
        </Button>
        <Popover placement="bottom end">
          <Menu className="menu" aria-label={t('notebook.order')}>
            <Choices
              name={t('notebook.grouping.name')}
              values={groupings}
              chosen={grouping}
              words={(each) => t(`notebook.grouping.${each}`)}
              onChoose={onGrouping}
            />
            <Choices
              name={t('notebook.sorting.name')}
              values={sortings}
              chosen={sorting}
              words={(each) => t(`notebook.sorting.${each}`)}
              onChoose={onSorting}
            />
          </Menu>
        </Popover>
      </MenuTrigger>
      <button
        type="button"
        className="btn quiet nb-to-facets"
        aria-expanded={facetsOpen}
        aria-controls="nb-facets"
        onClick={onFacets}
      >
        <Icon name="filter" />
        {narrowed > 0 ? t('notebook.filtersOn', { count: narrowed }) : t('notebook.filters')}
      </button>
      {onImport && (
        <Button icon="import" label={t('notebook.import')} onPress={onImport}>
          <span className="hide-n">{t('notebook.import')}</span>
        </Button>
      )}
      {onExport && (
        <MenuTrigger>
          <Button icon="export" label={t('notebook.export')}>
            <span className="hide-n">{t('notebook.export')}</span>
          </Button>
          <Popover placement="bottom end">
            <Menu
              className="menu"
              aria-label={t('notebook.export')}
              onAction={(key) => {
                const format = exchangeFormats.find((each) => each === key)
                // All there are is asked for as that; a part is named one by one.
                if (format) onExport(shown.length === all ? null : shown.map(({ id }) => id), format)
              }}
            >
              <MenuSection>
                <Header>{t('notebook.exportShown', { count: shown.length })}</Header>
                {exchangeFormats.map((format) => (
                  <MenuItem key={format} id={format}>
                    {t(`notebook.format.${format}`)}
                  </MenuItem>
                ))}
              </MenuSection>
            </Menu>
          </Popover>
        </MenuTrigger>
      )}
    </div>
  )
}

function Choices<V extends string>({
  name,
  values,
  chosen,
  words,
  onChoose,
}: {
  readonly name: string
  readonly values: readonly V[]
  readonly chosen: V
  readonly words: (value: V) => string
  readonly onChoose: (value: V) => void
}) {
  // One may group and sort by the same thing: in one menu the two need names of their own.
  const keyOf = (value: V) => `${name} ${value}`
  return (
    <MenuSection
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[keyOf(chosen)]}
      onSelectionChange={(keys) => {
        const next = values.find((each) => keys === 'all' || keys.has(keyOf(each)))
        if (next) onChoose(next)
      }}
    >
      <Header>{name}</Header>
      {values.map((each) => (
        <MenuItem key={each} id={keyOf(each)} textValue={words(each)}>
          {({ isSelected }) => (
            <>
              <span className="tick">{isSelected && <Icon name="check" />}</span>
              {words(each)}
            </>
          )}
        </MenuItem>
      ))}
    </MenuSection>
  )
}

/** Searches while one types; what an input method composes is searched for when it is done. */
function SearchField({
  field,
  query,
  onQuery,
  onList,
}: {
  readonly field: RefObject<HTMLInputElement | null>
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly onList: () => void
}) {
  const { t } = useTranslation('annotations')
  const [typed, setTyped] = useState(query)
  const composing = useRef(false)
  const asked = useRef(query)
  // The filter was reset elsewhere.
  useEffect(() => {
    if (query !== asked.current) setTyped(query)
    asked.current = query
  }, [query])
  const give = (text: string) => {
    asked.current = text
    onQuery(text)
  }
  return (
    <div className="field nb-search">
      <Icon name="search" />
      <input
        ref={field}
        type="search"
        value={typed}
        aria-label={t('notebook.search')}
        placeholder={t('notebook.search')}
        spellCheck={false}
        onCompositionStart={() => {
          composing.current = true
        }}
        onCompositionEnd={(event) => {
          composing.current = false
          give(event.currentTarget.value)
        }}
        onChange={(event) => {
          setTyped(event.target.value)
          if (!composing.current) give(event.target.value)
        }}
        onKeyDown={(event) => {
          if (isComposing(event.nativeEvent)) return
          if (event.key === 'Escape') {
            event.stopPropagation()
            if (typed === '') return onList()
            setTyped('')
            give('')
          } else if (event.key === 'Enter' || event.key === 'ArrowDown') onList()
          else return
          event.preventDefault()
        }}
      />
    </div>
  )
}
