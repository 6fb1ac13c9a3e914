import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnnotationKind, Target } from '../../src-shared/annotations/annotation.ts'
import type { ReviewBlock, ReviewItem, ReviewSide } from '../../src-shared/annotations/review.ts'
import type { Content } from '../../src-shared/briefings/content.ts'
import { blockPlaces } from '../../src-shared/briefings/paragraphs.ts'
import { keptShare, type WordSegment, wordDiff } from '../../src-shared/briefings/word-diff.ts'
import { inLanguage, type Lang } from '../../src-shared/languages.ts'
import { DiffText } from '../ui/diff-text.tsx'
import { useSettings } from '../ui/settings.tsx'
import { useThingWords } from './review-words.ts'

/** Two texts with less in common are not one text that was changed. */
const comparable = 0.3

/** The passage or thing an annotation is about, as it was and as it is. */
export function ReviewCompare({
  item,
  decided,
  content,
  number,
}: {
  readonly item: ReviewItem
  /** The reader has said where it stands. */
  readonly decided: boolean
  /** The current version, for the passage nearest to lost words. */
  readonly content: Content | null
  /** Of the current version. */
  readonly number: number
}) {
  const { annotation, before } = item
  const { target, kind } = annotation
  if (target.type === 'text') {
    return <Passages item={item} decided={decided} lang={target.lang} kind={kind} content={content} number={number} />
  }
  const now = item.now ?? item.offer
  if (target.type === 'cell') {
    return (
      <Columns before={before} now={now} number={number}>
        <CellValue side={before} which="cellWas" />
        {now ? <CellValue side={now} which="cellNow" /> : <Lost words="lostThing" />}
      </Columns>
    )
  }
  return <Things type={target.type} before={before} now={now} number={number} />
}

function Passages({
  item,
  decided,
  lang,
  kind,
  content,
  number,
}: {
  readonly item: ReviewItem
  readonly decided: boolean
  readonly lang: Lang
  readonly kind: AnnotationKind
  readonly content: Content | null
  readonly number: number
}) {
  const { t } = useTranslation('review')
  const { before, found } = item
  const now = item.now ?? item.offer
  const near = now === null ? nearOf(item.near, lang, content, number) : null
  const right = now ?? near
  const pairs = pairsOf(before.blocks, right?.blocks ?? [])
  return (
    <>
      {now === null && !decided && <Lost words={before.number === 0 ? 'lostFile' : 'lost'} />}
      {now !== null && found === 'rewritten' && item.now !== null && <p className="qq sm">{t('replaced')}</p>}
      <Columns before={before} now={right} number={number} near={now === null}>
        <div lang={lang} className="was">
          {pairs.map(
            ({ was, parts }) => was && <Passage key={was.id} block={was} parts={parts.was} side="was" kind={kind} />,
          )}
        </div>
        <div lang={lang}>
          {pairs.map(
            ({ is, parts }) => is && <Passage key={is.id} block={is} parts={parts.now} side="now" kind={kind} />,
          )}
          {right === null && (
            <p className="qq sm plain">{t(before.number === 0 ? 'nothingNearFile' : 'nothingNear')}</p>
          )}
        </div>
      </Columns>
    </>
  )
}

function Passage({
  block,
  parts,
  side,
  kind,
}: {
  readonly block: ReviewBlock
  readonly parts: readonly WordSegment[]
  readonly side: 'was' | 'now'
  readonly kind: AnnotationKind
}) {
  return (
    <p>
      <DiffText parts={parts} side={side} marks={block.marks} mark={kind} />
    </p>
  )
}

interface Pair {
  readonly was: ReviewBlock | undefined
  readonly is: ReviewBlock | undefined
  readonly parts: { readonly was: readonly WordSegment[]; readonly now: readonly WordSegment[] }
}

/** Blocks side by side; those that are texts of their own are not compared word by word. */
function pairsOf(was: readonly ReviewBlock[], now: readonly ReviewBlock[]): readonly Pair[] {
  const plain = (text: string): readonly WordSegment[] => [{ what: 'kept', text, was: 0, now: 0 }]
  return Array.from({ length: Math.max(was.length, now.length) }, (_, index) => {
    const [a, b] = [was[index], now[index]]
    const parts = a && b ? wordDiff(a.text, b.text) : []
    const shown =
      keptShare(parts) >= comparable && a && b
        ? { was: parts, now: parts }
        : { was: plain(a?.text ?? ''), now: plain(b?.text ?? '') }
    return { was: a, is: b, parts: shown }
  })
}

function nearOf(block: string | null, lang: Lang, content: Content | null, number: number): ReviewSide | null {
  const found = content?.editions[lang]?.blocks.find(({ id }) => id === block)
  if (!content || !found) return null
  const place = blockPlaces(content).get(found.id)
  const paragraph = place === undefined || place.number === 0 ? null : place.number
  return { number, issued: content.issued, paragraph, blocks: [{ id: found.id, text: found.text, marks: [] }] }
}

/** What is said of an event, a risk, a position, a note or a source: line by line, in the reader's language. */
function Things({
  type,
  before,
  now,
  number,
}: {
  readonly type: Target['type']
  readonly before: ReviewSide
  readonly now: ReviewSide | null
  readonly number: number
}) {
  const { lang } = useSettings()
  const inWords = useThingWords()
  const said = before.words && inLanguage(before.words, lang, lang)
  const was = said && { lang: said.lang, value: inWords(type, said.value, before.title?.[said.lang], said.lang) }
  const is = said && inWords(type, now?.words?.[said.lang] ?? '', now?.title?.[said.lang], said.lang)
  const parts = was && is ? wordDiff(was.value, is) : []
  const shown: readonly WordSegment[] = now
    ? parts
    : [{ what: 'kept', text: was?.value ?? before.title?.[lang] ?? '', was: 0, now: 0 }]
  return (
    <Columns before={before} now={now} number={number}>
      <div lang={was?.lang ?? lang} className="was thing">
        <p>
          <DiffText parts={shown} side="was" />
        </p>
      </div>
      {now ? (
        <div lang={was?.lang ?? lang} className="thing">
          <p>
            <DiffText parts={parts} side="now" />
          </p>
        </div>
      ) : (
        <Lost words="lostThing" />
      )}
    </Columns>
  )
}

function CellValue({ side, which }: { readonly side: ReviewSide; readonly which: 'cellWas' | 'cellNow' }) {
  const { t } = useTranslation('review')
  return <p className="cell-value num">{t(which, { value: side.value ?? t('cellEmpty') })}</p>
}

function Lost({ words }: { readonly words: 'lost' | 'lostFile' | 'lostThing' }) {
  const { t } = useTranslation('review')
  return <p className="review-lost">{t(words)}</p>
}

function Columns({
  before,
  now,
  number,
  near = false,
  children,
}: {
  readonly before: ReviewSide
  readonly now: ReviewSide | null
  readonly number: number
  /** The right one is only the nearest passage. */
  readonly near?: boolean
  readonly children: readonly [ReactNode, ReactNode]
}) {
  const { t } = useTranslation('review')
  return (
    <div className="review-columns">
      <section>
        <h3>
          {before.number === 0 ? t('fromFile') : t('was')}
          {before.number > 0 && <Edition side={before} number={before.number} />}
        </h3>
        {children[0]}
      </section>
      <section>
        <h3>
          {t(near && now ? 'near' : 'now')}
          <Edition side={now} number={number} />
        </h3>
        {children[1]}
      </section>
    </div>
  )
}

function Edition({ side, number }: { readonly side: ReviewSide | null; readonly number: number }) {
  const { t } = useTranslation('review')
  const paragraph = side?.paragraph ?? null
  return (
    <span className="qq num">
      {t('edition', { number })} {paragraph !== null && `¶${paragraph}`}
    </span>
  )
}
