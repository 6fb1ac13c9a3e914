import { AnnotationDraft } from '../../src-shared/annotations/annotation.ts'
import type { ArrivingTarget, CarriedField } from '../../src-shared/exchange/arriving.ts'
import { checked, type KindNames, kindOf, paragraphs, tagsOf } from './fields.ts'
import { type Item, ItemRefused, isMap, type JsonMap, listOf, momentOf, stringsOf, textsOf, tidy } from './item.ts'
import { readTarget } from './read-target.ts'
import { quoteIn } from './read-w3c.ts'
import { idFor } from './terms.ts'

/** Rows of the Hypothesis search API, of its client's own export, or a plain list of either; null if it is none. */
export function hypothesisRows(value: unknown): readonly unknown[] | null {
  if (isMap(value)) {
    const rows = value.rows ?? value.annotations
    return Array.isArray(rows) && (rows.length === 0 || rows.some(isRow)) ? rows : isRow(value) ? [value] : null
  }
  return Array.isArray(value) && value.some(isRow) ? value : null
}

const isRow = (value: unknown): boolean =>
  isMap(value) && typeof value.uri === 'string' && (Array.isArray(value.target) || typeof value.text === 'string')

type Refused = Extract<Item, { arriving: null }>
type Answer = Pick<Item, 'at' | 'id'> & { readonly row: JsonMap }

const refused = (
  { at, id }: Pick<Item, 'at' | 'id'>,
  cause: Refused['cause'],
  data: Refused['data'] = {},
): Refused => ({
  ...{ at, id, quote: '', arriving: null, cause, data },
})

/**
 * Quotes become annotations, page notes are about the whole briefing, and answers are written under what they answer. An
 * answer that cannot be written there is refused by itself.
 */
export function readHypothesis(rows: readonly unknown[], names: KindNames, now: string): readonly Item[] {
  const items: Item[] = []
  const roots: Answer[] = []
  const answers = new Map<string, Answer[]>()
  for (const [index, row] of rows.entries()) {
    const one = { at: index + 1, id: isMap(row) ? (stringsOf(row.id)[0] ?? null) : null }
    if (!isMap(row) || !isRow(row)) {
      items.push(refused(one, 'not-an-annotation'))
      continue
    }
    const [root] = stringsOf(row.references)
    if (root === undefined) roots.push({ ...one, row })
    else if (answers.has(root)) answers.get(root)?.push({ ...one, row })
    else answers.set(root, [{ ...one, row }])
  }
  for (const root of roots) {
    const own = answers.get(root.id ?? '') ?? []
    try {
      const { item, left } = readRow(root, own, names, now)
      items.push(item)
      for (const answer of left) items.push(refused(answer, 'bad-field', { field: 'note' }))
      answers.delete(root.id ?? '')
    } catch (error) {
      if (!(error instanceof ItemRefused)) throw error
      items.push(refused(root, error.cause, error.data))
    }
  }
  for (const alone of answers.values()) for (const answer of alone) items.push(refused(answer, 'reply-alone'))
  return items.sort((a, b) => a.at - b.at)
}

/** A note with as many answers under it as it can hold, the earliest first, and those that it cannot. */
function withAnswers(own: string, answers: readonly Answer[]) {
  const longest = AnnotationDraft.shape.note.maxLength ?? Number.POSITIVE_INFINITY
  const said = own === '' ? [] : [own]
  const under: Answer[] = []
  const left: Answer[] = []
  let length = own.length
  for (const answer of [...answers].sort((a, b) => (String(a.row.created) < String(b.row.created) ? -1 : 1))) {
    const words = answerWords(answer.row)
    if (length + 2 + words.length > longest) {
      left.push(answer)
      continue
    }
    said.push(words)
    under.push(answer)
    length += 2 + words.length
  }
  return { note: paragraphs(said), under, left }
}

function readRow(
  { row, at, id }: Answer,
  answers: readonly Answer[],
  names: KindNames,
  now: string,
): { readonly item: Item; readonly left: readonly Answer[] } {
  const read = readTarget(listOf(row.target).length > 0 ? row.target : row.uri, false)
  const { tags, rest } = tagsOf(stringsOf(row.tags).map(tidy))
  const own = typeof row.text === 'string' ? tidy(row.text).trim() : ''
  const { note, under, left } = withAnswers(checked('note', paragraphs([own, rest.join('\n')])), answers)
  const created = momentOf(row.created) ?? momentOf(row.updated) ?? now
  const moments = [row, ...under.map((answer) => answer.row)].flatMap(
    (each) => momentOf(each.updated) ?? momentOf(each.created) ?? [],
  )
  const arriving = {
    id: idFor(id === null ? JSON.stringify(row) : `hypothesis ${id}`),
    target: read.target satisfies ArrivingTarget,
    version: null,
    kind: kindOf(tags, own, [], names),
    note: checked('note', note),
    tags: checked('tags', tags),
    created,
    modified: moments.sort().at(-1) ?? created,
    identity: null,
    parent: null,
    carries: carriedBy(row),
    extra: { w3c: { fields: fieldsOf(row, id), origin: originOf(row) } },
  }
  const document = isMap(row.document) ? row.document : {}
  const named = {
    ...read.named,
    titles: [...textsOf(document.title), ...read.named.titles].map(tidy),
    urls: [...stringsOf(row.uri), ...read.named.urls].filter((iri) => /^https?:/i.test(iri)),
  }
  const item = { at, id, quote: quoteIn(arriving), arriving, named }
  return { item: { ...item, ...(under.length > 0 && { answers: under.length }) }, left }
}

const carriedBy = ({ text, tags }: JsonMap): ReadonlySet<CarriedField> =>
  new Set([
    ...(typeof text === 'string' ? (['note'] as const) : []),
    ...(Array.isArray(tags) ? (['tags'] as const) : []),
  ])

/** An answer as a paragraph of the note: who, which day, what. */
function answerWords(answer: JsonMap): string {
  const text = typeof answer.text === 'string' ? tidy(answer.text).trim() : ''
  const day = momentOf(answer.created)?.slice(0, 10)
  const who = [nameOf(answer), day].filter(Boolean).join(', ')
  return `— ${who}\n${text}`
}

function nameOf({ user, user_info: info }: JsonMap): string {
  const [shown] = isMap(info) ? stringsOf(info.display_name) : []
  return tidy(
    shown ??
      stringsOf(user)[0]
        ?.replace(/^acct:/, '')
        .replace(/@.*/, '') ??
      '',
  )
}

const originOf = ({ uri, document, target }: JsonMap): JsonMap => ({
  ...(uri !== undefined && { uri }),
  ...(document !== undefined && { document }),
  ...(target !== undefined && { target }),
})

/** Who wrote it and where it is from, in the words of the W3C model; the rest of a row says how a server keeps it. */
function fieldsOf(row: JsonMap, id: string | null): JsonMap {
  const [user] = stringsOf(row.user)
  return {
    ...(user !== undefined && { creator: { id: user, type: 'Person', nickname: nameOf(row) } }),
    ...(id !== null && { via: `https://hypothes.is/a/${encodeURIComponent(id)}` }),
  }
}
