import { useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useActionBar } from '../ui/action-bar.ts'
import { Button } from '../ui/button.tsx'
import { keyLabel } from '../ui/keys.ts'

/** One button for each answer, with its key; what cannot be done says why. */
export function ReviewActions({
  thing,
  fromFile,
  canAccept,
  canPlace,
  canUndo,
  onAccept,
  onPlace,
  onKeep,
  onRewrite,
  onUndo,
}: {
  /** It is about a row of a table or the like, and not about words. */
  readonly thing: boolean
  /** It came from a file and never stood on a version of this briefing. */
  readonly fromFile: boolean
  readonly canAccept: boolean
  readonly canPlace: boolean
  readonly canUndo: boolean
  readonly onAccept: () => unknown
  readonly onPlace: () => unknown
  readonly onKeep: () => unknown
  readonly onRewrite: () => unknown
  readonly onUndo: () => unknown
}) {
  const { t } = useTranslation('review')
  const why = useId()
  const bar = useRef<HTMLElement>(null)
  useActionBar(bar)
  const reasons = [
    canAccept ? null : t(fromFile ? 'act.noOfferFile' : 'act.noOffer'),
    canPlace ? null : t('act.noPlace'),
  ].filter(Boolean)
  const key = (name: string) => <kbd>{keyLabel(name)}</kbd>
  return (
    <footer ref={bar} className="review-acts" aria-describedby={reasons.length > 0 ? why : undefined}>
      <Button look="pri" icon="check" disabled={!canAccept} onPress={onAccept}>
        {t(thing ? 'act.acceptThing' : 'act.accept')} {key('Enter')}
      </Button>
      <Button disabled={!canPlace} onPress={onPlace}>
        {t('act.place')} {key('KeyP')}
      </Button>
      <Button onPress={onKeep}>
        {t(fromFile ? 'act.keepFile' : 'act.keep')} {key('KeyK')}
      </Button>
      <Button look="quiet" onPress={onRewrite}>
        {t('act.rewrite')} {key('KeyN')}
      </Button>
      <span className="grow" />
      <Button look="quiet" disabled={!canUndo} onPress={onUndo}>
        {t('act.undo')} {key('Ctrl+KeyZ')}
      </Button>
      {reasons.length > 0 && (
        <p id={why} className="review-why">
          {reasons.map((reason) => (
            <span key={reason}>{reason}</span>
          ))}
        </p>
      )}
    </footer>
  )
}
