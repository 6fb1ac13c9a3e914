import { useTranslation } from 'react-i18next'
import type { Draft } from '../../src-shared/annotations/draft.ts'
import './conflict-choice.css'

/** A draft that does not say what was written: shown as that, and the reader decides what it is worth. */
export function DamagedDraft({ draft, onDiscard }: { readonly draft: Draft; readonly onDiscard: () => void }) {
  const { t } = useTranslation('annotations')
  return (
    <div className="conflict-choice">
      <p className="changed">{t('draft.damaged')}</p>
      <blockquote>{draft.text}</blockquote>
      <button type="button" className="btn quiet" onClick={onDiscard}>
        {t('draft.discard')}
      </button>
    </div>
  )
}
