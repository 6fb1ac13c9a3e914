import type { Problem } from '../../../src-shared/briefings/briefing.ts'
import { canonicalJson } from '../../../src-shared/briefings/canonical.ts'
import type { Content } from '../../../src-shared/briefings/content.ts'
import { type Lang, languages } from '../../../src-shared/languages.ts'
import { sha256 } from '../../library/sha256.ts'
import { decode } from './decode.ts'
import { type ReadEdition, readEdition } from './edition.ts'
import { isKnownFile, isLeftBehind, noteFile } from './file-names.ts'
import { type Head, readHead } from './head.ts'
import { anyId, type Known, knownId } from './known.ts'
import { limits } from './limits.ts'
import { joinNotes, type NoteFile, readNoteFile } from './notes.ts'
import { positionColumns, readPosition } from './positions.ts'
import { newReport, type Report } from './report.ts'
import { readRisk, riskColumns } from './risks.ts'
import { readSource, readTerm, sourceColumns, termColumns } from './sources.ts'
import { type Columns, noTable, readTable, type Table } from './table.ts'
import { eventColumns, periodColumns, readEvent, readPeriod } from './timeline.ts'

/** A folder that was read without a problem. */
export interface Authored {
  /** The briefing it is a version of; null where the folder does not say. */
  readonly briefing: string | null
  readonly content: Content
  /** sha256 of `canonical`. */
  readonly hash: string
  readonly canonical: string
  readonly warnings: readonly Problem[]
}

/**
 * Reads the files of an authoring folder, by their path in it, into the content of one version (docs/authoring-format.md).
 * Throws `refused` with every problem found. Pure: the same files give the same content, ids and hash.
 */
export function author(files: ReadonlyMap<string, Uint8Array>, report: Report = newReport()): Authored {
  const texts = new Map<string, string>()
  for (const [path, bytes] of files) {
    if (!isKnownFile(path)) {
      if (!isLeftBehind(path)) report.warnOf(path, 'file-unknown')
      continue
    }
    if (!path.endsWith('.csv') && bytes.length > limits.text) {
      report.problemOf(path, 'file-too-large', { megabytes: limits.text / 1_000_000 })
      continue
    }
    const text = decode(path, bytes, report)
    if (text !== null) texts.set(path, text)
  }
  const head = readHeadOf(files, texts, report)
  if (head === null) {
    report.refuseIfWrong()
    throw new Error('a folder without a head has a problem')
  }
  const content = readContent(head, files, texts, report)
  report.refuseIfWrong()
  const canonical = canonicalJson(content)
  return { briefing: head.briefing, content, hash: sha256(canonical), canonical, warnings: report.warnings() }
}

function readHeadOf(
  files: ReadonlyMap<string, Uint8Array>,
  texts: ReadonlyMap<string, string>,
  report: Report,
): Head | null {
  if (!files.has('briefing.yaml')) report.problemOf('briefing.yaml', 'file-missing')
  const yaml = texts.get('briefing.yaml')
  if (yaml === undefined) return null
  return readHead(
    yaml,
    languages.filter((lang) => files.has(`text.${lang}.md`)),
    report,
  )
}

function readContent(
  head: Head,
  files: ReadonlyMap<string, Uint8Array>,
  texts: ReadonlyMap<string, string>,
  report: Report,
): Content {
  const langs = head.languages
  const table = (name: string, columns: Columns): Table => {
    const file = `${name}.csv`
    const text = texts.get(file)
    if (text === undefined) return files.has(file) ? { ...noTable, ids: anyId } : noTable
    return readTable(file, text, columns, langs, report)
  }
  const tables = {
    sources: table('sources', sourceColumns),
    risks: table('risks', riskColumns),
    events: table('timeline', eventColumns),
    positions: table('positions', positionColumns),
    periods: table('periods', periodColumns),
    terms: table('terms', termColumns),
  }
  const source = tables.sources.ids
  if (!files.has(`text.${langs.lead}.md`)) report.problemOf(`text.${langs.lead}.md`, 'file-missing')
  const editions: Partial<Record<Lang, ReadEdition>> = {}
  for (const lang of langs.all) {
    const file = `text.${lang}.md`
    const text = texts.get(file)
    if (text === undefined) continue
    const edition = readEdition(file, text, source, report)
    if (edition.blocks.length === 0 && !report.hasProblems()) report.problemOf(file, 'text-empty')
    editions[lang] = edition
  }
  const noteFiles = readNoteFiles(files, texts, langs.all, report)
  const known: Known = {
    block: blockIds(langs.all, editions),
    event: tables.events.ids,
    risk: tables.risks.ids,
    position: tables.positions.ids,
    note: new Set([...files.keys()].flatMap((path) => noteFile(path)?.id ?? [])),
    source,
  }
  const align = readAlign(head, editions, report)
  warnOneSided(head, editions, align, report)
  const notes = joinNotes(noteFiles, langs, known, report)
  const keyJudgement = knownId(head.keyJudgement, 'note', known.note, report)
  if (head.keyJudgement !== null && notes.some((each) => each.id === keyJudgement && each.kind !== 'judgement')) {
    report.problem(head.keyJudgement, 'key-judgement-wrong', { id: head.keyJudgement.value })
  }
  const mainSource = knownId(head.mainSource, 'source', known.source, report)
  return {
    format: 1,
    slug: head.slug,
    lead: langs.lead,
    languages: langs.all,
    title: head.title,
    summary: head.summary,
    publisher: head.publisher,
    issued: head.issued,
    marking: head.marking,
    tags: head.tags,
    ...(head.collection === null ? {} : { collection: head.collection }),
    ...(keyJudgement === null ? {} : { keyJudgement }),
    ...(mainSource === null ? {} : { mainSource }),
    scales: head.scales,
    align,
    editions: Object.fromEntries(
      langs.all.flatMap((lang) => {
        const edition = editions[lang]
        return edition === undefined ? [] : [[lang, { blocks: edition.blocks }]]
      }),
    ),
    events: tables.events.rows.map((row) => readEvent(row, known, report)),
    periods: tables.periods.rows.map((row) => readPeriod(row, known, report)),
    risks: tables.risks.rows.map((row) => readRisk(row, head.scales, known, report)),
    positions: tables.positions.rows.map((row) => readPosition(row, known, report)),
    notes,
    sources: tables.sources.rows.map((row) => readSource(row, report)),
    terms: tables.terms.rows.map((row) => readTerm(row, report)),
  }
}

/** Those the author gave count even where the block itself is wrong; what is wrong has been told there. */
function blockIds(langs: readonly Lang[], editions: Editions): ReadonlySet<string> {
  if (langs.some((lang) => (editions[lang]?.blocks.length ?? 0) === 0)) return anyId
  return new Set(
    langs.flatMap((lang) => {
      const edition = editions[lang]
      return edition === undefined ? [] : [...edition.given.keys(), ...edition.blocks.map((each) => each.id)]
    }),
  )
}

function readNoteFiles(
  files: ReadonlyMap<string, Uint8Array>,
  texts: ReadonlyMap<string, string>,
  langs: readonly Lang[],
  report: Report,
): readonly NoteFile[] {
  const notes: NoteFile[] = []
  const broken = new Set<string>()
  for (const path of files.keys()) {
    const name = noteFile(path)
    if (name === null) continue
    if (!langs.includes(name.lang)) {
      report.problemOf(path, 'file-unlisted')
      continue
    }
    const text = texts.get(path)
    const note = text === undefined ? null : readNoteFile(path, name.id, name.lang, text, report)
    if (note === null) broken.add(name.id)
    else notes.push(note)
  }
  // Half a note would be told as one with much missing.
  return notes.filter((each) => !broken.has(each.id))
}

type Editions = Readonly<Partial<Record<Lang, ReadEdition>>>

function readAlign(head: Head, editions: Editions, report: Report): Content['align'] {
  const other = head.languages.all.find((lang) => lang !== head.languages.lead)
  const inLead = blockIds([head.languages.lead], editions)
  const inOther = other === undefined ? new Set<string>() : blockIds([other], editions)
  const align: Record<string, readonly string[]> = {}
  for (const { lead, others } of head.align) {
    const id = knownId(lead, 'block', inLead, report)
    const found = others.flatMap((each) => knownId(each, 'block', inOther, report) ?? [])
    if (id !== null && found.length > 0) align[id] = [...new Set(found)]
  }
  return align
}

/** A block that has no counterpart stands alone when both languages are read side by side; the author may not know. */
function warnOneSided(head: Head, editions: Editions, align: Content['align'], report: Report): void {
  const covered = new Set([...Object.keys(align), ...Object.values(align).flat()])
  for (const lang of head.languages.all) {
    const other = head.languages.all.find((each) => each !== lang)
    const own = editions[lang]
    const opposite = other === undefined ? undefined : editions[other]
    if (own === undefined || opposite === undefined || other === undefined) continue
    const ids = new Set(opposite.blocks.map((each) => each.id))
    for (const [id, place] of own.given) {
      if (!ids.has(id) && !covered.has(id)) report.warn(place, 'block-one-language', { id, language: other })
    }
  }
}
