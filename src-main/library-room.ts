import { createHash, randomUUID } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import enExports from '../locales/en/exports.json' with { type: 'json' }
import zhExports from '../locales/zh-TW/exports.json' with { type: 'json' }
import type { ImportReport } from '../src-shared/briefings/briefing.ts'
import { type Contract, contract } from '../src-shared/contract.ts'
import { timelineFormats } from '../src-shared/events/timeline-file.ts'
import { exchangeFormats } from '../src-shared/exchange/exchange.ts'
import type { Brief } from '../src-shared/exports/brief.ts'
import { ExportOptions } from '../src-shared/exports/export.ts'
import { type Code, type Handlers, type Operation, Refusal, type Reply } from '../src-shared/ipc.ts'
import { languages } from '../src-shared/languages.ts'
import { annotations } from './annotations/annotations.ts'
import { carried } from './annotations/carried.ts'
import { readFolder } from './briefings/authoring/read-folder.ts'
import { type Briefings, briefings } from './briefings/briefings.ts'
import { type TimelineFile, timelineFile } from './events/timeline-file.ts'
import { type Exchange, exchange } from './exchange/exchange.ts'
import { writeFile } from './exchange/write-file.ts'
import { exchangeWords, kindNames } from './exchange-words.ts'
import { composeBrief } from './exports/compose.ts'
import { uuidv7 } from './library/ids.ts'
import { type RunJob, runHere } from './library/jobs.ts'
import type { Tell } from './library/library.ts'
import type { OpenLibrary } from './library/open-library.ts'
import { finishReports, type Outcome, openSafely, type Task } from './library/open-safely.ts'
import { type Upkeep, upkeep } from './library/upkeep.ts'
import { type ReadVersion, versionReader } from './library/versions.ts'
import { reportWords } from './library-words.ts'
import { type Read, readHere } from './reading.ts'
import { timelineWords } from './timeline-words.ts'

const labels = { 'zh-TW': zhExports.paper, en: enExports.paper }

/** The library with every noun that lives in it: what the library process and the command line both open. */
export interface LibraryRoom {
  readonly library: OpenLibrary
  /** Where it was opened: another folder than asked for after a move. */
  readonly folder: string
  readonly outcome: Outcome | null
  readonly upkeep: Upkeep
  readonly briefings: Briefings
  /** Annotations to files and from files. */
  readonly exchange: Exchange
  /** Timelines to files. */
  readonly timeline: TimelineFile
  readonly readVersion: ReadVersion
  readonly handlers: Handlers<Contract, 'library'>
  /** Takes in a folder or a zip of the disk. */
  readonly importPath: (path: string, request: string) => Promise<ImportReport>
  /** The finished brief of a briefing and its annotations, as data for the press. `author` may be empty. */
  readonly composeBrief: (briefing: string, options: ExportOptions, author: string) => Promise<Brief>
  /** Takes in the samples this program came with, where they are new. A version the library had before never comes back over a later one. */
  readonly takeInSamples: (folder: string) => Promise<void>
  /** Runs one operation by name, parsing its input; whatever goes wrong becomes a reply. */
  readonly call: (noun: string, operation: string, input: unknown, request: string) => Promise<Reply<unknown>>
  /** Ends a session: makes its backup, then closes the library. */
  readonly close: () => Promise<void>
}

export interface RoomOptions {
  readonly folder: string
  readonly tell?: Tell
  /** Called once for each damaged record that was met. */
  readonly onDamage?: (table: string, id: string) => void
  /** Where errors nobody expected are written. */
  readonly log?: (words: string) => void
  /** How long to wait for a library that is held by another program, in milliseconds. */
  readonly lockWait?: number
  readonly now?: () => number
  readonly newId?: () => string
  /** A library was here before: none is made where there is none now. */
  readonly expected?: boolean
  /** Done before the library is opened. */
  readonly task?: Task | null
  /** Where long jobs are done; here and at once if nothing is said. */
  readonly runJob?: RunJob
  /** Where briefings are read that are to be taken in; here if nothing is said. */
  readonly read?: Read
  /** Milliseconds without a write before a backup is made by itself; 0 for never. */
  readonly idle?: number
}

/** Opens the library of a folder and puts the nouns into it. */
export function openRoom({
  folder,
  tell = () => {},
  log = () => {},
  onDamage = () => {},
  lockWait = 1000,
  now = Date.now,
  newId = () => uuidv7(now()),
  expected = false,
  task = null,
  runJob = runHere,
  read = readHere,
  idle = 0,
}: RoomOptions): LibraryRoom {
  let care: Upkeep | null = null
  const opened = openSafely(
    folder,
    {
      now,
      newId,
      tell,
      onDamage: (table, id) => {
        log(`damaged record in ${table}: ${id}`)
        care?.metDamage(table, id)
        onDamage(table, id)
        tell('library.changed', { state: 'ready', code: 'damaged' })
      },
      onWrite: () => care?.wrote(),
    },
    { lockWait, expected, task },
  )
  const { library, outcome } = opened
  const { unreadable } = opened
  if (unreadable !== null) log(`replacing.json could not be read and was set aside: ${unreadable}`)
  const kept = upkeep({ folder: opened.folder, library, tell, runJob, log, idle, unreadable })
  care = kept
  if (outcome?.ok === false) kept.taskFailed(outcome.type, outcome.code ?? 'internal')
  const readVersion = versionReader(library)
  const briefingsNoun = briefings(library, readVersion, (files) => read({ files }))
  const handlers: Handlers<Contract, 'library'> = {
    briefings: {
      ...briefingsNoun.handlers,
      importDropped: async (input, call) => {
        await kept.backupBefore('before-import')
        return briefingsNoun.handlers.importDropped(input, call)
      },
    },
    annotations: annotations(library, readVersion),
    library: kept.handlers,
  }
  const call = () => ({ request: newId() })
  const exchanging = exchange({
    library,
    readVersion,
    briefings: () => handlers.briefings.list({}, call()),
    notebook: (briefing) => handlers.annotations.notebook({ briefing }, call()),
    carried: carried(library, readVersion),
    words: exchangeWords,
    kindNames,
    beforeImport: () => kept.backupBefore('before-import'),
  })
  const timeline = timelineFile({
    open: (id) => handlers.briefings.open({ id }, call()),
    now,
    words: timelineWords,
    write: writeFile,
  })
  const importPath = async (path: string, request: string) => {
    const received = await read({ path })
    await kept.backupBefore('before-import')
    return briefingsNoun.accept(received, request)
  }
  const compose = async (id: string, options: ExportOptions, author: string): Promise<Brief> => {
    const call = { request: newId() }
    const briefing = await handlers.briefings.open({ id }, call)
    const marks = options.annotations ? await handlers.annotations.list({ briefing: id }, call) : []
    return composeBrief(briefing, marks, options, { labels, now: new Date(now()), author })
  }

  /** Operations for the shell alone: no window can name them, because the shell checks names against the contract. */
  const inner: Readonly<Record<string, InnerOperation>> = {
    importPath: innerOperation(z.object({ path: z.string().min(1) }), ({ path }, request) => importPath(path, request)),
    composeBrief: innerOperation(
      z.object({ briefing: z.uuid(), options: ExportOptions, author: z.string().max(200).default('') }),
      ({ briefing, options, author }) => compose(briefing, options, author),
    ),
    exportAnnotations: innerOperation(
      z.object({
        ids: z.array(z.uuid()).nullable(),
        format: z.enum(exchangeFormats),
        lang: z.enum(languages),
        out: z.string().min(1),
      }),
      (chosen) => exchanging.write(chosen),
    ),
    exportTimeline: innerOperation(
      z.object({
        briefings: z.array(z.uuid()).min(1),
        events: z.array(z.string()).nullable(),
        format: z.enum(timelineFormats),
        lang: z.enum(languages),
        calendar: ExportOptions.shape.calendar,
        out: z.string().min(1),
      }),
      (chosen) => timeline.write(chosen),
    ),
    importAnnotations: innerOperation(
      z.object({ path: z.string().min(1), into: z.uuid().optional() }),
      ({ path, into }, request) => exchanging.takeIn(path, into ?? null, request),
    ),
    setSecondFolder: innerOperation(z.object({ folder: z.string().min(1) }), async ({ folder: second }) => {
      await kept.setSecondFolder(second)
      return second
    }),
    prepareRestore: innerOperation(z.object({ backup: z.string() }), ({ backup }) => kept.prepareRestore(backup)),
  }

  const run = async (noun: string, operation: string, input: unknown, request: string): Promise<unknown> => {
    if (noun === 'inner') {
      if (!Object.hasOwn(inner, operation)) throw new Refusal('bad-request', { noun, operation })
      return inner[operation]?.(input, request)
    }
    const known = operationNamed(noun, operation)
    const handler = handlerNamed(handlers, noun, operation)
    if (known === null || handler === null) throw new Refusal('bad-request', { noun, operation })
    return handler(parsed(known.input, input), { request })
  }

  return {
    library,
    folder: opened.folder,
    outcome,
    upkeep: kept,
    briefings: briefingsNoun,
    exchange: exchanging,
    timeline,
    readVersion,
    handlers,
    importPath,
    composeBrief: compose,
    takeInSamples: async (samples) => {
      if (library.readOnly !== null) return
      await takeInSamples(samples, library, briefingsNoun, log)
      for (const { setAside } of finishReports(opened.folder, library, true, reportWords, log)) {
        log(`the library was damaged and was recovered; the report: ${join(setAside, 'report.txt')}`)
      }
    },
    close: async () => {
      await kept.close()
      library.close()
    },
    call: async (noun, operation, input, request) => {
      try {
        return { ok: true, value: await run(noun, operation, input, request) }
      } catch (error) {
        if (error instanceof Refusal) {
          // SQLite itself complained, and not about one record: the file is broken.
          if (error.code === 'damaged' && error.data.what === undefined && noun !== 'library') kept.metBrokenLibrary()
          return { ok: false, code: error.code, data: error.data }
        }
        log(`${noun}.${operation}: ${error instanceof Error ? error.stack : String(error)}`)
        return { ok: false, code: 'internal' }
      }
    },
  }
}

type InnerOperation = (input: unknown, request: string) => unknown

function innerOperation<I extends z.ZodType>(
  input: I,
  work: (input: z.infer<I>, request: string) => unknown,
): InnerOperation {
  return (given, request) => work(parsed(input, given), request)
}

function parsed<I extends z.ZodType>(schema: I, input: unknown): z.infer<I> {
  const result = schema.safeParse(input)
  if (!result.success) throw new Refusal('bad-request', { at: result.error.issues[0]?.path.join('.') ?? '' })
  return result.data
}

function operationNamed(noun: string, operation: string): Operation | null {
  if (!Object.hasOwn(contract, noun)) return null
  const operations: Readonly<Record<string, Operation>> = contract[noun as keyof Contract]
  const found = Object.hasOwn(operations, operation) ? operations[operation] : undefined
  return found?.runs === 'library' ? found : null
}

type Handler = (input: unknown, call: { request: string }) => unknown

function handlerNamed(handlers: object, noun: string, operation: string): Handler | null {
  if (!Object.hasOwn(handlers, noun)) return null
  const operations = (handlers as Readonly<Record<string, Readonly<Record<string, Handler>>>>)[noun]
  return operations !== undefined && Object.hasOwn(operations, operation) ? (operations[operation] ?? null) : null
}

const ofTheDisk: readonly Code[] = ['disk-full', 'read-only', 'unavailable']

async function takeInSamples(
  folder: string,
  library: OpenLibrary,
  noun: Briefings,
  log: (words: string) => void,
): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
  const isNew = library.db.get('SELECT 1 FROM briefings LIMIT 1') === null
  for (const name of names) {
    const path = join(folder, name)
    const key = `sample ${name}`
    try {
      const stamp = await stampOf(path)
      // Reading a folder costs a noticeable part of the start, so one that was looked at already is left alone.
      if (library.db.get<{ value: string }>('SELECT value FROM meta WHERE key = ?', key)?.value === stamp) continue
      const received = await readFolder(path)
      if (!noun.knows(received)) noun.accept(received, randomUUID())
      library.db.run('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)', key, stamp)
    } catch (error) {
      // A new library without its samples would look like all there is, and a damaged one goes on to its recovery.
      if (error instanceof Refusal && (error.code === 'damaged' || (isNew && ofTheDisk.includes(error.code))))
        throw error
      // Else a sample that cannot be taken in must not keep a reader from the library; it is tried again at the next start.
      log(`the sample ${name} was left out: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}

/** Changes when a file of the folder does: names, sizes and times. */
async function stampOf(folder: string): Promise<string> {
  const names = (await readdir(folder, { recursive: true })).sort()
  const hash = createHash('sha256')
  for (const name of names) {
    const { size, mtimeMs } = await stat(join(folder, name))
    hash.update(`${name} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}
