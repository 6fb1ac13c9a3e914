import type { AnnotationHistory } from '../../src-shared/annotations/history.ts'
import type { Briefing, BriefingRow, Problem } from '../../src-shared/briefings/briefing.ts'
import type { Refusal } from '../../src-shared/ipc.ts'
import { inLanguage, type Lang, type Localized } from '../../src-shared/languages.ts'
import type { VerifyResult } from '../../src-shared/library/library.ts'
import type { annotationShape } from './shapes.ts'

/** Sentences for problems of a folder in both languages, by code; with blanks like `{{id}}`. */
export type ProblemWords = Readonly<Record<Lang, Readonly<Record<string, string>>>>

/** Text on one line, without signs that a terminal would obey. */
export const oneLine = (text: string): string =>
  text.replace(/\s*[\n\r\u0085\u2028\u2029]\s*/g, ' ').replace(/(?!\t)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')

/** A row of values with tabs between them; a tab or a line break within a value becomes a space. */
export const tabbed = (values: readonly string[]): string =>
  values.map((value) => oneLine(value).replaceAll('\t', ' ')).join('\t')

const inLead = (text: Localized, lead: Lang) => inLanguage(text, lead, lead)?.value ?? ''

export function listWords(rows: readonly BriefingRow[]): string {
  return rows
    .map(({ slug, number, head, counts }) =>
      tabbed([slug, `v${number}`, head.issued, inLead(head.title, head.lead), `${counts.annotations} annotations`]),
    )
    .join('\n')
}

export function briefingWords({ slug, number, content, counts }: Briefing): string {
  const { lead } = content
  const text = (content.editions[lead]?.blocks ?? [])
    .filter((block) => block.text !== '')
    .map((block) => (block.kind === 'heading' ? `${'#'.repeat(block.level)} ${block.text}` : block.text))
  return [
    `${inLead(content.title, lead)} (${slug}, v${number}, ${content.issued}, TLP:${content.marking.tlp})`,
    inLead(content.summary, lead),
    ...text,
    `${counts.events} events, ${counts.risks} risks, ${counts.positions} positions, ${counts.notes} notes, ${counts.annotations} annotations`,
  ].join('\n\n')
}

export function verifyWords({ ok, structure, checked, damaged }: VerifyResult): string {
  return [
    `${ok ? 'in order' : 'DAMAGED'}: ${checked.records} records and ${checked.versions} versions read`,
    ...structure.map((words) => tabbed(['structure', words])),
    ...damaged.map(({ table, id }) => tabbed(['damaged', nouns[table] ?? table, id])),
  ].join('\n')
}

export function historyWords({ versions }: AnnotationHistory): string {
  return versions
    .map(({ at, op, here, said }) =>
      tabbed([at, op, here ? 'here' : 'elsewhere', said === null ? 'damaged' : said.kind, said?.note ?? '']),
    )
    .join('\n')
}

export function annotationWords(rows: readonly ReturnType<typeof annotationShape>[]): string {
  return rows
    .map(({ kind, status, block, quote, note, tags }) =>
      tabbed([kind, status, block ?? '-', quote ?? '', note, tags.map((tag) => `#${tag}`).join(' ')]),
    )
    .join('\n')
}

/** A refusal in one line that names its cause; `folder` is that of the library, where the refusal names no place. */
export function refusalWords(refusal: Refusal, problems: ProblemWords, folder: string): string {
  return oneLine(causeOf(refusal, problems, folder))
}

function causeOf({ code, data }: Refusal, problems: ProblemWords, folder: string): string {
  const of = (key: string) => (data[key] === undefined ? '' : String(data[key]))
  switch (code) {
    case 'not-found':
      if (data.what === 'library')
        return `there is no library in ${of('folder') || folder}; it was moved, or its disk is not connected. None was made`
      return `not found: ${[nouns[of('what')] ?? of('what'), of('id'), of('path')].filter(Boolean).join(' ')}`
    case 'locked':
      return `the library is in use by another program: ${of('folder')}`
    case 'damaged':
      return `damaged: ${[of('folder') || (of('what') === '' ? folder : ''), of('cause'), of('what'), of('id')].filter(Boolean).join(' ')}`
    case 'newer-library':
      return `the library was made by a newer version of Briefdesk: ${of('folder') || folder}`
    case 'read-only':
      return withCause(`cannot be written to: ${of('folder') || of('path') || folder}`, of('cause'))
    case 'unavailable':
      return withCause(`not available: ${of('font') || of('folder') || folder}`, of('cause'))
    case 'disk-full':
      return `the disk is full: ${of('folder') || of('path') || folder}${roomWords(data)}`
    case 'too-large':
      return `too large to be read: ${of('path')}`
    case 'refused': {
      const list = data.problems as readonly Problem[] | undefined
      if (data.missing !== undefined)
        return `no bundled font has ${of('count')} characters: ${JSON.stringify(data.missing)}`
      if (list === undefined && of('path') !== '') return withCause(`refused: ${of('path')}`, of('cause'))
      if (list === undefined) return `refused: ${of('cause')}`
      return `nothing was taken in: ${list.map((problem) => problemWords(problem, problems)).join(' | ')}`
    }
    default:
      return [code, ...Object.values(data).map(String)].join(' ')
  }
}

/** How much room is needed and how much there is, in MB, where that is known. */
function roomWords({ needed, free }: Refusal['data']): string {
  if (typeof needed !== 'number' || typeof free !== 'number') return ''
  const megabytes = (bytes: number, round: (value: number) => number) => round(bytes / 100_000) / 10
  return ` (${megabytes(needed, Math.ceil)} MB needed, ${megabytes(free, Math.floor)} MB free)`
}

const withCause = (words: string, cause: string) => (cause === '' ? words : `${words} (${cause})`)

const nouns: Readonly<Record<string, string>> = {
  briefings: 'briefing',
  annotations: 'annotation',
  versions: 'version',
}

/** One problem: file, line, and what is wrong in both languages. */
export function problemWords({ file, line, code, data }: Problem, words: ProblemWords): string {
  const filled = (lang: Lang) =>
    words[lang][code]?.replace(/\{\{(\w+)\}\}/g, (blank, name: string) => String(data[name] ?? blank))
  const known = [filled('zh-TW'), filled('en')].filter((each) => each !== undefined)
  const said = known.length > 0 ? known : [[code, ...Object.values(data)].join(' ')]
  return oneLine(`${file}${line === null ? '' : `:${line}`}: ${said.join(' / ')}`)
}
