import { useTranslation } from 'react-i18next'
import type { AnnotationKind } from '../../src-shared/annotations/annotation.ts'

/** What a mark means: its letter on the tint with its own underline, and its name. */
export function Kind({ kind }: { readonly kind: AnnotationKind }) {
  const { t } = useTranslation('app')
  return (
    <span className={`kind ${kind}`} data-k={t(`kind.${kind}.letter`)}>
      {t(`kind.${kind}.name`)}
    </span>
  )
}
