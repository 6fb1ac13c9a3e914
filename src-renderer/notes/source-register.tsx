import { useTranslation } from 'react-i18next'
import type { Content } from '../../src-shared/briefings/content.ts'
import { SourceEntry } from '../ui/source-list.tsx'
import { MarkButton, Marks, markable } from '../ui/target-marks.tsx'

/** Every source of the briefing, numbered in its own order, with what its grade means. */
export function SourceRegister({ content, at }: { readonly content: Content; readonly at: string | null }) {
  const { t } = useTranslation('sources')
  if (content.sources.length === 0) return null
  return (
    <section className="sr-list" aria-labelledby="sources-head">
      <h2 id="sources-head">
        {t('register.title')}{' '}
        <span className="qq sm num">{t('register.count', { count: content.sources.length })}</span>
      </h2>
      <p className="ft">{t('register.legend')}</p>
      <ol>
        {content.sources.map((source, index) => (
          <li
            key={source.id}
            data-source={source.id}
            {...markable(`source/${source.id}`)}
            tabIndex={-1}
            className={source.id === at ? 'cur' : undefined}
          >
            <span className="n num tn">{index + 1}</span>
            <div>
              <SourceEntry source={source} />
              <p className="mark-line">
                <Marks on={`source/${source.id}`} />
                <MarkButton on={`source/${source.id}`} label={t('register.annotate', { number: index + 1 })} />
              </p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
