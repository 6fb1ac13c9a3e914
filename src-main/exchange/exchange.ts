import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { NotebookRow } from '../../src-shared/annotations/notebook.ts'
import type { BriefingRow } from '../../src-shared/briefings/briefing.ts'
import type { Arrived, Bound, Leaving } from '../../src-shared/exchange/arriving.ts'
import type {
  ExchangeFormat,
  RefusedItem,
  TakenAnnotations,
  WrittenAnnotations,
} from '../../src-shared/exchange/exchange.ts'
import { Refusal } from '../../src-shared/ipc.ts'
import { inLanguage, type Lang } from '../../src-shared/languages.ts'
import type { Library } from '../library/library.ts'
import type { ReadVersion } from '../library/versions.ts'
import { csvOf } from './csv.ts'
import type { KindNames } from './fields.ts'
import type { Item, NamedBy } from './item.ts'
import { jsonldOf } from './jsonld.ts'
import { markdownOf } from './markdown.ts'
import { largestFile, parseJson } from './parse-json.ts'
import { hypothesisRows, readHypothesis } from './read-hypothesis.ts'
import { isW3c, readW3c } from './read-w3c.ts'
import type { ExchangeWords } from './words.ts'
import { writeFile } from './write-file.ts'

/** What the process entry hands over; this noun knows no other. */
export interface ExchangeDuties {
  readonly library: Library
  readonly readVersion: ReadVersion
  readonly briefings: () => readonly BriefingRow[] | Promise<readonly BriefingRow[]>
  /** The annotations of a briefing in the order of its text. */
  readonly notebook: (briefing: string) => readonly NotebookRow[] | Promise<readonly NotebookRow[]>
  readonly carried: {
    readonly leaving: (ids: readonly string[] | null) => readonly Leaving[]
    readonly takeIn: (bound: readonly Bound[], request: string) => readonly Arrived[]
  }
  readonly words: Readonly<Record<Lang, ExchangeWords>>
  /** Names of the kinds in every language, lower case. */
  readonly kindNames: KindNames
  /** Done before the first annotation goes in. */
  readonly beforeImport: () => Promise<unknown>
}

export interface Chosen {
  /** Null for all. */
  readonly ids: readonly string[] | null
  /** Only those of one briefing. */
  readonly briefing?: string
  readonly format: ExchangeFormat
  readonly lang: Lang
}

export interface Exchange {
  readonly textOf: (chosen: Chosen) => Promise<{ readonly text: string; readonly count: number }>
  readonly write: (chosen: Chosen & { readonly out: string }) => Promise<WrittenAnnotations>
  /** Takes a file in. `into`: the briefing of those that name none. */
  readonly takeIn: (path: string, into: string | null, request: string) => Promise<TakenAnnotations>
}

/** More than this is no file of one reader's annotations. */
const most = 100_000

/** Annotations to files and from files of this and other programs. */
export function exchange({
  library,
  readVersion,
  briefings,
  notebook,
  carried,
  words,
  kindNames,
  beforeImport,
}: ExchangeDuties): Exchange {
  const { db } = library
  const time = () => new Date(library.now()).toISOString()

  const namesIn = async (lang: Lang) =>
    new Map(
      (await briefings()).map(({ id, slug, head }) => {
        const title = inLanguage(head.title, lang, head.lead)?.value ?? slug
        return [id, { id, slug, title, marking: head.marking }]
      }),
    )

  const rowsOf = async (briefing: string): Promise<readonly NotebookRow[]> => {
    try {
      return await notebook(briefing)
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'damaged')) throw error
      // The text cannot be read; what was noted on it can.
      return carried.leaving(null).flatMap((each) => (each.briefing === briefing ? [rowWithoutText(each)] : []))
    }
  }

  const textOf: Exchange['textOf'] = async ({ ids, briefing, format, lang }) => {
    const names = await namesIn(lang)
    if (format === 'jsonld') {
      const leaving = carried.leaving(ids).filter((each) => briefing === undefined || each.briefing === briefing)
      const collection = { id: library.newId(), label: words[lang].title, created: time() }
      return { text: jsonldOf(leaving, names, collection), count: leaving.length }
    }
    const wanted = ids === null ? null : new Set(ids)
    const rows: NotebookRow[] = []
    for (const id of briefing === undefined ? names.keys() : [briefing]) {
      rows.push(...(await rowsOf(id)).filter((row) => wanted === null || wanted.has(row.id)))
    }
    const text =
      format === 'csv'
        ? csvOf(rows, names, words[lang], lang)
        : markdownOf(rows, names, words[lang], { lang, date: dayOf(library.now()) })
    return { text, count: rows.length }
  }

  const bySql = (sql: string, value: string): string | null => db.get<{ id: string }>(sql, value)?.id ?? null
  const live = 'b.deleted_at_hlc IS NULL'
  const byId = (id: string) => bySql(`SELECT b.id FROM briefings b WHERE b.id = ? AND ${live}`, id)
  const bySlug = (slug: string) => bySql(`SELECT b.id FROM briefings b WHERE b.slug = ? AND ${live}`, slug)
  const byVersion = (hash: string) =>
    bySql(`SELECT b.id FROM versions v JOIN briefings b ON b.id = v.briefing WHERE v.hash = ? AND ${live}`, hash)

  /** The one briefing that fits; two that fit are as bad as none. */
  const onlyOne = (ids: readonly string[]): string | null => {
    const [only, second] = [...new Set(ids)]
    return only === undefined || second !== undefined ? null : only
  }

  const finder = async (into: string | null) => {
    const rows = await briefings()
    let cited: readonly (readonly [url: string, id: string])[] | null = null
    const sources = () => {
      cited ??= rows.flatMap(({ id, version }) => citedIn(readVersion, id, version))
      return cited
    }
    const known = new Map<string, string | null>()
    const look = ({ ids, versions, slugs, titles, urls }: NamedBy): string | null =>
      first(ids, byId) ??
      first(versions, byVersion) ??
      first(slugs, bySlug) ??
      into ??
      first(titles, (title) =>
        onlyOne(
          rows.filter(({ head }) => Object.values(head.title).some((own) => isSame(own, title))).map(({ id }) => id),
        ),
      ) ??
      first(urls, (url) => onlyOne(sources().flatMap(([own, id]) => (bareUrl(own) === bareUrl(url) ? [id] : []))))
    return (named: NamedBy): string | null => {
      const key = JSON.stringify(named)
      const found = known.has(key) ? (known.get(key) ?? null) : look(named)
      known.set(key, found)
      return found
    }
  }

  return {
    textOf,

    write: async ({ out, ...chosen }) => {
      const { text, count } = await textOf(chosen)
      return { path: out, bytes: writeFile(out, text), count }
    },

    takeIn: async (path, into, request) => {
      const file = basename(path)
      if (into !== null && byId(into) === null) throw new Refusal('not-found', { what: 'briefings', id: into })
      const { form, items } = named(file, () => itemsOf(readBytes(path), kindNames, time()))
      const find = await finder(into)
      const settled = items.map((item): readonly [Item, Bound | RefusedItem] => {
        if (item.arriving === null) return [item, refusedAs(item, item.cause, item.data)]
        const briefing = find(item.named)
        if (briefing !== null) return [item, { briefing, arriving: item.arriving }]
        const [source] = [...item.named.titles, ...item.named.urls]
        return [item, refusedAs(item, 'no-briefing', source === undefined ? {} : { source: source.slice(0, 200) })]
      })
      const bound = settled.flatMap(([item, each]) => ('briefing' in each ? [[item, each] as const] : []))
      const early = settled.flatMap(([, each]) => ('cause' in each ? [each] : []))
      if (bound.length > 0) await beforeImport()
      const outcomes =
        bound.length === 0
          ? []
          : carried.takeIn(
              bound.map(([, each]) => each),
              request,
            )
      const late = outcomes.flatMap((outcome, index) =>
        outcome.done === 'refused' ? [refusedAs((bound[index] as readonly [Item, Bound])[0], outcome.cause)] : [],
      )
      const went = outcomes.flatMap((outcome, index) =>
        outcome.done === 'added' || outcome.done === 'updated' ? [bound[index]?.[1].briefing ?? ''] : [],
      )
      const answers = items.reduce((sum, item) => sum + ('answers' in item ? (item.answers ?? 0) : 0), 0)
      const undecided = outcomes.reduce((sum, each) => sum + ('dropped' in each ? each.dropped : 0), 0)
      const done = (how: Arrived['done']) => outcomes.filter((outcome) => outcome.done === how)
      return {
        file,
        form,
        total: items.length,
        added: done('added').flatMap((each) => ('hlc' in each ? [{ id: each.id, hlc: each.hlc }] : [])),
        updated: done('updated').length,
        unchanged: done('unchanged').length,
        orphaned: outcomes.filter((outcome) => 'orphan' in outcome && outcome.orphan).length,
        ...(undecided > 0 && { undecided }),
        ...(answers > 0 && { answers }),
        refused: [...early, ...late].sort((a, b) => a.at - b.at),
        briefings: [...new Set(went)].map((id) => ({ id, count: went.filter((each) => each === id).length })),
      }
    },
  }
}

function rowWithoutText({ target, identity, ...rest }: Leaving): NotebookRow {
  return {
    ...rest,
    hlc: identity.hlc,
    quote: target.type === 'text' ? target.selectors.map(({ exact }) => exact).join('\n') : '',
    type: target.type,
    lang: target.type === 'text' ? target.lang : null,
    ...(target.type === 'cell' && { cell: { column: target.column, value: target.value } }),
    ...{ at: null, paragraph: null, order: 0, status: 'orphan', review: false },
  }
}

/** The annotations of a file, whichever of the known forms it has. */
export function itemsOf(
  bytes: Uint8Array,
  kindNames: KindNames,
  now: string,
): { readonly form: TakenAnnotations['form']; readonly items: readonly Item[] } {
  const value = parseJson(bytes)
  const w3c = isW3c(value)
  const rows = w3c ? null : hypothesisRows(value)
  if (!w3c && rows === null) throw new Refusal('refused', { cause: 'unknown-form' })
  const items = rows === null ? readW3c(value, kindNames, now) : readHypothesis(rows, kindNames, now)
  if (items.length > most) throw new Refusal('too-large', { most })
  return { form: w3c ? 'w3c' : 'hypothesis', items }
}

const refusedAs = ({ at, id, quote }: Item, cause: RefusedItem['cause'], data?: RefusedItem['data']): RefusedItem => ({
  ...{ at, id, quote, cause },
  ...(data !== undefined && Object.keys(data).length > 0 && { data }),
})

/** A refusal of a whole file names it. */
function named<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal(error.code, { ...error.data, file }, { cause: error })
    throw error
  }
}

function readBytes(path: string): Uint8Array {
  try {
    const found = statSync(path)
    if (!found.isFile()) throw new Refusal('refused', { cause: 'not-a-file' })
    if (found.size > largestFile) throw new Refusal('too-large', { path })
    return readFileSync(path)
  } catch (error) {
    if (error instanceof Refusal) throw error
    const { code } = error as NodeJS.ErrnoException
    throw new Refusal(code === 'ENOENT' ? 'not-found' : 'unavailable', { path, cause: code ?? '' }, { cause: error })
  }
}

function first<T>(values: readonly T[], look: (value: T) => string | null): string | null {
  for (const value of values) {
    const found = look(value)
    if (found !== null) return found
  }
  return null
}

function citedIn(readVersion: ReadVersion, id: string, version: string): (readonly [string, string])[] {
  try {
    return (readVersion(id, version)?.sources ?? []).flatMap(({ url }) =>
      url === undefined ? [] : [[url, id] as const],
    )
  } catch (error) {
    // Only a guess is lost with a text that cannot be read.
    if (error instanceof Refusal) return []
    throw error
  }
}

const plain = (text: string) => text.normalize('NFKC').replace(/\s+/gu, '').toLowerCase()
const isSame = (one: string, other: string) => plain(one) !== '' && plain(one) === plain(other)
const bareUrl = (url: string) => url.replace(/^https?:\/\/(www\.)?/i, '').replace(/[#?].*$|\/+$/g, '')

/** The day as the desk's own clock has it. */
function dayOf(time: number): string {
  const date = new Date(time)
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
}
