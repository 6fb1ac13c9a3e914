import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BriefingRow } from '../../src-shared/briefings/briefing.ts'
import type { ExportOptions } from '../../src-shared/exports/export.ts'
import type { ReplyData } from '../../src-shared/ipc.ts'
import { inLanguage, type Lang } from '../../src-shared/languages.ts'
import { ask, Refused } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { Check } from '../ui/check.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icons.tsx'
import { TlpBadge } from '../ui/marking-strip.tsx'
import { Segment } from '../ui/segment.tsx'
import { useSettings } from '../ui/settings.tsx'
import { ExportProgress } from './export-progress.tsx'
import { useExportWords } from './export-words.ts'
import type { Progress } from './use-export.tsx'
import './exports.css'

const parts = ['timeline', 'risks', 'notes', 'annotations'] as const
type Part = (typeof parts)[number]
const papers = ['zh-TW', 'en', 'both'] as const
const calendars = ['gregorian', 'roc', 'both'] as const

export interface Running {
  readonly progress: Progress | null
  readonly error: unknown
}

/** What goes into the paper, then how far it is. It stays open until the file is there, and shows what went wrong. */
export function ExportDialog(props: {
  readonly briefing: string
  /** Only these of its annotations; null for all. */
  readonly only?: readonly string[] | null
  readonly running: Running
  readonly onStart: (options: ExportOptions) => void
  readonly onCancel: () => void
  readonly onClose: () => void
}) {
  const { data: rows } = useQuery(ask('briefings', 'list', {}))
  const row = rows?.find(({ id }) => id === props.briefing)
  return row ? <Choices {...props} row={row} /> : null
}

function Choices({
  row,
  only = null,
  running,
  onStart,
  onCancel,
  onClose,
}: {
  readonly row: BriefingRow
  readonly only?: readonly string[] | null
  readonly running: Running
  readonly onStart: (options: ExportOptions) => void
  readonly onCancel: () => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation(['exports', 'app'])
  const { lang, calendar, author } = useSettings()
  const { head, counts } = row
  const [options, setOptions] = useState<ExportOptions>(() => ({
    lang: firstPaper(row, lang),
    timeline: true,
    risks: true,
    notes: true,
    annotations: true,
    ...(only && { only: [...only] }),
    calendar,
  }))
  const set = (change: Partial<ExportOptions>) => setOptions((now) => ({ ...now, ...change }))
  const counted: Readonly<Record<Part, number>> = {
    ...counts,
    timeline: counts.events,
    ...(only && { annotations: only.length }),
  }
  const missing = (['zh-TW', 'en'] as const).find((each) => !head.languages.includes(each))
  const { progress, error } = running
  return (
    <Dialog
      wide
      title={t('dialog.title')}
      about={t('dialog.about', { title: inLanguage(head.title, lang, head.lead)?.value, number: row.number })}
      onClose={onClose}
      footer={
        progress ? (
          <ExportProgress progress={progress} focused onCancel={onCancel} />
        ) : (
          <>
            <span className="sm q grow">{t('dialog.paper')}</span>
            <Button onPress={onClose}>{t('app:cancel')}</Button>
            <Button look="pri" icon="export" autoFocus onPress={() => onStart(options)}>
              {t('dialog.export')}
            </Button>
          </>
        )
      }
    >
      {error !== null && <ExportFault error={error} />}
      <div className="op" inert={progress !== null}>
        <Group title={t('dialog.language')}>
          <Segment
            label={t('dialog.language')}
            value={options.lang}
            options={papers.map((value) => ({
              value,
              label: t(`dialog.languages.${value}`),
              disabled: missing !== undefined && (value === 'both' || value === missing),
              ...(value === 'en' && { lang: 'en' }),
            }))}
            onChange={(lang) => set({ lang })}
          />
          {missing && <p className="hint">{t(`dialog.noLanguage.${missing}`)}</p>}
          {options.lang === 'both' && <p className="hint">{t('dialog.bothHint')}</p>}
        </Group>
        <Group title={t('dialog.calendar')}>
          <Segment
            label={t('dialog.calendar')}
            value={options.calendar}
            options={calendars.map((value) => ({ value, label: t(`dialog.calendars.${value}`) }))}
            onChange={(calendar) => set({ calendar })}
          />
        </Group>
        <Group title={t('dialog.contents')} across>
          <div className="two">
            <Check selected disabled>
              {t('dialog.text')}
            </Check>
            {parts.map((part) => (
              <Check
                key={part}
                selected={options[part] && counted[part] > 0}
                disabled={counted[part] === 0}
                onChange={(selected) => set({ [part]: selected })}
              >
                {part === 'annotations' && counted[part] === 0
                  ? t('dialog.annotationsNone')
                  : t(`dialog.${part}`, { count: counted[part] })}
              </Check>
            ))}
          </div>
        </Group>
        <Group title={t('dialog.marking')} across>
          <p className="mk">
            <TlpBadge tlp={head.marking.tlp} />
            <span>{t('app:marking.secrecyIs', { secrecy: t(`app:marking.secrecy.${head.marking.secrecy}`) })}</span>
          </p>
          <p className="hint">{t('dialog.markingText')}</p>
          {author !== '' && <p className="hint">{t('dialog.author', { author })}</p>}
        </Group>
      </div>
    </Dialog>
  )
}

/** Why nothing was written. Characters without a font are named, as the reader has to find and change them. */
function ExportFault({ error }: { readonly error: unknown }) {
  const { t } = useTranslation(['exports', 'app'])
  const words = useExportWords()
  const characters = error instanceof Refused ? unprintable(error.data) : []
  return (
    <div className="notice bad" role="alert">
      <Icon name="warning" />
      <p>
        {characters.length === 0
          ? words(error)
          : t('dialog.unprintable', { characters: characters.join(t('app:comma')) })}
      </p>
    </div>
  )
}

/** The characters a refusal names, as "😀 U+1F600"; at most ten. */
function unprintable(data: ReplyData): readonly string[] {
  const missing = Array.isArray(data.missing) ? (data.missing as readonly { readonly char?: unknown }[]) : []
  const characters = [...new Set(missing.map(({ char }) => String(char)))]
  return characters
    .slice(0, 10)
    .map((char) => `${char} U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
}

function firstPaper({ head, reading }: BriefingRow, lang: Lang): ExportOptions['lang'] {
  const wanted = reading?.lang ?? lang
  if (wanted === 'parallel') return head.languages.length > 1 ? 'both' : head.lead
  return head.languages.includes(wanted) ? wanted : head.lead
}

function Group({
  title,
  across = false,
  children,
}: {
  readonly title: string
  readonly across?: boolean
  readonly children: ReactNode
}) {
  const id = useId()
  return (
    <section className={across ? 'across' : undefined} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {children}
    </section>
  )
}
