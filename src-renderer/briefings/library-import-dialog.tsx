import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import type { ImportReport, Problem } from '../../src-shared/briefings/briefing.ts'
import { ask } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useNavigation } from '../ui/navigation.tsx'
import { useSettings } from '../ui/settings.tsx'
import { titleOf } from './library-filter.ts'

/** What an import came to: a report, or the problems for which nothing was taken in. */
export type ImportOutcome =
  | { readonly report: ImportReport }
  | { readonly name: string | null; readonly problems: readonly Problem[] }

/** The one line of a report, with the title as the library knows it. */
export function useOutcomeWords(): (report: ImportReport) => Promise<string> {
  const { t } = useTranslation('briefings')
  const { lang } = useSettings()
  const client = useQueryClient()
  return useCallback(
    async (report) => {
      const rows = await client.fetchQuery({ ...ask('briefings', 'list', {}), staleTime: 0 })
      const row = rows.find(({ id }) => id === report.briefing)
      const line = outcomeLine(t, report, row ? titleOf(row, lang) : report.slug)
      if (report.outcome !== 'new-version') return line
      const annotations = await client.fetchQuery({
        ...ask('annotations', 'list', { briefing: report.briefing }),
        staleTime: 0,
      })
      return annotations.length === 0 ? line : `${line}${t('import.joint')}${accountOf(t, annotations)}`
    },
    [client, lang, t],
  )
}

/** Where every annotation stands on the new version, as the review and the rail count it; what is lost waits, too. */
function accountOf(t: Translate, annotations: readonly PlacedAnnotation[]): string {
  const look = annotations.filter(
    ({ resolution: { status, kept } }) => status !== 'exact' && status !== 'by-hand' && kept === undefined,
  )
  const lost = look.filter(({ resolution }) => resolution.status === 'orphan').length
  const counts = { total: annotations.length, unchanged: annotations.length - look.length, look: look.length }
  return lost === 0 ? t('import.account', counts) : t('import.accountLost', { ...counts, lost })
}

type Translate = ReturnType<typeof useTranslation<'briefings'>>['t']

const outcomeLine = (t: Translate, { outcome, number }: ImportReport, title: string) =>
  t(`import.outcome.${outcome}`, { title, number })

/** The report of an import: warnings, or what is wrong, by file and line. */
export function ImportDialog({ outcome, onClose }: { readonly outcome: ImportOutcome; readonly onClose: () => void }) {
  const { t } = useTranslation('briefings')
  const { lang } = useSettings()
  const { go } = useNavigation()
  const client = useQueryClient()
  if ('problems' in outcome) {
    const { name, problems } = outcome
    const count = problems.length
    return (
      <Dialog
        title={t('import.refusedTitle')}
        onClose={onClose}
        wide
        reading
        footer={<Close onPress={onClose}>{t('import.done')}</Close>}
      >
        <p className="report-lead">
          {name === null ? t('import.refusedChosen', { count }) : t('import.refused', { name, count })}
        </p>
        <Problems problems={problems} />
      </Dialog>
    )
  }
  const { report } = outcome
  const row = client.getQueryData(ask('briefings', 'list', {}).queryKey)?.find(({ id }) => id === report.briefing)
  return (
    <Dialog
      title={t('import.reportTitle')}
      onClose={onClose}
      wide
      reading
      footer={
        <>
          <span className="grow" />
          <Button onPress={onClose}>{t('import.done')}</Button>
          <Button
            look="pri"
            onPress={() => {
              onClose()
              go({ screen: 'briefing', id: report.briefing, tab: 'text' })
            }}
          >
            {t('import.open')}
          </Button>
        </>
      }
    >
      <p className="report-lead">{outcomeLine(t, report, row ? titleOf(row, lang) : report.slug)}</p>
      <p>{t('import.warnings', { count: report.warnings.length })}</p>
      <Problems problems={report.warnings} />
    </Dialog>
  )
}

function Close({ onPress, children }: { readonly onPress: () => void; readonly children: string }) {
  return (
    <>
      <span className="grow" />
      <Button look="pri" onPress={onPress} autoFocus>
        {children}
      </Button>
    </>
  )
}

/** Problems under their files; the words of a code are in problems.json. */
function Problems({ problems }: { readonly problems: readonly Problem[] }) {
  const { t } = useTranslation(['briefings', 'problems'])
  const say = t as unknown as (key: string, blanks: Readonly<Record<string, unknown>>) => string
  const files = [...new Set(problems.map(({ file }) => file))]
  return (
    <dl className="problems">
      {files.map((file) => (
        <div key={file}>
          <dt lang="en">{file}</dt>
          {problems
            .filter((problem) => problem.file === file)
            .map(({ line, code, data }) => (
              <dd key={`${line} ${code} ${JSON.stringify(data)}`}>
                <span className="qq num">{line === null ? t('import.wholeFile') : t('import.line', { line })}</span>
                <span>{say(`problems:${code}`, { ...data, file, line, defaultValue: code })}</span>
              </dd>
            ))}
        </div>
      ))}
    </dl>
  )
}
