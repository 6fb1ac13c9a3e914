import { resolve } from 'node:path'
import { type AnnotationStatus, type PlacedAnnotation, statuses } from '../../src-shared/annotations/annotation.ts'
import type { TakenAnnotations } from '../../src-shared/exchange/exchange.ts'
import { Refusal } from '../../src-shared/ipc.ts'
import { exchangeRefusal } from '../exchange-words.ts'
import type { LibraryRoom } from '../library-room.ts'
import type { Command } from './options.ts'
import { annotationShape } from './shapes.ts'
import { tabbed } from './words.ts'

export interface ExchangeAnswer {
  readonly value: unknown
  readonly words: string
  /** Lines for stderr: what was not taken in, and why. */
  readonly warnings: readonly string[]
  /** Not one annotation of the file was taken in. */
  readonly failed: boolean
}

const fine = { warnings: [], failed: false } as const

/** Writes annotations to a file, or to stdout. */
export async function giveOut(
  room: LibraryRoom,
  { id, file }: Extract<Command, { name: 'annotations' }>,
): Promise<ExchangeAnswer> {
  if (file === null) throw new TypeError('no format')
  const { format, lang, out } = file
  const chosen = { ids: null, format, lang, ...(id !== null && { briefing: room.briefings.idOf(id) }) }
  if (out === null) {
    const { text, count } = await room.exchange.textOf(chosen)
    return { ...fine, value: { format, count, text }, words: text.replace(/\n$/, '') }
  }
  const written = await room.exchange.write({ ...chosen, out: resolve(out) })
  const { path, count, bytes } = written
  return { ...fine, value: written, words: tabbed([path, `${count} annotations`, `${bytes} bytes`]) }
}

/** Takes the annotations of a file in. */
export async function takeIn(
  room: LibraryRoom,
  { path, into }: Extract<Command, { name: 'annotations import' }>,
  request: string,
): Promise<ExchangeAnswer> {
  const briefing = into === null ? null : room.briefings.idOf(into)
  const taken = await room.exchange.takeIn(resolve(path), briefing, request).catch((error: unknown) => {
    throw error instanceof Refusal ? inWords(error) : error
  })
  return { value: taken, words: takenWords(taken), warnings: taken.refused.map(itemWords), failed: isFailed(taken) }
}

const isFailed = ({ total, refused }: TakenAnnotations) => total > 0 && refused.length === total

function inWords(refusal: Refusal): Refusal {
  const cause = refusal.code === 'too-large' ? 'too-large' : String(refusal.data.cause ?? '')
  const said =
    refusal.code === 'refused' || refusal.code === 'too-large' ? exchangeRefusal('failed', cause, refusal.data) : null
  return said === null ? refusal : new Refusal('refused', { cause: said })
}

const takenWords = (taken: TakenAnnotations): string => {
  const { added, updated, unchanged, orphaned, undecided = 0, answers = 0, refused, total } = taken
  return [
    `${total} in the file: ${added.length} added, ${updated} updated, ${unchanged} unchanged, ${refused.length} refused`,
    ...(orphaned === 0 ? [] : [`${orphaned} of them without a place in the text`]),
    ...(undecided === 0 ? [] : [`${undecided} decisions on places do not hold and were left out`]),
    ...(answers === 0 ? [] : [`${answers} answers written under what they answer`]),
  ].join('; ')
}

function itemWords({ at, id, cause, data, quote }: TakenAnnotations['refused'][number]): string {
  const why = exchangeRefusal('refused', cause, data ?? {}) ?? cause
  const where = data?.source === undefined ? '' : `: ${data.source}`
  return [`not taken in: no. ${at}`, id ?? '', `${why}${where}`, quote].filter(Boolean).join(' ')
}

/** `reanchor --json`: where each annotation would stand. */
export function standingShape(
  { number, hash, annotations }: { number: number; hash: string; annotations: readonly PlacedAnnotation[] },
  briefing: string,
) {
  const all = annotations.map((annotation) => {
    const { id, status, kept, quote, start, end, block, places } = annotationShape(annotation)
    return { id, status, ...(kept !== undefined && { kept }), quote, start, end, block, places }
  })
  const counts = Object.fromEntries(
    statuses.map((status) => [status, all.filter((each) => each.status === status).length]),
  ) as Readonly<Record<AnnotationStatus, number>>
  return { briefing, version: number, hash, total: all.length, counts, annotations: all }
}

export function standingWords({ version, total, counts, annotations }: ReturnType<typeof standingShape>): string {
  const told = Object.entries(counts).map(([status, count]) => `${count} ${status}`)
  return [
    `v${version}: ${total} annotations: ${told.join(', ')}`,
    ...annotations.map(({ id, status, block, start, end, quote }) =>
      tabbed([id, status, block ?? '-', start === null ? '-' : `${start}-${end}`, quote ?? '']),
    ),
  ].join('\n')
}
