import type { AnnotationHistory } from '../../src-shared/annotations/history.ts'
import type { Briefing, BriefingRow, Problem } from '../../src-shared/briefings/briefing.ts'
import type { Refusal } from '../../src-shared/ipc.ts'
import { inLanguage, type Lang, type Localized } from '../../src-shared/languages.ts'
import type { VerifyResult } from '../../src-shared/library/library.ts'
import type { annotationShape } from './shapes.ts'

/** Sentences for problems of a folder in both languages, by code; with blanks like `{{id}}`. */
export type ProblemWords = Readonly<Record<Lang, Readonly<Record<string, string>>>>

const inLead = (text: Localized, lead: Lang) => inLanguage(text, lead, lead)?.value ?? ''

export function listWords(rows: readonly BriefingRow[]): string {
  return rows
    .map(({ slug, number, head, counts }) =>
      [slug, `v${number}`, head.issued, inLead(head.title, head.lead), `${counts.annotations} annotations`].join('\t'),
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
    ...structure.map((words) => `structure\t${oneLine(words)}`),
    ...damaged.map(({ table, id }) => `damaged\t${nouns[table] ?? table}\t${id}`),
  ].join('\n')
}

export function historyWords({ versions }: AnnotationHistory): string {
  return versions
    .map(({ at, op, here, said }) =>
      [at, op, here ? 'here' : 'elsewhere', said === null ? 'damaged' : said.kind, oneLine(said?.note ?? '')].join(
        '\t',
      ),
    )
    .join('\n')
}

export function annotationWords(rows: readonly ReturnType<typeof annotationShape>[]): string {
  return rows
    .map(({ kind, status, block, quote, note, tags }) =>
      [kind, status, block ?? '-', oneLine(quote ?? ''), oneLine(note), tags.map((tag) => `#${tag}`).join(' ')].join(
        '\t',
      ),
    )
    .join('\n')
}

/** A refusal in one line that names its cause. */
export function refusalWords({ code, data }: Refusal, problems: ProblemWords): string {
  const of = (key: string) => (data[key] === undefined ? '' : String(data[key]))
  switch (code) {
    case 'not-found':
      return `not found: ${[nouns[of('what')] ?? of('what'), of('id'), of('path')].filter(Boolean).join(' ')}`
    case 'locked':
      return `the library is in use by another program: ${of('folder')}`
    case 'damaged':
      return `damaged: ${[of('folder'), of('cause'), of('what'), of('id')].filter(Boolean).join(' ')}`
    case 'newer-library':
      return `the library was made by a newer version of Briefdesk: ${of('folder')}`
    case 'read-only':
      return `cannot be written to: ${of('folder') || of('path')}`
    case 'unavailable':
      return `not available: ${of('font') || of('folder')}`
    case 'disk-full':
      return 'the disk is full'
    case 'refused': {
      const list = data.problems as readonly Problem[] | undefined
      if (data.missing !== undefined)
        return `no bundled font has ${of('count')} characters: ${JSON.stringify(data.missing)}`
      if (list === undefined) return `refused: ${of('cause') || of('path')}`
      return `nothing was taken in: ${list.map((problem) => problemWords(problem, problems)).join(' | ')}`
    }
    default:
      return [code, ...Object.values(data).map(String)].join(' ')
  }
}

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

const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ')
