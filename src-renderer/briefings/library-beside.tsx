import { useTranslation } from 'react-i18next'
import type { BriefingRow } from '../../src-shared/briefings/briefing.ts'
import { keyLabel } from '../ui/keys.ts'
import { Words } from '../ui/localized.tsx'
import { readState } from './library-filter.ts'

/** The right pane of the library: what one is reading, and the keys. */
export function LibraryBeside({
  rows,
  onOpen,
}: {
  readonly rows: readonly BriefingRow[]
  readonly onOpen: (id: string) => void
}) {
  const { t } = useTranslation('briefings')
  const begun = rows.filter((row) => row.reading !== null && readState(row) !== 'finished').slice(0, 5)
  return (
    <aside className="today scroll" aria-label={t('library.besideName')}>
      <section>
        <h2>{t('continue.title')}</h2>
        {begun.length === 0 && <p className="qq none">{t('continue.none')}</p>}
        <ul>
          {begun.map((row) => (
            <li key={row.id}>
              <button type="button" className="as-link" onClick={() => onOpen(row.id)}>
                <Words of={row.head.title} lead={row.head.lead} />
              </button>
              <span className="qq num">
                {t('row.progress', { percent: Math.round((row.reading?.progress ?? 0) * 100) })}
              </span>
              {readState(row) === 'changed' && <span className="changed">{t('row.changed')}</span>}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t('hints.title')}</h2>
        <dl className="keys">
          <Hint keys={['ArrowUp', 'ArrowDown']} words={t('hints.move')} />
          <Hint keys={['Enter']} words={t('hints.open')} />
          <Hint keys={['Space']} words={t('hints.preview')} />
          <Hint keys={['Ctrl+KeyI']} words={t('hints.import')} />
        </dl>
      </section>
    </aside>
  )
}

function Hint({ keys, words }: { readonly keys: readonly string[]; readonly words: string }) {
  return (
    <div>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{keyLabel(key)}</kbd>
        ))}
      </dt>
      <dd>{words}</dd>
    </div>
  )
}
