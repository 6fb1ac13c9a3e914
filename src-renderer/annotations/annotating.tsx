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
import { type AnnotationKind, annotationKinds, type PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import type { ReadingLanguage } from '../../src-shared/briefings/briefing.ts'
import { type Lang, languages } from '../../src-shared/languages.ts'
import { blockElement, rangesOf } from '../ui/drawn-text.ts'
import { useErrorWords } from '../ui/error-notice.tsx'
import { glideInto } from '../ui/glide.ts'
import { useKeys } from '../ui/keys.ts'
import { useToasts } from '../ui/toasts.tsx'
import { AnnotationCard, focusCard } from './annotation-card.tsx'
import { AnnotationPanel } from './annotation-panel.tsx'
import { useCaret } from './caret.tsx'
import { NoteEditor } from './note-editor.tsx'
import { paint, stretchesByBlock, unpaint } from './painting.ts'
import { copyText, quotation } from './quotation.ts'
import { besideRows, drawnLanguages, quoteOf, type TextRow } from './rows.ts'
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
  /** The text is what is on screen now. */
  readonly shown: boolean
  /** The panel must be open: what is edited has no place in the margin. */
  readonly onNeedPanel: () => void
}

/** Everything between a drawn text and its annotations: selecting, marking, painting, writing, finding again. */
export function useAnnotating(text: AnnotatedText) {
  const { briefing, version, lead, rows, reading, root, shown, onNeedPanel } = text
  const { t } = useTranslation(['annotations', 'app'])
  const { show } = useToasts()
  const words = useErrorWords()
  const annotations = useAnnotations(briefing)
  const { list } = annotations
  const [current, setCurrent] = useState<string | null>(null)
  const [editing, setEditing] = useState<string | null>(null)
  const [justMarked, setJustMarked] = useState<string | null>(null)
  const unfinished = useUnfinished(briefing)
  const [said, setSaid] = useState('')
  const lastKind = useRef<AnnotationKind>('keypoint')
  const { selected, pointing } = useSelectedText(root, shown)
  const caret = useCaret(root, shown)

  const beside = useMemo(
    () => besideRows(rows, list, (row) => drawnLanguages(row, reading, lead)),
    [rows, list, reading, lead],
  )
  const marks = useMemo(() => stretchesByBlock(list), [list])
  const blockOf = useCallback(
    (lang: Lang, id: string) => {
      for (const row of rows) for (const block of row.cells[lang] ?? []) if (block.id === id) return block
      return null
    },
    [rows],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows or another language draw other text nodes
  useLayoutEffect(() => {
    if (root.current && shown) paint(root.current, list, current)
    return unpaint
  }, [root, shown, list, current, rows, reading])

  const goTo = useCallback(
    (id: string) => {
      const annotation = list.find((each) => each.id === id)
      const pane = root.current
      setCurrent(id)
      if (!annotation || !pane || annotation.target.type !== 'text') return
      const place = annotation.resolution.places[0]
      const element = place && blockElement(pane, annotation.target.lang, place.block)
      const range = element && rangesOf(element, place.start, place.end)[0]
      const beside = pane.querySelector(`[data-annotation="${id}"]`)
      if (range) glideInto(pane, range)
      else if (beside) glideInto(pane, beside)
    },
    [list, root],
  )
  // Words of an editor that never came to its end are offered again: the editor opens with them.
  const offered = useRef(false)
  useEffect(() => {
    if (offered.current || !unfinished.any) return
    const open = list.find((each) => unfinished.of(each.id) !== null)
    if (!open) return
    offered.current = true
    setEditing(open.id)
    goTo(open.id)
    show({ text: t('annotations:draft.again') })
  }, [unfinished, list, show, t, goTo])

  const fail = useCallback((error: unknown) => show({ text: words(error) }), [show, words])
  // One that was added a moment ago is not in the list yet, but it has words.
  const inMargin = useCallback(
    (id: string) => reading !== 'parallel' && beside.unplaced.every((annotation) => annotation.id !== id),
    [beside, reading],
  )
  const edit = useCallback(
    (id: string) => {
      setCurrent(id)
      setEditing(id)
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
    [t],
  )

  const selectors = useMemo(
    () => (selected ? selectorsOf(selected, (id) => blockOf(selected[0]?.lang ?? lead, id)) : []),
    [selected, blockOf, lead],
  )
  const selectedLang = selected?.[0]?.lang ?? lead
  const same = selectors.length > 0 ? (list.find((each) => isSame(each, selectors, selectedLang)) ?? null) : null

  const adding = useRef(false)
  const markWords = async (kind: AnnotationKind): Promise<PlacedAnnotation | null> => {
    // A key held down must not mark twice.
    if (adding.current) return null
    adding.current = true
    lastKind.current = kind
    const added = await annotations
      .add({
        briefing,
        version,
        target: { type: 'text', lang: selectedLang, selectors: [...selectors] },
        kind,
        note: '',
        tags: [],
      })
      .finally(() => {
        adding.current = false
      })
    endSelection()
    setCurrent(added.id)
    setJustMarked(added.id)
    say(added)
    return added
  }
  const remove = (id: string) => {
    if (editing === id) setEditing(null)
    if (current === id) setCurrent(null)
    setJustMarked(null)
    annotations.remove(id).then(() => setSaid(t('annotations:did.removed')), fail)
  }
  const changeKind = (id: string, kind: AnnotationKind) => {
    lastKind.current = kind
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
    else if (selectors.length > 0) markWords(lastKind.current).then((added) => added && edit(added.id), fail)
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

  const step = (way: 1 | -1) => {
    const ids = beside.placed.map((noted) => noted.annotation.id)
    if (ids.length === 0) return
    const at = current === null ? -1 : ids.indexOf(current)
    const next = ids[at === -1 ? (way === 1 ? 0 : ids.length - 1) : (at + way + ids.length) % ids.length]
    if (next === undefined) return
    goTo(next)
    focusCard(next)
  }

  useKeys(
    {
      ...Object.fromEntries(annotationKinds.map((kind, index) => [`Digit${index + 1}`, () => onKind(kind)])),
      KeyN: onNote,
      KeyC: onQuotation,
      BracketLeft: () => step(-1),
      BracketRight: () => step(1),
      Escape: () => (selected ? endSelection() : false),
      // From selected words, Tab goes to what can be done with them.
      Tab: () => {
        const inText = document.activeElement === document.body || document.activeElement === root.current
        const button = inText && selected ? root.current?.querySelector<HTMLElement>('.selection-bar button') : null
        return button ? button.focus() : false
      },
    },
    { when: shown },
  )

  const onMark = useCallback((id: string | null) => {
    setJustMarked(null)
    setCurrent(id)
    if (id !== null) focusCard(id)
  }, [])
  useMarkClicks(root, shown, marks, onMark)
  const textOf = useCallback((lang: Lang, block: string) => blockOf(lang, block)?.text ?? '', [blockOf])
  useCanonicalCopy(root, shown, textOf)

  const card = (annotation: PlacedAnnotation, elsewhere: boolean, where: 'margin' | 'panel'): ReactNode => {
    const { id } = annotation
    const here = editing === id && (where === 'margin' || !inMargin(id))
    return (
      <AnnotationCard
        key={id}
        annotation={annotation}
        elsewhere={elsewhere}
        withQuote={where === 'panel'}
        current={current === id}
        hasDraft={![null, annotation.note].includes(unfinished.of(id))}
        editor={
          here ? (
            <NoteEditor
              annotation={annotation}
              draft={unfinished.of(id)}
              annotations={annotations}
              onClose={(byKey) => {
                setEditing((open) => (open === id ? null : open))
                unfinished.done(id)
                if (byKey) focusCard(id)
              }}
            />
          ) : null
        }
        onFocusWords={() => goTo(id)}
        onEdit={() => {
          edit(id)
          goTo(id)
        }}
        onRemove={() => remove(id)}
        onKind={(kind) => changeKind(id, kind)}
      />
    )
  }

  return {
    total: list.length,
    /** How many lost their words. */
    lost: beside.unplaced.filter(({ target }) => target.type === 'text').length,
    error: annotations.error,
    saving: annotations.saving,
    /** How many annotations begin in a row. */
    countOf: (row: string) => beside.byRow.get(row)?.length ?? 0,
    margin: (row: string): ReactNode =>
      (beside.byRow.get(row) ?? []).map(({ annotation, elsewhere }) => card(annotation, elsewhere, 'margin')),
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
        {selected && selectors.length > 0 && !pointing && (
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
