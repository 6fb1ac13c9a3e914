import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Briefing, type ReadingLanguage, readingMinutes } from '../../src-shared/briefings/briefing.ts'
import { inLanguage, type Lang } from '../../src-shared/languages.ts'
import { likelihoodTerm } from '../../src-shared/standards/likelihood.ts'
import { DateText } from '../ui/date-text.tsx'
import { GradeChip } from '../ui/grade-chip.tsx'
import { MarkButton, Marks } from '../ui/target-marks.tsx'
import { Fallback } from './reader-fallback.tsx'
import { parallelLanguages } from './reader-rows.ts'

/** All words of an edition, to tell how long it takes to read. */
export function wordsOf(briefing: Briefing, lang: Lang): string {
  const { editions, lead } = briefing.content
  return (editions[lang] ?? editions[lead])?.blocks.map((block) => block.text).join('\n') ?? ''
}

/** Title, by-line and 核心結論 between two rules, in one language or in both beside each other. */
export function ReaderHead({
  briefing,
  reading,
  news,
}: {
  readonly briefing: Briefing
  readonly reading: ReadingLanguage
  /** Told above the title. */
  readonly news: ReactNode
}) {
  const { content } = briefing
  const columns = reading === 'parallel' ? parallelLanguages(content.lead) : [reading]
  return (
    <header className={`passage passage-head${reading === 'parallel' ? ' pair' : ''}`} data-row="">
      <div />
      {columns.map((lang, index) => (
        <div className="head-column" key={lang}>
          {index === 0 && news}
          <Title briefing={briefing} lang={lang} />
          {index === 0 && <ByLine briefing={briefing} lang={reading === 'parallel' ? content.lead : reading} />}
          <BottomLine briefing={briefing} lang={lang} facts={index === 0} />
        </div>
      ))}
    </header>
  )
}

function Title({ briefing, lang }: { readonly briefing: Briefing; readonly lang: Lang }) {
  const title = inLanguage(briefing.content.title, lang, briefing.content.lead)
  if (!title) return null
  return (
    <>
      <Fallback wanted={lang} shown={title.lang} />
      <h1 lang={title.lang} data-head={`${lang}/head/title`}>
        {title.value}
      </h1>
    </>
  )
}

function ByLine({ briefing, lang }: { readonly briefing: Briefing; readonly lang: Lang }) {
  const { t } = useTranslation('reader')
  const { content } = briefing
  const publisher = inLanguage(content.publisher, lang, content.lead)
  return (
    <div className="by">
      <DateText when={content.issued} />
      {publisher && <span lang={publisher.lang}>{publisher.value}</span>}
      <span className="num">{t('head.version', { number: briefing.number })}</span>
      <span className="num">{t('head.minutes', { minutes: readingMinutes(wordsOf(briefing, lang), lang) })}</span>
      <span className="head-marks">
        <Marks on="briefing" />
        <MarkButton on="briefing" label={t('head.annotate')} />
      </span>
    </div>
  )
}

function BottomLine({
  briefing,
  lang,
  facts,
}: {
  readonly briefing: Briefing
  readonly lang: Lang
  /** Likelihood, confidence and source stand once, in the language of the interface. */
  readonly facts: boolean
}) {
  const { t, i18n } = useTranslation('reader')
  const { content } = briefing
  const summary = inLanguage(content.summary, lang, content.lead)
  const words: Lang = i18n.language === 'en' ? 'en' : 'zh-TW'
  const note = content.notes.find((each) => each.id === content.keyJudgement)
  const likely = note?.likelihood && likelihoodTerm(note.likelihood.scale, note.likelihood.term)
  const source = content.sources.find((each) => each.id === content.mainSource)
  return (
    <section className="bl" aria-label={t('head.bottomLine', { lng: lang })}>
      <h2 lang={lang}>{t('head.bottomLine', { lng: lang })}</h2>
      {summary && (
        <>
          <Fallback wanted={lang} shown={summary.lang} />
          <p lang={summary.lang} data-head={`${lang}/head/summary`}>
            {summary.value}
          </p>
        </>
      )}
      {facts && (likely || note?.confidence || source) && (
        <dl>
          {likely && (
            <div>
              <dt>{t('head.likelihood')}</dt>
              <dd>
                {likely.label[words]}{' '}
                <span className="num">
                  {likely.low}–{likely.high}%
                </span>
                <span
                  className="range"
                  style={{ '--a': `${likely.low}%`, '--b': `${likely.high}%` } as never}
                  role="img"
                  aria-label={t('head.range', { low: likely.low, high: likely.high })}
                >
                  <u />
                </span>
              </dd>
            </div>
          )}
          {note?.confidence && (
            <div>
              <dt>{t('head.confidence')}</dt>
              <dd>{t(`confidence.${note.confidence}`)}</dd>
            </div>
          )}
          {source && (
            <div>
              <dt>{t('head.mainSource')}</dt>
              <dd>
                <GradeChip source={source} />
              </dd>
            </div>
          )}
        </dl>
      )}
    </section>
  )
}
