import { type RefObject, useCallback, useMemo, useRef, useState } from 'react'
import { Dialog, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import {
  type AnnotationDraft,
  type AnnotationKind,
  annotationKinds,
  needsReview,
  type PlacedAnnotation,
} from '../../src-shared/annotations/annotation.ts'
import type { Briefing } from '../../src-shared/briefings/briefing.ts'
import { Button } from '../ui/button.tsx'
import { useErrorWords } from '../ui/error-notice.tsx'
import { focusWhenDrawn } from '../ui/focus.ts'
import { useKeys } from '../ui/keys.ts'
import { useNavigation } from '../ui/navigation.tsx'
import { useSaying } from '../ui/saying.ts'
import type { TargetMarks } from '../ui/target-marks.tsx'
import { useToasts } from '../ui/toasts.tsx'
import { useUndo } from '../ui/undo.tsx'
import { AboutTarget, targetOf, thingOf, useThingName } from './about-target.tsx'
import { AnnotationCard, focusCard } from './annotation-card.tsx'
import { type NewNote, newNote } from './new-note.ts'
import { NoteEditor } from './note-editor.tsx'
import { useAnnotations } from './use-annotations.ts'
import './target-annotations.css'

interface Open {
  readonly thing: string
  readonly at: HTMLElement
}

/**
 * Annotations of what is no text: events, risks, cells, positions, notes, sources, the briefing. Gives the marks that
 * the views draw, and the list that opens at one of them.
 */
export function useTargetAnnotations(briefing: Briefing) {
  const { id, version } = briefing
  const { t } = useTranslation(['annotations', 'app'])
  const { show } = useToasts()
  const words = useErrorWords()
  const { go } = useNavigation()
  const annotations = useAnnotations(id)
  const { list } = annotations
  const [open, setOpen] = useState<Open | null>(null)
  const [editing, setEditing] = useState<string | null>(null)
  const [current, setCurrent] = useState<string | null>(null)
  const [fresh, setFresh] = useState<NewNote | null>(null)
  const [said, setSaid] = useSaying()
  const thingName = useThingName(briefing)
  const names = useRef(new Map<string, string>())
  const nameOf = (one: string) => names.current.get(one) ?? one
  const place = useRef<HTMLElement | null>(null)
  const inside = useRef<HTMLElement>(null)

  const byThing = useMemo(() => {
    const found = new Map<string, PlacedAnnotation[]>()
    for (const annotation of list) {
      const thing = thingOf(annotation.target)
      if (thing !== null) found.set(thing, [...(found.get(thing) ?? []), annotation])
    }
    return found
  }, [list])
  const fail = useCallback((error: unknown) => show({ text: words(error) }), [show, words])

  const draftOf = (thing: string, kind: AnnotationKind): AnnotationDraft | null => {
    const target = targetOf(thing)
    if (target === null) return null
    return { briefing: id, version, target, kind, note: '', tags: [] }
  }
  const store = async (draft: AnnotationDraft): Promise<PlacedAnnotation> => {
    const added = await annotations.add(draft)
    setSaid(t('said.added', { kind: t(`app:kind.${added.kind}.name`), quote: thingName(added.target) }))
    return added
  }
  const begin = (thing: string) => {
    const draft = draftOf(thing, 'keypoint')
    if (draft === null) return
    const note = newNote(draft, async () => {
      const added = await store(draft)
      names.current.set(added.id, note.annotation.id)
      return added
    })
    setFresh(note)
    setEditing(note.annotation.id)
    setCurrent(note.annotation.id)
    // The editor itself says what went wrong, when it comes to write the words.
    note.stored().catch(() => {})
  }
  /** Where the focus was when the list opened. */
  const back = useRef<Element | null>(null)
  const close = useCallback(() => {
    setOpen(null)
    setEditing(null)
    setFresh(null)
    const place = back.current
    if (place instanceof HTMLElement) focusWhenDrawn(() => (isCovered(place) ? null : place))
  }, [])
  const openAt: TargetMarks['open'] = (thing, at, how) => {
    const there = byThing.get(thing) ?? []
    place.current = at
    back.current = document.activeElement
    setOpen({ thing, at })
    const [one, ...more] = there
    setCurrent(one ? nameOf(one.id) : null)
    if (how === 'list' || more.length > 0) {
      if (one) focusCard(one.id)
    } else if (one) setEditing(nameOf(one.id))
    else begin(thing)
  }
  const adding = useRef(false)
  const mark = (thing: string, kind: AnnotationKind) => {
    const there = byThing.get(thing) ?? []
    const one = there.find((each) => each.kind === kind) ?? there.at(-1)
    if (one?.kind === kind) {
      annotations.remove(one.id).then(() => setSaid(t('did.removed')), fail)
    } else if (one) changeKind(one.id, kind)
    else {
      const draft = draftOf(thing, kind)
      // A key held down must not mark twice.
      if (draft === null || adding.current) return
      adding.current = true
      store(draft)
        .catch(fail)
        .finally(() => {
          adding.current = false
        })
    }
  }
  const changeKind = (one: string, kind: AnnotationKind) => {
    annotations.change(one, { kind }).then(() => setSaid(t('said.kind', { kind: t(`app:kind.${kind}.name`) })), fail)
  }
  const remove = (one: string) => {
    const rest = shown.filter((each) => each.id !== one)
    if (editing === nameOf(one)) setEditing(null)
    annotations.remove(one).then(() => {
      setSaid(t('did.removed'))
      const [next] = rest
      if (next) {
        setCurrent(nameOf(next.id))
        focusCard(next.id)
      } else close()
    }, fail)
  }

  const focused = () => document.activeElement?.closest<HTMLElement>('[data-mark]') ?? null
  const onThing = (act: (thing: string, at: HTMLElement) => void) => () => {
    const at = focused()
    const thing = at?.dataset.mark
    return at && thing ? act(thing, at) : false
  }
  useKeys({
    ...Object.fromEntries(
      annotationKinds.map((kind, index) => [`Digit${index + 1}`, onThing((thing) => mark(thing, kind))]),
    ),
    KeyN: onThing((thing, at) => openAt(thing, at, 'note')),
  })
  const { undo, redo } = useUndo()
  useKeys(
    {
      'Ctrl+KeyZ': () => (isTyping() ? false : undo()),
      'Ctrl+Shift+KeyZ': () => (isTyping() ? false : redo()),
    },
    { when: open !== null, inDialog: true },
  )

  const stored = open === null ? [] : (byThing.get(open.thing) ?? [])
  const waits = fresh !== null && stored.every(({ id: one }) => nameOf(one) !== fresh.annotation.id)
  const shown = waits && fresh ? [...stored, fresh.annotation] : stored
  const latest = useRef({ byThing, openAt })
  latest.current = { byThing, openAt }
  const marks = useMemo<TargetMarks>(
    () => ({
      of: (thing) =>
        (byThing.get(thing) ?? []).map(({ kind, resolution }) => ({ kind, changed: resolution.status === 'changed' })),
      open: (...how) => latest.current.openAt(...how),
    }),
    [byThing],
  )

  return {
    marks,
    saving: annotations.saving,
    layer: (
      <>
        <div className="vh" role="status" aria-live="polite">
          {said}
        </div>
        {open && (
          <Popover
            className="target-annotations"
            triggerRef={place as RefObject<Element | null>}
            isOpen
            placement="bottom start"
            onOpenChange={(stays) => {
              if (!stays) close()
            }}
          >
            <Dialog aria-label={t('panel.label')} ref={inside}>
              {shown[0] && <AboutTarget briefing={briefing} annotation={{ ...shown[0], resolution: exact }} />}
              <div className="target-annotations-list scroll">
                {shown.map((annotation) => {
                  const name = nameOf(annotation.id)
                  return (
                    <AnnotationCard
                      key={name}
                      annotation={annotation}
                      elsewhere={false}
                      withQuote={false}
                      aboutName={thingName(annotation.target)}
                      current={current === name}
                      about={
                        annotation.target.type === 'cell' && annotation.resolution.status === 'changed' ? (
                          <AboutTarget briefing={briefing} annotation={annotation} />
                        ) : null
                      }
                      hasDraft={false}
                      damagedDraft={null}
                      editor={
                        editing === name ? (
                          <NoteEditor
                            annotation={annotation}
                            draft={null}
                            annotations={annotations}
                            stored={fresh?.annotation.id === name ? fresh.stored : null}
                            onClose={(closed, byKey) => {
                              setEditing((one) => (one === name ? null : one))
                              setFresh((note) => (note?.annotation.id === name ? null : note))
                              if (byKey && shown.length === 1) close()
                              else if (byKey) focusCard(closed)
                            }}
                          />
                        ) : null
                      }
                      onFocusWords={() => setCurrent(name)}
                      onEdit={() => {
                        setCurrent(name)
                        setEditing(name)
                      }}
                      onRemove={() => remove(annotation.id)}
                      onKind={(kind) => changeKind(annotation.id, kind)}
                      onChange={(change) => void annotations.change(annotation.id, change).catch(fail)}
                      onDiscard={() => {}}
                      onReview={
                        needsReview(annotation, version) || annotation.resolution.kept !== undefined
                          ? () => go({ screen: 'review', id, at: annotation.id })
                          : null
                      }
                    />
                  )
                })}
              </div>
              {editing === null && (
                <Button look="quiet" icon="plus" onPress={() => begin(open.thing)}>
                  {t('marks.another')}
                </Button>
              )}
            </Dialog>
          </Popover>
        )}
      </>
    ),
  }
}

const exact = { status: 'exact', places: [] } as const

/** While the list is still there it keeps the focus to itself. */
const isCovered = (place: HTMLElement) => place.closest('[aria-hidden=true], [inert]') !== null

const isTyping = () =>
  document.activeElement instanceof HTMLElement && document.activeElement.matches('textarea, input')
