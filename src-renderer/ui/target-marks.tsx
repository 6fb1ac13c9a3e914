import { createContext, type ReactNode, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { type AnnotationKind, annotationKinds } from '../../src-shared/annotations/annotation.ts'
import { Button } from './button.tsx'
import './target-marks.css'

/** What can be annotated beside words: 'event/e05', 'risk/r1', 'cell/r1/severity', 'position/pos01', 'note/n01', 'source/s01', 'briefing'. */
export type Markable = string

/** One annotation of a thing, as much as its quiet mark needs. */
export interface TargetMark {
  readonly kind: AnnotationKind
  /** What it is about reads otherwise now. */
  readonly changed: boolean
}

export interface TargetMarks {
  readonly of: (thing: Markable) => readonly TargetMark[]
  /** `note`: begins a note, or goes on with the one that is there. */
  readonly open: (thing: Markable, at: HTMLElement, how: 'list' | 'note') => void
}

const TargetMarksContext = createContext<TargetMarks | null>(null)

/** The annotations of the things in the views below. Without it the views show no marks. */
export function TargetMarksProvider({
  marks,
  children,
}: {
  readonly marks: TargetMarks
  readonly children: ReactNode
}) {
  return <TargetMarksContext value={marks}>{children}</TargetMarksContext>
}

/** Put on the element that has the focus, or around it: keys 1 to 5 and N annotate this thing. */
export const markable = (thing: Markable) => ({ 'data-mark': thing })

/** The quiet mark where a thing has annotations: letters of their kinds, and how many. Nothing where there are none. */
export function Marks({ on, inGrid = false }: { readonly on: Markable; readonly inGrid?: boolean }) {
  const { t } = useTranslation(['annotations', 'app'])
  const marks = useContext(TargetMarksContext)
  const found = marks?.of(on) ?? []
  if (!marks || found.length === 0) return null
  const changed = found.some((mark) => mark.changed)
  const kinds = annotationKinds.flatMap((kind) => {
    const count = found.filter((mark) => mark.kind === kind).length
    return count === 0 ? [] : [{ kind, count }]
  })
  const name = t('marks.name', {
    count: found.length,
    kinds: kinds.map(({ kind, count }) => `${t(`app:kind.${kind}.name`)} ${count}`).join(t('app:comma')),
    changed: changed ? t('marks.changed') : '',
  })
  return (
    <button
      type="button"
      className="target-marks"
      // A grid has one tab stop: there N opens the same.
      tabIndex={inGrid ? -1 : undefined}
      aria-label={name}
      aria-haspopup="dialog"
      title={name}
      onClick={(event) => {
        event.stopPropagation()
        marks.open(on, event.currentTarget, 'list')
      }}
    >
      {kinds.map(({ kind, count }) => (
        <span key={kind} className={`kind ${kind}`} data-k={t(`app:kind.${kind}.letter`)}>
          {count > 1 && <span className="num">{count}</span>}
        </span>
      ))}
      {changed && (
        <span className="target-marks-changed" aria-hidden="true">
          ◆
        </span>
      )}
    </button>
  )
}

/** The button of a detail that annotates it. */
export function MarkButton({ on, label }: { readonly on: Markable; readonly label?: string }) {
  const { t } = useTranslation('annotations')
  const marks = useContext(TargetMarksContext)
  if (!marks) return null
  return (
    // The place of the button is where its list opens.
    <span className="target-mark-button" {...markable(on)}>
      <Button
        look="quiet"
        icon="edit"
        onPress={() => {
          const button = document.activeElement?.closest<HTMLElement>('.target-mark-button')
          marks.open(on, button ?? document.body, 'note')
        }}
      >
        {label ?? t('marks.add')}
      </Button>
    </span>
  )
}
