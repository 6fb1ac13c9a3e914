import { useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icons.tsx'
import { isComposing } from '../ui/keys.ts'
import { folded } from './notebook-search.ts'
import { tagsOf } from './tags.ts'

/** How many known tags are offered at once. */
const offered = 8

/** Asks for tags to add: known ones are offered while one types, several can be given. */
export function AddTags({
  count,
  known,
  onAdd,
  onClose,
}: {
  readonly count: number
  readonly known: readonly string[]
  readonly onAdd: (tags: readonly string[]) => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation(['annotations', 'app'])
  const [tags, setTags] = useState<readonly string[]>([])
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(-1)
  const composing = useRef(false)
  // What is being composed is not searched for yet.
  const [wanted, setWanted] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const list = useId()
  const help = useId()
  const found = useMemo(() => {
    const term = folded(wanted.trim().replace(/^[#＃]/u, ''))
    return known.filter((tag) => !tags.includes(tag) && folded(tag).includes(term)).slice(0, offered)
  }, [known, tags, wanted])
  const search = (text: string) => {
    setWanted(text)
    setAt(-1)
  }
  const take = (more: readonly string[]) => {
    setTags((now) => [...new Set([...now, ...more])])
    setTyped('')
    search('')
    field.current?.focus()
  }
  const all = [...new Set([...tags, ...tagsOf(typed)])]
  const add = () => {
    if (all.length === 0) return
    onAdd(all)
    onClose()
  }
  return (
    <Dialog
      title={t('notebook.tags.add', { count })}
      onClose={onClose}
      footer={
        <>
          <span className="grow" />
          <Button onPress={onClose}>{t('app:cancel')}</Button>
          <Button look="pri" icon="tag" disabled={all.length === 0} onPress={add}>
            {t('notebook.tags.addThese')}
          </Button>
        </>
      }
    >
      <div className="nb-tagging">
        <ul className="nb-picked" aria-label={t('notebook.tags.toAdd')}>
          {tags.map((tag) => (
            <li key={tag} className="chip">
              #{tag}
              <button
                type="button"
                aria-label={t('notebook.tags.leaveOut', { tag })}
                onClick={() => {
                  setTags(tags.filter((each) => each !== tag))
                  field.current?.focus()
                }}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
        <div className="field">
          <Icon name="tag" />
          <input
            ref={field}
            autoFocus
            role="combobox"
            aria-expanded={found.length > 0}
            aria-controls={list}
            aria-autocomplete="list"
            aria-activedescendant={at >= 0 ? `${list}-${at}` : undefined}
            aria-label={t('notebook.tags.field')}
            aria-describedby={help}
            placeholder={t('notebook.tags.hint')}
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
              const { key } = event
              if (key === 'ArrowDown' || key === 'ArrowUp') {
                const step = key === 'ArrowDown' ? 1 : -1
                setAt((now) => Math.max(-1, Math.min(found.length - 1, now + step)))
              } else if (key === 'Enter') {
                const pick = found[at]
                if (pick !== undefined) take([pick])
                else if (typed.trim() !== '') take(tagsOf(typed))
                else add()
              } else if (key === 'Backspace' && typed === '') setTags(tags.slice(0, -1))
              else return
              event.preventDefault()
            }}
          />
        </div>
        <p id={help} className="qq xs">
          {t('notebook.tags.help')}
        </p>
        <div id={list} role="listbox" className="nb-known" aria-label={t('notebook.tags.known')}>
          {found.map((tag, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys, as in every combobox
            <div
              key={tag}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              className={index === at ? 'on' : ''}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take([tag])}
            >
              #{tag}
            </div>
          ))}
        </div>
      </div>
    </Dialog>
  )
}

/** Asks which of the tags on the chosen annotations to take away. */
export function RemoveTags({
  count,
  counts,
  onRemove,
  onClose,
}: {
  readonly count: number
  /** Tags of the chosen ones, with how many have them. */
  readonly counts: ReadonlyMap<string, number>
  readonly onRemove: (tags: readonly string[]) => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation(['annotations', 'app'])
  const [tags, setTags] = useState<readonly string[]>([])
  return (
    <Dialog
      title={t('notebook.tags.remove', { count })}
      onClose={onClose}
      footer={
        <>
          <span className="grow" />
          <Button onPress={onClose}>{t('app:cancel')}</Button>
          <Button
            look="pri"
            disabled={tags.length === 0}
            onPress={() => {
              onRemove(tags)
              onClose()
            }}
          >
            {t('notebook.tags.removeThese')}
          </Button>
        </>
      }
    >
      <div className="nb-tagging nb-facet">
        {[...counts].map(([tag, having], at) => (
          <label key={tag}>
            <input
              type="checkbox"
              autoFocus={at === 0}
              checked={tags.includes(tag)}
              onChange={() => setTags(tags.includes(tag) ? tags.filter((each) => each !== tag) : [...tags, tag])}
            />
            <span className="nb-label">#{tag}</span>
            <span className="n num">{having}</span>
          </label>
        ))}
      </div>
    </Dialog>
  )
}
