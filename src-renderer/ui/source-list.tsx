import { useTranslation } from 'react-i18next'
import type { Content, Source } from '../../src-shared/briefings/content.ts'
import { safeLink } from '../../src-shared/links.ts'
import { credibilityWords, gradeOf, reliabilityWords } from '../../src-shared/standards/admiralty.ts'
import { api } from '../api.ts'
import { DateText } from './date-text.tsx'
import { GradeChip } from './grade-chip.tsx'
import { Icon } from './icons.tsx'
import { useSettings } from './settings.tsx'
import './source-list.css'

/** The sources with these ids, in their order; unknown ids are left out. */
export function sourcesOf(content: Pick<Content, 'sources'>, ids: readonly string[]): readonly Source[] {
  return ids.flatMap((id) => content.sources.find((source) => source.id === id) ?? [])
}

/** The grades of some sources as chips; "no source yet" is said, not left blank. */
export function SourceGrades({ sources }: { readonly sources: readonly Source[] }) {
  const { t } = useTranslation('sources')
  if (sources.length === 0) return <span className="qq nowrap">{t('none')}</span>
  const graded = sources.filter((source) => gradeOf(source) !== null)
  if (graded.length === 0) return <span className="qq nowrap">{t('ungraded')}</span>
  return (
    <span className="grades">
      {graded.map((source) => (
        <GradeChip key={source.id} source={source} />
      ))}
    </span>
  )
}

/** The same in one string, for cells that are no place for buttons: "A1 C3". */
export function gradesText(sources: readonly Source[]): string {
  return [...new Set(sources.flatMap((source) => gradeOf(source) ?? []))].join(' ')
}

/** Sources one under the other: citation, the meaning of the grade in words, and the link, which asks before it opens. */
export function SourceList({ sources }: { readonly sources: readonly Source[] }) {
  const { t } = useTranslation('sources')
  if (sources.length === 0) return <p className="qq sm">{t('none')}</p>
  return (
    <ul className="srcs">
      {sources.map((source) => (
        <li key={source.id}>
          <SourceEntry source={source} />
        </li>
      ))}
    </ul>
  )
}

/** One source in full. */
export function SourceEntry({ source }: { readonly source: Source }) {
  const { t } = useTranslation('sources')
  const { lang } = useSettings()
  const grade = gradeOf(source)
  const { reliability, credibility, url } = source
  const link = url === undefined ? null : safeLink(url)
  return (
    <>
      <p className="cit" lang={source.lang}>
        {source.citation}
      </p>
      <p className="src-facts">
        {grade !== null && (
          <>
            <span className="grade">{grade}</span>
            <span>
              {reliability ? reliabilityWords[reliability][lang] : t('unratedReliability')}
              {t('semicolon')}
              {credibility ? credibilityWords[credibility][lang] : t('unratedCredibility')}
            </span>
          </>
        )}
        {grade === null && <span>{t('ungraded')}</span>}
        {source.published && (
          <span>
            {t('published')} <DateText when={source.published} />
          </span>
        )}
        {source.accessed && (
          <span>
            {t('accessed')} <DateText when={source.accessed} />
          </span>
        )}
        {link !== null && (
          <button
            type="button"
            className="jump"
            title={link}
            aria-label={t('openNamed', { citation: source.citation })}
            onClick={() => void api.sources.openLink({ url: link }).catch(() => {})}
          >
            <Icon name="link" />
            {t('open')}
          </button>
        )}
      </p>
    </>
  )
}
