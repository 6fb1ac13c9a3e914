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

/** Quotes become annotations, page notes are about the whole briefing, and answers are written under what they answer. */
export function readHypothesis(rows: readonly unknown[], names: KindNames, now: string): readonly Item[] {
  const ids = new Set(rows.flatMap((row) => (isMap(row) ? stringsOf(row.id) : [])))
  const answers = new Map<string, JsonMap[]>()
  for (const row of rows) {
    if (!isMap(row)) continue
    const [root] = stringsOf(row.references)
    if (root !== undefined && ids.has(root)) answers.set(root, [...(answers.get(root) ?? []), row])
  }
  return rows.flatMap((row, index): Item[] => {
    const at = index + 1
    const id = isMap(row) ? (stringsOf(row.id)[0] ?? null) : null
    const refused = (cause: Extract<Item, { arriving: null }>['cause'], data = {}): Item[] => [
      { at, id, quote: '', arriving: null, cause, data },
    ]
    if (!isMap(row) || !isRow(row)) return refused('not-an-annotation')
    const [root] = stringsOf(row.references)
    if (root !== undefined) return ids.has(root) ? [] : refused('reply-alone')
    try {
      return [readRow(row, { at, id }, answers.get(id ?? '') ?? [], names, now)]
    } catch (error) {
      if (error instanceof ItemRefused) return refused(error.cause, error.data)
      throw error
    }
  })
}

function readRow(
  row: JsonMap,
  { at, id }: Pick<Item, 'at' | 'id'>,
  answers: readonly JsonMap[],
  names: KindNames,
  now: string,
): Item {
  const read = readTarget(listOf(row.target).length > 0 ? row.target : row.uri, false)
  const { tags, rest } = tagsOf(stringsOf(row.tags).map(tidy))
  const own = typeof row.text === 'string' ? tidy(row.text).trim() : ''
  const said = [...answers].sort((a, b) => (String(a.created) < String(b.created) ? -1 : 1)).map(answerWords)
  const note = checked('note', paragraphs([own, rest.join('\n'), ...said]))
  const created = momentOf(row.created) ?? momentOf(row.updated) ?? now
  const moments = [row, ...answers].flatMap((each) => momentOf(each.updated) ?? momentOf(each.created) ?? [])
  const arriving = {
    id: idFor(id === null ? JSON.stringify(row) : `hypothesis ${id}`),
    target: read.target satisfies ArrivingTarget,
    version: null,
    kind: kindOf(tags, own, [], names),
    note,
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
  return { at, id, quote: quoteIn(arriving), arriving, named }
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
