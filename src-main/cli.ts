import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import enProblems from '../locales/en/problems.json' with { type: 'json' }
import zhProblems from '../locales/zh-TW/problems.json' with { type: 'json' }
import { findQuote } from '../src-shared/annotations/anchor.ts'
import { AnnotationDraft } from '../src-shared/annotations/annotation.ts'
import type { Briefing } from '../src-shared/briefings/briefing.ts'
import { Refusal } from '../src-shared/ipc.ts'
import { standing } from './annotations/standing.ts'
import { type CareCommand, isCare, takeCare } from './command-line/care.ts'
import { giveOut, standingShape, standingWords, takeIn } from './command-line/exchanging.ts'
import { type Command, readArguments, UsageError, usage } from './command-line/options.ts'
import { defaultPlace, type Place } from './command-line/place.ts'
import { annotationShape, importedShape, listedShape, shownShape } from './command-line/shapes.ts'
import { writeTimeline } from './command-line/timeline.ts'
import {
  annotationWords,
  briefingWords,
  historyWords,
  listWords,
  oneLine,
  type ProblemWords,
  problemWords,
  refusalWords,
  tabbed,
} from './command-line/words.ts'
import { type LibraryRoom, openRoom } from './library-room.ts'

const problems: ProblemWords = { 'zh-TW': zhProblems, en: enProblems }

/** What a command gives: a value for --json, and words for people. */
interface Answer {
  readonly value: unknown
  readonly words: string
  /** Done, but not as asked: the exit code is 1. */
  readonly failed?: boolean
}

const say = (words: string) => process.stderr.write(`briefdesk: ${oneLine(words)}\n`)

const here = dirname(fileURLToPath(import.meta.url))
// Beside out/main in the built app, beside src-main in the source tree.
const samples = join(here, '..', 'samples')

function version(): string {
  const told = JSON.parse(readFileSync(join(here, '..', '..', 'package.json'), 'utf8')) as { version: string }
  return told.version
}

async function run(room: LibraryRoom, command: Exclude<Command, CareCommand>, met: () => void): Promise<Answer> {
  const { briefings, annotations } = room.handlers
  const call = () => ({ request: randomUUID() })
  const open = async (id: string): Promise<Briefing> => briefings.open({ id: room.briefings.idOf(id) }, call())
  /** All briefings that can be read; one that is damaged does not keep the others. */
  const readable = async (): Promise<readonly string[]> => {
    const ids: string[] = []
    for (const { id } of await briefings.list({}, call())) {
      try {
        await open(id)
        ids.push(id)
      } catch (error) {
        if (!(error instanceof Refusal && error.code === 'damaged' && error.data.what !== undefined)) throw error
        met()
        say(`the events of the briefing ${id} are left out: ${refusalWords(error, problems, '')}`)
      }
    }
    return ids
  }
  switch (command.name) {
    case 'list': {
      const rows = await briefings.list({}, call())
      return { value: rows.map(listedShape), words: listWords(rows) }
    }
    case 'show': {
      const briefing = await open(command.id)
      return { value: shownShape(briefing), words: briefingWords(briefing) }
    }
    case 'import': {
      const report = await room.importPath(resolve(command.path), randomUUID())
      for (const warning of report.warnings) say(`warning: ${problemWords(warning, problems)}`)
      return { value: importedShape(report), words: `${report.outcome}: ${report.slug} v${report.number}` }
    }
    case 'annotate': {
      const { lang, quote, note, kind, tags } = command
      const { id, version, content } = await open(command.id)
      const edition = content.editions[lang]
      if (edition === undefined) throw new Refusal('refused', { cause: `the briefing has no text in ${lang}` })
      const place = findQuote(edition.blocks, quote)
      if (place.found === null) {
        const cause = place.cause === 'not-there' ? 'is not there' : `is there ${place.times} times, give more words`
        throw new Refusal('refused', { cause: `the quote ${cause}: ${quote}` })
      }
      const target = { type: 'text' as const, lang, selectors: [...place.found] }
      const draft = AnnotationDraft.safeParse({ briefing: id, version, target, kind, note, tags })
      if (!draft.success) throw new Refusal('refused', { cause: 'the quote is too long' })
      const made = annotationShape(await annotations.add(draft.data, call()))
      return { value: made, words: annotationWords([made]) }
    }
    case 'annotations import': {
      const taken = await takeIn(room, command, randomUUID())
      for (const warning of taken.warnings) say(warning)
      return taken
    }
    case 'reanchor': {
      const id = room.briefings.idOf(command.id)
      const shape = standingShape(standing(room.library, room.readVersion, id, command.version), id)
      return { value: shape, words: standingWords(shape) }
    }
    case 'annotations': {
      if (command.file !== null) return giveOut(room, command)
      const ids =
        command.id === null ? (await briefings.list({}, call())).map(({ id }) => id) : [room.briefings.idOf(command.id)]
      const rows: ReturnType<typeof annotationShape>[] = []
      for (const briefing of ids) {
        try {
          rows.push(...(await annotations.list({ briefing }, call())).map(annotationShape))
        } catch (error) {
          // One damaged briefing does not keep the annotations of the others.
          if (!(error instanceof Refusal && error.code === 'damaged' && error.data.what !== undefined)) throw error
          met()
          say(`the annotations of the briefing ${briefing} are left out: ${refusalWords(error, problems, '')}`)
        }
      }
      return { value: rows, words: annotationWords(rows) }
    }
    case 'timeline': {
      const ids = command.ids.map((id) => room.briefings.idOf(id))
      const written = await writeTimeline(room, command, command.ids.length > 0 ? ids : await readable())
      for (const warning of written.warnings) say(warning)
      return written
    }
    case 'history': {
      if (!z.uuid().safeParse(command.id).success)
        throw new Refusal('not-found', { what: 'annotations', id: command.id })
      const history = await annotations.history({ id: command.id }, call())
      return { value: history, words: historyWords(history) }
    }
    case 'export': {
      const brief = await room.composeBrief(room.briefings.idOf(command.id), command.options, '')
      // Typesetting takes a while and needs the library no more.
      room.library.close()
      const [{ exportFile }, { fontFiles }] = await Promise.all([
        import('./exports/export-file.ts'),
        import('./exports/fonts.ts'),
      ])
      const exported = await exportFile({
        brief,
        out: resolve(command.out),
        fonts: fontFiles(join(here, '..', 'fonts')),
      })
      return { value: exported, words: tabbed([exported.path, `${exported.pages} pages`, `${exported.bytes} bytes`]) }
    }
  }
}

async function main(words: readonly string[]): Promise<number> {
  let room: LibraryRoom | null = null
  let folder = ''
  try {
    const call = readArguments(words)
    if ('told' in call) {
      const told = call.told === 'help' ? { usage } : { version: version() }
      process.stdout.write(call.json ? `${JSON.stringify(told)}\n` : (told.usage ?? `${told.version}\n`))
      return 0
    }
    const place: Place = call.library === null ? defaultPlace(process) : { folder: call.library, expected: false }
    folder = resolve(place.folder)
    const answer = ({ value, words: human }: Answer) =>
      process.stdout.write(call.json ? `${JSON.stringify(value)}\n` : human === '' ? '' : `${human}\n`)
    if (isCare(call.command)) {
      const done = takeCare({ ...place, folder }, call.command)
      answer(done)
      if (done.refused !== null) say(done.refused)
      return done.refused === null ? 0 : 1
    }
    let damage = 0
    const met = () => {
      damage += 1
    }
    room = openRoom({ folder, expected: place.expected, log: say, onDamage: met, lockWait: 3000 })
    await room.takeInSamples(samples)
    const done = await run(room, call.command, met)
    answer(done)
    if (done.failed === true) return 1
    // A list that is not whole must not look like one that is.
    const isList =
      ['list', 'annotations'].includes(call.command.name) ||
      (call.command.name === 'timeline' && call.command.ids.length === 0)
    if (!isList || damage === 0) return 0
    say('damaged: what is printed is sound, but not all there is')
    return 1
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`briefdesk: ${oneLine(error.message)}\n\n${usage}`)
      return 2
    }
    if (error instanceof Refusal) say(refusalWords(error, problems, folder))
    else say(`internal error: ${error instanceof Error ? error.message : String(error)}`)
    if (process.env.BRIEFDESK_DEBUG) process.stderr.write(`${(error as Error).stack}\n`)
    return 1
  } finally {
    room?.library.close()
  }
}

// Whoever reads only the first lines of an answer has all they wanted.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.exitCode = 1
  })
}

process.exitCode = await main(process.argv.slice(2))
