import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import type { NotebookRow } from '../../src-shared/annotations/notebook.ts'
import { ask } from '../api.ts'
import { Dialog } from '../ui/dialog.tsx'
import { useErrorWords } from '../ui/error-notice.tsx'
import { Icon } from '../ui/icons.tsx'
import { isComposing } from '../ui/keys.ts'
import { useNavigation } from '../ui/navigation.tsx'
import { useToasts } from '../ui/toasts.tsx'
import { folded, termsOf } from './notebook-search.ts'
import { tabOf } from './notebook-tab.ts'
import { rowName } from './notebook-text.ts'
import { useNotebook } from './use-notebook.ts'
import './annotation-task.css'

/** How many are offered at once. */
const offered = 40

/** The annotations this one belongs with, whichever of the two says so; one more can be linked, each can be let go. */
export function AnnotationLinks({ annotation }: { readonly annotation: PlacedAnnotation }) {
  const { t } = useTranslation(['annotations', 'app'])
  const { go } = useNavigation()
  const { show } = useToasts()
  const words = useErrorWords()
  const { data: briefings } = useQuery(ask('briefings', 'list', {}))
  // Who only steps through a text does not wait for the whole notebook at each step.
  const [stays, setStays] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setStays(true), 300)
    return () => clearTimeout(timer)
  }, [])
  const ids = useMemo(() => (stays ? (briefings?.map((each) => each.id) ?? []) : []), [briefings, stays])
  const { rows, editing } = useNotebook(ids)
  const [picking, setPicking] = useState(false)
  const { id } = annotation
  const own = rows.find((row) => row.id === id)
  const linked = useMemo(
    () => rows.filter((row) => row.id !== id && (own?.links?.includes(row.id) || row.links?.includes(id))),
    [rows, own, id],
  )
  const write = (row: NotebookRow, links: readonly string[]) =>
    void editing.change(row.id, { links: [...links] }, row.hlc).catch((error) => show({ text: words(error) }))
  const unlink = (row: NotebookRow) => {
    if (own?.links?.includes(row.id))
      write(
        own,
        own.links.filter((each) => each !== row.id),
      )
    else
      write(
        row,
        (row.links ?? []).filter((each) => each !== id),
      )
  }
  const open = (row: NotebookRow) => {
    const tab = tabOf(row)
    const at = tab === 'text' || row.at === null ? `annotation/${row.id}` : row.at
    go({ screen: 'briefing', id: row.briefing, tab, at })
  }
  return (
    <div className="annotation-links">
      {linked.length > 0 && (
        <ul aria-label={t('links.name')}>
          {linked.map((row) => (
            <li key={row.id}>
              <button type="button" onClick={() => open(row)}>
                <LinkedWords row={row} />
              </button>
              <button
                type="button"
                className="ico"
                aria-label={t('links.remove', { name: rowName(row, 20) })}
                title={t('links.remove', { name: rowName(row, 20) })}
                onClick={() => unlink(row)}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {own && (
        <span>
          <button type="button" className="lk" aria-haspopup="dialog" onClick={() => setPicking(true)}>
            {t('links.add')}
          </button>
        </span>
      )}
      {picking && own && (
        <LinkPicker
          rows={rows.filter((row) => row.id !== id && !linked.includes(row))}
          first={annotation.briefing}
          onPick={(row) => {
            setPicking(false)
            write(own, [...(own.links ?? []), row.id])
          }}
          onClose={() => setPicking(false)}
        />
      )}
    </div>
  )
}

function LinkedWords({ row }: { readonly row: NotebookRow }) {
  const { t } = useTranslation(['annotations', 'app'])
  return (
    <>
      <span className={`kind ${row.kind}`} data-k={t(`app:kind.${row.kind}.letter`)}>
        <span className="vh">{t(`app:kind.${row.kind}.name`)}</span>
      </span>
      <span className="w" lang={row.lang ?? undefined}>
        {rowName(row, 40) || t(`target.${row.type}`)}
      </span>
    </>
  )
}

/** Finds an annotation by its words, its note or its tags; those of the same briefing come first. */
function LinkPicker({
  rows,
  first,
  onPick,
  onClose,
}: {
  readonly rows: readonly NotebookRow[]
  readonly first: string
  readonly onPick: (row: NotebookRow) => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation('annotations')
  const [typed, setTyped] = useState('')
  // What is being composed is not searched for yet.
  const [wanted, setWanted] = useState('')
  const composing = useRef(false)
  const [at, setAt] = useState(0)
  const list = useId()
  const found = useMemo(() => {
    const terms = termsOf(wanted)
    const says = (row: NotebookRow) =>
      folded([row.quote, row.note, ...row.tags, ...Object.values(row.about ?? {})].join('\n'))
    const near = (row: NotebookRow) => (row.briefing === first ? 0 : 1)
    return rows
      .filter((row) => terms.length === 0 || terms.every((term) => says(row).includes(term)))
      .toSorted((a, b) => near(a) - near(b))
      .slice(0, offered)
  }, [rows, wanted, first])
  const search = (text: string) => {
    setWanted(text)
    setAt(0)
  }
  return (
    <Dialog title={t('links.title')} onClose={onClose}>
      <div className="link-picker">
        <div className="field">
          <Icon name="search" />
          <input
            autoFocus
            role="combobox"
            aria-expanded={found.length > 0}
            aria-controls={list}
            aria-autocomplete="list"
            aria-activedescendant={found.length > 0 ? `${list}-${at}` : undefined}
            aria-label={t('links.search')}
            placeholder={t('links.search')}
            spellCheck={false}
            value={typed}
            onCompositionStart={() => {
              composing.current = true
            }}
            onCompositionEnd={(event) => {
              composing.current = false
              search(event.currentTarget.value)
            }}
            onChange={(event) => {
              setTyped(event.target.value)
              if (!composing.current) search(event.target.value)
            }}
            onKeyDown={(event) => {
              if (isComposing(event.nativeEvent)) return
              const pick = found[at]
              if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, at + 1))
              else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1))
              else if (event.key === 'Enter') pick && onPick(pick)
              else return
              event.preventDefault()
            }}
          />
        </div>
        {found.length === 0 && <p className="qq">{t('links.none')}</p>}
        <div id={list} role="listbox" aria-label={t('links.found')}>
          {found.map((row, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys, as in every combobox
            <div
              key={row.id}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onPick(row)}
            >
              <LinkedWords row={row} />
              {row.note !== '' && <span className="qq">{[...row.note].slice(0, 60).join('')}</span>}
            </div>
          ))}
        </div>
      </div>
    </Dialog>
  )
}
