import {
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import {
  type AnnotationDraft,
  type AnnotationKind,
  annotationKinds,
  needsReview,
  type PlacedAnnotation,
} from '../../src-shared/annotations/annotation.ts'
import { annotationOfDraft } from '../../src-shared/annotations/draft.ts'
import type { ReadingLanguage } from '../../src-shared/briefings/briefing.ts'
import { type Lang, languages } from '../../src-shared/languages.ts'
import { blockAround, blockElement, offsetAt, pointAt, rangesOf } from '../ui/drawn-text.ts'
import { useErrorWords } from '../ui/error-notice.tsx'
import { focusIsLost, focusWhenDrawn, isInText } from '../ui/focus.ts'
import { glideInto } from '../ui/glide.ts'
import { useKeys } from '../ui/keys.ts'
import { useNavigation } from '../ui/navigation.tsx'
import { useSaying } from '../ui/saying.ts'
import { useToasts } from '../ui/toasts.tsx'
import { useAdjusting } from './adjusting.tsx'
import { alignedMarks } from './aligned-marks.ts'
import { AnnotationCard, focusCard } from './annotation-card.tsx'
import { AnnotationPanel, isLost } from './annotation-panel.tsx'
import { useCaret } from './caret.tsx'
import { MarginRow } from './margin-row.tsx'
import { type NewNote, newNote } from './new-note.ts'
import { NoteEditor } from './note-editor.tsx'
import { paint, paintCurrent, stretchesByBlock, unpaint, unpaintCurrent } from './painting.ts'
import { copyText, quotation } from './quotation.ts'
import { besideRows, drawnLanguages, quoteOf, type TextRow } from './rows.ts'
import { bothEnds, useSaidSelection } from './said-selection.ts'
import { endSelection, isSame, useSelectedText } from './selected-text.ts'
import { SelectionBar } from './selection-bar.tsx'
import { selectorsOf } from './selectors.ts'
import { useCanonicalCopy, useMarkClicks } from './text-pointer.ts'
import { useUnfinished } from './unfinished.ts'
import { useAnnotations } from './use-annotations.ts'
import './highlights.css'

export interface AnnotatedText {
  readonly briefing: string
  readonly version: string
  readonly title: (lang: Lang) => string
  readonly lead: Lang
  readonly rows: readonly TextRow[]
  readonly reading: ReadingLanguage
  /** The scrolling pane the text is drawn in. */
  readonly root: RefObject<HTMLElement | null>
  /** What an annotation is about that stands on no words. */
  readonly about: (annotation: PlacedAnnotation) => ReactNode
  /** The same as words; empty for text. */
  readonly aboutName: (annotation: PlacedAnnotation) => string
  /** The text is what is on screen now. */
  readonly shown: boolean
  /** The panel is open: there the cards stand, and not beside the text as well. */
  readonly panelOpen: boolean
  /** The panel must be open: what is edited has no place in the margin. */
  readonly onNeedPanel: () => void
}

/** Everything between a drawn text and its annotations: selecting, marking, painting, writing, finding again. */
export function useAnnotating(text: AnnotatedText) {
  const { briefing, version, lead, rows, reading, root, shown, panelOpen, onNeedPanel } = text
  const { t, i18n } = useTranslation(['annotations', 'app'])
  const { show } = useToasts()
  const { go } = useNavigation()
  const words = useErrorWords()
  /** Where what had the focus is gone, it comes to the text. */
  const toText = useCallback(() => focusWhenDrawn(() => (focusIsLost() ? root.current : null)), [root])
  const annotations = useAnnotations(briefing, {
    onBack: (id) => {
      setCurrent(names.current.get(id) ?? id)
      focusCard(id)
    },
    onGone: toText,
  })
  const { list } = annotations
  const [current, setCurrent] = useState<string | null>(null)
  const [editing, setEditing] = useState<string | null>(null)
  const [justMarked, setJustMarked] = useState<string | null>(null)
  const unfinished = useUnfinished(briefing)
  const [said, setSaid] = useSaying()
  const { selected, pointing } = useSelectedText(root, shown)
  const caret = useCaret(root, shown, (on) => setSaid(t(on ? 'annotations:caret.on' : 'annotations:caret.off')))
  // What was said of the text is old when it comes back.
  useEffect(() => {
    if (!shown) setSaid('')
  }, [shown, setSaid])

  // The note being written while its mark is stored, and the name its card keeps once the library knows it by an id.
  const [fresh, setFresh] = useState<NewNote | null>(null)
  const names = useRef(new Map<string, string>())
  const nameOf = (id: string) => names.current.get(id) ?? id
  const listed = useMemo(() => {
    const name = fresh?.annotation.id
    if (!fresh || list.some(({ id }) => names.current.get(id) === name)) return list
    return [...list, fresh.annotation]
  }, [list, fresh])
  const beside = useMemo(
    () => besideRows(rows, listed, (row) => drawnLanguages(row, reading, lead)),
    [rows, listed, reading, lead],
  )
  const aligned = useMemo(
    () => alignedMarks(rows, beside.touching, (row) => drawnLanguages(row, reading, lead)),
    [rows, beside, reading, lead],
  )
  // A click on such words leads to the annotation, too; its own words lie on top.
  const marks = useMemo(() => {
    const own = stretchesByBlock(list)
    return new Map([...aligned, ...own].map(([key]) => [key, [...(own.get(key) ?? []), ...(aligned.get(key) ?? [])]]))
  }, [list, aligned])
  const blockOf = useCallback(
    (lang: Lang, id: string) => {
      for (const row of rows) for (const block of row.cells[lang] ?? []) if (block.id === id) return block
      return null
    },
    [rows],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows or another language draw other text nodes
  useLayoutEffect(() => {
    if (root.current && shown) paint(root.current, list, aligned)
    return unpaint
  }, [root, shown, list, aligned, rows, reading])
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useLayoutEffect(() => {
    const one = list.find(({ id }) => nameOf(id) === current)
    if (root.current && shown && one) paintCurrent(root.current, one)
    return unpaintCurrent
  }, [root, shown, list, current, rows, reading])

  const goTo = useCallback(
    (id: string) => {
      const annotation = list.find((each) => each.id === id)
      const pane = root.current
      setCurrent(names.current.get(id) ?? id)
      if (!annotation || !pane) return
      const place = annotation.target.type === 'text' ? annotation.resolution.places[0] : undefined
      if (place === undefined || annotation.target.type !== 'text') {
        // What has no words in the text stands in the panel.
        onNeedPanel()
        requestAnimationFrame(() =>
          document.querySelector(`[data-annotation="${id}"]`)?.scrollIntoView({ block: 'nearest' }),
        )
        return
      }
      const element = blockElement(pane, annotation.target.lang, place.block)
      const range = element && rangesOf(element, place.start, place.end)[0]
      const beside = pane.querySelector(`[data-annotation="${id}"]`)
      if (range) glideInto(pane, range)
      else if (beside) glideInto(pane, beside)
    },
    [list, root, onNeedPanel],
  )
  const fail = useCallback((error: unknown) => show({ text: words(error) }), [show, words])
  // Words of an editor that never came to its end are offered again: the editor opens with them.
  const offered = useRef(false)
  useEffect(() => {
    if (offered.current || unfinished.all.length === 0 || annotations.isPending) return
    const open = list.find((each) => unfinished.of(each.id) !== null)
    offered.current = true
    if (open) {
      setEditing(open.id)
      goTo(open.id)
      return show({ text: t('annotations:draft.again') })
    }
    const ofRemoved = unfinished.all.find(({ damaged }) => !damaged)
    const id = ofRemoved && annotationOfDraft(ofRemoved.key)
    if (!id) return
    const back = () => annotations.bringBack(id).then(() => setEditing(id), fail)
    const actions = [
      { label: t('annotations:draft.bringBack'), run: back },
      { label: t('annotations:draft.discard'), run: () => unfinished.discard(ofRemoved.key) },
    ]
    show({ text: t('annotations:draft.ofRemoved'), action: actions })
  }, [unfinished, list, annotations, show, t, goTo, fail])

  // One that was added a moment ago is not in the list yet, but it has words.
  const inMargin = useCallback(
    (id: string) => !panelOpen && reading !== 'parallel' && beside.unplaced.every((annotation) => annotation.id !== id),
    [beside, reading, panelOpen],
  )
  // A card that goes from the margin to the panel or back leaves its editor, which writes its words as it goes; an editor
  // opened anew at once would begin with the words of before.
  const [wasOpen, setWasOpen] = useState(panelOpen)
  if (wasOpen !== panelOpen) {
    setWasOpen(panelOpen)
    if (reading !== 'parallel' && beside.placed.some(({ annotation: { id } }) => nameOf(id) === editing))
      setEditing(null)
  }
  const edit = useCallback(
    (id: string) => {
      setCurrent(names.current.get(id) ?? id)
      setEditing(names.current.get(id) ?? id)
      if (!inMargin(id)) onNeedPanel()
    },
    [inMargin, onNeedPanel],
  )
  const say = useCallback(
    (annotation: PlacedAnnotation) =>
      setSaid(
        t('annotations:said.added', {
          kind: t(`app:kind.${annotation.kind}.name`),
          quote: quoteOf(annotation).slice(0, 60),
        }),
      ),
    [t, setSaid],
  )

  const selectors = useMemo(
    () => (selected ? selectorsOf(selected, (id) => blockOf(selected[0]?.lang ?? lead, id)) : []),
    [selected, blockOf, lead],
  )
  const selectedLang = selected?.[0]?.lang ?? lead
  const selectedWords = selectors.map(({ exact }) => exact).join('\n')
  const told = useSaidSelection(selectedWords, caret.on && shown && !pointing, (words) => {
    if (words !== '') setSaid(t('annotations:said.selected', { quote: bothEnds(words) }))
  })
  const same = selectors.length > 0 ? (list.find((each) => isSame(each, selectors, selectedLang)) ?? null) : null

  const adding = useRef(false)
  const store = async (draft: AnnotationDraft): Promise<PlacedAnnotation> => {
    adding.current = true
    const added = await annotations.add(draft).finally(() => {
      adding.current = false
    })
    setJustMarked(added.id)
    say(added)
    return added
  }
  const draftOf = (kind: AnnotationKind): AnnotationDraft => ({
    briefing,
    version,
    target: { type: 'text', lang: selectedLang, selectors: [...selectors] },
    kind,
    note: '',
    tags: [],
  })
  const markWords = async (kind: AnnotationKind): Promise<void> => {
    // A key held down must not mark twice.
    if (adding.current) return
    const added = await store(draftOf(kind))
    endSelection()
    setCurrent(added.id)
  }
  /**
   * Marks the words and opens the note of the mark without waiting for the library. It is a key point, whatever was marked
   * before: a kind nobody chose would make a task of a remark.
   */
  const noteWords = () => {
    if (adding.current) return
    const draft = draftOf('keypoint')
    const note = newNote(draft, async () => {
      const added = await store(draft)
      names.current.set(added.id, note.annotation.id)
      return added
    })
    endSelection()
    setFresh(note)
    edit(note.annotation.id)
    // The editor itself says what went wrong, when it comes to write the words.
    note.stored().catch(() => {})
  }
  const remove = (id: string) => {
    const ids = beside.placed.map((noted) => noted.annotation.id)
    const at = ids.indexOf(id)
    const next = ids[at + 1] ?? ids[at - 1] ?? null
    if (editing === nameOf(id)) setEditing(null)
    setFresh((note) => (note?.annotation.id === nameOf(id) ? null : note))
    setJustMarked(null)
    const hadFocus = document.activeElement?.closest(`[data-annotation="${id}"]`) != null
    annotations.remove(id).then(() => {
      setSaid(t('annotations:did.removed'))
      const goOn = hadFocus && at !== -1 ? next : null
      setCurrent((now) => (now === nameOf(id) ? goOn && nameOf(goOn) : now))
      if (goOn !== null) focusCard(goOn)
      else toText()
    }, fail)
  }
  const changeKind = (id: string, kind: AnnotationKind) => {
    annotations
      .change(id, { kind })
      .then(() => setSaid(t('annotations:said.kind', { kind: t(`app:kind.${kind}.name`) })), fail)
  }
  // What keys 1 to 5 and N act on when no words are selected: the annotation just made, or the one whose card has the focus.
  const held = (): PlacedAnnotation | null => {
    const focused = document.activeElement?.closest<HTMLElement>('[data-annotation]')?.dataset.annotation
    return list.find((each) => each.id === (focused ?? justMarked)) ?? null
  }
  const onKind = (kind: AnnotationKind) => {
    const one = selected ? same : held()
    if (one?.kind === kind) remove(one.id)
    else if (one) changeKind(one.id, kind)
    else if (selectors.length > 0) markWords(kind).catch(fail)
    else return false
  }
  const onNote = () => {
    const one = selected ? same : held()
    if (one) edit(one.id)
    else if (selectors.length > 0) noteWords()
    else return false
  }
  const paragraphOf = (block: string) =>
    rows.find((row) => languages.some((lang) => row.cells[lang]?.some((each) => each.id === block)))?.number ?? null
  const onQuotation = () => {
    const [first] = selectors
    if (!first) return false
    const said = selectors.map((each) => each.exact).join('\n')
    copyText(quotation(said, selectedLang, text.title(selectedLang), paragraphOf(first.block)))
    show({ text: t('annotations:did.copied') })
  }

  /** The annotations before and after the caret; null where the caret is not in the text, or a card has the focus. */
  const aroundCaret = (): readonly [string | undefined, string | undefined] | null => {
    const { focusNode, focusOffset = 0 } = document.getSelection() ?? {}
    const element = blockAround(focusNode ?? null)
    if (!focusNode || !element || !root.current?.contains(element)) return null
    if (document.activeElement?.closest('[data-annotation]')) return null
    const rowOf = (lang: Lang, block: string | undefined) =>
      rows.findIndex((row) => row.cells[lang]?.some(({ id }) => id === block))
    const caretRow = rowOf(element.dataset.lang as Lang, element.dataset.block)
    const offset = offsetAt(element, focusNode, focusOffset)
    const after = beside.placed.findIndex(({ annotation: { target, resolution } }) => {
      const [place] = resolution.places
      if (target.type !== 'text' || !place) return false
      const row = rowOf(target.lang, place.block)
      return row > caretRow || (row === caretRow && place.start > offset)
    })
    const ids = beside.placed.map(({ annotation }) => annotation.id)
    const next = after === -1 ? ids.length : after
    return [ids[next - 1] ?? ids.at(-1), ids[next] ?? ids[0]]
  }
  const step = (way: 1 | -1) => {
    const ids = beside.placed.map((noted) => noted.annotation.id)
    const at = current === null ? -1 : ids.findIndex((id) => nameOf(id) === current)
    const fromCurrent = ids[at === -1 ? (way === 1 ? 0 : ids.length - 1) : (at + way + ids.length) % ids.length]
    const around = aroundCaret()
    const next = around === null ? fromCurrent : around[way === 1 ? 1 : 0]
    if (next === undefined) return
    goTo(next)
    focusCard(next)
  }

  /** From the head of a card or a mark in the text: the focus goes to the text, the caret to the words. */
  const backToText = () => {
    const { activeElement } = document
    const pane = root.current
    const from = activeElement?.closest<HTMLElement>('.card-head, [role=doc-noteref], .k-footnote')
    if (!pane || !from || !activeElement) return false
    const { annotation: id } = from.closest<HTMLElement>('[data-annotation]')?.dataset ?? {}
    const one = list.find((each) => each.id === id)
    const place = one?.resolution.places[0]
    const words = one?.target.type === 'text' && place && blockElement(pane, one.target.lang, place.block)
    const selection = document.getSelection()
    if (words) {
      const point = pointAt(words, place.start)
      if (point) selection?.collapse(point.node, point.offset)
    } else if (blockAround(from)) {
      const range = document.createRange()
      range.setStartBefore(from)
      selection?.collapse(range.startContainer, range.startOffset)
    } else if (!pane.contains(from)) return false
    pane.focus({ preventScroll: true })
  }

  const adjusting = useAdjusting({
    root,
    when: shown,
    selected,
    selectors,
    lang: selectedLang,
    startCaret: caret.start,
    onApply: (annotation, target) =>
      void annotations.replace(annotation.id, version, target).then((made) => {
        setJustMarked(made.id)
        setCurrent(made.id)
        focusCard(made.id)
        setSaid(t('annotations:said.adjusted', { quote: quoteOf(made).slice(0, 60) }))
      }, fail),
    onEnd: ({ id }) => focusCard(id),
    say: setSaid,
  })
  const onAdjust = () => {
    const one = selected ? same : held()
    if (!one) return false
    // The mode says the words it begins with itself.
    told.current = quoteOf(one)
    return adjusting.start(one)
  }
  useKeys(
    {
      ...Object.fromEntries(annotationKinds.map((kind, index) => [`Digit${index + 1}`, () => onKind(kind)])),
      KeyN: onNote,
      KeyA: onAdjust,
      KeyC: onQuotation,
      BracketLeft: () => step(-1),
      BracketRight: () => step(1),
      Escape: () => (selected ? endSelection() : backToText()),
      // From selected words, Tab goes to what can be done with them.
      Tab: () => {
        const inText = isInText(root.current, document.activeElement)
        const button = inText && selected ? root.current?.querySelector<HTMLElement>('.selection-bar button') : null
        return button ? button.focus() : false
      },
    },
    { when: shown && !adjusting.on },
  )

  const onMark = useCallback((id: string | null) => {
    setJustMarked(null)
    setCurrent(id && (names.current.get(id) ?? id))
    if (id !== null) focusCard(id)
  }, [])
  useMarkClicks(root, shown, marks, onMark)
  const textOf = useCallback((lang: Lang, block: string) => blockOf(lang, block)?.text ?? '', [blockOf])
  useCanonicalCopy(root, shown, textOf)

  // A row of the margin is drawn anew only for what it shows, so its cards ask for the actions of today.
  const acts = useRef({ goTo, edit, remove, changeKind })
  acts.current = { goTo, edit, remove, changeKind }
  const card = (
    annotation: PlacedAnnotation,
    elsewhere: boolean,
    where: 'margin' | 'panel',
    near = true,
  ): ReactNode => {
    const { id } = annotation
    const name = nameOf(id)
    const draft = unfinished.of(id)
    const here = editing === name && (where === 'margin' || !inMargin(id))
    return (
      <AnnotationCard
        key={name}
        annotation={annotation}
        elsewhere={elsewhere}
        withQuote={where === 'panel'}
        current={current === name}
        hasDraft={unfinished.of(id) !== null}
        damagedDraft={unfinished.damagedOf(id)}
        near={near}
        about={annotation.target.type === 'text' ? null : text.about(annotation)}
        aboutName={text.aboutName(annotation)}
        onDiscard={unfinished.discard}
        onReview={
          needsReview(annotation, version) || annotation.resolution.kept !== undefined
            ? () => go({ screen: 'review', id: briefing, at: id })
            : null
        }
        editor={
          here ? (
            <NoteEditor
              // A draft that is found while the editor stands open already gets an editor of its own.
              key={draft?.key ?? 'new'}
              annotation={annotation}
              draft={draft}
              annotations={annotations}
              stored={fresh?.annotation.id === name ? fresh.stored : null}
              onClose={(closed, byKey) => {
                setEditing((open) => (open === name ? null : open))
                setFresh((note) => (note?.annotation.id === name ? null : note))
                if (draft) unfinished.done(draft.key)
                if (byKey) focusCard(closed)
              }}
            />
          ) : null
        }
        onFocusWords={() => acts.current.goTo(id)}
        onEdit={() => {
          acts.current.edit(id)
          acts.current.goTo(id)
        }}
        onRemove={() => acts.current.remove(id)}
        onKind={(kind) => acts.current.changeKind(id, kind)}
        onChange={(change) => void annotations.change(id, change).catch(fail)}
      />
    )
  }

  return {
    total: list.length,
    /** How many lost their words. */
    lost: beside.unplaced.filter(isLost).length,
    list,
    error: annotations.error,
    saving: annotations.saving,
    /** How many annotations begin in a row. */
    countOf: (row: string) => beside.byRow.get(row)?.length ?? 0,
    margin: (row: string): ReactNode => {
      const noted = beside.byRow.get(row)
      if (!noted || panelOpen) return null
      const open = noted
        .map(({ annotation }) => annotation.id)
        .filter((id) => nameOf(id) === current || nameOf(id) === editing)
      return (
        <MarginRow
          noted={noted}
          open={open}
          // With an open card, or drafts about, the row follows everything.
          stamp={open.length > 0 || unfinished.all.length > 0 ? {} : i18n.language}
          card={({ annotation, elsewhere }, near) => card(annotation, elsewhere, 'margin', near)}
        />
      )
    },
    /** The kind of the double bar a block carries for an annotation made in another language, or null. */
    bar: (row: string, lang: Lang): AnnotationKind | null =>
      beside.touching.get(row)?.find(({ target }) => target.type === 'text' && target.lang !== lang)?.kind ?? null,
    panel: (
      <AnnotationPanel
        rows={beside}
        card={(annotation, elsewhere) =>
          card(
            annotation,
            elsewhere || (reading === 'parallel' && rows.some((row) => languages.every((lang) => row.cells[lang]))),
            'panel',
          )
        }
      />
    ),
    /** Drawn inside the scrolling pane, over the text. */
    layer: (
      <>
        {caret.mark}
        {adjusting.bar}
        {selected && selectors.length > 0 && !pointing && !adjusting.on && (
          <SelectionBar
            root={root}
            selected={selected}
            pressed={same?.kind ?? null}
            onKind={onKind}
            onNote={onNote}
            onQuotation={onQuotation}
          />
        )}
        <div className="vh" role="status" aria-live="polite">
          {said}
        </div>
      </>
    ),
    goTo,
  }
}

export type Annotating = ReturnType<typeof useAnnotating>
