import { memo, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { annotationKinds } from '../../src-shared/annotations/annotation.ts'
import { Icon } from '../ui/icons.tsx'
import { whenNear } from './nearness.ts'
import type { Noted } from './rows.ts'
import './margin-row.css'

/** More cards than this beside one paragraph stand folded, so that they do not push the text apart. */
export const mostOpen = 8

export interface MarginRowProps {
  readonly noted: readonly Noted[]
  /** The annotations of this row that are current or being written; they stand open in a folded row, too. */
  readonly open: readonly string[]
  /** Changes with everything else a card of this row shows. */
  readonly stamp: unknown
  /** `near`: the row is in sight or about to be, so its cards need their buttons. */
  readonly card: (noted: Noted, near: boolean) => ReactNode
}

/** The cards beside one row of the text. Drawn anew only for what changes in this row: a long text has thousands. */
export const MarginRow = memo(function MarginRow({ noted, open, card }: MarginRowProps) {
  const { t } = useTranslation(['annotations', 'app'])
  const [unfolded, setUnfolded] = useState(false)
  const [near, setNear] = useState(false)
  const sight = useRef<HTMLSpanElement>(null)
  useEffect(() => (sight.current ? whenNear(sight.current, () => setNear(true)) : undefined), [])
  const many = noted.length > mostOpen
  const shown = many && !unfolded ? noted.filter(({ annotation }) => open.includes(annotation.id)) : noted
  const kinds = annotationKinds.flatMap((kind) => {
    const count = noted.filter(({ annotation }) => annotation.kind === kind).length
    return count === 0 ? [] : [{ kind, count }]
  })
  return (
    <>
      <span ref={sight} className="margin-sight" aria-hidden="true" />
      {shown.map((each) => card(each, near || open.includes(each.annotation.id)))}
      {many && (
        <button
          type="button"
          className="margin-fold"
          aria-expanded={unfolded}
          aria-label={t(unfolded ? 'margin.fold' : 'margin.unfold', {
            count: noted.length,
            kinds: kinds.map(({ kind, count }) => `${t(`app:kind.${kind}.name`)} ${count}`).join(t('app:comma')),
          })}
          onClick={() => setUnfolded(!unfolded)}
        >
          <Icon name={unfolded ? 'down' : 'forward'} />
          <span className="num">{t('margin.count', { count: noted.length })}</span>
          <span className="margin-fold-kinds" aria-hidden="true">
            {kinds.map(({ kind, count }) => (
              <span key={kind} className={`kind ${kind}`} data-k={t(`app:kind.${kind}.letter`)}>
                {count}
              </span>
            ))}
          </span>
        </button>
      )}
    </>
  )
}, isSame)

function isSame(before: MarginRowProps, after: MarginRowProps): boolean {
  return (
    before.stamp === after.stamp &&
    before.open.join() === after.open.join() &&
    before.noted.length === after.noted.length &&
    before.noted.every((noted, index) => {
      const other = after.noted[index]
      return other?.annotation === noted.annotation && other.elsewhere === noted.elsewhere
    })
  )
}
