import { join } from 'node:path'
import type { OpenDialogOptions, OpenDialogReturnValue } from 'electron'
import type { Contract } from '../src-shared/contract.ts'
import type { ExchangeFormat, TakenAnnotations, WrittenAnnotations } from '../src-shared/exchange/exchange.ts'
import { type Handlers, Refusal } from '../src-shared/ipc.ts'
import type { Lang } from '../src-shared/languages.ts'
import { type AskWhere, askForFile } from './ask-for-file.ts'
import { say } from './words.ts'

export interface ExchangeDuties {
  readonly inner: <T>(operation: string, input: unknown, request: string) => Promise<T>
  readonly askWhere: AskWhere
  readonly askWhich: (options: OpenDialogOptions) => Promise<OpenDialogReturnValue>
  /** The folder that is offered first. */
  readonly documents: () => string
  readonly lang: () => Lang
}

type Words = Parameters<typeof say>[1]

const kinds: Readonly<
  Record<ExchangeFormat, { readonly words: Words; readonly extensions: readonly [string, ...string[]] }>
> = {
  jsonld: { words: 'jsonldFiles', extensions: ['jsonld', 'json'] },
  md: { words: 'markdownFiles', extensions: ['md'] },
  csv: { words: 'csvFiles', extensions: ['csv'] },
}

/** Annotations to a file and from a file: the shell asks for the place, the library process does the rest. */
export function exchangeHandlers({
  inner,
  askWhere,
  askWhich,
  documents,
  lang,
}: ExchangeDuties): Handlers<Contract, 'shell'>['annotations'] {
  /** The file taken in last; known here alone, so that no path ever comes from a window. */
  let last: string | null = null

  return {
    exportChosen: async ({ ids, format }, { request }) => {
      const today = new Date().toLocaleDateString('sv-SE')
      const { words, extensions } = kinds[format]
      const out = await askForFile(askWhere, {
        title: say(lang(), 'saveAnnotations'),
        suggested: join(documents(), `${say(lang(), 'annotationsFile')}-${today}.${extensions[0]}`),
        kind: say(lang(), words),
        extensions,
      })
      if (out === null) return null
      return inner<WrittenAnnotations>('exportAnnotations', { ids, format, lang: lang(), out }, request)
    },
    importChosen: async ({ into, again }, { request }) => {
      const path = again === true ? last : await chosenFile()
      if (path === null) {
        if (again === true) throw new Refusal('not-found')
        return null
      }
      last = path
      return inner<TakenAnnotations>('importAnnotations', { path, ...(into !== undefined && { into }) }, request)
    },
  }

  async function chosenFile(): Promise<string | null> {
    const { canceled, filePaths } = await askWhich({
      title: say(lang(), 'chooseAnnotations'),
      properties: ['openFile'],
      filters: [
        { name: say(lang(), 'jsonldFiles'), extensions: ['jsonld', 'json'] },
        { name: say(lang(), 'allFiles'), extensions: ['*'] },
      ],
    })
    return canceled ? null : (filePaths[0] ?? null)
  }
}
