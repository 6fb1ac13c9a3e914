import { spawnSync } from 'node:child_process'
import type { Brief, Inline, PaperEdition, PaperSection, Words } from '../../src-shared/exports/brief.ts'

/** The tools that judge a PDF from outside (pdf.md section 7). */
export const tools = ['qpdf', 'mutool', 'pdfinfo', 'pdffonts', 'pdftotext'] as const

export interface Said {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

/** Runs one of them. poppler calls the `Suspects` entry of every Typst file wrong; that one line is not ours. */
export function run(tool: (typeof tools)[number], ...args: readonly string[]): Said {
  const { status, stdout, stderr, error } = spawnSync(tool, args, { encoding: 'utf8', maxBuffer: 200_000_000 })
  if (error !== undefined) throw new Error(`${tool} is needed to judge a PDF: ${error.message}`)
  const err = stderr.split('\n').filter((line) => line !== '' && !line.includes('Suspects object is wrong type'))
  return { status, out: stdout, err: err.join('\n') }
}

/** NFC without white space and hyphens: what is left of a text when line breaks are forgotten. */
export function bare(text: string): string {
  return text.normalize('NFC').replace(/[\s\u00ad\u2010-]/gu, '')
}

/** The text of each page as it is drawn, without its first and last line when they are the header and the footer. */
export function pagesOfFile(
  file: string,
): readonly { readonly head: string; readonly text: string; readonly foot: string }[] {
  const pages = run('pdftotext', '-raw', file, '-').out.split('\f').slice(0, -1)
  return pages.map((page) => {
    const lines = page.split('\n').filter((line) => line.trim() !== '')
    return { head: lines[0] ?? '', text: bare(lines.slice(1, -1).join('\n')), foot: lines.at(-1) ?? '' }
  })
}

/** What is printed of running text; notes are numbered as they come and collected. */
export interface Notes {
  count: number
  readonly numbers: Map<string, number>
  readonly bodies: string[]
}

export function printed(inlines: readonly Inline[], notes: Notes): string {
  return inlines
    .map((inline) => {
      if (inline.type === 'text' || inline.type === 'source') return inline.text
      if (inline.type === 'mark') return String(inline.number)
      if (inline.type === 'footnote-again') return String(notes.numbers.get(inline.id))
      notes.count += 1
      const { count } = notes
      notes.numbers.set(inline.id, count)
      notes.bodies.push(bare(`${count}${printed(inline.body, notes)}`))
      return String(count)
    })
    .join('')
}

/** Every piece of an edition in the order of the page, and its footnotes. */
export function piecesOf(edition: PaperEdition): {
  readonly pieces: readonly string[]
  readonly notes: readonly string[]
} {
  const notes: Notes = { count: 0, numbers: new Map(), bodies: [] }
  const says = (words: Words | null) => (words === null ? [] : [words.text])
  const body = edition.blocks.flatMap((block) => {
    if (block.kind === 'list') return block.items.map((item) => printed(item.inlines, notes))
    if (block.kind === 'table') return block.rows.flatMap((row) => row.map((cell) => printed(cell, notes)))
    if (block.kind === 'pointer') return [block.text]
    return [printed(block.inlines, notes)]
  })
  const annexes = edition.sections.flatMap((section) => [
    section.heading,
    ...section.remarks,
    ...piecesOfSection(section, says),
  ])
  const top = [edition.title.text, ...edition.meta.flatMap(says), ...edition.bottomLine.paragraphs.flatMap(says)]
  return { pieces: [...top, ...body, ...annexes].map(bare).filter((piece) => piece !== ''), notes: notes.bodies }
}

function piecesOfSection(section: PaperSection, says: (words: Words | null) => readonly string[]): readonly string[] {
  switch (section.kind) {
    case 'timeline':
      return [
        ...section.events.flatMap((event) => [
          event.when,
          ...says(event.actor),
          ...says(event.title),
          ...says(event.body),
          event.statusWords,
        ]),
        ...section.periods.flatMap((series) => series.bands.flatMap((band) => [band.when, ...says(band.title)])),
      ]
    case 'risks':
      return section.groups.flatMap((group) => [
        ...says(group.name),
        ...group.rows.flatMap((row) => [
          row.code,
          ...says(row.title),
          ...says(row.body),
          ...row.scores.map((score) => score.text),
        ]),
      ])
    case 'notes':
      return section.notes.flatMap((note) => [
        ...says(note.title),
        note.likelihood?.range ?? '',
        ...note.paragraphs.flatMap(says),
      ])
    case 'positions':
      return section.groups.flatMap((group) => [
        ...says(group.actor),
        ...group.rows.flatMap((row) => [
          ...says(row.issue),
          row.stanceWords,
          ...says(row.label),
          row.quotation?.text ?? '',
          row.when,
        ]),
      ])
    case 'annotations':
      return [...section.annotations, ...(section.orphans?.annotations ?? [])].flatMap((each) => [
        each.quote?.text ?? '',
        ...each.note,
      ])
    case 'sources':
      return section.sources.flatMap((source) => [
        `[${source.number}]`,
        source.citation,
        source.gradeWords,
        source.url?.text ?? '',
      ])
    case 'glossary':
      return section.rows.flatMap((row) => [...says(row.term), ...says(row.other)])
    case 'scales':
      return section.groups.flatMap((group) => [group.name, ...group.rows.flatMap((row) => [row.key, row.words])])
  }
}

/** Takes the footnotes out of the pages they stand on; one may go on at the foot of the next page. Returns what is left over. */
export function withoutNotes(
  pages: readonly string[],
  notes: readonly string[],
): { readonly pages: readonly string[]; readonly lost: readonly string[] } {
  const left = [...notes]
  let carried = ''
  const kept = pages.map((page) => {
    let text = page
    if (carried !== '' && text.includes(carried)) {
      text = text.replace(carried, '')
      carried = ''
    }
    while (left[0] !== undefined) {
      const note = left[0]
      if (text.includes(note)) text = replaceLast(text, note)
      else {
        const cut = prefixAtEnd(text, note)
        if (cut < 12) break
        text = text.slice(0, -cut)
        carried = note.slice(cut)
      }
      left.shift()
    }
    return text
  })
  return { pages: kept, lost: carried === '' ? left : [carried, ...left] }
}

function replaceLast(text: string, part: string): string {
  const at = text.lastIndexOf(part)
  return text.slice(0, at) + text.slice(at + part.length)
}

function prefixAtEnd(text: string, part: string): number {
  for (let length = part.length - 1; length > 0; length -= 1) if (text.endsWith(part.slice(0, length))) return length
  return 0
}

/** The pieces that are not found one after the other. */
export function missingInOrder(text: string, pieces: readonly string[]): readonly string[] {
  let at = 0
  return pieces.filter((piece) => {
    const found = text.indexOf(piece, at)
    if (found < 0) return true
    at = found + piece.length
    return false
  })
}

/** The headings as the outline must have them. */
export function headingsOf(brief: Brief): readonly string[] {
  return brief.editions.flatMap((edition) => [
    ...(brief.editions.length > 1 ? [edition.title.text] : []),
    ...edition.blocks.flatMap((block) =>
      block.kind === 'heading' ? [printed(block.inlines, { count: 0, numbers: new Map(), bodies: [] })] : [],
    ),
    ...edition.sections.flatMap((section) => [
      section.heading,
      ...(section.kind === 'annotations' && section.orphans ? [section.orphans.heading] : []),
      ...(section.kind === 'scales' ? section.groups.map((group) => group.name) : []),
    ]),
  ])
}

/** Title and page of each entry, from `mutool show F outline`. */
export function outlineOf(file: string): readonly { readonly title: string; readonly page: number }[] {
  return run('mutool', 'show', file, 'outline')
    .out.split('\n')
    .flatMap((line) => {
      const found = /"(.*)"\t#page=(\d+)/.exec(line)
      return found ? [{ title: found[1] ?? '', page: Number(found[2]) }] : []
    })
}

/** Every web address the brief may link to. */
export function linksOf(brief: Brief): ReadonlySet<string> {
  const links = new Set<string>()
  const look = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(look)
    else if (typeof value === 'object' && value !== null) {
      const { href } = value as { readonly href?: unknown }
      if (typeof href === 'string') links.add(href)
      Object.values(value).forEach(look)
    }
  }
  look(brief.editions)
  return links
}
