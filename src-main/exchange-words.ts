import enAnnotations from '../locales/en/annotations.json' with { type: 'json' }
import enApp from '../locales/en/app.json' with { type: 'json' }
import enExchange from '../locales/en/exchange.json' with { type: 'json' }
import zhAnnotations from '../locales/zh-TW/annotations.json' with { type: 'json' }
import zhApp from '../locales/zh-TW/app.json' with { type: 'json' }
import zhExchange from '../locales/zh-TW/exchange.json' with { type: 'json' }
import { type AnnotationKind, annotationKinds } from '../src-shared/annotations/annotation.ts'
import type { Lang } from '../src-shared/languages.ts'
import type { KindNames } from './exchange/fields.ts'
import type { ExchangeWords } from './exchange/words.ts'

type Kinds = Readonly<Record<AnnotationKind, { readonly name: string }>>

const kindsOf = (kinds: Kinds) =>
  Object.fromEntries(annotationKinds.map((kind) => [kind, kinds[kind].name])) as ExchangeWords['kind']

const wordsOf = (
  file: typeof zhExchange.file,
  app: typeof zhApp,
  { status, kept, target }: Pick<typeof zhAnnotations, 'status' | 'kept' | 'target'>,
): ExchangeWords => ({ ...file, status, kept, target, kind: kindsOf(app.kind), secrecy: app.marking.secrecy })

/** The words of files for people. */
export const exchangeWords: Readonly<Record<Lang, ExchangeWords>> = {
  'zh-TW': wordsOf(zhExchange.file, zhApp, zhAnnotations),
  en: wordsOf(enExchange.file, enApp, enAnnotations),
}

/** What people write in a tag to say the kind: its name in either language. */
export const kindNames: KindNames = new Map(
  annotationKinds.flatMap((kind) =>
    [kind, zhApp.kind[kind].name, enApp.kind[kind].name].map((name) => [name.toLowerCase(), kind] as const),
  ),
)

const sentences = { 'zh-TW': zhExchange, en: enExchange } as const

/** Why a file or an item was refused, in both languages, for a terminal; null where there is no sentence for it. */
export function exchangeRefusal(
  part: 'failed' | 'refused',
  cause: string,
  data: Readonly<Record<string, unknown>>,
): string | null {
  const said = (['zh-TW', 'en'] as const).flatMap((lang) => {
    const words: Readonly<Record<string, string>> = sentences[lang][part]
    return words[cause]?.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(data[name] ?? '')) ?? []
  })
  return said.length === 0 ? null : said.join(' / ')
}
