import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { type AnnotationKind, annotationKinds } from '../../src-shared/annotations/annotation.ts'
import type { NotebookRow } from '../../src-shared/annotations/notebook.ts'
import type { BriefingRow } from '../../src-shared/briefings/briefing.ts'
import { exchangeFormats } from '../../src-shared/exchange/exchange.ts'
import type { Lang } from '../../src-shared/languages.ts'
import { useActionBar } from '../ui/action-bar.ts'
import { Button } from '../ui/button.tsx'
import type { IconName } from '../ui/icons.tsx'
import { Kind } from '../ui/kind.tsx'
import { useSettings } from '../ui/settings.tsx'
import { useToasts } from '../ui/toasts.tsx'
import type { Files } from './notebook-bar.tsx'
import { DueDay } from './notebook-due.tsx'
import { compareTags } from './notebook-rows.ts'
import { AddTags, RemoveTags } from './notebook-tags.tsx'
import { collected, copied, mostCollected } from './notebook-text.ts'
import { copyText } from './quotation.ts'
import type { Busy, Notebook, RowChange } from './use-notebook.ts'

/** So many can be linked with each other at once. */
const mostLinked = 50
/** So many tags fit on one annotation. */
const mostTags = 50

/** What can be done to the annotations that are chosen. Every step is one write and can be taken back as one. */
export function NotebookChosen({
  rows,
  hidden,
  shown,
  all,
  briefings,
  today,
  notebook,
  files,
  titleIn,
  onKind,
  onAll,
  onClear,
}: {
  /** Those that are chosen and shown. */
  readonly rows: readonly NotebookRow[]
  /** How many are chosen, but not shown by the filter of today: nothing is done to them. */
  readonly hidden: number
  readonly shown: number
  readonly all: readonly NotebookRow[]
  readonly briefings: readonly BriefingRow[]
  readonly today: string
  readonly notebook: Notebook
  readonly files: Files
  readonly titleIn: (briefing: string, lang: Lang) => string
  readonly onKind: (kind: AnnotationKind) => void
  readonly onAll: () => void
  readonly onClear: () => void
}) {
  const { t } = useTranslation('annotations')
  const { lang } = useSettings()
  const { show } = useToasts()
  const [asking, setAsking] = useState<'add' | 'remove' | 'due' | null>(null)
  const bar = useRef<HTMLElement>(null)
  useActionBar(bar)
  const count = rows.length
  const actions = useMemo(() => rows.filter(({ kind }) => kind === 'action'), [rows])
  const counts = useMemo(() => tagCounts(rows), [rows])
  const known = useMemo(() => [...tagCounts(all).keys()], [all])
  const of = useMemo(() => new Set(rows.map(({ briefing }) => briefing)), [rows])
  const [only] = of
  const change = (changes: readonly RowChange[], line: (count: number) => string) => void notebook.change(changes, line)

  const addTags = (tags: readonly string[]) => {
    const changes = rows.flatMap((row): RowChange[] => {
      const next = [...new Set([...row.tags, ...tags])].slice(0, mostTags)
      return next.length === row.tags.length ? [] : [{ row, change: { tags: next } }]
    })
    const said = tags.map((tag) => `#${tag}`).join(' ')
    if (changes.length === 0) return show({ text: t('notebook.did.taggedBefore', { tags: said }) })
    change(changes, (count) => t('notebook.did.tagged', { count, tags: said }))
  }
  const removeTags = (tags: readonly string[]) =>
    change(
      rows
        .filter((row) => row.tags.some((tag) => tags.includes(tag)))
        .map((row) => ({ row, change: { tags: row.tags.filter((tag) => !tags.includes(tag)) } })),
      (count) => t('notebook.did.untagged', { count, tags: tags.map((tag) => `#${tag}`).join(' ') }),
    )
  const changeActions = (key: string) => {
    if (key === 'due') setAsking('due')
    if (key === 'noDue')
      change(
        actions.filter(({ due }) => due).map((row) => ({ row, change: { due: null } })),
        (count) => t('notebook.did.dueNone', { count }),
      )
    if (key === 'done') {
      const done = new Date().toISOString()
      change(
        actions.filter((row) => !row.done).map((row) => ({ row, change: { done } })),
        (count) => t('notebook.did.done', { count }),
      )
    }
    if (key === 'notDone')
      change(
        actions.filter((row) => row.done).map((row) => ({ row, change: { done: null } })),
        (count) => t('notebook.did.notDone', { count }),
      )
  }
  const link = () => {
    const ids = rows.map(({ id }) => id)
    change(
      rows.map((row) => ({
        row,
        change: { links: [...new Set([...(row.links ?? []), ...ids.filter((id) => id !== row.id)])].slice(0, 200) },
      })),
      (count) => t('notebook.did.linked', { count }),
    )
  }
  const copy = (form: 'plain' | 'markdown') => {
    copyText(copied(rows, titleIn, lang, form))
    show({ text: t('notebook.did.copied', { count }) })
  }
  const tooMany = [...of].some((id) => rows.filter(({ briefing }) => briefing === id).length > mostCollected)

  return (
    <section ref={bar} className="nb-chosen" aria-label={t('notebook.chosen.name')} data-pane="">
      <div className="nb-chosen-head">
        <b>{t('notebook.chosen.count', { count })}</b>
        {hidden > 0 && <span className="qq sm">{t('notebook.chosen.hidden', { count: hidden })}</span>}
        <Working busy={notebook.busy} />
        <span className="grow" />
        {count < shown && (
          <Button look="quiet" onPress={onAll}>
            {t('notebook.chosen.all', { count: shown })}
          </Button>
        )}
        <Button look="quiet" icon="close" onPress={onClear}>
          {t('notebook.chosen.clear')}
        </Button>
      </div>
      <div className="nb-chosen-acts">
        <Actions
          icon="tag"
          name={t('notebook.act.tags')}
          disabled={count === 0}
          off={counts.size === 0 ? ['remove'] : []}
          onAction={(key) => setAsking(key as 'add' | 'remove')}
          items={[
            ['add', t('notebook.act.addTags')],
            ['remove', counts.size === 0 ? t('notebook.act.removeTagsNone') : t('notebook.act.removeTags')],
          ]}
        />
        <Actions
          name={t('notebook.act.kind')}
          disabled={count === 0}
          onAction={(key) => onKind(key as AnnotationKind)}
          items={annotationKinds.map((kind, at) => [
            kind,
            <span key={kind} className="nb-kind-choice">
              <Kind kind={kind} />
              <kbd>{at + 1}</kbd>
            </span>,
          ])}
        />
        <Actions
          icon="check"
          name={t('notebook.act.due')}
          disabled={count === 0}
          off={actions.length === 0 ? ['due', 'noDue', 'done', 'notDone'] : []}
          note={
            actions.length === 0
              ? t('notebook.act.noActions')
              : actions.length < count
                ? t('notebook.act.onlyActions', { count: actions.length })
                : null
          }
          onAction={changeActions}
          items={[
            ['due', t('notebook.act.setDue')],
            ['noDue', t('notebook.act.clearDue')],
            ['done', t('notebook.act.done')],
            ['notDone', t('notebook.act.notDone')],
          ]}
        />
        <Actions
          icon="copy"
          name={t('notebook.act.copy')}
          disabled={count === 0}
          onAction={(key) => copy(key as 'plain' | 'markdown')}
          items={[
            ['plain', t('notebook.act.plain')],
            ['markdown', t('notebook.act.markdown')],
          ]}
        />
        <Actions
          icon="link"
          name={t('notebook.act.together')}
          disabled={count === 0}
          off={[...(count < 2 || count > mostLinked ? ['link'] : []), ...(tooMany ? ['collect'] : [])]}
          onAction={(key) => (key === 'link' ? link() : void notebook.collect(collected(rows, briefings, lang)))}
          items={[
            [
              'collect',
              tooMany
                ? t('notebook.act.collectMost', { most: mostCollected })
                : of.size > 1
                  ? t('notebook.act.collectEach', { count: of.size })
                  : t('notebook.act.collect'),
            ],
            [
              'link',
              count < 2
                ? t('notebook.act.linkTwo')
                : count > mostLinked
                  ? t('notebook.act.linkMost', { most: mostLinked })
                  : t('notebook.act.link'),
            ],
          ]}
        />
        {(files.onExport || files.onBrief) && (
          <Actions
            icon="export"
            name={t('notebook.export')}
            disabled={count === 0}
            off={of.size === 1 ? [] : ['brief']}
            onAction={(key) => {
              const ids = rows.map(({ id }) => id)
              if (key === 'brief' && only !== undefined) files.onBrief?.(only, ids)
              const format = exchangeFormats.find((each) => each === key)
              if (format) files.onExport?.(ids, format)
            }}
            items={[
              ...(files.onExport
                ? exchangeFormats.map((format): [string, ReactNode] => [format, t(`notebook.format.${format}`)])
                : []),
              ...(files.onBrief
                ? [
                    ['brief', of.size === 1 ? t('notebook.act.brief') : t('notebook.act.briefOne')] as [
                      string,
                      ReactNode,
                    ],
                  ]
                : []),
            ]}
          />
        )}
        <span className="grow" />
        <Button icon="remove" disabled={count === 0} onPress={() => notebook.remove(rows)}>
          {t('notebook.act.remove')}
        </Button>
      </div>
      {asking === 'add' && <AddTags count={count} known={known} onAdd={addTags} onClose={() => setAsking(null)} />}
      {asking === 'remove' && (
        <RemoveTags count={count} counts={counts} onRemove={removeTags} onClose={() => setAsking(null)} />
      )}
      {asking === 'due' && (
        <DueDay
          count={actions.length}
          start={sameDay(actions)}
          today={today}
          onDay={(due) =>
            change(
              actions.map((row) => ({ row, change: { due } })),
              (count) => t('notebook.did.due', { count }),
            )
          }
          onClose={() => setAsking(null)}
        />
      )}
    </section>
  )
}

/** A button of the bar with a menu. What cannot be done now says why in its own words, and `off` names it. */
function Actions({
  icon,
  name,
  items,
  disabled,
  off = [],
  note = null,
  onAction,
}: {
  readonly icon?: IconName
  readonly name: string
  readonly items: readonly (readonly [key: string, words: ReactNode])[]
  readonly disabled: boolean
  readonly off?: readonly string[]
  readonly note?: string | null
  readonly onAction: (key: string) => void
}) {
  return (
    <MenuTrigger>
      <Button {...(icon && { icon })} disabled={disabled}>
        {name}
      </Button>
      <Popover placement="top start">
        <Menu
          className="menu nb-menu"
          aria-label={name}
          disabledKeys={['note', ...off]}
          onAction={(key) => onAction(String(key))}
        >
          {note !== null && (
            <MenuItem id="note" className="nb-menu-note" textValue={note}>
              {note}
            </MenuItem>
          )}
          {note !== null && <Separator />}
          {items.map(([key, words]) => (
            <MenuItem key={key} id={key} {...(typeof words === 'string' && { textValue: words })}>
              {words}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

/** Says that something is being written, once it has taken a second. */
function Working({ busy }: { readonly busy: Busy | null }) {
  const { t } = useTranslation('annotations')
  const [late, setLate] = useState(false)
  useEffect(() => {
    setLate(false)
    if (busy === null) return
    const timer = setTimeout(() => setLate(true), 1000)
    return () => clearTimeout(timer)
  }, [busy])
  return (
    <span role="status" className="sm">
      {late && busy ? t('notebook.working', { count: busy.count }) : ''}
    </span>
  )
}

/** The tags of annotations with how many have them, in the order of tags. */
function tagCounts(rows: readonly NotebookRow[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { tags } of rows) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return new Map([...counts].sort(([a], [b]) => compareTags(a, b)))
}

/** The day all of them are due; null if they differ. */
function sameDay(rows: readonly NotebookRow[]): string | null {
  const days = new Set(rows.map(({ due }) => due ?? null))
  const [day = null] = days
  return days.size === 1 ? day : null
}
