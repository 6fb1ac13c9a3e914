import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { BriefingRow } from '../../src-shared/briefings/briefing.ts'
import { inLanguage } from '../../src-shared/languages.ts'
import { Icon, type IconName } from '../ui/icons.tsx'
import { useSettings } from '../ui/settings.tsx'
import { collectionsOf, type LibraryFilter, type LibrarySort, noFilter, tagsOf } from './library-filter.ts'

const sorts: readonly LibrarySort[] = ['issued', 'received', 'title']

/** Chooses the order of the list. */
export function SortChoice({
  sort,
  onSort,
}: {
  readonly sort: LibrarySort
  readonly onSort: (sort: LibrarySort) => void
}) {
  const { t } = useTranslation(['briefings', 'app'])
  return (
    <MenuTrigger>
      <BarButton icon="sort" label={t('app:named', { name: t('sort.name'), value: t(`sort.${sort}`) })}>
        {t(`sort.${sort}`)}
      </BarButton>
      <Popover placement="bottom end">
        <Menu
          className="menu"
          aria-label={t('sort.name')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[sort]}
          onSelectionChange={(keys) => {
            const next = sorts.find((each) => keys === 'all' || keys.has(each))
            if (next) onSort(next)
          }}
        >
          {sorts.map((each) => (
            <Choice key={each} id={each} words={t(`sort.${each}`)} />
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

/** Chooses what the list shows: a collection, a tag, only what is not read. */
export function FilterChoice({
  rows,
  filter,
  onFilter,
}: {
  readonly rows: readonly BriefingRow[]
  readonly filter: LibraryFilter
  readonly onFilter: (filter: LibraryFilter) => void
}) {
  const { t } = useTranslation('briefings')
  const { lang } = useSettings()
  const count = [filter.collection !== null, filter.tag !== null, filter.unread].filter(Boolean).length
  const collections = collectionsOf(rows)
  const tags = tagsOf(rows)
  const name = count > 0 ? t('filter.on', { count }) : t('filter.name')
  return (
    <MenuTrigger>
      <BarButton icon="filter" label={name}>
        {name}
      </BarButton>
      <Popover placement="bottom end">
        <Menu className="menu" aria-label={t('filter.name')}>
          <MenuSection
            selectionMode="multiple"
            selectedKeys={filter.unread ? ['unread'] : []}
            onSelectionChange={(keys) => onFilter({ ...filter, unread: keys === 'all' || keys.has('unread') })}
          >
            <Header>{t('filter.reading')}</Header>
            <Choice id="unread" words={t('filter.unread')} />
          </MenuSection>
          {collections.length > 0 && (
            <MenuSection
              selectionMode="single"
              selectedKeys={filter.collection === null ? [] : [filter.collection]}
              onSelectionChange={(keys) => onFilter({ ...filter, collection: first(keys) })}
            >
              <Header>{t('filter.collections')}</Header>
              {collections.map(({ key, name, lead }) => (
                <Choice key={key} id={key} words={inLanguage(name, lang, lead)?.value ?? ''} />
              ))}
            </MenuSection>
          )}
          {tags.length > 0 && (
            <MenuSection
              selectionMode="single"
              selectedKeys={filter.tag === null ? [] : [filter.tag]}
              onSelectionChange={(keys) => onFilter({ ...filter, tag: first(keys) })}
            >
              <Header>{t('filter.tags')}</Header>
              {tags.map((tag) => (
                <Choice key={tag} id={tag} words={tag} />
              ))}
            </MenuSection>
          )}
          {count > 0 && (
            <MenuSection>
              <Header className="vh">{t('filter.clear')}</Header>
              <MenuItem textValue={t('filter.clear')} onAction={() => onFilter(noFilter)}>
                <span className="tick" />
                {t('filter.clear')}
              </MenuItem>
            </MenuSection>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

/** A quiet button of the bar that opens a menu. */
function BarButton({
  icon,
  label,
  children,
}: {
  readonly icon: IconName
  readonly label: string
  readonly children: string
}) {
  return (
    <Button className="btn quiet" aria-label={label}>
      <Icon name={icon} />
      <span className="hide-n">{children}</span>
    </Button>
  )
}

function Choice({ id, words }: { readonly id: string; readonly words: string }) {
  return (
    <MenuItem id={id} textValue={words}>
      {({ isSelected }) => (
        <>
          <span className="tick">{isSelected && <Icon name="check" />}</span>
          {words}
        </>
      )}
    </MenuItem>
  )
}

function first(keys: 'all' | ReadonlySet<string | number>): string | null {
  if (keys === 'all') return null
  const [key] = keys
  return key === undefined ? null : String(key)
}
