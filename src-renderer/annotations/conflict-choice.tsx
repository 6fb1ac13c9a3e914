import { useTranslation } from 'react-i18next'
import type { PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import './conflict-choice.css'

/** Words that were changed in two places: both are on screen, and the reader chooses. */
export function ConflictChoice({
  what,
  theirs,
  withTags,
  mine,
  leave,
  onMine,
  onLeave,
}: {
  readonly what: string
  /** What the library has now; null where it was deleted. */
  readonly theirs: PlacedAnnotation | null
  /** Their tags are other ones, too. */
  readonly withTags: boolean
  readonly mine: string
  readonly leave: string
  readonly onMine: () => void
  readonly onLeave: () => void
}) {
  const { t } = useTranslation('annotations')
  return (
    <div className="conflict-choice" role="alert">
      <p>{what}</p>
      {theirs && <blockquote>{theirs.note || t('conflict.empty')}</blockquote>}
      {theirs && withTags && (
        <p className="conflict-choice-tags">
          {theirs.tags.length === 0 ? t('conflict.noTags') : theirs.tags.map((tag) => <span key={tag}>#{tag}</span>)}
        </p>
      )}
      <button type="button" className="btn" onClick={onMine}>
        {mine}
      </button>
      <button type="button" className="btn" onClick={onLeave}>
        {leave}
      </button>
    </div>
  )
}
