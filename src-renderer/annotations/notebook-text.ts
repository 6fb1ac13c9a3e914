import type { AnnotationDraft } from '../../src-shared/annotations/annotation.ts'
import type { NotebookRow } from '../../src-shared/annotations/notebook.ts'
import type { BriefingRow } from '../../src-shared/briefings/briefing.ts'
import { inLanguage, type Lang } from '../../src-shared/languages.ts'
import { type PartMarking, secrecyLevels, tlpLabels } from '../../src-shared/markings.ts'
import { quotation } from './quotation.ts'

/** What a row is about in as few words as fit: its quote, or the title of what it stands on. */
export function rowName(row: NotebookRow, most: number): string {
  const letters = [...(row.quote || Object.values(row.about ?? {})[0] || row.note).replaceAll(/\s+/gu, ' ')]
  return letters.length > most ? `${letters.slice(0, most).join('')}…` : letters.join('')
}

const cut = (text: string, most: number) => {
  const letters = [...text]
  return letters.length > most ? `${letters.slice(0, most).join('')}…` : text
}

/** The words as they are cited: the quote, or the title of the event, risk or note it is about. */
function cited(row: NotebookRow, spoken: Lang): { readonly words: string; readonly lang: Lang } {
  if (row.lang !== null) return { words: row.quote, lang: row.lang }
  const about = row.about ? inLanguage(row.about, spoken, 'zh-TW') : null
  return about ? { words: about.value, lang: about.lang } : { words: '', lang: spoken }
}

/** Annotations to paste elsewhere: the quote with its source, the note, the tags. */
export function copied(
  rows: readonly NotebookRow[],
  titleOf: (briefing: string, lang: Lang) => string,
  spoken: Lang,
  form: 'plain' | 'markdown',
): string {
  return rows
    .map((row) => {
      const { words, lang } = cited(row, spoken)
      const title = titleOf(row.briefing, lang)
      const tags = row.tags.map((tag) => `#${tag}`).join(' ')
      const source = words === '' ? title : quotation(words, lang, title, row.paragraph)
      if (form === 'plain') return [source, row.note, tags].filter(Boolean).join('\n')
      const place = row.paragraph === null ? title : `${title}${lang === 'en' ? ', ' : '，'}¶${row.paragraph}`
      const quoted = words.split('\n').map((line) => `> ${escaped(line)}`)
      const head =
        words === '' ? [escaped(place)] : [...quoted, '>', `> ${lang === 'en' ? '— ' : '——'}${escaped(place)}`]
      return [head.join('\n'), escaped(row.note), escaped(tags)].filter(Boolean).join('\n\n')
    })
    .join(form === 'plain' ? '\n\n' : '\n\n---\n\n')
}

/** Nothing in a reader's words may become a heading, a list or a link by accident. */
const escaped = (text: string) =>
  text.replaceAll(/[\\`*_[\]<>|]/gu, '\\$&').replaceAll(/^(\s*)([#+-]|\d+[.)])/gmu, '$1\\$2')

/** At most so many can be linked to one annotation. */
export const mostCollected = 200

/**
 * One new annotation on the whole briefing for each briefing among the rows: it lists their words with ¶ and notes, is
 * linked to each, and is marked as strictly as the strictest of them.
 */
export function collected(
  rows: readonly NotebookRow[],
  briefings: readonly BriefingRow[],
  spoken: Lang,
): readonly AnnotationDraft[] {
  return briefings.flatMap(({ id, version }) => {
    const own = rows.filter(({ briefing }) => briefing === id)
    if (own.length === 0) return []
    const marking = strictest(own)
    return [
      {
        briefing: id,
        version,
        target: { type: 'briefing' as const },
        kind: 'keypoint' as const,
        note: own.map((row) => collectedLine(row, spoken)).join('\n'),
        tags: [],
        links: own.map((row) => row.id),
        ...(marking && { marking }),
      },
    ]
  })
}

function collectedLine(row: NotebookRow, spoken: Lang): string {
  const { words, lang } = cited(row, spoken)
  const place = row.paragraph === null ? '' : `¶${row.paragraph} `
  const text = cut(words.replaceAll(/\s+/gu, ' '), 200)
  const quote =
    text === '' ? '' : lang === 'en' ? `“${text}”` : `「${text.replaceAll('「', '『').replaceAll('」', '』')}」`
  const note = cut(row.note.replaceAll(/\s*\n\s*/gu, ' '), 200)
  return `${place}${quote}${quote && note ? (spoken === 'en' ? ': ' : '：') : ''}${note}`.trim()
}

function strictest(rows: readonly NotebookRow[]): PartMarking | null {
  const most = <T extends string>(levels: readonly T[], of: (row: NotebookRow) => T | undefined) =>
    levels.findLast((level) => rows.some((row) => of(row) === level))
  const tlp = most(tlpLabels, (row) => row.marking?.tlp)
  const secrecy = most(secrecyLevels, (row) => row.marking?.secrecy)
  if (tlp === undefined && secrecy === undefined) return null
  return { ...(tlp && { tlp }), ...(secrecy && { secrecy }) }
}
