import { type FocusEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import { api, codeOf, Refused } from '../api.ts'
import { isComposing } from '../ui/keys.ts'
import { useToasts } from '../ui/toasts.tsx'
import { tagsOf } from './tags.ts'
import { throttle } from './throttle.ts'
import type { Annotations } from './use-annotations.ts'

/** How the draft of an annotation's note is named. */
export const draftKey = (id: string): string => `annotation/${id}`

/** Milliseconds between two drafts. Sending and storing come on top: together they stay within the 250 promised (R12). */
export const draftEvery = 100

/**
 * The note of one annotation: a plain text field, safe for input methods. Every pause is kept as a draft;
 * the note itself is written when the editor is left or closed. A refusal leaves the words where they are.
 */
export function NoteEditor({
  annotation,
  draft,
  annotations,
  stored = null,
  onClose,
}: {
  readonly annotation: PlacedAnnotation
  /** Words of an editor that never came to its end; null if there are none. */
  readonly draft: string | null
  readonly annotations: Pick<Annotations, 'change' | 'track'>
  /** The library may still be storing the annotation itself: then this waits for it, and tries again if it failed. */
  readonly stored?: (() => Promise<PlacedAnnotation>) | null
  /** With the id the annotation is stored under. `byKey`: the focus should go back to the card. */
  readonly onClose: (id: string, byKey: boolean) => void
}) {
  const { t } = useTranslation(['annotations', 'errors'])
  const [text, setText] = useState(draft ?? annotation.note)
  const [tags, setTags] = useState(annotation.tags.join(', '))
  const [failed, setFailed] = useState<string | null>(null)
  const [theirs, setTheirs] = useState<PlacedAnnotation | null>(null)
  /** `theirs` was deleted elsewhere: keeping these words brings it back. */
  const [removed, setRemoved] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const gone = useRef(false)
  const { show } = useToasts()
  const help = useId()
  // Until the library has given an id there is nothing that a draft could belong to.
  const [id, setId] = useState(stored ? null : annotation.id)
  const { briefing } = annotation

  // The state this edit was begun on; a change of another field does not make it stale.
  const base = useRef(annotation)
  if (
    annotation.hlc !== '' &&
    annotation.note === base.current.note &&
    annotation.tags.join() === base.current.tags.join()
  )
    base.current = annotation

  const drafts = useMemo(
    () =>
      throttle<string>(draftEvery, (value) => {
        if (id !== null) void api.annotations.keepDraft({ key: draftKey(id), briefing, text: value }).catch(() => {})
      }),
    [id, briefing],
  )
  const now = useRef({ text, tags })
  now.current = { text, tags }

  useEffect(() => {
    stored?.().then(
      (added) => {
        base.current = added
        setId(added.id)
        // What was typed meanwhile is a draft from now on.
        if (now.current.text !== '')
          void api.annotations.keepDraft({ key: draftKey(added.id), briefing, text: now.current.text }).catch(() => {})
      },
      (error) => setFailed(codeOf(error)),
    )
  }, [stored, briefing])

  const commit = async (wanted?: PlacedAnnotation): Promise<boolean> => {
    if (stored && base.current.hlc === '') {
      try {
        base.current = await stored()
        setId(base.current.id)
      } catch (error) {
        setFailed(codeOf(error))
        return false
      }
    }
    const over = wanted ?? base.current
    const key = draftKey(over.id)
    const note = now.current.text
    const list = tagsOf(now.current.tags)
    drafts.drop()
    if (!(removed && over === theirs) && note === over.note && list.join() === over.tags.join()) {
      void api.annotations.dropDraft({ key }).catch(() => {})
      return true
    }
    try {
      base.current = await annotations.change(over.id, { note, tags: [...list] }, over.hlc)
      setFailed(null)
      setTheirs(null)
      if (now.current.text === note) void api.annotations.dropDraft({ key }).catch(() => {})
      return true
    } catch (error) {
      void api.annotations.keepDraft({ key, briefing, text: note }).catch(() => {})
      if (error instanceof Refused && error.code === 'conflict') {
        setTheirs((error.data.current ?? error.data) as unknown as PlacedAnnotation)
        setRemoved(error.data.removed === true)
        // The card went with the annotation, so the words are offered from the bottom of the window.
        if (gone.current && error.data.removed === true) {
          const { hlc } = error.data.current as PlacedAnnotation
          const run = () => annotations.change(annotation.id, { note, tags: [...list] }, hlc).catch(() => {})
          show({ text: t('annotations:conflict.removed'), action: { label: t('annotations:conflict.bringBack'), run } })
        }
      } else setFailed(codeOf(error))
      return false
    }
  }
  const latest = useRef(commit)
  latest.current = commit
  const close = async (byKey: boolean) => {
    if (await commit()) onClose(base.current.id, byKey)
  }

  useEffect(() => {
    const place = field.current
    place?.focus({ preventScroll: true })
    place?.setSelectionRange(place.value.length, place.value.length)
    place?.closest('article')?.scrollIntoView({ block: 'nearest' })
    // Leaving the briefing while an editor is open keeps its words.
    gone.current = false
    return () => {
      gone.current = true
      void latest.current()
    }
  }, [])

  const leave = (event: FocusEvent<HTMLFieldSetElement>) => {
    if (event.currentTarget.contains(event.relatedTarget)) return
    if (document.hasFocus() && !theirs) void close(false)
    else if (!theirs) void commit()
  }

  return (
    <fieldset
      className="note-editor"
      onBlur={leave}
      onKeyDown={(event) => {
        if (isComposing(event.nativeEvent)) return
        const ctrl = event.ctrlKey || event.metaKey
        if ((event.code === 'Enter' && ctrl) || event.code === 'Escape') {
          event.preventDefault()
          event.stopPropagation()
          void close(true)
        } else if (event.code === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault()
      }}
    >
      <legend className="vh">{t('annotations:editor.label')}</legend>
      <textarea
        ref={field}
        value={text}
        rows={Math.min(12, Math.max(3, text.split('\n').length + 1))}
        aria-label={t('annotations:editor.note')}
        aria-describedby={help}
        spellCheck={false}
        onChange={(event) => {
          setText(event.target.value)
          drafts.give(event.target.value)
        }}
      />
      <input
        value={tags}
        aria-label={t('annotations:editor.tags')}
        placeholder={t('annotations:editor.tagsHint')}
        spellCheck={false}
        onChange={(event) => setTags(event.target.value)}
      />
      {failed && (
        <p className="note-editor-failed" role="alert">
          {t(`errors:${failed}` as never, { defaultValue: t('annotations:editor.failed') })}{' '}
          {t('annotations:editor.kept')}
        </p>
      )}
      {theirs && (
        <div className="note-editor-conflict" role="alert">
          <p>{t(removed ? 'annotations:conflict.removed' : 'annotations:conflict.what')}</p>
          {!removed && <blockquote>{theirs.note || t('annotations:conflict.empty')}</blockquote>}
          <button
            type="button"
            className="btn"
            onClick={() => void commit(theirs).then((done) => done && onClose(theirs.id, true))}
          >
            {t(removed ? 'annotations:conflict.bringBack' : 'annotations:conflict.mine')}
          </button>
          <button
            type="button"
            className="btn"
            onClick={() => {
              if (removed) {
                drafts.drop()
                now.current = { text: base.current.note, tags: base.current.tags.join(', ') }
                void api.annotations.dropDraft({ key: draftKey(theirs.id) }).catch(() => {})
                return onClose(theirs.id, true)
              }
              base.current = theirs
              now.current = { text: theirs.note, tags: theirs.tags.join(', ') }
              setText(theirs.note)
              setTags(theirs.tags.join(', '))
              setTheirs(null)
            }}
          >
            {t(removed ? 'annotations:conflict.leave' : 'annotations:conflict.theirs')}
          </button>
        </div>
      )}
      <div className="note-editor-foot">
        <span id={help}>{t('annotations:editor.help')}</span>
        <button type="button" className="btn quiet" onClick={() => void close(true)}>
          {t('annotations:editor.close')}
        </button>
      </div>
    </fieldset>
  )
}
