import type { NotebookRow } from '../../src-shared/annotations/notebook.ts'
import type { Lang } from '../../src-shared/languages.ts'
import { type Marking, strictestOf } from '../../src-shared/markings.ts'
import { aboutOf, type BriefingName, rowMarking, statusOf } from './csv.ts'
import type { ExchangeWords } from './words.ts'

/**
 * Annotations to be read and to be put into another paper: briefing by briefing, in the order of the text, those without
 * a place last. Nothing in a quote, a note or a tag becomes markup.
 */
export function markdownOf(
  rows: readonly NotebookRow[],
  briefings: ReadonlyMap<string, BriefingName>,
  words: ExchangeWords,
  { lang, date }: { readonly lang: Lang; readonly date: string },
): string {
  const count = rows.length
  const made = (count === 1 ? words.made_one : undefined) ?? words.made_other
  const parts = [
    `# ${escaped(words.title)}`,
    escaped(made.replace('{{count}}', String(count)).replace('{{date}}', date)),
  ]
  const head = strictestOf(rows.flatMap((row) => wholeMarking(rowMarking(row, briefings.get(row.briefing))) ?? []))
  if (head !== null) parts.push(markingLine(head, words))
  for (const id of new Set(rows.map(({ briefing }) => briefing))) {
    const briefing = briefings.get(id)
    parts.push(`## ${escapedLine(briefing?.title ?? id)}`)
    if (briefing !== undefined) parts.push(markingLine(briefing.marking, words))
    const own = rows.filter(({ briefing }) => briefing === id)
    const groups = [
      [null, own.filter(({ status }) => status !== 'orphan')],
      [words.left, own.filter(({ kept }) => kept !== undefined)],
      [words.orphans, own.filter(({ status, kept }) => status === 'orphan' && kept === undefined)],
    ] as const
    for (const [head, members] of groups) {
      if (head !== null && members.length > 0) parts.push(`### ${escaped(head)}`)
      parts.push(...members.flatMap((row) => entry(row, words, lang)))
    }
  }
  return `${parts.join('\n\n')}\n`
}

function entry(row: NotebookRow, words: ExchangeWords, lang: Lang): readonly string[] {
  const head = [
    words.kind[row.kind],
    ...(row.paragraph === null ? [] : [`¶ ${row.paragraph}`]),
    ...(row.type === 'text' ? [] : [aboutOf(row, words, lang)]),
    statusOf(row, words),
  ]
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    [words.columns.tags, row.tags.join(words.comma)],
    [words.columns.due, row.due],
    [words.columns.done, row.done?.slice(0, 10)],
    [words.columns.tlp, row.marking?.tlp],
    [words.columns.secrecy, row.marking?.secrecy && words.secrecy[row.marking.secrecy]],
  ]
  const told = facts.flatMap(([name, value]) => (value ? [`- ${escapedLine(`${name}${words.colon}${value}`)}`] : []))
  return [
    `#### ${head.map(escapedLine).join(' · ')}`,
    ...(row.quote === '' ? [] : [quoted(row.quote)]),
    ...(row.note === '' ? [] : [escaped(row.note)]),
    ...(told.length === 0 ? [] : [told.join('\n')]),
  ]
}

const wholeMarking = (marking: Partial<Marking> | undefined): Marking | null =>
  marking?.tlp === undefined || marking.secrecy === undefined ? null : { tlp: marking.tlp, secrecy: marking.secrecy }

/** TLP:GREEN · 機密等級：無 */
const markingLine = ({ tlp, secrecy }: Marking, words: ExchangeWords): string =>
  escapedLine(`TLP:${tlp} · ${words.columns.secrecy}${words.colon}${words.secrecy[secrecy] ?? secrecy}`)

const quoted = (text: string): string =>
  escaped(text)
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n')

export const escapedLine = (text: string): string => escaped(text.replace(/\s+/gu, ' ').trim())

/**
 * Words as Markdown that shows them as they are. Marks are escaped wherever they stand, what is a mark only at the start
 * of a line is escaped there, bare addresses are broken, and the breaks between lines are kept.
 */
export function escaped(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map(escapedPart)
    .join('\n')
    .replace(/([^\n])\n(?=[^\n])/g, '$1\\\n')
}

function escapedPart(line: string): string {
  if (line.trim() === '') return ''
  return line
    .trimEnd()
    .replace(/[\\`*_[\]<>|~&$^{}@]/g, '\\$&')
    .replace(/\b(https?|ftp|mailto|xmpp)(:)/gi, '$1\\$2')
    .replace(/\b(www)\./gi, '$1\\.')
    .replace(/^(\s*)([#+\-=!:])/, '$1\\$2')
    .replace(/^(\s*\d{1,9})([.)])/, '$1\\$2')
    .replace(/!(?=\\\[)/g, '\\!')
    .replace(/^[ \t]/, (space) => (space === ' ' ? '&#32;' : '&#9;'))
}
