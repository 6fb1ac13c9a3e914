import { type FocusEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import { type Draft, draftKey } from '../../src-shared/annotations/draft.ts'
import { api, codeOf, Refused } from '../api.ts'
import { isComposing } from '../ui/keys.ts'
import { useToasts } from '../ui/toasts.tsx'
import { ConflictChoice } from './conflict-choice.tsx'
import { begunOn, sameWords } from './draft-base.ts'
import { tagOffers, useKnownTags } from './known-tags.ts'
import { tagsOf } from './tags.ts'
import { throttle } from './throttle.ts'
import { holdDraft, thisWindow } from './unfinished.ts'
import type { Annotations } from './use-annotations.ts'

/** Milliseconds between two drafts. Sending and storing come on top: together they stay within the 250 promised (R12). */
export const draftEvery = 100

/**
 * The note and the tags of one annotation: plain text fields, safe for input methods. What is typed is kept as a draft;
 * it is written when the editor is left or closed. A refusal leaves the words where they are.
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
  readonly draft: Draft | null
  readonly annotations: Pick<Annotations, 'change' | 'track'>
  /** The library may still be storing the annotation itself: then this waits for it, and tries again if it failed. */
  readonly stored?: (() => Promise<PlacedAnnotation>) | null
  /** With the id the annotation is stored under. `byKey`: the focus should go back to the card. */
  readonly onClose: (id: string, byKey: boolean) => void
}) {
  const { t } = useTranslation(['annotations', 'errors'])
  const [text, setText] = useState(draft?.text ?? annotation.note)
  /** The tags as the field shows them. */
  const listed = (all: readonly string[]) => all.join(t('annotations:notebook.comma'))
  const [tags, setTags] = useState(draft?.tags ?? listed(annotation.tags))
  const [failed, setFailed] = useState<string | null>(null)
  const [theirs, setTheirs] = useState<PlacedAnnotation | null>(null)
  /** `theirs` was deleted elsewhere: keeping these words brings it back. */
  const [removed, setRemoved] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const gone = useRef(false)
  const { show } = useToasts()
  const help = useId()
  const knownTags = useKnownTags()
  const [known, setKnown] = useState<readonly string[]>([])
  // Until the library has given an id there is nothing that a draft could belong to.
  const [id, setId] = useState(stored ? null : annotation.id)
  const { briefing } = annotation

  // The state this edit was begun on; a change of another field does not make it stale.
  const [begun] = useState(() => begunOn(annotation, draft))
  const base = useRef(begun.on)
  const stale = useRef(begun.stale)
  if (!stale.current && annotation.hlc !== '' && sameWords(annotation, base.current)) base.current = annotation

  const now = useRef({ text, tags })
  now.current = { text, tags }
  // A draft found again goes on under the name it has. One that is found late, because the lock of the window that died
  // outlived it, is taken up where nothing has been typed yet; else it is left alone and offered another time.
  const [found, setFound] = useState(draft?.key ?? null)
  const untouched = text === annotation.note && tags === listed(annotation.tags)
  useEffect(() => {
    if (found !== null || draft === null || !untouched) return
    const { on, stale: late } = begunOn(annotation, draft)
    base.current = on
    stale.current = late
    setFound(draft.key)
    setText(draft.text)
    if (draft.tags !== null) setTags(draft.tags)
  }, [found, draft, untouched, annotation])
  const { keyOf, keep, forget } = useMemo(() => {
    const keyOf = (id: string) => found ?? draftKey(id, thisWindow)
    return {
      keyOf,
      keep: (id: string, words: { readonly text: string; readonly tags: string }) =>
        void api.annotations
          .keepDraft({ key: keyOf(id), briefing, ...words, base: base.current.hlc || null })
          .catch(() => {}),
      forget: (id: string) => void api.annotations.dropDraft({ key: keyOf(id) }).catch(() => {}),
    }
  }, [found, briefing])
  const drafts = useMemo(
    () =>
      throttle<{ readonly text: string; readonly tags: string }>(draftEvery, (words) => {
        if (id !== null) keep(id, words)
      }),
    [id, keep],
  )

  useEffect(() => {
    stored?.().then(
      (added) => {
        base.current = added
        setId(added.id)
        // What was typed meanwhile is a draft from now on.
        if (now.current.text !== '' || now.current.tags !== '') keep(added.id, now.current)
      },
      (error) => setFailed(codeOf(error)),
    )
  }, [stored, keep])
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
    const { text: note, tags: typed } = now.current
    const list = tagsOf(typed)
    const bringsBack = removed && over === theirs
    drafts.drop()
    const stands = (said: PlacedAnnotation) => said.hlc !== '' && sameWords({ note, tags: list }, said)
    if (!bringsBack && (stands(over) || stands(annotation))) {
      forget(over.id)
      return true
    }
    try {
      const fields = { note, tags: [...list] }
      base.current = await annotations.change(over.id, fields, over.hlc, { removed: bringsBack })
      stale.current = false
      setFailed(null)
      setTheirs(null)
      if (now.current.text === note && now.current.tags === typed) forget(over.id)
      return true
    } catch (error) {
      keep(over.id, { text: note, tags: typed })
      if (error instanceof Refused && error.code === 'conflict') {
        setTheirs((error.data.current ?? error.data) as unknown as PlacedAnnotation)
        setRemoved(error.data.removed === true)
        // The card went with the annotation, so the words are offered from the bottom of the window.
        if (gone.current && error.data.removed !== true) show({ text: t('annotations:conflict.kept') })
        if (gone.current && error.data.removed === true) {
          const { hlc } = error.data.current as PlacedAnnotation
          const run = () =>
            annotations
              .change(over.id, { note, tags: [...list] }, hlc, { removed: true })
              .then(() => forget(over.id))
              .catch(() => {})
          show({ text: t('annotations:conflict.removed'), action: { label: t('annotations:conflict.bringBack'), run } })
        }
      } else setFailed(codeOf(error))
      return false
    }
  }
  const ending = useRef<Promise<unknown>>(Promise.resolve())
  const latest = useRef(commit)
  latest.current = commit
  const close = async (byKey: boolean) => {
    if (await commit()) onClose(base.current.id, byKey)
  }

  useEffect(() => {
    const place = field.current
    place?.focus({ preventScroll: true })
    place?.setSelectionRange(place.value.length, place.value.length)
    place?.closest('.card-float, article')?.scrollIntoView({ block: 'nearest' })
    // Leaving the briefing while an editor is open keeps its words.
    gone.current = false
    return () => {
      gone.current = true
      ending.current = latest.current()
    }
  }, [])

  // Another window leaves the draft of a living editor alone; this one lets go of it when its words are written.
  useEffect(() => {
    if (id === null) return
    const letGo = holdDraft(keyOf(id))
    return () => void ending.current.then(letGo, letGo)
  }, [id, keyOf])

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
          drafts.give({ text: event.target.value, tags: now.current.tags })
        }}
      />
      <label className="note-editor-tags">
        <span>{t('annotations:editor.tags')}</span>
        <input
          value={tags}
          list={`${help}-tags`}
          onFocus={() => setKnown(knownTags())}
          placeholder={t('annotations:editor.tagsHint')}
          spellCheck={false}
          onChange={(event) => {
            setTags(event.target.value)
            drafts.give({ text: now.current.text, tags: event.target.value })
          }}
        />
      </label>
      <datalist id={`${help}-tags`}>
        {tagOffers(tags, known).map((offer) => (
          <option key={offer} value={offer} />
        ))}
      </datalist>
      {failed && (
        <p className="note-editor-failed" role="alert">
          {t(`errors:${failed}` as never, { defaultValue: t('annotations:editor.failed') })}{' '}
          {t('annotations:editor.kept')}
        </p>
      )}
      {theirs && (
        <ConflictChoice
          what={t(removed ? 'annotations:conflict.removed' : 'annotations:conflict.what')}
          theirs={removed ? null : theirs}
          withTags={!sameWords({ note: '', tags: tagsOf(tags) }, { note: '', tags: theirs.tags })}
          mine={t(removed ? 'annotations:conflict.bringBack' : 'annotations:conflict.mine')}
          leave={t(removed ? 'annotations:conflict.leave' : 'annotations:conflict.theirs')}
          onMine={() => void commit(theirs).then((done) => done && onClose(theirs.id, true))}
          onLeave={() => {
            drafts.drop()
            if (removed) {
              now.current = { text: base.current.note, tags: listed(base.current.tags) }
              forget(theirs.id)
              return onClose(theirs.id, true)
            }
            base.current = theirs
            stale.current = false
            now.current = { text: theirs.note, tags: listed(theirs.tags) }
            setText(theirs.note)
            setTags(listed(theirs.tags))
            setTheirs(null)
          }}
        />
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
