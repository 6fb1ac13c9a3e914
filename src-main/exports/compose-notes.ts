import type { Note } from '../../src-shared/briefings/content.ts'
import type { BottomLine, NotesSection, PaperLikelihood, PaperNote, Words } from '../../src-shared/exports/brief.ts'
import { filled } from '../../src-shared/exports/paper-labels.ts'
import { inLanguage, type Localized } from '../../src-shared/languages.ts'
import { credibilityWords, gradeOf, reliabilityWords } from '../../src-shared/standards/admiralty.ts'
import { likelihoodTerm } from '../../src-shared/standards/likelihood.ts'
import type { Desk } from './desk.ts'
import { sectionBase } from './section-base.ts'
import { targetWords } from './target-words.ts'

/** The conclusion with the likelihood and confidence of the key judgement and the grade of the main source. */
export function bottomLineOf(desk: Desk): BottomLine {
  const { content } = desk.briefing
  const judgement = content.notes.find((note) => note.id === content.keyJudgement)
  const source = content.sources.find((each) => each.id === content.mainSource)
  const code = source ? gradeOf(source) : null
  return {
    heading: desk.labels.bottomLine,
    paragraphs: paragraphsOf(desk.words(content.summary)),
    likelihood: judgement ? likelihoodOf(judgement, desk) : null,
    confidence: judgement ? confidenceOf(judgement, desk) : null,
    grade: source && code !== null ? { label: desk.labels.grade, value: gradeMeaning(source, desk), code } : null,
  }
}

/** What a grade says: "通常可靠，大致屬實". */
export function gradeMeaning(
  { reliability, credibility }: Desk['briefing']['content']['sources'][number],
  { labels, lang }: Desk,
): string {
  return [
    reliability === undefined ? null : reliabilityWords[reliability][lang],
    credibility === undefined ? null : credibilityWords[credibility][lang],
  ]
    .filter((each) => each !== null)
    .join(labels.join)
}

export function notesSection(desk: Desk): NotesSection {
  const { notes } = desk.briefing.content
  // Judgements first: they are what the reader came for; inside each kind the publisher's order holds.
  const sorted = [
    ...notes.filter((note) => note.kind === 'judgement'),
    ...notes.filter((note) => note.kind !== 'judgement'),
  ]
  return { ...sectionBase('notes', desk), kind: 'notes', notes: sorted.map((note) => noteOf(note, desk)) }
}

function noteOf(note: Note, desk: Desk): PaperNote {
  const { labels, lang } = desk
  const listed = (label: string, texts: Localized<readonly string[]>) => {
    const shown = inLanguage(texts, lang, desk.briefing.content.lead)
    if (shown === null || shown.value.length === 0) return []
    return [{ label, lang: shown.lang, items: shown.value.map((text) => ({ text, to: null })) }]
  }
  const pointing = (label: string, targets: readonly string[]) =>
    targets.length === 0 ? [] : [{ label, lang, items: targets.map((target) => targetWords(target, desk)) }]
  return {
    anchor: desk.anchor(`note/${note.id}`),
    kind: note.kind,
    kindWords: labels.noteKinds[note.kind],
    title: desk.words(note.title),
    paragraphs: paragraphsOf(desk.words(note.text)),
    likelihood: likelihoodOf(note, desk),
    confidence: confidenceOf(note, desk),
    facts: [
      ...pointing(labels.about, note.on),
      ...pointing(labels.evidence, note.evidence),
      ...listed(labels.assumptions, note.assumptions),
      ...listed(labels.indicators, note.indicators),
      ...(note.reviewBy
        ? [{ label: labels.reviewBy, lang, items: [{ text: desk.reviewDate(note.reviewBy), to: null }] }]
        : []),
    ],
    portion: desk.portion(note.marking),
    marks: desk.marksOf(`note/${note.id}`),
  }
}

export function likelihoodOf({ likelihood }: Note, { labels, lang }: Desk): PaperLikelihood | null {
  if (likelihood === undefined) return null
  const term = likelihoodTerm(likelihood.scale, likelihood.term)
  if (term === null) return null
  return {
    label: labels.likelihood,
    word: term.label[lang],
    range: filled(labels.range, { low: term.low, high: term.high }),
    low: term.low,
    high: term.high,
  }
}

function confidenceOf({ confidence }: Note, { labels }: Desk): PaperNote['confidence'] {
  if (confidence === undefined) return null
  return { label: labels.confidence, value: labels.confidences[confidence], level: confidence }
}

/** One `Words` per line of a text; the mark of a fallback stands at the first. */
export function paragraphsOf({ text, lang, fallback }: Words): readonly Words[] {
  const lines = text
    .split(/\n+/u)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return lines.map((line, index) =>
    index === 0 && fallback !== undefined ? { text: line, lang, fallback } : { text: line, lang },
  )
}
