import { parseArgs } from 'node:util'
import { AnnotationDraft, type AnnotationKind, annotationKinds } from '../../src-shared/annotations/annotation.ts'
import type { Calendar } from '../../src-shared/events/date-words.ts'
import { type TimelineFormat, timelineFormats } from '../../src-shared/events/timeline-file.ts'
import { type ExchangeFormat, exchangeFormats } from '../../src-shared/exchange/exchange.ts'
import { ExportOptions } from '../../src-shared/exports/export.ts'
import { type Lang, languages } from '../../src-shared/languages.ts'

export type Command =
  | { readonly name: 'list' }
  | { readonly name: 'show'; readonly id: string }
  | { readonly name: 'import'; readonly path: string }
  | {
      readonly name: 'annotate'
      readonly id: string
      readonly lang: Lang
      readonly quote: string
      readonly note: string
      readonly kind: AnnotationKind
      readonly tags: readonly string[]
    }
  | {
      readonly name: 'annotations'
      readonly id: string | null
      /** Null to list them. `out` null for stdout. */
      readonly file: { readonly format: ExchangeFormat; readonly out: string | null; readonly lang: Lang } | null
    }
  | { readonly name: 'annotations import'; readonly path: string; readonly into: string | null }
  | {
      readonly name: 'timeline'
      /** Ids or short names; none for all briefings. */
      readonly ids: readonly string[]
      readonly format: TimelineFormat
      readonly lang: Lang
      readonly calendar: Calendar
      /** Null for stdout. */
      readonly out: string | null
    }
  | { readonly name: 'reanchor'; readonly id: string; readonly version: string }
  | { readonly name: 'verify' }
  | { readonly name: 'backup'; readonly to: string }
  | { readonly name: 'restore'; readonly file: string; readonly other: boolean }
  | { readonly name: 'history'; readonly id: string }
  | { readonly name: 'export'; readonly id: string; readonly out: string; readonly options: ExportOptions }

export interface Call {
  readonly library: string | null
  readonly json: boolean
  readonly command: Command
}

/** The call cannot be understood; the words say why. */
export class UsageError extends Error {}

const calendars = ExportOptions.shape.calendar.options

export const usage = `briefdesk [--library DIR] [--json] COMMAND

  list                     the briefings of the library
  show ID                  one briefing with its text, events, risks, positions, notes and sources
  import PATH              takes in an authoring folder or its zip
  annotate ID --lang zh-TW|en --quote Q [--note N] [--kind K] [--tag T]…
                           marks the words Q; K = ${annotationKinds.join(' | ')}
  annotations [ID]         the annotations of one briefing, or of all
  annotations [ID] --format ${exchangeFormats.join('|')} [--out FILE] [--lang zh-TW|en]
                           writes them to a file, or to stdout
  annotations import FILE [--into ID]
                           takes in W3C Web Annotation or a Hypothesis export; ID for those that name no briefing
  timeline [ID…] --format ${timelineFormats.join('|')} [--lang zh-TW|en] [--calendar ${calendars.join('|')}] [--out FILE]
                           writes the events of these briefings, or of all, as one timeline
  reanchor ID --version V  where every annotation of a briefing stands on that version (number or hash); a trial
  export ID --out FILE --lang zh-TW|en|both [--no-timeline] [--no-risks] [--no-notes] [--no-annotations]
                           writes a brief as PDF
  verify                   reads the whole library: structure, every record, every version; changes nothing
  backup --to FILE         writes a copy of the library and reads it back
  restore FILE [--other]   puts a backup in the place of the library, which is set aside;
                           --other takes a backup of another library too
  history ID               every version of one annotation; ID is that of the annotation

ID is the id or the short name of a briefing (waico). --json prints one JSON value and nothing else.
Exit code: 0 done, 1 refused (the cause is on stderr), 2 not understood.
案頭命令列：說明見 docs/cli.md。
`

const flags = {
  library: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  lang: { type: 'string' },
  quote: { type: 'string' },
  note: { type: 'string' },
  kind: { type: 'string' },
  tag: { type: 'string', multiple: true },
  out: { type: 'string' },
  to: { type: 'string' },
  other: { type: 'boolean' },
  format: { type: 'string' },
  calendar: { type: 'string' },
  into: { type: 'string' },
  'no-timeline': { type: 'boolean' },
  'no-risks': { type: 'boolean' },
  'no-notes': { type: 'boolean' },
  'no-annotations': { type: 'boolean' },
} as const

type Flag = keyof typeof flags

/** What each command takes: how many words at least and at most, and which flags. */
const commands: Readonly<Record<Command['name'], { words: readonly [number, number]; flags: readonly Flag[] }>> = {
  list: { words: [0, 0], flags: [] },
  show: { words: [1, 1], flags: [] },
  import: { words: [1, 1], flags: [] },
  annotate: { words: [1, 1], flags: ['lang', 'quote', 'note', 'kind', 'tag'] },
  annotations: { words: [0, 1], flags: ['format', 'out', 'lang'] },
  'annotations import': { words: [1, 1], flags: ['into'] },
  timeline: { words: [0, Number.POSITIVE_INFINITY], flags: ['format', 'lang', 'calendar', 'out'] },
  reanchor: { words: [1, 1], flags: ['version'] },
  verify: { words: [0, 0], flags: [] },
  backup: { words: [0, 0], flags: ['to'] },
  restore: { words: [1, 1], flags: ['other'] },
  history: { words: [1, 1], flags: [] },
  export: { words: [1, 1], flags: ['out', 'lang', 'no-timeline', 'no-risks', 'no-notes', 'no-annotations'] },
}

/** A call for words of the tool itself; it needs no library. */
export interface Told {
  readonly told: 'help' | 'version'
  readonly json: boolean
}

/** Reads the words after `briefdesk`. */
export function readArguments(words: readonly string[]): Call | Told {
  const { values, positionals } = parse(words)
  const json = values.json === true
  if (values.help) return { told: 'help', json }
  if (values.version === true) return { told: 'version', json }
  if (values.library === '') throw new UsageError('--library needs a folder')
  const [name, ...rest] = nameFirst(positionals)
  if (name === undefined) throw new UsageError('no command')
  if (!isCommand(name)) throw new UsageError(`no such command: ${name}`)
  const { words: amount, flags: taken } = commands[name]
  if (rest.length < amount[0]) throw new UsageError(`${name} needs ${neededWord(name)}`)
  if (rest.length > amount[1]) throw new UsageError(`too many words: ${rest.slice(amount[1]).join(' ')}`)
  for (const flag of Object.keys(values) as Flag[]) {
    if (flag !== 'library' && flag !== 'json' && !taken.includes(flag))
      throw new UsageError(`${name} takes no --${flag}`)
  }
  const needed = (flag: 'lang' | 'quote' | 'out' | 'to' | 'version' | 'format') => {
    const value = values[flag]
    if (typeof value !== 'string' || value === '') throw new UsageError(`${name} needs --${flag}`)
    return value
  }
  const [first = ''] = rest
  if (rest.includes('')) throw new UsageError(`${name} needs ${neededWord(name)}`)
  const command = (): Command => {
    switch (name) {
      case 'list':
      case 'verify':
        return { name }
      case 'backup':
        return { name, to: needed('to') }
      case 'restore':
        return { name, file: first, other: values.other === true }
      case 'history':
        return { name, id: first }
      case 'show':
        return { name, id: first }
      case 'import':
        return { name, path: first }
      case 'annotations': {
        const { format, out, lang } = values
        if (format === undefined && (out !== undefined || lang !== undefined))
          throw new UsageError('annotations takes --out and --lang with --format only')
        if (out === '') throw new UsageError('--out needs a file')
        const file = format !== undefined && {
          format: oneOf(exchangeFormats, 'format', format),
          out: out ?? null,
          lang: oneOf(languages, 'lang', lang ?? 'zh-TW'),
        }
        return { name, id: rest[0] ?? null, file: file || null }
      }
      case 'annotations import':
        if (values.into === '') throw new UsageError('--into needs an ID')
        return { name, path: first, into: values.into ?? null }
      case 'timeline':
        if (values.out === '') throw new UsageError('--out needs a file')
        return {
          name,
          ids: rest,
          format: oneOf(timelineFormats, 'format', needed('format')),
          lang: oneOf(languages, 'lang', values.lang ?? 'zh-TW'),
          calendar: oneOf(calendars, 'calendar', values.calendar ?? 'both'),
          out: values.out ?? null,
        }
      case 'reanchor':
        return { name, id: first, version: needed('version') }
      case 'annotate':
        return {
          name,
          id: first,
          lang: oneOf(languages, 'lang', needed('lang')),
          quote: needed('quote'),
          note: noteOf(values.note ?? ''),
          kind: oneOf(annotationKinds, 'kind', values.kind ?? 'keypoint'),
          tags: tagsOf(values.tag ?? []),
        }
      case 'export':
        return {
          name,
          id: first,
          out: needed('out'),
          options: {
            lang: oneOf([...languages, 'both'] as const, 'lang', needed('lang')),
            timeline: values['no-timeline'] !== true,
            risks: values['no-risks'] !== true,
            notes: values['no-notes'] !== true,
            annotations: values['no-annotations'] !== true,
            calendar: 'both',
          },
        }
    }
  }
  return { library: values.library ?? null, json, command: command() }
}

function parse(words: readonly string[]) {
  const parsed = parsedOrRefused(words)
  const given = new Set<string>()
  for (const token of parsed.tokens) {
    if (token.kind !== 'option' || token.name === 'tag') continue
    if (given.has(token.name)) throw new UsageError(`--${token.name} is there twice`)
    given.add(token.name)
  }
  return parsed
}

/** `annotations import` is one command of two words. */
function nameFirst(positionals: readonly string[]): readonly string[] {
  const [first, second, ...rest] = positionals
  return first === 'annotations' && second === 'import' ? ['annotations import', ...rest] : positionals
}

function parsedOrRefused(words: readonly string[]) {
  try {
    const options = { args: [...words], allowPositionals: true, strict: true, tokens: true } as const
    // Everywhere else `--version` asks for the version of the tool; here it names one of a briefing.
    const named = parseArgs({ args: [...words], options: flags, allowPositionals: true, strict: false }).positionals
    return named.includes('reanchor')
      ? parseArgs({ ...options, options: { ...flags, version: { type: 'string' } } as const })
      : parseArgs({ ...options, options: flags })
  } catch (error) {
    throw new UsageError((error as Error).message.split('\n')[0])
  }
}

function noteOf(words: string): string {
  const note = AnnotationDraft.shape.note.safeParse(words.replace(/\r\n?/g, '\n'))
  if (!note.success) throw new UsageError('--note is at most 100000 characters, without control characters')
  return note.data
}

function tagsOf(words: readonly string[]): readonly string[] {
  const tags = AnnotationDraft.shape.tags.safeParse(words)
  if (!tags.success) throw new UsageError('--tag is one line of 1 to 64 characters, at most 50 times')
  return tags.data
}

function neededWord(name: Command['name']): string {
  if (name === 'restore' || name === 'annotations import') return 'a FILE'
  return name === 'import' ? 'a PATH' : 'an ID'
}

function isCommand(name: string): name is Command['name'] {
  return Object.hasOwn(commands, name)
}

function oneOf<T extends string>(allowed: readonly T[], flag: string, value: string): T {
  const found = allowed.find((each) => each === value)
  if (found === undefined) throw new UsageError(`--${flag} is one of ${allowed.join(', ')}, not ${value}`)
  return found
}
