import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { BlockSelector } from '../../src-shared/annotations/annotation.ts'
import type { Block, Content } from '../../src-shared/briefings/content.ts'
import { blockPlaces } from '../../src-shared/briefings/paragraphs.ts'
import type { Lang } from '../../src-shared/languages.ts'
import { Button } from '../ui/button.tsx'
import { blockElement, pointAt } from '../ui/drawn-text.ts'
import { useKeys } from '../ui/keys.ts'
import { useSaying } from '../ui/saying.ts'
import { useCaret } from './caret.tsx'
import { bothEnds, useSaidSelection } from './said-selection.ts'
import { useSelectedText } from './selected-text.ts'
import { selectorsOf } from './selectors.ts'

/** The text of the new edition, to choose words in by mouse or keyboard: the annotation is put on them. */
export function ReviewPlace({
  content,
  lang,
  near,
  onPlace,
  onBack,
}: {
  readonly content: Content
  readonly lang: Lang
  /** The block at which one begins to look. */
  readonly near: string | null
  readonly onPlace: (selectors: readonly BlockSelector[]) => void
  readonly onBack: () => void
}) {
  const { t } = useTranslation(['review', 'annotations'])
  const root = useRef<HTMLDivElement>(null)
  const blocks = useMemo(
    () => (content.editions[lang]?.blocks ?? []).filter(({ text }) => text !== ''),
    [content, lang],
  )
  const places = useMemo(() => blockPlaces(content), [content])
  const { selected } = useSelectedText(root, true)
  const [said, say] = useSaying()
  const caret = useCaret(root, true, (on) => say(t(on ? 'annotations:caret.on' : 'annotations:caret.off')))
  const selectors = selected ? selectorsOf(selected, (id) => blocks.find((each) => each.id === id) ?? null) : []
  const place = () => (selectors.length > 0 ? onPlace(selectors) : false)

  const { start } = caret
  useEffect(() => {
    const pane = root.current
    const block = pane && (near === null ? null : blockElement(pane, lang, near))
    const point = block && pointAt(block, 0)
    block?.scrollIntoView({ block: 'center' })
    if (point) document.getSelection()?.collapse(point.node, point.offset)
    start()
    return () => document.getSelection()?.removeAllRanges()
  }, [near, lang, start])

  useKeys({
    Enter: (event) => (event.target instanceof HTMLButtonElement ? false : place()),
    Escape: onBack,
  })
  const quote = selectors.map(({ exact }) => exact).join('\n')
  useSaidSelection(quote, true, (words) =>
    say(words === '' ? t('place.none') : t('place.chosen', { quote: bothEnds(words) })),
  )
  return (
    <section className="review-place" aria-label={t('place.title')}>
      <header>
        <h3>{t('place.title')}</h3>
        <p className="qq sm">{t('place.help')}</p>
      </header>
      <div
        className="review-text scroll"
        ref={root}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: words are chosen in it by keyboard
        tabIndex={0}
        role="document"
        aria-label={t('place.text')}
      >
        {blocks.map((block) => (
          <PlaceBlock key={block.id} block={block} lang={lang} number={places.get(block.id)?.number ?? 0} />
        ))}
        {caret.mark}
      </div>
      <p className="vh" role="status">
        {said}
      </p>
      <footer className="review-acts">
        <p className="review-chosen" lang={quote ? lang : undefined}>
          {quote ? t('place.chosen', { quote: short(quote) }) : t('place.none')}
        </p>
        <span className="grow" />
        <Button look="pri" icon="check" disabled={selectors.length === 0} onPress={place}>
          {t('place.here')} <kbd>Enter</kbd>
        </Button>
        <Button onPress={onBack}>
          {t('place.back')} <kbd>Esc</kbd>
        </Button>
      </footer>
    </section>
  )
}

/** One block as one run: the words are drawn as they are stored, so that every place in them is exact. */
function PlaceBlock({ block, lang, number }: { readonly block: Block; readonly lang: Lang; readonly number: number }) {
  return (
    <div className={`review-block k-${block.kind}`}>
      <span className="n" aria-hidden="true">
        {block.kind === 'paragraph' ? number : ''}
      </span>
      <p data-block={block.id} data-lang={lang} lang={lang}>
        <span data-at="0">{block.text}</span>
      </p>
    </div>
  )
}

const short = (quote: string) => {
  const letters = [...quote]
  return letters.length > 48 ? `${letters.slice(0, 48).join('')}…` : quote
}
