import { confidences, type Note, noteKinds } from '../../../src-shared/briefings/content.ts'
import { type Lang, type Localized, languages } from '../../../src-shared/languages.ts'
import { type PartMarking, secrecyLevels, tlpLabels } from '../../../src-shared/markings.ts'
import { likelihoodTerm } from '../../../src-shared/standards/likelihood.ts'
import { isEdtf } from './edtf-span.ts'
import { oneOf } from './head.ts'
import { isTarget, type Known } from './known.ts'
import { joinParagraphs } from './line-breaks.ts'
import type { Languages } from './localized.ts'
import type { Report } from './report.ts'
import { present } from './risks.ts'
import { type Found, mostTitle, words } from './words.ts'
import { type FieldMap, readYaml } from './yaml-map.ts'

/** One note in one language, as the file gives it. */
export interface NoteFile {
  readonly id: string
  readonly lang: Lang
  readonly map: FieldMap
  readonly text: Found
}

// Read from the lead language's file only.
const shared = ['kind', 'on', 'likelihood', 'confidence', 'evidence', 'review_by', 'tlp', 'secrecy'] as const

/** Reads notes/<id>.<lang>.md: front matter, then plain paragraphs. */
export function readNoteFile(file: string, id: string, lang: Lang, text: string, report: Report): NoteFile | null {
  const lines = text.split('\n')
  const end = lines.findIndex((line, at) => at > 0 && line.trimEnd() === '---')
  if (lines[0]?.trimEnd() !== '---' || end === -1) {
    report.problem({ file, line: 1 }, 'note-front-matter')
    return null
  }
  const map = readYaml(file, lines.slice(1, end).join('\n'), report, 2)
  if (map === null) return null
  const given = map.text('id')
  if (given !== null && given.value !== id) report.problem(given, 'note-id', { id: given.value, name: id })
  const rest = lines.slice(end + 1)
  const first = rest.findIndex((line) => line.trim() !== '')
  rest.forEach((line, at) => {
    if (/\[@[a-z]|\[\^/u.test(line)) report.warn({ file, line: end + 2 + at }, 'note-citation')
  })
  return { id, lang, map, text: { file, line: end + 2 + Math.max(0, first), value: joinParagraphs(rest.join('\n')) } }
}

/** Joins the files of every note; the lead language's file says what is not words. */
export function joinNotes(files: readonly NoteFile[], langs: Languages, known: Known, report: Report): readonly Note[] {
  const ids = [...new Set(files.map((each) => each.id))].sort()
  return ids.map((id) => {
    const own = files.filter((each) => each.id === id)
    const main = own.find((each) => each.lang === langs.lead) ?? own[0]
    if (main === undefined) throw new Error('a note has a file')
    if (main.lang !== langs.lead) report.warnOf(main.text.file, 'note-not-lead', { language: langs.lead })
    const note = joinNote(id, main, own, known, report)
    for (const each of own) {
      if (each !== main) warnDifferences(main.map, each.map, report)
      each.map.warnRest()
    }
    return note
  })
}

function joinNote(id: string, main: NoteFile, own: readonly NoteFile[], known: Known, report: Report): Note {
  const { map } = main
  const kindField = map.text('kind')
  if (kindField === null) report.problem(map.place('kind'), 'field-missing', { field: 'kind' })
  const kind = oneOf(kindField, 'kind', noteKinds, report) ?? 'note'
  const each = <T>(read: (file: NoteFile) => T | null): Localized<T> => {
    const values: Partial<Record<Lang, T>> = {}
    for (const lang of languages) {
      const file = own.find((one) => one.lang === lang)
      const value = file === undefined ? null : read(file)
      if (value !== null) values[lang] = value
    }
    return values
  }
  const optional = {
    likelihood: readLikelihood(map, kind, report),
    confidence: readConfidence(map, kind, report),
    reviewBy: readReviewBy(map, report),
    marking: readMarking(map, report),
  }
  return {
    id,
    kind,
    title: each((file) => readTitle(file, report)),
    text: each((file) => readText(file, report)),
    on: readTargets(map, 'on', known, report),
    evidence: readTargets(map, 'evidence', known, report),
    assumptions: each((file) => readList(file, 'assumptions', report)),
    indicators: each((file) => readList(file, 'indicators', report)),
    ...present(optional),
  }
}

function readTitle(file: NoteFile, report: Report): string | null {
  const title = file.map.text('title')
  if (title !== null && title.value !== '') return words(title, report, mostTitle)
  report.problem(file.map.place('title'), 'field-missing', { field: 'title' })
  return null
}

function readText(file: NoteFile, report: Report): string | null {
  if (file.text.value !== '') return words(file.text, report)
  report.problemOf(file.text.file, 'note-empty')
  return null
}

function readList(file: NoteFile, key: string, report: Report): readonly string[] | null {
  const list = file.map.texts(key).flatMap((each) => words(each, report) || [])
  return list.length === 0 ? null : list
}

function readTargets(map: FieldMap, key: string, known: Known, report: Report): readonly string[] {
  const targets = map.texts(key).filter((each) => {
    const isKnown = isTarget(each.value, known)
    if (!isKnown) report.problem(each, 'target-unknown', { target: each.value })
    return isKnown
  })
  return [...new Set(targets.map((each) => each.value))]
}

function readLikelihood(map: FieldMap, kind: Note['kind'], report: Report): Note['likelihood'] | null {
  const found = map.text('likelihood')
  if (found === null) return null
  if (kind !== 'judgement') {
    report.problem(found, 'judgement-only', { field: 'likelihood' })
    return null
  }
  const [scale = '', term = '', ...rest] = found.value.split('/')
  if (rest.length === 0 && likelihoodTerm(scale, term) !== null) return { scale, term }
  report.problem(found, 'likelihood-wrong', { value: found.value })
  return null
}

function readConfidence(map: FieldMap, kind: Note['kind'], report: Report): Note['confidence'] | null {
  const found = map.text('confidence')
  if (found !== null && kind !== 'judgement') {
    report.problem(found, 'judgement-only', { field: 'confidence' })
    return null
  }
  return oneOf(found, 'confidence', confidences, report)
}

function readReviewBy(map: FieldMap, report: Report): string | null {
  const found = map.text('review_by')
  if (found === null || isEdtf(found.value)) return found?.value ?? null
  report.problem(found, 'date-wrong', { value: found.value })
  return null
}

function readMarking(map: FieldMap, report: Report): PartMarking | null {
  const tlp = oneOf(map.text('tlp'), 'tlp', tlpLabels, report)
  const secrecy = oneOf(map.text('secrecy'), 'secrecy', secrecyLevels, report)
  const marking = present({ tlp, secrecy })
  return Object.keys(marking).length === 0 ? null : marking
}

function warnDifferences(main: FieldMap, other: FieldMap, report: Report): void {
  const values = (map: FieldMap, key: string) => map.texts(key).map((each) => each.value)
  for (const key of shared) {
    if (other.has(key) && values(main, key).join('\n') !== values(other, key).join('\n')) {
      report.warn(other.place(key), 'note-differs', { field: key })
    }
  }
}
