import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type BriefingChanges,
  type ChangingRow,
  changingRows,
  type PassageChange,
  type RowChange,
} from '../../src-shared/briefings/changes.ts'
import { inLanguage } from '../../src-shared/languages.ts'
import { DiffText } from '../ui/diff-text.tsx'
import { type BriefingTab, useNavigation } from '../ui/navigation.tsx'
import { useSaid } from '../ui/said.tsx'
import { useSettings } from '../ui/settings.tsx'
import { FieldLine, useFieldName } from './changes-field.tsx'
import { parallelLanguages } from './reader-rows.ts'

/** Title, bottom line and what else is said of the briefing as a whole. */
export function HeadChanges({ changes }: { readonly changes: BriefingChanges }) {
  const { t } = useTranslation('changes')
  const nameOf = useFieldName()
  if (changes.head.length === 0) return null
  return (
    <section>
      <h2>{t('head')}</h2>
      {changes.head.map((field) => (
        <article key={field.field} data-change="" aria-label={nameOf(field)}>
          <dl>
            <FieldLine field={field} noun="head" changes={changes} />
          </dl>
        </article>
      ))}
    </section>
  )
}

const isSame = ({ what, moved }: PassageChange) => what === 'same' && !moved

/** The text in its order; what did not change is folded away. */
export function PassageChanges({ changes }: { readonly changes: BriefingChanges }) {
  const { t } = useTranslation('changes')
  const { passages } = changes
  if (passages.every(isSame)) return null
  const groups: PassageChange[][] = []
  for (const passage of passages) {
    const last = groups.at(-1)
    if (last?.[0] && isSame(last[0]) && isSame(passage)) last.push(passage)
    else groups.push([passage])
  }
  return (
    <section>
      <h2>{t('text')}</h2>
      {groups.map((group) => {
        const [first] = group
        if (!first) return null
        return isSame(first) ? (
          <Folded key={first.id} group={group} changes={changes} />
        ) : (
          <Passage key={`${first.what} ${first.id}`} passage={first} changes={changes} />
        )
      })}
    </section>
  )
}

function Folded({ group, changes }: { readonly group: readonly PassageChange[]; readonly changes: BriefingChanges }) {
  const { t } = useTranslation('changes')
  const [open, setOpen] = useState(false)
  return (
    <div className={open ? 'changes-same open' : 'changes-same'}>
      <button type="button" className="lk" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? t('fold', { count: group.length }) : t('same', { count: group.length })}
      </button>
      {open && group.map((passage) => <Columns key={passage.id} passage={passage} changes={changes} />)}
    </div>
  )
}

function Passage({ passage, changes }: { readonly passage: PassageChange; readonly changes: BriefingChanges }) {
  const { t } = useTranslation('changes')
  const { go } = useNavigation()
  const { what, moved, id, paragraphNow, paragraphWas } = passage
  const which = moved ? (what === 'changed' ? 'changed-moved' : 'moved') : what === 'same' ? 'changed' : what
  const place =
    what === 'removed'
      ? paragraphWas === null
        ? t('where.other')
        : t('where.was', { number: changes.since.number, paragraph: paragraphWas })
      : paragraphNow === null
        ? t('where.other')
        : paragraphWas !== null && paragraphWas !== paragraphNow
          ? t('where.from', { was: paragraphWas, now: paragraphNow })
          : t('where.at', { paragraph: paragraphNow })
  return (
    <Change
      what={which}
      about={place}
      jump={what === 'removed' ? null : t('toText')}
      jumpName={t('toTextOf', { place })}
      onJump={() => go({ screen: 'briefing', id: changes.briefing, tab: 'text', at: `block/${id}` })}
    >
      <Columns passage={passage} changes={changes} />
    </Change>
  )
}

/** The passage in each language of the briefing, beside each other. */
function Columns({ passage, changes }: { readonly passage: PassageChange; readonly changes: BriefingChanges }) {
  const { t } = useTranslation('changes')
  const { lang: own } = useSettings()
  // The reader's language comes first, on the page as for a screen reader.
  const shown = parallelLanguages(own).filter((lang) => changes.languages.includes(lang))
  return (
    <div className={`changes-columns k-${passage.kind}${shown.length > 1 ? ' pair' : ''}`}>
      {shown.map((lang) => {
        const parts = passage.text[lang]
        return parts === undefined ? (
          <p key={lang} className="qq sm absent">
            {t('absent')}
          </p>
        ) : (
          <p key={lang} lang={lang}>
            <DiffText parts={parts} side="both" />
          </p>
        )
      })}
    </div>
  )
}

const tabs: Readonly<Partial<Record<ChangingRow, readonly [tab: BriefingTab, kind: string]>>> = {
  events: ['timeline', 'event'],
  risks: ['risks', 'risk'],
  positions: ['positions', 'position'],
  notes: ['notes', 'note'],
  sources: ['notes', 'source'],
}

/** Rows of the tables, and notes, that came, went or changed. */
export function RowChanges({ changes }: { readonly changes: BriefingChanges }) {
  const { t } = useTranslation('changes')
  return changingRows.map((noun) => {
    const rows = changes.rows.filter((row) => row.noun === noun)
    if (rows.length === 0) return null
    return (
      <section key={noun}>
        <h2>
          {t(`rows.${noun}`)} <span className="n num">{rows.length}</span>
        </h2>
        {rows.map((row) => (
          <Row key={`${row.what} ${row.id}`} row={row} changes={changes} />
        ))}
      </section>
    )
  })
}

function Row({ row, changes }: { readonly row: RowChange; readonly changes: BriefingChanges }) {
  const { t } = useTranslation('changes')
  const { go } = useNavigation()
  const { lang } = useSettings()
  const said = useSaid(changes.lead)
  const { noun, id, what, title, fields } = row
  const to = what === 'removed' ? undefined : tabs[noun]
  const shown = inLanguage(title, lang, changes.lead)
  return (
    <Change
      what={what}
      about={<b lang={shown?.lang}>{shown ? shown.value : id}</b>}
      jump={to ? t('toRow') : null}
      jumpName={t('toRowOf', { title: said(title) })}
      onJump={() => to && go({ screen: 'briefing', id: changes.briefing, tab: to[0], at: `${to[1]}/${id}` })}
    >
      {fields.length > 0 && (
        <dl>
          {fields.map((field) => (
            <FieldLine key={field.field} field={field} noun={noun} changes={changes} />
          ))}
        </dl>
      )}
    </Change>
  )
}

function Change({
  what,
  about,
  jump,
  jumpName,
  onJump,
  children,
}: {
  readonly what: 'added' | 'removed' | 'changed' | 'moved' | 'changed-moved'
  readonly about: ReactNode
  /** Words of the button that leads to it, or null. */
  readonly jump: string | null
  readonly jumpName: string
  readonly onJump: () => void
  readonly children: ReactNode
}) {
  const { t } = useTranslation('changes')
  const name = useId()
  return (
    <article data-change="" className={`w-${what}`} aria-labelledby={`${name}what ${name}about`}>
      <header>
        <span id={`${name}what`} className="changes-what">
          {t(`what.${what}`)}
        </span>
        <span id={`${name}about`} className="changes-about num">
          {about}
        </span>
        {jump !== null && (
          <button type="button" className="jump" aria-label={jumpName} onClick={onJump}>
            {jump}
          </button>
        )}
      </header>
      {children}
    </article>
  )
}
